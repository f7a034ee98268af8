//! Photographs and screenshots: decoded, turned upright, brought down, and written anew from their pixels.

use std::io::Cursor;

use atelier_domain::EvidenceKind;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngDecoder, PngEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, Limits};

use crate::{MAX_MEGAPIXELS, MAX_SIDE, Refusal, structure};

/// 85: no visible loss on a photographed text, about a tenth of the pixels' weight.
const JPEG_QUALITY: u8 = 85;
/// What a decoder may use beside the pixels themselves, in bytes.
const WORKING_MEMORY: u64 = 16 << 20;

/// A picture written anew.
pub(crate) struct Picture {
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Cleans a JPEG.
pub(crate) fn jpeg(bytes: &[u8]) -> Result<Picture, Refusal> {
    let damaged = Refusal::Damaged {
        kind: EvidenceKind::Jpeg,
    };
    let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|_| damaged.clone())?;
    let (width, height) = decoder.dimensions();
    let limits = limits(width, height)?;
    if !structure::jpeg_is_whole(bytes) {
        return Err(damaged);
    }
    let upright = upright(decoder, limits).ok_or(damaged.clone())?;
    let small = reduced(upright);
    // A JPEG has no transparency and eight bits a channel.
    let small = match small {
        DynamicImage::ImageLuma8(_) => small,
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    };
    let mut out = Vec::new();
    small
        .write_with_encoder(JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY))
        .map_err(|_| damaged)?;
    Ok(Picture {
        bytes: out,
        width: small.width(),
        height: small.height(),
    })
}

/// A cleaned picture, brought down to `side` pixels and written as PNG.
pub(crate) fn small_png(kind: EvidenceKind, bytes: &[u8], side: u32) -> Result<Picture, Refusal> {
    let damaged = Refusal::Damaged { kind };
    // Nothing is decoded here that the cleaning did not write itself.
    let image = image::load_from_memory(bytes).map_err(|_| damaged.clone())?;
    let small = if image.width().max(image.height()) <= side {
        image
    } else {
        image.resize(side, side, FilterType::Lanczos3)
    };
    encoded(&eight_bits(small)).ok_or(damaged)
}

fn encoded(small: &DynamicImage) -> Option<Picture> {
    let mut out = Vec::new();
    PngEncoder::new_with_quality(&mut out, CompressionType::Default, PngFilter::Adaptive)
        .write_image(
            small.as_bytes(),
            small.width(),
            small.height(),
            small.color().into(),
        )
        .ok()?;
    Some(Picture {
        bytes: out,
        width: small.width(),
        height: small.height(),
    })
}

/// Cleans a PNG.
pub(crate) fn png(bytes: &[u8]) -> Result<Picture, Refusal> {
    let damaged = Refusal::Damaged {
        kind: EvidenceKind::Png,
    };
    let (width, height) = structure::png_size(bytes).ok_or(damaged.clone())?;
    let limits = limits(width, height)?;
    if !structure::png_is_whole(bytes) {
        return Err(damaged);
    }
    let decoder =
        PngDecoder::with_limits(Cursor::new(bytes), limits.clone()).map_err(|_| damaged.clone())?;
    let upright = upright(decoder, limits).ok_or(damaged.clone())?;
    encoded(&eight_bits(reduced(upright))).ok_or(damaged)
}

/// What decoding may cost, from the size that the header announces; refuses before anything is decoded.
fn limits(width: u32, height: u32) -> Result<Limits, Refusal> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > u64::from(MAX_MEGAPIXELS) * 1_000_000 {
        return Err(Refusal::TooManyPixels {
            width,
            height,
            max_megapixels: MAX_MEGAPIXELS,
        });
    }
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(width);
    limits.max_image_height = Some(height);
    limits.max_alloc = Some(pixels * 8 + WORKING_MEMORY);
    Ok(limits)
}

/// The pixels, as the camera was held. `None` when they cannot be read.
fn upright(mut decoder: impl ImageDecoder, limits: Limits) -> Option<DynamicImage> {
    decoder.set_limits(limits).ok()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    Some(image)
}

fn reduced(image: DynamicImage) -> DynamicImage {
    if image.width().max(image.height()) <= MAX_SIDE {
        return image;
    }
    image.resize(MAX_SIDE, MAX_SIDE, FilterType::Lanczos3)
}

fn eight_bits(image: DynamicImage) -> DynamicImage {
    match image.color() {
        image::ColorType::L8
        | image::ColorType::La8
        | image::ColorType::Rgb8
        | image::ColorType::Rgba8 => image,
        image::ColorType::L16 => DynamicImage::ImageLuma8(image.into_luma8()),
        image::ColorType::La16 => DynamicImage::ImageLumaA8(image.into_luma_alpha8()),
        image::ColorType::Rgb16 => DynamicImage::ImageRgb8(image.into_rgb8()),
        _ => DynamicImage::ImageRgba8(image.into_rgba8()),
    }
}
