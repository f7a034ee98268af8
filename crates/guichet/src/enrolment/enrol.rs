//! `POST /v1/enrol`: a one-time code against a device token.

use atelier_protocol::{EnrolmentAnswer, EnrolmentRequest, PROTOCOL_VERSION, ProblemCode};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use rusqlite::params;

use super::Enrolment;
use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::base::problem::Refusal;
use crate::base::secret;
use crate::base::version::check_version;
use crate::callers::Caller;

/// Characters of a device's name kept.
const MAX_DEVICE_NAME: usize = 100;

/// Exchanges a one-time code for a device token.
#[utoipa::path(
    post, path = "/v1/enrol", tag = "devices",
    request_body = EnrolmentRequest,
    responses(
        (status = 200, description = "The device is known from now on; its token is said once", body = EnrolmentAnswer),
        (status = 403, description = "`enrolment-code`", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 426, description = "`protocol-version`", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too-many`, with Retry-After", body = atelier_protocol::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn enrol(
    State(enrolment): State<Enrolment>,
    Caller(caller): Caller,
    body: Bytes,
) -> Result<Json<EnrolmentAnswer>, Refusal> {
    let Enrolment { desk, failures } = enrolment;
    failures
        .enter(&caller, desk.now())
        .map_err(|wait| Refusal::new(ProblemCode::TooMany).retry_after(wait))?;
    check_version(&body)?;
    let request: EnrolmentRequest =
        serde_json::from_slice(&body).map_err(|_| Refusal::malformed())?;
    let answer = blocking(&desk, move |desk| take_in(desk, &request)).await?;
    failures.forgive(&caller);
    Ok(Json(answer))
}

fn take_in(desk: &Desk, request: &EnrolmentRequest) -> Result<EnrolmentAnswer, Refusal> {
    let code = secret::hash(&secret::code_letters(&request.code));
    let token = secret::new_token()?;
    let id = secret::hex(&secret::random::<16>()?);
    let now = desk.now();
    let name: String = request
        .device_name
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_DEVICE_NAME)
        .collect();
    let structure_name = desk.database().write(|tx| {
        let used = tx.execute(
            "UPDATE enrolment_code SET used_at = ?2 WHERE hash = ?1 AND used_at IS NULL AND expires_at > ?3",
            params![code, now.to_rfc3339(), now.unix_millis()],
        )?;
        if used != 1 {
            return Err(Refusal::new(ProblemCode::EnrolmentCode));
        }
        let (structure, structure_name): (i64, String) = tx.query_row(
            "SELECT structure.id, structure.name FROM enrolment_code
             JOIN structure ON structure.id = enrolment_code.structure WHERE hash = ?1",
            [&code],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        tx.execute(
            "INSERT INTO device (id, structure, name, token_hash, enrolled_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, structure, name.trim(), secret::hash(&token), now.to_rfc3339()],
        )?;
        Ok(structure_name)
    })?;
    Ok(EnrolmentAnswer {
        protocol: PROTOCOL_VERSION,
        device_id: id,
        device_token: token,
        structure_name,
        guichet_name: desk.name().to_owned(),
    })
}
