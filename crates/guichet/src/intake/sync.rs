//! `POST /v1/sync`: the exchange. Everything it takes in is committed in one transaction before the answer leaves.

use atelier_protocol::{ExchangeAnswer, MAX_EXCHANGE_BYTES, MAX_EXCHANGE_RECORDS, ProblemCode};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Deserialize;

use super::exchange::exchange;
use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::base::problem::Refusal;
use crate::base::version::check_version;
use crate::callers::Device;
use atelier_texts::guichet::details;

/// As [`atelier_protocol::ExchangeRequest`], each record still to be read: one bad record must not stop the others.
#[derive(Deserialize)]
struct RawExchange {
    cursor: u64,
    records: Vec<serde_json::Value>,
}

/// Takes new records in and tells what is new.
#[utoipa::path(
    post, path = "/v1/sync", tag = "exchange",
    security(("device" = [])),
    request_body = atelier_protocol::ExchangeRequest,
    responses(
        (status = 200, description = "Everything that has a receipt here is safely on disk", body = ExchangeAnswer),
        (status = 400, description = "`malformed`", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-enrolled`", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`: more than 4 MiB or 200 records", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 426, description = "`protocol-version`", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`, with Retry-After; nothing was taken", body = atelier_protocol::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn sync(
    State(desk): State<Desk>,
    device: Device,
    body: Body,
) -> Result<Json<ExchangeAnswer>, Refusal> {
    let body = Limited::new(body, MAX_EXCHANGE_BYTES)
        .collect()
        .await
        .map_err(|error| {
            if error.is::<LengthLimitError>() {
                Refusal::new(ProblemCode::TooLarge)
            } else {
                Refusal::malformed()
            }
        })?
        .to_bytes();
    check_version(&body)?;
    let RawExchange { cursor, records } =
        serde_json::from_slice(&body).map_err(|_| Refusal::malformed())?;
    if records.len() > MAX_EXCHANGE_RECORDS {
        let detail = details::too_many_records(MAX_EXCHANGE_RECORDS);
        return Err(Refusal::new(ProblemCode::TooLarge).detail(detail));
    }
    let answer = blocking(&desk, move |desk| exchange(desk, &device, cursor, records)).await?;
    Ok(Json(answer))
}
