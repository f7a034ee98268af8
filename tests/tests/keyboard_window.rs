//! A workshop from its preparation to its bilan in the real window, with the keyboard alone: nothing is clicked, and every
//! button and field is reached with the Tab key or, on the board, the arrows.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;

use atelier_app::demo;
use atelier_tests::display::Display;
use atelier_tests::group;
use atelier_tests::wait_until;
use atelier_tests::webdriver::plain;
use atelier_tests::window::{Role, Window};
use serde_json::Value;

const PIN: &str = "2580";
const PEOPLE: [&str; 4] = ["Abel", "Bintou", "Carla", "Driss"];
/// Steps that the facilitator marks.
const STEPS: [&str; 3] = ["Boîte mail ouverte", "Compte créé", "Adresse confirmée"];
/// Keys, for a driver.
const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const LEFT: &str = "\u{E012}";
const RIGHT: &str = "\u{E014}";
const DOWN: &str = "\u{E015}";
const PAGE_UP: &str = "\u{E00E}";
/// More presses than any screen needs to go round.
const MANY: usize = 120;

/// The demonstration structure with four more people and a workshop of theirs, today at two.
fn furnish(home: &Path) {
    let app = group::demonstration(home).unwrap();
    group::gather(&app, &PEOPLE, "Salle du clavier", "14:00").unwrap();
    app.lock().unwrap();
}

async fn key(window: &Window, key: &str) {
    window.session().press_key(key).await.unwrap();
}

async fn write(window: &Window, text: &str) {
    for letter in text.chars() {
        key(window, &letter.to_string()).await;
    }
}

/// The accessible name of what has the focus; empty when nothing has it.
async fn focused(window: &Window) -> String {
    let session = window.session();
    let Some(element) = session.find(":focus").await.unwrap() else {
        return String::new();
    };
    // What has been replaced meanwhile has no name any more.
    session.accessible_name(&element).await.unwrap_or_default()
}

/// Goes to something with the Tab key, once it is on the screen.
async fn reach(window: &Window, role: Role, name: &str) {
    let wanted = plain(name);
    window.find(role, name).await.unwrap();
    let mut seen = Vec::new();
    for _ in 0..MANY {
        let here = focused(window).await;
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

async fn type_in(window: &Window, name: &str, text: &str) {
    reach(window, Role::Field, name).await;
    write(window, text).await;
}

/// From wherever the focus is on the board, to the first person's first step.
async fn first_cell(window: &Window) {
    reach(window, Role::Action, &format!("{} Essai", PEOPLE[0])).await;
}

/// One person at the station, from their name to « Envoyer à mon accompagnateur ».
async fn at_the_station(window: &Window, name: &str) {
    press(window, name).await;
    press(window, "Vélo").await;
    window.wait_for("Voici vos étapes").await.unwrap();
    press(window, "Demander un badge").await;
    window.wait_for("Quel badge voulez-vous").await.unwrap();
    // The first badge: the one after the heading.
    const ON_A_BADGE: &str = "return document.activeElement?.matches('main li button') === true";
    for _ in 0..MANY {
        let there = window.session().script(ON_A_BADGE, Value::Null).await;
        if there.unwrap() == Value::Bool(true) {
            break;
        }
        key(window, TAB).await;
    }
    key(window, ENTER).await;
    // Through the questions: the words are typed, what can be passed is passed.
    for _ in 0..20 {
        wait_until("a screen of the request", async || {
            for next in ["Passer", "Continuer", "Envoyer à mon", "Je n’en ai pas"] {
                if window.has(Role::Action, next).await? {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await
        .unwrap();
        let title = "return document.querySelector('h1')?.textContent ?? ''";
        let before = window.session().script(title, Value::Null).await.unwrap();
        if window.sees("Relisez votre demande").await.unwrap() {
            break;
        }
        if window.sees("Voici votre texte").await.unwrap() {
            type_in(window, "Mon texte", "J'ai range l'atelier avec mon equipe.").await;
        }
        let mut next = "Continuer";
        for other in ["Passer", "Je n’en ai pas"] {
            if window.has(Role::Action, other).await.unwrap() {
                next = other;
            }
        }
        press(window, next).await;
        wait_until("the next screen", async || {
            let now = window.session().script(title, Value::Null).await?;
            Ok((now != before).then_some(()))
        })
        .await
        .unwrap();
    }
    window.wait_for("Relisez votre demande").await.unwrap();
    press(window, "Envoyer à mon accompagnateur").await;
    window.wait_for(&format!("Merci {name}")).await.unwrap();
    press(window, "J’ai fini").await;
    window.wait_for("Qui êtes-vous").await.unwrap();
}

#[tokio::test]
async fn a_whole_workshop_needs_no_mouse() {
    const COUNT: &str = "window.pointed = 0;
        for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
            addEventListener(kind, () => (window.pointed += 1), true)";
    let home = tempfile::tempdir().unwrap();
    furnish(home.path());
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    window.session().script(COUNT, Value::Null).await.unwrap();
    type_in(&window, "Phrase de passe", demo::PASSPHRASE).await;
    key(&window, ENTER).await;
    window.wait_for("Accueil").await.unwrap();

    // Before.
    press(&window, "Ateliers").await;
    window.wait_for("Salle du clavier").await.unwrap();
    press(&window, "Salle du clavier").await;
    window.wait_for("14 h").await.unwrap();
    press(&window, "Préparer").await;
    press(&window, "Information donnée aux 4 personnes").await;
    window
        .wait_for("Information notée pour 4 personnes")
        .await
        .unwrap();

    // During.
    press(&window, "Animer").await;
    press(&window, "Tout le monde est là").await;
    window.wait_for("4 présents sur 4").await.unwrap();
    first_cell(&window).await;
    let mut done = 0;
    for (column, step) in STEPS.into_iter().enumerate() {
        key(&window, PAGE_UP).await;
        for (row, name) in PEOPLE.into_iter().enumerate() {
            if row > 0 {
                key(&window, DOWN).await;
            }
            let cell = plain(&format!("{name} Essai, {step}"));
            wait_until("the cell", async || {
                let here = focused(&window).await;
                if here.starts_with(&cell) {
                    return Ok(Some(()));
                }
                key(&window, if column == 0 { LEFT } else { RIGHT }).await;
                Ok(None)
            })
            .await
            .unwrap();
            key(&window, ENTER).await;
            done += 1;
            window
                .wait_for(&format!("{done} étapes sur"))
                .await
                .unwrap();
        }
    }
    // « Bloqué » opens, and Escape goes back to where one was.
    let before = focused(&window).await;
    key(&window, "b").await;
    wait_until("the dialogue", async || {
        Ok(window.session().find("dialog[open]").await?.map(drop))
    })
    .await
    .unwrap();
    key(&window, ESCAPE).await;
    wait_until("the board", async || {
        Ok((focused(&window).await == before).then_some(()))
    })
    .await
    .unwrap();

    // Two people at the station.
    press(&window, "Ouvrir le poste").await;
    type_in(&window, "Votre code", PIN).await;
    type_in(&window, "Le même code, encore une fois", PIN).await;
    key(&window, ENTER).await;
    window.wait_for("Qui êtes-vous").await.unwrap();
    for name in PEOPLE.into_iter().take(2) {
        at_the_station(&window, name).await;
    }
    press(&window, "Accompagnateur").await;
    type_in(&window, "Code", PIN).await;
    key(&window, ENTER).await;
    window.wait_for("Ateliers").await.unwrap();

    // After.
    press(&window, "Bilan").await;
    window.wait_for("personnes présentes sur 4").await.unwrap();
    press(&window, "Clore l’atelier").await;
    window.wait_for("Atelier clos le").await.unwrap();
    let pointed = "return window.pointed";
    let pointed = window.session().script(pointed, Value::Null).await.unwrap();
    assert_eq!(pointed, 0, "something was pointed at");
}
