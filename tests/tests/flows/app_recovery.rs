//! The recovery sheet: made, printed, and used once the passphrase is lost.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use atelier_app::view::{DocumentChoice, RecoveryStep, Stage};
use atelier_app::{App, Places};
use atelier_store::Store;
use atelier_tests::{paper, when};

const LOST: &str = "cheval orange table lundi pomme vélo sept";
const NEW: &str = "soleil tasse vélo pigeon grange violet onze";

fn application(home: &Path) -> Arc<App> {
    let places = Places {
        data: home.join("store"),
        documents: home.join("documents"),
    };
    App::new(places, when::morning())
}

#[test]
fn a_lost_passphrase_is_replaced_by_the_code_that_was_printed() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    app.create_store(LOST)?;
    assert_eq!(app.recovery()?.made_on, None);
    let refused = app.make_recovery(NEW).unwrap_err();
    assert_eq!(
        (refused.code().as_str(), refused.field.as_deref()),
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
    assert_eq!(refused.code(), "recovery-needs-place");
    assert!(!home.path().join("documents").exists());

    app.hide_recovery()?;
    assert_eq!(app.recovery()?.code, None);
    let hidden = app
        .save_document(&DocumentChoice::Recovery, Some(&sheet))
        .unwrap_err();
    assert_eq!(hidden.code(), "recovery-hidden");

    app.lock()?;
    let short = app.recover("4K7M2", NEW).unwrap_err();
    assert_eq!(short.code(), "recovery-code-length");
    let (first, rest) = code.split_at(1);
    let misread = format!("{}{rest}", if first == "7" { "1" } else { "7" });
    assert_eq!(
        app.recover(&misread, NEW).unwrap_err().code(),
        "recovery-code-copied"
    );
    assert_eq!(
        app.recover(&code, "court").unwrap_err().code(),
        "passphrase-weak"
    );
    assert!(app.unlock(LOST).is_ok(), "nothing changed so far");
    app.lock()?;

    let typed = code.to_lowercase().replace('-', "  ").replace('0', "o");
    let session = app.recover(&typed, NEW)?;
    assert_ne!(session.stage, Stage::Locked);
    assert_eq!(app.recovery()?.code, None);
    app.lock()?;
    assert_eq!(app.unlock(LOST).unwrap_err().code(), "wrong-passphrase");
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
        (refused.code().as_str(), refused.field.as_deref()),
        ("wrong-recovery-code", Some("code"))
    );
    app.unlock(LOST)?;
    assert_eq!(app.recovery()?.code, None, "locking forgets it");
    app.lock()?;
    app.recover(&second, NEW)?;
    assert!(fs::read_dir(home.path().join("store"))?.count() > 1);
    Ok(())
}

/// The groups of the code that are asked back, as they are on the paper.
fn copied(app: &App, code: &str) -> Result<Vec<String>> {
    let groups: Vec<&str> = code.split('-').collect();
    let asked = app.recovery()?.asked;
    Ok(asked
        .iter()
        .map(|number| groups[usize::try_from(*number).unwrap() - 1].to_lowercase())
        .collect())
}

#[test]
fn a_sheet_is_asked_for_until_its_paper_was_checked() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    app.create_store(LOST)?;
    let asked_for = |app: &App| {
        let view = app.recovery().unwrap();
        assert_eq!(
            app.home().unwrap().recovery,
            view.next,
            "home says the same"
        );
        assert_eq!(app.setup().unwrap().recovery, view.next, "so does setup");
        view.next
    };
    assert_eq!(asked_for(&app), Some(RecoveryStep::Make));
    assert!(app.recovery()?.asked.is_empty());

    let code = app.make_recovery(LOST)?.code.context("shown")?;
    // A file is no paper.
    app.save_document(&DocumentChoice::Recovery, Some(&home.path().join("f.pdf")))?;
    assert_eq!(asked_for(&app), Some(RecoveryStep::Print));
    let right = copied(&app, &code)?;
    assert_eq!(
        right.len(),
        2,
        "while it is known here, two groups are enough"
    );
    for wrong in [
        vec![right[1].clone(), right[0].clone()],
        vec![right[0].clone(), "ABCDE".to_owned()],
        vec![right[0].clone()],
        vec![],
    ] {
        let refused = app.check_recovery(&wrong).unwrap_err();
        assert_eq!(refused.code(), "recovery-group");
        assert!(
            refused
                .field
                .is_some_and(|field| field.starts_with("group-"))
        );
        assert_eq!(app.recovery()?.code.as_deref(), Some(code.as_str()));
    }
    let checked = app.check_recovery(&right)?;
    assert!(checked.checked_on.is_some());
    assert_eq!(checked.code, None, "it is let go");
    assert_eq!(asked_for(&app), None);

    // A new sheet is another piece of paper.
    let newer = app.make_recovery(LOST)?.code.context("shown")?;
    assert_eq!(asked_for(&app), Some(RecoveryStep::Print));
    app.lock()?;
    app.unlock(LOST)?;
    let all = copied(&app, &newer)?;
    assert_eq!(
        all.len(),
        5,
        "no longer known here: the whole of it is copied"
    );
    let former = app.check_recovery(&[code]).unwrap_err();
    assert_eq!(
        (former.code().as_str(), former.field.as_deref()),
        ("recovery-other-sheet", Some("code"))
    );
    let short = app.check_recovery(&all[..4]).unwrap_err();
    assert_eq!(short.code(), "recovery-code-length");
    assert_eq!(asked_for(&app), Some(RecoveryStep::Print));
    app.check_recovery(&all)?;
    assert_eq!(asked_for(&app), None);
    app.lock()?;
    app.recover(&newer, NEW)?;
    assert_eq!(
        asked_for(&app),
        None,
        "checking changed nothing of the sheet"
    );
    Ok(())
}

#[test]
fn a_sheet_that_opened_the_data_needs_no_other_check() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    app.create_store(LOST)?;
    let code = app.make_recovery(LOST)?.code.context("shown")?;
    app.lock()?;
    app.recover(&code, NEW)?;
    assert_eq!(app.recovery()?.next, None);
    Ok(())
}

#[test]
fn another_passphrase_is_refused_in_words_that_are_true_of_open_data() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    app.create_store(LOST)?;
    let refused = app.change_passphrase("autre chose", NEW).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("current"));
    assert!(!refused.to_string().contains("fermées"), "{refused}");
    Ok(())
}
