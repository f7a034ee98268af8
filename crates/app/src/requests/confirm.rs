//! Confirming requests for sending, and taking them back.

use atelier_domain::{Missing, Moment, RequestEvent, RequestId, RequestState};
use atelier_store::Store;
use atelier_texts as texts;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::requests::read::{find, person_of, view};
use crate::requests::view::RequestView;
use crate::sealing::{declaration, request};

impl App {
    /// Confirms a complete request: it is queued, or held until INAÉ knows the validation mode.
    ///
    /// # Errors
    /// `request-incomplete`, which says what is missing.
    pub fn confirm_request(&self, id: RequestId) -> Answer<RequestView> {
        let view = self.atomically(|store| {
            confirm(store, id, self.now())?;
            view(store, id)
        })?;
        self.courier.work_added();
        Ok(view)
    }

    /// Takes a confirmed request back, as long as nothing of it was sent.
    ///
    /// # Errors
    /// `already-sent`.
    pub fn take_back_request(&self, id: RequestId) -> Answer<RequestView> {
        self.atomically(|store| {
            let state = find(store, id)?.request.state;
            let next = state
                .after(RequestEvent::TakenBack)
                .map_err(|_| Problem::of(Case::AlreadySent))?;
            if state == RequestState::Queued && !store.withdraw(&id.to_string())? {
                return Err(Problem::of(Case::AlreadySent));
            }
            store.move_request(id, next, self.now())?;
            view(store, id)
        })
    }
}

/// Confirms one among others, if nothing is missing; whether it was. What is missing is found before anything is written:
/// the others go.
pub(crate) fn confirm_if_complete(store: &Store, id: RequestId, at: Moment) -> Answer<bool> {
    match confirm(store, id, at) {
        Ok(()) => Ok(true),
        Err(problem) => match problem.case {
            Case::RequestIncomplete { .. } | Case::RequestNotAnswered => Ok(false),
            _ => Err(problem),
        },
    }
}

/// Confirms one request, if nothing is missing.
pub(crate) fn confirm(store: &Store, id: RequestId, at: Moment) -> Answer<()> {
    let row = find(store, id)?;
    let person = person_of(store, row.request.participant)?;
    let shelf = Shelf::read(store)?;
    match &request::lacks(store, &shelf, &row, &person)?[..] {
        [] => {}
        [Missing::Reply] => return Err(Problem::of(Case::RequestNotAnswered)),
        missing => {
            let lacking: Vec<String> = missing.iter().copied().map(texts::missing::of).collect();
            return Err(Problem::of(Case::RequestIncomplete {
                missing: lacking.join(" "),
            }));
        }
    }
    let complete = RequestEvent::Edited {
        complete: true,
        asked: row.asked_at.is_some(),
    };
    let mode_acknowledged = declaration::mode_is_acknowledged(store)?;
    let mut request = row.request;
    request.state = request
        .state
        .after(complete)
        .and_then(|ready| ready.after(RequestEvent::Confirmed { mode_acknowledged }))
        .map_err(|_| Problem::of(Case::RequestNotEditable))?;
    // What INAÉ has never changes: what it sent back goes again as another revision.
    if let Some(received) = store.receipt(&id.to_string())? {
        request.revision = request.revision.max(received.revision.saturating_add(1));
    }
    store.save_request(&request, at)?;
    store.set_request_handed(id, None)?;
    match request.state {
        RequestState::Queued => request::enqueue_request(store, &shelf, id, at),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
