//! The words of pictures, for those who have a page read aloud.

use atelier_texts::aloud;

use crate::code::percent_encoded;

/// A code, by where it leads.
pub(crate) fn code(address: &str) -> String {
    aloud::code(percent_encoded(address.trim()))
}

/// The picture of a badge.
pub(crate) fn badge(name: &str) -> String {
    aloud::badge(name.trim())
}
