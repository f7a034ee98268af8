//! `atelier documents`: everything that it lists is made, on a computer without a screen.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use atelier_app::view::{ParticipantView, RuleView};
use atelier_app::{App, Clock, Places, demo};
use atelier_tests::{paper, place};

/// Runs `atelier documents`, with no screen anywhere near.
fn documents(arguments: &[&str]) -> Result<Output> {
    atelier(&[&["documents"], arguments].concat())
}

fn atelier(arguments: &[&str]) -> Result<Output> {
    Ok(Command::new(place::program("atelier")?)
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("ATELIER_PASSPHRASE", demo::PASSPHRASE)
        .stdin(Stdio::null())
        .output()?)
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A store of invented people.
fn demonstration(home: &Path) -> Result<String> {
    let store = home.join("store").display().to_string();
    let made = atelier(&["demo", "--dir", &store])?;
    ensure!(made.status.success(), "{}", complaint(&made));
    Ok(store)
}

/// The same store, in the test itself: to be dropped before `atelier` opens it again.
fn open(store: &str) -> Result<Arc<App>> {
    let data = PathBuf::from(store);
    let documents = data.join("documents");
    let app = App::new(Places { data, documents }, Clock::system());
    app.unlock(demo::PASSPHRASE)?;
    Ok(app)
}

/// How many pages poppler finds, and the paper of the first, in points.
fn pages(pdf: &Path) -> Result<(u32, String)> {
    ensure!(
        std::fs::read(pdf)?.starts_with(b"%PDF-"),
        "{} is no PDF",
        pdf.display()
    );
    let told = Command::new("pdfinfo").arg(pdf).output()?;
    ensure!(told.status.success(), "{}", complaint(&told));
    let told = String::from_utf8(told.stdout)?;
    let value = |name: &str| {
        let found = told.lines().find_map(|line| line.strip_prefix(name));
        found
            .map(|value| value.trim().to_owned())
            .context("pdfinfo")
    };
    Ok((value("Pages:")?.parse()?, value("Page size:")?))
}

fn pdf(home: &Path, arguments: &[&str]) -> Result<PathBuf> {
    let out = home.join(format!("{}.pdf", arguments.join(" ").replace('/', "-")));
    let path = out.display().to_string();
    let made = documents(&[arguments, &["--out", &path]].concat())?;
    ensure!(
        made.status.success(),
        "{}: {}",
        arguments.join(" "),
        complaint(&made)
    );
    Ok(out)
}

#[test]
fn every_document_of_the_list_is_made_without_a_screen() -> Result<()> {
    let home = tempfile::tempdir()?;
    let store = demonstration(home.path())?;
    let listed = documents(&["--list"])?;
    assert!(listed.status.success(), "{}", complaint(&listed));
    let listed = String::from_utf8(listed.stdout)?;
    let mut asked = Vec::new();
    for line in listed.lines() {
        let (command, name) = line.split_once("  ").context("a command, then its name")?;
        assert!(!name.trim().is_empty(), "{line}");
        let mut words: Vec<&str> = command.split(' ').collect();
        if words[0] == "poster" {
            words.push("--all");
        }
        words.extend(["--dir", &store]);
        let out = home.path().join(format!("{}.pdf", asked.len()));
        let path = out.display().to_string();
        words.extend(["--out", &path]);
        let made = documents(&words)?;
        assert!(made.status.success(), "{line}: {}", complaint(&made));
        assert!(pages(&out)?.0 > 0, "{line}");
        asked.push(command.to_owned());
    }
    for wanted in [
        "poster --format flyer-four",
        "poster --together",
        "poster --beside ar",
        "how-to-ask --beside uk",
        "receipts",
        "sheet attestation",
        "sheet memo-cards",
    ] {
        assert!(asked.iter().any(|one| one == wanted), "{wanted}\n{listed}");
    }
    Ok(())
}

#[test]
fn posters_of_the_example_badges_need_no_data() -> Result<()> {
    let home = tempfile::tempdir()?;
    let made = Command::new(place::program("atelier")?)
        .args("documents poster --all --format a3 --out affiches.pdf".split(' '))
        .current_dir(home.path())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("ATELIER_PASSPHRASE")
        .stdin(Stdio::null())
        .output()?;
    assert!(made.status.success(), "{}", complaint(&made));
    let (count, size) = pages(&home.path().join("affiches.pdf"))?;
    assert!(count > 1, "{count} pages");
    // 297 × 420 mm.
    assert!(
        size.starts_with("841.89 x 1190.55") && size.contains("A3"),
        "{size}"
    );

    let how = pdf(home.path(), &["how-to-ask", "--format", "a4-landscape"])?;
    assert!(pages(&how)?.1.starts_with("841.89 x 595.276"));
    assert!(paper::text(&how)?.contains("openbadgepassport.com"));
    let both = pdf(home.path(), &["how-to-ask", "--beside", "en"])?;
    assert!(paper::text(&both)?.contains("badge"));
    Ok(())
}

#[test]
fn one_person_is_named_by_their_address() -> Result<()> {
    let home = tempfile::tempdir()?;
    let store = demonstration(home.path())?;
    let all = ["sheet", "attestation", "--dir", &store];
    let everyone = pdf(home.path(), &all)?;
    assert!(pages(&everyone)?.0 > 1);
    let text = paper::text(&everyone)?;
    let app = open(&store)?;
    let people = app.participants("")?;
    let named = |person: &&ParticipantView| {
        !person.email.is_empty()
            && text.contains(&format!("{} {}", person.first_name, person.last_name))
    };
    let person = people.iter().find(named).context("someone with a badge")?;
    drop(app);
    for name in [person.email.to_uppercase(), person.id.to_string()] {
        let own = pdf(home.path(), &[&all[..], &["--person", &name]].concat())?;
        assert_eq!(pages(&own)?.0, 1, "{name}");
        assert!(paper::text(&own)?.contains(&person.last_name), "{name}");
    }
    let out = home.path().join("nobody.pdf").display().to_string();
    let nobody = ["--person", "personne@exemple.fr", "--out", &out];
    let refused = documents(&[&all[..], &nobody].concat())?;
    assert!(!refused.status.success());
    assert!(complaint(&refused).contains("personne@exemple.fr"));
    assert!(!Path::new(&out).exists());
    Ok(())
}

#[test]
fn the_receipts_of_one_workshop_are_its_own() -> Result<()> {
    let home = tempfile::tempdir()?;
    let store = demonstration(home.path())?;
    let app = open(&store)?;
    let receipts = app.queue()?.receipts;
    let workshops = app.workshops()?;
    drop(app);
    let told = |pdf: &Path| -> Result<Vec<String>> {
        let text = paper::text(pdf)?;
        let numbers = receipts.iter().map(|receipt| receipt.number.clone());
        Ok(numbers.filter(|number| text.contains(number)).collect())
    };
    let asked = ["receipts", "--dir", &store];
    let all = pdf(home.path(), &asked)?;
    assert_eq!(told(&all)?.len(), receipts.len());
    let everywhere = paper::text(&all)?;
    let mut refused = 0;
    let mut own = Vec::new();
    for workshop in workshops {
        let out = home.path().join(format!("{}.pdf", workshop.id));
        let path = out.display().to_string();
        let id = workshop.id.to_string();
        let one = ["--workshop", &id, "--out", &path];
        let made = documents(&[&asked[..], &one].concat())?;
        if made.status.success() {
            // The sheet says which workshop it is of.
            assert!(paper::text(&out)?.contains(&workshop.place));
            assert!(!everywhere.contains(&workshop.place));
            own.extend(told(&out)?);
        } else {
            // Nothing was received from it yet.
            assert!(complaint(&made).contains("reçu"), "{}", complaint(&made));
            refused += 1;
        }
    }
    assert!(refused > 0 && !own.is_empty(), "{refused} {own:?}");
    own.sort();
    let count = own.len();
    own.dedup();
    assert_eq!(own.len(), count, "a receipt of two workshops");
    Ok(())
}

#[test]
fn a_badge_without_an_address_leaves_the_others_their_posters() -> Result<()> {
    let home = tempfile::tempdir()?;
    let store = demonstration(home.path())?;
    let all = ["poster", "--all", "--dir", &store];
    let before = pages(&pdf(home.path(), &all)?)?.0;
    let app = open(&store)?;
    // A badge read from its definition has no address yet.
    let class = serde_json::json!({
        "@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass",
        "id": "https://exemple.fr/badges/1", "name": "Venu de loin", "description": "Un travail.",
        "image": "https://exemple.fr/badges/1.png", "criteria": {"narrative": "Avoir fait."}
    });
    let preview = app.read_catalogue(class.to_string().as_bytes())?;
    let badge = preview.added[0].id.clone();
    app.confirm_catalogue(&preview.token, true)?;
    let part = || "Comme convenu.".to_owned();
    let rule = RuleView {
        criterion: part(),
        evidence: part(),
        assessor: part(),
        process: part(),
    };
    app.save_offer(&badge, rule)?;
    drop(app);
    let out = home.path().join("others.pdf").display().to_string();
    let made = documents(&[&all[..], &["--out", &out]].concat())?;
    let said = complaint(&made);
    assert!(made.status.success(), "{said}");
    assert!(
        said.contains("Venu de loin") && said.lines().count() == 1,
        "{said}"
    );
    assert_eq!(pages(Path::new(&out))?.0, before);

    // Asked for by itself, it is refused.
    let one = ["poster", badge.as_str(), "--dir", &store, "--out", &out];
    let refused = documents(&one)?;
    assert!(!refused.status.success());
    assert!(complaint(&refused).contains("Venu de loin"));
    Ok(())
}
