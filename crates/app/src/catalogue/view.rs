//! Badges, pathways, rules and their words, as shown.

use crate::base::wire::{Code, Id};
use atelier_documents::Language;
use atelier_domain::{BadgeId, BadgeSource, CatalogueStatus};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A picture made safe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PictureView {
    /// As a `data:` address.
    pub image: String,
    /// What is worth knowing, in French; may be empty.
    pub notice: String,
}

/// What an address looks like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AddressAdvice {
    /// Whether it can be an application address.
    pub ok: bool,
    /// Whether it has the form of Open Badge Factory's.
    pub known: bool,
    /// In French.
    pub text: String,
}

/// Whether the page where one applies for a badge answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AddressState {
    /// Badge.
    pub badge: Id<BadgeId>,
    /// The address looked at; empty when the badge has none.
    pub address: String,
    /// `exists`, `missing`, `elsewhere`, `refused`, `unreachable` or `none`.
    pub code: String,
    /// In French.
    pub text: String,
    /// When, in French: « 23 novembre 2026 à 14 h 05 ».
    pub looked_at: String,
}

/// A language that posters say beside French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct BesideLanguage(#[ts(type = "'en' | 'ar' | 'uk'")] pub Language);

/// What posters say of a badge in another language than French; each text may be empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BadgeWordsView {
    /// The badge.
    pub badge: Id<BadgeId>,
    /// The language.
    #[ts(as = "BesideLanguage")]
    pub language: Language,
    /// Its name.
    pub name: String,
    /// What it recognises.
    pub recognises: String,
    /// The structure's rule.
    pub rule: RuleView,
}

/// The structure's rule for a badge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RuleView {
    /// Critère.
    pub criterion: String,
    /// Preuve.
    pub evidence: String,
    /// Évaluateur.
    pub assessor: String,
    /// Processus.
    pub process: String,
}

/// A badge of the catalogue, and what the structure made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BadgeView {
    /// Code.
    pub id: Id<BadgeId>,
    /// Name.
    pub name: String,
    /// What it recognises.
    pub recognises: String,
    /// Where one applies.
    pub application_url: String,
    /// Whether it comes from the example catalogue.
    pub example: bool,
    /// Who wrote it as it stands: `example`, `inae`, `edited` (INAÉ's, changed by the structure) or `structure`.
    pub source: Code<BadgeSource>,
    /// The same, in French.
    pub source_label: String,
    /// Whether the structure offers it.
    pub offered: bool,
    /// The structure's rule, or the catalogue's suggestion.
    pub rule: RuleView,
    /// Whether the four parts of the rule are filled in.
    pub rule_complete: bool,
}

/// A pathway with its badges.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PathwayView {
    /// Code; empty for the badges of no pathway.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it values.
    pub purpose: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Badges, in order.
    pub badges: Vec<BadgeView>,
}

/// The catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CatalogueView {
    /// Whether it is the shipped example.
    pub example: bool,
    /// `example`, `official` or `structure`.
    pub status: Code<CatalogueStatus>,
    /// Whether the structure changed something in it.
    pub edited: bool,
    /// Version.
    pub version: String,
    /// Pathways; the badges of no pathway come last.
    pub pathways: Vec<PathwayView>,
}
