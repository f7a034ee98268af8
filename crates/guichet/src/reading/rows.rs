//! Requests received, as they are in the database.

use atelier_protocol::{Record, RecordBody, RecordHash};
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;
use utoipa::ToSchema;

use crate::base::desk::Desk;
use crate::base::problem::Fault;

/// A badge request as INAÉ received it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReceivedRequest {
    /// Order of receipt; a new revision comes again, at the end.
    pub position: i64,
    /// INAÉ's number: `R-2026-000123`.
    pub number: String,
    /// State code: `delivered`, `in-committee`, `accepted`, `returned`, `refused`, `issued`, `in-passport`.
    pub state: String,
    /// The name under which INAÉ knows the structure.
    pub structure: String,
    /// When the newest revision was safely on disk, RFC 3339 UTC.
    pub received_at: String,
    /// The newest revision received.
    pub record: Record,
}

/// A page of requests, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RequestPage {
    /// In order of receipt.
    pub requests: Vec<ReceivedRequest>,
    /// To be sent as `after` next time.
    pub next: i64,
    /// Whether others are waiting.
    pub more: bool,
}

/// What a request's row holds, with the newest revision that has a receipt.
const COLUMNS: &str = "SELECT request.position, record.number, request.state, structure.name, record.received_at,
        record.id, record.revision, record.hash, record.body
    FROM request
    JOIN structure ON structure.id = request.structure
    JOIN record ON record.seq = (SELECT max(seq) FROM record WHERE id = request.id AND number IS NOT NULL)";

/// A row as it is in the database.
struct Stored {
    position: i64,
    number: String,
    state: String,
    structure: String,
    received_at: String,
    id: String,
    revision: u32,
    hash: String,
    body: String,
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        position: row.get(0)?,
        number: row.get(1)?,
        state: row.get(2)?,
        structure: row.get(3)?,
        received_at: row.get(4)?,
        id: row.get(5)?,
        revision: row.get(6)?,
        hash: row.get(7)?,
        body: row.get(8)?,
    })
}

impl TryFrom<Stored> for ReceivedRequest {
    type Error = Fault;

    fn try_from(stored: Stored) -> Result<Self, Fault> {
        let unreadable = || Fault::Stored(format!("record {}", stored.id));
        Ok(Self {
            record: Record {
                hash: RecordHash::parse(&stored.hash).ok_or_else(unreadable)?,
                body: serde_json::from_str::<RecordBody>(&stored.body).map_err(|_| unreadable())?,
                id: stored.id.clone(),
                revision: stored.revision,
            },
            position: stored.position,
            number: stored.number,
            state: stored.state,
            structure: stored.structure,
            received_at: stored.received_at,
        })
    }
}

/// A page of what came after this position.
pub(super) fn page(desk: &Desk, after: i64, limit: i64) -> Result<RequestPage, Fault> {
    let mut rows: Vec<Stored> = desk.database().read(|connection| {
        let mut statement = connection.prepare(&format!(
            "{COLUMNS} WHERE request.position > ?1 ORDER BY request.position LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![after, limit + 1], stored)?;
        Ok::<_, Fault>(rows.collect::<Result<_, _>>()?)
    })?;
    let limit = usize::try_from(limit).unwrap_or(0);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().map_or(after, |row| row.position);
    let requests = rows
        .into_iter()
        .map(ReceivedRequest::try_from)
        .collect::<Result<_, _>>()?;
    Ok(RequestPage {
        requests,
        next,
        more,
    })
}

/// The request with this id or this number, if it has a receipt.
pub(crate) fn received(desk: &Desk, name: &str) -> Result<Option<ReceivedRequest>, Fault> {
    desk.database()
        .read(|connection| {
            Ok::<_, Fault>(
                connection
                    .query_row(
                        &format!("{COLUMNS} WHERE record.id = ?1 OR record.number = ?1"),
                        [name],
                        stored,
                    )
                    .optional()?,
            )
        })?
        .map(ReceivedRequest::try_from)
        .transpose()
}

/// What INAÉ last asked about a request.
pub(crate) struct Question {
    pub(crate) text: String,
    /// RFC 3339 UTC.
    pub(crate) at: String,
}

/// The question with which this request was last sent back, if it ever was.
pub(crate) fn question(desk: &Desk, id: &str) -> Result<Option<Question>, Fault> {
    desk.database().read(|connection| {
        let sql = "SELECT coalesce(message, ''), at FROM change
                       WHERE request = ?1 AND state = 'returned' ORDER BY id DESC LIMIT 1";
        Ok::<_, Fault>(
            connection
                .query_row(sql, [id], |row| {
                    Ok(Question {
                        text: row.get(0)?,
                        at: row.get(1)?,
                    })
                })
                .optional()?,
        )
    })
}
