//! `GET /v1/requests/{id}`.

use atelier_protocol::Problem;
use axum::Json;
use axum::extract::{Path, State};

use super::rows::{ReceivedRequest, received};
use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::base::problem::Refusal;
use crate::callers::Reader;

/// One request, by its id or its number.
#[utoipa::path(
    get, path = "/v1/requests/{id}", tag = "reading",
    security(("reader" = [])),
    params(("id" = String, Path, description = "The request's id, or INAÉ's number")),
    responses(
        (status = 200, body = ReceivedRequest),
        (status = 401, description = "`not-enrolled`: no good API token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn one(
    State(desk): State<Desk>,
    _: Reader,
    Path(id): Path<String>,
) -> Result<Json<ReceivedRequest>, Refusal> {
    let found = blocking(&desk, move |desk| received(desk, &id)).await?;
    found.map(Json).ok_or_else(Refusal::not_found)
}
