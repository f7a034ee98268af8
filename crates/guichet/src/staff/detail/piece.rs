//! `GET /demandes/{number}/pieces/{sha256}`.

use atelier_protocol::RecordHash;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use super::find::find;
use crate::base::desk::Desk;
use crate::evidence::Evidence;
use crate::evidence::answer::{Manner, answer};
use crate::staff::member::Member;
use crate::staff::page;

/// A piece of evidence that this request names.
pub(crate) async fn piece(
    State(desk): State<Desk>,
    State(evidence): State<Evidence>,
    member: Member,
    Path((number, sha256)): Path<(String, String)>,
) -> Response {
    let named = match find(&desk, number).await {
        Ok(found) => found.is_some_and(|found| {
            found
                .body
                .evidence
                .iter()
                .any(|piece| piece.sha256.as_str() == sha256)
        }),
        Err(fault) => return page::out_of_order(&desk, &fault),
    };
    let Some(hash) = RecordHash::parse(&sha256).filter(|_| named) else {
        return page::nothing_here(&desk, &member.name);
    };
    match answer(&evidence, hash, Manner::Shown).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}
