//! The posters printed, and what came of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalogue::view::BadgeView;

/// A poster that was printed or saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PosterRow {
    /// The code under which it is known, such as « K7M-2QX »: its own, or that of its first badge.
    pub code: String,
    /// What it shows: a badge's name as printed, how many badges, or its title.
    pub name: String,
    /// What has a code on it, in the order of the catalogue: its badges; or itself alone, without a badge, when it says
    /// how any badge is asked for.
    pub badges: Vec<PosterBadge>,
    /// Where it hangs, in the structure's words.
    pub place: String,
    /// Whether it is cut out and handed out, rather than hung.
    pub flyer: bool,
    /// When it was made: saved as a file, or sent to a printer, `YYYY-MM-DD`.
    pub made: String,
    /// When it was sent to a printer, `YYYY-MM-DD`; empty when it was not.
    pub printed: String,
    /// When the structure said that it hangs, or a request came from it, `YYYY-MM-DD`; empty when nobody did.
    pub hung: String,
    /// When it was taken down, `YYYY-MM-DD`; empty when it was not.
    pub withdrawn: String,
    /// Paper and direction, in French.
    pub format_text: String,
    /// `saved`, `printed` or `stale` (untrue by now), as long as nobody said that it hangs; `hung`, `outdated` (to be
    /// reprinted), `to-replace` (the one that takes its place is made) or `gone` (its badge is offered no more: to be taken
    /// down); `withdrawn`, or `dropped` when it never hung.
    pub state: String,
    /// The same, in French.
    pub state_label: String,
    /// What changed since, or which poster replaced it, in French; may be empty.
    pub why: String,
    /// Requests that came from it.
    pub requests: u32,
}

/// What has a code on a poster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PosterBadge {
    /// Its code, such as « K7M-2QX ».
    pub code: String,
    /// The badge; empty on a poster that says how any is asked for.
    pub badge: String,
    /// The badge's name, or the poster's title, as printed.
    pub name: String,
    /// Requests that came from this code.
    pub requests: u32,
}

/// The posters, and what came of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PostersView {
    /// Those that hang or may, the latest first; then those taken down.
    pub posters: Vec<PosterRow>,
    /// Codes of those to be reprinted.
    pub outdated: Vec<String>,
    /// Codes of those that were printed, and of which nobody said that they hang.
    pub unsaid: Vec<String>,
    /// How many hang although the one that takes their place is made.
    pub to_replace: u32,
    /// How many are to be taken down: nothing on them is offered any more.
    pub gone: u32,
    /// Requests that came from a poster, in all.
    pub requests: u32,
    /// Among them, from posters printed before each had its own code, or whose code was not noted.
    pub requests_without_code: u32,
}

/// The poster that a person saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FoundPoster {
    /// Its badge; none when it says how any badge is asked for.
    pub badge: Option<BadgeView>,
    /// What to give back to open a request from it: its code, or the address in its QR code.
    pub text: String,
    /// Where it hangs; may be empty.
    pub place: String,
}
