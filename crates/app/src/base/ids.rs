//! Identifiers and numbers as they come from the interface.

use atelier_domain::{BadgeId, EvidenceHash, ParticipantId, RequestId, WorkshopId};

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

/// The identifier, or the problem that the interface shows.
pub(crate) fn participant_id(text: &str) -> Answer<ParticipantId> {
    text.parse().map_err(|_| Problem::of(Case::NotFound))
}

pub(crate) fn request_id(text: &str) -> Answer<RequestId> {
    text.parse().map_err(|_| Problem::of(Case::NotFound))
}

pub(crate) fn evidence_hash(text: &str) -> Answer<EvidenceHash> {
    text.parse().map_err(|_| Problem::of(Case::NotFound))
}

/// The identifier, or the problem that the interface shows.
pub(crate) fn workshop_id(text: &str) -> Answer<WorkshopId> {
    text.parse().map_err(|_| Problem::of(Case::NotFound))
}
