//! Every dialog in the real window: it opens where one begins, never on its cross, and gives the focus back when it closes.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says plainly that something cannot be otherwise

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use atelier_tests::place;
use atelier_tests::screens::{DIALOGS, ELSEWHERE, OPENED, Opening, Size, Walk};
use serde_json::{Value, json};

/// The Escape key, for a driver.
const ESCAPE: &str = "\u{E00C}";

/// What has the focus in the dialog that is open: `name`, `read` when it is the whole content, `cross`, and whether it is
/// seen; or null when none is open.
const FOCUS: &str = "(() => {
    const dialog = [...document.querySelectorAll('dialog:modal')].at(-1)
    if (!dialog) return null
    const here = document.activeElement
    const { top, bottom } = here.getBoundingClientRect()
    return {
        inside: dialog.contains(here) && here !== dialog,
        read: here.classList.contains('body'),
        cross: dialog.querySelector('header')?.contains(here) ?? false,
        seen: top < innerHeight && bottom > 0,
        name: here.classList.contains('body') ? '' : nameOf(here),
    }
})()";

/// What is wrong with a dialog.
async fn wrong_with(walk: &Walk, one: &Opening) -> Vec<String> {
    let name = one.screen.name;
    if let Err(problem) = walk.go(&one.screen).await {
        return vec![format!("{name}: {problem:#}")];
    }
    let focus = walk.window.in_page(FOCUS, Value::Null).await.unwrap();
    if focus.is_null() {
        return vec![format!("{name}: no dialog")];
    }
    let mut wrong = Vec::new();
    let is = |what: &str| focus.get(what) == Some(&Value::Bool(true));
    let said = focus
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let right = match one.first {
        Some(first) => said.starts_with(first),
        None => is("read") || !said.is_empty() && !is("cross"),
    };
    if !is("inside") || is("cross") || !is("seen") || !right {
        wrong.push(format!("{name}: {focus}, not {:?}", one.first));
    }
    walk.window.session().press_key(ESCAPE).await.unwrap();
    walk.settled().await.unwrap();
    let lost = "[document.querySelector('dialog:modal') !== null, document.activeElement === document.body]";
    let lost = walk.window.in_page(lost, Value::Null).await.unwrap();
    if lost != json!([false, false]) {
        wrong.push(format!("{name}: still open, focus lost: {lost}"));
    }
    wrong
}

#[tokio::test]
async fn every_dialog_opens_where_one_begins() {
    let walk = Walk::begin(&OPENED, Size::Small).await.unwrap();
    let mut wrong = Vec::new();
    for one in DIALOGS {
        wrong.extend(wrong_with(&walk, one).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The components of a folder that hold a dialog.
fn holding(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            holding(&path, found);
        } else if path.extension().is_some_and(|end| end == "svelte") {
            let text = fs::read_to_string(&path).unwrap();
            let opens = [
                "<Dialog",
                "<dialog",
                "role=\"dialog\"",
                "role=\"alertdialog\"",
            ];
            if opens.iter().any(|one| text.contains(one)) {
                found.insert(path);
            }
        }
    }
}

#[test]
fn no_dialog_is_left_out() {
    let lib = place::root().join("ui/src");
    let mut found = BTreeSet::new();
    holding(&lib, &mut found);
    // Of which all others are made.
    found.remove(&lib.join("design/Dialog.svelte"));
    let listed = DIALOGS.iter().map(|one| one.component);
    let listed = listed.chain(ELSEWHERE.iter().map(|(component, _)| *component));
    let listed: BTreeSet<PathBuf> = listed.map(|one| lib.join(one)).collect();
    assert_eq!(found, listed);
    for (component, test) in ELSEWHERE {
        let text = fs::read_to_string(place::root().join(test)).unwrap();
        assert!(
            text.contains("document.activeElement"),
            "{test} does not look at what {component} opens on"
        );
    }
}
