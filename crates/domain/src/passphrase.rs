//! Strength of the passphrase that protects the store.
//!
//! Rule (CNIL, deliberation of 2022 on passwords, reported in the project's field facts): about 80 bits for a secret
//! alone: 12 characters of 4 classes, or 14 of 3 classes, or 7 words. No periodic renewal.

/// How far a passphrase is from the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Not accepted yet, with what is lacking.
    Weak(Lack),
    /// Meets the rule.
    Enough,
    /// Well beyond the rule: 16 characters of 4 classes, 20 of 3, or 8 words.
    Strong,
}

/// What a passphrase that is not accepted lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Empty.
    Empty,
    /// This many more characters would do, with the classes already there.
    Characters(u8),
    /// Long, but made of too few classes (or words): add a digit, a capital or a sign, or more words.
    Variety,
    /// The same few characters or words over and over.
    Repetition,
}

impl Strength {
    /// Whether the store may be protected by it.
    #[must_use]
    pub const fn is_accepted(self) -> bool {
        match self {
            Self::Weak(_) => false,
            Self::Enough | Self::Strong => true,
        }
    }

    /// A score from 0 to 4, for a gauge.
    #[must_use]
    pub const fn score(self) -> u8 {
        match self {
            Self::Weak(Lack::Empty) => 0,
            Self::Weak(Lack::Characters(more)) => {
                if more > 5 {
                    1
                } else {
                    2
                }
            }
            Self::Weak(Lack::Variety | Lack::Repetition) => 1,
            Self::Enough => 3,
            Self::Strong => 4,
        }
    }
}

/// Weighs a passphrase against the rule.
#[must_use]
pub fn strength(passphrase: &str) -> Strength {
    let length = passphrase.chars().count();
    if length == 0 {
        return Strength::Weak(Lack::Empty);
    }
    let words: Vec<String> = passphrase
        .split(|c: char| c.is_whitespace() || c == '-' || c == '_')
        .filter(|word| word.chars().count() >= 3)
        .map(str::to_lowercase)
        .collect();
    let distinct_words = distinct(words.iter());
    let distinct_characters = distinct(passphrase.chars());
    let classes = classes(passphrase);

    let by_words = |n: usize| words.len() >= n && distinct_words >= n;
    let by_characters = |four: usize, three: usize| {
        (classes >= 4 && length >= four) || (classes >= 3 && length >= three)
    };
    let repetitive =
        distinct_characters < 7 || (words.len() >= 7 && distinct_words < 7 && classes < 3);

    if repetitive && length >= 12 {
        return Strength::Weak(Lack::Repetition);
    }
    if by_words(8) || by_characters(16, 20) {
        return Strength::Strong;
    }
    if by_words(7) || by_characters(12, 14) {
        return Strength::Enough;
    }
    let goal = match classes {
        4.. => 12,
        3 => 14,
        _ => 0,
    };
    if goal > length {
        return Strength::Weak(Lack::Characters(
            u8::try_from(goal - length).unwrap_or(u8::MAX),
        ));
    }
    if length < 12 {
        return Strength::Weak(Lack::Characters(
            u8::try_from(14 - length).unwrap_or(u8::MAX),
        ));
    }
    Strength::Weak(Lack::Variety)
}

fn classes(text: &str) -> usize {
    let tests: [fn(char) -> bool; 4] = [
        |c| c.is_lowercase(),
        |c| c.is_uppercase(),
        |c| c.is_numeric(),
        |c| !c.is_alphanumeric(),
    ];
    tests.iter().filter(|test| text.chars().any(test)).count()
}

fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> usize {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_the_rule_are_accepted() {
        for good in [
            "Atelier;2026x",
            "abcdefG1234567",
            "cheval orange table lundi pomme vélo sept",
        ] {
            assert!(strength(good).is_accepted(), "{good}: {:?}", strength(good));
        }
    }

    #[test]
    fn one_character_under_the_rule_is_not() {
        assert_eq!(strength("Atelier;2x9"), Strength::Weak(Lack::Characters(1)));
        assert_eq!(
            strength("abcdefG123456"),
            Strength::Weak(Lack::Characters(1))
        );
    }

    #[test]
    fn six_words_are_not_enough_and_seven_equal_words_neither() {
        assert!(!strength("cheval orange table lundi pomme velo").is_accepted());
        assert!(!strength("cheval cheval cheval cheval cheval cheval cheval").is_accepted());
    }

    #[test]
    fn length_without_variety_is_explained() {
        assert_eq!(strength("azertyuiopqsdfgh"), Strength::Weak(Lack::Variety));
        assert_eq!(
            strength("aA1;aA1;aA1;aA1;"),
            Strength::Weak(Lack::Repetition)
        );
        assert_eq!(strength(""), Strength::Weak(Lack::Empty));
    }
}
