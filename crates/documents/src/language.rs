//! Languages that can stand beside French on a poster.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::DocumentError;
use crate::shape::{self, Direction};

/// A language of those who read the posters, beside French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Arabic, read from right to left.
    #[serde(rename = "ar")]
    Arabic,
    /// Ukrainian.
    #[serde(rename = "uk")]
    Ukrainian,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::English, Self::Arabic, Self::Ukrainian];

    /// Its code (ISO 639-1), as in `assets/i18n/station`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
            Self::Ukrainian => "uk",
        }
    }

    /// The language of this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    pub(crate) const fn direction(self) -> Direction {
        match self {
            Self::English | Self::Ukrainian => Direction::Rightwards,
            Self::Arabic => Direction::Leftwards,
        }
    }

    /// How much larger its letters are set, to look as large as French ones.
    pub(crate) const fn enlarged(self) -> f32 {
        match self {
            Self::English | Self::Ukrainian => 1.0,
            Self::Arabic => 1.1,
        }
    }

    /// A number written as in French, with the decimal sign of this language.
    pub(crate) fn number(self, french: &str) -> String {
        match self {
            Self::English => french.replace(',', "."),
            Self::Arabic | Self::Ukrainian => french.to_owned(),
        }
    }

    /// A value as it is put among words of this language.
    pub(crate) fn among(self, value: &str) -> String {
        match self.direction() {
            Direction::Rightwards => value.to_owned(),
            Direction::Leftwards => shape::isolated(value),
        }
    }

    /// A fixed word of posters, its hole filled.
    pub(crate) fn said(self, name: &str, hole: &str, value: &str) -> Result<String, DocumentError> {
        let words = self.words()?;
        let word = words.get(name);
        let word = word.ok_or_else(|| DocumentError::Layout(format!("{name} is missing")))?;
        Ok(word.replace(hole, &self.among(value)))
    }

    /// The words of a poster that never change.
    pub(crate) fn words(self) -> Result<BTreeMap<String, String>, DocumentError> {
        let json = match self {
            Self::English => include_str!("../../../assets/documents/poster/words/en.json"),
            Self::Arabic => include_str!("../../../assets/documents/poster/words/ar.json"),
            Self::Ukrainian => include_str!("../../../assets/documents/poster/words/uk.json"),
        };
        serde_json::from_str(json).map_err(|problem| DocumentError::Layout(problem.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Weight;
    use crate::text::drawable;

    #[test]
    fn every_language_has_every_word_and_every_letter() {
        let keys =
            |language: Language| -> Vec<String> { language.words().unwrap().into_keys().collect() };
        for language in Language::ALL {
            assert_eq!(keys(language), keys(Language::English), "{language:?}");
            let french = include_str!("../../../assets/documents/poster/layout.json");
            let french: serde_json::Value = serde_json::from_str(french).unwrap();
            for (key, text) in language.words().unwrap() {
                let said = french["words"][&key].as_str().unwrap_or_default();
                let holes = |text: &str| text.split(['{', '}']).nth(1).map(str::to_owned);
                assert_eq!(holes(&text), holes(said), "{key} in {language:?}");
                for weight in [Weight::Regular, Weight::Bold] {
                    assert_eq!(drawable(&text, weight).unwrap(), text, "{language:?}");
                }
            }
            assert_eq!(
                serde_json::to_value(language).unwrap(),
                serde_json::json!(language.code())
            );
        }
        // All that French says but the title of the document and the day, which are for who prints it.
        let whole = crate::poster::layout(crate::Format::A4, false, true).unwrap();
        for word in keys(Language::English) {
            assert!(whole.word(&word).is_ok(), "{word}");
        }
        assert_eq!(keys(Language::English).len() + 2, whole.count_words());
    }
}
