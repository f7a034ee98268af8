//! The requests that are looked for.

use atelier_domain::fold::fold;
use atelier_protocol::RecordBody;
use rusqlite::{params_from_iter, types::Value};

use crate::base::desk::Desk;
use crate::base::problem::Fault;
use crate::intake::rows::AWAITING;

/// Rows on a page.
const ROWS: i64 = 25;

/// Words of a search that count.
const MOST_WORDS: usize = 8;

pub(super) struct Row {
    pub(super) number: String,
    pub(super) state: String,
    pub(super) structure: String,
    pub(super) received_at: String,
    pub(super) body: RecordBody,
}

pub(super) struct Found {
    pub(super) rows: Vec<Row>,
    pub(super) total: i64,
    pub(super) awaiting: i64,
    pub(super) page: i64,
    pub(super) pages: i64,
}

/// A page of what is found.
pub(super) fn search(desk: &Desk, query: &str, wanted: i64) -> Result<Found, Fault> {
    // `search` is folded; each word asked must begin one of its words. A number is found by its text.
    let mut filter = "request.position IS NOT NULL".to_owned();
    let mut values: Vec<Value> = Vec::new();
    let number = query.trim().to_uppercase();
    if number.starts_with("R-") {
        filter.push_str(" AND record.number LIKE ? ESCAPE '\\'");
        values.push(format!("{}%", escape(&number)).into());
    } else {
        for word in fold(query).split_whitespace().take(MOST_WORDS) {
            filter.push_str(" AND ' ' || request.search LIKE ? ESCAPE '\\'");
            values.push(format!("% {}%", escape(word)).into());
        }
    }
    let tables = "FROM request
        JOIN structure ON structure.id = request.structure
        JOIN record ON record.seq = (SELECT max(seq) FROM record WHERE id = request.id AND number IS NOT NULL)";
    desk.database().read(|connection| {
        let total: i64 = connection.query_row(
            &format!("SELECT count(*) {tables} WHERE {filter}"),
            params_from_iter(&values),
            |row| row.get(0),
        )?;
        let awaiting: i64 = connection.query_row(
            "SELECT count(*) FROM request WHERE state = ?1",
            [AWAITING],
            |row| row.get(0),
        )?;
        let pages = ((total + ROWS - 1) / ROWS).max(1);
        let page = wanted.clamp(1, pages);
        let skipped = (page - 1) * ROWS;
        let mut statement = connection.prepare(&format!(
            "SELECT record.number, request.state, structure.name, record.received_at, record.body
             {tables} WHERE {filter} ORDER BY request.position DESC LIMIT {ROWS} OFFSET {skipped}"
        ))?;
        let mut found = statement.query(params_from_iter(&values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let body: String = row.get(4)?;
            rows.push(Row {
                number: row.get(0)?,
                state: row.get(1)?,
                structure: row.get(2)?,
                received_at: row.get(3)?,
                body: serde_json::from_str(&body)
                    .map_err(|error| Fault::Stored(error.to_string()))?,
            });
        }
        Ok(Found {
            rows,
            total,
            awaiting,
            page,
            pages,
        })
    })
}

/// Makes LIKE's own signs ordinary.
fn escape(word: &str) -> String {
    word.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_of_like_are_looked_for_as_they_are() {
        assert_eq!(escape("50%_\\"), "50\\%\\_\\\\");
    }
}
