//! A workshop from its preparation to its bilan in the real window, with the keyboard alone: nothing is clicked, and every
//! button and field is reached with the Tab key or, on the board, the arrows.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;
use std::time::Duration;

use atelier_app::demo;
use atelier_tests::display::Display;
use atelier_tests::group;
use atelier_tests::window::{Role, Window};
use atelier_tests::{wait_at_most, wait_until};
use serde_json::{Value, json};

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
/// What the questions may take.
const WAY: Duration = Duration::from_secs(180);

/// The demonstration structure with four more people and a workshop of theirs, today at two.
fn furnish(home: &Path) {
    let app = group::demonstration(home).unwrap();
    group::gather(&app, &PEOPLE, "Salle du clavier", "14:00").unwrap();
    app.lock().unwrap();
}

async fn key(window: &Window, key: &str) {
    window.session().press_key(key).await.unwrap();
}

/// Goes to something with the Tab key, once it is on the screen, and presses a key there: the key comes to it or not at all.
async fn reach(window: &Window, role: Role, name: &str, pressed: &str) {
    window.find(role, name).await.unwrap();
    let mut seen = Vec::new();
    for _ in 0..MANY {
        if window.key_on(name, pressed).await.unwrap() {
            return;
        }
        seen.push(window.focused().await.unwrap());
        key(window, TAB).await;
    }
    panic!("« {name} » is out of the Tab key's reach: {seen:?}");
}

async fn press(window: &Window, name: &str) {
    reach(window, Role::Action, name, ENTER).await;
}

async fn type_in(window: &Window, name: &str, text: &str) {
    let mut letters = text.chars().map(String::from);
    let first = letters.next().unwrap();
    reach(window, Role::Field, name, &first).await;
    for letter in letters {
        assert!(window.key_on(name, &letter).await.unwrap(), "{name}");
    }
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
    through_the_questions(window).await;
    press(window, "Envoyer à mon accompagnateur").await;
    window.wait_for(&format!("Merci {name}")).await.unwrap();
    press(window, "J’ai fini").await;
    window.wait_for("Qui êtes-vous").await.unwrap();
}

/// To « Relisez votre demande »: what can be passed is passed, the words are typed there. Each look says what there is to do now;
/// the key that follows comes to that, or to nothing when the screen has moved on.
async fn through_the_questions(window: &Window) {
    const WORDS: &str = "Voulez-vous ajouter quelque chose";
    const NEXT: &str = "(() => {
        const field = find('field', 'Voulez-vous ajouter quelque chose');
        if (field && field.value.length < given.length) return given[field.value.length];
        if (shown('Relisez votre demande')) return 'arrived';
        const ways = ['Passer', \"Je n'en ai pas\", 'Continuer'];
        return ways.find((way) => { const e = find('action', way); return e && enabled(e) }) ?? null
    })()";
    let words = "J'ai range l'atelier avec mon equipe.";
    wait_at_most(WAY, "the end of the questions", async || {
        let next = window.in_page(NEXT, json!(words)).await?;
        let (name, pressed) = match next.as_str() {
            Some("arrived") => return Ok(Some(())),
            Some(letter) if letter.chars().count() == 1 => (WORDS, letter),
            Some(way) => (way, ENTER),
            None => return Ok(None),
        };
        if !window.key_on(name, pressed).await? {
            window.session().press_key(TAB).await?;
        }
        Ok(None)
    })
    .await
    .unwrap();
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
    window.wait_for("Présents : 4 sur 4").await.unwrap();
    // To the first person's first step.
    let first = format!("{} Essai", PEOPLE[0]);
    reach(&window, Role::Action, &first, PAGE_UP).await;
    let mut done = 0;
    for (column, step) in STEPS.into_iter().enumerate() {
        key(&window, PAGE_UP).await;
        for (row, name) in PEOPLE.into_iter().enumerate() {
            if row > 0 {
                key(&window, DOWN).await;
            }
            let cell = format!("{name} Essai, {step}");
            wait_until("the cell", async || {
                if window.key_on(&cell, ENTER).await? {
                    return Ok(Some(()));
                }
                key(&window, if column == 0 { LEFT } else { RIGHT }).await;
                Ok(None)
            })
            .await
            .unwrap();
            done += 1;
            window
                .wait_for(&format!("Étapes faites : {done} sur"))
                .await
                .unwrap();
        }
    }
    // « Bloqué » opens, and Escape goes back to where one was.
    let before = window.focused().await.unwrap();
    key(&window, "b").await;
    wait_until("the dialogue", async || {
        Ok(window.session().find("dialog[open]").await?.map(drop))
    })
    .await
    .unwrap();
    key(&window, ESCAPE).await;
    wait_until("the board", async || {
        Ok((window.focused().await? == before).then_some(()))
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
