//! Who waits at a workshop, since when, and whether one of them has waited longest.

use crate::board::{Cell, RequestFacts};
use crate::moment::Moment;
use crate::step::StepState;

const MINUTE: i64 = 60_000;
/// Nobody « waits longest » before so long without a move: a step takes that, and more.
pub const AT_LEAST: i64 = 5 * MINUTE;
/// How much longer than everyone else one must have waited to be named: nine people who sat down together all wait.
pub const LEAD: i64 = 3 * MINUTE;

/// A workshop that nobody closed is over all the same after so long.
pub const AT_MOST: i64 = 12 * 60 * MINUTE;

/// Whether a workshop is under way: begun, and neither closed nor forgotten.
#[must_use]
pub fn is_under_way(started: Option<Moment>, closed: Option<Moment>, now: Moment) -> bool {
    closed.is_none() && started.is_some_and(|started| now < started.plus_millis(AT_MOST))
}

/// When something last moved for a person who is there and has not finished: a mark made at this workshop, a request of
/// theirs, their coming in; the start at the earliest. `None` when nothing is left to them, or before the start.
#[must_use]
pub fn waiting_since(
    cells: &[Cell],
    requests: &[RequestFacts],
    came: Option<Moment>,
    started: Option<Moment>,
) -> Option<Moment> {
    let started = started?;
    cells.iter().find(|cell| cell.state == StepState::Doing)?;
    let marks = cells
        .iter()
        .filter(|cell| !cell.is_earlier())
        .filter_map(|cell| cell.since);
    let moves = requests.iter().map(|request| request.updated_at);
    marks
        .chain(moves)
        .chain(came)
        .chain([started])
        .filter(|at| *at >= started)
        .max()
}

/// Who has waited longest of those who are there, since when each waits (`None`: finished), and the moment from which that
/// is said. One person, or nobody while it means nothing: one is alone, or several have waited about as long.
#[must_use]
pub fn longest<Who: Copy>(there: &[(Who, Option<Moment>)]) -> Option<(Who, Moment)> {
    if there.len() < 2 {
        return None;
    }
    let mut waits: Vec<(Moment, Who)> = there
        .iter()
        .filter_map(|(who, since)| since.map(|since| (since, *who)))
        .collect();
    waits.sort_by_key(|(since, _)| *since);
    let (since, who) = *waits.first()?;
    if let Some((next, _)) = waits.get(1)
        && *next < since.plus_millis(LEAD)
    {
        return None;
    }
    Some((who, since.plus_millis(AT_LEAST)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Person, Progress, cells};
    use crate::known::Known;
    use crate::request::RequestState;
    use crate::step::Step;
    use crate::workshop::WorkshopKind;

    fn at(minutes: i64) -> Moment {
        Moment::from_unix_millis(minutes * MINUTE)
    }

    fn marks(steps: &[(Step, i64)]) -> Vec<Progress> {
        let marks = steps.iter().map(|(step, minutes)| Progress {
            step: *step,
            state: StepState::Done,
            since: at(*minutes),
            block: None,
        });
        marks.collect()
    }

    fn after(own: &[Progress], requests: &[RequestFacts]) -> Vec<Cell> {
        let person = Person {
            here: true,
            own,
            known: &Known::new(None),
            requests,
        };
        cells(WorkshopKind::Accounts, &person, at(0))
    }

    #[test]
    fn waiting_counts_from_the_last_move() {
        let none = after(&[], &[]);
        assert_eq!(waiting_since(&none, &[], None, None), None, "not started");
        let start = Some(at(10));
        assert_eq!(waiting_since(&none, &[], None, start), Some(at(10)));
        // Who came early waits since the start; who came late, since they came.
        assert_eq!(waiting_since(&none, &[], Some(at(3)), start), Some(at(10)));
        assert_eq!(waiting_since(&none, &[], Some(at(31)), start), Some(at(31)));
        let moved = after(&marks(&[(Step::Mailbox, 25)]), &[]);
        assert_eq!(waiting_since(&moved, &[], None, start), Some(at(25)));
        // Someone who writes their request at the station does not wait.
        let writes = RequestFacts {
            state: RequestState::Draft,
            complete: false,
            updated_at: at(40),
        };
        assert_eq!(waiting_since(&moved, &[writes], None, start), Some(at(40)));
        let long_ago = RequestFacts {
            updated_at: at(2),
            ..writes
        };
        assert_eq!(waiting_since(&none, &[long_ago], None, start), start);
        let all = Step::of(WorkshopKind::Accounts).iter();
        let all: Vec<(Step, i64)> = all.map(|step| (*step, 30)).collect();
        assert_eq!(
            waiting_since(&after(&marks(&all), &[]), &[], None, start),
            None
        );
    }

    #[test]
    fn a_workshop_that_nobody_closed_ends_by_itself() {
        let (start, hour) = (Some(at(0)), 60);
        assert!(!is_under_way(None, None, at(1)));
        assert!(is_under_way(start, None, at(3 * hour)));
        assert!(!is_under_way(start, Some(at(2 * hour)), at(3 * hour)));
        assert!(
            !is_under_way(start, None, at(19 * hour)),
            "the next morning"
        );
    }

    #[test]
    fn one_person_is_named_or_nobody() {
        let named = |waits: &[Option<i64>]| {
            let there: Vec<(usize, Option<Moment>)> = waits
                .iter()
                .map(|minutes| minutes.map(at))
                .enumerate()
                .collect();
            longest(&there)
        };
        let all =
            |minutes: &[i64]| -> Vec<Option<i64>> { minutes.iter().copied().map(Some).collect() };
        // Everyone sat down together.
        assert_eq!(named(&all(&[0, 0, 0, 0, 0, 0, 0, 0])), None);
        // Two of them have waited as long, or nearly.
        assert_eq!(named(&all(&[9, 0, 0, 8])), None);
        assert_eq!(named(&all(&[9, 0, 2, 8])), None);
        assert_eq!(named(&all(&[9, 0, 3, 8])), Some((1, at(5))));
        // The last one who has not finished.
        assert_eq!(named(&[None, Some(4), None]), Some((1, at(9))));
        assert_eq!(named(&[None, None]), None);
        // Alone in the room.
        assert_eq!(named(&all(&[0])), None);
        assert_eq!(named(&[]), None);
    }
}
