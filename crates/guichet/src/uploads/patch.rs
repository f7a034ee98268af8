//! `PATCH /v1/files/{id}`.

use atelier_protocol::{Problem, ProblemCode, headers};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::Uploads;
use super::finish::stand;
use super::receive::{Progress, receive};
use super::tus::{
    check_version, checksum, content_length, is_chunk, more_than_length, number, standing,
};
use crate::base::problem::Refusal;
use crate::callers::Device;
use atelier_texts::guichet::details;

/// Sends the next bytes.
#[utoipa::path(
    patch, path = "/v1/files/{id}", tag = "evidence",
    security(("device" = [])),
    params(
        ("id" = String, Path, description = "From Location"),
        ("Upload-Offset" = u64, Header, description = "Where these bytes begin: what the guichet holds"),
        ("Upload-Checksum" = Option<String>, Header, description = "`sha256 <base64>` or `sha1 <base64>` of these bytes"),
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Upload-Offset"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`conflict`: another offset", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`protocol-version`: another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`: more than announced", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`malformed`: another content type", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`evidence-refused`: whole, but not what was announced; forgotten", body = Problem, content_type = "application/problem+json"),
        (status = 423, description = "`conflict`: another request took this upload over", body = Problem, content_type = "application/problem+json"),
        (status = 460, description = "`hash-mismatch`: the chunk's checksum; the chunk is not kept", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`, with Retry-After", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn patch(
    State(uploads): State<Uploads>,
    device: Device,
    Path(id): Path<String>,
    request_headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    check_version(&request_headers)?;
    if !is_chunk(&request_headers) {
        return Err(Refusal::malformed()
            .status(415)
            .detail(details::tus_content_type()));
    }
    let from = number(&request_headers, headers::UPLOAD_OFFSET)
        .ok_or_else(|| Refusal::malformed().detail(details::tus_offset()))?;
    let checksum = checksum(&request_headers)?;
    let turn = uploads.slots.take(&id).await;
    let (upload, offset) = stand(&uploads, device, id).await?;
    if upload.held_before && from == 0 {
        // Most clients do not look at the offset of a creation. What they send again is thrown away.
        let progress = Progress {
            offset,
            expires_at: upload.expires_at,
        };
        return Ok(standing(StatusCode::NO_CONTENT, &upload, &progress));
    }
    if from != offset {
        return Err(Refusal::new(ProblemCode::Conflict).detail(details::tus_offset()));
    }
    let room = upload.length - offset;
    if content_length(&request_headers).is_some_and(|sent| sent > room) {
        return Err(more_than_length());
    }
    if room == 0 {
        let progress = Progress {
            offset,
            expires_at: upload.expires_at,
        };
        return Ok(standing(StatusCode::NO_CONTENT, &upload, &progress));
    }
    let work = receive(uploads, upload.clone(), turn, offset, body, checksum);
    let progress = tokio::spawn(work).await??;
    Ok(standing(StatusCode::NO_CONTENT, &upload, &progress))
}
