//! A picture of a page, made from the PDF itself: what is shown is what is printed.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

use crate::DocumentError;

/// Widest picture, in pixels.
const MAX_WIDTH: u32 = 4_000;

/// A picture of one page.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The picture, as PNG.
    pub png: Vec<u8>,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// Pages in the document.
    pub pages: usize,
    /// Width of the paper, in millimetres.
    pub width_mm: f32,
    /// Height of the paper, in millimetres.
    pub height_mm: f32,
}

/// Millimetres in a point (1/72 inch).
const MM_PER_POINT: f32 = 25.4 / 72.0;

/// The paper of each page of a PDF: width and height, in millimetres.
///
/// # Errors
/// [`DocumentError::Pdf`] when it is no readable PDF.
pub fn papers(pdf: &[u8]) -> Result<Vec<(f32, f32)>, DocumentError> {
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).map_err(|_| DocumentError::Pdf)?;
    let sizes = pdf.pages().iter().map(|page| page.render_dimensions());
    Ok(sizes
        .map(|(wide, high)| (wide * MM_PER_POINT, high * MM_PER_POINT))
        .collect())
}

/// Draws page number `page` (from 0) of a PDF, `width_px` pixels wide.
///
/// # Errors
/// [`DocumentError::Pdf`] when it is no readable PDF; [`DocumentError::Page`] when there is no such page, or the width
/// is not between 1 and 4,000.
pub fn preview(pdf: &[u8], page: usize, width_px: u32) -> Result<Preview, DocumentError> {
    if width_px == 0 || width_px > MAX_WIDTH {
        return Err(DocumentError::Page);
    }
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).map_err(|_| DocumentError::Pdf)?;
    let pages = pdf.pages();
    let chosen = pages.get(page).ok_or(DocumentError::Page)?;
    let (wide, high) = chosen.render_dimensions();
    let width = f32::from(u16::try_from(width_px).unwrap_or(u16::MAX));
    // A thousandth of a pixel more: the renderer rounds down.
    let scale = (width + 0.001) / wide.max(1.0);
    let pixmap = render(
        chosen,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    // The ground is opaque, so colours are as they are, premultiplied or not.
    let rgb: Vec<u8> = pixmap
        .data()
        .iter()
        .flat_map(|pixel| [pixel.r, pixel.g, pixel.b])
        .collect();
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&rgb, width, height, ExtendedColorType::Rgb8)
        .map_err(|_| DocumentError::Pdf)?;
    Ok(Preview {
        png,
        width,
        height,
        pages: pages.len(),
        width_mm: wide * MM_PER_POINT,
        height_mm: high * MM_PER_POINT,
    })
}
