//! What is still to be done, as shown.

use crate::base::wire::{Code, Id};
use atelier_domain::{BadgeId, ParticipantId, RequestId, Step, WorkshopId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::workshops::board::view::MarkView;

/// One thing left to do about a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TodoItem {
    /// What it is about, once for this person.
    pub id: String,
    /// `returned`, `blocked`, `confirm`, `review`, `ready`, `draft`, `accept` or `celebrate`.
    pub kind: String,
    /// What, in French.
    pub why: String,
    /// By when, `YYYY-MM-DD`; empty when no day was set.
    pub by: String,
    /// The same in French.
    pub by_text: String,
    /// Whether the day has passed.
    pub overdue: bool,
    /// Workshop, for what was marked at one.
    pub workshop: Option<Id<WorkshopId>>,
    /// Step, for what was marked on a board.
    pub step: Option<Code<Step>>,
    /// What was marked there, for who settles it by mistake.
    pub mark: Option<MarkView>,
    /// Request, for what concerns one.
    pub request: Option<Id<RequestId>>,
    /// Its badge.
    pub badge_id: Option<Id<BadgeId>>,
}

/// A person, with what is left to do about them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TodoPerson {
    /// Identifier.
    pub participant: Id<ParticipantId>,
    /// First and last names.
    pub person: String,
    /// Telephone; empty when unknown.
    pub phone: String,
    /// Each thing once, what presses most first.
    pub items: Vec<TodoItem>,
}

/// What is left to do about people: each person once, what presses most first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TodoView {
    /// The first of them.
    pub people: Vec<TodoPerson>,
    /// How many people there are in all.
    pub total: u32,
}
