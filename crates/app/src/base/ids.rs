//! The identifier of a badge, as it comes from the interface.

use atelier_domain::BadgeId;

use crate::base::problem::{Answer, Case, Problem};

/// The identifier, or the problem that the interface shows.
///
/// # Errors
/// `badge-unknown` when it cannot be one.
pub fn badge_id(text: &str) -> Answer<BadgeId> {
    BadgeId::parse(text).ok_or_else(|| {
        Problem::of(Case::BadgeUnknown {
            badge: text.to_owned(),
        })
    })
}
