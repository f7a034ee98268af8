//! Rows of `record`, `record_evidence` and `request`.

use atelier_domain::fold::fold;
use atelier_protocol::{EvidenceRecord, Record, RecordBody};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::base::problem::Fault;
use crate::callers::Device;

/// State of a request whose evidence is not all held yet; later states are the protocol's codes.
pub(crate) const AWAITING: &str = "awaiting-evidence";

/// A revision already taken.
pub(super) struct Existing {
    pub(super) seq: i64,
    pub(super) structure: i64,
    pub(super) hash: String,
}

/// The newest revision under an id.
pub(super) struct Newest {
    pub(super) structure: i64,
    pub(super) kind: String,
    pub(super) revision: u32,
}

/// Name of a record's kind, as on the wire.
pub(super) const fn kind(body: &RecordBody) -> &'static str {
    match body {
        RecordBody::Declaration(_) => "declaration",
        RecordBody::BadgeRequest(_) => "badge-request",
    }
}

pub(super) fn revision(
    tx: &Transaction<'_>,
    id: &str,
    revision: u32,
) -> Result<Option<Existing>, Fault> {
    Ok(tx
        .query_row(
            "SELECT seq, structure, hash FROM record WHERE id = ?1 AND revision = ?2",
            params![id, revision],
            |row| {
                Ok(Existing {
                    seq: row.get(0)?,
                    structure: row.get(1)?,
                    hash: row.get(2)?,
                })
            },
        )
        .optional()?)
}

pub(super) fn newest(tx: &Transaction<'_>, id: &str) -> Result<Option<Newest>, Fault> {
    Ok(tx
        .query_row(
            "SELECT structure, kind, revision FROM record WHERE id = ?1 ORDER BY revision DESC LIMIT 1",
            [id],
            |row| {
                Ok(Newest {
                    structure: row.get(0)?,
                    kind: row.get(1)?,
                    revision: row.get(2)?,
                })
            },
        )
        .optional()?)
}

pub(super) fn state(tx: &Transaction<'_>, id: &str) -> Result<Option<String>, Fault> {
    Ok(tx
        .query_row("SELECT state FROM request WHERE id = ?1", [id], |row| {
            row.get(0)
        })
        .optional()?)
}

pub(super) fn has_declared(tx: &Transaction<'_>, structure: i64) -> Result<bool, Fault> {
    Ok(tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM record WHERE structure = ?1 AND kind = 'declaration')",
        [structure],
        |row| row.get(0),
    )?)
}

/// Writes a record that is new, with what it names and where it stands. Returns its row.
pub(super) fn insert(
    tx: &Transaction<'_>,
    device: &Device,
    record: &Record,
    body: &str,
    now: &str,
) -> Result<i64, Fault> {
    tx.execute(
        "INSERT INTO record (id, revision, hash, kind, structure, device, body, arrived_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            record.id,
            record.revision,
            record.hash.as_str(),
            kind(&record.body),
            device.structure,
            device.id,
            body,
            now
        ],
    )?;
    let seq = tx.last_insert_rowid();
    for (position, evidence) in record.evidence().enumerate() {
        let EvidenceRecord {
            sha256,
            media_type,
            size,
            label,
        } = evidence;
        tx.execute(
            "INSERT INTO record_evidence (record, position, sha256, media_type, size, label)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                seq,
                i64::try_from(position).unwrap_or(i64::MAX),
                sha256.as_str(),
                media_type,
                i64::try_from(*size).unwrap_or(i64::MAX),
                label
            ],
        )?;
    }
    if let RecordBody::BadgeRequest(request) = &record.body {
        let structure: String = tx.query_row(
            "SELECT name FROM structure WHERE id = ?1",
            [device.structure],
            |row| row.get(0),
        )?;
        let search = fold(&format!(
            "{} {} {} {structure}",
            request.person.first_name, request.person.last_name, request.badge_name
        ));
        tx.execute(
            "INSERT INTO request (id, structure, state, record, search) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET state = excluded.state, record = excluded.record, search = excluded.search",
            params![record.id, device.structure, AWAITING, seq, search],
        )?;
    }
    Ok(seq)
}
