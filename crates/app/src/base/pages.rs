//! What the sheets are filled with, and what is said when one cannot be made.

use atelier_documents::Values;

use crate::base::problem::{Case, Problem};

pub(crate) fn refused(error: atelier_documents::DocumentError) -> Problem {
    match error {
        atelier_documents::DocumentError::Layout(reason) => Problem::of(Case::SheetData { reason }),
        other => failed(other),
    }
}

pub(crate) fn failed(error: atelier_documents::DocumentError) -> Problem {
    Problem::of(Case::DocumentFailed).because(error)
}

pub(crate) fn values<const N: usize>(pairs: [(&str, String); N]) -> Values {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
