//! `GET /v1/ping`: whether a guichet answers here.

use atelier_protocol::{PROTOCOL_VERSION, Pong};
use axum::Json;
use axum::extract::State;

use crate::base::desk::Desk;

/// Tells a guichet from a captive portal.
#[utoipa::path(
    get, path = "/v1/ping", tag = "devices",
    responses((status = 200, description = "This is a guichet", body = Pong))
)]
pub(crate) async fn ping(State(desk): State<Desk>) -> Json<Pong> {
    Json(Pong {
        service: Pong::SERVICE.to_owned(),
        protocol: PROTOCOL_VERSION,
        guichet_name: desk.name().to_owned(),
    })
}
