//! QR codes seen on a picture: a poster photographed, or a frame of the webcam.

use crate::{Refusal, clean};
use atelier_domain::EvidenceKind;
use image::GrayImage;
use image::imageops::{FilterType, resize};
use std::panic::catch_unwind;

/// How a picture where nothing is seen is enlarged, one way after the other: what one way blurs, another tells apart.
const ENLARGED: [(u32, FilterType); 4] = [
    (2, FilterType::Triangle),
    (3, FilterType::Triangle),
    (4, FilterType::Lanczos3),
    (6, FilterType::Lanczos3),
];

/// Longest side to which a picture where nothing is seen is enlarged, in pixels: twice a webcam's.
const LARGEST: u32 = 2_600;

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
    for (times, filter) in ENLARGED {
        let (width, height) = (times * picture.width(), times * picture.height());
        if !read.is_empty() || width.max(height) > LARGEST {
            break;
        }
        // Modules of few pixels are told apart once they have more of them.
        read = seen(&resize(&picture, width, height, filter));
    }
    Ok(read)
}

fn seen(picture: &GrayImage) -> Vec<String> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    // The reader is not ours either: should it fail outright, no code was seen.
    let read = catch_unwind(|| {
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            let at = y * width + x;
            picture.as_raw().get(at).copied().unwrap_or(u8::MAX)
        });
        prepared
            .detect_grids()
            .iter()
            .filter_map(|grid| grid.decode().ok().map(|(_, text)| text))
            .collect::<Vec<_>>()
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
