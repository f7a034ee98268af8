//! `GET /login`: the form.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use crate::base::desk::Desk;
use crate::staff::page::{self, Frame};
use atelier_texts::guichet::staff as say;

pub(crate) async fn form(State(desk): State<Desk>) -> Response {
    show(&desk, StatusCode::OK, "", None)
}

/// The form, with what was wrong the last time.
pub(super) fn show(
    desk: &Desk,
    status: StatusCode,
    name: &str,
    problem: Option<String>,
) -> Response {
    let content = html! {
        section.card.narrow {
            h1 { (say::login::title()) }
            @if let Some(problem) = &problem {
                p.problem #problem role="alert" { (problem) }
            }
            form method="post" action="/login" {
                label for="name" { (say::login::name()) }
                input #name name="name" type="text" value=(name) autocomplete="username" required
                    autofocus[name.is_empty()] aria-describedby=[problem.as_ref().map(|_| "problem")];
                label for="password" { (say::login::password()) }
                input #password name="password" type="password" autocomplete="current-password" required
                    autofocus[!name.is_empty()] aria-describedby=[problem.as_ref().map(|_| "problem")];
                button type="submit" { (say::login::submit()) }
            }
        }
    };
    let title = match problem {
        Some(_) => say::login::title_problem(),
        None => say::login::title(),
    };
    (status, page::frame(desk, &title, &Frame::Door, &content)).into_response()
}
