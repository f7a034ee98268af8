//! What is ticked in a list: found again when something is done with it.

use atelier_domain::{CalendarDate, Identifier, ParticipantId, RequestId, RequestState};
use atelier_store::{RequestMark, Slice, Store};
use std::collections::BTreeSet;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::lists::query;
use crate::lists::view::{ConfirmedView, ListKind, ListQuery, Picked, PickedView};
use crate::requests::confirm::confirm_if_complete;
use crate::requests::read::is_to_be_read;

/// The rows found but those left out, or the rows ticked, in the order in which they were.
fn chosen<T: Identifier>(
    picked: &Picked,
    find: impl FnOnce(&ListQuery) -> Answer<Vec<T>>,
) -> Answer<Vec<T>> {
    match &picked.found {
        None => {
            let ids = picked.ids.iter().map(|id| T::from_text(id));
            let ids: Option<_> = ids.collect();
            ids.ok_or_else(|| Problem::of(Case::NotFound))
        }
        Some(query) => {
            let left_out: BTreeSet<&str> = picked.ids.iter().map(String::as_str).collect();
            let mut found = find(query)?;
            found.retain(|id| !left_out.contains(id.to_string().as_str()));
            Ok(found)
        }
    }
}

/// The people ticked.
pub(crate) fn people(
    store: &Store,
    picked: &Picked,
    today: CalendarDate,
) -> Answer<Vec<ParticipantId>> {
    chosen(picked, |query| {
        let (search, order) = query::people(query)?;
        Ok(store.people_found(&search, order, Slice::ALL, today)?)
    })
}

/// The requests ticked, or those of the receipts ticked.
pub(crate) fn requests(store: &Store, picked: &Picked) -> Answer<Vec<RequestId>> {
    chosen(picked, |query| {
        let shelf = Shelf::read(store)?;
        match picked.list {
            ListKind::Requests => {
                let (search, (order, descending)) = query::requests(&shelf, query)?;
                Ok(store.requests_found(&search, (&order, descending), Slice::ALL)?)
            }
            ListKind::Receipts => {
                let (search, (order, descending)) = query::receipts(&shelf, query)?;
                Ok(store.receipts_found(&search, (&order, descending), Slice::ALL)?)
            }
            ListKind::People => Err(Problem::of(Case::NotFound)),
        }
    })
}

/// Whether it is confirmed with the others: complete, of a badge that still exists, and not to be read by itself first.
fn goes_along(shelf: &Shelf, mark: &RequestMark) -> bool {
    mark.state == RequestState::Ready
        && shelf.catalogue.badge(&mark.badge).is_some()
        && !to_be_read(mark)
}

fn to_be_read(mark: &RequestMark) -> bool {
    is_to_be_read(mark.state, mark.origin, mark.handed)
}

fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl App {
    /// What can be done with what is ticked.
    ///
    /// # Errors
    /// `not-found` for an unknown column, part, workshop, badge or day.
    pub fn picked(&self, picked: &Picked) -> Answer<PickedView> {
        let today = self.clock.today();
        self.with(|store| {
            if picked.list == ListKind::People {
                let people = people(store, picked, today)?;
                return Ok(PickedView {
                    count: size(people.len()),
                    ready: 0,
                    to_review: 0,
                    received: 0,
                    obtained: store.count_obtained(&people)?,
                });
            }
            let marks = store.request_marks(&requests(store, picked)?)?;
            let shelf = Shelf::read(store)?;
            let number = |keep: &dyn Fn(&RequestMark) -> bool| {
                size(marks.iter().filter(|mark| keep(mark)).count())
            };
            Ok(PickedView {
                count: size(marks.len()),
                ready: number(&|mark| goes_along(&shelf, mark)),
                to_review: number(&|mark| mark.state == RequestState::Ready && to_be_read(mark)),
                received: number(&|mark| mark.received),
                obtained: number(&|mark| {
                    matches!(mark.state, RequestState::Issued | RequestState::InPassport)
                }),
            })
        })
    }

    /// Confirms the complete requests among those ticked. The others are left as they are, and so are those that a person
    /// made at the station: the facilitator reads these one by one.
    ///
    /// # Errors
    /// As [`App::picked`].
    pub fn confirm_requests(&self, picked: &Picked) -> Answer<ConfirmedView> {
        let done = self.atomically(|store| {
            let ids = requests(store, picked)?;
            let marks = store.request_marks(&ids)?;
            let shelf = Shelf::read(store)?;
            let mut confirmed = Vec::new();
            for mark in marks.iter().filter(|mark| goes_along(&shelf, mark)) {
                if confirm_if_complete(store, mark.id, self.now())? {
                    confirmed.push(mark.id.into());
                }
            }
            Ok(ConfirmedView {
                left: size(marks.len() - confirmed.len()),
                confirmed,
            })
        })?;
        self.courier.work_added();
        Ok(done)
    }

    /// Takes confirmed requests back, as long as nothing of them was sent (undo). Gives how many were.
    ///
    /// # Errors
    /// `not-found`.
    pub fn take_back_requests(&self, ids: &[RequestId]) -> Answer<u32> {
        let mut taken = 0;
        for id in ids {
            match self.take_back_request(*id) {
                Ok(_) => taken += 1,
                // It left meanwhile.
                Err(problem) if problem.case == Case::AlreadySent => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(taken)
    }
}
