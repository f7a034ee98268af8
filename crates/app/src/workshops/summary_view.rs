//! After a workshop: its bilan, what is left to do, and what can be celebrated.

use crate::base::wire::Id;
use atelier_domain::{BadgeId, ParticipantId, RequestId, WorkshopId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person in the bilan, with what is said of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SummaryLine {
    /// Identifier.
    pub participant: Id<ParticipantId>,
    /// First and last names.
    pub person: String,
    /// Telephone; empty when unknown.
    pub phone: String,
    /// What is to be known, in French.
    pub text: String,
    /// Whether the day has passed.
    pub overdue: bool,
}

/// The bilan of a workshop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SummaryView {
    /// Identifier of the workshop.
    pub workshop: Id<WorkshopId>,
    /// When it was closed, in French; empty while it is open.
    pub closed_text: String,
    /// How long it lasted, in minutes; `null` when its timer was not started.
    pub lasted: Option<u32>,
    /// How many were invited.
    pub invited: u32,
    /// How many came.
    pub present: u32,
    /// How many were not marked.
    pub unmarked: u32,
    /// Accounts opened at this workshop.
    pub accounts: u32,
    /// How many of those present have no account yet: no address of theirs can wait to be confirmed.
    pub accounts_left: u32,
    /// Addresses still to confirm, with the days left.
    pub to_confirm: Vec<SummaryLine>,
    /// Requests still to complete.
    pub to_complete: u32,
    /// Requests complete, not confirmed.
    pub ready: u32,
    /// Requests confirmed that wait to leave.
    pub waiting: u32,
    /// Requests that INAÉ holds.
    pub received: u32,
    /// Who is blocked, and why.
    pub blocked: Vec<SummaryLine>,
}

/// A badge obtained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ObtainedBadge {
    /// Identifier of the request.
    pub request: Id<RequestId>,
    /// First and last names.
    pub person: String,
    /// Which badge.
    pub badge_id: Id<BadgeId>,
    /// Its name.
    pub badge_name: String,
    /// Its state in French.
    pub state_label: String,
    /// When it was obtained, in French.
    pub date_text: String,
}

/// Badges obtained since the last ceremony.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CeremonyView {
    /// When the last ceremony took place, in French; empty for never.
    pub last_text: String,
    /// The same, milliseconds since 1970.
    pub last: Option<f64>,
    /// The badges, by person: the first of them.
    pub badges: Vec<ObtainedBadge>,
    /// How many there are in all.
    pub total: u32,
}
