//! Requests in a list.

use atelier_domain::{BadgeId, Moment, Origin, ParticipantId, RequestId, RequestState, WorkshopId};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::{Conditions, SearchWord, Slice, direction, places, rank, text};
use crate::row::{decoded, get, parsed};
use crate::{RequestRow, Result, Store};

/// Which requests are looked for; all of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestSearch {
    /// In one of these states; `None` for any.
    pub states: Option<Vec<RequestState>>,
    /// Each must be found: in the person, in the badge or in the receipt's number.
    pub words: Vec<SearchWord>,
    /// Prepared at this workshop.
    pub workshop: Option<WorkshopId>,
    /// For this badge.
    pub badge: Option<BadgeId>,
    /// Changed at that instant or later.
    pub since: Option<Moment>,
    /// Changed before that instant.
    pub before: Option<Moment>,
}

/// What is told of a request without reading it whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestMark {
    /// The request.
    pub id: RequestId,
    /// Who asks.
    pub participant: ParticipantId,
    /// Which badge.
    pub badge: BadgeId,
    /// Where it stands.
    pub state: RequestState,
    /// How it was begun.
    pub origin: Origin,
    /// Whether the person handed it to the facilitator, at the station.
    pub handed: bool,
    /// Whether INAÉ gave a receipt for it.
    pub received: bool,
}

/// In which order requests are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum RequestOrder {
    /// By their last change.
    #[default]
    Updated,
    /// By the person's last then first name.
    Person,
    /// By the badge, in this order; the others last.
    Badge(Vec<BadgeId>),
    /// By their state, in the order of a request's life.
    State,
}

impl RequestSearch {
    fn conditions(&self) -> Conditions {
        let Self {
            states,
            words,
            workshop,
            badge,
            since,
            before,
        } = self;
        let mut all = Conditions::default();
        if let Some(states) = states {
            // The sign keeps SQLite on the index that gives the order: states are few, each has many requests.
            all.add(
                format!("+r.state IN ({})", places(states.len())),
                states.iter().map(|state| text(state.code())),
            );
        }
        for word in words {
            let mut any = Conditions::default();
            any.add(
                "r.participant_id IN (SELECT id FROM participant WHERE instr(search_text, ?) > 0)",
                [text(&format!(" {}", word.text))],
            );
            if !word.badges.is_empty() {
                any.add(
                    format!("r.badge_id IN ({})", places(word.badges.len())),
                    word.badges.iter().map(|badge| text(badge.as_str())),
                );
            }
            // The other words need not search the receipts.
            if let Some(number) = &word.number {
                any.add(
                    "r.id IN (SELECT record_id FROM receipt WHERE instr(replace(lower(number), '-', ''), ?) > 0)",
                    [text(number)],
                );
            }
            all.add(format!("({})", any.sql.join(" OR ")), any.values);
        }
        if let Some(id) = workshop {
            all.add("r.workshop_id = ?", [text(&id.to_string())]);
        }
        if let Some(id) = badge {
            all.add("r.badge_id = ?", [text(id.as_str())]);
        }
        if let Some(at) = since {
            all.add("r.updated_at >= ?", [Value::Integer(at.unix_millis())]);
        }
        if let Some(at) = before {
            all.add("r.updated_at < ?", [Value::Integer(at.unix_millis())]);
        }
        all
    }
}

impl Store {
    /// A part of the requests found, in order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn request_page(
        &self,
        search: &RequestSearch,
        order: (&RequestOrder, bool),
        slice: Slice,
    ) -> Result<Vec<RequestRow>> {
        self.requests_of(&self.requests_found(search, order, slice)?)
    }

    /// The identifiers of a part of the requests found, in order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn requests_found(
        &self,
        search: &RequestSearch,
        (order, descending): (&RequestOrder, bool),
        slice: Slice,
    ) -> Result<Vec<RequestId>> {
        let all = search.conditions();
        let (conditions, mut values) = (all.sql(), all.values);
        let way = direction(descending);
        // One workshop has few requests, and an index of its own; the others are read in the order of theirs.
        let listed = match search.workshop {
            Some(_) => "badge_request r",
            None => "badge_request r INDEXED BY badge_request_list",
        };
        let (from, by) = match order {
            RequestOrder::Updated => (listed.to_owned(), format!("r.updated_at {way}, r.id {way}")),
            // People in the order of their names, each with their requests (the join does not let SQLite choose
            // otherwise): a page is found without sorting all.
            RequestOrder::Person => (
                "participant p CROSS JOIN badge_request r ON r.participant_id = p.id".to_owned(),
                format!("p.last_key {way}, p.first_key {way}, p.id {way}, r.id {way}"),
            ),
            RequestOrder::Badge(badges) => {
                let codes: Vec<Value> = badges.iter().map(|id| text(id.as_str())).collect();
                let (sql, ranks) = rank("r.badge_id", &codes);
                values.extend(ranks);
                (
                    listed.to_owned(),
                    format!("{sql} {way}, r.updated_at DESC, r.id DESC"),
                )
            }
            RequestOrder::State => {
                let codes = RequestState::ALL.map(|state| text(state.code()));
                let (sql, ranks) = rank("r.state", &codes);
                values.extend(ranks);
                (
                    listed.to_owned(),
                    format!("{sql} {way}, r.updated_at DESC, r.id DESC"),
                )
            }
        };
        let sql = format!(
            "SELECT r.id AS id FROM {from} WHERE {conditions} ORDER BY {by} LIMIT ? OFFSET ?"
        );
        values.extend(slice.values());
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then(params_from_iter(values), |row| parsed(row, "id"))?
            .collect()
    }

    /// How many requests are found, by state; states with none are left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn request_page_counts(&self, search: &RequestSearch) -> Result<Vec<(RequestState, u32)>> {
        let all = search.conditions();
        let sql = format!(
            "SELECT r.state AS state, count(*) AS number FROM badge_request r WHERE {} GROUP BY r.state",
            all.sql()
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then(params_from_iter(all.values), |row| {
                let state = decoded(row, "state", RequestState::from_code)?;
                Ok((state, get(row, "number")?))
            })?
            .collect()
    }

    /// What is told of these requests without reading them whole, in any order; those that are not in the store are left
    /// out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn request_marks(&self, ids: &[RequestId]) -> Result<Vec<RequestMark>> {
        let mut marks = Vec::with_capacity(ids.len());
        let sql =
            "SELECT id, participant_id, badge_id, state, origin, handed_at IS NOT NULL AS handed,
                EXISTS (SELECT 1 FROM receipt WHERE record_id = badge_request.id) AS received
            FROM badge_request WHERE id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        for id in ids {
            let mut rows = statement.query([id.to_string()])?;
            if let Some(row) = rows.next()? {
                marks.push(RequestMark {
                    id: *id,
                    participant: parsed(row, "participant_id")?,
                    badge: decoded(row, "badge_id", BadgeId::parse)?,
                    state: decoded(row, "state", RequestState::from_code)?,
                    origin: decoded(row, "origin", Origin::from_code)?,
                    handed: get(row, "handed")?,
                    received: get(row, "received")?,
                });
            }
        }
        Ok(marks)
    }

    /// How many badges these people obtained.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_obtained(&self, people: &[ParticipantId]) -> Result<u32> {
        let sql = "SELECT count(*) AS number FROM badge_request
                   WHERE participant_id = ?1 AND state IN ('issued', 'in-passport')";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut all = 0_u32;
        for id in people {
            let number: u32 = statement.query_row([id.to_string()], |row| row.get("number"))?;
            all = all.saturating_add(number);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReceiptRow;
    use crate::sample::{
        amina, at, badge, person, request, request_id, store, workshop, workshop_id,
    };

    fn word(text: &str, badges: &[BadgeId]) -> SearchWord {
        SearchWord {
            text: text.to_owned(),
            number: text.contains('2').then(|| text.replace('-', "")),
            badges: badges.to_vec(),
        }
    }

    /// Amina asks for « a » then « b », Noé for « a » and has his receipt.
    fn three_requests() -> (tempfile::TempDir, Store) {
        let (dir, store) = store();
        let amina = amina(&store);
        let noe = person(2, "Noé", "Exemple", None);
        store.insert_participant(&noe, at(0)).unwrap();
        store
            .save_workshop(&workshop(workshop_id(1)), at(0))
            .unwrap();
        for (n, who, asked, state) in [
            (1, amina, "a", RequestState::Draft),
            (2, amina, "b", RequestState::Ready),
            (3, noe.id, "a", RequestState::Queued),
        ] {
            let mut one = request(n, who);
            one.badge = badge(asked);
            one.state = state;
            one.workshop = (n == 3).then(|| workshop_id(1));
            store.save_request(&one, at(n.into())).unwrap();
        }
        let receipt = ReceiptRow {
            record_id: request_id(3).to_string(),
            revision: 1,
            hash: String::new(),
            evidence: Vec::new(),
            number: "AR-2026-77".to_owned(),
            received_at: "2026-11-23T10:00:00Z".to_owned(),
        };
        store.record_receipt(&receipt, at(9)).unwrap();
        (dir, store)
    }

    /// What is found, whole and one request at a time: both are the same.
    fn found(
        store: &Store,
        search: &RequestSearch,
        (order, descending): (&RequestOrder, bool),
    ) -> Vec<RequestId> {
        let order = (order, descending);
        let all = store.requests_found(search, order, Slice::ALL).unwrap();
        let counted: u32 = store
            .request_page_counts(search)
            .unwrap()
            .iter()
            .map(|(_, number)| number)
            .sum();
        assert_eq!(usize::try_from(counted).unwrap(), all.len());
        let rows = (0..all.len()).flat_map(|offset| {
            let slice = Slice { offset, limit: 1 };
            store.request_page(search, order, slice).unwrap()
        });
        let one_by_one: Vec<RequestId> = rows.map(|row| row.request.id).collect();
        assert_eq!(all, one_by_one, "{order:?}");
        all
    }

    #[test]
    fn each_column_sorts_both_ways_and_pages_are_complete() {
        let (_dir, store) = three_requests();
        let all = RequestSearch::default();
        let by_name = RequestOrder::Badge(vec![badge("b"), badge("a")]);
        for (order, up, down) in [
            (RequestOrder::Updated, [1, 2, 3], [3, 2, 1]),
            (RequestOrder::Person, [1, 2, 3], [3, 2, 1]),
            // The latest first among those of a badge, or of a state.
            (by_name, [2, 3, 1], [3, 1, 2]),
            (RequestOrder::Badge(vec![]), [3, 1, 2], [2, 3, 1]),
            (RequestOrder::State, [1, 2, 3], [3, 2, 1]),
        ] {
            assert_eq!(found(&store, &all, (&order, false)), up.map(request_id));
            assert_eq!(found(&store, &all, (&order, true)), down.map(request_id));
        }
    }

    #[test]
    fn each_word_is_found_in_the_person_the_badge_or_the_number() {
        let (_dir, store) = three_requests();
        let find = |words: &[SearchWord]| {
            let search = RequestSearch {
                words: words.to_vec(),
                ..RequestSearch::default()
            };
            found(&store, &search, (&RequestOrder::Updated, true))
        };
        assert_eq!(find(&[word("amina", &[])]), [2, 1].map(request_id));
        assert_eq!(
            find(&[word("accueil", &[badge("a")])]),
            [3, 1].map(request_id)
        );
        assert_eq!(
            find(&[word("amina", &[]), word("accueil", &[badge("a")])]),
            [request_id(1)]
        );
        assert_eq!(find(&[word("2026-77", &[])]), [request_id(3)]);
        assert_eq!(find(&[word("personne", &[])]), []);
    }

    #[test]
    fn filters_add_up_in_every_order() {
        let (_dir, store) = three_requests();
        let none = RequestSearch::default;
        let states = |states: &[RequestState]| RequestSearch {
            states: Some(states.to_vec()),
            ..none()
        };
        let for_a = RequestSearch {
            badge: Some(badge("a")),
            ..none()
        };
        let here = RequestSearch {
            workshop: Some(workshop_id(1)),
            ..none()
        };
        let since = RequestSearch {
            since: Some(at(2)),
            ..none()
        };
        let orders = [
            RequestOrder::Updated,
            RequestOrder::Person,
            RequestOrder::Badge(vec![badge("a")]),
            RequestOrder::State,
        ];
        for (search, expected) in [
            (
                states(&[RequestState::Draft, RequestState::Ready]),
                vec![1, 2],
            ),
            (states(&[]), vec![]),
            (for_a.clone(), vec![1, 3]),
            (here.clone(), vec![3]),
            (
                RequestSearch {
                    workshop: Some(workshop_id(2)),
                    ..none()
                },
                vec![],
            ),
            (since.clone(), vec![2, 3]),
            (
                RequestSearch {
                    before: Some(at(3)),
                    ..since.clone()
                },
                vec![2],
            ),
            (
                RequestSearch {
                    badge: Some(badge("a")),
                    ..since
                },
                vec![3],
            ),
            (
                RequestSearch {
                    words: vec![word("amina", &[])],
                    ..for_a
                },
                vec![1],
            ),
            (
                RequestSearch {
                    words: vec![word("amina", &[])],
                    ..here
                },
                vec![],
            ),
        ] {
            for order in &orders {
                let mut ids = found(&store, &search, (order, false));
                ids.sort();
                let expected: Vec<RequestId> = expected.iter().copied().map(request_id).collect();
                assert_eq!(ids, expected, "{search:?} {order:?}");
            }
        }
        let counts = store
            .request_page_counts(&states(&[RequestState::Draft, RequestState::Ready]))
            .unwrap();
        assert_eq!(counts.len(), 2);
        assert!(counts.contains(&(RequestState::Draft, 1)));
    }

    #[test]
    fn a_request_is_told_without_being_read_whole() {
        let (_dir, store) = three_requests();
        store
            .set_request_handed(request_id(1), Some(at(4)))
            .unwrap();
        let marks = store.request_marks(&[1, 9, 3].map(request_id)).unwrap();
        let told: Vec<_> = marks
            .iter()
            .map(|mark| (mark.id, mark.state, mark.handed, mark.received))
            .collect();
        let (draft, queued) = (RequestState::Draft, RequestState::Queued);
        assert_eq!(
            told,
            [
                (request_id(1), draft, true, false),
                (request_id(3), queued, false, true)
            ]
        );
        let everyone = [marks[0].participant, marks[1].participant];
        assert_eq!(store.count_obtained(&everyone).unwrap(), 0);
        let (id, now) = (request_id(2), at(5));
        store.move_request(id, RequestState::Issued, now).unwrap();
        assert_eq!(store.count_obtained(&everyone).unwrap(), 1);
        assert_eq!(store.count_obtained(&everyone[1..]).unwrap(), 0);
    }

    /// The plan of a page names its index, and sorts nothing.
    #[test]
    fn a_page_is_read_in_the_order_of_an_index() {
        let (_dir, store) = three_requests();
        let plan = |sql: &str| {
            let mut statement = store.connection().prepare(sql).unwrap();
            let lines: Vec<String> = statement
                .query_map([], |row| row.get("detail"))
                .unwrap()
                .collect::<std::result::Result<_, _>>()
                .unwrap();
            lines.join("; ")
        };
        let listed = plan(
            "EXPLAIN QUERY PLAN SELECT r.id FROM badge_request r INDEXED BY badge_request_list
             WHERE +r.state IN ('draft') ORDER BY r.updated_at DESC, r.id DESC LIMIT 50",
        );
        assert!(
            listed.contains("COVERING INDEX badge_request_list"),
            "{listed}"
        );
        assert!(!listed.contains("TEMP B-TREE"), "{listed}");
        let named = plan(
            "EXPLAIN QUERY PLAN SELECT r.id FROM participant p
             CROSS JOIN badge_request r ON r.participant_id = p.id
             ORDER BY p.last_key, p.first_key, p.id, r.id LIMIT 50",
        );
        assert!(named.contains("INDEX participant_name"), "{named}");
        assert!(named.contains("INDEX badge_request_participant"), "{named}");
    }
}
