//! What is left to do about people: each person and each matter once, what presses most first.

use std::collections::BTreeMap;

use crate::id::{ParticipantId, RequestId};
use crate::moment::{CalendarDate, Moment};
use crate::step::Step;

/// What a matter is about: two words about the same thing are one matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A request.
    Request(RequestId),
    /// A step of the person's way to their account, at whatever workshop.
    Step(Step),
}

/// What is left to do, what tells most first: of two words about the same thing, the first is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatterKind {
    /// INAÉ asks a question about a request.
    Returned,
    /// Something prevents a step.
    Blocked,
    /// The address of an account is to be confirmed.
    Confirm,
    /// The person handed a request to the facilitator, who reads it.
    Review,
    /// A request is complete, and not sent.
    Ready,
    /// A request is being written.
    Draft,
    /// A badge was issued, and is not in the passport yet.
    Accept,
    /// A badge was obtained since the last ceremony.
    Celebrate,
}

impl MatterKind {
    /// Stable code, for the interface's texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Returned => "returned",
            Self::Blocked => "blocked",
            Self::Confirm => "confirm",
            Self::Review => "review",
            Self::Ready => "ready",
            Self::Draft => "draft",
            Self::Accept => "accept",
            Self::Celebrate => "celebrate",
        }
    }

    /// In how many days it is wanted, when no day was set.
    const fn pace(self) -> i64 {
        match self {
            // Somebody waits for an answer.
            Self::Returned | Self::Review => 0,
            Self::Ready => 1,
            Self::Blocked | Self::Confirm => 2,
            Self::Draft | Self::Accept => 4,
            Self::Celebrate => 30,
        }
    }
}

/// One thing left to do about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter<About> {
    /// The person.
    pub person: ParticipantId,
    /// What it is about.
    pub subject: Subject,
    /// What is left to do.
    pub kind: MatterKind,
    /// The day set to do it by; `None` for none.
    pub by: Option<CalendarDate>,
    /// Since when.
    pub at: Moment,
    /// What the caller needs to tell it.
    pub about: About,
}

impl<About> Matter<About> {
    /// The day by which it is wanted.
    fn wanted(&self, today: CalendarDate) -> CalendarDate {
        let pace = time::Duration::days(self.kind.pace());
        let day = today.date().checked_add(pace);
        self.by
            .unwrap_or_else(|| day.map_or(today, CalendarDate::from))
    }
}

/// One person, with what is left to do about them, what presses most first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About<T> {
    /// The person.
    pub person: ParticipantId,
    /// What is left, each thing once; never empty.
    pub matters: Vec<Matter<T>>,
}

/// Everyone about whom something is left to do: each person once, each thing once. First those whose most pressing matter
/// is wanted soonest; of those, in the order in which they were given.
#[must_use]
pub fn by_person<T>(matters: Vec<Matter<T>>, today: CalendarDate) -> Vec<About<T>> {
    let mut order: Vec<ParticipantId> = Vec::new();
    let mut kept: BTreeMap<ParticipantId, BTreeMap<Subject, Matter<T>>> = BTreeMap::new();
    for matter in matters {
        let own = kept.entry(matter.person).or_insert_with(|| {
            order.push(matter.person);
            BTreeMap::new()
        });
        match own.remove(&matter.subject) {
            Some(known) => own.insert(matter.subject, merged(known, matter)),
            None => own.insert(matter.subject, matter),
        };
    }
    let mut people: Vec<About<T>> = order
        .into_iter()
        .filter_map(|person| {
            let mut matters: Vec<Matter<T>> = kept.remove(&person)?.into_values().collect();
            matters.sort_by_key(|matter| (matter.wanted(today), matter.kind));
            Some(About { person, matters })
        })
        .collect();
    people.sort_by_key(|one| {
        let first = one.matters.first();
        first.map(|matter| (matter.wanted(today), matter.kind))
    });
    people
}

/// Two words about the same thing: what tells most, or the newest; by the first day that was set.
fn merged<T>(one: Matter<T>, other: Matter<T>) -> Matter<T> {
    let by = match (one.by, other.by) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let newer = other.at > one.at;
    let said = match one.kind.cmp(&other.kind) {
        std::cmp::Ordering::Less => one,
        std::cmp::Ordering::Greater => other,
        std::cmp::Ordering::Equal if newer => other,
        std::cmp::Ordering::Equal => one,
    };
    Matter { by, ..said }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::NewId;
    use MatterKind as K;

    fn id(n: u8) -> NewId {
        NewId {
            at: Moment::from_unix_millis(0),
            random: [n; 10],
        }
    }

    fn day(text: &str) -> CalendarDate {
        text.parse().unwrap()
    }

    fn matter(person: u8, subject: Subject, kind: K, by: Option<&str>) -> Matter<&'static str> {
        Matter {
            person: ParticipantId::new(id(person)),
            subject,
            kind,
            by: by.map(day),
            at: Moment::from_unix_millis(0),
            about: "",
        }
    }

    fn request(n: u8) -> Subject {
        Subject::Request(RequestId::new(id(n)))
    }

    fn told(matters: Vec<Matter<&'static str>>) -> Vec<(u8, Vec<K>)> {
        let people = by_person(matters, day("2026-11-30"));
        let number = |person: ParticipantId| (1..9).find(|n| person == ParticipantId::new(id(*n)));
        people
            .into_iter()
            .map(|one| {
                let kinds = one.matters.iter().map(|matter| matter.kind).collect();
                (number(one.person).unwrap(), kinds)
            })
            .collect()
    }

    #[test]
    fn each_person_and_each_thing_is_there_once() {
        let confirm = Subject::Step(Step::Confirmed);
        let matters = vec![
            matter(1, confirm, K::Confirm, Some("2026-12-02")),
            matter(2, request(5), K::Accept, None),
            // The same address: why it is not confirmed says more, and the day stands.
            matter(1, confirm, K::Blocked, Some("2026-12-09")),
            matter(2, request(6), K::Draft, None),
            // The same badge: to be accepted, then handed over.
            matter(2, request(5), K::Celebrate, None),
        ];
        assert_eq!(
            told(matters.clone()),
            [(1, vec![K::Blocked]), (2, vec![K::Draft, K::Accept])]
        );
        let people = by_person(matters, day("2026-11-30"));
        assert_eq!(people[0].matters[0].by, Some(day("2026-12-02")));
    }

    #[test]
    fn of_the_same_word_at_two_workshops_the_newest_is_said() {
        let mailbox = Subject::Step(Step::Mailbox);
        let said = |about, at| Matter {
            about,
            at: Moment::from_unix_millis(at),
            ..matter(1, mailbox, K::Blocked, None)
        };
        for matters in [
            vec![said("old", 1), said("new", 2)],
            vec![said("new", 2), said("old", 1)],
        ] {
            let people = by_person(matters, day("2026-11-30"));
            assert_eq!(people[0].matters.len(), 1);
            assert_eq!(people[0].matters[0].about, "new");
        }
    }

    #[test]
    fn what_is_late_comes_first_and_a_day_far_away_last() {
        let step = Subject::Step(Step::Mailbox);
        let matters = vec![
            matter(1, request(1), K::Celebrate, None),
            matter(2, step, K::Blocked, Some("2026-12-20")),
            matter(3, request(3), K::Draft, None),
            matter(4, request(4), K::Returned, None),
            matter(5, step, K::Blocked, Some("2026-11-20")),
            matter(6, request(6), K::Ready, None),
            matter(7, step, K::Blocked, None),
        ];
        let order: Vec<u8> = told(matters)
            .into_iter()
            .map(|(person, _)| person)
            .collect();
        assert_eq!(order, [5, 4, 6, 7, 3, 2, 1]);
    }

    #[test]
    fn people_who_press_alike_stay_in_the_order_of_their_names() {
        let matters = [3, 1, 2].map(|n| matter(n, request(n), K::Draft, None));
        let order: Vec<u8> = told(matters.to_vec()).into_iter().map(|(n, _)| n).collect();
        assert_eq!(order, [3, 1, 2]);
    }
}
