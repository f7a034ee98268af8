//! Requests that waited for the declaration to be known leave.

use atelier_domain::{Moment, RequestEvent, RequestState};
use atelier_store::{RequestFilter, Store};

use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::sealing::request::{enqueue_request, lacks};

/// INAÉ acknowledged the declaration: held requests are queued. One that lacks something by now (a rule withdrawn, an
/// address removed, a badge gone from the catalogue) goes back to its author, and holds nothing else up.
pub(crate) fn release_held(store: &Store, at: Moment) -> Answer<()> {
    let shelf = Shelf::read(store)?;
    let states = Some(vec![RequestState::Held]);
    for row in store.requests(&RequestFilter {
        states,
        ..RequestFilter::default()
    })? {
        let request = &row.request;
        let lacks_nothing = shelf.catalogue.badge(&request.badge).is_some()
            && match store.participant(request.participant)? {
                Some(person) => lacks(store, &shelf, &row, &person)?.is_empty(),
                None => false,
            };
        let event = if lacks_nothing {
            RequestEvent::ModeAcknowledged
        } else {
            RequestEvent::TakenBack
        };
        let Ok(next) = request.state.after(event) else {
            continue;
        };
        if lacks_nothing {
            enqueue_request(store, &shelf, request.id, row.updated_at)?;
        }
        store.move_request(request.id, next, at)?;
    }
    crate::requests::assess::reassess(store, at, None)
}
