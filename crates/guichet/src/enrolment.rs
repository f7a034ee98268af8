//! A device becomes known: one-time codes, device tokens, and who is at the other end of a request.

use std::net::{IpAddr, SocketAddr};

use atelier_protocol::{EnrolmentAnswer, EnrolmentRequest, PROTOCOL_VERSION, ProblemCode};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use rusqlite::{OptionalExtension, params};

use crate::base::problem::{Fault, Refusal};
use crate::base::secret;
use crate::base::version::check_version;
use crate::desk::Guichet;

/// A code is good for 30 days.
const CODE_LIFE: i64 = 30 * 24 * 3_600 * 1_000;

/// Characters of a device's name kept.
const MAX_DEVICE_NAME: usize = 100;

/// A device that INAÉ knows, and its structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) structure: i64,
}

impl Guichet {
    /// Makes a one-time code for a structure, good for 30 days, and remembers its hash only.
    ///
    /// # Errors
    /// [`Fault`] when the database refuses.
    pub fn new_enrolment_code(&self, structure: &str) -> Result<String, Fault> {
        let code = secret::new_code()?;
        let hash = secret::hash(&secret::code_letters(&code));
        let now = self.now();
        self.database().write(|tx| {
            tx.execute(
                "INSERT INTO structure (name, created_at) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
                params![structure.trim(), now.to_rfc3339()],
            )?;
            tx.execute(
                "INSERT INTO enrolment_code (hash, structure, created_at, expires_at)
                 SELECT ?1, id, ?2, ?3 FROM structure WHERE name = ?4",
                params![
                    hash,
                    now.to_rfc3339(),
                    now.plus_millis(CODE_LIFE).unix_millis(),
                    structure.trim()
                ],
            )?;
            Ok::<_, Fault>(())
        })?;
        Ok(code)
    }

    /// Gives a token to a program of INAÉ that reads the requests. A token of the same name is replaced.
    ///
    /// # Errors
    /// [`Fault`] when the database refuses.
    pub fn add_api_token(&self, name: &str) -> Result<String, Fault> {
        let token = secret::new_token()?;
        self.database().write(|tx| {
            tx.execute(
                "INSERT INTO api_token (name, token_hash, created_at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at",
                params![name, secret::hash(&token), self.now().to_rfc3339()],
            )?;
            Ok::<_, Fault>(())
        })?;
        Ok(token)
    }

    fn enrol(&self, request: &EnrolmentRequest) -> Result<EnrolmentAnswer, Refusal> {
        let code = secret::hash(&secret::code_letters(&request.code));
        let token = secret::new_token()?;
        let id = secret::hex(&secret::random::<16>()?);
        let now = self.now();
        let name: String = request
            .device_name
            .chars()
            .filter(|c| !c.is_control())
            .take(MAX_DEVICE_NAME)
            .collect();
        let structure_name = self.database().write(|tx| {
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
            guichet_name: self.name().to_owned(),
        })
    }

    fn device_of(&self, token: &str) -> Result<Option<Device>, Fault> {
        self.database().read(|connection| {
            Ok(connection
                .query_row(
                    "SELECT id, structure FROM device WHERE token_hash = ?1 AND withdrawn_at IS NULL",
                    [secret::hash(token)],
                    |row| {
                        Ok(Device {
                            id: row.get(0)?,
                            structure: row.get(1)?,
                        })
                    },
                )
                .optional()?)
        })
    }

    fn is_api_token(&self, token: &str) -> Result<bool, Fault> {
        self.database().read(|connection| {
            Ok(connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM api_token WHERE token_hash = ?1)",
                [secret::hash(token)],
                |row| row.get(0),
            )?)
        })
    }
}

/// The token of `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

impl FromRequestParts<Guichet> for Device {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, guichet: &Guichet) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).ok_or_else(Refusal::not_enrolled)?;
        let device = guichet
            .blocking(move |guichet| guichet.device_of(&token))
            .await?;
        device.ok_or_else(Refusal::not_enrolled)
    }
}

/// A program of INAÉ that may read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader;

impl FromRequestParts<Guichet> for Reader {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, guichet: &Guichet) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).ok_or_else(Refusal::not_enrolled)?;
        let known = guichet
            .blocking(move |guichet| guichet.is_api_token(&token))
            .await?;
        known.then_some(Self).ok_or_else(Refusal::not_enrolled)
    }
}

/// The address that a request comes from, for throttling.
#[derive(Debug, Clone)]
pub(crate) struct Caller(pub(crate) String);

impl FromRequestParts<Guichet> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Guichet) -> Result<Self, Refusal> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(address)| address.ip());
        // Only a proxy on this very machine is believed, and only the address that it saw itself: the last one.
        let forwarded = || {
            let value = parts
                .headers
                .get_all("x-forwarded-for")
                .iter()
                .next_back()?;
            let last = value.to_str().ok()?.rsplit(',').next()?;
            last.trim().parse::<IpAddr>().ok()
        };
        let address = match peer {
            Some(ip) if ip.is_loopback() => forwarded().or(peer),
            Some(_) | None => peer,
        };
        Ok(Self(
            address.map_or_else(|| "unknown".to_owned(), |ip| ip.to_string()),
        ))
    }
}

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
    State(guichet): State<Guichet>,
    Caller(caller): Caller,
    body: Bytes,
) -> Result<Json<EnrolmentAnswer>, Refusal> {
    guichet
        .enrolment_failures()
        .enter(&caller, guichet.now())
        .map_err(|wait| Refusal::new(ProblemCode::TooMany).retry_after(wait))?;
    check_version(&body)?;
    let request: EnrolmentRequest =
        serde_json::from_slice(&body).map_err(|_| Refusal::malformed())?;
    let answer = guichet
        .blocking(move |guichet| guichet.enrol(&request))
        .await?;
    guichet.enrolment_failures().forgive(&caller);
    Ok(Json(answer))
}
