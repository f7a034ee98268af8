//! `POST /logout`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::staff::accounts::sessions;
use crate::staff::cookie::with_cookie;
use crate::staff::member::Member;
use crate::staff::origin::is_ours;
use crate::staff::page;

pub(crate) async fn logout(
    State(desk): State<Desk>,
    member: Member,
    headers: HeaderMap,
) -> Response {
    if !is_ours(&headers) {
        return Redirect::to("/").into_response();
    }
    let closed = blocking(&desk, move |desk| sessions::close(desk, &member.token)).await;
    match closed {
        Ok(()) => with_cookie(&desk, Redirect::to("/login").into_response(), "", Some(0)),
        Err(fault) => page::out_of_order(&desk, &fault),
    }
}
