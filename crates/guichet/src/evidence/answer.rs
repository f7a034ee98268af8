//! A piece of evidence as an answer.

use atelier_domain::EvidenceKind;
use atelier_protocol::RecordHash;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::{Evidence, rows};
use crate::base::blocking::blocking;
use crate::base::file_body::file_body;
use crate::base::problem::Refusal;

/// How a browser is to take a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As a file.
    Kept,
    /// In the page, if it is a picture.
    Shown,
}

/// Evidence as an answer that no browser will run: `nosniff`, sandboxed, and kept as a file unless it is a picture to
/// be shown inline.
pub(crate) async fn answer(
    evidence: &Evidence,
    hash: RecordHash,
    manner: Manner,
) -> Result<Response, Refusal> {
    let wanted = hash.clone();
    let kind = blocking(evidence, move |evidence| {
        let database = evidence.desk().database();
        database.read(|connection| rows::kind(connection, &wanted))
    })
    .await?
    .ok_or_else(Refusal::not_found)?;
    let file = tokio::fs::File::open(evidence.path(&hash)).await?;
    let size = file.metadata().await?.len();
    let manner = match (kind, manner) {
        (EvidenceKind::Jpeg | EvidenceKind::Png, Manner::Shown) => "inline",
        (EvidenceKind::Pdf, Manner::Shown) | (_, Manner::Kept) => "attachment",
    };
    let short = hash.as_str().get(..12).unwrap_or_default();
    let name = format!("{manner}; filename=\"preuve-{short}.{}\"", kind.extension());
    let mut response = file_body(file).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    for (name, value) in [
        (header::CONTENT_TYPE, kind.media_type()),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    Ok(response)
}
