//! A document's layout: where things stand and how they look, read from `assets/documents/<name>/layout.json`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::DocumentError;
use crate::font::Weight;
use crate::language::Language;
use crate::shape::Direction;
use crate::text::{self, Fitted, Setting};

/// All that is decided outside the code. Millimetres from the top-left corner, points for type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Layout {
    pub(crate) page: Size,
    colours: BTreeMap<String, Colour>,
    /// Places for drawings: illustrations, codes, panels, lines.
    places: BTreeMap<String, Place>,
    /// Places for words.
    texts: BTreeMap<String, TextBox>,
    /// The words that never change, in French.
    words: BTreeMap<String, String>,
    /// Lengths, in millimetres.
    #[serde(default)]
    lengths: BTreeMap<String, f32>,
}

/// The widest edge that an office printer leaves white, in millimetres: half an inch, at the end of the upright paper.
/// Colour may run into it, words do not.
#[cfg(test)]
pub(crate) const OUT_OF_REACH: f32 = 12.7;

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Size {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// A rectangle, in millimetres from the top-left corner.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) w: f32,
    pub(crate) h: f32,
}

impl Place {
    /// The same, moved.
    pub(crate) fn moved(self, x: f32, y: f32) -> Self {
        Self {
            x: self.x + x,
            y: self.y + y,
            ..self
        }
    }

    /// Whether two rectangles have a part in common.
    #[cfg(test)]
    pub(crate) fn touches(&self, other: &Self) -> bool {
        let apart = |a: f32, long: f32, b: f32| a + long <= b + 0.01;
        !(apart(self.x, self.w, other.x)
            || apart(other.x, other.w, self.x)
            || apart(self.y, self.h, other.y)
            || apart(other.y, other.h, self.y))
    }

    /// Whether the words of two lines touch. Lines of one text stand closer than their tallest letters: their middles
    /// are compared.
    #[cfg(test)]
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let core = |p: &Self| (p.y + p.h * 0.28, p.y + p.h * 0.72);
        let ((a0, a1), (b0, b1)) = (core(self), core(other));
        let across = self.x + 0.01 < other.x + other.w && other.x + 0.01 < self.x + self.w;
        across && a0 < b1 && b0 < a1
    }
}

/// Where and how a text is set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextBox {
    pub(crate) at: Place,
    weight: Weight,
    size: f32,
    #[serde(default)]
    min: Option<f32>,
    #[serde(default = "single")]
    leading: f32,
    pub(crate) colour: String,
    #[serde(default)]
    pub(crate) align: Align,
    #[serde(default)]
    pub(crate) anchor: Anchor,
    /// Of what is written there; French when none is said.
    #[serde(skip)]
    pub(crate) language: Option<Language>,
}

const fn single() -> f32 {
    1.25
}

impl TextBox {
    /// How much larger than French its words are set, to look as large.
    pub(crate) fn enlarged(&self) -> f32 {
        self.language.map_or(1.0, Language::enlarged)
    }

    pub(crate) fn setting(&self) -> Setting {
        let enlarged = self.enlarged();
        Setting {
            weight: self.weight,
            size: self.size * enlarged,
            min: self.min.unwrap_or(self.size) * enlarged,
            leading: self.leading,
            direction: self.language.map(Language::direction).unwrap_or_default(),
        }
    }

    /// The same box for words of a language, which begin at the side they are read from.
    pub(crate) fn turned(&self, language: Language) -> Self {
        let leftwards = language.direction() == Direction::Leftwards;
        let mut at = self.in_language(language);
        at.align = match at.align {
            Align::Left if leftwards => Align::Right,
            Align::Right if leftwards => Align::Left,
            align => align,
        };
        at
    }

    /// The same box for words of a language.
    pub(crate) fn in_language(&self, language: Language) -> Self {
        Self {
            language: Some(language),
            ..self.clone()
        }
    }

    /// What a text comes to in this box.
    pub(crate) fn fitted(&self, words: &str) -> Result<Fitted, DocumentError> {
        text::fit(words, self.setting(), self.at.w, self.at.h)
    }

    /// The same box for words no larger than a size.
    pub(crate) fn no_larger(mut self, size: f32) -> Self {
        self.size = self.size.min(size);
        self
    }

    /// Sizes from the wished one down to the smallest, in points.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = f32> + use<> {
        let (size, min) = (self.size, self.min.unwrap_or(self.size));
        let smaller = move |size: &f32| (*size > min).then_some((size - 0.5).max(min));
        std::iter::successors(Some(size), smaller)
    }

    /// The same box, moved.
    pub(crate) fn moved(&self, x: f32, y: f32) -> Self {
        Self {
            at: self.at.moved(x, y),
            ..self.clone()
        }
    }
}

/// Across the box.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Align {
    #[default]
    Left,
    Centre,
    Right,
}

/// Down the box.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Anchor {
    #[default]
    Top,
    Middle,
    Bottom,
}

/// Red, green, blue, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Colour(pub(crate) [f32; 3]);

impl TryFrom<String> for Colour {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text} is not #rrggbb"))
    }
}

impl Colour {
    pub(crate) const WHITE: Self = Self([1.0; 3]);
    pub(crate) const BLACK: Self = Self([0.0; 3]);

    /// From `#rrggbb`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, r, g, b] = number.to_be_bytes();
        Some(Self([r, g, b].map(|byte| f32::from(byte) / 255.0)))
    }

    /// As `#rrggbb`.
    pub(crate) fn written(self) -> String {
        let [r, g, b] = self.0.map(|part| format!("{:02x}", byte(part)));
        format!("#{r}{g}{b}")
    }

    /// Relative luminance (WCAG 2.2).
    pub(crate) fn luminance(self) -> f32 {
        let [r, g, b] = self.0.map(|c| {
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast ratio of two colours (WCAG 2.2), from 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// This colour, darkened until words in it can be read on a light ground (4.5:1).
    pub(crate) fn legible_on(self, ground: Self) -> Self {
        let mut colour = self;
        for _ in 0..60 {
            if colour.contrast(ground) >= 4.5 {
                break;
            }
            colour = Self(colour.0.map(|c| c * 0.94)).in_bytes();
        }
        colour
    }

    /// The same on white; white words can then be read on it.
    pub(crate) fn legible_on_white(self) -> Self {
        self.legible_on(Self::WHITE)
    }

    /// A wash of this colour: `share` of it on white.
    pub(crate) fn wash(self, share: f32) -> Self {
        Self(self.0.map(|c| 1.0 - (1.0 - c) * share)).in_bytes()
    }

    /// The colour that a screen or a printer makes of it: contrast is that of what is seen.
    fn in_bytes(self) -> Self {
        Self(self.0.map(|part| f32::from(byte(part)) / 255.0))
    }
}

/// A share as a byte, rounded down so that a dark colour stays at least as dark.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from 0 to 255, by the clamp
fn byte(part: f32) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0 + 0.001) as u8
}

impl Layout {
    /// Reads a layout embedded in the program.
    pub(crate) fn read(json: &str) -> Result<Self, DocumentError> {
        serde_json::from_str(json).map_err(|problem| DocumentError::Layout(problem.to_string()))
    }

    /// Reads a layout as others change it: what a change says takes the place of what was said before.
    pub(crate) fn read_changed(
        json: &str,
        changes: impl IntoIterator<Item = Value>,
    ) -> Result<Self, DocumentError> {
        let mut whole = Self::change(json)?;
        for change in changes {
            lay_over(&mut whole, change);
        }
        serde_json::from_value(whole).map_err(|problem| DocumentError::Layout(problem.to_string()))
    }

    /// Reads what changes a layout.
    pub(crate) fn change(json: &str) -> Result<Value, DocumentError> {
        serde_json::from_str(json).map_err(|problem| DocumentError::Layout(problem.to_string()))
    }

    /// The same, in which that colour is another.
    pub(crate) fn set_colour(&mut self, name: &str, colour: Colour) {
        self.colours.insert(name.to_owned(), colour);
    }

    /// The same with smaller texts, down to the least size of each, and smaller lengths: but for the `kept` ones, and
    /// down to a least for some.
    pub(crate) fn smaller(mut self, share: f32, kept: &[&str], least: &[(&str, f32)]) -> Self {
        for text in self.texts.values_mut() {
            let smaller = (text.size * share).max(text.min.unwrap_or(text.size));
            text.at.h *= smaller / text.size;
            text.size = smaller;
        }
        for (name, length) in &mut self.lengths {
            if kept.contains(&name.as_str()) {
                continue;
            }
            let down_to = least.iter().find(|(limited, _)| limited == name);
            *length = (*length * share).max(down_to.map_or(0.0, |(_, least)| *least));
        }
        self
    }

    pub(crate) fn place(&self, name: &str) -> Result<Place, DocumentError> {
        self.places.get(name).copied().ok_or_else(|| missing(name))
    }

    pub(crate) fn text(&self, name: &str) -> Result<&TextBox, DocumentError> {
        self.texts.get(name).ok_or_else(|| missing(name))
    }

    pub(crate) fn word(&self, name: &str) -> Result<&str, DocumentError> {
        self.words
            .get(name)
            .map(String::as_str)
            .ok_or_else(|| missing(name))
    }

    /// A word, with its `{placeholders}` filled in.
    pub(crate) fn said(
        &self,
        name: &str,
        values: &[(&str, &str)],
    ) -> Result<String, DocumentError> {
        Ok(atelier_texts::fill(self.word(name)?, values))
    }

    #[cfg(test)]
    pub(crate) fn count_words(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn colour(&self, name: &str) -> Result<Colour, DocumentError> {
        self.colours.get(name).copied().ok_or_else(|| missing(name))
    }

    pub(crate) fn length(&self, name: &str) -> Result<f32, DocumentError> {
        self.lengths.get(name).copied().ok_or_else(|| missing(name))
    }
}

/// Puts the values of `change` over those of `base`, name by name.
fn lay_over(base: &mut Value, change: Value) {
    match (base, change) {
        (Value::Object(base), Value::Object(change)) => {
            for (name, value) in change {
                lay_over(base.entry(name).or_insert(Value::Null), value);
            }
        }
        (base, change) => *base = change,
    }
}

/// Colours of every hue, pale and dark, for the tests.
#[cfg(test)]
pub(crate) fn palette() -> Vec<String> {
    let steps = ["00", "40", "80", "c0", "ff"];
    let pairs = steps.map(|r| steps.map(|g| steps.map(|b| format!("#{r}{g}{b}"))));
    pairs.into_iter().flatten().flatten().collect()
}

fn missing(name: &str) -> DocumentError {
    DocumentError::Layout(format!("{name} is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_follows_the_published_values() {
        // WCAG 2.2: black on white is 21:1; #767676 on white is the lightest grey above 4.5:1 (4.54).
        let grey = Colour::parse("#767676").unwrap();
        assert!((Colour::WHITE.contrast(Colour([0.0; 3])) - 21.0).abs() < 0.01);
        assert!((Colour::WHITE.contrast(grey) - 4.54).abs() < 0.01);
        assert!(
            Colour::parse("#ffd000")
                .unwrap()
                .legible_on_white()
                .contrast(Colour::WHITE)
                >= 4.5
        );
        let yellow = Colour::parse("#ffe100").unwrap();
        let wash = yellow.wash(0.3);
        assert!(yellow.legible_on(wash).contrast(wash) >= 4.5);
        assert_eq!(Colour::parse("rouge"), None);
        assert_eq!(Colour::parse("#é12345"), None);
    }
}
