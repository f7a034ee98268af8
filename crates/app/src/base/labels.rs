//! What the codes of other crates are called, and every one of a few with its name.

use atelier_documents::{Format, Language as Beside};
use atelier_domain::Coded;
use atelier_texts as texts;

use crate::base::view::Choice;
use crate::base::wire::Code;

/// Every one of a few, with what it is called.
pub(crate) fn choices<T: Coded>(name: fn(T) -> String) -> Vec<Choice<Code<T>>> {
    let choice = |one: &T| Choice {
        code: one.into(),
        label: name(*one),
    };
    T::EVERY.iter().map(choice).collect()
}

/// What a paper is called.
#[must_use]
pub fn paper(format: Format) -> String {
    match format {
        Format::A4 => texts::paper::a4(),
        Format::A4Landscape => texts::paper::a4_landscape(),
        Format::A3 => texts::paper::a3(),
        Format::A3Landscape => texts::paper::a3_landscape(),
        Format::FlyerTwo => texts::paper::flyer_two(),
        Format::FlyerFour => texts::paper::flyer_four(),
    }
}

/// The languages of a poster that has another beside French.
#[must_use]
pub fn beside(language: Beside) -> String {
    match language {
        Beside::English => texts::poster_beside::en(),
        Beside::Arabic => texts::poster_beside::ar(),
        Beside::Ukrainian => texts::poster_beside::uk(),
    }
}
