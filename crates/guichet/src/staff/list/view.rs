//! The page of the list.

use atelier_protocol::RecordBody;
use maud::{Markup, html};

use super::search::{Found, Row};
use crate::staff::page;
use atelier_texts::guichet::staff as say;

pub(super) fn content(query: &str, found: &Found) -> Markup {
    let searching = !query.trim().is_empty();
    html! {
        div.head {
            h1 { (say::list::title()) }
            form.search role="search" method="get" action="/" {
                label for="q" { (say::list::search()) }
                input #q type="search" name="q" value=(query) autocomplete="off";
                button type="submit" { (say::list::find()) }
                @if searching { a href="/" { (say::list::all()) } }
            }
        }
        p.count role="status" { (count(query, found)) }
        @if found.awaiting > 0 {
            p.note {
                (say::list::awaiting(found.awaiting))
            }
        }
        @if found.rows.is_empty() {
            section.card.empty {
                @if searching {
                    h2 { (say::list::none_found()) }
                    p { (say::list::none_found_detail()) }
                } @else {
                    h2 { (say::list::empty()) }
                    p { (say::list::empty_detail()) }
                }
            }
        } @else {
            (table(&found.rows))
            (pages(query, found))
        }
    }
}

fn count(query: &str, found: &Found) -> String {
    match query.trim() {
        "" => say::list::count(found.total),
        query => say::list::found(found.total, query),
    }
}

fn table(rows: &[Row]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say::list::caption()) {
            table {
                caption.hidden { (say::list::caption()) }
                thead {
                    tr {
                        th scope="col" { (say::column::number()) }
                        th scope="col" { (say::column::person()) }
                        th scope="col" { (say::column::badge()) }
                        th scope="col" { (say::column::structure()) }
                        th scope="col" { (say::column::state()) }
                        th scope="col" { (say::column::received()) }
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
            nav.pages aria-label=(say::list::pages()) {
                @if found.page > 1 { a rel="prev" href=(address(found.page - 1)) { (say::list::previous()) } }
                span aria-current="page" {
                    (say::list::page(found.page, found.pages))
                }
                @if found.page < found.pages { a rel="next" href=(address(found.page + 1)) { (say::list::next()) } }
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
    }
}
