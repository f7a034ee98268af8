//! The webcam in the real window: a poster shown to it is recognised, and a photograph taken at the station is evidence.
//! The camera is one of the system's media service: to the window, no different from one with a lens.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;

use atelier_app::documents::Format;
use atelier_app::view::{DocumentChoice, RequestFilterForm};
use atelier_app::{App, demo};
use atelier_tests::camera::{self, Camera};
use atelier_tests::display::Display;
use atelier_tests::window::{Role, Window};
use atelier_tests::{group, paper, station};
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

#[tokio::test]
async fn a_poster_and_a_photograph_come_through_the_webcam() {
    let home = tempfile::tempdir().unwrap();
    let app = group::demonstration(home.path()).unwrap();
    let workshop = group::gather(&app, &["Abel"], "Salle de la caméra", "14:00").unwrap();
    let badge = in_front_of_a_poster(&app, home.path());
    app.lock().unwrap();
    let mut camera = Camera::service(home.path()).await.unwrap();
    let (variable, value) = camera.variable();
    let value = value.to_str().unwrap().to_owned();
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[(variable, &value)])
        .await
        .unwrap();
    station::unlock(&window).await.unwrap();
    window.wait_for("Accueil").await.unwrap();

    // No camera is plugged in: it is said, and two other ways are at hand.
    let requests = "location.hash = '#/requests'";
    window
        .session()
        .script(requests, Value::Null)
        .await
        .unwrap();
    window.press("Nouvelle demande").await.unwrap();
    window
        .tick(Role::Radio, "Depuis une affiche")
        .await
        .unwrap();
    window.press("Montrer l’affiche à la webcam").await.unwrap();
    window
        .wait_for("Aucune webcam n’est disponible")
        .await
        .unwrap();

    // It is plugged in, and sees the poster.
    camera.film(&home.path().join("seen.png")).await.unwrap();
    window.press("Montrer l’affiche à la webcam").await.unwrap();
    window.wait_for("Affiche reconnue").await.unwrap();
    window.wait_for(&badge).await.unwrap();
    window.tick(Role::Radio, "Abel Essai").await.unwrap();
    window.press("Préparer la demande").await.unwrap();
    window.wait_for("affiche").await.unwrap();

    // A person takes a photograph, takes it again, and keeps it.
    station::open(&window, &workshop).await.unwrap();
    window.press("Abel").await.unwrap();
    window.press("Poisson").await.unwrap();
    window.wait_for("Voici vos étapes").await.unwrap();
    station::ask_for_last_badge(&window).await.unwrap();
    window.press("Prendre une photo").await.unwrap();
    for _ in 0..2 {
        window.press("Prendre la photo").await.unwrap();
        window.wait_for("Garder cette photo").await.unwrap();
        window.press("Reprendre").await.unwrap();
    }
    window.press("Prendre la photo").await.unwrap();
    window.press("Garder cette photo").await.unwrap();
    window.wait_for("Mes preuves").await.unwrap();
    window.sigkill().await.unwrap();

    // The request came from the poster; what was kept is what the camera saw, which the poster's code proves.
    app.unlock(demo::PASSPHRASE).unwrap();
    let abel = app.participants("Abel").unwrap().remove(0);
    let filter = RequestFilterForm {
        participant: Some(abel.id),
        workshop: None,
    };
    let requests = app.requests(&filter).unwrap();
    let poster = requests.iter().find(|one| one.origin == "poster").unwrap();
    assert_eq!(poster.badge_name, badge);
    let shown = requests.iter().find(|one| one.evidence_count == 1).unwrap();
    let photo = app.request(&shown.id).unwrap().evidence.remove(0);
    let bytes = app.evidence(&photo.hash).unwrap();
    let seen = app.scan_poster("photo.jpg", &bytes).unwrap().unwrap();
    assert_eq!(seen.badge.name, badge);
}
