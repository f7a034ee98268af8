//! Untrusted files in, safe files out.
//!
//! A piece of evidence is a photograph, a screenshot or a document that somebody brings on a phone or a USB stick. It
//! enters by [`clean`] alone: told from its content (never from its name), held to limits before anything is decoded,
//! and, for pictures, drawn again from its pixels so that nothing else of the original file is left (place, device,
//! thumbnails, comments, bytes after the end).

mod badge_picture;
mod codes;
mod pdf;
mod picture;
mod sniff;
mod structure;

pub use badge_picture::{BadgePicture, MAX_BADGE_SIDE, PictureRefusal, badge_picture};
pub use codes::{PageCode, codes_of_page, read_codes};

use std::panic::{AssertUnwindSafe, catch_unwind};

use atelier_domain::{EvidenceHash, EvidenceKind};
use sha2::{Digest, Sha256};

pub use sniff::sniff;

/// Largest file accepted, in bytes.
pub const MAX_BYTES: u64 = 50_000_000;
/// Most pixels accepted, in millions.
pub const MAX_MEGAPIXELS: u32 = 50;
/// Longest side of a cleaned picture, in pixels.
pub const MAX_SIDE: u32 = 2_000;

/// A piece of evidence that can be stored, shown and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// What it is.
    pub kind: EvidenceKind,
    /// The cleaned file.
    pub bytes: Vec<u8>,
    /// SHA-256 of `bytes`.
    pub hash: EvidenceHash,
    /// Width in pixels, upright; `None` for a document.
    pub width: Option<u32>,
    /// Height in pixels, upright; `None` for a document.
    pub height: Option<u32>,
}

/// Why a file cannot be evidence. The original is never touched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Heavier than [`MAX_BYTES`].
    #[error("the file is too large: {bytes} bytes, at most {max}")]
    TooLarge {
        /// Its size, in bytes.
        bytes: u64,
        /// The limit, in bytes.
        max: u64,
    },
    /// More pixels than [`MAX_MEGAPIXELS`], by its own header; it was not decoded.
    #[error("the picture is too big: {width} x {height}, at most {max_megapixels} megapixels")]
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The limit, in millions of pixels.
        max_megapixels: u32,
    },
    /// Neither JPEG, PNG nor PDF.
    #[error("not a JPEG, PNG or PDF file")]
    UnknownKind {
        /// What it seems to be, as a stable code for the interface's wording: `windows-program`, `linux-program`,
        /// `heic`, `avif`, `webp`, `gif`, `tiff`, `bmp`, `svg`, `office-document`, `zip`, `archive`, `html`, `video`,
        /// `audio`, `rtf`.
        looks_like: Option<&'static str>,
    },
    /// Cut short, or its content cannot be read.
    #[error("the file is damaged")]
    Damaged {
        /// What it claims to be.
        kind: EvidenceKind,
    },
    /// A PDF that opens with a password only.
    #[error("the document is protected by a password")]
    Encrypted,
    /// A PDF with no page.
    #[error("the document has no page")]
    NoPage,
}

impl Refusal {
    /// Stable code, for the interface's wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "evidence-empty",
            Self::TooLarge { .. } => "evidence-too-large",
            Self::TooManyPixels { .. } => "evidence-too-many-pixels",
            Self::UnknownKind { .. } => "evidence-unknown-kind",
            Self::Damaged { .. } => "evidence-damaged",
            Self::Encrypted => "evidence-encrypted",
            Self::NoPage => "evidence-no-page",
        }
    }
}

/// Makes safe evidence of a file. The same bytes always give the same result.
///
/// JPEG and PNG are turned upright, brought to at most [`MAX_SIDE`] pixels on the long side, and written anew from
/// their pixels. A PDF is checked and kept byte for byte.
///
/// # Errors
/// A [`Refusal`] that says what to tell the person.
pub fn clean(bytes: &[u8]) -> Result<Clean, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > MAX_BYTES {
        return Err(Refusal::TooLarge {
            bytes: size,
            max: MAX_BYTES,
        });
    }
    let Some(kind) = sniff(bytes) else {
        return Err(Refusal::UnknownKind {
            looks_like: sniff::looks_like(bytes),
        });
    };
    // The decoders are not ours: should one of them fail outright on a forged file, that file is refused and the
    // program goes on.
    let outcome = catch_unwind(AssertUnwindSafe(|| match kind {
        EvidenceKind::Jpeg => picture::jpeg(bytes).map(Some),
        EvidenceKind::Png => picture::png(bytes).map(Some),
        EvidenceKind::Pdf => pdf::check(bytes).map(|()| None),
    }));
    let picture = outcome.unwrap_or(Err(Refusal::Damaged { kind }))?;
    let (bytes, size) = match picture {
        Some(picture) => (picture.bytes, Some((picture.width, picture.height))),
        None => (bytes.to_vec(), None),
    };
    Ok(Clean {
        kind,
        hash: EvidenceHash::from_bytes(Sha256::digest(&bytes).into()),
        bytes,
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
    })
}
