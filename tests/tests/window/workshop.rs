//! A whole workshop of twelve people in the real window: prepared, run on the board with every click counted, three
//! people at the station, the bilan.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use atelier_domain::WorkshopId;
use std::path::Path;

use atelier_app::demo;
use atelier_tests::display::Display;
use atelier_tests::window::Window;
use atelier_tests::{group, station};
use serde_json::Value;

const PIN: &str = "2580";
const PEOPLE: [&str; 12] = [
    "Abel", "Bintou", "Carla", "Driss", "Emma", "Farid", "Gina", "Hoang", "Inès", "Jonas", "Kenza",
    "Lucas",
];
/// Steps that the facilitator marks.
const STEPS: [&str; 3] = ["Boîte mail ouverte", "Compte créé", "Adresse confirmée"];

/// The demonstration structure with twelve more people and a workshop of theirs, today; gives the workshop.
fn furnish(home: &Path) -> WorkshopId {
    let app = group::demonstration(home).unwrap();
    let id = group::gather(&app, &PEOPLE, "Salle des douze", "").unwrap();
    app.lock().unwrap();
    id
}

async fn go(window: &Window, workshop: WorkshopId, tab: &str) {
    let open = format!("location.hash = '#/workshops/{workshop}/{tab}'");
    window.session().script(&open, Value::Null).await.unwrap();
}

/// Counts every click in the page from now on.
async fn count_clicks(window: &Window) {
    const COUNT: &str = "window.clicks = 0; addEventListener('click', (event) => { if (event.isTrusted) window.clicks += 1 }, true)";
    window.session().script(COUNT, Value::Null).await.unwrap();
}

async fn clicks(window: &Window) -> u64 {
    let clicks = window.session().script("return window.clicks", Value::Null);
    clicks.await.unwrap().as_u64().unwrap()
}

/// Twelve rows, every one of them on the screen without scrolling.
async fn everyone_is_on_one_screen(window: &Window) {
    const LOWEST: &str = "return [document.querySelectorAll('tbody tr').length,
        Math.max(...[...document.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect().bottom)),
        innerHeight, document.documentElement.scrollWidth, innerWidth]";
    let seen = window.session().script(LOWEST, Value::Null).await.unwrap();
    let seen: Vec<f64> = seen
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_f64().unwrap())
        .collect();
    assert!((seen[0] - 12.0).abs() < 0.1, "{seen:?}");
    assert!(
        seen[1] <= seen[2] + 0.5,
        "the last row is below the screen: {seen:?}"
    );
    assert!(seen[3] <= seen[4], "the board scrolls sideways: {seen:?}");
}

/// Counts the screens that follow one another from now on: a screen is its title.
async fn count_screens(window: &Window) {
    const COUNT: &str = "window.screens = []; new MutationObserver(() => {
        const title = document.querySelector('h1')?.textContent
        if (title && title !== window.screens.at(-1)) window.screens.push(title)
    }).observe(document.body, { childList: true, subtree: true, characterData: true })";
    window.session().script(COUNT, Value::Null).await.unwrap();
}

async fn screens(window: &Window) -> usize {
    let screens = "return window.screens.length";
    let screens = window.session().script(screens, Value::Null).await;
    usize::try_from(screens.unwrap().as_u64().unwrap()).unwrap()
}

#[tokio::test]
async fn twelve_people_go_through_a_workshop_in_at_most_two_clicks_a_step_each() {
    let home = tempfile::tempdir().unwrap();
    let workshop = furnish(home.path());
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    window
        .type_in("Phrase de passe", demo::PASSPHRASE)
        .await
        .unwrap();
    window.press("Ouvrir").await.unwrap();
    window.wait_for("Accueil").await.unwrap();

    // Before.
    go(&window, workshop, "prepare").await;
    window.wait_for("Inviter les personnes").await.unwrap();
    window
        .press("Information donnée aux 12 personnes")
        .await
        .unwrap();
    window
        .wait_for("Information notée pour 12 personnes")
        .await
        .unwrap();

    // During: each step of each person, with the clicks that it takes.
    go(&window, workshop, "run").await;
    window.press("Tout le monde est là").await.unwrap();
    window.wait_for("Présents : 12 sur 12").await.unwrap();
    everyone_is_on_one_screen(&window).await;
    count_clicks(&window).await;
    let mut done = 0;
    for step in STEPS {
        for name in PEOPLE {
            let before = clicks(&window).await;
            window
                .press(&format!("{name} Essai, {step}"))
                .await
                .unwrap();
            done += 1;
            window
                .wait_for(&format!("Étapes faites : {done} sur"))
                .await
                .unwrap();
            let took = clicks(&window).await - before;
            assert!((1..=2).contains(&took), "{name}, {step}: {took} clicks");
        }
    }
    assert_eq!(clicks(&window).await, 36, "one click a step a person");
    window
        .press("Demander ce badge pour 12 personnes")
        .await
        .unwrap();
    window.wait_for("12 à compléter").await.unwrap();
    assert_eq!(
        clicks(&window).await,
        37,
        "a badge for everyone in one gesture"
    );

    // Three people at the station.
    window.press("Ouvrir le poste").await.unwrap();
    window.type_in("Votre code", PIN).await.unwrap();
    window
        .type_in("Le même code, encore une fois", PIN)
        .await
        .unwrap();
    let submit = "document.querySelector('#open-station').requestSubmit()";
    window.session().script(submit, Value::Null).await.unwrap();
    window.wait_for("Qui êtes-vous").await.unwrap();
    count_screens(&window).await;
    for name in PEOPLE.iter().take(3) {
        let (pressed, shown) = (clicks(&window).await, screens(&window).await);
        station::hand_in(&window, name, "Vélo").await.unwrap();
        let pressed = clicks(&window).await - pressed;
        let shown = screens(&window).await - shown;
        println!("{name} at the station: {pressed} presses, {shown} screens");
        // Who passes every question and gives a photograph and a sentence: 13 and 14 when each question had its screen.
        assert!(
            pressed <= 8 && shown <= 9,
            "{pressed} presses, {shown} screens"
        );
    }
    window.press("Accompagnateur").await.unwrap();
    window.type_in("Code", PIN).await.unwrap();
    window.press("Fermer le poste").await.unwrap();
    window.wait_for("Ateliers").await.unwrap();

    // After.
    go(&window, workshop, "summary").await;
    window.wait_for("comptes ouverts").await.unwrap();
    window.wait_for("personnes présentes sur 12").await.unwrap();
    window.press("Clore l’atelier").await.unwrap();
    window.wait_for("Atelier clos le").await.unwrap();
}
