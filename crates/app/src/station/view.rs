//! The participant's station: never more than one person's data.

use crate::base::wire::{Code, Id};
use atelier_domain::{BadgeId, Language, OwnPicture, ParticipantId, RequestId, Step, StepState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::requests::view::{EvidenceView, QuestionView};

/// The station, as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationView {
    /// Whether it is open: nothing else of the application can be reached then.
    pub open: bool,
    /// Whether the facilitator chose a code.
    pub pin_set: bool,
    /// Without a gesture for so long, it returns to the welcome screen.
    pub idle_seconds: u32,
    /// The screen shown last: `welcome`, `picture`, `steps`, `badges`, `question`, `words`, `evidence`, `review` or `thanks`.
    pub screen: String,
    /// The question shown last.
    pub question: Option<String>,
    /// Those present; empty once a person has chosen their tile.
    pub people: Vec<StationTile>,
    /// What is asked of the person who chose their tile, before anything of theirs is shown.
    pub picture: Option<StationPicture>,
    /// The person seated, once they have shown their picture.
    pub person: Option<StationPerson>,
    /// The request they are at.
    pub request: Option<StationRequest>,
}

/// A person on the welcome screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationTile {
    /// Identifier.
    pub id: Id<ParticipantId>,
    /// First name, or the name they chose.
    pub name: String,
}

/// The picture of the person who chose their tile: to be chosen or shown. Which one it is, is never told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationPicture {
    /// First name, or the name they chose.
    pub name: String,
    /// `fr`, `en`, `ar` or `uk`.
    pub language: Code<Language>,
    /// `choose` the first time, `show` after, `closed` once too many wrong ones were shown.
    pub state: String,
    /// The codes of the pictures, in order.
    pub pictures: Vec<Code<OwnPicture>>,
}

/// What the station knows of a person, for the facilitator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PersonStation {
    /// The language of their screens: `fr`, `en`, `ar` or `uk`.
    pub language: Code<Language>,
    /// Whether they chose a picture.
    pub picture: bool,
}

/// The person seated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationPerson {
    /// First name, or the name they chose.
    pub name: String,
    /// `fr`, `en`, `ar` or `uk`.
    pub language: Code<Language>,
    /// Their steps at this workshop, in order, but for those that their requests tell.
    pub steps: Vec<StationStep>,
    /// What they may ask for.
    pub badges: Vec<StationBadge>,
    /// Their own requests.
    pub requests: Vec<StationLine>,
}

/// A step of the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationStep {
    /// Code.
    pub code: Code<Step>,
    /// `todo`, `doing`, `done` or `blocked`.
    pub state: Code<StepState>,
}

/// A badge that the person may ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationBadge {
    /// Code.
    pub id: Id<BadgeId>,
    /// Name, as in the catalogue.
    pub name: String,
    /// What it recognises, as in the catalogue.
    pub recognises: String,
    /// Their request for it, if there is one.
    pub request: Option<Id<RequestId>>,
}

/// A request of the person, in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationLine {
    /// Identifier.
    pub id: Id<RequestId>,
    /// Which badge.
    pub badge_id: Id<BadgeId>,
    /// Its name.
    pub badge_name: String,
    /// `writing`, `handed`, `sent`, `back`, `obtained` or `refused`.
    pub stage: String,
}

/// A question, with its closed answers; none when it is answered in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationQuestion {
    /// Code.
    pub id: String,
    /// Whether several answers may be chosen.
    pub many: bool,
    /// Closed answers.
    pub choices: Vec<StationChoice>,
}

/// A closed answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationChoice {
    /// Code.
    pub id: String,
    /// Name of its pictogram.
    pub picture: String,
}

/// The request the person is at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationRequest {
    /// As in the list.
    pub line: StationLine,
    /// What the badge recognises.
    pub recognises: String,
    /// The evidence that the structure expects, in French.
    pub expected: String,
    /// INAÉ's reason, in French, when it gave one.
    pub message: Option<String>,
    /// INAÉ's question, when it sent the request back.
    pub question: Option<QuestionView>,
    /// Whether it may still be changed here.
    pub editable: bool,
    /// Guiding questions, in order.
    pub questions: Vec<StationQuestion>,
    /// Which of them are asked together, a screen each; those in words are asked where the text is read again.
    pub screens: Vec<Vec<String>>,
    /// Answers, by question.
    pub answers: BTreeMap<String, Vec<String>>,
    /// « Ce que j'ai fait », in French: what the facilitator and INAÉ read.
    pub narrative: String,
    /// The same answers in the person's language; empty in French, or when the person changed the text.
    pub narrative_read: String,
    /// Whether the person changed the text.
    pub own_words: bool,
    /// Longest text, in characters.
    pub narrative_max: u32,
    /// Evidence, in order.
    pub evidence: Vec<EvidenceView>,
}

/// How the station is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StationSettings {
    /// Whether the facilitator chose a code.
    pub pin_set: bool,
    /// Without a gesture for so long, it returns to the welcome screen.
    pub idle_minutes: u32,
    /// Whether each person shows a picture before anything of theirs is shown.
    pub pictures: bool,
}
