//! The home screen: the workshop that comes first, and what is left to do about people.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::structure::view::RecoveryStep;
use crate::workshops::view::WorkshopSummary;

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
