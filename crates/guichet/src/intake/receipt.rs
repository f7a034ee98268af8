//! Receipts: given once a record and all its evidence are held, and the same for ever after.

use atelier_domain::Moment;
use atelier_protocol::{Receipt, RecordHash};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::base::problem::Fault;

struct Row {
    id: String,
    revision: u32,
    hash: String,
    kind: String,
    number: Option<String>,
    received_at: Option<String>,
}

/// The receipt of this record: the one already given, or a new one if everything is held, or none.
pub(super) fn of(tx: &Transaction<'_>, seq: i64, now: Moment) -> Result<Option<Receipt>, Fault> {
    let row = tx.query_row(
        "SELECT id, revision, hash, kind, number, received_at FROM record WHERE seq = ?1",
        [seq],
        |row| {
            Ok(Row {
                id: row.get(0)?,
                revision: row.get(1)?,
                hash: row.get(2)?,
                kind: row.get(3)?,
                number: row.get(4)?,
                received_at: row.get(5)?,
            })
        },
    )?;
    let (number, received_at) = match (row.number, row.received_at) {
        (Some(number), Some(received_at)) => (number, received_at),
        (_, _) if !is_whole(tx, seq)? => return Ok(None),
        (_, _) => give(tx, seq, &row.id, &row.kind, now)?,
    };
    let hash = RecordHash::parse(&row.hash).ok_or_else(|| Fault::Stored("hash".into()))?;
    Ok(Some(Receipt {
        id: row.id,
        revision: row.revision,
        hash,
        evidence: evidence_of(tx, seq)?,
        number,
        received_at,
    }))
}

/// Gives a receipt to every record of the structure that waited for this piece of evidence and now lacks nothing.
pub(crate) fn settle_waiting(
    tx: &Transaction<'_>,
    structure: i64,
    hash: &RecordHash,
    now: Moment,
) -> Result<(), Fault> {
    let mut statement = tx.prepare(
        "SELECT DISTINCT record.seq FROM record
         JOIN record_evidence ON record_evidence.record = record.seq
         WHERE record.structure = ?1 AND record_evidence.sha256 = ?2 AND record.number IS NULL
         ORDER BY record.seq",
    )?;
    let waiting: Vec<i64> = statement
        .query_map(params![structure, hash.as_str()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for seq in waiting {
        of(tx, seq, now)?;
    }
    Ok(())
}

/// Whether all that the record names is held, as it was announced.
fn is_whole(tx: &Transaction<'_>, seq: i64) -> Result<bool, Fault> {
    Ok(tx.query_row(
        "SELECT NOT EXISTS (
            SELECT 1 FROM record_evidence AS named
            JOIN record ON record.seq = named.record
            LEFT JOIN evidence ON evidence.structure = record.structure AND evidence.sha256 = named.sha256
                AND evidence.media_type = named.media_type AND evidence.size = named.size
            WHERE named.record = ?1 AND evidence.sha256 IS NULL)",
        [seq],
        |row| row.get(0),
    )?)
}

/// Numbers the record and moves its request on. A later revision keeps the number of the first.
fn give(
    tx: &Transaction<'_>,
    seq: i64,
    id: &str,
    kind: &str,
    now: Moment,
) -> Result<(String, String), Fault> {
    let at = now.to_rfc3339();
    let earlier: Option<String> = tx
        .query_row(
            "SELECT number FROM record WHERE id = ?1 AND number IS NOT NULL LIMIT 1",
            [id],
            |row| row.get(0),
        )
        .optional()?;
    let number = match earlier {
        Some(number) => number,
        None => next_number(tx, if kind == "declaration" { "D" } else { "R" }, &at)?,
    };
    tx.execute(
        "UPDATE record SET number = ?2, received_at = ?3 WHERE seq = ?1",
        params![seq, number, at],
    )?;
    tx.execute(
        "UPDATE request SET state = 'delivered',
            position = (SELECT coalesce(max(position), 0) + 1 FROM request)
         WHERE id = ?1 AND record = ?2",
        params![id, seq],
    )?;
    Ok((number, at))
}

/// The next number of a series: `R-2026-000123`. In the exchange's own transaction, so that no number is lost.
fn next_number(tx: &Transaction<'_>, letter: &str, at: &str) -> Result<String, Fault> {
    let year: i64 = at
        .get(..4)
        .and_then(|year| year.parse().ok())
        .ok_or_else(|| Fault::Stored("clock".into()))?;
    let last: i64 = tx.query_row(
        "INSERT INTO series (letter, year, last) VALUES (?1, ?2, 1)
         ON CONFLICT (letter, year) DO UPDATE SET last = last + 1 RETURNING last",
        params![letter, year],
        |row| row.get(0),
    )?;
    Ok(format!("{letter}-{year}-{last:06}"))
}

fn evidence_of(tx: &Transaction<'_>, seq: i64) -> Result<Vec<RecordHash>, Fault> {
    let mut statement =
        tx.prepare("SELECT sha256 FROM record_evidence WHERE record = ?1 ORDER BY position")?;
    let digits = statement.query_map([seq], |row| row.get::<_, String>(0))?;
    digits
        .map(|digits| RecordHash::parse(&digits?).ok_or_else(|| Fault::Stored("evidence".into())))
        .collect()
}
