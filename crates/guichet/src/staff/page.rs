//! What every page of the staff has in common, and the small pieces.

use atelier_domain::RequestState;
use atelier_texts::formats;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use crate::base::desk::Desk;
use crate::base::problem::Fault;
use atelier_texts::guichet::staff as say;

/// No script, no frame, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What stands around the content.
pub(super) enum Frame<'a> {
    /// Nobody is in yet.
    Door,
    /// This member is in.
    Inside(&'a str),
}

/// A whole page.
pub(super) fn frame(desk: &Desk, title: &str, frame: &Frame<'_>, content: &Markup) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (say::frame::title(desk.name())) }
                link rel="stylesheet" href="/guichet.css";
                link rel="icon" href="data:,";
            }
            body {
                a.skip href="#content" { (say::frame::skip()) }
                header.bar {
                    a.brand href="/" { (say::frame::title(desk.name())) }
                    @match frame {
                        Frame::Door => {}
                        Frame::Inside(name) => {
                            form.out method="post" action="/logout" {
                                span { (say::frame::signed_in(name)) }
                                button.quiet type="submit" { (say::frame::logout()) }
                            }
                        }
                    }
                }
                main #content tabindex="-1" { (content) }
            }
        }
    };
    Html(page.into_string())
}

/// Headers that every page has, unless it set a stricter one itself.
pub(crate) async fn protect(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// A page that says that nothing can be shown now.
pub(super) fn out_of_order(desk: &Desk, fault: &Fault) -> Response {
    tracing::error!(%fault, "a page could not be shown");
    let content = html! {
        section.card.narrow {
            h1 { (say::fault::title()) }
            p { (say::fault::detail()) }
        }
    };
    let page = frame(desk, &say::fault::title(), &Frame::Door, &content);
    (StatusCode::SERVICE_UNAVAILABLE, page).into_response()
}

/// A page that says that there is nothing here.
pub(super) fn nothing_here(desk: &Desk, member: &str) -> Response {
    let content = html! {
        section.card.narrow {
            h1 { (say::nothing::title()) }
            p { (say::nothing::detail()) }
            p { a href="/" { (say::detail::back()) } }
        }
    };
    let page = frame(
        desk,
        &say::nothing::title(),
        &Frame::Inside(member),
        &content,
    );
    (StatusCode::NOT_FOUND, page).into_response()
}

/// The mark of a request made with the example catalogue.
pub(super) fn example_mark() -> Markup {
    html! { span.example title=(say::example::title()) { (say::example::mark()) } }
}

/// A state in French, with its own shape: not told by colour alone.
pub(super) fn state_mark(code: &str) -> Markup {
    let Some(state) = RequestState::from_code(code) else {
        return html! { span.state { (say::state::awaiting()) } };
    };
    let (sign, text) = match state {
        RequestState::Draft | RequestState::Ready | RequestState::Held | RequestState::Queued => {
            ("○", say::state::awaiting())
        }
        RequestState::Delivered => ("●", say::state::delivered()),
        RequestState::InCommittee => ("◆", say::state::in_committee()),
        RequestState::Returned => ("↩", say::state::returned()),
        RequestState::Refused => ("✕", say::state::refused()),
        RequestState::Accepted => ("✓", say::state::accepted()),
        RequestState::Issued => ("★", say::state::issued()),
        RequestState::InPassport => ("★", say::state::in_passport()),
    };
    html! { span.state data-state=(code) { span aria-hidden="true" { (sign) } " " (text) } }
}

/// `2026-11-23T10:00:00.000Z` as `23/11/2026`.
pub(super) fn day(rfc3339: &str) -> Markup {
    let parts: Vec<&str> = rfc3339.get(..10).unwrap_or_default().split('-').collect();
    let text = match parts.as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => rfc3339.to_owned(),
    };
    html! { time datetime=(rfc3339) { (text) } }
}

/// `2026-11-23T10:00:00.000Z` as `23/11/2026 à 10 h 00 (temps universel)`.
pub(super) fn instant(rfc3339: &str) -> Markup {
    let clock = rfc3339.get(11..16).unwrap_or_default();
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, ""));
    let clock = formats::time::whole(hour, minute);
    html! { (day(rfc3339)) " " (say::instant::at(&clock)) }
}

/// Text with its line breaks.
pub(super) fn paragraphs(text: &str) -> Markup {
    html! {
        @for line in text.lines().filter(|line| !line.trim().is_empty()) {
            p { (line) }
        }
    }
}
