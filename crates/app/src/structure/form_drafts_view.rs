//! What is being typed in forms.

use crate::base::wire::Id;
use atelier_domain::{ParticipantId, WorkshopId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is being typed in a form and is not saved yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormDraftView {
    /// Which form, of which records and step.
    pub form: String,
    /// The workshop it is about: it goes when the workshop does.
    pub workshop: Option<Id<WorkshopId>>,
    /// The person it is about, likewise.
    pub participant: Option<Id<ParticipantId>>,
    /// The fields that differ from what is saved, as a JSON object.
    pub fields: String,
}
