//! What the machine is told, what it asks for, and what it says of itself.

use atelier_domain::Moment;
use atelier_protocol::RecordHash;

use crate::failure::Failure;

/// What the machine is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The application has opened its store.
    Started {
        /// Whether this device holds a token.
        enrolled: bool,
        /// Whether records wait to be sent.
        has_work: bool,
    },
    /// A record was made ready to be sent.
    WorkAdded,
    /// The network came back, the computer woke up, or a person pressed « Envoyer maintenant ». Ignores the waiting.
    ConnectionMayBeBack,
    /// The moment of the last [`Effect::SetTimer`] has come.
    TimerFired,
    /// The exchange asked for by [`Effect::Exchange`] has ended.
    ExchangeDone(Result<ExchangeSummary, Failure>),
    /// Bytes of the evidence being sent have left.
    UploadProgress {
        /// Which evidence.
        hash: RecordHash,
        /// Bytes sent so far.
        sent: u64,
        /// Its size, in bytes.
        total: u64,
    },
    /// The sending asked for by [`Effect::Upload`] has ended.
    UploadDone(RecordHash, Result<(), Failure>),
    /// The device has been given a token.
    Enrolled,
    /// The device no longer has a token.
    NotEnrolled,
}

/// What came out of an exchange, once the application has taken it in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExchangeSummary {
    /// Evidence that the guichet lacks, without that which the application has stopped.
    pub missing: Vec<RecordHash>,
    /// Receipts taken, the declaration's not counted.
    pub receipts: usize,
    /// Changes that were new here.
    pub changes: usize,
    /// Whether the guichet holds more changes than fitted.
    pub more: bool,
    /// Whether records still wait for a receipt. Stopped records do not count.
    pub remaining_work: bool,
    /// Whether this exchange brought the declaration's receipt.
    pub declaration_acknowledged: bool,
}

/// What the machine asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Run one exchange, then tell [`Event::ExchangeDone`].
    Exchange,
    /// Send this evidence, then tell [`Event::UploadDone`]. Never more than one at a time.
    Upload(RecordHash),
    /// Tell [`Event::TimerFired`] at this moment. Replaces the timer before.
    SetTimer(Moment),
    /// Forget the timer.
    CancelTimer,
    /// Show this.
    Report(Status),
}

/// What is shown of the synchronisation. Always true: it is said by whoever decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// All that could be sent has its receipt.
    Idle {
        /// When the guichet last answered, if it ever did since the start.
        last_success: Option<Moment>,
    },
    /// This device has no token yet.
    NotEnrolled,
    /// It did not pass; everything is kept and tried again by itself.
    Offline {
        /// When.
        next_try_at: Moment,
        /// Why it did not pass.
        failure: Failure,
    },
    /// It passed, and the guichet has not given every receipt yet; asked again by itself.
    Waiting {
        /// When.
        next_try_at: Moment,
    },
    /// Under way.
    Sending {
        /// What is under way.
        phase: Phase,
        /// The evidence being sent, if one is.
        file: Option<FileProgress>,
    },
    /// A person has to do something first.
    AttentionNeeded {
        /// Why.
        failure: Failure,
        /// When it is tried again by itself, if it is.
        next_try_at: Option<Moment>,
    },
}

/// What is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Records go, receipts and changes come.
    Exchanging,
    /// Evidence goes.
    SendingEvidence {
        /// Pieces already sent in this round.
        done: usize,
        /// Pieces to send in this round.
        total: usize,
    },
}

/// How far the sending of one piece of evidence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProgress {
    /// Which.
    pub hash: RecordHash,
    /// Bytes sent.
    pub sent: u64,
    /// Its size in bytes; 0 until it is known.
    pub total: u64,
}
