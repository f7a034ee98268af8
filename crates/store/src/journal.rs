//! What happened, for a technician: events and identifiers, no personal data.

use atelier_domain::Moment;
use rusqlite::{Row, params};

use crate::row::{get, moment};
use crate::{Result, Store};

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    /// When.
    pub at: Moment,
    /// What happened: a code.
    pub event: String,
    /// To which record; empty when it concerns none.
    pub subject_id: String,
}

impl Store {
    /// Notes an event. Never pass a name, an address or words of a person.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn append_journal(&self, at: Moment, event: &str, subject_id: &str) -> Result<()> {
        let sql = "INSERT INTO journal (at, event, subject_id) VALUES (?1, ?2, ?3)";
        self.connection().prepare_cached(sql)?.execute(params![
            at.unix_millis(),
            event,
            subject_id
        ])?;
        Ok(())
    }

    /// The latest events, the latest first; `limit` at most.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn journal(&self, limit: usize) -> Result<Vec<JournalRow>> {
        let sql = "SELECT at, event, subject_id FROM journal ORDER BY number DESC LIMIT ?1";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.connection().prepare_cached(sql)?;
        statement.query_and_then([limit], event_of)?.collect()
    }
}

fn event_of(row: &Row<'_>) -> Result<JournalRow> {
    Ok(JournalRow {
        at: moment(row, "at")?,
        event: get(row, "event")?,
        subject_id: get(row, "subject_id")?,
    })
}

#[cfg(test)]
mod tests {
    use crate::sample::{at, store};

    #[test]
    fn the_latest_events_come_first() {
        let (_dir, store) = store();
        for (n, event) in [(1, "opened"), (2, "queued"), (2, "sent")] {
            store.append_journal(at(n), event, "id").unwrap();
        }
        let events = store.journal(2).unwrap();
        let names: Vec<_> = events.iter().map(|row| row.event.as_str()).collect();
        assert_eq!(names, ["sent", "queued"]);
        assert_eq!(events[0].at, at(2));
    }
}
