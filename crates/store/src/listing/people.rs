//! People in a list.

use atelier_domain::{BadgeId, CalendarDate, Participant, ParticipantId, WorkshopId};
use rusqlite::params_from_iter;

use super::{Conditions, Slice, direction, text};
use crate::row::{get, parsed, parsed_or_none};
use crate::{Result, Store};

/// Which people are looked for; all of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonSearch {
    /// Each begins a word of the names or of the address; as `fold` leaves them.
    pub words: Vec<String>,
    /// Only those who have no e-mail address.
    pub without_email: bool,
    /// Invited to this workshop.
    pub workshop: Option<WorkshopId>,
    /// With a request for this badge.
    pub badge: Option<BadgeId>,
    /// At a workshop that day or later, and not noted absent.
    pub since: Option<CalendarDate>,
    /// At a workshop that day or earlier, and not noted absent.
    pub until: Option<CalendarDate>,
}

/// In which order people are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PersonOrder {
    /// By last then first name.
    #[default]
    Name,
    /// By address; those without one last.
    Email,
    /// By the day of their last workshop; those of none last.
    LastWorkshop,
    /// By how many requests they have.
    Requests,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// The person.
    pub person: Participant,
    /// How many requests they have.
    pub requests: u32,
    /// The day of the last workshop they were at, or were to be at.
    pub last_workshop: Option<CalendarDate>,
}

/// The day of the last workshop of the person of the row, that day or earlier.
const LAST_WORKSHOP: &str =
    "(SELECT max(w.date) FROM workshop_participant i JOIN workshop w ON w.id = i.workshop_id
     WHERE i.participant_id = participant.id AND i.attendance <> 'absent' AND w.date <= ?)";
const REQUESTS: &str = "(SELECT count(*) FROM badge_request WHERE participant_id = participant.id)";

impl PersonSearch {
    fn conditions(&self) -> Conditions {
        let Self {
            words,
            without_email,
            workshop,
            badge,
            since,
            until,
        } = self;
        let mut all = Conditions::default();
        for word in words {
            all.add("instr(search_text, ?) > 0", [text(&format!(" {word}"))]);
        }
        if *without_email {
            all.add("email_key = ''", []);
        }
        if let Some(id) = workshop {
            all.add(
                "id IN (SELECT participant_id FROM workshop_participant WHERE workshop_id = ?)",
                [text(&id.to_string())],
            );
        }
        if let Some(id) = badge {
            all.add(
                "id IN (SELECT participant_id FROM badge_request WHERE badge_id = ?)",
                [text(id.as_str())],
            );
        }
        if since.is_some() || until.is_some() {
            let mut days = Conditions::default();
            if let Some(day) = since {
                days.add("w.date >= ?", [text(&day.to_string())]);
            }
            if let Some(day) = until {
                days.add("w.date <= ?", [text(&day.to_string())]);
            }
            let sql = format!(
                "id IN (SELECT i.participant_id FROM workshop w JOIN workshop_participant i ON i.workshop_id = w.id
                     WHERE i.attendance <> 'absent' AND {})",
                days.sql()
            );
            all.add(sql, days.values);
        }
        all
    }
}

impl Store {
    /// A part of the people found, in order. `today`: the last day of which a workshop counts as their last.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn people_page(
        &self,
        search: &PersonSearch,
        (order, descending): (PersonOrder, bool),
        slice: Slice,
        today: CalendarDate,
    ) -> Result<Vec<PersonLine>> {
        let ids = self.people_found(search, (order, descending), slice, today)?;
        let mut lines = Vec::with_capacity(ids.len());
        for id in ids {
            lines.extend(self.person_line(id, today)?);
        }
        Ok(lines)
    }

    /// A person as in a list.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn person_line(
        &self,
        id: ParticipantId,
        today: CalendarDate,
    ) -> Result<Option<PersonLine>> {
        let sql = format!(
            "SELECT {LAST_WORKSHOP} AS last_workshop, {REQUESTS} AS requests
             FROM participant WHERE id = ?"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([today.to_string(), id.to_string()])?;
        let (Some(person), Some(row)) = (self.participant(id)?, rows.next()?) else {
            return Ok(None);
        };
        Ok(Some(PersonLine {
            person,
            requests: get(row, "requests")?,
            last_workshop: parsed_or_none(row, "last_workshop")?,
        }))
    }

    /// The identifiers of a part of the people found, in order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn people_found(
        &self,
        search: &PersonSearch,
        (order, descending): (PersonOrder, bool),
        slice: Slice,
        today: CalendarDate,
    ) -> Result<Vec<ParticipantId>> {
        let Conditions { sql, mut values } = {
            let mut all = search.conditions();
            if all.sql.is_empty() {
                all.add("TRUE", []);
            }
            all
        };
        let way = direction(descending);
        let name = format!("last_key {way}, first_key {way}, id {way}");
        let by = match order {
            PersonOrder::Name => name,
            PersonOrder::Email => format!("email_key = '', email_key {way}, {name}"),
            PersonOrder::LastWorkshop => {
                values.push(text(&today.to_string()));
                format!("{LAST_WORKSHOP} {way} NULLS LAST, {name}")
            }
            PersonOrder::Requests => format!("{REQUESTS} {way}, {name}"),
        };
        let sql = format!(
            "SELECT id FROM participant WHERE {} ORDER BY {by} LIMIT ? OFFSET ?",
            sql.join(" AND ")
        );
        values.extend(slice.values());
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then(params_from_iter(values), |row| parsed(row, "id"))?
            .collect()
    }

    /// How many people are found.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_people(&self, search: &PersonSearch) -> Result<u32> {
        let all = search.conditions();
        let sql = format!(
            "SELECT count(*) AS number FROM participant WHERE {}",
            all.sql()
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(all.values))?;
        rows.next()?.map_or(Ok(0), |row| get(row, "number"))
    }
}

#[cfg(test)]
mod tests {
    use atelier_domain::Attendance;

    use super::*;
    use crate::sample::{at, badge, person, person_id, request, store, workshop, workshop_id};

    fn today() -> CalendarDate {
        "2026-11-30".parse().unwrap()
    }

    /// Four people: Éva has no address and was at both workshops; Bob was absent from the second; Cyr is invited to a
    /// workshop to come; two people have the same names.
    fn four() -> (tempfile::TempDir, Store) {
        let (dir, store) = store();
        for (n, first, last, email) in [
            (1, "Éva", "Zola", None),
            (2, "Bob", "Martin", Some("bob@exemple.fr")),
            (3, "Cyr", "Étienne", Some("cyr@exemple.fr")),
            (4, "Bob", "Martin", Some("autre@exemple.fr")),
        ] {
            store
                .insert_participant(&person(n, first, last, email), at(0))
                .unwrap();
        }
        for (n, date, people) in [
            (
                1,
                "2026-11-02",
                vec![(1, Attendance::Present), (2, Attendance::Present)],
            ),
            (
                2,
                "2026-11-23",
                vec![(1, Attendance::Expected), (2, Attendance::Absent)],
            ),
            (3, "2026-12-07", vec![(3, Attendance::Expected)]),
        ] {
            let mut one = workshop(workshop_id(n));
            one.date = date.parse().unwrap();
            one.participants = people
                .into_iter()
                .map(|(who, came)| (person_id(who), came))
                .collect();
            store.save_workshop(&one, at(0)).unwrap();
        }
        for (n, who, asked) in [(1, 2, "a"), (2, 2, "b"), (3, 1, "a")] {
            let mut one = request(n, person_id(who));
            one.badge = badge(asked);
            store.save_request(&one, at(0)).unwrap();
        }
        (dir, store)
    }

    fn found(store: &Store, search: &PersonSearch, order: (PersonOrder, bool)) -> Vec<u8> {
        let all = store
            .people_found(search, order, Slice::ALL, today())
            .unwrap();
        assert_eq!(
            usize::try_from(store.count_people(search).unwrap()).unwrap(),
            all.len()
        );
        // The same, one at a time.
        let one_by_one: Vec<ParticipantId> = (0..all.len())
            .flat_map(|offset| {
                let slice = Slice { offset, limit: 1 };
                store.people_found(search, order, slice, today()).unwrap()
            })
            .collect();
        assert_eq!(all, one_by_one, "{order:?}");
        let number = |id: &ParticipantId| (1..=4).find(|n| person_id(*n) == *id).unwrap();
        all.iter().map(number).collect()
    }

    #[test]
    fn each_column_sorts_both_ways_and_pages_are_complete() {
        let (_dir, store) = four();
        let everyone = PersonSearch::default();
        for (order, up, down) in [
            // Étienne, Martin, Martin, Zola: accents do not count.
            (PersonOrder::Name, [3, 2, 4, 1], [1, 4, 2, 3]),
            // Who has no address is last both ways.
            (PersonOrder::Email, [4, 2, 3, 1], [3, 2, 4, 1]),
            // Bob was absent the second time; a workshop to come is not the last one.
            (PersonOrder::LastWorkshop, [2, 1, 3, 4], [1, 2, 4, 3]),
            (PersonOrder::Requests, [3, 4, 1, 2], [2, 1, 4, 3]),
        ] {
            assert_eq!(found(&store, &everyone, (order, false)), up, "{order:?}");
            assert_eq!(found(&store, &everyone, (order, true)), down, "{order:?}");
        }
        let lines = store
            .people_page(
                &everyone,
                (PersonOrder::Requests, true),
                Slice::ALL,
                today(),
            )
            .unwrap();
        let told: Vec<(u32, Option<String>)> = lines
            .iter()
            .map(|line| (line.requests, line.last_workshop.map(|day| day.to_string())))
            .collect();
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                (2, day("2026-11-02")),
                (1, day("2026-11-23")),
                (0, None),
                (0, None)
            ]
        );
    }

    #[test]
    fn filters_add_up() {
        let (_dir, store) = four();
        let who = |search: PersonSearch| found(&store, &search, (PersonOrder::Name, false));
        let none = PersonSearch::default;
        let date = |text: &str| Some(text.parse().unwrap());
        let in_november = PersonSearch {
            since: date("2026-11-01"),
            until: date("2026-11-30"),
            ..none()
        };
        assert_eq!(who(in_november.clone()), [2, 1]);
        assert_eq!(
            who(PersonSearch {
                since: date("2026-11-10"),
                ..in_november.clone()
            }),
            [1]
        );
        assert_eq!(
            who(PersonSearch {
                until: None,
                ..in_november.clone()
            }),
            [3, 2, 1]
        );
        assert_eq!(
            who(PersonSearch {
                without_email: true,
                ..none()
            }),
            [1]
        );
        assert_eq!(
            who(PersonSearch {
                workshop: Some(workshop_id(2)),
                ..none()
            }),
            [2, 1]
        );
        let asked = |code| PersonSearch {
            badge: Some(badge(code)),
            ..none()
        };
        assert_eq!(who(asked("a")), [2, 1]);
        assert_eq!(
            who(PersonSearch {
                words: vec!["ev".into()],
                ..asked("a")
            }),
            [1]
        );
        assert_eq!(
            who(PersonSearch {
                words: vec!["ev".into()],
                ..asked("b")
            }),
            [] as [u8; 0]
        );
        assert_eq!(
            who(PersonSearch {
                words: vec!["bob".into()],
                badge: Some(badge("b")),
                ..in_november
            }),
            [2]
        );
    }
}
