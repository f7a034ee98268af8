//! What the outbox holds, counted.

use atelier_domain::{EvidenceHash, RequestState};
use atelier_store::{OutboxState, Store};

use crate::base::problem::Answer;

/// How many requests wait to reach INAÉ: held and queued.
pub(crate) fn waiting(store: &Store) -> Answer<u32> {
    let waits = |state: &RequestState| matches!(state, RequestState::Held | RequestState::Queued);
    Ok(store
        .counts_by_state()?
        .iter()
        .filter(|(state, _)| waits(state))
        .map(|(_, n)| *n)
        .sum())
}

/// Whether a stopped row stands in the outbox.
pub(crate) fn stopped(store: &Store) -> Answer<u32> {
    let count = store
        .outbox()?
        .iter()
        .filter(|row| row.state == OutboxState::Stopped)
        .count();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Evidence still to be given to the guichet by rows that wait.
pub(crate) fn evidence_wanted(store: &Store, hash: EvidenceHash) -> Answer<bool> {
    Ok(store
        .outbox()?
        .iter()
        .any(|row| row.state == OutboxState::Waiting && row.evidence.contains(&hash)))
}
