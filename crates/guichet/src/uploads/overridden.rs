//! `POST /v1/files/{id}`: another method, said in a header.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::Uploads;
use super::delete::delete;
use super::patch::patch;
use super::tus::text;
use crate::base::problem::{Refusal, wrong_method};
use crate::callers::Device;

const METHOD_OVERRIDE: &str = "x-http-method-override";

/// tus: a client that cannot send PATCH or DELETE says so in `X-HTTP-Method-Override`.
pub(crate) async fn overridden(
    state: State<Uploads>,
    device: Device,
    path: Path<String>,
    request_headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let wanted = text(&request_headers, METHOD_OVERRIDE).map(str::to_ascii_uppercase);
    match wanted.as_deref() {
        Some("PATCH") => patch(state, device, path, request_headers, body).await,
        Some("DELETE") => delete(state, device, path, request_headers).await,
        Some(_) | None => Err(wrong_method().await),
    }
}
