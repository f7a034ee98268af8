//! `GET /v1/evidence/{sha256}`.

use atelier_protocol::{Problem, RecordHash};
use axum::extract::{Path, State};
use axum::response::Response;

use crate::base::problem::Refusal;
use crate::callers::Reader;
use crate::evidence::Evidence;
use crate::evidence::answer::{Manner, answer};

/// The bytes of a piece of evidence.
#[utoipa::path(
    get, path = "/v1/evidence/{sha256}", tag = "reading",
    security(("reader" = [])),
    params(("sha256" = String, Path, description = "64 lower-case hexadecimal digits")),
    responses(
        (status = 200, description = "The bytes, with their media type"),
        (status = 401, description = "`not-enrolled`: no good API token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn evidence(
    State(evidence): State<Evidence>,
    _: Reader,
    Path(sha256): Path<String>,
) -> Result<Response, Refusal> {
    let hash = RecordHash::parse(&sha256).ok_or_else(Refusal::not_found)?;
    answer(&evidence, hash, Manner::Kept).await
}
