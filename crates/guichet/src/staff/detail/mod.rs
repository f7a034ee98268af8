//! `GET /demandes/{number}`: one request, whole.

mod find;
pub(crate) mod piece;
mod view;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use find::{Found, find};
use view::content;

use super::member::Member;
use super::page::{self, Frame};
use crate::base::desk::Desk;
use atelier_texts::guichet::staff as say;

pub(crate) async fn detail(
    State(desk): State<Desk>,
    member: Member,
    Path(number): Path<String>,
) -> Response {
    match find(&desk, number).await {
        Ok(Some(Found {
            request,
            body,
            question,
        })) => {
            let title = say::detail::title(&request.number);
            let content = content(&request, &body, question.as_ref());
            let frame = Frame::Inside(&member.name);
            page::frame(&desk, &title, &frame, &content).into_response()
        }
        Ok(None) => page::nothing_here(&desk, &member.name),
        Err(fault) => page::out_of_order(&desk, &fault),
    }
}
