//! The code of a recovery sheet: printed once, kept in a drawer, it opens the data when the passphrase is lost.

use std::fmt;

use crate::crockford::{letter, plain};

/// Random bytes of a code: 120 bits, beyond any guess (a passphrase is asked for 80).
pub const BYTES: usize = 15;
/// Letters: five bits each, and one more that tells a mistake of copying.
const LETTERS: usize = 25;
/// Letters of a group, as printed.
const GROUP: usize = 5;
/// Groups of a code, as printed.
pub const GROUPS: usize = LETTERS / GROUP;

/// A code: 25 letters, such as « 4K7M2-QXRT9-… ». Never written in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeProblem {
    /// Letters are missing or too many.
    #[error("{0} letters")]
    Length(usize),
    /// A letter was misread, or two were swapped.
    #[error("copied wrong")]
    Copied,
}

impl RecoveryCode {
    /// The code of random bytes.
    #[must_use]
    pub fn new(random: [u8; BYTES]) -> Self {
        let mut letters = String::with_capacity(LETTERS);
        let (mut bits, mut held) = (0_u32, 0_u8);
        for byte in random {
            bits = (bits << 8) | u32::from(byte);
            held += 8;
            while held >= 5 {
                held -= 5;
                let five = (bits >> held) & 31;
                letters.push(letter(u8::try_from(five).unwrap_or(0)));
            }
            bits &= (1 << held) - 1;
        }
        letters.push(check(&letters));
        Self(letters)
    }

    /// Reads what was typed: in any case, with or without signs between the groups.
    ///
    /// # Errors
    /// See [`RecoveryCodeProblem`].
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeProblem> {
        let letters = plain(text);
        let count = letters.len();
        if count != LETTERS {
            return Err(RecoveryCodeProblem::Length(count));
        }
        let last = letters.chars().next_back();
        let body: String = letters.chars().take(LETTERS - 1).collect();
        if last != Some(check(&body)) {
            return Err(RecoveryCodeProblem::Copied);
        }
        Ok(Self(letters))
    }

    /// The secret that opens the data: the letters alone.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// Whether this, copied from the paper, is the group of that number, from 1. Read as [`RecoveryCode::parse`] does.
    #[must_use]
    pub fn is_group(&self, number: usize, typed: &str) -> bool {
        let before = number.saturating_sub(1) * GROUP;
        let group: String = self.0.chars().skip(before).take(GROUP).collect();
        (1..=GROUPS).contains(&number) && plain(typed) == group
    }

    /// As printed: groups of five.
    #[must_use]
    pub fn printed(&self) -> String {
        let mut out = String::with_capacity(LETTERS + LETTERS / GROUP);
        for (number, c) in self.0.chars().enumerate() {
            if number > 0 && number.is_multiple_of(GROUP) {
                out.push('-');
            }
            out.push(c);
        }
        out
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// The letter that ends a code. Weights are odd, so that one wrong letter always changes it; neighbours have different
/// ones, so that two swapped letters nearly always do.
fn check(letters: &str) -> char {
    let sum: usize = letters
        .bytes()
        .enumerate()
        .map(|(place, byte)| (2 * place + 1) * value(byte))
        .sum();
    letter(u8::try_from(sum % 32).unwrap_or(0))
}

fn value(byte: u8) -> usize {
    crate::crockford::ALPHABET
        .iter()
        .position(|known| *known == byte)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> RecoveryCode {
        RecoveryCode::new([
            0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF, 0x84, 0x65, 0x3A, 0x56,
            0xD7,
        ])
    }

    #[test]
    fn bytes_become_letters_five_bits_at_a_time() {
        // RFC 4648's own order: these bytes count 0, 1, 2 … 23, five bits each.
        assert!(code().secret().starts_with("0123456789ABCDEFGHJKMNPQ"));
        assert_eq!(code().secret().len(), 25);
        assert_eq!(code().printed().split('-').count(), 5);
    }

    #[test]
    fn it_is_read_however_it_is_typed() {
        let typed = code()
            .printed()
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o");
        assert_eq!(RecoveryCode::parse(&typed), Ok(code()));
        assert_eq!(
            RecoveryCode::parse("4K7M2"),
            Err(RecoveryCodeProblem::Length(5))
        );
    }

    #[test]
    fn a_wrong_letter_is_always_told() {
        let right = code();
        for place in 0..LETTERS {
            for other in crate::crockford::ALPHABET {
                let mut bytes = right.secret().as_bytes().to_vec();
                if bytes[place] == *other {
                    continue;
                }
                bytes[place] = *other;
                let typed = String::from_utf8(bytes).unwrap();
                assert_eq!(
                    RecoveryCode::parse(&typed),
                    Err(RecoveryCodeProblem::Copied),
                    "{typed}"
                );
            }
        }
    }

    #[test]
    fn a_group_is_known_by_its_number() {
        let printed = code().printed();
        let groups: Vec<&str> = printed.split('-').collect();
        assert_eq!(groups.len(), GROUPS);
        for (number, group) in (1..).zip(&groups) {
            assert!(code().is_group(number, &format!(" {} ", group.to_lowercase())));
            for (other, elsewhere) in (1..).zip(&groups) {
                assert_eq!(code().is_group(number, elsewhere), number == other);
            }
            assert!(!code().is_group(number, group.get(1..).unwrap()));
        }
        assert!(code().is_group(1, "o1234"), "O is read as 0");
        assert!(!code().is_group(0, "") && !code().is_group(6, ""));
    }

    #[test]
    fn it_is_never_written_in_a_log() {
        assert_eq!(format!("{:?}", code()), "RecoveryCode(…)");
    }
}
