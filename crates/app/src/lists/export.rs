//! What is ticked in a list, as a table for a spreadsheet.

use atelier_domain::{CalendarDate, Participant, ParticipantId, RequestId, WorkshopId};
use atelier_store::{RequestRow, Store, WorkshopName};
use atelier_texts as texts;
use std::collections::BTreeMap;

use crate::base::clock::{day_of, moment_of};
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::lists::picked;
use crate::lists::table::{Cell, Table};
use crate::lists::view::{ListKind, Picked};
use crate::requests::read::waits_for_a_reading;
use crate::sealing::request;

/// How many rows are read at a time.
const AT_ONCE: usize = 500;

/// The table of what is ticked, in the order of its list.
pub(crate) fn table(store: &Store, picked: &Picked, today: CalendarDate) -> Answer<Table> {
    match picked.list {
        ListKind::People => Ok(Table {
            name: texts::table::people(today),
            header: vec![
                texts::table::last_name(),
                texts::table::first_name(),
                texts::table::email(),
                texts::table::phone(),
                texts::table::last_workshop(),
                texts::table::requests(),
            ],
            rows: people(store, picked, today)?,
        }),
        ListKind::Requests => Ok(Table {
            name: texts::table::requests_list(today),
            header: vec![
                texts::table::last_name(),
                texts::table::first_name(),
                texts::table::badge(),
                texts::table::state(),
                texts::table::missing(),
                texts::table::number(),
                texts::table::workshop_date(),
                texts::table::workshop_place(),
                texts::table::updated(),
                texts::table::issued(),
            ],
            rows: rows(store, picked, request)?,
        }),
        ListKind::Receipts => Ok(Table {
            name: texts::table::receipts(today),
            header: vec![
                texts::table::number(),
                texts::table::last_name(),
                texts::table::first_name(),
                texts::table::badge(),
                texts::table::received(),
            ],
            rows: rows(store, picked, receipt)?,
        }),
    }
}

fn people(store: &Store, picked: &Picked, today: CalendarDate) -> Answer<Vec<Vec<Cell>>> {
    let mut rows = Vec::new();
    for id in picked::people(store, picked, today)? {
        let Some(line) = store.person_line(id, today)? else {
            continue;
        };
        let person = line.person;
        rows.push(vec![
            person.last_name.to_string().into(),
            person.first_name.to_string().into(),
            person
                .email
                .map(|email| email.to_string())
                .unwrap_or_default()
                .into(),
            person.phone.unwrap_or_default().into(),
            line.last_workshop.into(),
            line.requests.into(),
        ]);
    }
    Ok(rows)
}

/// What rows are made from, read once.
struct Known {
    shelf: Shelf,
    workshops: BTreeMap<WorkshopId, WorkshopName>,
    people: BTreeMap<ParticipantId, Option<Participant>>,
}

impl Known {
    fn read(store: &Store) -> Answer<Self> {
        let workshops = store.workshop_names()?.into_iter();
        Ok(Self {
            shelf: Shelf::read(store)?,
            workshops: workshops.map(|one| (one.id, one)).collect(),
            people: BTreeMap::new(),
        })
    }

    fn person(&mut self, store: &Store, id: ParticipantId) -> Answer<Option<Participant>> {
        if let Some(known) = self.people.get(&id) {
            return Ok(known.clone());
        }
        let found = store.participant(id)?;
        self.people.insert(id, found.clone());
        Ok(found)
    }

    fn badge_name(&self, row: &RequestRow) -> Cell {
        let badge = self.shelf.known(&row.request.badge);
        let name = badge.map_or_else(|| row.request.badge.to_string(), |badge| badge.name.clone());
        name.into()
    }
}

type MakeRow = fn(&Store, &Known, (&RequestRow, &Participant)) -> Answer<Vec<Cell>>;

/// A row for each request ticked, a few hundred read at a time.
fn rows(store: &Store, picked: &Picked, make: MakeRow) -> Answer<Vec<Vec<Cell>>> {
    let mut known = Known::read(store)?;
    let ids: Vec<RequestId> = picked::requests(store, picked)?;
    let mut rows = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        for row in store.requests_of(some)? {
            if let Some(person) = known.person(store, row.request.participant)? {
                rows.push(make(store, &known, (&row, &person))?);
            }
        }
    }
    Ok(rows)
}

fn request(
    store: &Store,
    known: &Known,
    (row, person): (&RequestRow, &Participant),
) -> Answer<Vec<Cell>> {
    let request = &row.request;
    let lacking = if request.state.is_editable() {
        let lacks = request::lacks(store, &known.shelf, row, person)?;
        let lacks: Vec<String> = lacks.into_iter().map(texts::missing::of).collect();
        lacks.join(" ")
    } else {
        String::new()
    };
    let receipt = store.receipt(&request.id.to_string())?;
    let workshop = request.workshop.and_then(|id| known.workshops.get(&id));
    Ok(vec![
        person.last_name.to_string().into(),
        person.first_name.to_string().into(),
        known.badge_name(row),
        if waits_for_a_reading(row) {
            texts::request::to_review().into()
        } else {
            texts::request_state::of(request.state).into()
        },
        lacking.into(),
        receipt
            .map(|receipt| receipt.number)
            .unwrap_or_default()
            .into(),
        workshop.map(|one| one.date).into(),
        workshop
            .map(|one| one.place.clone())
            .unwrap_or_default()
            .into(),
        Some(day_of(row.updated_at)).into(),
        row.issued_at.map(day_of).into(),
    ])
}

fn receipt(
    store: &Store,
    known: &Known,
    (row, person): (&RequestRow, &Participant),
) -> Answer<Vec<Cell>> {
    let receipt = store.receipt(&row.request.id.to_string())?;
    let received = receipt.as_ref().and_then(|one| moment_of(&one.received_at));
    Ok(vec![
        receipt.map(|one| one.number).unwrap_or_default().into(),
        person.last_name.to_string().into(),
        person.first_name.to_string().into(),
        known.badge_name(row),
        received.map(day_of).into(),
    ])
}
