//! Bad input: each gives a clear French message, and nothing is lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use atelier_app::view::{FormDraftView, ImportChoices, ParticipantForm};
use atelier_app::{App, Places, Problem};
use atelier_tests::small_disk::SmallDisk;
use atelier_tests::{place, when};

const PASSPHRASE: &str = "cheval orange table lundi pomme vélo sept";

fn application(home: &Path) -> Arc<App> {
    App::new(
        Places {
            data: home.join("store"),
            documents: home.join("documents"),
        },
        when::morning(),
    )
}

fn opened(home: &Path) -> Result<Arc<App>> {
    let app = application(home);
    app.create_store(PASSPHRASE)?;
    Ok(app)
}

fn bytes(name: &str) -> Result<Vec<u8>> {
    Ok(std::fs::read(place::fixture(name))?)
}

/// What every message owes to its reader.
fn is_clear(problem: &Problem, says: &str) {
    assert!(problem.told().what.contains(says), "{problem}");
    assert!(
        !problem.told().kept.is_empty() && !problem.told().todo.is_empty(),
        "{problem}"
    );
    assert!(!problem.to_string().contains(['{', '}']), "{problem}");
}

fn person(email: &str) -> ParticipantForm {
    ParticipantForm {
        id: None,
        first_name: "Amina".into(),
        last_name: "Essai".into(),
        email: email.into(),
        phone: String::new(),
        nickname: String::new(),
        language: None,
    }
}

#[test]
fn a_list_in_an_unknown_encoding_an_empty_one_and_a_torn_one_are_refused() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = opened(home.path())?;
    app.save_participant(&person("amina@example.org"))?;
    // UTF-16 with no mark: neither UTF-8 nor Windows-1252.
    let utf16: Vec<u8> = "Nom;Prénom\nDupré;Zoé\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    is_clear(&app.read_list("liste.csv", &utf16).unwrap_err(), "encodage");
    is_clear(
        &app.read_list("empty.xlsx", &bytes("empty.xlsx")?)
            .unwrap_err(),
        "vide",
    );
    let whole = bytes("participants.xlsx")?;
    is_clear(
        &app.read_list("liste.xlsx", &whole[..whole.len() / 2])
            .unwrap_err(),
        "abîmé",
    );
    assert_eq!(app.participants("")?.len(), 1);
    Ok(())
}

#[test]
fn the_same_people_are_read_from_every_kind_of_list() -> Result<()> {
    let names = [
        "participants.xlsx",
        "participants.ods",
        "participants-utf8.csv",
        "participants-utf16.csv",
    ];
    let mut read = Vec::new();
    for name in names {
        let home = tempfile::tempdir()?;
        let app = opened(home.path())?;
        let preview = app.read_list(name, &bytes(name)?)?;
        assert!(preview.blocked.is_none(), "{name}: {:?}", preview.blocked);
        assert!(
            app.participants("")?.is_empty(),
            "nothing is kept before it is confirmed"
        );
        let typo = preview
            .lines
            .iter()
            .find(|line| line.suggestion.is_some())
            .map(|line| line.line);
        let corrected: Vec<u32> = typo.into_iter().collect();
        app.confirm_import(
            &preview.token,
            &ImportChoices {
                corrected,
                left_out: vec![],
            },
        )?;
        let people: Vec<_> = app
            .participants("")?
            .into_iter()
            .map(|p| (p.last_name, p.first_name, p.email))
            .collect();
        assert!(
            people
                .iter()
                .any(|(_, _, email)| email.ends_with("@gmail.com")),
            "{name}"
        );
        read.push((people, preview.new_count));
    }
    for other in &read[1..] {
        assert_eq!(other, &read[0]);
    }
    Ok(())
}

#[test]
fn a_windows_1252_list_keeps_its_accents() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = opened(home.path())?;
    let preview = app.read_list("liste.csv", &bytes("participants-windows1252.csv")?)?;
    assert!(
        preview.read_as.contains("windows-1252"),
        "{}",
        preview.read_as
    );
    assert!(
        preview
            .lines
            .iter()
            .any(|line| line.first_name.contains('é'))
    );
    Ok(())
}

#[test]
fn bad_evidence_is_refused_and_the_request_keeps_what_it_had() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = opened(home.path())?;
    let badge = app.catalogue()?.pathways.remove(0).badges.remove(0).id;
    let amina = app.save_participant(&person("amina@example.org"))?;
    let request = app.open_request(amina.id.0, &badge, None)?.summary.id;
    app.add_evidence(request.0, "document.pdf", &bytes("document.pdf")?)?;
    for (name, says) in [
        ("program.jpg", "un programme"),
        ("huge.png", "40000 × 40000"),
        ("truncated.pdf", "abîmé"),
        ("empty.xlsx", "vide"),
    ] {
        is_clear(
            &app.add_evidence(request.0, name, &bytes(name)?)
                .unwrap_err(),
            says,
        );
    }
    let kept = app.request(request.0)?;
    assert_eq!(kept.evidence.len(), 1);
    assert_eq!(
        app.evidence(kept.evidence[0].hash.0)?,
        bytes("document.pdf")?
    );
    Ok(())
}

#[test]
fn a_photograph_leaves_its_place_and_its_device_behind() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = opened(home.path())?;
    let badge = app.catalogue()?.pathways.remove(0).badges.remove(0).id;
    let amina = app.save_participant(&person("amina@example.org"))?;
    let request = app.open_request(amina.id.0, &badge, None)?.summary.id;
    let view = app.add_evidence(request.0, "photo.jpg", &bytes("photo.jpg")?)?;
    let clean = app.evidence(view.evidence[0].hash.0)?;
    assert!(!clean.windows(4).any(|four| four == b"Exif"));
    let picture = image::load_from_memory(&clean)?;
    assert_eq!((picture.width(), picture.height()), (1_333, 2_000));
    Ok(())
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_spoils_nothing() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = opened(home.path())?;
    app.save_participant(&person("amina@example.org"))?;
    app.lock()?;
    let problem = app
        .unlock("cheval orange table lundi pomme vélo huit")
        .unwrap_err();
    is_clear(&problem, "pas la bonne phrase");
    assert_eq!(app.participants("").unwrap_err().code(), "locked");
    app.unlock(PASSPHRASE)?;
    assert_eq!(app.participants("amina")?.len(), 1);
    Ok(())
}

#[test]
fn an_address_is_never_changed_silently_nor_given_to_two_people() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = opened(home.path())?;
    let check = app.check_email("amina@gmial.com", None)?;
    assert_eq!(
        (check.ok, check.suggestion.as_deref()),
        (true, Some("amina@gmail.com"))
    );
    assert_eq!(
        app.save_participant(&person("amina@gmial.com"))?.email,
        "amina@gmial.com"
    );
    is_clear(
        &app.save_participant(&person("AMINA@gmial.com"))
            .unwrap_err(),
        "Amina Essai",
    );
    is_clear(
        &app.save_participant(&person("amina@")).unwrap_err(),
        "adresse",
    );
    Ok(())
}

#[test]
fn a_full_disk_is_told_and_what_was_there_is_still_there() -> Result<()> {
    let disk = SmallDisk::mount(12)?;
    let app = opened(disk.path())?;
    let badge = app.catalogue()?.pathways.remove(0).badges.remove(0).id;
    let amina = app.save_participant(&person("amina@example.org"))?;
    let request = app.open_request(amina.id.0, &badge, None)?.summary.id;
    app.save_narrative(request.0, "J'ai rangé le poste.")?;
    disk.fill()?;
    let problem = app
        .add_evidence(request.0, "photo.jpg", &bytes("photo.jpg")?)
        .unwrap_err();
    is_clear(&problem, "plein");
    assert_eq!(problem.code(), "store-full");
    assert_eq!(app.request(request.0)?.narrative, "J'ai rangé le poste.");
    disk.free()?;
    let view = app.add_evidence(request.0, "photo.jpg", &bytes("photo.jpg")?)?;
    assert_eq!(view.evidence.len(), 1);
    Ok(())
}

/// What is typed about someone comes back with the store, on them alone; nothing is kept of who is gone.
#[test]
fn what_is_typed_is_found_again_and_goes_with_its_record() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = opened(home.path())?;
    let one = app.save_participant(&person("a@gmail.com"))?.id;
    let typed = |fields: &str| FormDraftView {
        form: format!("person {one}"),
        workshop: None,
        participant: Some(one),
        fields: fields.to_owned(),
    };
    app.keep_form_draft(typed(r#"{"phone":"05"}"#))?;
    let long = app
        .keep_form_draft(typed(&"x".repeat(500_001)))
        .unwrap_err();
    is_clear(&long, "500000");
    app.lock()?;
    assert_eq!(app.form_drafts().unwrap_err().code(), "locked");
    app.unlock(PASSPHRASE)?;
    assert_eq!(app.form_drafts()?, [typed(r#"{"phone":"05"}"#)]);

    app.remove_participant(one.0)?;
    assert_eq!(app.form_drafts()?, []);
    app.keep_form_draft(typed(r#"{"phone":"06"}"#))?;
    assert_eq!(app.form_drafts()?, []);
    app.restore_removed(&one.to_string())?;
    assert_eq!(app.form_drafts()?.len(), 1);
    app.forget_form_draft(&format!("person {one}"))?;
    assert_eq!(app.form_drafts()?, []);
    Ok(())
}
