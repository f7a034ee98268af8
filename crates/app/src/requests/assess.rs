//! Draft, ready or sent back: looked at again after each change.

use atelier_domain::{Moment, ParticipantId, RequestEvent, RequestState};
use atelier_store::{RequestFilter, RequestRow, Store};

use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::requests::read::person_of;
use crate::sealing::request;

/// Draft, ready or still sent back, after a change of what the request says or of what it needs.
pub(crate) fn assess(store: &Store, shelf: &Shelf, row: RequestRow, at: Moment) -> Answer<()> {
    let person = person_of(store, row.request.participant)?;
    let edited = RequestEvent::Edited {
        complete: request::lacks(store, shelf, &row, &person)?.is_empty(),
        asked: row.asked_at.is_some(),
    };
    let mut request = row.request;
    request.state = request
        .state
        .after(edited)
        .map_err(|_| Problem::of(Case::RequestNotEditable))?;
    Ok(store.save_request(&request, at)?)
}

/// Looks again at what unfinished requests lack, of one person or of all, when a person or a rule has changed.
pub(crate) fn reassess(
    store: &Store,
    at: Moment,
    participant: Option<ParticipantId>,
) -> Answer<()> {
    let shelf = Shelf::read(store)?;
    let states = Some(vec![
        RequestState::Draft,
        RequestState::Ready,
        RequestState::Returned,
    ]);
    for row in store.requests(&RequestFilter {
        participant,
        states,
        ..RequestFilter::default()
    })? {
        let person = person_of(store, row.request.participant)?;
        let complete = request::lacks(store, &shelf, &row, &person)?.is_empty();
        if complete != (row.request.state == RequestState::Ready) {
            assess(store, &shelf, row, at)?;
        }
    }
    Ok(())
}
