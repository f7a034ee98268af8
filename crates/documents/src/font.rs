//! The typefaces shipped with the program (SIL OFL), measured once, embedded as subsets: Atkinson Hyperlegible for all that
//! it draws, Noto Sans for Cyrillic, Noto Sans Arabic for Arabic.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use harfrust::{
    BufferClusterLevel, BufferFlags, Direction, FontRef, GlyphBuffer, Script, ShapeOptions,
    ShapePlan, ShaperData, UnicodeBuffer, script,
};
use printpdf::{FontId, ParsedFont, PdfFont};
use serde::Deserialize;
use subsetter::GlyphRemapper;

use crate::DocumentError;

/// A weight of the typefaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// The typefaces, the preferred one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Typeface {
    Atkinson,
    Noto,
    NotoArabic,
}

impl Typeface {
    pub(crate) const ALL: [Self; 3] = [Self::Atkinson, Self::Noto, Self::NotoArabic];

    /// The first typeface that has the character.
    pub(crate) fn with(c: char, weight: Weight) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|typeface| typeface.has(c, weight))
    }

    pub(crate) fn has(self, c: char, weight: Weight) -> bool {
        Face::of(Font {
            typeface: self,
            weight,
        })
        .is_ok_and(|face| face.advance(c).is_some())
    }
}

/// A weight of a typeface; by itself, a [`Weight`] is Atkinson's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Font {
    pub(crate) typeface: Typeface,
    pub(crate) weight: Weight,
}

impl From<Weight> for Font {
    fn from(weight: Weight) -> Self {
        Self {
            typeface: Typeface::Atkinson,
            weight,
        }
    }
}

macro_rules! font {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../../assets/fonts/", $name, ".ttf")),
        )
    };
}

impl Font {
    const fn file(self) -> (&'static str, &'static [u8]) {
        match (self.typeface, self.weight) {
            (Typeface::Atkinson, Weight::Regular) => font!("AtkinsonHyperlegible-Regular"),
            (Typeface::Atkinson, Weight::Bold) => font!("AtkinsonHyperlegible-Bold"),
            (Typeface::Noto, Weight::Regular) => font!("NotoSans-Regular"),
            (Typeface::Noto, Weight::Bold) => font!("NotoSans-Bold"),
            (Typeface::NotoArabic, Weight::Regular) => font!("NotoSansArabic-Regular"),
            (Typeface::NotoArabic, Weight::Bold) => font!("NotoSansArabic-Bold"),
        }
    }

    /// The name of the font in the document.
    pub(crate) fn id(self) -> FontId {
        FontId(format!("{:?}{:?}", self.typeface, self.weight))
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
    tables: FontRef<'static>,
    shaping: ShaperData,
    /// What shaping does in this font: rightwards, and leftwards.
    plans: [OnceLock<ShapePlan>; 2],
    script: Script,
}

impl Face {
    /// The font asked for; each file is read once in the life of the program, when it is first needed.
    pub(crate) fn of(font: impl Into<Font>) -> Result<&'static Self, DocumentError> {
        type Read = LazyLock<Option<Face>>;
        macro_rules! read {
            ($typeface:ident, $weight:ident) => {{
                static FACE: Read = LazyLock::new(|| {
                    Face::read(Font {
                        typeface: Typeface::$typeface,
                        weight: Weight::$weight,
                    })
                });
                &FACE
            }};
        }
        let Font { typeface, weight } = font.into();
        let face = match (typeface, weight) {
            (Typeface::Atkinson, Weight::Regular) => read!(Atkinson, Regular),
            (Typeface::Atkinson, Weight::Bold) => read!(Atkinson, Bold),
            (Typeface::Noto, Weight::Regular) => read!(Noto, Regular),
            (Typeface::Noto, Weight::Bold) => read!(Noto, Bold),
            (Typeface::NotoArabic, Weight::Regular) => read!(NotoArabic, Regular),
            (Typeface::NotoArabic, Weight::Bold) => read!(NotoArabic, Bold),
        };
        face.as_ref().ok_or(DocumentError::Font)
    }

    fn read(font: Font) -> Option<Self> {
        let (_, file) = font.file();
        let parsed = ParsedFont::from_bytes(file, 0, &mut Vec::new())?;
        let em = f32::from(parsed.units_per_em.max(1));
        let latin = (0..0x250)
            .map(|code| {
                let glyph = parsed.lookup_glyph_index(code)?;
                parsed.get_glyph_width(glyph).map(|w| f32::from(w) / em)
            })
            .collect();
        let tables = FontRef::from_index(file, 0).ok()?;
        Some(Self {
            ascent: f32::from(parsed.font_metrics.ascent) / em,
            descent: -f32::from(parsed.font_metrics.descent) / em,
            latin,
            parsed,
            shaping: ShaperData::new(&tables),
            tables,
            plans: [OnceLock::new(), OnceLock::new()],
            script: match font.typeface {
                Typeface::Atkinson => script::LATIN,
                Typeface::Noto => script::CYRILLIC,
                Typeface::NotoArabic => script::ARABIC,
            },
        })
    }

    /// The glyphs of characters that are read one way, from left to right.
    pub(crate) fn shape(&self, text: &str, leftwards: bool) -> GlyphBuffer {
        let [rightwards_plan, leftwards_plan] = &self.plans;
        let (direction, plan) = if leftwards {
            (Direction::RightToLeft, leftwards_plan)
        } else {
            (Direction::LeftToRight, rightwards_plan)
        };
        let shaper = self.shaping.shaper(&self.tables).build();
        let plan =
            plan.get_or_init(|| ShapePlan::new(&shaper, direction, Some(self.script), None, &[]));
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.set_script(self.script);
        // Marks keep a character of their own, for who copies or searches the text.
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        shaper.shape(buffer, ShapeOptions::new().plan(Some(plan)))
    }

    /// Units in an em.
    pub(crate) fn em(&self) -> f32 {
        f32::from(self.parsed.units_per_em.max(1))
    }

    /// The glyph of a character that stands by itself.
    pub(crate) fn glyph(&self, c: char) -> Option<u16> {
        self.parsed.lookup_glyph_index(c.into())
    }

    /// Advance that the document declares for a glyph, in em.
    pub(crate) fn glyph_advance(&self, glyph: u16) -> f32 {
        f32::from(self.parsed.get_glyph_width(glyph).unwrap_or(0)) / self.em()
    }

    /// Advance of a character in em, or `None` when the typeface does not have it.
    pub(crate) fn advance(&self, c: char) -> Option<f32> {
        let code = u32::from(c);
        if let Some(advance) = usize::try_from(code).ok().and_then(|at| self.latin.get(at)) {
            return *advance;
        }
        let glyph = self.parsed.lookup_glyph_index(code)?;
        let width = self.parsed.get_glyph_width(glyph)?;
        Some(f32::from(width) / self.em())
    }

    /// Width of a text, in em.
    pub(crate) fn width(&self, text: &str) -> f32 {
        text.chars().filter_map(|c| self.advance(c)).sum()
    }
}

/// The name of the preferred typeface, in its own files.
pub(crate) const FAMILY: &str = "Atkinson Hyperlegible";

/// Every file, the preferred typeface first.
pub(crate) fn files() -> impl Iterator<Item = &'static [u8]> {
    let weights = [Weight::Regular, Weight::Bold];
    let fonts = Typeface::ALL
        .into_iter()
        .flat_map(move |typeface| weights.map(|weight| Font { typeface, weight }));
    fonts.map(|font| font.file().1)
}

/// What a document uses of a font: characters where they are glyphs enough, or glyphs that shaping gave.
#[derive(Default)]
pub(crate) struct Used {
    pub(crate) chars: BTreeSet<char>,
    pub(crate) glyphs: GlyphRemapper,
}

/// The font with what is `used` alone, ready for a document. Glyphs bear the numbers that [`Used::glyphs`] gave them.
pub(crate) fn subset(font: Font, used: &Used) -> Result<PdfFont, DocumentError> {
    let face = Face::of(font)?;
    let (name, file) = font.file();
    let mut remapper = used.glyphs.clone();
    let mut codes = BTreeMap::new();
    for &c in &used.chars {
        if let Some(glyph) = face.parsed.lookup_glyph_index(c.into()) {
            codes.insert(u32::from(c), remapper.remap(glyph));
        }
    }
    let widths = (0..)
        .zip(remapper.remapped_gids())
        .map(|(new, glyph)| (new, face.parsed.get_glyph_width(glyph).unwrap_or(0)))
        .collect();
    let bytes = subsetter::subset(file, 0, &remapper).map_err(|_| DocumentError::Font)?;
    let mut parsed = ParsedFont {
        original_bytes: bytes,
        font_name: Some(format!("ATELIE+{name}")),
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

    const WEIGHTS: [Weight; 2] = [Weight::Regular, Weight::Bold];

    #[test]
    fn french_can_be_written() {
        for weight in WEIGHTS {
            let face = Face::of(weight).unwrap();
            for c in "ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿ«»’–—…°€\u{a0}0123456789".chars()
            {
                assert!(face.advance(c).is_some(), "{c:?} in {weight:?}");
            }
        }
    }

    #[test]
    fn every_letter_has_a_typeface_and_the_files_are_light() {
        for weight in WEIGHTS {
            for (c, typeface) in [
                ('é', Typeface::Atkinson),
                ('ї', Typeface::Noto),
                ('Ґ', Typeface::Noto),
                ('№', Typeface::Noto),
                ('ش', Typeface::NotoArabic),
                ('؟', Typeface::NotoArabic),
            ] {
                assert_eq!(Typeface::with(c, weight), Some(typeface), "{c}");
            }
            for typeface in [Typeface::Noto, Typeface::NotoArabic] {
                assert!(Font { typeface, weight }.file().1.len() < 150_000);
            }
        }
    }

    #[test]
    fn a_subset_is_much_lighter_than_the_font() {
        let latin = Used {
            chars: "Votre badge".chars().collect(),
            ..Used::default()
        };
        let mut shaped = Used::default();
        for glyph in 40..50 {
            shaped.glyphs.remap(glyph);
        }
        let arabic = Font {
            typeface: Typeface::NotoArabic,
            weight: Weight::Bold,
        };
        for (font, used) in [(Weight::Regular.into(), latin), (arabic, shaped)] {
            let light = subset(font, &used).unwrap();
            assert!(light.parsed_font.original_bytes.len() < font.file().1.len() / 4);
        }
    }
}
