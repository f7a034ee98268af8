//! Who is at the other end of a request.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use rusqlite::OptionalExtension;

use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::base::problem::{Fault, Refusal};
use crate::base::secret;

/// A device that INAÉ knows, and its structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) structure: i64,
}

/// The token of `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

impl<S: Send + Sync> FromRequestParts<S> for Device
where
    Desk: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).ok_or_else(Refusal::not_enrolled)?;
        let device = blocking(&Desk::from_ref(state), move |desk| device_of(desk, &token)).await?;
        device.ok_or_else(Refusal::not_enrolled)
    }
}

/// A program of INAÉ that may read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader;

impl<S: Send + Sync> FromRequestParts<S> for Reader
where
    Desk: FromRef<S>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).ok_or_else(Refusal::not_enrolled)?;
        let known = blocking(&Desk::from_ref(state), move |desk| {
            is_api_token(desk, &token)
        })
        .await?;
        known.then_some(Self).ok_or_else(Refusal::not_enrolled)
    }
}

/// The address that a request comes from, for throttling.
#[derive(Debug, Clone)]
pub(crate) struct Caller(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
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

fn device_of(desk: &Desk, token: &str) -> Result<Option<Device>, Fault> {
    desk.database().read(|connection| {
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

fn is_api_token(desk: &Desk, token: &str) -> Result<bool, Fault> {
    desk.database().read(|connection| {
        Ok(connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM api_token WHERE token_hash = ?1)",
            [secret::hash(token)],
            |row| row.get(0),
        )?)
    })
}
