//! Trying with invented people, in the real window: from the first screen to its end.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;

use anyhow::Result;
use atelier_tests::display::Display;
use atelier_tests::wait_until;
use atelier_tests::window::{Role, Window};
use atelier_tests::{group, station};
use serde_json::Value;

const MARK: &str = "ESSAI — PERSONNES INVENTÉES";
const TRY: &str = "Essayer avec des personnes inventées";

fn folder(window_data: &std::path::Path) -> PathBuf {
    window_data.join("essai-personnes-inventees")
}

/// The band is above everything that is on the screen, and what is below keeps within the window.
async fn is_marked(window: &Window, on: &str) {
    const SEEN: &str = "const band = document.querySelector('.band')
        if (!band || !band.textContent.includes('personnes inventées')) return 'no band'
        const { top, bottom, width } = band.getBoundingClientRect()
        if (top !== 0 || width < innerWidth - 1) return 'not above: ' + top + ' ' + width
        const below = document.elementFromPoint(innerWidth / 2, bottom + 2)
        if (band.contains(below)) return 'over what is below'
        const whole = document.documentElement
        return whole.scrollHeight <= whole.clientHeight ? '' : 'taller than the window'";
    let seen = wait_until("the band", async || {
        let seen = window.session().script(SEEN, Value::Null).await?;
        Ok((seen == "").then_some(()))
    })
    .await;
    if let Err(error) = seen {
        let last = window.session().script(SEEN, Value::Null).await.unwrap();
        panic!("{on}: {last} ({error})");
    }
}

async fn start(window: &Window) -> Result<()> {
    window.press(TRY).await?;
    window.wait_for("Tout s'efface quand vous terminez").await?;
    window.press("Commencer l'essai").await?;
    window.wait_for("Voici ce qui vous attend").await
}

#[tokio::test]
async fn it_is_walked_from_the_first_screen_to_its_end() {
    let home = tempfile::tempdir().unwrap();
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    let data = Window::data(home.path());
    window
        .wait_for("Bienvenue dans Atelier Badges")
        .await
        .unwrap();
    start(&window).await.unwrap();
    is_marked(&window, "home").await;
    assert!(folder(&data).join("ESSAI.txt").is_file());

    // Every screen says so, and none proposes to link or to send.
    for screen in [
        "Personnes",
        "Ateliers",
        "Demandes",
        "Affiches",
        "Guide",
        "Réglages",
    ] {
        window.press(screen).await.unwrap();
        is_marked(&window, screen).await;
    }
    window.press("Envois").await.unwrap();
    window.wait_for("Ceci est un essai").await.unwrap();
    assert!(!window.has(Role::Field, "Adresse du guichet").await.unwrap());

    // At the station, where nobody ends it by mistake.
    window.press("Ateliers").await.unwrap();
    window.wait_for("Salle de pause").await.unwrap();
    const OPEN: &str =
        "const links = [...document.querySelectorAll('main a[href*=\"#/workshops/\"]')]
        const one = links.find((link) => link.innerText.includes('Salle de pause'))
        return one.getAttribute('href').split('/')[2]";
    let workshop = window.session().script(OPEN, Value::Null).await.unwrap();
    station::open(&window, workshop.as_str().unwrap().parse().unwrap())
        .await
        .unwrap();
    is_marked(&window, "the station").await;
    assert!(!window.has(Role::Action, "Terminer l'essai").await.unwrap());
    window.press("Accompagnateur").await.unwrap();
    window.press("Code oublié").await.unwrap();
    window.type_in("Phrase de passe", "essai").await.unwrap();
    window.press("Fermer le poste").await.unwrap();
    window.wait_for("Terminer l'essai").await.unwrap();

    // Locked, it opens again by a click.
    window.press("Fermer à clé").await.unwrap();
    window.wait_for("L'essai est en pause").await.unwrap();
    is_marked(&window, "paused").await;
    window.press("Reprendre l'essai").await.unwrap();
    // Where one was, as in the real data.
    window.wait_for("Salle de pause").await.unwrap();

    window.press("Terminer l'essai").await.unwrap();
    window.wait_for("L'essai est terminé").await.unwrap();
    window
        .wait_for("Bienvenue dans Atelier Badges")
        .await
        .unwrap();
    assert!(!folder(&data).exists(), "all of it is deleted");
    let kept = "return JSON.stringify({ ...localStorage })";
    let kept = window.session().script(kept, Value::Null).await.unwrap();
    assert!(!kept.to_string().contains("practice"), "{kept}");
    assert!(!window.sees(MARK).await.unwrap());
}

#[tokio::test]
async fn a_crash_leaves_the_real_data_alone_and_the_trial_is_gone() {
    let home = tempfile::tempdir().unwrap();
    let app = group::demonstration(home.path()).unwrap();
    drop(app);
    let display = Display::open(1024, 600).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    let data = Window::data(home.path());
    window
        .wait_for("Les données sont fermées à clé")
        .await
        .unwrap();
    start(&window).await.unwrap();
    is_marked(&window, "home on a small screen").await;
    window.sigkill().await.unwrap();
    assert!(folder(&data).exists());

    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    window
        .wait_for("L'essai s'était arrêté avec l'application")
        .await
        .unwrap();
    assert!(!folder(&data).exists());
    window
        .type_in("Phrase de passe", atelier_app::demo::PASSPHRASE)
        .await
        .unwrap();
    window.press("Ouvrir").await.unwrap();
    window.wait_for("Voici ce qui vous attend").await.unwrap();
    assert!(!window.sees(MARK).await.unwrap());
}
