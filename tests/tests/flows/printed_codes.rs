//! Every QR code of every document, as a telephone may see it: read by three readers, on fine and coarse printing, blurred,
//! stained and tilted.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)] // places on a page, in pixels

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use atelier_app::catalogue::offered::Shelf;
use atelier_app::documents::{Format, Language, Poster, posters_pdf, together_pdf};
use atelier_app::ids::badge_id;
use atelier_app::posters::poster::poster;
use atelier_app::view::DocumentChoice;
use atelier_app::{App, Clock};
use atelier_documents::{Beside, Card, Holder, Theme, cards, modules};
use atelier_domain::CalendarDate;
use atelier_tests::{group, paper, place, when};
use image::codecs::png::{CompressionType, FilterType as Filter, PngEncoder};
use image::imageops::{self, FilterType};
use image::{DynamicImage, ExtendedColorType, GrayImage, ImageEncoder as _, Luma};

/// An address as long as those of Open Badge Factory: codes of more modules than the example's, and smaller ones.
const LONG: &str = "https://openbadgefactory.com/c/earnablebadge/PQ7Z1XaV2b3K/apply";
/// Where the memo's codes lead, unless the settings say otherwise.
const PASSPORT: &str = "https://openbadgepassport.com";
/// Dots per inch: a good printer, an office copier, a poor screen.
const PRINTINGS: [u32; 3] = [300, 150, 75];
/// Pixels per inch, at least, of what a telephone sees of a print: more than a coarse one has dots.
const SEEN: u32 = 150;
/// Share of the code that a stain hides.
const STAIN: f32 = 0.15;
/// By how much the telephone is held askew, in degrees.
const TILT: f32 = 5.0;
/// Width of the blur (standard deviation), in modules: what rqrr, the weakest of the three, gets over everywhere.
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
fn find(zxing: &mut Zxing, page: &Path, dots_per_inch: u32) -> Vec<Found> {
    let found = zxing.read(page).into_iter().map(|read| {
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

/// Packed as little as a PNG file may be: packing well took longer than reading.
fn save(picture: &GrayImage, file: &Path) {
    let file = std::fs::File::create(file).unwrap();
    let quickly = PngEncoder::new_with_quality(file, CompressionType::Fast, Filter::NoFilter);
    let (width, height) = picture.dimensions();
    let grey = ExtendedColorType::L8;
    quickly
        .write_image(picture.as_raw(), width, height, grey)
        .unwrap();
}

/// A dark stain beside the middle, over a share of the code.
fn stained(picture: &GrayImage, side: f32) -> GrayImage {
    let radius = side * (STAIN / std::f32::consts::PI).sqrt();
    let middle = picture.width() as f32 / 2.0 + side * 0.1;
    let mut out = picture.clone();
    let wide = out.width() as usize;
    for (y, row) in out.chunks_exact_mut(wide).enumerate() {
        let off = y as f32 - middle;
        let half = (radius * radius - off * off).max(0.0).sqrt();
        let (from, to) = ((middle - half).ceil(), (middle + half).ceil());
        row[(from as usize).min(wide)..(to as usize).min(wide)].fill(40);
    }
    out
}

/// Turned about its middle, each pixel mixed of the four it falls between.
///
/// On plain bytes, a pixel being 256 steps: the library's own way took longer than the reading, where nothing is optimised.
fn tilted(picture: &GrayImage) -> GrayImage {
    // A light border, so that the corners stay in the picture.
    let border = picture.width() / 8;
    let side = picture.width() + 2 * border;
    let mut wide = GrayImage::from_pixel(side, side, Luma([255]));
    imageops::replace(&mut wide, picture, i64::from(border), i64::from(border));
    let from = wide.as_raw();
    let (sin, cos) = TILT.to_radians().sin_cos();
    let (sin, cos) = ((sin * 256.0) as i32, (cos * 256.0) as i32);
    let (last, row, half) = (side as i32 - 1, side as usize, side as i32 / 2);
    let mut out = vec![255; row * row];
    let mut at = 0;
    for y in -half..side as i32 - half {
        for x in -half..side as i32 - half {
            let (left, top) = (
                x * cos + y * sin + half * 256,
                y * cos - x * sin + half * 256,
            );
            let (column, line) = (left >> 8, top >> 8);
            if column >= 0 && line >= 0 && column < last && line < last {
                let first = line as usize * row + column as usize;
                let (dx, dy) = (left & 255, top & 255);
                let mixed =
                    |at: usize| i32::from(from[at]) * (256 - dx) + i32::from(from[at + 1]) * dx;
                out[at] = ((mixed(first) * (256 - dy) + mixed(first + row) * dy) >> 16) as u8;
            }
            at += 1;
        }
    }
    GrayImage::from_raw(side, side, out).unwrap()
}

/// ZXing, asked one picture after the other.
struct Zxing {
    program: Child,
    asked: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Zxing {
    fn start() -> Self {
        let interpreter = std::env::var_os("ATELIER_INTEROP_PYTHON").unwrap_or_else(|| {
            panic!(
                "ATELIER_INTEROP_PYTHON is not set: the readers are made ready by `cargo xtask test`"
            )
        });
        let mut program = Command::new(interpreter)
            .arg(place::root().join("tests/interop/read_codes.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let asked = program.stdin.take().unwrap();
        let answers = BufReader::new(program.stdout.take().unwrap());
        Self {
            program,
            asked,
            answers,
        }
    }

    fn read(&mut self, picture: &Path) -> Vec<Read> {
        writeln!(self.asked, "{}", picture.display()).unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Zxing {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn without_code(address: &str) -> String {
    let address = address
        .split_once('#')
        .map_or(address, |(address, _)| address);
    address.to_owned()
}

/// Dice that fall alike at each run: the codes that posters are given are then the same, and so are their pictures.
fn dice(buffer: &mut [u8]) {
    static LAST: AtomicU64 = AtomicU64::new(0x9E37_79B9_7F4A_7C15);
    for byte in buffer {
        let next = |last: u64| {
            let last = last ^ (last << 13);
            let last = last ^ (last >> 7);
            last ^ (last << 17)
        };
        let mut last = LAST.load(Ordering::Relaxed);
        last = next(last);
        LAST.store(last, Ordering::Relaxed);
        *byte = (last >> 32) as u8;
    }
}

/// A document, and how many codes it has.
struct Document {
    file: PathBuf,
    codes: usize,
}

/// How many times each of its codes is on a sheet.
fn copies(format: Format) -> usize {
    match format {
        Format::FlyerTwo => 2,
        Format::FlyerFour => 4,
        _ => 1,
    }
}

/// The posters of the example badges, each with a code of its own; those that come first in their pathway, and all.
fn badges() -> (Vec<Poster>, Vec<Poster>) {
    let shelf = Shelf::example().unwrap();
    let mut pathways = BTreeSet::new();
    let (mut first, mut all) = (Vec::new(), Vec::new());
    for id in shelf.ids() {
        let mut poster = poster(&shelf, &badge_id(&id).unwrap(), "Les Jardins du Phare").unwrap();
        if all.is_empty() {
            LONG.clone_into(&mut poster.badge.application_url);
        }
        poster.badge.application_url.push_str("#9tdh0w");
        all.push(poster.clone());
        let pathway = poster.badge.pathway.as_ref();
        if pathways.insert(pathway.map(|pathway| pathway.name.clone())) {
            first.push(poster);
        }
    }
    (first, all)
}

/// The same, with Arabic beside French.
fn in_arabic(posters: &[Poster]) -> Vec<Poster> {
    let said = posters.iter().map(|poster| Poster {
        beside: Some(Beside {
            language: Language::Arabic,
            name: "أعمل ضمن فريق".into(),
            recognises: "تعمل مع زملائك وتساعدهم".into(),
            rule: poster.rule.clone(),
        }),
        ..poster.clone()
    });
    said.collect()
}

/// Writes each document that has codes; gives the addresses that they lead to.
fn documents(app: &App, folder: &Path) -> (Vec<Document>, BTreeSet<String>) {
    let mut made = Vec::new();
    let mut keep = |name: &str, pdf: &[u8], codes: usize| {
        let file = folder.join(format!("{name}.pdf"));
        std::fs::write(&file, pdf).unwrap();
        made.push(Document { file, codes });
    };
    let saved = |choice: &DocumentChoice| {
        let file = folder.join("saved.pdf");
        app.save_document(choice, Some(&file)).unwrap();
        std::fs::read(file).unwrap()
    };
    let clock = when::morning();
    // The codes of a pathway are alike: its first badge stands for the others, but where all are on one sheet.
    let (first, all) = badges();
    let of = |posters: &[Poster]| -> BTreeSet<String> {
        let addresses = posters.iter().map(|one| one.badge.application_url.clone());
        addresses.collect()
    };
    let mut wanted = of(&all);
    for format in Format::ALL {
        let (paper, copies) = (format.code(), copies(format));
        let pdf = posters_pdf(first.clone(), format, clock).unwrap();
        keep(paper, &pdf, copies * first.len());
        let pdf = posters_pdf(in_arabic(&first[..1]), format, clock).unwrap();
        keep(&format!("beside-{paper}"), &pdf, copies);
        let together = match format {
            // As small as they get on a wall.
            Format::A4 | Format::A4Landscape | Format::A3 => &all,
            _ => &first,
        };
        let pdf = together_pdf(together, format, clock).unwrap();
        keep(&format!("together-{paper}"), &pdf, copies * together.len());
        let pdf = together_pdf(&in_arabic(&first), format, clock).unwrap();
        keep(
            &format!("together-beside-{paper}"),
            &pdf,
            copies * first.len(),
        );
        for beside in [None, Some(Language::Arabic)] {
            let pdf = saved(&DocumentChoice::HowToAsk { format, beside });
            let language = beside.map_or("fr", Language::code);
            keep(&format!("how-to-ask-{language}-{paper}"), &pdf, 2 * copies);
        }
    }
    let workshop = group::gather(app, &["Abel"], "Salle", "14:00").unwrap();
    for name in ["memo", "memo-cards"] {
        let sheet = DocumentChoice::Sheet {
            name: name.to_owned(),
            workshop: Some(workshop.into()),
            people: Vec::new(),
        };
        keep(name, &saved(&sheet), 2);
    }
    let cards_of = |holder: Option<Holder>| -> Vec<Card> {
        let cards = first.iter().map(|poster| Card {
            structure: poster.structure.clone(),
            name: poster.badge.name.clone(),
            image_svg: poster.badge.image_svg.clone(),
            // A card is not hung: it has no code of its own.
            application_url: without_code(&poster.badge.application_url),
            pathway: poster.badge.pathway.clone(),
            example: poster.badge.example,
            short_code: None,
            holder: holder.clone(),
        });
        cards.collect()
    };
    let holder = Holder {
        person: "Abel Essai".into(),
        date: "20 novembre 2026".into(),
        number: "R-2026-000001".into(),
    };
    let today: CalendarDate = app.session().unwrap().today.parse().unwrap();
    for (name, holder) in [("cards", None), ("cards-obtained", Some(holder))] {
        let cards_made = cards_of(holder);
        let pdf = cards(&cards_made, &Theme::default(), today).unwrap();
        keep(name, &pdf, cards_made.len());
    }
    wanted.extend(of(&first).iter().map(|address| without_code(address)));
    wanted.extend(["register", "login"].map(|page| format!("{PASSPORT}/app/user/{page}/fr")));
    (made, wanted)
}

/// What is wanted of a code, and what was not read of it.
#[derive(Default)]
struct Seen {
    led_to: BTreeSet<String>,
    readings: usize,
    unread: Vec<String>,
}

/// Reads every code of a document, however it is printed and seen.
fn look(document: &Document, zxing: &mut Zxing, folder: &Path) -> Seen {
    let name = document.file.file_stem().unwrap().to_string_lossy();
    let mut seen = Seen::default();
    let mut codes: Vec<Vec<Found>> = Vec::new();
    for dots_per_inch in PRINTINGS {
        let pages = paper::grey_pages(&document.file, dots_per_inch).unwrap();
        for (number, page) in pages.iter().enumerate() {
            if dots_per_inch == PRINTINGS[0] {
                let file = folder.join(format!("{name}.pgm"));
                paper::write_grey(page, &file).unwrap();
                codes.push(find(zxing, &file, dots_per_inch));
            }
            for code in &codes[number] {
                // How to ask has a code of its own.
                seen.led_to.insert(match code.text.starts_with(PASSPORT) {
                    true => without_code(&code.text),
                    false => code.text.clone(),
                });
                let plain = cut_out(page, code, dots_per_inch);
                let seen_at = dots_per_inch.max(SEEN);
                let dots = seen_at / dots_per_inch;
                let (wide, high) = (plain.width() * dots, plain.height() * dots);
                let near = DynamicImage::from(plain.clone());
                let near = near.resize_exact(wide, high, FilterType::Triangle);
                let side = code.side * seen_at as f32 / 25.4;
                let blurred = near.blur(BLUR * side / code.modules).into_luma8();
                let near = near.into_luma8();
                let ways = [
                    ("stained", stained(&near, side)),
                    ("tilted", tilted(&near)),
                    ("blurred", blurred),
                    ("as it is", plain),
                ];
                let pictures = ways.each_ref().map(|(how, way)| {
                    let file = folder.join(format!("{name}-{how}.png"));
                    save(way, &file);
                    file
                });
                let by_zbar = paper::read_each_by_zbar(&pictures).unwrap();
                for (((how, _), picture), by_zbar) in ways.iter().zip(&pictures).zip(by_zbar) {
                    let by_zxing = zxing.read(picture).into_iter().map(|read| read.text);
                    let read = [
                        ("zxing", by_zxing.collect()),
                        ("zbar", by_zbar),
                        ("rqrr", paper::read_by_rqrr(picture).unwrap_or_default()),
                    ];
                    seen.readings += read.len();
                    let lost = read
                        .into_iter()
                        .filter(|(_, read)| read != &[code.text.as_str()]);
                    seen.unread.extend(lost.map(|(reader, _)| {
                        format!("{name} page {number}, {dots_per_inch} dpi, {how}: {reader}")
                    }));
                }
            }
        }
    }
    let found: usize = codes.iter().map(Vec::len).sum();
    assert_eq!(found, document.codes, "{name}");
    seen
}

#[test]
fn every_code_is_read_by_three_readers_however_it_is_printed_and_seen() {
    let folder = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    let clock = Clock {
        entropy: dice,
        ..when::morning()
    };
    let app = group::demonstration_at(home.path(), clock).unwrap();
    let (documents, wanted) = documents(&app, folder.path());

    let (waiting, all) = (Mutex::new(documents), Mutex::new(Seen::default()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut zxing = Zxing::start();
                loop {
                    let next = waiting.lock().unwrap().pop();
                    let Some(document) = next else { break };
                    let seen = look(&document, &mut zxing, folder.path());
                    let mut all = all.lock().unwrap();
                    all.led_to.extend(seen.led_to);
                    all.unread.extend(seen.unread);
                    all.readings += seen.readings;
                }
            });
        }
    });
    let seen = all.into_inner().unwrap();
    println!("{} readings", seen.readings);
    assert_eq!(seen.led_to, wanted);
    assert!(
        seen.unread.is_empty(),
        "{} of {} not read:\n{}",
        seen.unread.len(),
        seen.readings,
        seen.unread.join("\n")
    );
}
