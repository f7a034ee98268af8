//! A catalogue read and not yet applied, and those before each change.

use atelier_domain::{BadgeSource, Catalogue, CatalogueStatus};

use crate::catalogue::open_badges::BadgeClass;

/// What is known of the catalogue's changes as long as the program is open.
#[derive(Default)]
pub(crate) struct Catalogues {
    /// A file read and not yet applied.
    pub(crate) pending: Option<PendingCatalogue>,
    /// The catalogue before each change, the latest last: as kept, or none for the shipped example.
    pub(crate) former: Vec<(String, Option<String>)>,
    pub(crate) count: u32,
}

/// What was read of a file.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// A whole catalogue, in place of the present one.
    Whole(Catalogue),
    /// Definitions, added to the present one.
    Badges(Vec<(BadgeClass, Option<String>)>),
}

/// A file read and not yet applied.
#[derive(Debug, Clone)]
pub(crate) struct PendingCatalogue {
    pub(crate) token: String,
    pub(crate) content: Content,
}

/// Whether a catalogue still holds something of the example.
pub(crate) fn has_example(catalogue: &Catalogue) -> bool {
    catalogue.status == CatalogueStatus::Example
        && catalogue
            .badges
            .iter()
            .any(|badge| badge.source == BadgeSource::Example)
}
