//! The catalogue: taken in, changed, checked.

use crate::base::wire::Id;
use atelier_domain::{BadgeId, PathwayId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalogue::view::{CatalogueView, RuleView};

/// A badge in a list of what would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BadgeLine {
    /// Code.
    pub id: Id<BadgeId>,
    /// Name.
    pub name: String,
    /// Picture, as a `data:` address.
    pub image: String,
    /// Requests made for it; they stay readable.
    pub requests: u32,
}

/// A field of a badge that would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FieldChange {
    /// `name`, `recognises`, `pathway`, `application_url`, `image`, `criterion`, `evidence`, `assessor`, `process` or
    /// `source`.
    pub field: String,
    /// In French.
    pub label: String,
    /// As it is; a `data:` address for a picture.
    pub before: String,
    /// As it would be.
    pub after: String,
}

/// A badge that would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChangedBadge {
    /// Code.
    pub id: Id<BadgeId>,
    /// Its present name.
    pub name: String,
    /// Its present picture.
    pub image: String,
    /// Whether the structure had changed it: what it wrote would be replaced.
    pub edited: bool,
    /// What would change.
    pub fields: Vec<FieldChange>,
}

/// What a file would change in the catalogue. Nothing is changed yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CataloguePreview {
    /// To confirm it.
    pub token: String,
    /// Whether it replaces the whole catalogue; otherwise its badges are added.
    pub whole: bool,
    /// `example`, `official` or `structure`: the catalogue once changed.
    pub status: String,
    /// The same, in French.
    pub status_text: String,
    /// Version of the catalogue once changed.
    pub version: String,
    /// New badges.
    pub added: Vec<BadgeLine>,
    /// Badges that change, field by field.
    pub changed: Vec<ChangedBadge>,
    /// Badges that leave.
    pub gone: Vec<BadgeLine>,
    /// The structure's own badges, that may stay beside a whole catalogue; they leave otherwise.
    pub own: Vec<BadgeLine>,
    /// What changes of the pathways, in French.
    pub pathways: Vec<String>,
    /// The same, when the structure's own badges leave.
    pub pathways_without_own: Vec<String>,
    /// How many badges do not change.
    pub same: u32,
    /// Whether the catalogue would stay exactly as it is.
    pub unchanged: bool,
    /// The same, when the structure's own badges leave.
    pub unchanged_without_own: bool,
    /// What is worth knowing, in French.
    pub notices: Vec<String>,
}

/// The catalogue once changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CatalogueChange {
    /// The catalogue.
    pub catalogue: CatalogueView,
    /// To undo this change; empty when nothing changed.
    pub undo: String,
}

/// A badge in the editor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BadgeForm {
    /// Code; `null` to add one.
    pub id: Option<Id<BadgeId>>,
    /// Name.
    pub name: String,
    /// What it recognises.
    pub recognises: String,
    /// Code of its pathway; empty for none.
    pub pathway: String,
    /// Where one applies.
    pub application_url: String,
    /// Picture, as a `data:` address; empty for none.
    pub image: String,
    /// What a structure without a rule of its own starts from.
    pub suggested_rule: RuleView,
    /// Who wrote it, in French; ignored when saving.
    #[serde(default)]
    pub source_label: String,
}

/// A pathway in the editor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PathwayForm {
    /// Code; `null` to add one.
    pub id: Option<Id<PathwayId>>,
    /// Name.
    pub name: String,
    /// What it values.
    pub purpose: String,
    /// `#rrggbb`.
    pub colour: String,
}
