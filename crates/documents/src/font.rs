//! The typeface shipped with the program (Atkinson Hyperlegible, SIL OFL): measured once, embedded as a subset.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use printpdf::{FontId, ParsedFont, PdfFont};
use serde::Deserialize;
use subsetter::GlyphRemapper;

use crate::DocumentError;

/// A weight of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    pub(crate) const ALL: [Self; 2] = [Self::Regular, Self::Bold];

    const fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => {
                include_bytes!("../../../assets/fonts/AtkinsonHyperlegible-Regular.ttf")
            }
            Self::Bold => include_bytes!("../../../assets/fonts/AtkinsonHyperlegible-Bold.ttf"),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Regular => "Regular",
            Self::Bold => "Bold",
        }
    }

    /// The name of the font in the document.
    pub(crate) fn id(self) -> FontId {
        FontId(format!("Atkinson{}", self.name()))
    }
}

/// One weight, measured.
pub(crate) struct Face {
    parsed: ParsedFont,
    /// Advance of U+0000 to U+024F, in em; `None` where the typeface draws nothing.
    latin: Vec<Option<f32>>,
    /// Above the baseline, in em.
    pub(crate) ascent: f32,
    /// Below the baseline, in em, positive.
    pub(crate) descent: f32,
}

static FACES: LazyLock<Option<[Face; 2]>> =
    LazyLock::new(|| Some([Face::read(Weight::Regular)?, Face::read(Weight::Bold)?]));

impl Face {
    /// The weight asked for; the files are read once in the life of the program.
    pub(crate) fn of(weight: Weight) -> Result<&'static Self, DocumentError> {
        let [regular, bold] = FACES.as_ref().ok_or(DocumentError::Font)?;
        Ok(match weight {
            Weight::Regular => regular,
            Weight::Bold => bold,
        })
    }

    fn read(weight: Weight) -> Option<Self> {
        let parsed = ParsedFont::from_bytes(weight.file(), 0, &mut Vec::new())?;
        let em = f32::from(parsed.units_per_em.max(1));
        let latin = (0..0x250)
            .map(|code| {
                let glyph = parsed.lookup_glyph_index(code)?;
                parsed.get_glyph_width(glyph).map(|w| f32::from(w) / em)
            })
            .collect();
        Some(Self {
            ascent: f32::from(parsed.font_metrics.ascent) / em,
            descent: -f32::from(parsed.font_metrics.descent) / em,
            latin,
            parsed,
        })
    }

    /// Advance of a character in em, or `None` when the typeface does not have it.
    pub(crate) fn advance(&self, c: char) -> Option<f32> {
        let code = u32::from(c);
        if let Some(advance) = usize::try_from(code).ok().and_then(|at| self.latin.get(at)) {
            return *advance;
        }
        let glyph = self.parsed.lookup_glyph_index(code)?;
        let width = self.parsed.get_glyph_width(glyph)?;
        Some(f32::from(width) / f32::from(self.parsed.units_per_em.max(1)))
    }

    /// Width of a text, in em.
    pub(crate) fn width(&self, text: &str) -> f32 {
        text.chars().filter_map(|c| self.advance(c)).sum()
    }
}

/// The font with the characters of `used` alone, ready for a document.
pub(crate) fn subset(weight: Weight, used: &BTreeSet<char>) -> Result<PdfFont, DocumentError> {
    let face = Face::of(weight)?;
    let mut remapper = GlyphRemapper::new();
    let mut codes = BTreeMap::new();
    let mut widths = BTreeMap::from([(0, face.parsed.get_glyph_width(0).unwrap_or(0))]);
    for &c in used {
        let Some(glyph) = face.parsed.lookup_glyph_index(c.into()) else {
            continue;
        };
        let new = remapper.remap(glyph);
        codes.insert(u32::from(c), new);
        widths.insert(new, face.parsed.get_glyph_width(glyph).unwrap_or(0));
    }
    let bytes = subsetter::subset(weight.file(), 0, &remapper).map_err(|_| DocumentError::Font)?;
    let mut parsed = ParsedFont {
        original_bytes: bytes,
        font_name: Some(format!("ATELIE+AtkinsonHyperlegible-{}", weight.name())),
        codepoint_to_glyph: codes,
        glyph_widths: widths,
        ..ParsedFont::with_glyph_data(
            Vec::new(),
            0,
            None,
            BTreeMap::new(),
            BTreeMap::new(),
            face.parsed.units_per_em,
            face.parsed.font_metrics.clone(),
        )
    };
    parsed.pdf_font_metrics = face.parsed.pdf_font_metrics.clone();
    Ok(PdfFont::new(parsed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_can_be_written() {
        for weight in Weight::ALL {
            let face = Face::of(weight).unwrap();
            for c in "ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿ«»’–—…°€\u{a0}0123456789".chars()
            {
                assert!(face.advance(c).is_some(), "{c:?} in {weight:?}");
            }
        }
    }

    #[test]
    fn a_subset_is_much_lighter_than_the_font() {
        let used: BTreeSet<char> = "Votre badge".chars().collect();
        let font = subset(Weight::Regular, &used).unwrap();
        assert!(font.parsed_font.original_bytes.len() < Weight::Regular.file().len() / 4);
    }
}
