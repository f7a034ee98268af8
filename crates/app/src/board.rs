//! The workshop's board: where each person is, who waits, who is blocked and why.

use std::collections::BTreeMap;

use atelier_domain::board::{Cell, Progress, RequestFacts, cells, waiting_since};
use atelier_domain::{
    Attendance, Block, BlockReason, Moment, Participant, ParticipantId, RequestState, Step,
    StepState, Workshop, WorkshopId,
};
use atelier_store::{ProgressRow, RequestFilter, RequestRow, Store, Times};

use crate::App;
use crate::catalogue::Shelf;
use crate::labels::{choice, label};
use crate::participants::{self, participant_id};
use crate::problem::{Answer, Problem};
use crate::view::{
    BlockForm, BoardRow, BoardView, MarkView, ProjectionRow, ProjectionView, RequestSummary,
    StepCell, StepView,
};
use crate::workshops::{find, workshop_id};

/// Longest explanation of what blocks, in characters.
const MAX_DETAIL: usize = 500;

fn step_of(code: &str) -> Answer<Step> {
    Step::from_code(code).ok_or_else(|| Problem::of("step-unknown"))
}

fn step_view(step: Step) -> StepView {
    StepView {
        code: step.code().to_owned(),
        label: label("step", step.code()),
        now: label("step-now", step.code()),
        derived: step.is_derived(),
    }
}

pub(crate) fn millis(moment: Moment) -> f64 {
    // Milliseconds since 1970 stay below 2^53 for a hundred thousand years.
    #[allow(clippy::cast_precision_loss)]
    let millis = moment.unix_millis() as f64;
    millis
}

/// Why a step is blocked and when one looks again, in a line.
pub(crate) fn block_text(cell: &Cell) -> Option<String> {
    let block = cell.block.as_ref()?;
    let mut text = label("block", block.reason.code());
    if !block.detail.is_empty() {
        text = format!("{text}\u{a0}: {}", block.detail);
    }
    Some(match block.follow_up {
        Some(day) => format!("{text} · {}", day.in_french()),
        None => text,
    })
}

fn block_form(block: &Block) -> BlockForm {
    BlockForm {
        reason: block.reason.code().to_owned(),
        detail: block.detail.clone(),
        follow_up: block
            .follow_up
            .map(|day| day.to_string())
            .unwrap_or_default(),
    }
}

/// A block, as it was filled in.
fn block_of(form: &BlockForm) -> Answer<Block> {
    let BlockForm {
        reason,
        detail,
        follow_up,
    } = form;
    if detail.chars().count() > MAX_DETAIL {
        return Err(Problem::of("block-detail").on("detail"));
    }
    let follow_up = match follow_up.trim() {
        "" => None,
        day => Some(
            day.parse()
                .map_err(|_| Problem::of("block-date").on("follow_up"))?,
        ),
    };
    Ok(Block {
        reason: BlockReason::from_code(reason).ok_or_else(|| Problem::of("step-unknown"))?,
        detail: detail.trim().to_owned(),
        follow_up,
    })
}

fn cell_view(cell: &Cell, marks: &[Progress]) -> StepCell {
    let mark = marks.iter().find(|mark| mark.step == cell.step);
    StepCell {
        mark: mark.map(|mark| MarkView {
            state: mark.state.code().to_owned(),
            since: millis(mark.since),
            block: mark.block.as_ref().map(block_form),
        }),
        step: cell.step.code().to_owned(),
        state: cell.state.code().to_owned(),
        state_label: label("step-state", cell.state.code()),
        earlier: cell.earlier,
        block: cell.block.as_ref().map(block_form),
        block_text: block_text(cell),
    }
}

/// A person of the workshop, with their cells.
pub(crate) struct Place {
    pub(crate) person: Participant,
    pub(crate) attendance: Attendance,
    pub(crate) cells: Vec<Cell>,
    /// What was marked at this workshop.
    pub(crate) marks: Vec<Progress>,
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
}

/// Where everyone of a workshop is; people by name.
pub(crate) fn read(store: &Store, id: WorkshopId, shelf: &Shelf) -> Answer<Board> {
    let workshop = find(store, id)?;
    let times = store.workshop_times(id)?;
    let mut own: BTreeMap<ParticipantId, Vec<Progress>> = BTreeMap::new();
    let mut elsewhere = own.clone();
    for row in store.progress_around(id)? {
        let side = if row.workshop == id {
            &mut own
        } else {
            &mut elsewhere
        };
        side.entry(row.participant).or_default().push(row.progress);
    }
    let requests = store.requests(&RequestFilter {
        workshop: Some(id),
        ..RequestFilter::default()
    })?;
    // What a person has under way for one of its badges counts, wherever it was begun: it is not asked for twice.
    let mut begun = Vec::new();
    for (participant, _) in &workshop.participants {
        let all = store.requests(&RequestFilter {
            participant: Some(*participant),
            ..RequestFilter::default()
        })?;
        begun.extend(all.into_iter().filter(|row| {
            row.request.workshop != Some(id)
                && row.request.state != RequestState::Refused
                && workshop.badges.contains(&row.request.badge)
        }));
    }
    let attendance: BTreeMap<ParticipantId, Attendance> =
        workshop.participants.iter().copied().collect();
    let places = store
        .participants_of(id)?
        .into_iter()
        .map(|person| {
            let facts: Vec<RequestFacts> = requests
                .iter()
                .chain(&begun)
                .filter(|row| row.request.participant == person.id)
                .map(|row| RequestFacts {
                    state: row.request.state,
                    complete: row
                        .request
                        .missing(&person, shelf.rule_is_complete(&row.request.badge))
                        .is_empty(),
                    updated_at: row.updated_at,
                })
                .collect();
            let of = |side: &BTreeMap<ParticipantId, Vec<Progress>>| {
                side.get(&person.id).cloned().unwrap_or_default()
            };
            Place {
                attendance: attendance
                    .get(&person.id)
                    .copied()
                    .unwrap_or(Attendance::Expected),
                cells: cells(workshop.plan.kind, &of(&own), &of(&elsewhere), &facts),
                marks: of(&own),
                person,
            }
        })
        .collect();
    Ok(Board {
        workshop,
        times,
        places,
        requests,
        begun,
    })
}

/// Steps done and steps in all, of those present.
fn group(board: &Board) -> (u32, u32) {
    let cells = board
        .places
        .iter()
        .filter(|place| place.attendance == Attendance::Present)
        .flat_map(|place| &place.cells);
    cells.fold((0, 0), |(done, all), cell| {
        (done + u32::from(cell.state == StepState::Done), all + 1)
    })
}

fn view(store: &Store, id: WorkshopId) -> Answer<BoardView> {
    let shelf = Shelf::read(store)?;
    let board = read(store, id, &shelf)?;
    let (done, total) = group(&board);
    let shown = [&board.requests[..], &board.begun[..]].concat();
    let summaries = crate::requests::summaries(store, &shelf, &shown)?;
    let waits: Vec<Option<Moment>> = board
        .places
        .iter()
        .map(|place| {
            let here = place.attendance == Attendance::Present && board.times.closed_at.is_none();
            here.then(|| waiting_since(&place.cells, board.times.started_at))
                .flatten()
        })
        .collect();
    let longest = waits.iter().copied().flatten().min();
    let rows = board
        .places
        .iter()
        .zip(&waits)
        .map(|(place, wait)| {
            let person = place.person.id.to_string();
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
                attendance: place.attendance.code().to_owned(),
                current: place
                    .cells
                    .iter()
                    .find(|cell| cell.state == StepState::Doing)
                    .map(|cell| cell.step.code().to_owned()),
                cells: place
                    .cells
                    .iter()
                    .map(|cell| cell_view(cell, &place.marks))
                    .collect(),
                waiting_since: wait.map(millis),
                longest: wait.is_some() && *wait == longest,
                requests,
            }
        })
        .collect();
    Ok(BoardView {
        workshop: id.to_string(),
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
        started_at: board.times.started_at.map(millis),
        closed_at: board.times.closed_at.map(millis),
        minutes: board.workshop.plan.minutes,
        done,
        total,
        reasons: BlockReason::ALL
            .iter()
            .map(|reason| choice("block", reason.code()))
            .collect(),
    })
}

/// Names for the group: two people never read the same one.
fn names(people: &[&Participant]) -> Vec<String> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    people
        .iter()
        .map(|person| {
            let name = person.shown_name();
            let same = people.iter().filter(|one| one.shown_name() == name).count();
            if same < 2 {
                return name.to_owned();
            }
            let number = seen.entry(name.to_owned()).or_default();
            *number += 1;
            format!("{name} {number}")
        })
        .collect()
}

impl App {
    /// The board of a workshop.
    ///
    /// # Errors
    /// `not-found`.
    pub fn board(&self, workshop: &str) -> Answer<BoardView> {
        let id = workshop_id(workshop)?;
        self.with(|store| view(store, id))
    }

    /// Marks whether people came (`expected`, `present`, `absent`): all of them, or none when one is not invited.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_attendance(
        &self,
        workshop: &str,
        participants: &[String],
        attendance: &str,
    ) -> Answer<BoardView> {
        let id = workshop_id(workshop)?;
        let attendance =
            Attendance::from_code(attendance).ok_or_else(|| Problem::of("not-found"))?;
        self.atomically(|store| {
            for participant in participants {
                store.set_attendance(id, participant_id(participant)?, attendance)?;
            }
            view(store, id)
        })
    }

    /// Marks a step done (`done`), or not done (`todo`). The first mark starts the timer.
    ///
    /// # Errors
    /// `step-derived` for a step that is read from the requests; `step-unknown`; `not-found`.
    pub fn set_step(
        &self,
        workshop: &str,
        participant: &str,
        step: &str,
        state: &str,
    ) -> Answer<BoardView> {
        let step = step_of(step)?;
        let state = match StepState::from_code(state) {
            Some(state @ (StepState::Done | StepState::Todo)) => state,
            _ => return Err(Problem::of("step-unknown")),
        };
        if step.is_derived() && state == StepState::Done {
            return Err(Problem::of("step-derived"));
        }
        self.mark(workshop, participant, step, state, None)
    }

    /// Puts a mark back as it was before (undo): its state and since when; none when there was none.
    ///
    /// # Errors
    /// As [`App::set_step`] and [`App::block_step`].
    pub fn restore_step(
        &self,
        workshop: &str,
        participant: &str,
        step: &str,
        mark: Option<&MarkView>,
    ) -> Answer<BoardView> {
        let (id, person) = (workshop_id(workshop)?, participant_id(participant)?);
        let step = step_of(step)?;
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
                    state: StepState::from_code(state)
                        .ok_or_else(|| Problem::of("step-unknown"))?,
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
            view(store, id)
        })
    }

    /// Marks a step blocked, with a reason from the short list.
    ///
    /// # Errors
    /// `block-detail` or `block-date` on the field at fault; `step-unknown`; `not-found`.
    pub fn block_step(
        &self,
        workshop: &str,
        participant: &str,
        step: &str,
        block: &BlockForm,
    ) -> Answer<BoardView> {
        let block = block_of(block)?;
        let step = step_of(step)?;
        self.mark(workshop, participant, step, StepState::Blocked, Some(block))
    }

    fn mark(
        &self,
        workshop: &str,
        participant: &str,
        step: Step,
        state: StepState,
        block: Option<Block>,
    ) -> Answer<BoardView> {
        let id = workshop_id(workshop)?;
        let participant = participant_id(participant)?;
        self.atomically(|store| {
            let workshop = find(store, id)?;
            let invited = workshop
                .participants
                .iter()
                .any(|(person, _)| *person == participant);
            if !invited {
                return Err(Problem::of("not-found"));
            }
            if !Step::of(workshop.plan.kind).contains(&step) {
                return Err(Problem::of("step-unknown"));
            }
            let lasting_elsewhere = store.progress_around(id)?.iter().any(|row| {
                row.participant == participant
                    && row.workshop != id
                    && row.progress.step == step
                    && row.progress.state == StepState::Done
            });
            if state == StepState::Todo && !(step.is_lasting() && lasting_elsewhere) {
                store.clear_progress(participant, id, step)?;
            } else {
                store.set_progress(&ProgressRow {
                    participant,
                    workshop: id,
                    progress: Progress {
                        step,
                        state,
                        since: self.now(),
                        block,
                    },
                })?;
            }
            let times = store.workshop_times(id)?;
            if times.started_at.is_none() && state != StepState::Todo {
                let started_at = Some(self.now());
                store.set_workshop_times(
                    id,
                    Times {
                        started_at,
                        ..times
                    },
                )?;
            }
            view(store, id)
        })
    }

    /// Starts the timer, or takes its start back (undo).
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_timer(&self, workshop: &str, running: bool) -> Answer<BoardView> {
        let id = workshop_id(workshop)?;
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
            view(store, id)
        })
    }

    /// Closes the workshop, or opens it again (undo).
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_closed(&self, workshop: &str, closed: bool) -> Answer<BoardView> {
        let id = workshop_id(workshop)?;
        self.atomically(|store| {
            let times = store.workshop_times(id)?;
            let closed_at = closed.then(|| self.now());
            store.set_workshop_times(id, Times { closed_at, ..times })?;
            view(store, id)
        })
    }

    /// What the projector shows: those present under the name they chose, and one step. No last name, no address.
    ///
    /// # Errors
    /// `not-found`, `step-unknown`.
    pub fn projection(&self, workshop: &str, step: &str) -> Answer<ProjectionView> {
        let id = workshop_id(workshop)?;
        let step = step_of(step)?;
        self.with(|store| {
            let board = read(store, id, &Shelf::read(store)?)?;
            let (done, total) = group(&board);
            let present: Vec<&Place> = board
                .places
                .iter()
                .filter(|place| place.attendance == Attendance::Present)
                .collect();
            let people: Vec<&Participant> = present.iter().map(|place| &place.person).collect();
            let mut rows: Vec<ProjectionRow> = present
                .iter()
                .zip(names(&people))
                .map(|(place, name)| ProjectionRow {
                    name,
                    states: place
                        .cells
                        .iter()
                        .map(|cell| cell.state.code().to_owned())
                        .collect(),
                })
                .collect();
            rows.sort_by_key(|row| atelier_domain::fold::fold(&row.name));
            let address = crate::passport::platform(store)?.address_of(step);
            Ok(ProjectionView {
                place: board.workshop.place.clone(),
                steps: Step::of(board.workshop.plan.kind)
                    .iter()
                    .map(|step| step_view(*step))
                    .collect(),
                step: step.code().to_owned(),
                people: rows,
                done,
                total,
                code: address
                    .as_deref()
                    .map(crate::passport::code_uri)
                    .transpose()?,
                address,
            })
        })
    }
}
