//! A passphrase proposed by the program: seven French words drawn by the operating system's randomness.

use std::sync::LazyLock;

use crate::base::app::App;
use crate::base::clock::Clock;
use crate::structure::view::PhraseView;

/// One word a line; `assets/words/README.md` says where they come from.
const LIST: &str = include_str!("../../../../assets/words/fr.txt");

/// Words of a phrase: as many as the rule of `atelier_domain::passphrase` asks for.
const WORDS: usize = 7;

fn list() -> &'static [&'static str] {
    static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| LIST.lines().collect());
    &WORDS
}

/// A number under `below`, each as likely as the others: what would favour some is drawn again.
fn number(clock: Clock, below: usize) -> usize {
    let below = u32::try_from(below).unwrap_or(u32::MAX).max(1);
    let fair = u32::MAX - u32::MAX % below;
    loop {
        let mut bytes = [0; 4];
        (clock.entropy)(&mut bytes);
        let drawn = u32::from_le_bytes(bytes);
        if drawn < fair {
            return usize::try_from(drawn % below).unwrap_or(0);
        }
    }
}

/// What seven different words drawn from so many are worth, in bits.
fn bits(words: usize) -> f64 {
    let left = (0..WORDS).map(|taken| u32::try_from(words.saturating_sub(taken)).unwrap_or(0));
    left.map(|left| f64::from(left).log2()).sum()
}

fn draw(clock: Clock) -> Vec<&'static str> {
    let mut left: Vec<&str> = list().to_vec();
    (0..WORDS)
        .map(|_| left.swap_remove(number(clock, left.len())))
        .collect()
}

impl App {
    /// Seven words to be kept as a passphrase. They are neither kept nor logged.
    #[must_use]
    pub fn propose_passphrase(&self) -> PhraseView {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive number under a hundred"
        )]
        let bits = bits(list().len()).floor() as u32;
        PhraseView {
            words: draw(self.clock).into_iter().map(str::to_owned).collect(),
            bits,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use atelier_domain::passphrase::strength;

    use super::*;

    #[test]
    fn words_are_typed_the_same_on_every_keyboard_and_told_apart() {
        let words = list();
        let apart: BTreeSet<&str> = words.iter().copied().collect();
        assert_eq!(apart.len(), words.len());
        assert!(words.is_sorted());
        for word in words {
            assert!((4..=11).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn a_phrase_is_worth_the_eighty_bits_of_the_rule() {
        // 2,760 words would be the fewest: 80 / 7 bits each.
        assert!(list().len() > 2_760);
        assert!(bits(list().len()) >= 80.0, "{}", bits(list().len()));
        assert!((bits(8) - f64::from(8 * 7 * 6 * 5 * 4 * 3 * 2).log2()).abs() < 1e-9);
    }

    #[test]
    fn every_phrase_is_accepted_and_they_differ() {
        let clock = Clock::system();
        let phrases: BTreeSet<String> = (0..200).map(|_| draw(clock).join(" ")).collect();
        assert_eq!(phrases.len(), 200);
        for phrase in &phrases {
            assert!(strength(phrase).is_accepted(), "{phrase}");
        }
    }

    #[test]
    fn each_number_is_as_likely_as_the_others() {
        let clock = Clock::system();
        let mut seen = [0_u32; 6];
        for _ in 0..6_000 {
            seen[number(clock, 6)] += 1;
        }
        // A thousand each; 150 away is five standard deviations.
        assert!(
            seen.iter().all(|times| (850..1_150).contains(times)),
            "{seen:?}"
        );
        // What comes after the last whole round is drawn again: else low numbers would come more often.
        fn first_above_then_five(buffer: &mut [u8]) {
            use std::sync::atomic::{AtomicBool, Ordering};
            static ABOVE: AtomicBool = AtomicBool::new(true);
            let drawn = if ABOVE.swap(false, Ordering::SeqCst) {
                u32::MAX
            } else {
                5
            };
            buffer.copy_from_slice(&drawn.to_le_bytes());
        }
        let clock = Clock {
            entropy: first_above_then_five,
            ..clock
        };
        assert_eq!(number(clock, 7), 5);
    }
}
