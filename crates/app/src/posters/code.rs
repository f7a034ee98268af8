//! The code that a poster bears: written to be read aloud, typed by hand, and carried in a QR code.

use atelier_domain::BadgeId;
use atelier_domain::crockford::letter;
use sha2::{Digest, Sha256};

use crate::base::clock::Clock;

/// What stands in the place of the code as long as nothing is printed: a code is given to a poster, not to a look at it.
pub(crate) const NO_CODE_YET: &str = "•••-•••";

/// Letters of a code: 30 bits, for some dozens of badges.
const LENGTH: usize = 6;

fn letters(bytes: &[u8]) -> String {
    bytes
        .iter()
        .take(LENGTH)
        .map(|byte| letter(*byte))
        .collect()
}

/// A code like no other, most likely.
pub(super) fn random(clock: Clock) -> String {
    let mut bytes = [0; LENGTH];
    (clock.entropy)(&mut bytes);
    letters(&bytes)
}

/// The code of the posters printed before each had its own, such as « K7M-2QX »: the same for all of a badge.
#[must_use]
pub fn short_code(badge: &BadgeId) -> String {
    let digest = Sha256::digest(format!("atelier-badges/poster/{badge}"));
    hyphened(&letters(digest.as_slice()))
}

/// A code as it is printed.
pub(crate) fn hyphened(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => code.to_owned(),
    }
}

/// A badge's address as it is in the QR code of a poster. The code is after `#`: it never leaves the phone that reads it.
pub(crate) fn with_code(address: &str, code: &str) -> String {
    format!("{address}#{}", code.to_ascii_lowercase())
}
