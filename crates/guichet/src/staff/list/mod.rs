//! `GET /`: the list of requests, newest first.

mod search;
mod view;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use search::search;
use view::content;

use super::member::Member;
use super::page::{self, Frame};
use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use atelier_texts::guichet::staff as say;

/// What the address asks.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    page: Option<i64>,
}

pub(crate) async fn list(
    State(desk): State<Desk>,
    member: Member,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let query = asked.q.clone();
    let wanted = asked.page.unwrap_or(1);
    let found = blocking(&desk, move |desk| search(desk, &query, wanted)).await;
    match found {
        Ok(found) => {
            let content = content(&asked.q, &found);
            let frame = Frame::Inside(&member.name);
            page::frame(&desk, &say::list::title(), &frame, &content).into_response()
        }
        Err(fault) => page::out_of_order(&desk, &fault),
    }
}
