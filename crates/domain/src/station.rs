//! The participant's station: who made a request, in which language, and the code that closes the station.

use std::fmt;
use std::time::Duration;

use crate::coded;

coded! {
    /// How a request was begun.
    Origin {
        /// Facilitator and person together.
        Together = "together",
        /// For everyone present in one gesture.
        Group = "group",
        /// By the person alone, at the participant's station.
        Station = "station",
        /// From a poster.
        Poster = "poster",
    }
}

coded! {
    /// A language of the participant's screens.
    Language {
        /// French.
        French = "fr",
        /// English.
        English = "en",
        /// Arabic, written from right to left.
        Arabic = "ar",
        /// Ukrainian.
        Ukrainian = "uk",
    }
}

coded! {
    /// The picture by which a person opens their place at the station: simple things, that each language has a word for.
    OwnPicture {
        /// A sun.
        Sun = "sun",
        /// A crescent moon.
        Moon = "moon",
        /// A flower.
        Flower = "flower",
        /// An apple.
        Apple = "apple",
        /// A fish.
        Fish = "fish",
        /// A bird.
        Bird = "bird",
        /// A sailing boat.
        Boat = "boat",
        /// A bicycle.
        Bicycle = "bicycle",
        /// A key.
        Key = "key",
        /// A cup.
        Cup = "cup",
        /// An umbrella.
        Umbrella = "umbrella",
        /// A bell.
        Bell = "bell",
    }
}

impl OwnPicture {
    /// After this many wrong ones in a row, the facilitator alone opens the place.
    pub const MOST_WRONG: u32 = 3;
}

/// The facilitator's code, which closes the station: 4 to 8 digits, not all the same, not in a row.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinProblem {
    /// Fewer than 4 or more than 8 characters.
    #[error("length")]
    Length,
    /// Something else than digits.
    #[error("not digits")]
    NotDigits,
    /// One digit repeated, or digits in a row: the first that anyone tries.
    #[error("too simple")]
    TooSimple,
}

impl Pin {
    /// Checks a code.
    ///
    /// # Errors
    /// See [`PinProblem`].
    pub fn parse(text: &str) -> Result<Self, PinProblem> {
        if !(4..=8).contains(&text.chars().count()) {
            return Err(PinProblem::Length);
        }
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PinProblem::NotDigits);
        }
        let steps: Vec<i16> = text
            .as_bytes()
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] => Some(i16::from(*b) - i16::from(*a)),
                _ => None,
            })
            .collect();
        let simple = [0, 1, -1]
            .iter()
            .any(|step| steps.iter().all(|one| one == step));
        if simple {
            return Err(PinProblem::TooSimple);
        }
        Ok(Self(text.to_owned()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// How long one waits after this many wrong codes in a row: nothing for the first two, then 5 seconds, doubled at each
/// one up to five minutes.
#[must_use]
pub fn wait_after(wrong: u32) -> Duration {
    const MOST: u64 = 300;
    let seconds = match wrong {
        0..=2 => 0,
        3..=9 => 5_u64 << (wrong - 3),
        _ => MOST,
    };
    Duration::from_secs(seconds.min(MOST))
}

/// What a person said, as one text: each sentence ends with a full stop unless it ends otherwise.
#[must_use]
pub fn compose(sentences: &[String]) -> String {
    let mut text = String::new();
    for sentence in sentences.iter().map(|one| one.trim()) {
        if sentence.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(sentence);
        if !sentence.ends_with(['.', '!', '?', '…', '؟']) {
            text.push('.');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_four_to_eight_digits_that_nobody_guesses_first() {
        assert_eq!(Pin::parse("2580").unwrap().as_str(), "2580");
        assert!(Pin::parse("20261124").is_ok());
        for (text, problem) in [
            ("258", PinProblem::Length),
            ("258025802", PinProblem::Length),
            ("25a0", PinProblem::NotDigits),
            ("٢٥٨٠", PinProblem::NotDigits),
            ("0000", PinProblem::TooSimple),
            ("1234", PinProblem::TooSimple),
            ("87654", PinProblem::TooSimple),
        ] {
            assert_eq!(Pin::parse(text).unwrap_err(), problem, "{text}");
        }
    }

    #[test]
    fn a_code_is_never_written_in_a_log() {
        assert!(!format!("{:?}", Pin::parse("2580").unwrap()).contains("25"));
    }

    #[test]
    fn guessing_gets_slower_and_never_longer_than_five_minutes() {
        let seconds = [0, 1, 2, 3, 4, 5, 8, 9, 10, 1_000].map(|wrong| wait_after(wrong).as_secs());
        assert_eq!(seconds, [0, 0, 0, 5, 10, 20, 160, 300, 300, 300]);
    }

    #[test]
    fn sentences_make_one_text() {
        let said = ["J’ai réparé un vélo", "", " Il roule ! ", "شكرا؟"].map(str::to_owned);
        assert_eq!(compose(&said), "J’ai réparé un vélo. Il roule ! شكرا؟");
        assert_eq!(compose(&[]), "");
    }
}
