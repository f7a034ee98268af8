//! Every layout as a picture: each page of each document, beside the picture that was looked at and kept.
//!
//! When one changed, the test writes `target/reference/report.html` (before, now, difference side by side). Once looked at,
//! `UPDATE_REFERENCE=1 cargo test -p atelier-tests --test flows reference_pictures` keeps the new pictures.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

mod documents;
mod read_aloud;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use atelier_documents::preview;
use atelier_tests::place::root;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::{Rgb, RgbImage};

use documents::documents;

/// Width of a picture, in pixels.
const WIDTH: u32 = 420;
/// How far a colour may be from the one kept: processors round differently.
const CLOSE: u8 = 48;
/// How many pixels in a thousand may be farther.
const FEW: usize = 1;

/// Each page of a document: its name, and its picture as PNG.
fn pages(name: &str, pdf: &[u8]) -> Vec<(String, Vec<u8>)> {
    let first = preview(pdf, 0, WIDTH).unwrap();
    let others = 1..first.pages;
    let mut all = vec![(name.to_owned(), first.png)];
    all.extend(others.map(|page| {
        let name = format!("{name}-{}", page + 1);
        (name, preview(pdf, page, WIDTH).unwrap().png)
    }));
    all
}

/// What is different in red on a faded page; `None` when nothing worth saying is.
fn difference(before: &RgbImage, now: &RgbImage) -> Option<RgbImage> {
    if before.dimensions() != now.dimensions() {
        return Some(now.clone());
    }
    let mut far = 0;
    let mut shown = RgbImage::new(now.width(), now.height());
    for ((pixel, one), other) in shown.pixels_mut().zip(before.pixels()).zip(now.pixels()) {
        let pairs = one.0.iter().zip(&other.0);
        if pairs.map(|(a, b)| a.abs_diff(*b)).max() > Some(CLOSE) {
            far += 1;
            *pixel = Rgb([220, 0, 40]);
        } else {
            *pixel = Rgb(other.0.map(|part| 200 + part / 5));
        }
    }
    let all = before.as_raw().len() / 3;
    (far * 1_000 > all * FEW).then_some(shown)
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

#[test]
fn every_layout_looks_as_it_was_kept() {
    let folder = root().join("tests/fixtures/reference");
    let update = std::env::var_os("UPDATE_REFERENCE").is_some();
    if update {
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
    }
    let mut report = String::new();
    let mut changed = Vec::new();
    let mut known = BTreeSet::new();
    let documents = documents();
    for (name, picture) in documents.iter().flat_map(|(name, pdf)| pages(name, pdf)) {
        let file = folder.join(format!("{name}.png"));
        known.insert(file.clone());
        if update {
            fs::write(&file, &picture).unwrap();
            continue;
        }
        let now = image::load_from_memory(&picture).unwrap().to_rgb8();
        let before = image::open(&file).map(|picture| picture.to_rgb8());
        let before = before.unwrap_or_else(|_| RgbImage::new(1, 1));
        let Some(shown) = difference(&before, &now) else {
            continue;
        };
        write!(report, "<h2>{name}</h2><div>").unwrap();
        for (label, picture) in [("before", &before), ("now", &now), ("difference", &shown)] {
            let data = BASE64_STANDARD.encode(png(picture));
            let shown = format!("<img alt='' src='data:image/png;base64,{data}'>");
            write!(
                report,
                "<figure>{shown}<figcaption>{label}</figcaption></figure>"
            )
            .unwrap();
        }
        report.push_str("</div>");
        changed.push(name);
    }
    if !changed.is_empty() {
        let out = root().join("target/reference");
        fs::create_dir_all(&out).unwrap();
        let style = "body{font:16px sans-serif}div{display:flex;gap:1em}img{border:1px solid #999}";
        let page = format!("<!doctype html><meta charset=utf-8><style>{style}</style>{report}");
        fs::write(out.join("report.html"), page).unwrap();
    }
    assert!(
        changed.is_empty(),
        "these look different, see target/reference/report.html: {changed:?}"
    );
    let kept: BTreeSet<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(kept, known, "a picture of a layout that is no more");
}

#[test]
fn what_is_different_is_seen_and_what_is_rounded_is_not() {
    let page = RgbImage::from_pixel(100, 100, Rgb([250, 250, 250]));
    let rounded = RgbImage::from_pixel(100, 100, Rgb([247, 251, 250]));
    assert!(difference(&page, &rounded).is_none());
    let mut moved = page.clone();
    for x in 10..40 {
        moved.put_pixel(x, 50, Rgb([0, 0, 0]));
    }
    let shown = difference(&page, &moved).unwrap();
    assert_eq!(shown.get_pixel(10, 50), &Rgb([220, 0, 40]));
    assert!(difference(&page, &RgbImage::new(90, 100)).is_some());
}
