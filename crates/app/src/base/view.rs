//! What every subject shows: a choice of a list, a file that was written.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SavedFile {
    /// Where.
    pub path: String,
    /// Its name alone.
    pub name: String,
}

/// A code and its French label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Choice<C = String> {
    /// Code.
    pub code: C,
    /// Label.
    pub label: String,
}
