//! The workshop's board: where each person is, and who has waited longest.

use crate::moment::Moment;
use crate::request::RequestState;
use crate::step::{Block, Step, StepState};
use crate::workshop::WorkshopKind;

/// What was marked for one person and step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The step.
    pub step: Step,
    /// `Todo` when a mark was taken back.
    pub state: StepState,
    /// Since when.
    pub since: Moment,
    /// Why, when blocked.
    pub block: Option<Block>,
}

/// What a board needs to know of one request of the workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestFacts {
    /// Its state.
    pub state: RequestState,
    /// Whether nothing is missing.
    pub complete: bool,
    /// When it last changed.
    pub updated_at: Moment,
}

/// One person at one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The step.
    pub step: Step,
    /// How far.
    pub state: StepState,
    /// Since when; `None` for what has not begun.
    pub since: Option<Moment>,
    /// Why, when blocked.
    pub block: Option<Block>,
    /// Done at another workshop.
    pub earlier: bool,
}

/// A person's cells, in the order of the workshop's steps. The first step that is neither done nor blocked is the one
/// they are at. `own` is what was marked at this workshop, `elsewhere` at the others; what was marked here prevails.
#[must_use]
pub fn cells(
    kind: WorkshopKind,
    own: &[Progress],
    elsewhere: &[Progress],
    requests: &[RequestFacts],
) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Step::of(kind)
        .iter()
        .map(|step| cell(*step, own, elsewhere, requests))
        .collect();
    if let Some(current) = cells.iter_mut().find(|cell| cell.state == StepState::Todo) {
        current.state = StepState::Doing;
    }
    cells
}

fn cell(step: Step, own: &[Progress], elsewhere: &[Progress], requests: &[RequestFacts]) -> Cell {
    let marked = own.iter().find(|progress| progress.step == step);
    let done = |since, earlier| Cell {
        step,
        state: StepState::Done,
        since,
        block: None,
        earlier,
    };
    if step.is_derived()
        && let Some(since) = derived(step, requests)
    {
        return done(Some(since), false);
    }
    if let Some(progress) = marked {
        return Cell {
            step,
            state: progress.state,
            since: Some(progress.since),
            block: progress.block.clone(),
            earlier: false,
        };
    }
    let before = elsewhere
        .iter()
        .find(|progress| progress.step == step && progress.state == StepState::Done);
    match before {
        Some(progress) if step.is_lasting() => done(Some(progress.since), true),
        _ => Cell {
            step,
            state: StepState::Todo,
            since: None,
            block: None,
            earlier: false,
        },
    }
}

/// Since when a step that is read from the requests is done; `None` if it is not.
fn derived(step: Step, requests: &[RequestFacts]) -> Option<Moment> {
    let enough = |request: &RequestFacts| match step {
        Step::Prepared => request.complete || is_confirmed(request.state),
        Step::Sent => is_confirmed(request.state),
        Step::Badge
        | Step::Mailbox
        | Step::Registered
        | Step::Confirmed
        | Step::SignedIn
        | Step::Accepted
        | Step::Enriched => true,
    };
    if requests.is_empty() || !requests.iter().all(enough) {
        return None;
    }
    requests.iter().map(|request| request.updated_at).max()
}

/// Whether the person's part is done: the request is on its way, or further.
const fn is_confirmed(state: RequestState) -> bool {
    match state {
        RequestState::Draft | RequestState::Ready | RequestState::Returned => false,
        RequestState::Held
        | RequestState::Queued
        | RequestState::Delivered
        | RequestState::InCommittee
        | RequestState::Refused
        | RequestState::Accepted
        | RequestState::Issued
        | RequestState::InPassport => true,
    }
}

/// Since when a person waits at the step they are at: their last move, or the workshop's start. `None` when nothing is
/// left to them.
#[must_use]
pub fn waiting_since(cells: &[Cell], started: Option<Moment>) -> Option<Moment> {
    cells.iter().find(|cell| cell.state == StepState::Doing)?;
    let moves = cells
        .iter()
        .filter(|cell| !cell.earlier)
        .filter_map(|cell| cell.since)
        .filter(|since| started.is_none_or(|started| *since >= started));
    moves.max().or(started)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::BlockReason;

    fn at(millis: i64) -> Moment {
        Moment::from_unix_millis(millis)
    }

    fn mark(step: Step, state: StepState, since: i64) -> Progress {
        Progress {
            step,
            state,
            since: at(since),
            block: None,
        }
    }

    fn states(cells: &[Cell]) -> Vec<StepState> {
        cells.iter().map(|cell| cell.state).collect()
    }

    #[test]
    fn the_first_step_left_is_the_one_a_person_is_at() {
        use StepState::{Blocked, Doing, Done, Todo};
        let kind = WorkshopKind::Accounts;
        assert_eq!(states(&cells(kind, &[], &[], &[])), [Doing, Todo, Todo]);
        let own = [mark(Step::Mailbox, Done, 1)];
        assert_eq!(states(&cells(kind, &own, &[], &[])), [Done, Doing, Todo]);
        let blocked = Progress {
            block: Some(Block {
                reason: BlockReason::NoMail,
                detail: String::new(),
                follow_up: None,
            }),
            ..mark(Step::Mailbox, Blocked, 2)
        };
        let cells = cells(kind, std::slice::from_ref(&blocked), &[], &[]);
        assert_eq!(states(&cells), [Blocked, Doing, Todo]);
        assert_eq!(cells[0].block, blocked.block);
    }

    #[test]
    fn an_account_made_before_stays_made_unless_taken_back() {
        let before = [
            mark(Step::Mailbox, StepState::Done, 1),
            mark(Step::Registered, StepState::Done, 1),
        ];
        let here = cells(WorkshopKind::Accounts, &[], &before, &[]);
        use StepState::{Doing, Done, Todo};
        // A mailbox opened last month may be closed today.
        assert_eq!(states(&here), [Doing, Done, Todo]);
        assert!(here[1].earlier);
        let back = [mark(Step::Registered, Todo, 2)];
        let here = cells(WorkshopKind::Accounts, &back, &before, &[]);
        assert_eq!(states(&here), [Doing, Todo, Todo]);
    }

    #[test]
    fn requests_speak_for_themselves() {
        use StepState::{Doing, Done, Todo};
        let request = |state, complete, millis| RequestFacts {
            state,
            complete,
            updated_at: at(millis),
        };
        let kind = WorkshopKind::Requests;
        let own = [mark(Step::SignedIn, Done, 1)];
        let show = |requests: &[RequestFacts]| states(&cells(kind, &own, &[], requests));
        assert_eq!(show(&[]), [Done, Doing, Todo, Todo]);
        let draft = request(RequestState::Draft, false, 5);
        assert_eq!(show(&[draft]), [Done, Done, Doing, Todo]);
        let ready = request(RequestState::Ready, true, 6);
        assert_eq!(show(&[ready]), [Done, Done, Done, Doing]);
        assert_eq!(show(&[ready, draft]), [Done, Done, Doing, Todo]);
        let sent = request(RequestState::Queued, true, 7);
        assert_eq!(show(&[sent]), [Done; 4]);
        let returned = request(RequestState::Returned, false, 8);
        assert_eq!(show(&[sent, returned]), [Done, Done, Doing, Todo]);
    }

    #[test]
    fn waiting_counts_from_the_last_move() {
        let kind = WorkshopKind::Accounts;
        let none = cells(kind, &[], &[], &[]);
        assert_eq!(waiting_since(&none, None), None);
        assert_eq!(waiting_since(&none, Some(at(10))), Some(at(10)));
        let own = [mark(Step::Mailbox, StepState::Done, 25)];
        let moved = cells(kind, &own, &[], &[]);
        assert_eq!(waiting_since(&moved, Some(at(10))), Some(at(25)));
        let all = Step::of(kind)
            .iter()
            .map(|step| mark(*step, StepState::Done, 30))
            .collect::<Vec<_>>();
        assert_eq!(
            waiting_since(&cells(kind, &all, &[], &[]), Some(at(10))),
            None
        );
    }
}
