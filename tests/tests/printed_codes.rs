//! Every QR code of every document, as a telephone may see it: read by three readers, on fine and coarse printing, blurred,
//! stained and tilted.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)] // places on a page, in pixels

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use atelier_app::catalogue::{Shelf, badge_id};
use atelier_app::documents::{Format, Language, Poster, poster, posters_pdf, together_pdf};
use atelier_app::view::DocumentChoice;
use atelier_app::{App, Clock};
use atelier_documents::{Beside, Card, Holder, Theme, cards, modules};
use atelier_domain::CalendarDate;
use atelier_tests::{group, paper, place};
use image::{GrayImage, Luma, imageops};

/// Where the memo's codes lead, unless the settings say otherwise.
const PASSPORT: &str = "https://openbadgepassport.com";
/// Dots per inch: a good printer, an office copier, a poor screen.
const PRINTINGS: [u32; 3] = [300, 150, 75];
/// Share of the code that a stain hides.
const STAIN: f32 = 0.15;
/// By how much the telephone is held askew, in degrees.
const TILT: f32 = 5.0;
/// Width of the blur (standard deviation), in modules.
const BLUR: f32 = 0.25;

/// What ZXing says of a code: its text, its corners in pixels, from the top left one clockwise.
#[derive(serde::Deserialize)]
struct Read {
    text: String,
    corners: [[f32; 2]; 4],
}

/// A code on a page: its text, its middle and its side in millimetres, its modules a side.
struct Found {
    text: String,
    middle: (f32, f32),
    side: f32,
    modules: f32,
}

fn millimetres(pixels: f32, dots_per_inch: u32) -> f32 {
    pixels * 25.4 / dots_per_inch as f32
}

/// Where the codes of a page are.
fn find(page: &Path, dots_per_inch: u32) -> Vec<Found> {
    let page = [page.to_path_buf()];
    let found = read_by_zxing(&page).remove(0).into_iter().map(|read| {
        let middle = |axis: usize| {
            let sum: f32 = read.corners.iter().map(|corner| corner[axis]).sum();
            millimetres(sum / 4.0, dots_per_inch)
        };
        let [left, right, ..] = read.corners;
        Found {
            middle: (middle(0), middle(1)),
            side: millimetres(right[0] - left[0], dots_per_inch),
            modules: modules(&read.text).unwrap().side as f32,
            text: read.text,
        }
    });
    found.collect()
}

/// The code and the light around it, cut out of a page.
fn cut_out(page: &GrayImage, code: &Found, dots_per_inch: u32) -> GrayImage {
    let pixels = |millimetres: f32| millimetres * dots_per_inch as f32 / 25.4;
    let around = code.side * (1.0 + 8.0 / code.modules);
    let corner = |middle: f32| pixels(middle - around / 2.0).max(0.0) as u32;
    let side = pixels(around) as u32;
    let (x, y) = (corner(code.middle.0), corner(code.middle.1));
    imageops::crop_imm(page, x, y, side, side).to_image()
}

/// A dark stain beside the middle, over a share of the code.
fn stained(picture: &GrayImage, side: f32) -> GrayImage {
    let radius = side * (STAIN / std::f32::consts::PI).sqrt();
    let middle = picture.width() as f32 / 2.0 + side * 0.1;
    let mut out = picture.clone();
    for (x, y, pixel) in out.enumerate_pixels_mut() {
        if (x as f32 - middle).hypot(y as f32 - middle) < radius {
            *pixel = Luma([40]);
        }
    }
    out
}

/// Turned about its middle, each pixel mixed of the four it falls between.
fn tilted(picture: &GrayImage) -> GrayImage {
    let (sin, cos) = TILT.to_radians().sin_cos();
    // A light border, so that the corners stay in the picture.
    let border = picture.width() / 8;
    let side = picture.width() + 2 * border;
    let mut wide = GrayImage::from_pixel(side, side, Luma([255]));
    imageops::replace(&mut wide, picture, i64::from(border), i64::from(border));
    let middle = side as f32 / 2.0;
    GrayImage::from_fn(side, side, |x, y| {
        let (dx, dy) = (x as f32 - middle, y as f32 - middle);
        let (from_x, from_y) = (dx * cos + dy * sin + middle, dy * cos - dx * sin + middle);
        imageops::interpolate_bilinear(&wide, from_x, from_y).unwrap_or(Luma([255]))
    })
}

/// What ZXing reads in each picture.
fn read_by_zxing(pictures: &[PathBuf]) -> Vec<Vec<Read>> {
    let interpreter = std::env::var_os("ATELIER_INTEROP_PYTHON").unwrap_or_else(|| {
        panic!(
            "ATELIER_INTEROP_PYTHON is not set: the readers are made ready by `cargo xtask test`"
        )
    });
    let mut reader = Command::new(interpreter)
        .arg(place::root().join("tests/interop/read_codes.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = reader.stdin.take().unwrap();
    let asked: Vec<String> = pictures
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let asking = std::thread::spawn(move || {
        for path in asked {
            writeln!(input, "{path}").unwrap();
        }
    });
    let output = reader.wait_with_output().unwrap();
    asking.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn without_code(address: &str) -> String {
    let address = address
        .split_once('#')
        .map_or(address, |(address, _)| address);
    address.to_owned()
}

/// Writes each document of the demonstration that has codes; gives the files, how many codes each has, and the addresses
/// that they lead to.
fn documents(app: &App, folder: &Path) -> (Vec<(PathBuf, usize)>, BTreeSet<String>) {
    let shelf = Shelf::example().unwrap();
    // The codes of a pathway are alike: its first badge stands for the others. A poster adds its own code to the address:
    // the same at each run.
    let mut pathways = BTreeSet::new();
    let (mut badges, mut all) = (Vec::new(), Vec::new());
    for id in shelf.ids() {
        let mut poster = poster(&shelf, &badge_id(&id).unwrap(), "Les Jardins du Phare").unwrap();
        poster.badge.application_url.push_str("#9tdh0w");
        all.push(poster.clone());
        let pathway = poster.badge.pathway.as_ref();
        if pathways.insert(pathway.map(|pathway| pathway.name.clone())) {
            badges.push(poster);
        }
    }
    let mut wanted: BTreeSet<String> = all
        .iter()
        .map(|poster| poster.badge.application_url.clone())
        .collect();
    let workshop = group::gather(app, &["Abel"], "Salle", "14:00").unwrap();
    let memo = DocumentChoice::Sheet {
        name: "memo".to_owned(),
        workshop: Some(workshop),
        people: Vec::new(),
    };
    let mut files = Vec::new();
    let path = folder.join("memo.pdf");
    app.save_document(&memo, Some(&path)).unwrap();
    files.push((path, 2));
    for (format, copies) in [
        (Format::A4, 1),
        (Format::A4Landscape, 1),
        (Format::A3, 1),
        (Format::A3Landscape, 1),
        (Format::FlyerTwo, 2),
        (Format::FlyerFour, 4),
    ] {
        let path = folder.join(format!("{}.pdf", format.code()));
        let pdf = posters_pdf(badges.clone(), format, Clock::system()).unwrap();
        std::fs::write(&path, pdf).unwrap();
        files.push((path, copies * badges.len()));
    }
    let path = folder.join("together.pdf");
    let pdf = together_pdf(&badges, Format::A4, Clock::system()).unwrap();
    std::fs::write(&path, pdf).unwrap();
    files.push((path, badges.len()));
    // Every badge on one large sheet: the smallest codes there are on a wall.
    let path = folder.join("all-together.pdf");
    std::fs::write(
        &path,
        together_pdf(&all, Format::A3, Clock::system()).unwrap(),
    )
    .unwrap();
    files.push((path, all.len()));
    let beside = Beside {
        language: Language::Arabic,
        name: "أعمل ضمن فريق".into(),
        recognises: String::new(),
        rule: all[0].rule.clone(),
    };
    let bilingual = Poster {
        beside: Some(beside),
        ..all[0].clone()
    };
    for (format, copies) in [(Format::A4, 1), (Format::FlyerTwo, 2)] {
        let path = folder.join(format!("bilingual-{}.pdf", format.code()));
        let pdf = posters_pdf(vec![bilingual.clone()], format, Clock::system()).unwrap();
        std::fs::write(&path, pdf).unwrap();
        files.push((path, copies));
    }
    for (format, beside, copies) in [
        (Format::A4, None, 1),
        (Format::FlyerTwo, Some(Language::Arabic), 2),
    ] {
        let path = folder.join(format!("how-to-ask-{}.pdf", format.code()));
        let how = DocumentChoice::HowToAsk { format, beside };
        app.save_document(&how, Some(&path)).unwrap();
        files.push((path, 2 * copies));
    }
    let every: Vec<Card> = badges
        .iter()
        .map(|poster| Card {
            structure: poster.structure.clone(),
            name: poster.badge.name.clone(),
            image_svg: poster.badge.image_svg.clone(),
            // A card is not hung: it has no code of its own.
            application_url: without_code(&poster.badge.application_url),
            pathway: poster.badge.pathway.clone(),
            example: poster.badge.example,
            short_code: None,
            holder: None,
        })
        .collect();
    wanted.extend(every.iter().map(|card| card.application_url.clone()));
    let path = folder.join("cards.pdf");
    let today: CalendarDate = app.session().unwrap().today.parse().unwrap();
    std::fs::write(&path, cards(&every, &Theme::default(), today).unwrap()).unwrap();
    files.push((path, every.len()));
    let obtained: Vec<Card> = every
        .into_iter()
        .map(|card| Card {
            holder: Some(Holder {
                person: "Abel Essai".into(),
                date: "20 novembre 2026".into(),
                number: "R-2026-000001".into(),
            }),
            ..card
        })
        .collect();
    let path = folder.join("cards-obtained.pdf");
    std::fs::write(&path, cards(&obtained, &Theme::default(), today).unwrap()).unwrap();
    files.push((path, obtained.len()));
    wanted.extend(["register", "login"].map(|page| format!("{PASSPORT}/app/user/{page}/fr")));
    (files, wanted)
}

#[test]
fn every_code_is_read_by_three_readers_however_it_is_printed_and_seen() {
    let folder = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    let app = group::demonstration(home.path()).unwrap();
    let (files, wanted) = documents(&app, folder.path());

    let mut pictures: Vec<(PathBuf, String, String)> = Vec::new();
    let mut led_to = BTreeSet::new();
    for (file, expected) in &files {
        let document = file.file_stem().unwrap().to_string_lossy().into_owned();
        let mut codes: Vec<Vec<Found>> = Vec::new();
        for dots_per_inch in PRINTINGS {
            let prefix = folder.path().join(format!("{document}-{dots_per_inch}"));
            for (number, path) in paper::pages(file, &prefix, dots_per_inch)
                .unwrap()
                .iter()
                .enumerate()
            {
                let page = image::open(path).unwrap().to_luma8();
                if dots_per_inch == PRINTINGS[0] {
                    codes.push(find(path, dots_per_inch));
                }
                for code in &codes[number] {
                    // How to ask has a code of its own at each run.
                    led_to.insert(match code.text.starts_with(PASSPORT) {
                        true => without_code(&code.text),
                        false => code.text.clone(),
                    });
                    let plain = cut_out(&page, code, dots_per_inch);
                    let side = code.side * dots_per_inch as f32 / 25.4;
                    let module = side / code.modules;
                    let blurred = imageops::blur(&plain, BLUR * module);
                    let seen = [
                        ("stained", stained(&plain, side)),
                        ("tilted", tilted(&plain)),
                        ("blurred", blurred),
                        ("plain", plain),
                    ];
                    for (how, picture) in seen {
                        let name = format!("{document} {number} {dots_per_inch} dpi {how}");
                        let path = folder.path().join(format!("{}.png", pictures.len()));
                        picture.save(&path).unwrap();
                        pictures.push((path, name, code.text.clone()));
                    }
                }
            }
        }
        assert_eq!(
            codes.iter().map(Vec::len).sum::<usize>(),
            *expected,
            "{document}"
        );
    }
    assert_eq!(led_to, wanted);

    let paths: Vec<PathBuf> = pictures.iter().map(|(path, ..)| path.clone()).collect();
    let by_zxing = read_by_zxing(&paths);
    assert_eq!(by_zxing.len(), pictures.len());
    let mut unread = Vec::new();
    for ((path, name, text), by_zxing) in pictures.iter().zip(by_zxing) {
        let by_zbar = paper::read_by_zbar(path).unwrap();
        let by_rqrr = paper::read_by_rqrr(path).unwrap_or_default();
        let by_zxing = by_zxing.into_iter().map(|read| read.text).collect();
        for (reader, read) in
            [("zbar", by_zbar), ("rqrr", by_rqrr), ("zxing", by_zxing)] as [(&str, Vec<String>); 3]
        {
            if read != [text.as_str()] {
                unread.push(format!("{name}: {reader}"));
            }
        }
    }
    assert!(
        unread.is_empty(),
        "{} of {} not read:\n{}",
        unread.len(),
        3 * pictures.len(),
        unread.join("\n")
    );
}
