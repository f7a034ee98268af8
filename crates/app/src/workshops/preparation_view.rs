//! What is done before a workshop.

use crate::base::wire::{Code, Id};
use atelier_domain::{Device, NotReady, Tri, WorkshopId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::people::view::ParticipantView;

/// An item of the workshop's checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChecklistItem {
    /// Code.
    pub id: String,
    /// What is to be done.
    pub text: String,
    /// Why, or how.
    pub hint: String,
    /// When, such as « La veille ».
    pub when: String,
    /// Whether it is done.
    pub done: bool,
    /// By whom and when, in French; empty while it is not done.
    pub done_text: String,
}

/// A person's mailbox check as answered. No password, ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MailboxForm {
    /// Has an address of their own: `unknown`, `yes` or `no`.
    pub own_address: Code<Tri>,
    /// Can open it today: `unknown`, `yes` or `no`.
    pub opens_today: Code<Tri>,
    /// On what: `unknown`, `phone`, `computer` or `none`.
    pub device: Code<Device>,
    /// The recovery telephone works: `unknown`, `yes` or `no`.
    pub recovery_phone: Code<Tri>,
}

/// Why a person is not ready, and what to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NotReadyView {
    /// Code.
    pub code: Code<NotReady>,
    /// What is wrong.
    pub text: String,
    /// What to do.
    pub todo: String,
}

/// A person before the workshop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PreparationRow {
    /// The person.
    pub participant: ParticipantView,
    /// Their mailbox check.
    pub mailbox: MailboxForm,
    /// When it was last answered, in French; empty if never.
    pub checked_text: String,
    /// What is known of whether their mailbox opens, beside their answer: « Ouverte le … »; may be empty.
    pub opens_text: String,
    /// Why they are not ready; empty when they are.
    pub not_ready: Vec<NotReadyView>,
    /// When they were given the information that the RGPD requires, `YYYY-MM-DD`; empty if they were not.
    pub informed_on: String,
    /// The same in French.
    pub informed_text: String,
}

/// The workshop before it takes place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PreparationView {
    /// Identifier of the workshop.
    pub workshop: Id<WorkshopId>,
    /// Its checklist.
    pub checklist: Vec<ChecklistItem>,
    /// People, sorted by name.
    pub rows: Vec<PreparationRow>,
}
