//! People and lists of people.

use crate::base::wire::{Code, Id};
use atelier_domain::{Attendance, Language, ParticipantId, WorkshopId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::requests::view::RequestSummary;

/// A person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ParticipantView {
    /// Identifier.
    pub id: Id<ParticipantId>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address; empty when unknown.
    pub email: String,
    /// Telephone; empty when unknown.
    pub phone: String,
    /// The name chosen to be shown to the group; empty for the first name.
    pub nickname: String,
    /// A likely correction of the address, to be offered.
    pub email_suggestion: Option<String>,
    /// How many requests.
    pub requests: u32,
}

/// A person, with all that one comes for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PersonView {
    /// The person.
    pub person: ParticipantView,
    /// Their requests, the latest change first.
    pub requests: Vec<RequestSummary>,
    /// Workshops to which they were invited, the latest first.
    pub workshops: Vec<PersonWorkshop>,
    /// Whether they obtained a badge: it can be printed.
    pub obtained: bool,
    /// Why they cannot be removed; `null` when they can.
    pub kept: Option<KeptView>,
}

/// A workshop to which a person was invited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PersonWorkshop {
    /// Identifier.
    pub id: Id<WorkshopId>,
    /// Its day, in French.
    pub day: String,
    /// Where; may be empty.
    pub place: String,
    /// `expected`, `present` or `absent`.
    pub attendance: Code<Attendance>,
    /// The same in French.
    pub attendance_label: String,
    /// Whether its day is after today.
    pub to_come: bool,
}

/// Why something cannot be removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct KeptView {
    /// Why, in French.
    pub why: String,
    /// What can be done instead, in French.
    pub instead: String,
}

/// A person as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ParticipantForm {
    /// `null` to create; kept when undoing a removal.
    pub id: Option<Id<ParticipantId>>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address; may be empty.
    pub email: String,
    /// Telephone; may be empty.
    pub phone: String,
    /// The name chosen to be shown to the group; may be empty.
    #[serde(default)]
    pub nickname: String,
    /// The language of their own screens: `fr`, `en`, `ar` or `uk`; kept as it was when it is not told.
    #[serde(default)]
    #[ts(optional)]
    pub language: Option<Code<Language>>,
}

/// What can be said of an address while it is typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct EmailCheck {
    /// Whether it can be kept as it is (an empty one can).
    pub ok: bool,
    /// Why not, in plain French.
    pub problem: Option<String>,
    /// A likely correction, to be offered.
    pub suggestion: Option<String>,
}

/// What a column of a list is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ImportField {
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// First and last names in one column.
    FullName,
    /// Address.
    Email,
    /// Telephone.
    Phone,
    /// Not taken.
    Ignored,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportColumn {
    /// Its header as in the file.
    pub header: String,
    /// Some values, to recognise it.
    pub samples: Vec<String>,
    /// What it is taken for.
    pub field: ImportField,
}

/// What will become of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LineVerdict {
    /// A new person.
    New,
    /// Already among the people: nothing to do.
    Known,
    /// Twice in the list.
    Double,
    /// Cannot be taken.
    Bad,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportLine {
    /// Its number in the file, from 1, header included.
    pub line: u32,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// What will become of it.
    pub verdict: LineVerdict,
    /// Why, in plain French; also remarks on a good line.
    pub remarks: Vec<String>,
    /// A likely correction of the address.
    pub suggestion: Option<String>,
}

/// A list as understood, before anything is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportPreview {
    /// Names the list until it is confirmed or given up.
    pub token: String,
    /// File name.
    pub file_name: String,
    /// How it was read, such as « CSV, séparateur « ; », Windows-1252 ».
    pub read_as: String,
    /// Columns, in order.
    pub columns: Vec<ImportColumn>,
    /// Lines, in order.
    pub lines: Vec<ImportLine>,
    /// How many new people.
    pub new_count: u32,
    /// What prevents the import as a whole, such as no column of names.
    pub blocked: Option<String>,
}

/// What the facilitator decided about a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportChoices {
    /// Lines whose proposed correction of the address is accepted.
    pub corrected: Vec<u32>,
    /// Lines left out.
    pub left_out: Vec<u32>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportDone {
    /// How many people were added.
    pub added: u32,
    /// How many lines were not taken.
    pub not_taken: u32,
}
