//! What waits to be delivered to INAÉ. A row leaves only with its receipt ([`Store::record_receipt`]), or withdrawn
//! before any attempt.

use atelier_domain::{EvidenceHash, Moment, coded};
use rusqlite::{Row, params};

use crate::row::{decoded, found, get, moment, moment_or_none, parsed};
use crate::{Result, Store, StoreError};

coded! {
    /// What a record is.
    OutboxKind {
        /// The structure's declaration: leaves first.
        Declaration = "declaration",
        /// A badge request.
        BadgeRequest = "badge-request",
    }
}

coded! {
    /// Whether a record is still to be tried.
    OutboxState {
        /// To be sent.
        Waiting = "waiting",
        /// Not tried any more until somebody acts; kept.
        Stopped = "stopped",
    }
}

/// A record to be delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// The record's identifier, stable over revisions.
    pub id: String,
    /// From 1.
    pub revision: u32,
    /// SHA-256 of `body`, in hexadecimal.
    pub hash: String,
    /// What it is.
    pub kind: OutboxKind,
    /// Canonical JSON: what the hash is of, byte for byte.
    pub body: String,
    /// The evidence it names.
    pub evidence: Vec<EvidenceHash>,
    /// Whether it is still to be tried.
    pub state: OutboxState,
    /// How many times it has been tried.
    pub attempts: u32,
    /// When it was last tried.
    pub last_attempt_at: Option<Moment>,
    /// Why it stopped, if it has: a code.
    pub problem_code: Option<String>,
    /// More about it, for a technician.
    pub problem_detail: Option<String>,
    /// When it was put here.
    pub queued_at: Moment,
}

const COLUMNS: &str = "id, revision, hash, kind, body, state, attempts, last_attempt_at,
    problem_code, problem_detail, queued_at";

impl Store {
    /// Puts a record in the outbox. The same revision again changes nothing; a higher revision takes the place of the
    /// one that waits, and keeps its count of attempts (the former one may have arrived).
    ///
    /// # Errors
    /// `store-conflict` when another content has this id and revision or a higher one, or when it names evidence that
    /// is not in the store.
    pub fn enqueue(&self, row: &OutboxRow) -> Result<()> {
        self.atomically(|s| {
            let attempts = match s.outbox_row(&row.id)? {
                None => row.attempts,
                Some(former) if former.revision == row.revision && former.hash == row.hash => {
                    return Ok(());
                }
                Some(former) if former.revision >= row.revision => {
                    return Err(StoreError::Conflict(format!(
                        "record {} waits already, revision {}",
                        row.id, former.revision
                    )));
                }
                Some(former) => {
                    s.delete_outbox(&row.id)?;
                    former.attempts.max(row.attempts)
                }
            };
            s.insert_outbox(row, attempts)
        })
    }

    /// Everything that waits or has stopped: the declaration first, then the oldest.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM outbox
             ORDER BY CASE kind WHEN 'declaration' THEN 0 ELSE 1 END, queued_at, id"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then([], |row| self.outbox_of(row))?
            .collect()
    }

    /// The record with this identifier, if it has not been delivered.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn outbox_row(&self, id: &str) -> Result<Option<OutboxRow>> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE id = ?1");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([id])?;
        rows.next()?.map(|row| self.outbox_of(row)).transpose()
    }

    /// Notes, before sending, that these records are being tried. Those that are no longer here are passed over.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn record_attempt(&self, ids: &[String], at: Moment) -> Result<()> {
        self.atomically(|s| {
            let sql = "UPDATE outbox SET attempts = attempts + 1, last_attempt_at = ?2
                       WHERE id = ?1";
            let mut statement = s.connection().prepare_cached(sql)?;
            for id in ids {
                statement.execute(params![id, at.unix_millis()])?;
            }
            Ok(())
        })
    }

    /// Takes back the note of an attempt that reached nobody: nothing of these records has left this computer by it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn forget_attempt(&self, ids: &[String]) -> Result<()> {
        self.atomically(|s| {
            let sql = "UPDATE outbox SET attempts = max(attempts - 1, 0) WHERE id = ?1";
            let mut statement = s.connection().prepare_cached(sql)?;
            for id in ids {
                statement.execute([id])?;
            }
            Ok(())
        })
    }

    /// Stops trying a record, and says why. It stays.
    ///
    /// # Errors
    /// `not-found`.
    pub fn stop_row(&self, id: &str, code: &str, detail: &str) -> Result<()> {
        let sql = "UPDATE outbox SET state = 'stopped', problem_code = ?2, problem_detail = ?3
                   WHERE id = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute([id, code, detail])?;
        found(changed, "outbox", &id)
    }

    /// Tries a stopped record again.
    ///
    /// # Errors
    /// `not-found`.
    pub fn resume_row(&self, id: &str) -> Result<()> {
        let sql = "UPDATE outbox
                   SET state = 'waiting', problem_code = NULL, problem_detail = NULL
                   WHERE id = ?1";
        let changed = self.connection().prepare_cached(sql)?.execute([id])?;
        found(changed, "outbox", &id)
    }

    /// Takes a record back, if it has never been tried: `true`. Otherwise it may have arrived, and stays: `false`.
    ///
    /// # Errors
    /// `not-found`.
    pub fn withdraw(&self, id: &str) -> Result<bool> {
        self.atomically(|s| {
            let Some(row) = s.outbox_row(id)? else {
                return Err(StoreError::NotFound(format!("outbox {id}")));
            };
            if row.attempts > 0 {
                return Ok(false);
            }
            s.delete_outbox(id)?;
            Ok(true)
        })
    }

    pub(crate) fn delete_outbox(&self, id: &str) -> Result<()> {
        let sql = "DELETE FROM outbox WHERE id = ?1";
        self.connection().prepare_cached(sql)?.execute([id])?;
        Ok(())
    }

    fn insert_outbox(&self, row: &OutboxRow, attempts: u32) -> Result<()> {
        let OutboxRow {
            id,
            revision,
            hash,
            kind,
            body,
            evidence,
            state,
            attempts: _,
            last_attempt_at,
            problem_code,
            problem_detail,
            queued_at,
        } = row;
        let sql = "INSERT INTO outbox (id, revision, hash, kind, body, state, attempts,
                       last_attempt_at, problem_code, problem_detail, queued_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.connection().prepare_cached(sql)?.execute(params![
            id,
            revision,
            hash,
            kind.code(),
            body,
            state.code(),
            attempts,
            last_attempt_at.map(Moment::unix_millis),
            problem_code,
            problem_detail,
            queued_at.unix_millis(),
        ])?;
        let mut insert = self.connection().prepare_cached(
            "INSERT INTO outbox_evidence (outbox_id, position, hash) VALUES (?1, ?2, ?3)",
        )?;
        for (position, hash) in (0_i64..).zip(evidence) {
            insert.execute(params![id, position, hash.to_string()])?;
        }
        Ok(())
    }

    fn outbox_of(&self, row: &Row<'_>) -> Result<OutboxRow> {
        let id: String = get(row, "id")?;
        let evidence = self
            .connection()
            .prepare_cached(
                "SELECT hash FROM outbox_evidence WHERE outbox_id = ?1 ORDER BY position",
            )?
            .query_and_then([&id], |row| parsed(row, "hash"))?
            .collect::<Result<_>>()?;
        Ok(OutboxRow {
            id,
            revision: get(row, "revision")?,
            hash: get(row, "hash")?,
            kind: decoded(row, "kind", OutboxKind::from_code)?,
            body: get(row, "body")?,
            evidence,
            state: decoded(row, "state", OutboxState::from_code)?,
            attempts: get(row, "attempts")?,
            last_attempt_at: moment_or_none(row, "last_attempt_at")?,
            problem_code: get(row, "problem_code")?,
            problem_detail: get(row, "problem_detail")?,
            queued_at: moment(row, "queued_at")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, evidence, outbox_row, store};

    #[test]
    fn the_declaration_leaves_first_then_the_oldest() {
        let (_dir, store) = store();
        let mut declaration = outbox_row("d", 1);
        declaration.kind = OutboxKind::Declaration;
        declaration.queued_at = at(99);
        let (mut old, mut recent) = (outbox_row("b", 1), outbox_row("a", 1));
        old.queued_at = at(1);
        recent.queued_at = at(2);
        for row in [&recent, &declaration, &old] {
            store.enqueue(row).unwrap();
        }
        assert_eq!(store.outbox().unwrap(), [declaration, old, recent]);
    }

    #[test]
    fn the_same_again_changes_nothing_and_another_content_is_refused() {
        let (_dir, store) = store();
        let mut row = outbox_row("r", 1);
        row.evidence = vec![evidence(&store, b"b"), evidence(&store, b"a")];
        store.enqueue(&row).unwrap();
        store
            .record_attempt(&["r".into(), "gone".into()], at(5))
            .unwrap();
        store.enqueue(&row).unwrap();
        let kept = store.outbox_row("r").unwrap().unwrap();
        assert_eq!((kept.attempts, kept.last_attempt_at), (1, Some(at(5))));
        assert_eq!(kept.evidence, row.evidence);

        let mut other = row.clone();
        other.hash = "0".repeat(64);
        assert_eq!(store.enqueue(&other).unwrap_err().code(), "store-conflict");
        other.revision = 2;
        store.enqueue(&other).unwrap();
        let kept = store.outbox_row("r").unwrap().unwrap();
        assert_eq!((kept.revision, kept.attempts), (2, 1));
        assert_eq!(store.enqueue(&row).unwrap_err().code(), "store-conflict");
    }

    #[test]
    fn only_what_was_never_tried_can_be_taken_back() {
        let (_dir, store) = store();
        store.enqueue(&outbox_row("a", 1)).unwrap();
        store.enqueue(&outbox_row("b", 1)).unwrap();
        store.record_attempt(&["b".into()], at(1)).unwrap();
        assert!(store.withdraw("a").unwrap());
        assert!(!store.withdraw("b").unwrap());
        assert!(store.outbox_row("a").unwrap().is_none());
        assert!(store.outbox_row("b").unwrap().is_some());
        assert_eq!(store.withdraw("a").unwrap_err().code(), "not-found");
    }

    #[test]
    fn a_stopped_row_stays_and_says_why() {
        let (_dir, store) = store();
        store.enqueue(&outbox_row("a", 1)).unwrap();
        store.stop_row("a", "invalid-field", "narrative").unwrap();
        let stopped = store.outbox().unwrap().remove(0);
        assert_eq!(stopped.state, OutboxState::Stopped);
        assert_eq!(stopped.problem_code.as_deref(), Some("invalid-field"));
        store.resume_row("a").unwrap();
        assert_eq!(store.outbox().unwrap(), [outbox_row("a", 1)]);
        assert!(store.stop_row("z", "x", "").is_err());
    }

    #[test]
    fn evidence_that_waits_is_not_removed() {
        let (_dir, store) = store();
        let hash = evidence(&store, b"preuve");
        let mut row = outbox_row("a", 1);
        row.evidence = vec![hash];
        store.enqueue(&row).unwrap();
        assert_eq!(store.remove_unreferenced_evidence().unwrap(), 0);
        assert!(store.withdraw("a").unwrap());
        assert_eq!(store.remove_unreferenced_evidence().unwrap(), 1);
    }
}
