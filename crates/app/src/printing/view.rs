//! Printed documents.

use crate::base::wire::Id;
use crate::catalogue::view::BesideLanguage;
use atelier_documents::{Format, Language};
use atelier_domain::{BadgeId, ParticipantId, WorkshopId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::lists::view::Picked;

/// Something to print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DocumentChoice {
    /// One poster per badge, or one for all of them.
    Poster {
        /// Badges.
        badges: Vec<Id<BadgeId>>,
        /// All on one poster, such as those of a pathway.
        #[serde(default)]
        together: bool,
        /// The paper.
        #[serde(default)]
        #[ts(type = "'a4' | 'a4-landscape' | 'a3' | 'a3-landscape' | 'flyer-two' | 'flyer-four'")]
        format: Format,
        /// The language beside French, if any.
        #[serde(default)]
        #[ts(as = "Option<BesideLanguage>")]
        beside: Option<Language>,
    },
    /// The poster that says how a badge is asked for.
    HowToAsk {
        /// The paper.
        #[serde(default)]
        #[ts(type = "'a4' | 'a4-landscape' | 'a3' | 'a3-landscape' | 'flyer-two' | 'flyer-four'")]
        format: Format,
        /// The language beside French, if any.
        #[serde(default)]
        #[ts(as = "Option<BesideLanguage>")]
        beside: Option<Language>,
    },
    /// Posters again, each in the place of one that is out of date.
    Reprint {
        /// Codes of the posters to be replaced.
        posters: Vec<String>,
    },
    /// The list of receipts: of a workshop, or all.
    Receipts {
        /// Workshop, or all when `null`.
        workshop: Option<Id<WorkshopId>>,
    },
    /// A sheet of a workshop: `convocation`, `information`, `attendance`, `memo`, `mailbox-note` or `summary`; or of
    /// people's badges: `attestation`, `certificate`, `recommendation`, `committee-agenda` or `committee-minutes`.
    Sheet {
        /// Which.
        name: String,
        /// Workshop; `null` for people's badges.
        workshop: Option<Id<WorkshopId>>,
        /// People to print for; everyone when empty.
        people: Vec<Id<ParticipantId>>,
    },
    /// A sheet of what is ticked in a list: `receipts`, or one of people's badges.
    Picked {
        /// Which.
        name: String,
        /// What is ticked.
        picked: Picked,
    },
    /// The recovery sheet whose code is shown.
    Recovery,
}

/// A page as it will be printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PageView {
    /// Picture, as a `data:` address.
    pub image: String,
    /// Page number, from 1.
    pub page: u32,
    /// How many pages.
    pub pages: u32,
    /// Width of the paper, in millimetres.
    pub width_mm: f64,
    /// Height of the paper, in millimetres.
    pub height_mm: f64,
}

/// A QR code of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CodeView {
    /// The code as it is on the page, as a `data:` address.
    pub image: String,
    /// What a phone reads in it.
    pub address: String,
}

/// A printer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PrinterView {
    /// Name of the queue.
    pub name: String,
    /// Whether it is the default one.
    pub default: bool,
    /// Its state, in French.
    pub state: String,
    /// Whether it takes a document, and sets about printing it.
    pub ready: bool,
    /// Whether it takes no document at all.
    pub refuses: bool,
    /// Whether it waits for paper: what is sent is printed once it has some.
    pub out_of_paper: bool,
    /// Whether it does not answer: what is sent is printed once it does.
    pub unreachable: bool,
    /// What it cannot print at the edges, on each paper it is known for.
    pub margins: Vec<MarginsView>,
}

/// The edges of a paper that a printer cannot reach, in millimetres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MarginsView {
    /// Width of the paper, upright.
    pub width_mm: f32,
    /// Height of the paper, upright.
    pub height_mm: f32,
    /// At the top of the upright paper.
    pub top: f32,
    /// At its right.
    pub right: f32,
    /// At its bottom.
    pub bottom: f32,
    /// At its left.
    pub left: f32,
}
