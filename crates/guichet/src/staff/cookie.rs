//! The cookie of a session.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use crate::base::desk::Desk;

const COOKIE: &str = "guichet_session";

/// The session that a browser shows.
pub(super) fn cookie(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token.to_owned())
}

/// The answer, with this session for the browser to keep, or to forget when its age is 0.
pub(super) fn with_cookie(
    desk: &Desk,
    mut response: Response,
    token: &str,
    max_age: Option<u32>,
) -> Response {
    let secure = desk
        .public_url()
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
