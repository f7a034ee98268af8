//! Rows of `upload`.

use atelier_domain::EvidenceKind;
use atelier_protocol::RecordHash;
use rusqlite::{OptionalExtension, params};

use super::metadata::Announced;
use crate::base::desk::Desk;
use crate::base::problem::Fault;
use crate::callers::Device;

/// An unfinished upload is forgotten after 7 days without a chunk.
pub(super) const UPLOAD_LIFE: i64 = 7 * 24 * 3_600 * 1_000;

/// An upload, finished or not.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    pub(super) id: String,
    pub(super) structure: i64,
    pub(super) announced: Announced,
    pub(super) length: u64,
    /// Milliseconds since 1970.
    pub(super) expires_at: i64,
    pub(super) completed: bool,
    /// Complete from its creation: the structure had sent the file before.
    pub(super) held_before: bool,
    pub(super) unverified_from: Option<u64>,
}

/// SQLite's integers are signed.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// The device's own upload, if it is not out of date.
pub(super) fn find(desk: &Desk, device: &Device, id: &str) -> Result<Option<Upload>, Fault> {
    let row = desk.database().read(|connection| {
        Ok::<_, Fault>(
            connection
                .query_row(
                    "SELECT structure, sha256, media_type, length, expires_at, completed, unverified_from, held_before
                     FROM upload WHERE id = ?1 AND device = ?2 AND expires_at > ?3",
                    params![id, device.id, desk.now().unix_millis()],
                    |row| {
                        Ok((
                            row.get::<_, i64>(0)?,
                            row.get::<_, String>(1)?,
                            row.get::<_, String>(2)?,
                            row.get::<_, i64>(3)?,
                            row.get::<_, i64>(4)?,
                            row.get::<_, bool>(5)?,
                            row.get::<_, Option<i64>>(6)?,
                            row.get::<_, bool>(7)?,
                        ))
                    },
                )
                .optional()?,
        )
    })?;
    let Some((
        structure,
        sha256,
        media_type,
        length,
        expires_at,
        completed,
        unverified_from,
        held_before,
    )) = row
    else {
        return Ok(None);
    };
    let sha256 = RecordHash::parse(&sha256).ok_or_else(|| Fault::Stored("sha256".into()))?;
    let kind = EvidenceKind::from_media_type(&media_type)
        .ok_or_else(|| Fault::Stored("media_type".into()))?;
    Ok(Some(Upload {
        id: id.to_owned(),
        structure,
        announced: Announced { sha256, kind },
        length: unsigned(length),
        expires_at,
        completed,
        held_before,
        unverified_from: unverified_from.map(unsigned),
    }))
}

/// Whether this device has as many uploads open as it may.
pub(super) fn open_count(desk: &Desk, device: &Device) -> Result<i64, Fault> {
    desk.database().read(|connection| {
        Ok(connection.query_row(
            "SELECT count(*) FROM upload WHERE device = ?1 AND completed = 0 AND expires_at > ?2",
            params![device.id, desk.now().unix_millis()],
            |row| row.get(0),
        )?)
    })
}

pub(super) fn insert(desk: &Desk, device: &Device, upload: &Upload) -> Result<(), Fault> {
    desk.database().write(|tx| {
        tx.execute(
            "INSERT INTO upload (id, device, structure, sha256, media_type, length, expires_at, completed, held_before)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                upload.id,
                device.id,
                device.structure,
                upload.announced.sha256.as_str(),
                upload.announced.kind.media_type(),
                signed(upload.length),
                upload.expires_at,
                upload.completed,
                upload.held_before
            ],
        )?;
        Ok(())
    })
}

/// Notes that what follows this offset on disk is not verified, or that everything is; puts the end of life off.
pub(super) fn set_unverified(desk: &Desk, id: &str, from: Option<u64>) -> Result<i64, Fault> {
    let expires_at = desk.now().plus_millis(UPLOAD_LIFE).unix_millis();
    desk.database().write(|tx| {
        tx.execute(
            "UPDATE upload SET unverified_from = ?2, expires_at = ?3 WHERE id = ?1",
            params![id, from.map(signed), expires_at],
        )?;
        Ok::<_, Fault>(())
    })?;
    Ok(expires_at)
}

pub(super) fn delete(desk: &Desk, id: &str) -> Result<(), Fault> {
    desk.database().write(|tx| {
        tx.execute("DELETE FROM upload WHERE id = ?1", [id])?;
        Ok(())
    })
}

pub(super) fn expired(desk: &Desk) -> Result<Vec<String>, Fault> {
    desk.database().read(|connection| {
        let mut statement = connection.prepare("SELECT id FROM upload WHERE expires_at <= ?1")?;
        let ids = statement.query_map([desk.now().unix_millis()], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    })
}

pub(super) fn exists(desk: &Desk, id: &str) -> Result<bool, Fault> {
    desk.database().read(|connection| {
        Ok(connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM upload WHERE id = ?1)",
            [id],
            |row| row.get(0),
        )?)
    })
}
