//! What goes wrong, as `application/problem+json` with French texts.

use std::io;

use atelier_protocol::{CanonicalError, PROTOCOL_VERSION, Problem, ProblemCode, headers};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::secret::NoRandomness;
use super::texts;
use atelier_texts::guichet::details;

/// Seconds to wait when the guichet cannot write.
const RETRY_UNAVAILABLE: u64 = 60;

/// A refusal on its way to the wire.
#[derive(Debug)]
pub(crate) struct Refusal {
    code: ProblemCode,
    status: StatusCode,
    /// Replaces the code's own detail.
    detail: Option<String>,
    retry_after: Option<u64>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// With the status and the texts of its code.
    pub(crate) fn new(code: ProblemCode) -> Self {
        let status =
            StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            code,
            status,
            detail: None,
            retry_after: None,
            headers: Vec::new(),
        }
    }

    /// With a status that another standard asks for.
    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = StatusCode::from_u16(status).unwrap_or(self.status);
        self
    }

    /// With a detail of its own, in French.
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With the seconds to wait.
    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// With one more header.
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The JSON is not that of the protocol.
    pub(crate) fn malformed() -> Self {
        Self::new(ProblemCode::Malformed)
    }

    /// Nothing at this address.
    pub(crate) fn not_found() -> Self {
        Self::new(ProblemCode::NotFound)
    }

    /// The sender speaks another version.
    pub(crate) fn protocol_version() -> Self {
        // RFC 9110: a 426 says what to upgrade to.
        let ours = HeaderValue::from_str(&format!("atelier-badges/{PROTOCOL_VERSION}"));
        let refusal = Self::new(ProblemCode::ProtocolVersion);
        match ours {
            Ok(value) => refusal.header(header::UPGRADE, value),
            Err(_) => refusal,
        }
    }

    /// No token, or not a good one.
    pub(crate) fn not_enrolled() -> Self {
        Self::new(ProblemCode::NotEnrolled).header(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer realm=\"guichet\""),
        )
    }

    /// The guichet cannot write now.
    pub(crate) fn unavailable() -> Self {
        Self::new(ProblemCode::Unavailable).retry_after(RETRY_UNAVAILABLE)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (title, detail) = texts::problem(self.code);
        let detail = self.detail.unwrap_or(detail);
        let mut problem = Problem::new(self.code, title, Some(detail));
        problem.status = self.status.as_u16();
        let body = serde_json::to_string(&problem).unwrap_or_default();
        let mut response = (
            self.status,
            [
                (header::CONTENT_TYPE, headers::PROBLEM_JSON),
                (header::CACHE_CONTROL, "no-store"),
            ],
            body,
        )
            .into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        for (name, value) in self.headers {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// Something under the guichet failed. The sender is told to try again later; the journal says why.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The disk.
    #[error("disk: {0}")]
    Disk(#[from] io::Error),
    /// A content with no canonical form: cannot be stored.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The system gave no randomness.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// A worker thread stopped.
    #[error("worker: {0}")]
    Worker(#[from] tokio::task::JoinError),
    /// A row that this program could not have written.
    #[error("stored data cannot be read: {0}")]
    Stored(String),
    /// A password could not be hashed.
    #[error("password hashing: {0}")]
    Password(String),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        tracing::error!(%fault, "the guichet could not answer");
        Self::unavailable()
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Fault::from(error).into()
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Fault::from(error).into()
    }
}

impl From<tokio::task::JoinError> for Refusal {
    fn from(error: tokio::task::JoinError) -> Self {
        Fault::from(error).into()
    }
}

impl From<NoRandomness> for Refusal {
    fn from(error: NoRandomness) -> Self {
        Fault::from(error).into()
    }
}

/// Answer to an address that leads nowhere.
pub(crate) async fn nothing_here() -> Refusal {
    Refusal::not_found()
}

/// Answer to a method that an address does not take.
pub(crate) async fn wrong_method() -> Refusal {
    Refusal::not_found().status(405).detail(details::method())
}
