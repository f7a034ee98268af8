//! What happened at INAÉ since a cursor, for one structure.

use atelier_protocol::Change;
use rusqlite::{Transaction, params};

use crate::base::problem::Fault;

/// Changes in one answer; the others wait for the next exchange.
const MOST: usize = 200;

/// One more than [`MOST`], to know whether others wait.
const ASKED: i64 = 201;

pub(super) struct News {
    pub(super) changes: Vec<Change>,
    pub(super) cursor: u64,
    pub(super) more: bool,
}

/// The structure's changes after `cursor`, oldest first.
pub(super) fn since(tx: &Transaction<'_>, structure: i64, cursor: u64) -> Result<News, Fault> {
    let newest: i64 = tx.query_row("SELECT coalesce(max(id), 0) FROM change", [], |row| {
        row.get(0)
    })?;
    // A cursor from the future: the guichet was restored from a copy. Everything is told again.
    let cursor = i64::try_from(cursor)
        .ok()
        .filter(|cursor| *cursor <= newest)
        .unwrap_or(0);
    let mut statement = tx.prepare(
        "SELECT change.id, change.request, change.state, change.message, change.at FROM change
         JOIN request ON request.id = change.request
         WHERE request.structure = ?1 AND change.id > ?2 ORDER BY change.id LIMIT ?3",
    )?;
    let mut rows: Vec<(i64, Change)> = statement
        .query_map(params![structure, cursor, ASKED], |row| {
            Ok((
                row.get(0)?,
                Change {
                    id: row.get(1)?,
                    state: row.get(2)?,
                    message: row.get(3)?,
                    at: row.get(4)?,
                },
            ))
        })?
        .collect::<Result<_, _>>()?;
    let more = rows.len() > MOST;
    rows.truncate(MOST);
    let cursor = rows.last().map_or(cursor, |(id, _)| *id);
    let changes = rows.into_iter().map(|(_, change)| change).collect();
    Ok(News {
        changes,
        cursor: u64::try_from(cursor).unwrap_or(0),
        more,
    })
}
