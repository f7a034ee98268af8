//! Long lists: what is looked for in them, a page at a time, and what is ticked.

use crate::base::wire::Id;
use atelier_domain::{BadgeId, RequestId, WorkshopId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::base::view::Choice;
use crate::people::view::ParticipantView;
use crate::requests::view::RequestSummary;
use crate::sealing::view::ReceiptView;

/// A table that can be written for a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TableChoice {
    /// The bilan of a workshop: one line a person.
    Summary {
        /// Workshop.
        workshop: Id<WorkshopId>,
    },
    /// What is left to do.
    Todo,
    /// Badges obtained since the last ceremony.
    Ceremony,
    /// The posters, and the requests that came from each.
    Posters,
    /// What is ticked in a list: people, requests or receipts.
    Picked {
        /// What is ticked.
        picked: Picked,
    },
}

/// What is looked for in a list, in which order, and from which row on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListQuery {
    /// Words: of a person's name or address, of a badge's name, or a receipt's number.
    pub text: String,
    /// A part of the list, each with its count. People: `all` or `no-email`. Requests: `all`, `to-complete`, `ready`,
    /// `waiting`, `received` or `done`. Receipts have `all` alone. Empty for all.
    pub group: String,
    /// Of this workshop.
    pub workshop: Option<Id<WorkshopId>>,
    /// Of this badge.
    pub badge: Option<Id<BadgeId>>,
    /// That day or later, `YYYY-MM-DD`. People: at a workshop; requests: changed; receipts: received.
    pub since: Option<String>,
    /// That day or earlier, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// The column that sorts. People: `name`, `email`, `workshop` or `requests`. Requests: `updated`, `person`, `badge` or
    /// `state`. Receipts: `received`, `number`, `person` or `badge`. Empty for the first.
    pub sort: String,
    /// From the last to the first.
    pub descending: bool,
    /// How many rows come before the page.
    pub offset: u32,
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ListKind {
    /// People.
    People,
    /// Requests.
    Requests,
    /// Receipts, each known by its request.
    Receipts,
}

/// What is ticked in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Picked {
    /// The list.
    pub list: ListKind,
    /// All that is found by this; `null` when rows are ticked one by one.
    pub found: Option<ListQuery>,
    /// The rows ticked; with `found`, those left out of it.
    pub ids: Vec<String>,
}

/// What can be done with what is ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PickedView {
    /// How many rows.
    pub count: u32,
    /// How many requests can be confirmed at once.
    pub ready: u32,
    /// How many more are ready, but are to be read one by one first.
    pub to_review: u32,
    /// How many have a receipt.
    pub received: u32,
    /// How many badges were obtained.
    pub obtained: u32,
}

/// What became of requests that were confirmed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConfirmedView {
    /// Those that were confirmed.
    pub confirmed: Vec<Id<RequestId>>,
    /// How many were left as they were.
    pub left: u32,
}

/// What lists can be narrowed to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ListChoices {
    /// Workshops, the latest first.
    pub workshops: Vec<Choice<Id<WorkshopId>>>,
    /// Badges, by name.
    pub badges: Vec<Choice<Id<BadgeId>>>,
}

/// How many rows a part of a list has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GroupCount {
    /// As in the query.
    pub code: String,
    /// How many of those found.
    pub count: u32,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PersonRow {
    /// The person.
    pub person: ParticipantView,
    /// The day of their last workshop, such as « 23 nov. 2026 »; empty for none.
    pub last_workshop: String,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PeoplePage {
    /// Those of this page.
    pub people: Vec<PersonRow>,
    /// How many are found in all.
    pub total: u32,
    /// How many come before this page.
    pub offset: u32,
    /// Most on a page.
    pub page_size: u32,
    /// Every part of the list, in order.
    pub groups: Vec<GroupCount>,
    /// Whether there is anybody at all.
    pub any: bool,
}

/// A page of requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RequestPage {
    /// Those of this page.
    pub requests: Vec<RequestSummary>,
    /// How many are found in all.
    pub total: u32,
    /// How many come before this page.
    pub offset: u32,
    /// Most on a page.
    pub page_size: u32,
    /// Every part of the list, in order, with how many of those found.
    pub groups: Vec<GroupCount>,
    /// Whether there is any request at all.
    pub any: bool,
}

/// A page of receipts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReceiptPage {
    /// Those of this page.
    pub receipts: Vec<ReceiptView>,
    /// How many are found in all.
    pub total: u32,
    /// How many come before this page.
    pub offset: u32,
    /// Most on a page.
    pub page_size: u32,
    /// Whether there is any receipt at all.
    pub any: bool,
}
