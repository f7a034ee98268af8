//! The paper of a poster as the store keeps it, and since when it hangs.

use crate::base::labels;
use atelier_documents::{Format, Language as Beside};
use atelier_domain::{Language, Moment};
use atelier_store::Poster;
use atelier_texts as texts;

/// Its paper; that of the posters of before any choice is A4.
pub(super) fn format(poster: &Poster) -> Format {
    let mut known = Format::ALL.into_iter();
    let found = known.find(|format| format.code() == poster.format);
    found.unwrap_or_default()
}

/// The language beside French, if any.
pub(super) fn beside(poster: &Poster) -> Option<Beside> {
    let code = poster.language.map(Language::code)?;
    Beside::from_code(code)
}

/// The paper and the languages, in words.
pub(super) fn paper_text(poster: &Poster) -> String {
    let paper = labels::paper(format(poster));
    match beside(poster) {
        Some(beside) => texts::poster_format::beside(labels::beside(beside), paper),
        None => paper,
    }
}

/// Since when it hangs, as far as is known; flyers are handed out as soon as they are printed.
pub(super) fn hangs_since(poster: &Poster) -> Option<Moment> {
    let flyer = format(poster).is_flyer();
    poster.hung_at.or(poster.sent_at.filter(|_| flyer))
}

/// The poster that takes the place of this one and is not hung yet.
pub(super) fn waiting<'a>(poster: &Poster, all: &'a [Poster]) -> Option<&'a Poster> {
    let code = poster.replaced_by.as_ref()?;
    let next = all.iter().find(|one| one.code == *code)?;
    (next.withdrawn_at.is_none() && hangs_since(next).is_none()).then_some(next)
}
