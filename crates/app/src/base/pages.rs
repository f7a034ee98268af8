//! What the sheets are filled with, and what is said when one cannot be made.

use atelier_documents::Values;

use crate::base::problem::Problem;

pub(crate) fn refused(error: atelier_documents::DocumentError) -> Problem {
    match error {
        atelier_documents::DocumentError::Layout(reason) => {
            Problem::new("sheet-data", &[("reason", &reason)])
        }
        other => failed(other),
    }
}

pub(crate) fn failed(error: atelier_documents::DocumentError) -> Problem {
    tracing::warn!(%error, "document");
    Problem::of("document-failed")
}

pub(crate) fn values<const N: usize>(pairs: [(&str, String); N]) -> Values {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
