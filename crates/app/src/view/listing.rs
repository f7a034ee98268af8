//! Long lists, a page at a time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::people::ParticipantView;
use super::requests::RequestSummary;

/// A page of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PeoplePage {
    /// Those of this page.
    pub people: Vec<ParticipantView>,
    /// How many are found in all.
    pub total: u32,
    /// How many come before this page.
    pub offset: u32,
    /// Most on a page.
    pub page_size: u32,
}

/// Which requests are looked for, and from which one on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequestSearchForm {
    /// `all`, `to-complete`, `ready`, `waiting`, `received` or `done`.
    pub group: String,
    /// Words of a person's name, of a badge's name, or a receipt's number.
    pub query: String,
    /// How many come before the page.
    pub offset: u32,
}

/// How many requests a group has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GroupCount {
    /// As in the search.
    pub code: String,
    /// How many of those found.
    pub count: u32,
}

/// A page of requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequestPage {
    /// Those of this page, the latest change first.
    pub requests: Vec<RequestSummary>,
    /// How many are found in all.
    pub total: u32,
    /// How many come before this page.
    pub offset: u32,
    /// Most on a page.
    pub page_size: u32,
    /// Every group, in order, with how many of those found by the words.
    pub groups: Vec<GroupCount>,
    /// Whether there is any request at all.
    pub any: bool,
}
