//! Where everyone of a workshop is, and what is known of each from elsewhere.

use atelier_domain::board::cells;
use atelier_domain::{
    Attendance, CalendarDate, Cell, Known, Moment, Participant, ParticipantId, Person, Progress,
    RequestFacts, RequestState, Workshop, WorkshopId,
};
use atelier_store::{ProgressRow, RequestFilter, RequestRow, Store, Times};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::sealing::request;
use crate::workshops::plan::find;

/// A person of the workshop, with their cells.
pub(crate) struct Place {
    pub(crate) person: Participant,
    pub(crate) attendance: Attendance,
    /// When they came.
    pub(crate) came: Option<Moment>,
    pub(crate) cells: Vec<Cell>,
    /// What was marked at this workshop.
    pub(crate) marks: Vec<Progress>,
    /// What is known of their requests.
    pub(crate) requests: Vec<RequestFacts>,
    /// Since when they have their address, when it changed.
    pub(crate) address_since: Option<Moment>,
}

/// All that a board shows, before it is put in words.
pub(crate) struct Board {
    pub(crate) workshop: Workshop,
    pub(crate) times: Times,
    pub(crate) places: Vec<Place>,
    /// Prepared at this workshop.
    pub(crate) requests: Vec<RequestRow>,
    /// For one of its badges, but begun elsewhere.
    pub(crate) begun: Vec<RequestRow>,
    /// Where and when the marks were made that count here.
    pub(crate) others: BTreeMap<WorkshopId, Workshop>,
}

/// The middle of a day: where the workshop of that day is in time, near enough to count days.
pub(crate) fn noon(day: CalendarDate) -> Moment {
    let noon = day.date().midnight().assume_utc() + time::Duration::hours(12);
    Moment::from_unix_millis(noon.unix_timestamp().saturating_mul(1000))
}

/// Every request of a person.
pub(crate) fn requests_of(store: &Store, person: ParticipantId) -> Answer<Vec<RequestRow>> {
    Ok(store.requests(&RequestFilter {
        participant: Some(person),
        ..RequestFilter::default()
    })?)
}

fn facts(
    store: &Store,
    row: &RequestRow,
    person: &Participant,
    shelf: &Shelf,
) -> Answer<RequestFacts> {
    Ok(RequestFacts {
        state: row.request.state,
        complete: request::lacks(store, shelf, row, person)?.is_empty(),
        updated_at: row.updated_at,
    })
}

/// What is known of a person from their marks, their mailbox check and all their requests.
pub(crate) fn known<'a>(
    store: &Store,
    person: &Participant,
    marks: impl Iterator<Item = &'a ProgressRow>,
    requests: &[RequestRow],
    shelf: &Shelf,
) -> Answer<Known> {
    let mut known = Known::new(store.address_since(person.id)?);
    for row in marks {
        known.marked(row.workshop, &row.progress);
    }
    known.asked(&store.mailbox_check(person.id)?);
    let requests: Vec<RequestFacts> = requests
        .iter()
        .map(|row| facts(store, row, person, shelf))
        .collect::<Answer<_>>()?;
    known.requested(&requests);
    Ok(known)
}

/// Where everyone of a workshop is; people by name.
pub(crate) fn read(store: &Store, id: WorkshopId, shelf: &Shelf) -> Answer<Board> {
    let workshop = find(store, id)?;
    let times = store.workshop_times(id)?;
    let marks = store.progress_around(id)?;
    let arrivals = store.arrivals(id)?;
    let attendance: BTreeMap<ParticipantId, Attendance> =
        workshop.participants.iter().copied().collect();
    let mut requests = Vec::new();
    let mut begun = Vec::new();
    let mut places = Vec::new();
    let mut others = BTreeMap::new();
    for person in store.participants_of(id)? {
        let all = requests_of(store, person.id)?;
        let (own, elsewhere): (Vec<&ProgressRow>, Vec<&ProgressRow>) = marks
            .iter()
            .filter(|row| row.participant == person.id)
            .partition(|row| row.workshop == id);
        for row in &elsewhere {
            if let Entry::Vacant(place) = others.entry(row.workshop) {
                place.insert(find(store, row.workshop)?);
            }
        }
        let known = known(store, &person, elsewhere.into_iter(), &all, shelf)?;
        let own: Vec<Progress> = own.into_iter().map(|row| row.progress.clone()).collect();
        let mut here = Vec::new();
        for row in all {
            let BadgeOf { ours, counts } = counts(&row, &workshop);
            if !counts {
                continue;
            }
            here.push(facts(store, &row, &person, shelf)?);
            if ours {
                requests.push(row);
            } else {
                begun.push(row);
            }
        }
        let attendance = attendance
            .get(&person.id)
            .copied()
            .unwrap_or(Attendance::Expected);
        let cells = cells(
            workshop.plan.kind,
            &Person {
                here: attendance == Attendance::Present,
                own: &own,
                known: &known,
                requests: &here,
            },
            noon(workshop.date),
        );
        places.push(Place {
            attendance,
            came: arrivals.get(&person.id).copied(),
            cells,
            marks: own,
            requests: here,
            address_since: known.address_since(),
            person,
        });
    }
    Ok(Board {
        workshop,
        times,
        places,
        requests,
        begun,
        others,
    })
}

struct BadgeOf {
    /// Prepared at the workshop.
    ours: bool,
    /// Shown on its board.
    counts: bool,
}

/// What a person has under way for one of the workshop's badges counts, wherever it was begun: it is not asked for twice.
fn counts(row: &RequestRow, workshop: &Workshop) -> BadgeOf {
    let ours = row.request.workshop == Some(workshop.id);
    let aimed = workshop.badges.contains(&row.request.badge);
    BadgeOf {
        ours,
        counts: ours || aimed && row.request.state != RequestState::Refused,
    }
}
