//! What INAÉ said of each request, and whether it was seen.

use atelier_domain::{Moment, RequestId, RequestState};
use rusqlite::{Row, params};

use crate::row::{decoded, get, moment, moment_or_none, parsed};
use crate::{Result, Store};

/// What INAÉ said, as learned at an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// Of which request.
    pub request: RequestId,
    /// What became of it.
    pub state: RequestState,
    /// The question or the reason, if there is one.
    pub message: Option<String>,
    /// When INAÉ said it, by its own clock.
    pub said_at: Moment,
    /// When it was learned here.
    pub learned_at: Moment,
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// Its number here: a later answer has a greater one.
    pub number: i64,
    /// What was said.
    pub answer: NewAnswer,
    /// When a facilitator saw it.
    pub seen_at: Option<Moment>,
}

const COLUMNS: &str = "number, request_id, state, message, said_at, learned_at, seen_at";

impl Store {
    /// Keeps what INAÉ said; nobody has seen it yet.
    ///
    /// # Errors
    /// When the request is not in the store.
    pub fn append_answer(&self, answer: &NewAnswer) -> Result<()> {
        let NewAnswer {
            request,
            state,
            message,
            said_at,
            learned_at,
        } = answer;
        let sql = "INSERT INTO answer (request_id, state, message, said_at, learned_at)
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        self.connection().prepare_cached(sql)?.execute(params![
            request.to_string(),
            state.code(),
            message,
            said_at.unix_millis(),
            learned_at.unix_millis()
        ])?;
        Ok(())
    }

    /// The latest answer to each request, those nobody has seen first, then the latest first; `limit` at most.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn answers(&self, limit: usize) -> Result<Vec<AnswerRow>> {
        // Read from the newest on, until there are enough: old ones cost nothing.
        let latest = |seen: &str| {
            format!(
                "SELECT {COLUMNS} FROM answer
                 WHERE seen_at IS {seen} AND NOT EXISTS (
                    SELECT 1 FROM answer AS later
                    WHERE later.request_id = answer.request_id AND later.number > answer.number
                 ) ORDER BY number DESC LIMIT ?1"
            )
        };
        let mut rows: Vec<AnswerRow> = Vec::new();
        for seen in ["NULL", "NOT NULL"] {
            let room = limit.saturating_sub(rows.len());
            let room = i64::try_from(room).unwrap_or(i64::MAX);
            let mut statement = self.connection().prepare_cached(&latest(seen))?;
            for row in statement.query_and_then([room], answer_of)? {
                rows.push(row?);
            }
        }
        Ok(rows)
    }

    /// What was said of one request, the oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn answers_to(&self, request: RequestId) -> Result<Vec<AnswerRow>> {
        let sql = format!("SELECT {COLUMNS} FROM answer WHERE request_id = ?1 ORDER BY number");
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then([request.to_string()], answer_of)?
            .collect()
    }

    /// How many requests have an answer that nobody has seen.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_unseen_answers(&self) -> Result<u32> {
        let sql = "SELECT COUNT(DISTINCT request_id) FROM answer WHERE seen_at IS NULL";
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Marks these answers as seen at this moment, with what was said before of the same requests; or as seen by nobody
    /// again. Those seen already keep their moment.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn mark_answers(&self, numbers: &[i64], seen_at: Option<Moment>) -> Result<()> {
        self.atomically(|s| {
            let sql = if seen_at.is_some() {
                "UPDATE answer SET seen_at = ?2 WHERE seen_at IS NULL AND number <= ?1
                 AND request_id = (SELECT request_id FROM answer WHERE number = ?1)"
            } else {
                "UPDATE answer SET seen_at = ?2 WHERE number = ?1"
            };
            let mut statement = s.connection().prepare_cached(sql)?;
            for number in numbers {
                statement.execute(params![number, seen_at.map(Moment::unix_millis)])?;
            }
            Ok(())
        })
    }
}

fn answer_of(row: &Row<'_>) -> Result<AnswerRow> {
    Ok(AnswerRow {
        number: get(row, "number")?,
        answer: NewAnswer {
            request: parsed(row, "request_id")?,
            state: decoded(row, "state", RequestState::from_code)?,
            message: get(row, "message")?,
            said_at: moment(row, "said_at")?,
            learned_at: moment(row, "learned_at")?,
        },
        seen_at: moment_or_none(row, "seen_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{amina, at, request, request_id, store};

    fn said(request: RequestId, state: RequestState, when: i64) -> NewAnswer {
        NewAnswer {
            request,
            state,
            message: None,
            said_at: at(when),
            learned_at: at(when + 1),
        }
    }

    #[test]
    fn each_answer_is_kept_and_the_latest_of_each_request_is_new_until_seen() {
        let (_dir, store) = store();
        let (one, two) = {
            let person = amina(&store);
            (request(1, person), request(2, person))
        };
        for asked in [&one, &two] {
            store.save_request(asked, at(0)).unwrap();
        }
        let states = [
            RequestState::InCommittee,
            RequestState::Accepted,
            RequestState::Issued,
        ];
        for (when, state) in (1..).zip(states) {
            store.append_answer(&said(one.id, state, when)).unwrap();
        }
        store
            .append_answer(&said(two.id, RequestState::Refused, 7))
            .unwrap();
        let shown = |limit| -> Vec<RequestState> {
            let rows = store.answers(limit).unwrap().into_iter();
            rows.map(|row| row.answer.state).collect()
        };
        assert_eq!(shown(10), [RequestState::Refused, RequestState::Issued]);
        assert_eq!(store.count_unseen_answers().unwrap(), 2);

        // Seeing the latest is seeing what led to it; a second look keeps the first moment.
        let refused = store.answers(1).unwrap().remove(0);
        assert_eq!(refused.answer, said(two.id, RequestState::Refused, 7));
        store.mark_answers(&[refused.number], Some(at(9))).unwrap();
        store.mark_answers(&[refused.number], Some(at(10))).unwrap();
        assert_eq!(shown(10), [RequestState::Issued, RequestState::Refused]);
        assert_eq!(shown(1), [RequestState::Issued]);
        assert_eq!(store.answers(10).unwrap()[1].seen_at, Some(at(9)));
        let issued = store.answers(1).unwrap().remove(0);
        store.mark_answers(&[issued.number], Some(at(11))).unwrap();
        assert_eq!(store.count_unseen_answers().unwrap(), 0);
        let history = store.answers_to(one.id).unwrap();
        assert!(history.iter().all(|row| row.seen_at == Some(at(11))));
        assert_eq!(
            history
                .iter()
                .map(|row| row.answer.state)
                .collect::<Vec<_>>(),
            states
        );

        store.mark_answers(&[refused.number], None).unwrap();
        assert_eq!(shown(10), [RequestState::Refused, RequestState::Issued]);
    }

    #[test]
    fn what_is_no_answer_of_inae_is_not_kept_as_one() {
        let (_dir, store) = store();
        let one = request(1, amina(&store));
        store.save_request(&one, at(0)).unwrap();
        assert!(
            store
                .append_answer(&said(one.id, RequestState::Queued, 1))
                .is_err()
        );
        assert!(
            store
                .append_answer(&said(request_id(9), RequestState::Issued, 1))
                .is_err()
        );
        assert!(store.answers(10).unwrap().is_empty());
    }
}
