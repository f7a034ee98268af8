//! How the sending to INAÉ goes.

use crate::base::wire::{Code, Id};
use atelier_domain::{BadgeId, EvidenceHash, ParticipantId, RequestId, RequestState};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::base::problem::Problem;
use crate::sealing::view::ReceiptView;

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
    /// The people are invented: nothing is ever sent.
    Practice,
}

/// What the requests that wait are waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum WaitsFor {
    /// This computer to be linked to INAÉ.
    Link,
    /// The validation mode to be known by INAÉ.
    Mode,
    /// A connection.
    Connection,
    /// The guichet, which is in trouble or has too much to do.
    Guichet,
    /// The receipt: all has left.
    Receipt,
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
    /// What they wait for; none when they are leaving, or when someone must act.
    pub waits_for: Option<WaitsFor>,
    /// How many requests have an answer of INAÉ that nobody has seen.
    pub answers: u32,
    /// How many exchanges succeeded since the store was opened.
    pub exchanges: u32,
    /// How many requests these exchanges brought an answer to, each counted once an exchange.
    pub learned: u32,
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
    pub hash: Id<EvidenceHash>,
    /// Bytes held by the guichet or handed to the network.
    pub sent: f64,
    /// Bytes in all.
    pub total: f64,
}

/// What INAÉ answered to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AnswerView {
    /// Its number here: a later answer has a greater one.
    pub number: i32,
    /// The request.
    pub request_id: Id<RequestId>,
    /// Who asked: identifier.
    pub participant_id: Id<ParticipantId>,
    /// Who asked.
    pub person: String,
    /// Which badge.
    pub badge_id: Id<BadgeId>,
    /// Its name.
    pub badge_name: String,
    /// What became of the request: code.
    pub state: Code<RequestState>,
    /// The same, in French.
    pub state_label: String,
    /// What there is to do now, in French.
    pub now: String,
    /// The question or the reason.
    pub message: Option<String>,
    /// When INAÉ said it, in French.
    pub said_at: String,
    /// Whether a facilitator saw it.
    pub seen: bool,
}

/// The answers of INAÉ, those that nobody saw first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AnswersView {
    /// As many as asked for.
    pub answers: Vec<AnswerView>,
    /// Whether there are others, older.
    pub more: bool,
    /// How many nobody saw.
    pub unseen: u32,
}

/// A file of a request that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QueueFile {
    /// SHA-256, hexadecimal.
    pub hash: Id<EvidenceHash>,
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
    pub badge: Option<Id<BadgeId>>,
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
