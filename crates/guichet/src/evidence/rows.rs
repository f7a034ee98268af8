//! Rows of `evidence`: what each structure has sent whole.

use atelier_domain::EvidenceKind;
use atelier_protocol::RecordHash;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::base::problem::Fault;

/// A piece of evidence on disk.
pub(crate) struct Held {
    pub(crate) media_type: String,
    pub(crate) size: u64,
}

/// The piece of evidence, if this structure has sent it whole.
pub(crate) fn held(
    connection: &Connection,
    structure: i64,
    hash: &RecordHash,
) -> Result<Option<Held>, Fault> {
    Ok(connection
        .query_row(
            "SELECT media_type, size FROM evidence WHERE structure = ?1 AND sha256 = ?2",
            params![structure, hash.as_str()],
            |row| {
                Ok(Held {
                    media_type: row.get(0)?,
                    size: u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
                })
            },
        )
        .optional()?)
}

/// Says that the structure has sent this file whole; a second time changes nothing.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    structure: i64,
    hash: &RecordHash,
    kind: EvidenceKind,
    size: u64,
    now: &str,
) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO evidence (structure, sha256, media_type, size, held_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (structure, sha256) DO NOTHING",
        params![
            structure,
            hash.as_str(),
            kind.media_type(),
            i64::try_from(size).unwrap_or(i64::MAX),
            now
        ],
    )?;
    Ok(())
}

/// What a file is, whoever sent it.
pub(crate) fn kind(
    connection: &Connection,
    hash: &RecordHash,
) -> Result<Option<EvidenceKind>, Fault> {
    let media_type: Option<String> = connection
        .query_row(
            "SELECT media_type FROM evidence WHERE sha256 = ?1 LIMIT 1",
            [hash.as_str()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(media_type.and_then(|media_type| EvidenceKind::from_media_type(&media_type)))
}
