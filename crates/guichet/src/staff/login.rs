//! Coming in and going out.

use axum::Form;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;

use super::accounts::key;
use super::page::{self, Frame};
use crate::base::texts::{say, say_with};
use crate::desk::Guichet;
use crate::enrolment::Caller;

const COOKIE: &str = "guichet_session";

/// Longest password that is hashed, in bytes.
const MAX_PASSWORD: usize = 1_024;

/// A member of the staff, with an open session.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: String,
    token: String,
}

impl FromRequestParts<Guichet> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, guichet: &Guichet) -> Result<Self, Response> {
        let Some(token) = cookie(&parts.headers) else {
            return Err(Redirect::to("/login").into_response());
        };
        let asked = token.clone();
        match guichet
            .blocking(move |guichet| guichet.session(&asked))
            .await
        {
            Ok(Some(name)) => Ok(Self { name, token }),
            Ok(None) => Err(Redirect::to("/login").into_response()),
            Err(fault) => Err(page::out_of_order(guichet, &fault)),
        }
    }
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token.to_owned())
}

/// Whether a form was sent from our own page.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Login {
    name: String,
    password: String,
}

pub(super) async fn form(State(guichet): State<Guichet>) -> Response {
    show(&guichet, StatusCode::OK, "", None)
}

pub(super) async fn submit(
    State(guichet): State<Guichet>,
    Caller(caller): Caller,
    headers: HeaderMap,
    form: Result<Form<Login>, axum::extract::rejection::FormRejection>,
) -> Response {
    let Ok(Form(Login { name, password })) = form else {
        return show(&guichet, StatusCode::BAD_REQUEST, "", None);
    };
    if !is_ours(&headers) {
        let message = say("login.foreign").to_owned();
        return show(&guichet, StatusCode::FORBIDDEN, &name, Some(message));
    }
    let keys = [format!("address {caller}"), format!("name {}", key(&name))];
    for key in &keys {
        if let Err(wait) = guichet.login_failures().enter(key, guichet.now()) {
            let message = say_with("login.wait", &[("seconds", &wait.to_string())]);
            let mut response = show(
                &guichet,
                StatusCode::TOO_MANY_REQUESTS,
                &name,
                Some(message),
            );
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait));
            return response;
        }
    }
    if password.len() > MAX_PASSWORD {
        return wrong(&guichet, &name);
    }
    let turn = guichet.hashing().turn().await;
    let asked = name.clone();
    let result = guichet
        .blocking(move |guichet| guichet.log_in(&asked, &password))
        .await;
    drop(turn);
    match result {
        Ok(Some(token)) => {
            for key in &keys {
                guichet.login_failures().forgive(key);
            }
            with_cookie(&guichet, Redirect::to("/").into_response(), &token, None)
        }
        Ok(None) => wrong(&guichet, &name),
        Err(fault) => page::out_of_order(&guichet, &fault),
    }
}

fn wrong(guichet: &Guichet, name: &str) -> Response {
    let message = say("login.wrong").to_owned();
    show(guichet, StatusCode::UNAUTHORIZED, name, Some(message))
}

pub(super) async fn logout(
    State(guichet): State<Guichet>,
    member: Member,
    headers: HeaderMap,
) -> Response {
    if !is_ours(&headers) {
        return Redirect::to("/").into_response();
    }
    let closed = guichet
        .blocking(move |guichet| guichet.log_out(&member.token))
        .await;
    match closed {
        Ok(()) => with_cookie(
            &guichet,
            Redirect::to("/login").into_response(),
            "",
            Some(0),
        ),
        Err(fault) => page::out_of_order(&guichet, &fault),
    }
}

fn with_cookie(
    guichet: &Guichet,
    mut response: Response,
    token: &str,
    max_age: Option<u32>,
) -> Response {
    let secure = guichet
        .config()
        .public_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https://"));
    let mut cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict");
    if secure {
        cookie.push_str("; Secure");
    }
    if let Some(age) = max_age {
        cookie.push_str(&format!("; Max-Age={age}"));
    }
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

fn show(guichet: &Guichet, status: StatusCode, name: &str, problem: Option<String>) -> Response {
    let content = html! {
        section.card.narrow {
            h1 { (say("login.title")) }
            @if let Some(problem) = &problem {
                p.problem #problem role="alert" { (problem) }
            }
            form method="post" action="/login" {
                label for="name" { (say("login.name")) }
                input #name name="name" type="text" value=(name) autocomplete="username" required
                    autofocus[name.is_empty()] aria-describedby=[problem.as_ref().map(|_| "problem")];
                label for="password" { (say("login.password")) }
                input #password name="password" type="password" autocomplete="current-password" required
                    autofocus[!name.is_empty()] aria-describedby=[problem.as_ref().map(|_| "problem")];
                button type="submit" { (say("login.submit")) }
            }
        }
    };
    let title = match problem {
        Some(_) => say("login.title-problem"),
        None => say("login.title"),
    };
    (status, page::frame(guichet, title, &Frame::Door, &content)).into_response()
}
