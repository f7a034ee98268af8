//! Badge requests, evidence and receipts.

use crate::base::wire::{Code, Id};
use atelier_domain::{
    BadgeId, EvidenceHash, Origin, ParticipantId, RequestId, RequestState, WorkshopId,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalogue::view::BadgeView;
use crate::sealing::view::ReceiptView;

/// A request in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequestSummary {
    /// Identifier.
    pub id: Id<RequestId>,
    /// Who asks: identifier.
    pub participant_id: Id<ParticipantId>,
    /// Who asks: first and last names.
    pub person: String,
    /// Which badge.
    pub badge_id: Id<BadgeId>,
    /// Its name.
    pub badge_name: String,
    /// Workshop, if any.
    pub workshop_id: Option<Id<WorkshopId>>,
    /// Code of its state (`draft`, `ready`, `held`, `queued`, `delivered`, …).
    pub state: Code<RequestState>,
    /// Its state in French; « À relire » as long as the facilitator has not confirmed what the person handed them.
    pub state_label: String,
    /// Whether the person handed it to the facilitator, at the station, and it was not confirmed since.
    pub to_review: bool,
    /// How it was begun: `together`, `group`, `station` or `poster`.
    pub origin: Code<Origin>,
    /// What is still missing, in plain French.
    pub missing: Vec<MissingView>,
    /// How many pieces of evidence.
    pub evidence_count: u32,
    /// INAÉ's number, once received.
    pub receipt_number: Option<String>,
    /// What there is to do now, in plain French: what is missing, or what follows.
    pub next: String,
    /// Last change, RFC 3339.
    pub updated_at: String,
}

/// Something a request lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MissingView {
    /// `email`, `narrative`, `evidence`, `local-rule`, `too-much-evidence`.
    pub code: String,
    /// In plain French.
    pub text: String,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct EvidenceView {
    /// SHA-256, hexadecimal.
    pub hash: Id<EvidenceHash>,
    /// What the person calls it.
    pub label: String,
    /// `image/jpeg`, `image/png` or `application/pdf`.
    pub media_type: String,
    /// Such as « 1,2 Mo ».
    pub size_text: String,
}

/// A request, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequestView {
    /// As in a list.
    pub summary: RequestSummary,
    /// « Ce que j'ai fait ».
    pub narrative: String,
    /// Longest narrative, in characters.
    pub narrative_max: u32,
    /// Evidence, in order.
    pub evidence: Vec<EvidenceView>,
    /// The badge and the structure's rule.
    pub badge: BadgeView,
    /// Whether words and evidence may be changed.
    pub editable: bool,
    /// Whether it may be removed: never confirmed, and unknown to INAÉ.
    pub removable: bool,
    /// Whether it may be taken back (nothing was sent yet).
    pub can_take_back: bool,
    /// INAÉ's reason, or another word of INAÉ's that is no question.
    pub message: Option<String>,
    /// INAÉ's question, when it sent the request back and has said nothing since.
    pub question: Option<QuestionView>,
    /// The receipt.
    pub receipt: Option<ReceiptView>,
}

/// What INAÉ asked when it sent a request back, and what was answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct QuestionView {
    /// In INAÉ's words; empty when it sent the request back without a word.
    pub text: String,
    /// When, in French.
    pub asked_at: String,
    /// What is answered; may be empty when the request was changed instead.
    pub reply: String,
    /// Longest reply, in characters.
    pub reply_max: u32,
    /// Whether the request says something else than when it was sent back.
    pub changed: bool,
}

/// Which requests to list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequestFilterForm {
    /// Of this person.
    pub participant: Option<Id<ParticipantId>>,
    /// Of this workshop.
    pub workshop: Option<Id<WorkshopId>>,
}
