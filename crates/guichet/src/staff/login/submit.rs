//! `POST /login`: name and password.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::form::show;
use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::callers::Caller;
use crate::staff::accounts::members::key;
use crate::staff::accounts::sessions;
use crate::staff::cookie::with_cookie;
use crate::staff::origin::is_ours;
use crate::staff::{Staff, page};
use atelier_texts::guichet::staff as say;

/// Longest password that is hashed, in bytes.
const MAX_PASSWORD: usize = 1_024;

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Login {
    name: String,
    password: String,
}

pub(crate) async fn submit(
    State(staff): State<Staff>,
    Caller(caller): Caller,
    headers: HeaderMap,
    form: Result<Form<Login>, FormRejection>,
) -> Response {
    let Staff {
        desk,
        failures,
        hashing,
    } = staff;
    let Ok(Form(Login { name, password })) = form else {
        return show(&desk, StatusCode::BAD_REQUEST, "", None);
    };
    if !is_ours(&headers) {
        let message = say::login::foreign();
        return show(&desk, StatusCode::FORBIDDEN, &name, Some(message));
    }
    let keys = [format!("address {caller}"), format!("name {}", key(&name))];
    for key in &keys {
        if let Err(wait) = failures.enter(key, desk.now()) {
            let message = say::login::wait(wait);
            let mut response = show(&desk, StatusCode::TOO_MANY_REQUESTS, &name, Some(message));
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait));
            return response;
        }
    }
    if password.len() > MAX_PASSWORD {
        return wrong(&desk, &name);
    }
    let turn = hashing.turn().await;
    let asked = name.clone();
    let result = blocking(&desk, move |desk| sessions::open(desk, &asked, &password)).await;
    drop(turn);
    match result {
        Ok(Some(token)) => {
            for key in &keys {
                failures.forgive(key);
            }
            with_cookie(&desk, Redirect::to("/").into_response(), &token, None)
        }
        Ok(None) => wrong(&desk, &name),
        Err(fault) => page::out_of_order(&desk, &fault),
    }
}

fn wrong(desk: &Desk, name: &str) -> Response {
    let message = say::login::wrong();
    show(desk, StatusCode::UNAUTHORIZED, name, Some(message))
}
