//! The list of requests, newest first.

use atelier_domain::fold::fold;
use atelier_protocol::RecordBody;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use rusqlite::{params_from_iter, types::Value};
use serde::Deserialize;

use super::login::Member;
use super::page::{self, Frame};
use crate::base::problem::Fault;
use crate::base::texts::{say, say_with};
use crate::desk::Guichet;
use crate::intake::AWAITING;

/// Rows on a page.
const ROWS: i64 = 25;

/// Words of a search that count.
const MOST_WORDS: usize = 8;

/// What the address asks.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    page: Option<i64>,
}

struct Row {
    number: String,
    state: String,
    structure: String,
    received_at: String,
    body: RecordBody,
}

struct Found {
    rows: Vec<Row>,
    total: i64,
    awaiting: i64,
    page: i64,
    pages: i64,
}

pub(super) async fn list(
    State(guichet): State<Guichet>,
    member: Member,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let query = asked.q.clone();
    let wanted = asked.page.unwrap_or(1);
    let found = guichet
        .blocking(move |guichet| search(guichet, &query, wanted))
        .await;
    match found {
        Ok(found) => {
            let content = content(&asked.q, &found);
            let frame = Frame::Inside(&member.name);
            page::frame(&guichet, say("list.title"), &frame, &content).into_response()
        }
        Err(fault) => page::out_of_order(&guichet, &fault),
    }
}

fn search(guichet: &Guichet, query: &str, wanted: i64) -> Result<Found, Fault> {
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
    guichet.database().read(|connection| {
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

fn content(query: &str, found: &Found) -> Markup {
    let searching = !query.trim().is_empty();
    html! {
        div.head {
            h1 { (say("list.title")) }
            form.search role="search" method="get" action="/" {
                label for="q" { (say("list.search")) }
                input #q type="search" name="q" value=(query) autocomplete="off";
                button type="submit" { (say("list.find")) }
                @if searching { a href="/" { (say("list.all")) } }
            }
        }
        p.count role="status" { (count(query, found)) }
        @if found.awaiting > 0 {
            p.note {
                @if found.awaiting == 1 { (say("list.awaiting-one")) }
                @else { (say_with("list.awaiting-many", &[("count", &found.awaiting.to_string())])) }
            }
        }
        @if found.rows.is_empty() {
            section.card.empty {
                @if searching {
                    h2 { (say("list.none-found")) }
                    p { (say("list.none-found-detail")) }
                } @else {
                    h2 { (say("list.empty")) }
                    p { (say("list.empty-detail")) }
                }
            }
        } @else {
            (table(&found.rows))
            (pages(query, found))
        }
    }
}

fn count(query: &str, found: &Found) -> String {
    let total = found.total.to_string();
    let query = query.trim();
    match (query.is_empty(), found.total) {
        (true, 0 | 1) => say_with("list.count-one", &[("count", &total)]),
        (true, _) => say_with("list.count-many", &[("count", &total)]),
        (false, 0 | 1) => say_with("list.found-one", &[("count", &total), ("query", query)]),
        (false, _) => say_with("list.found-many", &[("count", &total), ("query", query)]),
    }
}

fn table(rows: &[Row]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say("list.caption")) {
            table {
                caption.hidden { (say("list.caption")) }
                thead {
                    tr {
                        th scope="col" { (say("column.number")) }
                        th scope="col" { (say("column.person")) }
                        th scope="col" { (say("column.badge")) }
                        th scope="col" { (say("column.structure")) }
                        th scope="col" { (say("column.state")) }
                        th scope="col" { (say("column.received")) }
                    }
                }
                tbody {
                    @for row in rows {
                        @if let RecordBody::BadgeRequest(request) = &row.body {
                            tr {
                                td.number { a href={ "/demandes/" (row.number) } { (row.number) } }
                                th scope="row" { (request.person.first_name) " " (request.person.last_name) }
                                td {
                                    (request.badge_name)
                                    @if request.example { " " (page::example_mark()) }
                                }
                                td { (row.structure) }
                                td { (page::state_mark(&row.state)) }
                                td { (page::day(&row.received_at)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn pages(query: &str, found: &Found) -> Markup {
    let address = |page: i64| format!("/?q={}&page={page}", encode(query));
    html! {
        @if found.pages > 1 {
            nav.pages aria-label=(say("list.pages")) {
                @if found.page > 1 { a rel="prev" href=(address(found.page - 1)) { (say("list.previous")) } }
                span aria-current="page" {
                    (say_with("list.page", &[("page", &found.page.to_string()), ("pages", &found.pages.to_string())]))
                }
                @if found.page < found.pages { a rel="next" href=(address(found.page + 1)) { (say("list.next")) } }
            }
        }
    }
}

/// Percent-encoding of a query's value.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_survives_the_address_of_the_next_page() {
        assert_eq!(encode("Hélène & co"), "H%C3%A9l%C3%A8ne%20%26%20co");
        assert_eq!(escape("50%_\\"), "50\\%\\_\\\\");
    }
}
