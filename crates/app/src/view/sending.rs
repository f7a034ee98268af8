//! How the sending to INAÉ goes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::requests::ReceiptView;
use crate::problem::Problem;

/// How the sending goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SyncKind {
    /// This computer is not known to INAÉ yet.
    NotEnrolled,
    /// Everything is sent.
    Idle,
    /// Sending now.
    Sending,
    /// The guichet cannot be reached; will try again alone.
    Waiting,
    /// Someone must act.
    Attention,
}

/// How the sending goes, always true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SyncView {
    /// Rank among the views given since the program began: of two, the one of the greater rank is the newer, in whatever
    /// order they arrive.
    pub rank: u32,
    /// Kind.
    pub kind: SyncKind,
    /// One sentence.
    pub text: String,
    /// How many requests wait (held and queued).
    pub waiting: u32,
    /// When the next try comes, RFC 3339, if any.
    pub next_try_at: Option<String>,
    /// Last successful exchange, in French, if any.
    pub last_success: Option<String>,
    /// What went wrong at the last try, if it did.
    pub problem: Option<Problem>,
    /// The file being sent.
    pub file: Option<FileProgress>,
}

/// How far a file has got.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FileProgress {
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// Bytes held by the guichet or handed to the network.
    pub sent: f64,
    /// Bytes in all.
    pub total: f64,
}

/// A file of a request that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QueueFile {
    /// SHA-256, hexadecimal.
    pub hash: String,
    /// What the person calls it.
    pub label: String,
    /// Bytes in all.
    pub total: f64,
    /// Whether the guichet holds it.
    pub held: bool,
}

/// A record that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QueueRow {
    /// Identifier: a request's, or the declaration's.
    pub id: String,
    /// `declaration` or `badge-request`.
    pub kind: String,
    /// Who asks, or the structure.
    pub person: String,
    /// Which badge, or « Mode de validation ».
    pub title: String,
    /// Which badge, for its picture; none for the declaration.
    pub badge: Option<String>,
    /// `held`, `waiting` or `stopped`.
    pub state: String,
    /// In plain French.
    pub state_text: String,
    /// Why it stopped.
    pub problem: Option<Problem>,
    /// Files.
    pub files: Vec<QueueFile>,
}

/// Everything about the sending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QueueView {
    /// How it goes.
    pub sync: SyncView,
    /// Whether this computer is known to a guichet.
    pub enrolled: bool,
    /// The guichet's address, as last typed.
    pub guichet_address: String,
    /// Who holds the guichet.
    pub guichet_name: Option<String>,
    /// What waits, oldest first.
    pub rows: Vec<QueueRow>,
    /// Receipts, newest first.
    pub receipts: Vec<ReceiptView>,
}
