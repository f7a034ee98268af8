//! The request that a page is about.

use atelier_protocol::{BadgeRequestRecord, RecordBody};

use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::base::problem::Fault;
use crate::reading::rows::{Question, ReceivedRequest, question, received};

/// A request with what INAÉ last asked about it.
pub(super) struct Found {
    pub(super) request: ReceivedRequest,
    pub(super) body: BadgeRequestRecord,
    pub(super) question: Option<Question>,
}

/// The request of this number.
pub(super) async fn find(desk: &Desk, number: String) -> Result<Option<Found>, Fault> {
    let found = blocking(desk, move |desk| {
        let Some(request) = received(desk, &number)? else {
            return Ok::<_, Fault>(None);
        };
        let question = question(desk, &request.record.id)?;
        Ok(Some((request, question)))
    })
    .await?;
    Ok(
        found.and_then(|(request, question)| match request.record.body.clone() {
            RecordBody::BadgeRequest(body) => Some(Found {
                request,
                body,
                question,
            }),
            RecordBody::Declaration(_) => None,
        }),
    )
}
