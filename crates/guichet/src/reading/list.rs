//! `GET /v1/requests`.

use atelier_protocol::Problem;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use utoipa::IntoParams;

use super::rows::{RequestPage, page};
use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::base::problem::Refusal;
use crate::callers::Reader;

/// Requests in one page, when nothing else is asked.
const USUAL: i64 = 50;

/// Requests in one page at most.
const MOST: i64 = 200;

/// Which page.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// `next` of the page before; 0 at first.
    #[serde(default)]
    after: i64,
    /// 1 to 200; 50 when absent.
    limit: Option<i64>,
}

/// Requests received, in order.
#[utoipa::path(
    get, path = "/v1/requests", tag = "reading",
    security(("reader" = [])),
    params(Paging),
    responses(
        (status = 200, body = RequestPage),
        (status = 401, description = "`not-enrolled`: no good API token", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(desk): State<Desk>,
    _: Reader,
    paging: Result<Query<Paging>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<RequestPage>, Refusal> {
    let Query(Paging { after, limit }) = paging.map_err(|_| Refusal::malformed())?;
    let limit = limit.unwrap_or(USUAL).clamp(1, MOST);
    let page = blocking(&desk, move |desk| page(desk, after, limit)).await?;
    Ok(Json(page))
}
