//! Long lists, counted and cut a page at a time by the database: thousands of people, tens of thousands of requests.

use atelier_domain::fold::fold;
use atelier_domain::{BadgeId, RequestId, RequestState, WorkshopId};
use rusqlite::types::Value;

use crate::row::{decoded, get, parsed};
use crate::{RequestRow, Result, Store};

/// Which requests are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestSearch {
    /// In one of these states; `None` for any.
    pub states: Option<Vec<RequestState>>,
    /// Each must be found: in the person, in the badge or in the receipt's number.
    pub words: Vec<SearchWord>,
}

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWord {
    /// The word, as [`fold`] leaves it.
    pub text: String,
    /// The badges whose name holds it: the catalogue knows, not the tables.
    pub badges: Vec<BadgeId>,
}

impl RequestSearch {
    /// SQL after `WHERE`, and its values. Only columns of the index `badge_request_list` are named.
    fn conditions(&self) -> (String, Vec<Value>) {
        let mut sql = String::from("TRUE");
        let mut values = Vec::new();
        if let Some(states) = &self.states {
            let places = vec!["?"; states.len()].join(", ");
            // The sign keeps SQLite on the index that gives the order: states are few, each has many requests.
            sql.push_str(&format!(" AND +state IN ({places})"));
            values.extend(states.iter().map(|state| text(state.code())));
        }
        for word in &self.words {
            sql.push_str(
                " AND (participant_id IN (SELECT id FROM participant WHERE instr(search_text, ?) > 0)",
            );
            values.push(text(&format!(" {}", word.text)));
            if !word.badges.is_empty() {
                let places = vec!["?"; word.badges.len()].join(", ");
                sql.push_str(&format!(" OR badge_id IN ({places})"));
                values.extend(word.badges.iter().map(|badge| text(badge.as_str())));
            }
            // A number has a digit; the other words need not search the receipts.
            if word.text.contains(|letter: char| letter.is_ascii_digit()) {
                sql.push_str(
                    " OR id IN (SELECT record_id FROM receipt WHERE instr(lower(number), ?) > 0)",
                );
                values.push(text(&word.text));
            }
            sql.push(')');
        }
        (sql, values)
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn integer(value: usize) -> Value {
    Value::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

impl Store {
    /// How many people [`Store::search_participants`] would find without a limit.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_participants(&self, query: &str) -> Result<u32> {
        let words: Vec<String> = fold(query)
            .split_whitespace()
            .map(|word| format!(" {word}"))
            .collect();
        let conditions = " AND instr(search_text, ?) > 0".repeat(words.len());
        let sql = format!("SELECT count(*) AS number FROM participant WHERE TRUE{conditions}");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(words))?;
        rows.next()?.map_or(Ok(0), |row| get(row, "number"))
    }

    /// A page of the requests that pass the search, the latest change first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn request_page(
        &self,
        search: &RequestSearch,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<RequestRow>> {
        let (conditions, mut values) = search.conditions();
        let sql = format!(
            "SELECT id FROM badge_request INDEXED BY badge_request_list WHERE {conditions}
             ORDER BY updated_at DESC, id DESC LIMIT ? OFFSET ?"
        );
        values.extend([integer(limit), integer(offset)]);
        let mut statement = self.connection().prepare_cached(&sql)?;
        let ids: Vec<RequestId> = statement
            .query_and_then(rusqlite::params_from_iter(values), |row| parsed(row, "id"))?
            .collect::<Result<_>>()?;
        let mut page = Vec::with_capacity(ids.len());
        for id in ids {
            page.extend(self.request(id)?);
        }
        Ok(page)
    }

    /// How many requests pass the search, by state; states with none are left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn request_page_counts(&self, search: &RequestSearch) -> Result<Vec<(RequestState, u32)>> {
        let (conditions, values) = search.conditions();
        let sql = format!(
            "SELECT state, count(*) AS number FROM badge_request WHERE {conditions} GROUP BY state"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then(rusqlite::params_from_iter(values), |row| {
                let state = decoded(row, "state", RequestState::from_code)?;
                Ok((state, get(row, "number")?))
            })?
            .collect()
    }

    /// The records that have a receipt, the latest first: of a workshop or of all, `limit` at most.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn received_records(
        &self,
        workshop: Option<WorkshopId>,
        limit: usize,
    ) -> Result<Vec<String>> {
        let condition = match workshop {
            Some(_) => "record_id IN (SELECT id FROM badge_request WHERE workshop_id = ?)",
            None => "TRUE",
        };
        let sql = format!(
            "SELECT record_id FROM receipt WHERE {condition}
             GROUP BY record_id ORDER BY max(received_at) DESC, max(number) DESC LIMIT ?"
        );
        let latest = "SELECT record_id FROM receipt ORDER BY received_at DESC, number DESC LIMIT ?";
        let sql = if workshop.is_some() { &sql } else { latest };
        let mut values: Vec<Value> = workshop.iter().map(|id| text(&id.to_string())).collect();
        values.push(integer(limit));
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut records: Vec<String> = statement
            .query_and_then(rusqlite::params_from_iter(values), |row| {
                get(row, "record_id")
            })?
            .collect::<Result<_>>()?;
        // A record received under two revisions is one record.
        let mut seen = std::collections::BTreeSet::new();
        records.retain(|record| seen.insert(record.clone()));
        Ok(records)
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
            badges: badges.to_vec(),
        }
    }

    fn ids(rows: &[RequestRow]) -> Vec<RequestId> {
        rows.iter().map(|row| row.request.id).collect()
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

    #[test]
    fn a_page_follows_the_other_without_missing_or_repeating_a_request() {
        let (_dir, store) = three_requests();
        let all = RequestSearch::default();
        let page = |offset| ids(&store.request_page(&all, offset, 2).unwrap());
        assert_eq!(page(0), [3, 2].map(request_id));
        assert_eq!(page(2), [request_id(1)]);
        assert_eq!(page(4), []);
    }

    #[test]
    fn each_word_is_found_in_the_person_the_badge_or_the_number() {
        let (_dir, store) = three_requests();
        let find = |words: &[SearchWord]| {
            let search = RequestSearch {
                words: words.to_vec(),
                states: None,
            };
            let counted: u32 = store
                .request_page_counts(&search)
                .unwrap()
                .iter()
                .map(|(_, number)| number)
                .sum();
            let found = ids(&store.request_page(&search, 0, 9).unwrap());
            assert_eq!(usize::try_from(counted).unwrap(), found.len());
            found
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
    fn states_are_chosen_and_counted() {
        let (_dir, store) = three_requests();
        let search = RequestSearch {
            states: Some(vec![RequestState::Draft, RequestState::Ready]),
            words: Vec::new(),
        };
        assert_eq!(
            ids(&store.request_page(&search, 0, 9).unwrap()),
            [2, 1].map(request_id)
        );
        let counts = store.request_page_counts(&search).unwrap();
        assert_eq!(counts.len(), 2);
        assert!(counts.contains(&(RequestState::Draft, 1)));
    }

    #[test]
    fn people_are_counted_as_they_are_searched() {
        let (_dir, store) = three_requests();
        assert_eq!(store.count_participants("").unwrap(), 2);
        assert_eq!(store.count_participants("noe").unwrap(), 1);
        assert_eq!(store.count_participants("personne").unwrap(), 0);
    }

    #[test]
    fn received_records_are_of_the_workshop_asked_for() {
        let (_dir, store) = three_requests();
        let received = request_id(3).to_string();
        assert_eq!(
            store.received_records(None, 9).unwrap(),
            std::slice::from_ref(&received)
        );
        let here = store.received_records(Some(workshop_id(1)), 9).unwrap();
        assert_eq!(here, [received]);
        let elsewhere = store.received_records(Some(workshop_id(2)), 9).unwrap();
        assert_eq!(elsewhere, Vec::<String>::new());
    }

    /// The plan of a page names its index, and sorts nothing.
    #[test]
    fn a_page_is_read_in_the_order_of_its_index() {
        let (_dir, store) = three_requests();
        let sql = "EXPLAIN QUERY PLAN SELECT id FROM badge_request INDEXED BY badge_request_list
                   WHERE +state IN ('draft') ORDER BY updated_at DESC, id DESC LIMIT 50";
        let mut statement = store.connection().prepare(sql).unwrap();
        let plan: Vec<String> = statement
            .query_map([], |row| row.get("detail"))
            .unwrap()
            .collect::<std::result::Result<_, _>>()
            .unwrap();
        let plan = plan.join("; ");
        assert!(plan.contains("COVERING INDEX badge_request_list"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}
