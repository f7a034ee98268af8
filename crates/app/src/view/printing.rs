//! Printed documents.

use atelier_documents::{Format, Language};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Picked, RuleView};

/// Something to print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DocumentChoice {
    /// One poster per badge, or one for all of them.
    Poster {
        /// Badges.
        badges: Vec<String>,
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
        workshop: Option<String>,
    },
    /// A sheet of a workshop: `convocation`, `information`, `attendance`, `memo`, `mailbox-note` or `summary`; or of
    /// people's badges: `attestation`, `certificate`, `recommendation`, `committee-agenda` or `committee-minutes`.
    Sheet {
        /// Which.
        name: String,
        /// Workshop; `null` for people's badges.
        workshop: Option<String>,
        /// People to print for; everyone when empty.
        people: Vec<String>,
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

/// A file written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SavedFile {
    /// Where.
    pub path: String,
    /// Its name alone.
    pub name: String,
}

/// A language that posters say beside French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct BesideLanguage(#[ts(type = "'en' | 'ar' | 'uk'")] pub Language);

/// What posters say of a badge in another language than French; each text may be empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BadgeWordsView {
    /// The badge.
    pub badge: String,
    /// The language.
    #[ts(as = "BesideLanguage")]
    pub language: Language,
    /// Its name.
    pub name: String,
    /// What it recognises.
    pub recognises: String,
    /// The structure's rule.
    pub rule: RuleView,
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

/// How what is printed looks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct LookView {
    /// The structure's colour, `#rrggbb`; empty for none.
    pub colour: String,
    /// That colour as it is printed, dark enough to be read; ignored when saving.
    pub printed_colour: String,
    /// Its logo, as a `data:` address.
    pub logo: Option<String>,
    /// Whom to ask: a name and hours.
    pub contact: String,
    /// A line of its own, at the foot of posters.
    pub line: String,
    /// INAÉ and those who fund.
    pub partners: Vec<PartnerView>,
}

/// A partner whose logo is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PartnerView {
    /// Name, for those who do not see the logo.
    pub name: String,
    /// Logo, as a `data:` address.
    pub image: String,
}
