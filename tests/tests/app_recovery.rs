//! The recovery sheet: made, printed, and used once the passphrase is lost.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use atelier_app::view::{DocumentChoice, Stage};
use atelier_app::{App, Clock, Places};
use atelier_store::Store;
use atelier_tests::paper;

const LOST: &str = "cheval orange table lundi pomme vélo sept";
const NEW: &str = "soleil tasse vélo pigeon grange violet onze";

fn application(home: &Path) -> Arc<App> {
    let places = Places {
        data: home.join("store"),
        documents: home.join("documents"),
    };
    App::new(places, Clock::system())
}

#[test]
fn a_lost_passphrase_is_replaced_by_the_code_that_was_printed() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    app.create_store(LOST)?;
    assert_eq!(app.recovery()?.made_on, None);
    let refused = app.make_recovery(NEW).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.field.as_deref()),
        ("wrong-passphrase", Some("passphrase"))
    );

    let shown = app.make_recovery(LOST)?;
    assert!(shown.made_on.is_some());
    let code = shown.code.context("the code is shown once")?;
    let sheet = home.path().join("fiche.pdf");
    app.save_document(&DocumentChoice::Recovery, Some(&sheet))?;
    let text = paper::text(&sheet)?;
    assert!(text.contains(&code), "{text}");
    // In the documents' folder anyone could read it.
    let refused = app
        .save_document(&DocumentChoice::Recovery, None)
        .unwrap_err();
    assert_eq!(refused.code, "recovery-needs-place");
    assert!(!home.path().join("documents").exists());

    app.hide_recovery()?;
    assert_eq!(app.recovery()?.code, None);
    let hidden = app
        .save_document(&DocumentChoice::Recovery, Some(&sheet))
        .unwrap_err();
    assert_eq!(hidden.code, "recovery-hidden");

    app.lock()?;
    let short = app.recover("4K7M2", NEW).unwrap_err();
    assert_eq!(short.code, "recovery-code-length");
    let (first, rest) = code.split_at(1);
    let misread = format!("{}{rest}", if first == "7" { "1" } else { "7" });
    assert_eq!(
        app.recover(&misread, NEW).unwrap_err().code,
        "recovery-code-copied"
    );
    assert_eq!(
        app.recover(&code, "court").unwrap_err().code,
        "passphrase-weak"
    );
    assert!(app.unlock(LOST).is_ok(), "nothing changed so far");
    app.lock()?;

    let typed = code.to_lowercase().replace('-', "  ").replace('0', "o");
    let session = app.recover(&typed, NEW)?;
    assert_ne!(session.stage, Stage::Locked);
    assert_eq!(app.recovery()?.code, None);
    app.lock()?;
    assert_eq!(app.unlock(LOST).unwrap_err().code, "wrong-passphrase");
    app.unlock(NEW)?;
    app.lock()?;

    let store = Store::open(&home.path().join("store"), NEW)?;
    let events: Vec<String> = store
        .journal(50)?
        .into_iter()
        .map(|row| row.event)
        .collect();
    for event in ["recovery-made", "recovered"] {
        assert!(events.iter().any(|known| known == event), "{events:?}");
    }
    Ok(())
}

#[test]
fn another_sheet_makes_the_first_one_useless_and_locking_forgets_the_code() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    app.create_store(LOST)?;
    let first = app.make_recovery(LOST)?.code.context("shown")?;
    let second = app.make_recovery(LOST)?.code.context("shown")?;
    assert_ne!(first, second);
    app.lock()?;
    let refused = app.recover(&first, NEW).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.field.as_deref()),
        ("wrong-recovery-code", Some("code"))
    );
    app.unlock(LOST)?;
    assert_eq!(app.recovery()?.code, None, "locking forgets it");
    app.lock()?;
    app.recover(&second, NEW)?;
    assert!(fs::read_dir(home.path().join("store"))?.count() > 1);
    Ok(())
}
