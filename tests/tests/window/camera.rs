//! The webcam in the real window: a poster shown to it is recognised, and a photograph taken at the station is evidence.
//! The camera is one of the system's media service: to the window, no different from one with a lens.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;

use anyhow::{Context, Result};
use atelier_app::documents::Format;
use atelier_app::view::{DocumentChoice, RequestFilterForm};
use atelier_app::{App, demo};
use atelier_domain::Origin;
use atelier_tests::camera::{self, Camera};
use atelier_tests::display::Display;
use atelier_tests::window::{Role, Window};
use atelier_tests::{group, paper, station, wait_until};
use image::{GenericImage, ImageBuffer, Rgb};
use serde_json::Value;

/// Prints the poster of a badge and gives what a camera in front of its lower half sees; the badge's name.
fn in_front_of_a_poster(app: &App, folder: &Path) -> String {
    let badges = app.catalogue().unwrap().pathways.into_iter();
    let mut badges = badges.flat_map(|pathway| pathway.badges);
    let badge = badges.find(|badge| badge.offered).unwrap();
    let pdf = folder.join("affiche.pdf");
    let choice = DocumentChoice::Poster {
        badges: vec![badge.id],
        together: false,
        format: Format::A4,
        beside: None,
    };
    app.save_document(&choice, Some(&pdf)).unwrap();
    let page = paper::pages(&pdf, &folder.join("page"), 100).unwrap();
    let page = image::open(&page[0]).unwrap().to_rgb8();
    let (width, height) = camera::SIZE;
    let mut seen = ImageBuffer::from_pixel(width, height, Rgb([120_u8, 118, 110]));
    let top = page.height() - height;
    let part = image::imageops::crop_imm(&page, 0, top, page.width(), height);
    let left = (width - page.width()) / 2;
    seen.copy_from(&part.to_image(), left, 0).unwrap();
    seen.save(folder.join("seen.png")).unwrap();
    badge.name
}

/// The system's own media libraries end the page now and then when a camera stops (Debian 12: a read of shared memory
/// that is gone, in four runs of ten): the whole is played again, so many times in all.
const TIMES: u8 = 8;

#[tokio::test]
async fn a_poster_and_a_photograph_come_through_the_webcam() {
    for _ in 1..TIMES {
        let home = tempfile::tempdir().unwrap();
        match play(home.path()).await {
            Ok(()) => return,
            // Anything else is a fault of ours.
            Err(error) => assert!(page_is_gone(&error), "{error:#}"),
        }
    }
    let home = tempfile::tempdir().unwrap();
    play(home.path()).await.unwrap();
}

fn page_is_gone(error: &anyhow::Error) -> bool {
    let told = format!("{error:#}");
    // A page that ended is shown again by itself, where it was.
    [
        "On the screen: nothing",
        "page crash",
        "Could not parse",
        "on reprend",
    ]
    .iter()
    .any(|sign| told.contains(sign))
}

async fn play(home: &Path) -> Result<()> {
    let app = group::demonstration(home)?;
    let workshop = group::gather(&app, &["Abel"], "Salle de la caméra", "14:00")?;
    let badge = in_front_of_a_poster(&app, home);
    app.lock()?;
    let mut camera = Camera::service(home).await?;
    camera.film(&home.join("seen.png")).await?;
    let (variable, value) = camera.variable();
    let value = value.to_str().context("a path")?.to_owned();
    let display = Display::open(1366, 768)?;
    let window = Window::open(&display, home, &[(variable, &value)]).await?;
    station::unlock(&window).await?;
    window.wait_for("Accueil").await?;

    // It sees the poster.
    let requests = "location.hash = '#/requests'";
    window.session().script(requests, Value::Null).await?;
    window.press("Nouvelle demande").await?;
    window.tick(Role::Radio, "Depuis une affiche").await?;
    window.press("Montrer l’affiche à la webcam").await?;
    window.wait_for("Affiche reconnue").await?;
    window.wait_for(&badge).await?;
    window.tick(Role::Radio, "Abel Essai").await?;
    window.press("Préparer la demande").await?;
    window.wait_for_end_of("Pour qui").await?;

    // A person takes a photograph, takes it again, and keeps it.
    let run = format!("location.hash = '#/workshops/{workshop}/run'");
    window.session().script(&run, Value::Null).await?;
    window.press("Tout le monde est là").await?;
    window.wait_for("Présents : 1 sur").await?;
    station::open(&window, workshop).await?;
    window.press("Abel").await?;
    window.press("Poisson").await?;
    window.wait_for("Voici vos étapes").await?;
    station::ask_for_last_badge(&window).await?;
    // This camera films for one program and ends with it: it is plugged in again.
    camera.film(&home.join("seen.png")).await?;
    window.press("Prendre une photo").await?;
    for _ in 0..2 {
        window.press("Prendre la photo").await?;
        window.wait_for("Garder cette photo").await?;
        window.press("Reprendre").await?;
    }
    window.press("Prendre la photo").await?;
    window.press("Garder cette photo").await?;
    window.wait_for("Mes preuves").await?;
    window.sigkill().await?;

    // The request came from the poster; what was kept is what the camera saw, which the poster's code proves.
    wait_until("the store to be free", async || {
        Ok(app.unlock(demo::PASSPHRASE).ok())
    })
    .await?;
    let abel = app.participants("Abel")?.remove(0);
    let filter = RequestFilterForm {
        participant: Some(abel.id),
        workshop: None,
    };
    let requests = app.requests(&filter)?;
    let poster = requests.iter().find(|one| one.origin == Origin::Poster);
    assert_eq!(poster.unwrap().badge_name, badge);
    let shown = requests.iter().find(|one| one.evidence_count == 1);
    let photo = app.request(shown.unwrap().id.0)?.evidence.remove(0);
    let seen = app.scan_poster("photo.jpg", &app.evidence(photo.hash.0)?)?;
    assert_eq!(seen.unwrap().badge.unwrap().name, badge);
    Ok(())
}
