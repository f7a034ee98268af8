//! The posters printed, and what came of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::setup::BadgeView;

/// A poster that was printed or saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PosterRow {
    /// The code on it, such as « K7M-2QX ».
    pub code: String,
    /// Its badge.
    pub badge: String,
    /// The badge's name as printed.
    pub badge_name: String,
    /// The badge's picture; empty when it is no longer known.
    pub badge_image: String,
    /// Where it hangs, in the structure's words.
    pub place: String,
    /// When it was printed, `YYYY-MM-DD`.
    pub day: String,
    /// The same, in French.
    pub day_text: String,
    /// Paper and direction, in French.
    pub format_text: String,
    /// `current`, `outdated` (to be reprinted), `gone` (its badge is offered no more: to be taken down) or `withdrawn`.
    pub state: String,
    /// The same, in French.
    pub state_label: String,
    /// What changed since, or which poster replaced it, in French; may be empty.
    pub why: String,
    /// Requests that came from it.
    pub requests: u32,
}

/// The posters, and what came of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PostersView {
    /// Those that hang, the latest first; then those taken down.
    pub posters: Vec<PosterRow>,
    /// Codes of those to be reprinted.
    pub outdated: Vec<String>,
    /// Requests that came from a poster, in all.
    pub requests: u32,
    /// Among them, from posters printed before each had its own code, or whose code was not noted.
    pub requests_without_code: u32,
}

/// The poster that a person saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FoundPoster {
    /// Its badge.
    pub badge: BadgeView,
    /// What to give back to open a request from it: its code, or the address in its QR code.
    pub text: String,
    /// Where it hangs; may be empty.
    pub place: String,
}
