//! `OPTIONS /v1/files`.

use atelier_protocol::{MAX_EVIDENCE_BYTES, headers};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};

use super::checksum::ALGORITHMS;
use super::tus::TUS_VERSION;

const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");

/// What this end of tus can do.
#[utoipa::path(
    options, path = "/v1/files", tag = "evidence",
    responses((status = 204, description = "Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm"))
)]
pub(crate) async fn options() -> Response {
    (
        StatusCode::NO_CONTENT,
        [
            (TUS_VERSION, headers::TUS_VERSION.to_owned()),
            (
                TUS_EXTENSION,
                "creation,creation-with-upload,checksum,expiration,termination".to_owned(),
            ),
            (TUS_MAX_SIZE, MAX_EVIDENCE_BYTES.to_string()),
            (TUS_CHECKSUM_ALGORITHM, ALGORITHMS.to_owned()),
        ],
    )
        .into_response()
}
