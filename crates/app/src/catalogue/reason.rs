//! Why a catalogue or a badge is refused.

use crate::base::problem::{Case, Problem};

/// Longest part of a rule, in characters (docs/PROTOCOL.md).
pub(crate) const MAX_RULE_PART: usize = 2_000;

/// Longest name of a badge, in characters (docs/PROTOCOL.md).
pub(crate) const MAX_BADGE_NAME: usize = 255;

pub(crate) fn invalid(reason: &str) -> Problem {
    Problem::of(Case::CatalogueInvalid {
        reason: reason.to_owned(),
    })
}

/// A name as a code: small letters without accents, figures and hyphens. Empty when nothing of it is left.
pub(crate) fn slug(name: &str) -> String {
    let mut code = String::new();
    for c in atelier_domain::fold::fold(name).chars() {
        if c.is_ascii_alphanumeric() {
            code.push(c);
        } else if !code.is_empty() && !code.ends_with('-') {
            code.push('-');
        }
        if code.len() >= 48 {
            break;
        }
    }
    code.trim_end_matches('-').to_owned()
}
