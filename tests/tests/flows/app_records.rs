//! What is printed of people's badges and for the committee, from the store.

#![allow(clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use atelier_domain::ParticipantId;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use atelier_app::view::{DocumentChoice, Id, ParticipantForm};
use atelier_tests::group;

const EVERY: [&str; 5] = [
    "attestation",
    "certificate",
    "recommendation",
    "committee-agenda",
    "committee-minutes",
];

fn sheet(name: &str, people: &[Id<ParticipantId>]) -> DocumentChoice {
    DocumentChoice::Sheet {
        name: name.to_owned(),
        workshop: None,
        people: people.to_vec(),
    }
}

/// The words of a PDF, in reading order, on one line.
fn words(pdf: &Path) -> Result<String> {
    let output = Command::new("pdftotext").arg(pdf).arg("-").output()?;
    ensure!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout)?;
    Ok(on_one_line(&text))
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn badges_obtained_and_requests_before_the_committee_are_printed() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let ceremony = app.ceremony()?;
    let obtained = ceremony.badges.first().context("a badge obtained")?;
    for name in ["attestation", "certificate", "recommendation"] {
        let path = home.path().join(format!("{name}.pdf"));
        app.save_document(&sheet(name, &[]), Some(&path))?;
        let said = words(&path)?;
        assert!(
            said.contains(&on_one_line(&obtained.person)),
            "{name}: {said}"
        );
        assert!(
            said.contains(&on_one_line(&obtained.badge_name)),
            "{name}: {said}"
        );
    }
    // Only those asked for: here, someone without a badge.
    let people = app.participants("")?;
    let names: Vec<&str> = ceremony
        .badges
        .iter()
        .map(|one| one.person.as_str())
        .collect();
    let other = people
        .iter()
        .find(|one| !names.contains(&format!("{} {}", one.first_name, one.last_name).as_str()))
        .context("someone without a badge")?;
    let refused = app
        .save_document(&sheet("attestation", std::slice::from_ref(&other.id)), None)
        .unwrap_err();
    assert_eq!(refused.code(), "no-badge-obtained");
    // A certificate is for what came since the last ceremony.
    app.set_ceremony(None)?;
    let refused = app
        .save_document(&sheet("certificate", &[]), None)
        .unwrap_err();
    assert_eq!(refused.code(), "no-badge-obtained");

    for name in ["committee-agenda", "committee-minutes"] {
        let path = home.path().join(format!("{name}.pdf"));
        app.save_document(&sheet(name, &[]), Some(&path))?;
        let said = words(&path)?;
        assert!(said.contains("Comité d’attribution"), "{name}: {said}");
        assert!(said.contains("Exemple : "), "{name}: {said}");
    }
    Ok(())
}

#[test]
fn nothing_is_printed_of_nothing() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let newcomer = app.save_participant(&ParticipantForm {
        first_name: "Essai".into(),
        last_name: "Ysoline".into(),
        id: None,
        email: String::new(),
        phone: String::new(),
        nickname: String::new(),
        language: None,
    })?;
    let newcomer = [newcomer.id];
    for name in EVERY {
        let refused = app
            .save_document(&sheet(name, &newcomer), None)
            .unwrap_err();
        let wanted = if name.starts_with("committee") {
            "nothing-in-committee"
        } else {
            "no-badge-obtained"
        };
        assert_eq!(refused.code(), wanted, "{name}");
    }
    // Somebody who is not one of the people here.
    let nobody = [Id("01890000-0000-7000-8000-000000000000".parse()?)];
    let refused = app
        .save_document(&sheet("attestation", &nobody), None)
        .unwrap_err();
    assert_eq!(refused.code(), "no-badge-obtained");
    // The sheets of a workshop want one.
    let refused = app
        .save_document(&sheet("attendance", &[]), None)
        .unwrap_err();
    assert_eq!(refused.code(), "not-found");
    Ok(())
}
