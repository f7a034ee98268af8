//! What is found everywhere at once.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is found, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchView {
    /// The kinds of which something is found, in order.
    pub groups: Vec<SearchGroup>,
}

/// What is found of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchGroup {
    /// `person`, `request`, `workshop`, `badge`, `poster` or `guide`.
    pub kind: String,
    /// The first of them.
    pub hits: Vec<SearchHit>,
    /// How many there are in all.
    pub total: u32,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// Its identifier, code or name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What tells it from another of the same name; may be empty.
    pub detail: String,
    /// The badge whose picture it has, if any.
    pub badge: Option<String>,
}
