//! Receipts of requests in a list: of each request, that of its latest revision.

use atelier_domain::{BadgeId, Moment, RequestId, WorkshopId};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::{Conditions, SearchWord, Slice, direction, places, rank, text};
use crate::row::{get, parsed};
use crate::{Result, Store};

/// Which receipts are looked for; all of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiptSearch {
    /// Each must be found: in the number, in the person or in the badge.
    pub words: Vec<SearchWord>,
    /// Of requests prepared at this workshop.
    pub workshop: Option<WorkshopId>,
    /// For this badge.
    pub badge: Option<BadgeId>,
    /// Received at that instant or later, by the guichet's clock.
    pub since: Option<Moment>,
    /// Received before that instant.
    pub before: Option<Moment>,
}

/// In which order receipts are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ReceiptOrder {
    /// By when INAÉ received the request.
    #[default]
    Received,
    /// By number.
    Number,
    /// By the person's last then first name.
    Person,
    /// By the badge, in this order; the others last.
    Badge(Vec<BadgeId>),
}

/// Receipts of requests alone (the declaration has its own), and no earlier revision's.
const LATEST: &str = "EXISTS (SELECT 1 FROM badge_request WHERE id = c.record_id)
    AND NOT EXISTS (SELECT 1 FROM receipt later WHERE later.record_id = c.record_id AND later.revision > c.revision)";

impl ReceiptSearch {
    fn conditions(&self) -> Conditions {
        let Self {
            words,
            workshop,
            badge,
            since,
            before,
        } = self;
        let mut all = Conditions::default();
        all.add(LATEST, []);
        for word in words {
            let mut any = Conditions::default();
            let number = word.number.as_ref().unwrap_or(&word.text);
            any.add(
                "instr(replace(lower(c.number), '-', ''), ?) > 0",
                [text(number)],
            );
            any.add(
                "c.record_id IN (SELECT r.id FROM participant p JOIN badge_request r ON r.participant_id = p.id
                     WHERE instr(p.search_text, ?) > 0)",
                [text(&format!(" {}", word.text))],
            );
            if !word.badges.is_empty() {
                any.add(
                    format!(
                        "c.record_id IN (SELECT id FROM badge_request WHERE badge_id IN ({}))",
                        places(word.badges.len())
                    ),
                    word.badges.iter().map(|badge| text(badge.as_str())),
                );
            }
            all.add(format!("({})", any.sql.join(" OR ")), any.values);
        }
        if let Some(id) = workshop {
            all.add(
                "c.record_id IN (SELECT id FROM badge_request WHERE workshop_id = ?)",
                [text(&id.to_string())],
            );
        }
        if let Some(id) = badge {
            all.add(
                "c.record_id IN (SELECT id FROM badge_request WHERE badge_id = ?)",
                [text(id.as_str())],
            );
        }
        if let Some(at) = since {
            all.add("c.received_at >= ?", [text(&at.to_rfc3339())]);
        }
        if let Some(at) = before {
            all.add("c.received_at < ?", [text(&at.to_rfc3339())]);
        }
        all
    }
}

impl Store {
    /// The requests of a part of the receipts found, in order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn receipts_found(
        &self,
        search: &ReceiptSearch,
        (order, descending): (&ReceiptOrder, bool),
        slice: Slice,
    ) -> Result<Vec<RequestId>> {
        let all = search.conditions();
        let (conditions, mut values) = (all.sql(), all.values);
        let way = direction(descending);
        let named = "participant p CROSS JOIN badge_request r ON r.participant_id = p.id
             CROSS JOIN receipt c ON c.record_id = r.id";
        let (from, by) = match order {
            ReceiptOrder::Received => (
                "receipt c INDEXED BY receipt_list",
                format!("c.received_at {way}, c.number {way}, c.record_id {way}"),
            ),
            ReceiptOrder::Number => (
                "receipt c INDEXED BY receipt_number",
                format!("c.number {way}, c.record_id {way}"),
            ),
            ReceiptOrder::Person => (
                named,
                format!("p.last_key {way}, p.first_key {way}, p.id {way}, c.record_id {way}"),
            ),
            ReceiptOrder::Badge(badges) => {
                let codes: Vec<Value> = badges.iter().map(|id| text(id.as_str())).collect();
                let (sql, ranks) = rank("r.badge_id", &codes);
                values.extend(ranks);
                (
                    "receipt c JOIN badge_request r ON r.id = c.record_id",
                    format!("{sql} {way}, c.received_at DESC, c.record_id DESC"),
                )
            }
        };
        let sql = format!(
            "SELECT c.record_id AS id FROM {from} WHERE {conditions} ORDER BY {by} LIMIT ? OFFSET ?"
        );
        values.extend(slice.values());
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then(params_from_iter(values), |row| parsed(row, "id"))?
            .collect()
    }

    /// How many receipts are found.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_receipts(&self, search: &ReceiptSearch) -> Result<u32> {
        let all = search.conditions();
        let sql = format!(
            "SELECT count(*) AS number FROM receipt c WHERE {}",
            all.sql()
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(all.values))?;
        rows.next()?.map_or(Ok(0), |row| get(row, "number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReceiptRow;
    use crate::sample::{
        at, badge, person, person_id, request, request_id, store, workshop, workshop_id,
    };

    /// Three requests received; the second twice, under two revisions; and the declaration.
    fn received() -> (tempfile::TempDir, Store) {
        let (dir, store) = store();
        for (n, first, last) in [(1, "Zoé", "Abel"), (2, "Ali", "Zidane")] {
            let one = person(n, first, last, None);
            store.insert_participant(&one, at(0)).unwrap();
        }
        store
            .save_workshop(&workshop(workshop_id(1)), at(0))
            .unwrap();
        for (n, who, asked) in [(1, 1, "a"), (2, 2, "b"), (3, 1, "b")] {
            let mut one = request(n, person_id(who));
            one.badge = badge(asked);
            one.workshop = (n == 3).then(|| workshop_id(1));
            store.save_request(&one, at(0)).unwrap();
        }
        let of = |n: u8| request_id(n).to_string();
        for (record_id, revision, number, day) in [
            ("declaration".to_owned(), 1, "D-2026-1", 1),
            (of(1), 1, "R-2026-3", 2),
            (of(2), 1, "R-2026-2", 3),
            (of(2), 2, "R-2026-2", 5),
            (of(3), 1, "R-2026-1", 4),
        ] {
            let row = ReceiptRow {
                record_id,
                revision,
                hash: String::new(),
                evidence: Vec::new(),
                number: number.to_owned(),
                received_at: format!("2026-11-0{day}T10:00:00.000Z"),
            };
            store.record_receipt(&row, at(9)).unwrap();
        }
        (dir, store)
    }

    fn found(
        store: &Store,
        search: &ReceiptSearch,
        (order, descending): (&ReceiptOrder, bool),
    ) -> Vec<RequestId> {
        let order = (order, descending);
        let all = store.receipts_found(search, order, Slice::ALL).unwrap();
        let counted = store.count_receipts(search).unwrap();
        assert_eq!(usize::try_from(counted).unwrap(), all.len());
        let one_by_one: Vec<RequestId> = (0..all.len())
            .flat_map(|offset| {
                let slice = Slice { offset, limit: 1 };
                store.receipts_found(search, order, slice).unwrap()
            })
            .collect();
        assert_eq!(all, one_by_one, "{order:?}");
        all
    }

    #[test]
    fn each_column_sorts_both_ways_and_pages_are_complete() {
        let (_dir, store) = received();
        let all = ReceiptSearch::default();
        let badges = ReceiptOrder::Badge(vec![badge("b"), badge("a")]);
        for (order, up, down) in [
            (ReceiptOrder::Received, [1, 3, 2], [2, 3, 1]),
            (ReceiptOrder::Number, [3, 2, 1], [1, 2, 3]),
            (ReceiptOrder::Person, [1, 3, 2], [2, 3, 1]),
            (badges, [2, 3, 1], [1, 2, 3]),
        ] {
            assert_eq!(
                found(&store, &all, (&order, false)),
                up.map(request_id),
                "{order:?}"
            );
            assert_eq!(
                found(&store, &all, (&order, true)),
                down.map(request_id),
                "{order:?}"
            );
        }
    }

    #[test]
    fn filters_add_up_in_every_order() {
        let (_dir, store) = received();
        let none = ReceiptSearch::default;
        let word = |text: &str, badges: &[BadgeId]| ReceiptSearch {
            words: vec![SearchWord {
                text: text.into(),
                number: text.contains('2').then(|| text.replace('-', "")),
                badges: badges.to_vec(),
            }],
            ..none()
        };
        let day = |text: &str| {
            Moment::from_unix_millis(match text {
                "2026-11-04" => 1_793_750_400_000,
                _ => 1_793_836_800_000,
            })
        };
        assert_eq!(day("2026-11-04").to_rfc3339(), "2026-11-04T00:00:00.000Z");
        let since = ReceiptSearch {
            since: Some(day("2026-11-04")),
            ..none()
        };
        for (search, expected) in [
            (word("r-2026-3", &[]), vec![1]),
            (word("zid", &[]), vec![2]),
            (word("accueil", &[badge("b")]), vec![2, 3]),
            (word("d-2026", &[]), vec![]),
            (
                ReceiptSearch {
                    workshop: Some(workshop_id(1)),
                    ..none()
                },
                vec![3],
            ),
            (
                ReceiptSearch {
                    badge: Some(badge("a")),
                    ..none()
                },
                vec![1],
            ),
            (since.clone(), vec![2, 3]),
            (
                ReceiptSearch {
                    before: Some(day("2026-11-05")),
                    ..since.clone()
                },
                vec![3],
            ),
            (
                ReceiptSearch {
                    badge: Some(badge("a")),
                    ..since
                },
                vec![],
            ),
        ] {
            for order in [
                ReceiptOrder::Received,
                ReceiptOrder::Number,
                ReceiptOrder::Person,
                ReceiptOrder::Badge(vec![]),
            ] {
                let mut ids = found(&store, &search, (&order, false));
                ids.sort();
                let expected: Vec<RequestId> = expected.iter().copied().map(request_id).collect();
                assert_eq!(ids, expected, "{search:?} {order:?}");
            }
        }
    }
}
