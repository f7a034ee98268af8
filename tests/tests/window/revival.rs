//! What comes back when a page, or the whole program, ends by itself: the screen, the person, what was being typed.

#![cfg(target_os = "linux")] // elsewhere the system's web view does so itself
#![allow(clippy::unwrap_used)] // a test says plainly that something cannot be otherwise

use std::path::{Path, PathBuf};
use std::time::Duration;

use atelier_tests::display::Display;
use atelier_tests::window::Window;
use atelier_tests::{group, station, wait_until};
use image::RgbImage;
use serde_json::Value;

/// What the display shows.
fn seen(display: &Display, file: &Path) -> RgbImage {
    let arguments = ["-silent", "-window", "root", file.to_str().unwrap()];
    display.ask("import", &arguments).unwrap();
    image::open(file).unwrap().into_rgb8()
}

/// The share of the points that are not the same, from 0 to 1.
fn difference(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let changed = one.pixels().zip(other.pixels()).filter(|(a, b)| a != b);
    let (width, height) = one.dimensions();
    changed.count() as f64 / f64::from(width * height)
}

#[tokio::test]
async fn a_page_that_ends_is_shown_again_where_it_was() {
    let home = tempfile::tempdir().unwrap();
    let app = group::demonstration(home.path()).unwrap();
    let workshop = group::busiest(&app).unwrap();
    app.lock().unwrap();
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    station::unlock(&window).await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    let board = format!("location.hash = '#/workshops/{workshop}/run'");
    window.session().script(&board, Value::Null).await.unwrap();
    window.wait_for("Ouvrir le poste").await.unwrap();
    window.session().painted().await.unwrap();
    // The hand is taken off the window: what is under it would be drawn otherwise.
    display.ask("xdotool", &["mousemove", "0", "0"]).unwrap();
    let picture = home.path().join("seen.png");
    let before = wait_until("a picture that does not move", async || {
        let first = seen(&display, &picture);
        tokio::time::sleep(Duration::from_millis(500)).await;
        let second = seen(&display, &picture);
        Ok((difference(&first, &second) < 0.001).then_some(second))
    })
    .await
    .unwrap();
    let (width, height) = before.dimensions();
    let empty = RgbImage::from_pixel(width, height, *before.get_pixel(width / 2, height / 2));
    assert!(difference(&before, &empty) > 0.1, "nothing was shown");

    window.end_page().await.unwrap();
    wait_until("the board again", async || {
        let now = seen(&display, &picture);
        Ok((difference(&before, &now) < 0.02).then_some(()))
    })
    .await
    .unwrap();
}

/// Every file of a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.is_dir() && !path.is_symlink() {
            true => files(&path),
            false => vec![path],
        })
        .collect()
}

#[tokio::test]
async fn what_was_typed_about_someone_is_offered_again_after_a_crash() {
    const TYPED: &str = "05 55 79 99 13";
    let home = tempfile::tempdir().unwrap();
    let app = group::demonstration(home.path()).unwrap();
    group::gather(&app, &["Ysoline"], "Brive", "").unwrap();
    app.lock().unwrap();
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    station::unlock(&window).await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    window.press("Personnes").await.unwrap();
    window.press("Essai Ysoline").await.unwrap();
    window.press("Modifier").await.unwrap();
    window.type_in("Téléphone", TYPED).await.unwrap();
    // It pauses, and the browser engine writes what it keeps.
    tokio::time::sleep(Duration::from_secs(3)).await;
    window.sigkill().await.unwrap();

    // As it is, or as a browser engine keeps text.
    let said = |words: &str| {
        let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wanted = [words.as_bytes().to_vec(), wide];
        files(home.path()).into_iter().find(|path| {
            let bytes = std::fs::read(path).unwrap_or_default();
            let has = |part: &Vec<u8>| bytes.windows(part.len()).any(|bytes| bytes == part);
            wanted.iter().any(has)
        })
    };
    assert!(said("#/people/").is_some(), "no screen is kept");
    assert_eq!([said(TYPED), said("Ysoline")], [None, None], "in clear");

    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    station::unlock(&window).await.unwrap();
    window
        .wait_for("Ces changements ne sont pas encore enregistrés")
        .await
        .unwrap();
    assert!(window.sees("Ysoline Essai").await.unwrap());
    let value = "find('field', 'Téléphone')?.value";
    let value = window.in_page(value, Value::Null).await.unwrap();
    assert_eq!(value, TYPED);
    window.press("Enregistrer").await.unwrap();
    window.wait_for("Ysoline Essai : enregistré").await.unwrap();
    // What was saved is told, and there is nothing to offer again.
    window.wait_for(TYPED).await.unwrap();
    window.press("Fermer").await.unwrap();
    window.press("Essai Ysoline").await.unwrap();
    window.wait_for("Ses coordonnées").await.unwrap();
    assert!(!window.sees("pas encore enregistrés").await.unwrap());
}
