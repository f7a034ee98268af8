//! `HEAD /v1/files/{id}`.

use atelier_protocol::headers;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::Uploads;
use super::finish::stand;
use super::receive::Progress;
use super::tus::{check_version, standing};
use crate::base::problem::Refusal;
use crate::callers::Device;

const LENGTH: HeaderName = HeaderName::from_static(headers::UPLOAD_LENGTH);

/// How many bytes are held.
#[utoipa::path(
    head, path = "/v1/files/{id}", tag = "evidence",
    security(("device" = [])),
    params(("id" = String, Path, description = "From Location")),
    responses(
        (status = 200, description = "Upload-Offset, Upload-Length, Upload-Expires"),
        (status = 404, description = "Unknown, out of date, or another device's"),
    )
)]
pub(crate) async fn head(
    State(uploads): State<Uploads>,
    device: Device,
    Path(id): Path<String>,
    request_headers: HeaderMap,
) -> Result<Response, Refusal> {
    check_version(&request_headers)?;
    let turn = uploads.slots.take(&id).await;
    let (upload, offset) = stand(&uploads, device, id).await?;
    drop(turn);
    let progress = Progress {
        offset,
        expires_at: upload.expires_at,
    };
    let mut response = standing(StatusCode::OK, &upload, &progress);
    let out = response.headers_mut();
    out.insert(LENGTH, HeaderValue::from(upload.length));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
