//! The projector with two displays: it fills the second, and the facilitator's window stays on the first.

#![cfg(target_os = "linux")] // two monitors are those of an X server
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use atelier_domain::WorkshopId;
use std::path::Path;
use std::process::{Command, Stdio};

use atelier_app::demo;
use atelier_tests::display::{Display, TWO};
use atelier_tests::group;
use atelier_tests::process::Group;
use atelier_tests::wait_until;
use atelier_tests::window::Window;
use serde_json::{Value, json};

/// Width, height, left and top of a window on the whole.
type Area = [i64; 4];

/// The demonstration structure in the home folder of a user; its busiest workshop.
fn furnish(home: &Path) -> WorkshopId {
    let app = group::demonstration(home).unwrap();
    let id = group::busiest(&app).unwrap();
    app.lock().unwrap();
    id
}

/// The client windows that the window manager knows, with their areas, as the X server tells them.
fn windows(display: &Display) -> Vec<Area> {
    let list = display
        .ask("xprop", &["-root", "_NET_CLIENT_LIST"])
        .unwrap();
    let identifiers = list
        .split([' ', ',', '\n'])
        .filter(|one| one.starts_with("0x"));
    identifiers
        .filter_map(|id| {
            // A window may be gone since the list was made.
            let text = display.ask("xwininfo", &["-id", id]).ok()?;
            let number = |label: &str| {
                let line = text.lines().find(|line| line.trim().starts_with(label))?;
                line.rsplit(' ').next()?.parse().ok()
            };
            Some([
                number("Width:")?,
                number("Height:")?,
                number("Absolute upper-left X:")?,
                number("Absolute upper-left Y:")?,
            ])
        })
        .collect()
}

#[tokio::test]
async fn the_projector_fills_the_second_display() {
    let home = tempfile::tempdir().unwrap();
    let workshop = furnish(home.path());
    let display = Display::open_two(home.path()).unwrap();
    // Full screen is the window manager's work.
    let _manager = Group::start(
        Command::new("openbox")
            .env("DISPLAY", display.name())
            .env("HOME", home.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )
    .unwrap();
    wait_until("the window manager", async || {
        let check = display.ask("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"])?;
        Ok(check.contains("0x").then_some(()))
    })
    .await
    .unwrap();

    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    window
        .type_in("Phrase de passe", demo::PASSPHRASE)
        .await
        .unwrap();
    window.press("Ouvrir").await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    let open = format!("location.hash = '#/workshops/{workshop}/run'");
    window.session().script(&open, Value::Null).await.unwrap();
    window.wait_for("Animer").await.unwrap();
    assert_eq!(windows(&display).len(), 1);
    window.press("Projeter").await.unwrap();

    let [(first, _), (width, height)] =
        TWO.map(|(width, height)| (i64::from(width), i64::from(height)));
    let beamer: Area = [width, height, first, 0];
    let seen = wait_until("the projector on the second display", async || {
        let seen = windows(&display);
        Ok(seen.contains(&beamer).then_some(seen))
    })
    .await
    .unwrap_or_else(|error| panic!("{error}: {:?}", windows(&display)));
    assert_eq!(seen.len(), 2, "{seen:?}");
    let own = seen.iter().find(|one| **one != beamer).unwrap();
    assert!(
        own[2] < first,
        "the facilitator's window has moved: {seen:?}"
    );

    let area = format!("{width}x{height}+{first}+0");
    wait_until("something on the second display", async || {
        Ok((display.colours(&area)? > 16).then_some(()))
    })
    .await
    .unwrap();
    each_window_asks_only_what_it_may(&window).await;

    window.press("Arrêter de projeter").await.unwrap();
    wait_until("the projector to be gone", async || {
        Ok((windows(&display).len() == 1).then_some(()))
    })
    .await
    .unwrap();
}

/// The system of permissions refuses, before the application is asked: what it says has no code.
async fn each_window_asks_only_what_it_may(window: &Window) {
    let session = window.session();
    let main = session.driven().await.unwrap();
    let windows = session.windows().await.unwrap();
    assert_eq!(windows.len(), 2, "{windows:?}");
    let projector = windows.iter().find(|one| **one != main).unwrap();
    let refused = async |command: &str| {
        let answer = window.asked(command, json!({})).await.unwrap();
        assert!(
            answer.contains(command) && answer.contains("not allowed"),
            "{command}: {answer}"
        );
    };
    assert!(
        window
            .asked("home", json!({}))
            .await
            .unwrap()
            .starts_with("ok ")
    );
    refused("on_show").await;
    session.drive(projector).await.unwrap();
    let shown = window.asked("on_show", json!({})).await.unwrap();
    assert!(shown.starts_with("ok {"), "{shown}");
    for command in [
        "home",
        "participants",
        "project",
        "station",
        "copy_text",
        "lock",
    ] {
        refused(command).await;
    }
    session.drive(&main).await.unwrap();
}
