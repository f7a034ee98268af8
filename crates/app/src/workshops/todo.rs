//! What is left to do about people, from the boards and from the requests: each person and each thing once.

use atelier_domain::matter::{Matter, MatterKind, Subject, by_person};
use atelier_domain::{
    CalendarDate, Origin, ParticipantId, RequestState, Step, StepState, WorkshopId, WorkshopKind,
};
use atelier_store::{OpenRequest, ProgressRow, Store};
use atelier_texts as texts;
use atelier_texts::french;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::base::app::App;
use crate::base::names::{full_name, phone};
use crate::base::problem::Answer;
use crate::base::wire::Id;
use crate::catalogue::offered::Shelf;
use crate::workshops::board::cell::{mark_view, reason_text};
use crate::workshops::board::read;
use crate::workshops::board::read::Board;
use crate::workshops::summary::{confirmation, last_ceremony};
use crate::workshops::todo_view::{TodoItem, TodoPerson, TodoView};

/// Where a matter is from.
#[derive(Debug, Clone)]
enum Source {
    /// Marked on a board.
    Mark(ProgressRow),
    /// A request.
    Request(OpenRequest),
}

/// What a request leaves to do.
fn kind_of(request: &OpenRequest) -> Option<MatterKind> {
    let read =
        request.handed || request.origin == Origin::Station && request.state == RequestState::Ready;
    match request.state {
        RequestState::Returned => Some(MatterKind::Returned),
        RequestState::Draft | RequestState::Ready if read => Some(MatterKind::Review),
        RequestState::Draft => Some(MatterKind::Draft),
        RequestState::Ready => Some(MatterKind::Ready),
        RequestState::Issued => Some(MatterKind::Accept),
        RequestState::InPassport => request.to_celebrate.then_some(MatterKind::Celebrate),
        RequestState::Held
        | RequestState::Queued
        | RequestState::Delivered
        | RequestState::InCommittee
        | RequestState::Refused
        | RequestState::Accepted => None,
    }
}

/// Everything, as it is found.
fn found(store: &Store, today: CalendarDate) -> Answer<Vec<Matter<Source>>> {
    let shelf = Shelf::read(store)?;
    let open = store.open_requests(last_ceremony(store)?)?;
    let mut boards = BTreeMap::new();
    let mut matters = Vec::new();
    for (row, kind) in store.follow_ups()? {
        if !stands(store, &shelf, &row, kind, &mut boards)? {
            continue;
        }
        let mark = &row.progress;
        let own = open.iter().find(|request| {
            request.participant == row.participant && request.workshop == Some(row.workshop)
        });
        // Why a request is not finished is said of the request.
        let subject = match own {
            Some(request) if mark.step.is_derived() => Subject::Request(request.id),
            _ => Subject::Step(mark.step),
        };
        matters.push(Matter {
            person: row.participant,
            subject,
            kind: MatterKind::Blocked,
            by: mark.block.as_ref().and_then(|block| block.follow_up),
            at: mark.since,
            about: Source::Mark(row),
        });
    }
    for row in store.unconfirmed_accounts()? {
        matters.push(Matter {
            person: row.participant,
            subject: Subject::Step(Step::Confirmed),
            kind: MatterKind::Confirm,
            by: Some(confirmation(row.progress.since, today).1),
            at: row.progress.since,
            about: Source::Mark(row),
        });
    }
    matters.extend(open.into_iter().filter_map(|request| {
        Some(Matter {
            person: request.participant,
            subject: Subject::Request(request.id),
            kind: kind_of(&request)?,
            by: None,
            at: request.updated_at,
            about: Source::Request(request),
        })
    }));
    let names: BTreeMap<ParticipantId, usize> =
        store.names_in_order()?.into_iter().zip(0..).collect();
    matters.sort_by_key(|matter| names.get(&matter.person).copied());
    Ok(matters)
}

/// Whether a block is still one: its step is one of the workshop's, and nothing known since then settles it. The boards read
/// for it are kept: many are blocked at one workshop.
fn stands(
    store: &Store,
    shelf: &Shelf,
    row: &ProgressRow,
    kind: WorkshopKind,
    boards: &mut BTreeMap<WorkshopId, Board>,
) -> Answer<bool> {
    let step = row.progress.step;
    if !Step::of(kind).contains(&step) {
        return Ok(false);
    }
    if !step.is_derived() {
        let Some(person) = store.participant(row.participant)? else {
            return Ok(false);
        };
        let marks = store.marks_of(row.participant)?;
        let requests = read::requests_of(store, row.participant)?;
        let known = read::known(store, &person, marks.iter(), &requests, shelf)?;
        return Ok(!known.settled_since(step, row.progress.since));
    }
    let board = match boards.entry(row.workshop) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(free) => free.insert(read::read(store, row.workshop, shelf)?),
    };
    let mut places = board.places.iter();
    let place = places.find(|place| place.person.id == row.participant);
    let mut cells = place.iter().flat_map(|place| &place.cells);
    Ok(cells.any(|cell| cell.step == step && cell.state == StepState::Blocked))
}

fn item(shelf: &Shelf, today: CalendarDate, matter: &Matter<Source>) -> TodoItem {
    let subject = match matter.subject {
        Subject::Request(id) => id.to_string(),
        Subject::Step(step) => step.code().to_owned(),
    };
    let told = TodoItem {
        id: subject,
        kind: matter.kind.code().to_owned(),
        why: String::new(),
        by: matter.by.map(|day| day.to_string()).unwrap_or_default(),
        by_text: matter.by.map(french::date).unwrap_or_default(),
        overdue: matter.by.is_some_and(|day| day < today),
        workshop: None,
        step: None,
        mark: None,
        request: None,
        badge_id: None,
    };
    match &matter.about {
        Source::Mark(row) => {
            let (why, step) = match &row.progress.block {
                Some(block) => (reason_text(block), row.progress.step),
                // An account was made: what is left is to confirm its address.
                None => (confirmation(row.progress.since, today).0, Step::Confirmed),
            };
            let mark = row.progress.block.as_ref();
            TodoItem {
                why,
                workshop: Some(row.workshop.into()),
                step: Some(step.into()),
                mark: mark.map(|_| mark_view(&row.progress)),
                ..told
            }
        }
        Source::Request(request) => {
            let badge = shelf.known(&request.badge);
            let name = badge.map_or_else(|| request.badge.to_string(), |one| one.name.clone());
            TodoItem {
                why: match matter.kind {
                    MatterKind::Returned => texts::todo::returned(name),
                    MatterKind::Review => texts::todo::review(name),
                    MatterKind::Ready => texts::todo::ready(name),
                    MatterKind::Draft => texts::todo::draft(name),
                    MatterKind::Accept if request.to_celebrate => {
                        texts::todo::accept_celebrate(name)
                    }
                    MatterKind::Accept => texts::todo::accept(name),
                    MatterKind::Celebrate => texts::todo::celebrate(name),
                    // Those are of steps.
                    MatterKind::Blocked | MatterKind::Confirm => String::new(),
                },
                request: Some(request.id.into()),
                badge_id: Some(Id(request.badge.clone())),
                ..told
            }
        }
    }
}

/// What is left to do about people, at whatever workshop; `limit` people at most.
pub(crate) fn todo(store: &Store, today: CalendarDate, limit: usize) -> Answer<TodoView> {
    let mut people = by_person(found(store, today)?, today);
    let total = u32::try_from(people.len()).unwrap_or(u32::MAX);
    // Only what is shown is read whole: there may be thousands.
    people.truncate(limit);
    let shelf = Shelf::read(store)?;
    let mut told = Vec::with_capacity(people.len());
    for one in people {
        let Some(person) = store.participant(one.person)? else {
            continue;
        };
        let matters = one.matters.iter();
        told.push(TodoPerson {
            participant: person.id.into(),
            person: full_name(&person),
            phone: phone(&person),
            items: matters.map(|one| item(&shelf, today, one)).collect(),
        });
    }
    Ok(TodoView {
        people: told,
        total,
    })
}

impl App {
    /// What is left to do across all workshops: who, what and by when; `limit` people at most.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn todo(&self, limit: u32) -> Answer<TodoView> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.with(|store| todo(store, self.clock.today(), limit))
    }
}
