//! `DELETE /v1/files/{id}`.

use atelier_protocol::Problem;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::tus::check_version;
use super::{Uploads, rows};
use crate::base::blocking::blocking;
use crate::base::disk::remove;
use crate::base::problem::Refusal;
use crate::callers::Device;

/// Gives an upload up. Evidence that was complete stays.
#[utoipa::path(
    delete, path = "/v1/files/{id}", tag = "evidence",
    security(("device" = [])),
    params(("id" = String, Path, description = "From Location")),
    responses(
        (status = 204, description = "Forgotten"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn delete(
    State(uploads): State<Uploads>,
    device: Device,
    Path(id): Path<String>,
    request_headers: HeaderMap,
) -> Result<Response, Refusal> {
    check_version(&request_headers)?;
    let turn = uploads.slots.take(&id).await;
    blocking(&uploads, move |uploads| {
        let desk = &uploads.desk;
        let upload = rows::find(desk, &device, &id)?.ok_or_else(Refusal::not_found)?;
        remove(&uploads.part(&upload.id))?;
        Ok::<_, Refusal>(rows::delete(desk, &upload.id)?)
    })
    .await?;
    drop(turn);
    Ok(StatusCode::NO_CONTENT.into_response())
}
