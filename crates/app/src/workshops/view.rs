//! Workshops.

use crate::base::wire::{Code, Id};
use atelier_domain::{
    Attendance, BadgeId, Connection, ParticipantId, StaffId, WorkshopId, WorkshopKind,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalogue::view::BadgeView;
use crate::people::view::ParticipantView;
use crate::requests::view::RequestSummary;

/// A workshop in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WorkshopSummary {
    /// Identifier.
    pub id: Id<WorkshopId>,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// The day, and the hour when it is known, in full French.
    pub date_text: String,
    /// Where.
    pub place: String,
    /// How many invited.
    pub invited: u32,
    /// How many came.
    pub present: u32,
    /// How many requests, whatever their state.
    pub requests: u32,
    /// How many of these are still to be completed.
    pub to_complete: u32,
    /// The badges aimed at.
    pub badges: Vec<Id<BadgeId>>,
    /// What it is for, in French.
    pub kind_label: String,
    /// `past`, `today` or `coming`.
    pub when: String,
    /// Whether it was closed.
    pub closed: bool,
}

/// What a new workshop starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NewWorkshop {
    /// As it can be typed on.
    pub form: WorkshopForm,
    /// Which workshop it is filled as, in French; empty when it is as none.
    pub like: String,
}

/// A day of a weekly workshop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SeriesDay {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// The same, in full French.
    pub text: String,
    /// What is to be known of that day, in French; may be empty.
    pub note: String,
    /// Whether the structure is most often closed on that day.
    pub closed: bool,
}

/// A workshop as typed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct WorkshopForm {
    /// `null` to create.
    pub id: Option<Id<WorkshopId>>,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Where.
    pub place: String,
    /// Permanents.
    pub facilitators: Vec<Id<StaffId>>,
    /// People invited.
    pub participants: Vec<Id<ParticipantId>>,
    /// Badges aimed at.
    pub badges: Vec<Id<BadgeId>>,
    /// How it is meant to go.
    #[serde(default)]
    pub plan: PlanView,
}

/// How a workshop is meant to go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PlanView {
    /// `accounts`, `requests`, `enrichment` or `mixed`.
    pub kind: Code<WorkshopKind>,
    /// When it starts, `HH:MM`; empty when the hour was not said.
    #[serde(default)]
    pub starts_at: String,
    /// Expected length, in minutes.
    pub minutes: u16,
    /// Whether INAÉ animates it too.
    pub with_inae: bool,
    /// Laptops, telephones, cables; free text.
    pub equipment: String,
    /// The connection expected: `unknown`, `none`, `weak` or `good`.
    pub connection: Code<Connection>,
}

/// A person at a workshop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AttendeeView {
    /// The person.
    pub participant: ParticipantView,
    /// `expected`, `present` or `absent`.
    pub attendance: Code<Attendance>,
    /// Their requests of this workshop.
    pub requests: Vec<RequestSummary>,
}

/// A workshop, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WorkshopView {
    /// As it can be typed again.
    pub form: WorkshopForm,
    /// The day, and the hour when it is known, in full French.
    pub date_text: String,
    /// What it is for, in French.
    pub kind_label: String,
    /// Whether it was closed.
    pub closed: bool,
    /// Names of the facilitators.
    pub facilitator_names: Vec<String>,
    /// Badges aimed at.
    pub badges: Vec<BadgeView>,
    /// People, sorted by name.
    pub attendees: Vec<AttendeeView>,
}
