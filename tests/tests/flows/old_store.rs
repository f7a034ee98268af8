//! A store written by an earlier version of the program: everything in it is still there, and goes on.
//!
//! `tests/fixtures/store-15` was written by the version whose tables were in form 15, and holds invented people: posters of a
//! badge, of several and of how to ask, in each state, those of before codes and papers, and one whose badge left the
//! catalogue. `posters.json` is what that version showed of them, but for one thing: a poster that another replaced names it by
//! the code under which it is known, no more by any of its codes.

#![allow(clippy::unwrap_used)] // a test says plainly that something cannot be otherwise

use std::collections::BTreeMap;
use std::fs;

use anyhow::Result;
use atelier_app::view::PostersView;
use atelier_app::{App, Places};
use atelier_tests::{place, when};
use serde_json::{Value, json};

const PASSPHRASE: &str = "cheval orange table lundi pomme vélo sept";

/// As in `posters.json`: what each code leads to, what is shown, and what the home page counts.
fn shown(app: &App) -> Result<Value> {
    let view = app.posters()?;
    let codes = view.posters.iter().flat_map(|one| &one.badges);
    let found: BTreeMap<String, Value> = codes
        .map(|its| {
            let found = match app.find_poster(&its.code) {
                Ok(found) => {
                    json!({"badge": found.badge.map(|badge| badge.id), "place": found.place})
                }
                Err(problem) => json!({"problem": problem.code()}),
            };
            (its.code.clone(), found)
        })
        .collect();
    let home = app.home()?;
    Ok(json!({
        "posters": view,
        "found": found,
        "home": [home.posters_outdated, home.posters_requests],
    }))
}

fn state<'a>(view: &'a PostersView, code: &str) -> &'a str {
    let mut all = view.posters.iter();
    &all.find(|one| one.code == code).unwrap().state
}

#[test]
fn posters_of_an_earlier_version_keep_their_codes_their_counts_and_their_states() -> Result<()> {
    let home = tempfile::tempdir()?;
    let places = Places {
        data: home.path().join("store"),
        documents: home.path().join("documents"),
    };
    fs::create_dir(&places.data)?;
    let database = places.data.join("atelier.db");
    for name in ["atelier.db", "keyring.json"] {
        let fixture = place::fixture("store-15").join(name);
        fs::copy(fixture, places.data.join(name))?;
    }
    let old = fs::read(&database)?;
    let app = App::new(places.clone(), when::morning());
    app.unlock(PASSPHRASE)?;
    let expected = fs::read_to_string(place::fixture("store-15").join("posters.json"))?;
    let expected: Value = serde_json::from_str(&expected)?;
    assert_eq!(shown(&app)?, expected);
    // The store as it was is kept beside, byte for byte.
    let copy = places.data.join("atelier.15.db");
    assert!(fs::read(copy)? == old);

    // The one that was made to take another's place still does.
    let new = ["VN7-470".to_owned()];
    assert_eq!(state(&app.posters()?, "001-9KE"), "to-replace");
    let view = app.set_posters_hung(&new, true)?;
    assert_eq!(state(&view, "001-9KE"), "withdrawn");
    app.set_posters_hung(&new, false)?;
    // A request from paper printed by that version is counted on its poster.
    let person = app.participants("Rosa")?.remove(0);
    app.open_poster_request(person.id.0, "5G4-NS9", None)?;
    let view = app.posters()?;
    let mut all = view.posters.iter();
    let several = all.find(|one| one.code == "HPA-09J").unwrap();
    assert_eq!(several.requests, 1);
    app.lock()?;
    app.unlock(PASSPHRASE)?;
    assert_eq!(app.posters()?, view);
    Ok(())
}
