//! Long lists and the search everywhere in the real window, with the keyboard alone: sorted, narrowed, ticked, written for a
//! spreadsheet, and found again as they were left. Nothing of it is there while the station is open.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;

use atelier_tests::display::Display;
use atelier_tests::webdriver::plain;
use atelier_tests::window::{Role, Window};
use atelier_tests::{group, station, wait_until};
use serde_json::Value;

/// Keys, for a driver.
const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const CONTROL: &str = "\u{E009}";
const ESCAPE: &str = "\u{E00C}";
const SPACE: &str = " ";
const DOWN: &str = "\u{E015}";
/// More presses than any screen needs to go round.
const MANY: usize = 120;

async fn script(window: &Window, source: &str) -> Value {
    window.session().script(source, Value::Null).await.unwrap()
}

async fn key(window: &Window, key: &str) {
    window.session().press_key(key).await.unwrap();
}

async fn write(window: &Window, text: &str) {
    for letter in text.chars() {
        key(window, &letter.to_string()).await;
    }
}

/// Waits until a script gives `true`.
async fn until(window: &Window, what: &str, source: &str) {
    wait_until(what, async || {
        Ok((script(window, source).await == Value::Bool(true)).then_some(()))
    })
    .await
    .unwrap();
}

/// Goes to something with the Tab key, once it is on the screen.
async fn reach(window: &Window, role: Role, name: &str) {
    let wanted = plain(name);
    window.find(role, name).await.unwrap();
    let mut seen = Vec::new();
    for _ in 0..MANY {
        let session = window.session();
        let here = match session.find(":focus").await.unwrap() {
            Some(element) => session.accessible_name(&element).await.unwrap_or_default(),
            None => String::new(),
        };
        if here.starts_with(&wanted) {
            return;
        }
        seen.push(here);
        key(window, TAB).await;
    }
    panic!("« {wanted} » is out of the Tab key's reach: {seen:?}");
}

async fn press(window: &Window, name: &str) {
    reach(window, Role::Action, name).await;
    key(window, ENTER).await;
}

/// Opens the search everywhere with Ctrl K, from wherever one is.
async fn search(window: &Window, text: &str) {
    window.session().press_together(CONTROL, "k").await.unwrap();
    const THERE: &str =
        "return document.activeElement?.matches('dialog[open] [role=combobox]') === true";
    until(window, "the search", THERE).await;
    write(window, text).await;
}

/// The first column of the list, row by row.
async fn names(window: &Window) -> Vec<String> {
    const NAMES: &str = "return [...document.querySelectorAll('main tbody [data-row]')].map((one) => one.innerText.trim())";
    let names = script(window, NAMES).await;
    let names = names.as_array().unwrap().iter();
    names
        .map(|one| one.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// Files of the documents' folder with this ending.
fn written(home: &Path, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![home.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.extension().is_some_and(|known| known == ending) {
                found.extend(std::fs::read_to_string(path));
            }
        }
    }
    found
}

#[tokio::test]
async fn lists_are_sorted_narrowed_ticked_and_searched_without_a_mouse() {
    const COUNT: &str = "window.pointed = 0;
        for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
            addEventListener(kind, () => (window.pointed += 1), true)";
    let home = tempfile::tempdir().unwrap();
    let app = group::demonstration(home.path()).unwrap();
    let workshop = group::busiest(&app).unwrap();
    let number = app.receipt_page(&Default::default()).unwrap().receipts[0].clone();
    app.lock().unwrap();
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    station::unlock(&window).await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    script(&window, COUNT).await;

    // Sorted by name, then the other way.
    press(&window, "Demandes").await;
    press(&window, "Les demandes").await;
    until(
        &window,
        "the list",
        "return document.querySelectorAll('main tbody tr').length === 11",
    )
    .await;
    press(&window, "Personne").await;
    until(&window, "the order", "return document.querySelector('th[aria-sort=ascending]')?.innerText.startsWith('Personne') === true").await;
    wait_until("the names in order", async || {
        let last =
            |name: &String| atelier_domain::fold::fold(name.rsplit(' ').next().unwrap_or_default());
        let sorted = names(&window).await.iter().map(last).is_sorted();
        Ok(sorted.then_some(()))
    })
    .await
    .unwrap();
    let up = names(&window).await;
    key(&window, ENTER).await;
    let down: Vec<String> = up.iter().rev().cloned().collect();
    wait_until("the other way", async || {
        Ok((names(&window).await == down).then_some(()))
    })
    .await
    .unwrap();

    // Two rows ticked, and written for a spreadsheet.
    reach(&window, Role::Checkbox, &format!("Cocher {}", down[0])).await;
    key(&window, SPACE).await;
    reach(&window, Role::Checkbox, &format!("Cocher {}", down[1])).await;
    key(&window, SPACE).await;
    window.wait_for("2 cochées").await.unwrap();
    const IN_BAR: &str = "document.querySelector('section.bar button[aria-haspopup]').focus()";
    script(&window, IN_BAR).await;
    key(&window, ENTER).await;
    key(&window, DOWN).await;
    until(
        &window,
        "the second entry",
        "return document.activeElement?.innerText.startsWith('CSV') === true",
    )
    .await;
    key(&window, ENTER).await;
    let table = wait_until("the table", async || Ok(written(home.path(), "csv").pop()))
        .await
        .unwrap();
    assert_eq!(table.lines().count(), 3, "{table}");
    for person in &down[..2] {
        let last = person.rsplit(' ').next().unwrap();
        assert!(table.contains(last), "{person} is not in {table}");
    }

    // A request opened, and the list come back to: in the same order, with the same rows ticked.
    reach(&window, Role::Action, &down[0]).await;
    key(&window, ENTER).await;
    window.wait_for("Ce qu’il faut montrer").await.unwrap();
    press(&window, "Retour").await;
    wait_until("the list as it was", async || {
        Ok((names(&window).await == down).then_some(()))
    })
    .await
    .unwrap();
    window.wait_for("2 cochées").await.unwrap();

    // A number leads to its request, from anywhere.
    search(&window, &number.number).await;
    let found = format!(
        "return document.querySelector('dialog[open] [aria-selected=true]')?.innerText.includes('{}') === true",
        number.person
    );
    until(&window, "the request", &found).await;
    key(&window, ENTER).await;
    window.wait_for("Ce qu’il faut montrer").await.unwrap();
    assert!(window.sees(&number.person).await.unwrap());
    // And a person to what one comes for.
    search(&window, &number.person).await;
    until(&window, "the person", &found).await;
    key(&window, ENTER).await;
    window.wait_for("Ses ateliers").await.unwrap();
    assert!(window.sees("Son passeport").await.unwrap());
    key(&window, ESCAPE).await;
    until(
        &window,
        "the list of people",
        "return document.querySelector('dialog[open]') === null",
    )
    .await;
    assert_eq!(script(&window, "return window.pointed").await, 0);

    // While the station is open, nothing searches.
    station::open(&window, workshop).await.unwrap();
    window.session().press_together(CONTROL, "k").await.unwrap();
    key(&window, TAB).await;
    assert!(!window.sees("Nouvelle demande").await.unwrap());
    assert_eq!(
        script(&window, "return document.querySelector('[role=combobox]')").await,
        Value::Null
    );
    const ASK: &str = "window.said = null;
        window.__TAURI_INTERNALS__.invoke('search', { text: 'a' }).then(() => (window.said = 'found'), (no) => (window.said = no.code))";
    script(&window, ASK).await;
    let said = wait_until("an answer", async || {
        let said = script(&window, "return window.said").await;
        Ok(said.as_str().map(str::to_owned))
    })
    .await
    .unwrap();
    assert_eq!(said, "station-open");
}
