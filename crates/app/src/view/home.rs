//! The home screen: the workshop that comes first, and what is left to do about people.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::board::MarkView;
use super::setup::RecoveryStep;
use super::workshops::WorkshopSummary;

/// The workshop that comes first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NextWorkshop {
    /// The workshop.
    pub workshop: WorkshopSummary,
    /// The one thing to do about it now: `prepare`, `run` or `summary`.
    pub turn: String,
    /// When it is, seen from today: « Aujourd’hui », « Demain », « Dans 7 jours ».
    pub when_text: String,
    /// How many of those invited are ready.
    pub ready: u32,
    /// How many items of its checklist are ticked, and how many there are.
    pub ticked: u32,
    /// Items of its checklist.
    pub items: u32,
}

/// The home screen: what to do now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HomeView {
    /// How many people.
    pub participants: u32,
    /// How many workshops, past and to come.
    pub workshops: u32,
    /// The workshop that comes first; `null` when none does.
    pub next: Option<NextWorkshop>,
    /// Those to come after it, the nearest first: the first of them.
    pub later: Vec<WorkshopSummary>,
    /// Those of the last month that are over and that nobody closed, the latest first.
    pub to_close: Vec<WorkshopSummary>,
    /// Requests that wait to leave.
    pub waiting: u32,
    /// Requests that INAÉ received.
    pub received: u32,
    /// Badges obtained since the last ceremony.
    pub to_celebrate: u32,
    /// When the last ceremony took place, in French; empty for never.
    pub ceremony_text: String,
    /// The same, milliseconds since 1970.
    pub ceremony: Option<f64>,
    /// Whether the catalogue is the example one.
    pub example_catalogue: bool,
    /// Whether this computer is known to a guichet.
    pub enrolled: bool,
    /// What is still to be done about the recovery sheet; `null` when it is printed and checked.
    pub recovery: Option<RecoveryStep>,
    /// Posters that hang, and say what is no longer true.
    pub posters_outdated: u32,
    /// Posters that are made, and neither taken down nor given up.
    pub posters_made: u32,
    /// Posters that were printed, and of which nobody said that they hang.
    pub posters_unsaid: u32,
    /// Requests that came from posters.
    pub posters_requests: u32,
}

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
    pub workshop: Option<String>,
    /// Step, for what was marked on a board.
    pub step: Option<String>,
    /// What was marked there, for who settles it by mistake.
    pub mark: Option<MarkView>,
    /// Request, for what concerns one.
    pub request: Option<String>,
    /// Its badge.
    pub badge_id: Option<String>,
}

/// A person, with what is left to do about them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TodoPerson {
    /// Identifier.
    pub participant: String,
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
