//! The workshop's board: where each person is.

use crate::known::{Fact, Known};
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
    /// The last word on it from elsewhere, when nothing was marked at this workshop: what makes it done already, or what was
    /// said of it and does not make it done.
    pub elsewhere: Option<Fact>,
    /// For a step that the requests tell: the state of the one that matters most, when it says more than the step's own.
    pub request: Option<RequestState>,
}

impl Cell {
    /// Done before anything was done at this workshop.
    #[must_use]
    pub const fn is_earlier(&self) -> bool {
        matches!(self.state, StepState::Done) && self.elsewhere.is_some()
    }
}

/// What a board is made of, for one person.
#[derive(Debug, Clone, Copy)]
pub struct Person<'a> {
    /// Whether they are there: nobody is at a step before they come.
    pub here: bool,
    /// What was marked for them at this workshop: it prevails.
    pub own: &'a [Progress],
    /// What is known of them from elsewhere.
    pub known: &'a Known,
    /// Their requests of this workshop, and those begun elsewhere for its badges.
    pub requests: &'a [RequestFacts],
}

/// A person's cells, in the order of the workshop's steps. The first step that is neither over nor blocked is the one they
/// are at. `day`: when the workshop takes place.
#[must_use]
pub fn cells(kind: WorkshopKind, person: &Person<'_>, day: Moment) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Step::of(kind)
        .iter()
        .map(|step| cell(*step, person, day))
        .collect();
    if person.here
        && let Some(current) = cells.iter_mut().find(|cell| cell.state == StepState::Todo)
    {
        current.state = StepState::Doing;
    }
    cells
}

fn cell(step: Step, person: &Person<'_>, day: Moment) -> Cell {
    let Person {
        here: _,
        own,
        known,
        requests,
    } = *person;
    let to_do = Cell {
        step,
        state: StepState::Todo,
        since: None,
        block: None,
        elsewhere: None,
        request: speaks(step, requests),
    };
    let done = |since| Cell {
        state: StepState::Done,
        since: Some(since),
        ..to_do.clone()
    };
    if step.is_derived()
        && let Some((state, since)) = derived(step, requests)
    {
        return Cell {
            state,
            since: Some(since),
            ..to_do
        };
    }
    if let Some(progress) = own.iter().find(|progress| progress.step == step) {
        return Cell {
            state: progress.state,
            since: Some(progress.since),
            block: progress.block.clone(),
            ..to_do
        };
    }
    let proof = own.iter().find(|progress| {
        progress.state == StepState::Done && progress.step.proves().contains(&step)
    });
    if let Some(progress) = proof {
        return done(progress.since);
    }
    match known.carried(step, day) {
        Some(fact) => Cell {
            elsewhere: Some(fact.clone()),
            ..done(fact.at)
        },
        None => Cell {
            elsewhere: known.latest(step).cloned(),
            ..to_do
        },
    }
}

/// How far a step is that is read from the requests, and since when; `None` if something of it is left to the person.
fn derived(step: Step, requests: &[RequestFacts]) -> Option<(StepState, Moment)> {
    let enough = |request: &RequestFacts| match step {
        Step::Prepared => is_prepared(request),
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
    let waits = step == Step::Sent && requests.iter().any(|request| is_waiting(request.state));
    let state = if waits {
        StepState::Waiting
    } else {
        StepState::Done
    };
    let since = requests.iter().map(|request| request.updated_at).max()?;
    Some((state, since))
}

/// Whether nothing is left to write. A request that was sent back is not finished, however complete: it has a question.
const fn is_prepared(request: &RequestFacts) -> bool {
    match request.state {
        RequestState::Draft | RequestState::Ready => request.complete,
        RequestState::Returned => false,
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

/// Whether it is confirmed and has not left.
const fn is_waiting(state: RequestState) -> bool {
    matches!(state, RequestState::Held | RequestState::Queued)
}

/// The state that a step tells, of all the person's requests: what asks something of somebody first, then what is least far.
fn speaks(step: Step, requests: &[RequestFacts]) -> Option<RequestState> {
    let rank = |state: RequestState| match state {
        RequestState::Returned => 0,
        RequestState::Refused => 1,
        RequestState::Draft => 2,
        RequestState::Ready => 3,
        RequestState::Held => 4,
        RequestState::Queued => 5,
        RequestState::Delivered => 6,
        RequestState::InCommittee => 7,
        RequestState::Accepted => 8,
        RequestState::Issued => 9,
        RequestState::InPassport => 10,
    };
    let told = |request: &&RequestFacts| match step {
        Step::Prepared => !is_prepared(request),
        Step::Sent => request.state == RequestState::Ready || is_confirmed(request.state),
        Step::Mailbox
        | Step::Registered
        | Step::Confirmed
        | Step::SignedIn
        | Step::Badge
        | Step::Accepted
        | Step::Enriched => false,
    };
    let states = requests.iter().filter(told).map(|request| request.state);
    states.min_by_key(|state| rank(*state))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{NewId, WorkshopId};
    use crate::known::Basis;
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

    fn request(state: RequestState, complete: bool, millis: i64) -> RequestFacts {
        RequestFacts {
            state,
            complete,
            updated_at: at(millis),
        }
    }

    fn board(kind: WorkshopKind, own: &[Progress], requests: &[RequestFacts]) -> Vec<Cell> {
        let person = Person {
            here: true,
            own,
            known: &Known::new(None),
            requests,
        };
        cells(kind, &person, at(0))
    }

    fn states(cells: &[Cell]) -> Vec<StepState> {
        cells.iter().map(|cell| cell.state).collect()
    }

    #[test]
    fn the_first_step_left_is_the_one_a_person_is_at() {
        use StepState::{Blocked, Doing, Done, Todo};
        let kind = WorkshopKind::Accounts;
        assert_eq!(states(&board(kind, &[], &[])), [Doing, Todo, Todo]);
        let own = [mark(Step::Mailbox, Done, 1)];
        assert_eq!(states(&board(kind, &own, &[])), [Done, Doing, Todo]);
        let blocked = Progress {
            block: Some(Block {
                reason: BlockReason::NoMail,
                detail: String::new(),
                follow_up: None,
            }),
            ..mark(Step::Mailbox, Blocked, 2)
        };
        let cells = board(kind, std::slice::from_ref(&blocked), &[]);
        assert_eq!(states(&cells), [Blocked, Doing, Todo]);
        assert_eq!(cells[0].block, blocked.block);
    }

    #[test]
    fn nobody_is_at_a_step_before_they_come() {
        let person = Person {
            here: false,
            own: &[mark(Step::Mailbox, StepState::Done, 1)],
            known: &Known::new(None),
            requests: &[],
        };
        let cells = cells(WorkshopKind::Accounts, &person, at(0));
        use StepState::{Done, Todo};
        assert_eq!(states(&cells), [Done, Todo, Todo]);
    }

    #[test]
    fn what_was_done_before_stays_done_unless_taken_back_here() {
        use StepState::{Blocked, Doing, Done, Todo};
        let workshop = WorkshopId::new(NewId {
            at: at(0),
            random: [1; 10],
        });
        let mut known = Known::new(None);
        known.marked(workshop, &mark(Step::Registered, Done, 1));
        known.marked(workshop, &mark(Step::Confirmed, Blocked, 2));
        let show = |own: &[Progress]| {
            let person = Person {
                here: true,
                own,
                known: &known,
                requests: &[],
            };
            cells(WorkshopKind::Accounts, &person, at(9))
        };
        let here = show(&[]);
        assert_eq!(states(&here), [Doing, Done, Todo]);
        assert!(here[1].is_earlier() && !here[2].is_earlier());
        let told = here[1].elsewhere.as_ref().unwrap();
        assert_eq!((told.at, told.basis), (at(1), Basis::Marked(workshop)));
        // What was said of it before is told, and does not make it done.
        assert!(!here[2].elsewhere.as_ref().unwrap().holds);
        let back = show(&[mark(Step::Registered, Todo, 3)]);
        assert_eq!(states(&back), [Doing, Todo, Todo]);
        assert_eq!(back[1].elsewhere, None);
        // A later step marked here shows the earlier ones.
        let sure = show(&[mark(Step::Confirmed, Done, 4)]);
        assert_eq!(states(&sure), [Done, Done, Done]);
        assert!(!sure[0].is_earlier() && sure[0].since == Some(at(4)));
    }

    #[test]
    fn requests_speak_for_themselves() {
        use StepState::{Doing, Done, Todo};
        let kind = WorkshopKind::Requests;
        let own = [mark(Step::SignedIn, Done, 1)];
        let show = |requests: &[RequestFacts]| states(&board(kind, &own, requests));
        assert_eq!(show(&[]), [Done, Doing, Todo, Todo]);
        let draft = request(RequestState::Draft, false, 5);
        assert_eq!(show(&[draft]), [Done, Done, Doing, Todo]);
        let ready = request(RequestState::Ready, true, 6);
        assert_eq!(show(&[ready]), [Done, Done, Done, Doing]);
        assert_eq!(show(&[ready, draft]), [Done, Done, Doing, Todo]);
        let sent = request(RequestState::Delivered, true, 7);
        assert_eq!(show(&[sent]), [Done; 4]);
        // Sent back with a question: to be gone on with, however complete it is.
        for complete in [false, true] {
            let returned = request(RequestState::Returned, complete, 8);
            assert_eq!(show(&[sent, returned]), [Done, Done, Doing, Todo]);
        }
    }

    #[test]
    fn what_has_not_left_is_not_sent_yet_and_nothing_is_left_to_the_person() {
        use StepState::{Done, Waiting};
        let own = [mark(Step::SignedIn, Done, 1)];
        for state in [RequestState::Held, RequestState::Queued] {
            let waits = request(state, true, 5);
            let sent = request(RequestState::InPassport, true, 4);
            let cells = board(WorkshopKind::Requests, &own, &[sent, waits]);
            assert_eq!(states(&cells), [Done, Done, Done, Waiting]);
            assert_eq!(cells[3].request, Some(state));
        }
    }

    #[test]
    fn a_cell_tells_the_request_that_asks_something_of_somebody() {
        let told = |states: &[RequestState]| {
            let requests: Vec<RequestFacts> = states
                .iter()
                .map(|state| request(*state, *state != RequestState::Draft, 1))
                .collect();
            let cells = board(WorkshopKind::Requests, &[], &requests);
            let of = |step| cells.iter().find(|cell| cell.step == step).unwrap().request;
            (of(Step::Prepared), of(Step::Sent))
        };
        use RequestState as S;
        assert_eq!(told(&[]), (None, None));
        assert_eq!(told(&[S::Draft]), (Some(S::Draft), None));
        assert_eq!(told(&[S::Draft, S::Returned]), (Some(S::Returned), None));
        assert_eq!(told(&[S::Ready]), (None, Some(S::Ready)));
        assert_eq!(told(&[S::InPassport, S::Refused]), (None, Some(S::Refused)));
        assert_eq!(told(&[S::Issued, S::Delivered]), (None, Some(S::Delivered)));
    }
}
