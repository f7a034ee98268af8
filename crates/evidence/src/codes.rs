//! QR codes seen on a picture: a poster photographed, or a frame of the webcam.

use crate::{Refusal, clean};
use atelier_domain::EvidenceKind;
use image::imageops::FilterType;
use image::{DynamicImage, GrayImage};
use std::io::Cursor;
use std::panic::catch_unwind;

/// What is done to a picture where nothing is seen, one way after the other: what one way blurs, another tells apart.
const WAYS: [Way; 6] = [
    Way::larger(2, FilterType::Triangle),
    Way::larger(3, FilterType::Triangle),
    Way::larger(4, FilterType::Lanczos3),
    Way::larger(6, FilterType::Lanczos3),
    Way::sharper(1),
    Way::sharper(2),
];

/// Longest side to which a picture where nothing is seen is enlarged, in pixels: twice a webcam's.
const LARGEST: u32 = 2_600;

/// A way to see more of a picture.
struct Way {
    times: u8,
    filter: FilterType,
    /// Whether its edges are sharpened, over as many pixels as it is enlarged.
    sharpened: bool,
}

impl Way {
    const fn larger(times: u8, filter: FilterType) -> Self {
        Self {
            times,
            filter,
            sharpened: false,
        }
    }

    /// For a picture out of focus.
    const fn sharper(times: u8) -> Self {
        Self {
            times,
            filter: FilterType::CatmullRom,
            sharpened: true,
        }
    }

    /// The picture seen so; none when it would be too large.
    fn of(&self, picture: &DynamicImage) -> Option<GrayImage> {
        let times = u32::from(self.times);
        let (wide, high) = (times * picture.width(), times * picture.height());
        if wide.max(high) > LARGEST {
            return None;
        }
        let larger = picture.resize_exact(wide, high, self.filter);
        let seen = match self.sharpened {
            true => larger.unsharpen(f32::from(self.times), 1),
            false => larger,
        };
        Some(seen.into_luma8())
    }
}

/// What the QR codes of a picture say; empty when none is seen whole. The picture is bounded as evidence is.
///
/// # Errors
/// A [`Refusal`] when it is no readable picture.
pub fn read_codes(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let cleaned = clean(bytes)?;
    if cleaned.kind == EvidenceKind::Pdf {
        return Err(Refusal::UnknownKind { looks_like: None });
    }
    let damaged = Refusal::Damaged { kind: cleaned.kind };
    let picture = image::load_from_memory(&cleaned.bytes)
        .map_err(|_| damaged.clone())?
        .into_luma8();
    let mut read = seen(&picture);
    let picture = DynamicImage::from(picture);
    for way in WAYS {
        if !read.is_empty() {
            break;
        }
        if let Some(other) = way.of(&picture) {
            read = seen(&other);
        }
    }
    Ok(read)
}

/// A QR code on a page that we drew ourselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCode {
    /// What it says.
    pub text: String,
    /// The code and its white edge as they are on the page, as PNG.
    pub png: Vec<u8>,
}

/// Part of a code's side that is shown around it.
const EDGE: f64 = 0.12;

/// The QR codes of a page, each once, from the top; the page is a picture of ours, as PNG.
///
/// # Errors
/// [`Refusal::Damaged`] when it is no readable picture.
pub fn codes_of_page(png: &[u8]) -> Result<Vec<PageCode>, Refusal> {
    let damaged = |_| Refusal::Damaged {
        kind: EvidenceKind::Png,
    };
    let page = image::load_from_memory(png).map_err(damaged)?.into_luma8();
    let mut found: Vec<(u32, u32, PageCode)> = Vec::new();
    for (text, corners) in detected(&page) {
        if found.iter().any(|(.., code)| code.text == text) {
            continue;
        }
        let side = |at: fn(&rqrr::Point) -> i32| {
            let all = corners.iter().map(at);
            (all.clone().min().unwrap_or(0), all.max().unwrap_or(0))
        };
        let ((left, right), (top, bottom)) = (side(|corner| corner.x), side(|corner| corner.y));
        let edge = (f64::from(right - left) * EDGE) as i32;
        let from = |at: i32| u32::try_from((at - edge).max(0)).unwrap_or(0);
        let long = |from: i32, to: i32| u32::try_from(to - from + 2 * edge).unwrap_or(0);
        // Beyond the page, nothing is shown.
        let part = image::imageops::crop_imm(
            &page,
            from(left),
            from(top),
            long(left, right),
            long(top, bottom),
        );
        let mut png = Cursor::new(Vec::new());
        let part = part.to_image();
        part.write_to(&mut png, image::ImageFormat::Png)
            .map_err(damaged)?;
        let png = png.into_inner();
        found.push((from(top), from(left), PageCode { text, png }));
    }
    found.sort_by_key(|(top, left, _)| (*top, *left));
    Ok(found.into_iter().map(|(.., code)| code).collect())
}

fn seen(picture: &GrayImage) -> Vec<String> {
    let read = detected(picture).into_iter();
    read.map(|(text, _)| text).collect()
}

/// What each code says, and its corners.
fn detected(picture: &GrayImage) -> Vec<(String, [rqrr::Point; 4])> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    // The reader is not ours either: should it fail outright, no code was seen.
    let read = catch_unwind(|| {
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            let at = y * width + x;
            picture.as_raw().get(at).copied().unwrap_or(u8::MAX)
        });
        let grids = prepared.detect_grids();
        let read = grids
            .iter()
            .filter_map(|grid| grid.decode().ok().map(|(_, text)| (text, grid.bounds)));
        read.collect::<Vec<_>>()
    });
    read.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_without_code_says_so_and_what_is_no_picture_is_refused() {
        let white = image::GrayImage::from_pixel(300, 200, image::Luma([255]));
        let mut png = Vec::new();
        white
            .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
            .unwrap();
        assert_eq!(read_codes(&png), Ok(Vec::new()));
        assert_eq!(read_codes(b"").unwrap_err().code(), "evidence-empty");
        assert_eq!(
            read_codes(b"%PDF-1.4 nothing").unwrap_err().code(),
            "evidence-damaged"
        );
    }
}
