//! A page whose process ends is shown again by itself, at the same place, in the same window.

#![cfg(target_os = "linux")] // elsewhere the system's web view does so itself
#![allow(clippy::unwrap_used)] // a test says plainly that something cannot be otherwise

use std::path::Path;

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
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
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
