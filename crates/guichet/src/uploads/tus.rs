//! What the addresses of tus have in common: how its headers are read and said.

use atelier_protocol::{ProblemCode, headers};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::checksum::Checksum;
use super::receive::Progress;
use super::rows::Upload;
use crate::base::problem::Refusal;
use atelier_texts::guichet::details;

pub(super) const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const RESUMABLE: HeaderName = HeaderName::from_static(headers::TUS_RESUMABLE);
const OFFSET: HeaderName = HeaderName::from_static(headers::UPLOAD_OFFSET);
const EXPIRES: HeaderName = HeaderName::from_static(headers::UPLOAD_EXPIRES);

/// Every answer of tus says its version.
pub(crate) async fn say_version(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(RESUMABLE, HeaderValue::from_static(headers::TUS_VERSION));
    response
}

pub(super) fn standing(status: StatusCode, upload: &Upload, progress: &Progress) -> Response {
    let mut response = status.into_response();
    let out = response.headers_mut();
    out.insert(OFFSET, HeaderValue::from(progress.offset));
    if progress.offset < upload.length {
        let seconds = u64::try_from(progress.expires_at / 1_000).unwrap_or(0);
        let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        if let Ok(value) = HeaderValue::from_str(&httpdate::fmt_http_date(at)) {
            out.insert(EXPIRES, value);
        }
    }
    response
}

pub(super) fn check_version(request_headers: &HeaderMap) -> Result<(), Refusal> {
    if text(request_headers, headers::TUS_RESUMABLE) == Some(headers::TUS_VERSION) {
        return Ok(());
    }
    Err(Refusal::new(ProblemCode::ProtocolVersion)
        .status(412)
        .detail(details::tus_version())
        .header(TUS_VERSION, HeaderValue::from_static(headers::TUS_VERSION)))
}

pub(super) fn checksum(request_headers: &HeaderMap) -> Result<Option<Checksum>, Refusal> {
    text(request_headers, headers::UPLOAD_CHECKSUM)
        .map(|value| {
            Checksum::parse(value)
                .ok_or_else(|| Refusal::malformed().detail(details::tus_algorithm()))
        })
        .transpose()
}

pub(super) fn more_than_length() -> Refusal {
    Refusal::new(ProblemCode::TooLarge).detail(details::tus_more_than_length())
}

pub(super) fn is_chunk(request_headers: &HeaderMap) -> bool {
    text(request_headers, header::CONTENT_TYPE.as_str()) == Some(headers::TUS_CHUNK)
}

pub(super) fn content_length(request_headers: &HeaderMap) -> Option<u64> {
    number(request_headers, header::CONTENT_LENGTH.as_str())
}

pub(super) fn number(request_headers: &HeaderMap, name: &str) -> Option<u64> {
    let digits = text(request_headers, name)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

pub(super) fn text<'a>(request_headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    request_headers.get(name)?.to_str().ok()
}
