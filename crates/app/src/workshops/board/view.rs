//! The workshop's board, and what the projector shows of it.

use crate::base::wire::{Code, Id};
use atelier_domain::{Attendance, BlockReason, Step, StepState, WorkshopId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::base::view::Choice;
use crate::catalogue::view::BadgeView;
use crate::people::view::ParticipantView;
use crate::requests::view::RequestSummary;

/// A step, as a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StepView {
    /// Code.
    pub code: Code<Step>,
    /// What is done once it is done, such as « Compte créé ».
    pub label: String,
    /// What is to be done, such as « Créer son compte ».
    pub now: String,
    /// Whether it is read from the person's requests.
    pub derived: bool,
}

/// A person at a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StepCell {
    /// Code of the step.
    pub step: Code<Step>,
    /// `todo`, `doing`, `done`, `waiting` or `blocked`.
    pub state: Code<StepState>,
    /// What is read in it, in French: « Fait », « En comité », « 1 sur 2 ».
    pub words: String,
    /// Code of the shape beside the words: a state of a step (`done-before` and `done-since` for what is known from
    /// elsewhere) or of a request.
    pub sign: String,
    /// What is to be known of it, in a line: why it is blocked, where it is known from, what is missing; may be empty.
    pub about: String,
    /// Whether what is known of it from elsewhere asks that one looks into it.
    pub alert: bool,
    /// Why it is blocked.
    pub block: Option<BlockForm>,
    /// What was marked at this workshop, for who takes the next mark back; none when nothing was.
    pub mark: Option<MarkView>,
}

/// A mark that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MarkView {
    /// `todo`, `done` or `blocked`.
    pub state: Code<StepState>,
    /// Since when, in milliseconds since 1970.
    pub since: f64,
    /// Why it is blocked.
    pub block: Option<BlockForm>,
}

/// Why a step is blocked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BlockForm {
    /// Code, from the short list.
    pub reason: Code<BlockReason>,
    /// In the facilitator's words; may be empty.
    pub detail: String,
    /// The day to come back to it, `YYYY-MM-DD`; empty for none.
    pub follow_up: String,
}

/// A person on the board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BoardRow {
    /// The person.
    pub participant: ParticipantView,
    /// `expected`, `present` or `absent`.
    pub attendance: Code<Attendance>,
    /// One per step.
    pub cells: Vec<StepCell>,
    /// Code of the step they are at; `null` when nothing is left to them.
    pub current: Option<Code<Step>>,
    /// Since when they wait at it: milliseconds since 1970; `null` before the start.
    pub waiting_since: Option<f64>,
    /// When they have waited longest, clearly: the moment from which that is said, milliseconds since 1970. One person at
    /// most; nobody while it means nothing.
    pub longest_from: Option<f64>,
    /// Their requests of this workshop.
    pub requests: Vec<RequestSummary>,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BoardView {
    /// Identifier of the workshop.
    pub workshop: Id<WorkshopId>,
    /// The steps, in order.
    pub steps: Vec<StepView>,
    /// People, sorted by name.
    pub rows: Vec<BoardRow>,
    /// Badges aimed at.
    pub badges: Vec<BadgeView>,
    /// When the timer was started: milliseconds since 1970.
    pub started_at: Option<f64>,
    /// When the workshop was closed: milliseconds since 1970.
    pub closed_at: Option<f64>,
    /// Begun long ago, and never closed.
    pub forgotten: bool,
    /// Expected length, in minutes.
    pub minutes: u16,
    /// Steps over, of those present: what has not left yet is over for the person.
    pub done: u32,
    /// Steps of those present.
    pub total: u32,
    /// Why a step may be blocked.
    pub reasons: Vec<Choice<Code<BlockReason>>>,
}

/// A person on the projector: no last name, no address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProjectionRow {
    /// First name, or the name they chose.
    pub name: String,
    /// States of the steps, in order.
    pub states: Vec<Code<StepState>>,
}

/// What the projector shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProjectionView {
    /// Where the workshop is.
    pub place: String,
    /// The steps, in order.
    pub steps: Vec<StepView>,
    /// Code of the step on show.
    pub step: Code<Step>,
    /// Those present, by name.
    pub people: Vec<ProjectionRow>,
    /// Steps done by those present.
    pub done: u32,
    /// Steps of those present.
    pub total: u32,
    /// A QR code to what the step is done on, as a `data:` address; `null` when there is none.
    pub code: Option<String>,
    /// The address in the code.
    pub address: Option<String>,
    /// Whether the people are invented.
    pub practice: bool,
}
