//! INAÉ's receipts: the only thing that empties the outbox.

use atelier_domain::{EvidenceHash, Moment};
use rusqlite::{Row, params};

use crate::row::{get, parsed};
use crate::{Result, Store, StoreError};

/// The proof that INAÉ holds a record and all its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptRow {
    /// The record's identifier.
    pub record_id: String,
    /// The revision received.
    pub revision: u32,
    /// The hash received, in hexadecimal.
    pub hash: String,
    /// The evidence received with it.
    pub evidence: Vec<EvidenceHash>,
    /// The number that INAÉ gave it.
    pub number: String,
    /// When INAÉ received it: RFC 3339, by the guichet's clock.
    pub received_at: String,
}

const COLUMNS: &str = "record_id, revision, hash, number, received_at";

impl Store {
    /// Keeps a receipt, takes the record out of the outbox and notes that the guichet holds its evidence, all at once.
    /// The same receipt again changes nothing. A receipt for an earlier revision leaves the later one waiting.
    ///
    /// # Errors
    /// `store-conflict` when the receipt contradicts what waits or what was received: another hash for the same
    /// revision, or evidence that it does not name. Nothing is then taken out of the outbox.
    pub fn record_receipt(&self, receipt: &ReceiptRow, at: Moment) -> Result<()> {
        self.atomically(|s| {
            if let Some(row) = s.outbox_row(&receipt.record_id)?
                && row.revision == receipt.revision
            {
                let complete = row.evidence.iter().all(|h| receipt.evidence.contains(h));
                if row.hash != receipt.hash || !complete {
                    return Err(contradiction(receipt));
                }
                s.delete_outbox(&row.id)?;
            }
            let former = s.select_receipts(
                "WHERE record_id = ?1 AND revision = ?2",
                params![receipt.record_id, receipt.revision],
            )?;
            match former.first() {
                Some(former) if former.hash != receipt.hash => Err(contradiction(receipt)),
                Some(_) => Ok(()),
                None => s.insert_receipt(receipt, at),
            }
        })
    }

    /// Every receipt, or those of one record; by record, the latest revision last.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn receipts(&self, record_id: Option<&str>) -> Result<Vec<ReceiptRow>> {
        match record_id {
            Some(id) => self.select_receipts("WHERE record_id = ?1", params![id]),
            None => self.select_receipts("", params![]),
        }
    }

    /// The receipt for the latest revision of a record.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn receipt(&self, record_id: &str) -> Result<Option<ReceiptRow>> {
        Ok(self.receipts(Some(record_id))?.pop())
    }

    fn insert_receipt(&self, receipt: &ReceiptRow, at: Moment) -> Result<()> {
        let ReceiptRow {
            record_id,
            revision,
            hash,
            evidence,
            number,
            received_at,
        } = receipt;
        let sql =
            "INSERT INTO receipt (record_id, revision, hash, number, received_at, recorded_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.connection().prepare_cached(sql)?.execute(params![
            record_id,
            revision,
            hash,
            number,
            received_at,
            at.unix_millis()
        ])?;
        let mut insert = self.connection().prepare_cached(
            "INSERT INTO receipt_evidence (record_id, revision, position, hash)
             VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (position, hash) in (0_i64..).zip(evidence) {
            insert.execute(params![record_id, revision, position, hash.to_string()])?;
            if self.evidence_info(*hash)?.is_some() {
                self.mark_evidence_held(*hash)?;
            }
        }
        Ok(())
    }

    fn select_receipts(
        &self,
        condition: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<ReceiptRow>> {
        let sql = format!("SELECT {COLUMNS} FROM receipt {condition} ORDER BY record_id, revision");
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then(values, |row| self.receipt_of(row))?
            .collect()
    }

    fn receipt_of(&self, row: &Row<'_>) -> Result<ReceiptRow> {
        let record_id: String = get(row, "record_id")?;
        let revision: u32 = get(row, "revision")?;
        let evidence = self
            .connection()
            .prepare_cached(
                "SELECT hash FROM receipt_evidence
                 WHERE record_id = ?1 AND revision = ?2 ORDER BY position",
            )?
            .query_and_then(params![record_id, revision], |row| parsed(row, "hash"))?
            .collect::<Result<_>>()?;
        Ok(ReceiptRow {
            record_id,
            revision,
            hash: get(row, "hash")?,
            evidence,
            number: get(row, "number")?,
            received_at: get(row, "received_at")?,
        })
    }
}

fn contradiction(receipt: &ReceiptRow) -> StoreError {
    let ReceiptRow {
        record_id,
        revision,
        number,
        ..
    } = receipt;
    StoreError::Conflict(format!(
        "receipt {number} contradicts record {record_id}, revision {revision}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, evidence, outbox_row, store};

    fn receipt_for(row: &crate::OutboxRow) -> ReceiptRow {
        ReceiptRow {
            record_id: row.id.clone(),
            revision: row.revision,
            hash: row.hash.clone(),
            evidence: row.evidence.clone(),
            number: "AR-2026-000001".into(),
            received_at: "2026-11-23T14:05:00.000Z".into(),
        }
    }

    #[test]
    fn a_receipt_empties_the_outbox_once_and_for_all() {
        let (_dir, store) = store();
        let mut row = outbox_row("r", 1);
        row.evidence = vec![evidence(&store, b"b"), evidence(&store, b"a")];
        store.enqueue(&row).unwrap();
        let receipt = receipt_for(&row);
        store.record_receipt(&receipt, at(9)).unwrap();
        store.record_receipt(&receipt, at(10)).unwrap();
        assert_eq!(store.outbox().unwrap(), []);
        assert_eq!(store.receipt("r").unwrap().as_ref(), Some(&receipt));
        assert_eq!(store.receipts(None).unwrap(), [receipt]);
        assert_eq!(store.receipts(Some("autre")).unwrap(), []);
        for hash in row.evidence {
            assert!(store.evidence_info(hash).unwrap().unwrap().held_by_guichet);
        }
    }

    #[test]
    fn a_receipt_that_contradicts_the_record_changes_nothing() {
        let (_dir, store) = store();
        let mut row = outbox_row("r", 1);
        row.evidence = vec![evidence(&store, b"a")];
        store.enqueue(&row).unwrap();
        let mut other_hash = receipt_for(&row);
        other_hash.hash = "0".repeat(64);
        let mut without_evidence = receipt_for(&row);
        without_evidence.evidence.clear();
        for receipt in [other_hash, without_evidence] {
            let refused = store.record_receipt(&receipt, at(1)).unwrap_err();
            assert_eq!(refused.code(), "store-conflict");
        }
        assert_eq!(store.outbox().unwrap(), [row]);
        assert_eq!(store.receipts(None).unwrap(), []);
    }

    #[test]
    fn a_receipt_for_an_earlier_revision_leaves_the_later_one_waiting() {
        let (_dir, store) = store();
        let first = outbox_row("r", 1);
        store.enqueue(&first).unwrap();
        let second = outbox_row("r", 2);
        store.enqueue(&second).unwrap();
        store.record_receipt(&receipt_for(&first), at(1)).unwrap();
        assert_eq!(store.outbox().unwrap().len(), 1);
        store.record_receipt(&receipt_for(&second), at(2)).unwrap();
        assert_eq!(store.outbox().unwrap(), []);
        assert_eq!(store.receipts(Some("r")).unwrap().len(), 2);
        assert_eq!(store.receipt("r").unwrap().unwrap().revision, 2);
    }
}
