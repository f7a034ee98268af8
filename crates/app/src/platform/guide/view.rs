//! The guide of a workshop.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GuideRun {
    /// The words.
    pub text: String,
    /// `plain`, `strong`, or `label` for words quoted from the platform.
    pub kind: String,
}

/// A paragraph, or a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GuideBlock {
    /// `paragraph`, `list` or `numbers`.
    pub kind: String,
    /// One for a paragraph, one per entry of a list.
    pub items: Vec<Vec<GuideRun>>,
}

/// Something that does not work, and what to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GuideTrouble {
    /// What is seen.
    pub when: Vec<GuideRun>,
    /// What to do.
    pub todo: Vec<GuideRun>,
}

/// A step of the guide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GuideStep {
    /// Name of its file, without its ending.
    pub id: String,
    /// What is done.
    pub title: String,
    /// `participant`, `facilitator` or `together`.
    pub who: String,
    /// The same in French.
    pub who_label: String,
    /// A drawing of `assets/illustrations`, without its ending.
    pub picture: String,
    /// Whether it needs the connection.
    pub needs_connection: bool,
    /// Expected length, in minutes.
    pub minutes: u16,
    /// What is said.
    pub blocks: Vec<GuideBlock>,
    /// What may not work.
    pub trouble: Vec<GuideTrouble>,
    /// Code of the platform's page where it is done, if it is done there.
    pub page: Option<String>,
    /// Whether it was put off until the connection is back.
    pub put_off: bool,
}

/// The steps of one thing to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GuideTrack {
    /// `account`, `request`, `accept`, `enrich` or `recommend`.
    pub code: String,
    /// In French.
    pub title: String,
    /// In a sentence.
    pub text: String,
    /// Expected length, in minutes.
    pub minutes: u16,
    /// In order.
    pub steps: Vec<GuideStep>,
    /// Years in which the quoted words were seen on the platform, such as « 2020 »; empty when none is quoted.
    pub labels_seen: String,
}
