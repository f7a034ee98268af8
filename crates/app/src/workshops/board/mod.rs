//! The workshop's board: where each person is, who waits, who is blocked and why.

use atelier_domain::wait::{is_under_way, longest, waiting_since};
use atelier_domain::{
    Attendance, Block, Moment, ParticipantId, Progress, Step, StepState, WorkshopId,
};
use atelier_store::{ProgressRow, Store, Times};
use atelier_texts as texts;

use crate::base::app::App;
use crate::base::labels::choices;
use crate::base::numbers::millis;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::people::participants;
use crate::requests::view::RequestSummary;
use crate::workshops::board::block::block_of;
use crate::workshops::board::read::{Board, read};
use crate::workshops::board::view::{BlockForm, BoardRow, BoardView, MarkView, StepView};
use crate::workshops::plan::find;

pub mod view;

pub mod read;

pub mod projection;

pub mod block;
pub mod cell;

pub(crate) fn step_view(step: Step) -> StepView {
    StepView {
        code: step.into(),
        label: texts::step::of(step),
        now: texts::step_now::of(step),
        derived: step.is_derived(),
    }
}

/// Steps over and steps in all, of those present.
pub(crate) fn group(board: &Board) -> (u32, u32) {
    let cells = board
        .places
        .iter()
        .filter(|place| place.attendance == Attendance::Present)
        .flat_map(|place| &place.cells);
    cells.fold((0, 0), |(done, all), cell| {
        (done + u32::from(cell.state.is_over()), all + 1)
    })
}

/// Since when each of those present waits, once it means something; nobody waits before the start, or after the end.
fn waits(board: &Board, now: Moment) -> Vec<(ParticipantId, Option<Moment>)> {
    let Times {
        started_at,
        closed_at,
    } = board.times;
    if !is_under_way(started_at, closed_at, now) {
        return Vec::new();
    }
    let places = board.places.iter();
    let there = places.filter(|place| place.attendance == Attendance::Present);
    there
        .map(|place| {
            let since = waiting_since(&place.cells, &place.requests, place.came, started_at);
            (place.person.id, since)
        })
        .collect()
}

fn view(store: &Store, id: WorkshopId, now: Moment) -> Answer<BoardView> {
    let shelf = Shelf::read(store)?;
    let board = read(store, id, &shelf)?;
    let (done, total) = group(&board);
    let shown = [&board.requests[..], &board.begun[..]].concat();
    let summaries = crate::requests::read::summaries(store, &shelf, &shown)?;
    let waits = waits(&board, now);
    let named = longest(&waits);
    let rows = board
        .places
        .iter()
        .map(|place| {
            let wait = waits.iter().find(|(id, _)| *id == place.person.id);
            let named = named.filter(|(id, _)| *id == place.person.id);
            let person = place.person.id;
            let requests: Vec<RequestSummary> = summaries
                .iter()
                .filter(|request| request.participant_id == person)
                .cloned()
                .collect();
            BoardRow {
                participant: participants::view(
                    &place.person,
                    u32::try_from(requests.len()).unwrap_or(u32::MAX),
                ),
                attendance: place.attendance.into(),
                current: place
                    .cells
                    .iter()
                    .find(|cell| cell.state == StepState::Doing)
                    .map(|cell| cell.step.into()),
                cells: place
                    .cells
                    .iter()
                    .map(|cell| cell::view(cell, place, &board, &requests))
                    .collect(),
                waiting_since: wait.and_then(|(_, since)| since.map(millis)),
                longest_from: named.map(|(_, from)| millis(from)),
                requests,
            }
        })
        .collect();
    let Times {
        started_at,
        closed_at,
    } = board.times;
    Ok(BoardView {
        workshop: id.into(),
        forgotten: started_at.is_some()
            && closed_at.is_none()
            && !is_under_way(started_at, closed_at, now),
        steps: Step::of(board.workshop.plan.kind)
            .iter()
            .map(|step| step_view(*step))
            .collect(),
        rows,
        badges: board
            .workshop
            .badges
            .iter()
            .map(|badge| shelf.view(badge))
            .collect(),
        started_at: started_at.map(millis),
        closed_at: closed_at.map(millis),
        minutes: board.workshop.plan.minutes,
        done,
        total,
        reasons: choices(texts::block::of),
    })
}

/// Whether the step of a mark is done without any mark of its own. What the requests tell cannot be said otherwise.
fn done_all_the_same(store: &Store, id: WorkshopId, mark: &ProgressRow) -> Answer<bool> {
    let step = mark.progress.step;
    if step.is_derived() {
        return Ok(false);
    }
    let board = read(store, id, &Shelf::read(store)?)?;
    let mut places = board.places.iter();
    let place = places.find(|place| place.person.id == mark.participant);
    let mut cells = place.iter().flat_map(|place| &place.cells);
    Ok(cells.any(|cell| cell.step == step && cell.state == StepState::Done))
}

impl App {
    /// The board of a workshop.
    ///
    /// # Errors
    /// `not-found`.
    pub fn board(&self, id: WorkshopId) -> Answer<BoardView> {
        self.with(|store| view(store, id, self.now()))
    }

    /// Marks whether people came (`expected`, `present`, `absent`): all of them, or none when one is not invited.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_attendance(
        &self,
        id: WorkshopId,
        participants: &[ParticipantId],
        attendance: Attendance,
    ) -> Answer<BoardView> {
        self.atomically(|store| {
            for participant in participants {
                store.set_attendance(id, *participant, attendance, self.now())?;
            }
            view(store, id, self.now())
        })
    }

    /// Marks a step done (`done`), or not done (`todo`). The first mark starts the timer.
    ///
    /// # Errors
    /// `step-derived` for a step that is read from the requests; `step-unknown`; `not-found`.
    pub fn set_step(
        &self,
        workshop: WorkshopId,
        participant: ParticipantId,
        step: Step,
        state: StepState,
    ) -> Answer<BoardView> {
        if ![StepState::Done, StepState::Todo].contains(&state) {
            return Err(Problem::of(Case::StepUnknown));
        }
        if step.is_derived() && state == StepState::Done {
            return Err(Problem::of(Case::StepDerived));
        }
        self.mark(workshop, participant, step, state, None)
    }

    /// Puts a mark back as it was before (undo): its state and since when; none when there was none.
    ///
    /// # Errors
    /// As [`App::set_step`] and [`App::block_step`].
    pub fn restore_step(
        &self,
        id: WorkshopId,
        person: ParticipantId,
        step: Step,
        mark: Option<&MarkView>,
    ) -> Answer<BoardView> {
        let progress = mark
            .map(|mark| {
                let MarkView {
                    state,
                    since,
                    block,
                } = mark;
                // Whole milliseconds, as they were given.
                #[allow(clippy::cast_possible_truncation)]
                let since = Moment::from_unix_millis(*since as i64);
                Ok::<_, Problem>(Progress {
                    step,
                    state: state.0,
                    since,
                    block: block.as_ref().map(block_of).transpose()?,
                })
            })
            .transpose()?;
        self.atomically(|store| {
            match progress {
                Some(progress) => store.set_progress(&ProgressRow {
                    participant: person,
                    workshop: id,
                    progress,
                })?,
                None => store.clear_progress(person, id, step)?,
            }
            view(store, id, self.now())
        })
    }

    /// Marks a step blocked, with a reason from the short list.
    ///
    /// # Errors
    /// `block-detail` or `block-date` on the field at fault; `step-unknown`; `not-found`.
    pub fn block_step(
        &self,
        workshop: WorkshopId,
        participant: ParticipantId,
        step: Step,
        block: &BlockForm,
    ) -> Answer<BoardView> {
        let block = block_of(block)?;
        self.mark(workshop, participant, step, StepState::Blocked, Some(block))
    }

    fn mark(
        &self,
        id: WorkshopId,
        participant: ParticipantId,
        step: Step,
        state: StepState,
        block: Option<Block>,
    ) -> Answer<BoardView> {
        self.atomically(|store| {
            let workshop = find(store, id)?;
            let invited = workshop
                .participants
                .iter()
                .any(|(person, _)| *person == participant);
            if !invited {
                return Err(Problem::of(Case::NotFound));
            }
            if !Step::of(workshop.plan.kind).contains(&step) {
                return Err(Problem::of(Case::StepUnknown));
            }
            let mark = ProgressRow {
                participant,
                workshop: id,
                progress: Progress {
                    step,
                    state,
                    since: self.now(),
                    block,
                },
            };
            if state == StepState::Todo {
                store.clear_progress(participant, id, step)?;
                // Known to be done from elsewhere: it is said here that it is not.
                if done_all_the_same(store, id, &mark)? {
                    store.set_progress(&mark)?;
                }
            } else {
                store.set_progress(&mark)?;
            }
            let times = store.workshop_times(id)?;
            // What is settled days afterwards does not begin anything.
            let over = workshop.date < self.clock.today();
            if times.started_at.is_none() && state != StepState::Todo && !over {
                let started_at = Some(self.now());
                store.set_workshop_times(
                    id,
                    Times {
                        started_at,
                        ..times
                    },
                )?;
            }
            view(store, id, self.now())
        })
    }

    /// Starts the timer, or takes its start back (undo).
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_timer(&self, id: WorkshopId, running: bool) -> Answer<BoardView> {
        self.atomically(|store| {
            let times = store.workshop_times(id)?;
            let started_at = running.then(|| times.started_at.unwrap_or_else(|| self.now()));
            store.set_workshop_times(
                id,
                Times {
                    started_at,
                    ..times
                },
            )?;
            view(store, id, self.now())
        })
    }

    /// Closes the workshop, or opens it again (undo).
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_closed(&self, id: WorkshopId, closed: bool) -> Answer<BoardView> {
        self.atomically(|store| {
            let times = store.workshop_times(id)?;
            let closed_at = closed.then(|| self.now());
            store.set_workshop_times(id, Times { closed_at, ..times })?;
            view(store, id, self.now())
        })
    }
}
