//! Sends a request with an eye on stalls, and reads an answer with an eye on its size.

use std::error::Error;
use std::io;

use atelier_protocol::headers;
use bytes::{Bytes, BytesMut};
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER};
use reqwest::{RequestBuilder, Response, StatusCode, Url};

use super::body::PacedBody;
use super::{GuichetAddress, Patience};
use crate::classify::{Expected, Seen, classify_response};
use crate::failure::Failure;

/// Most bytes read of an answer that is only looked at.
const LOOK: usize = 64 * 1024;

/// An answer, whole, not believed yet.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) url: Url,
    pub(super) body: Bytes,
}

impl Answer {
    /// A header's text.
    pub(super) fn text(&self, name: impl TryInto<HeaderName>) -> Option<&str> {
        self.headers.get(name.try_into().ok()?)?.to_str().ok()
    }

    /// A header's number.
    pub(super) fn number(&self, name: &'static str) -> Option<u64> {
        self.text(name)?.trim().parse().ok()
    }

    /// Whether the answer may be believed.
    pub(super) fn classify(
        &self,
        address: &GuichetAddress,
        expected: Expected,
    ) -> Result<(), Failure> {
        let other_host = if self.status.is_redirection() {
            self.text(LOCATION)
                .and_then(|location| address.own(&self.url, location).err())
                .flatten()
        } else {
            None
        };
        classify_response(
            expected,
            &Seen {
                status: self.status.as_u16(),
                content_type: self.text(CONTENT_TYPE),
                body: &self.body,
                other_host: other_host.as_deref(),
                retry_after: self.text(RETRY_AFTER),
                date: self.text(DATE),
                speaks_tus: self.headers.contains_key(headers::TUS_RESUMABLE)
                    || self.headers.contains_key(headers::UPLOAD_OFFSET),
            },
        )
    }
}

/// Sends `request` with `body`, given up when nothing moves, and reads at most `most` bytes of the answer.
pub(super) async fn send(
    request: RequestBuilder,
    body: Option<Bytes>,
    patience: &Patience,
    most: usize,
) -> Result<Answer, Failure> {
    let total = body.as_ref().map_or(0, Bytes::len) as u64;
    let (paced, mut progress) = PacedBody::new(body.unwrap_or_default());
    let request = if total > 0 {
        request.body(reqwest::Body::wrap(paced))
    } else {
        drop(paced);
        request
    };
    let response = request.send();
    tokio::pin!(response);
    let mut sent = 0;
    // The connection may have to be made first; it has its own, shorter time-out.
    let mut wait = patience.connect + patience.stall;
    let response = loop {
        tokio::select! {
            biased;
            moved = progress.changed(), if sent < total => {
                if moved.is_err() {
                    // The body was let go before its end: the answer, or the failure, comes next.
                    sent = total;
                } else {
                    sent = *progress.borrow_and_update();
                }
                wait = patience.drain;
            }
            response = &mut response => break response.map_err(|error| failure_of(&error))?,
            () = tokio::time::sleep(wait) => return Err(Failure::Stalled),
        }
    };
    read(response, patience, most).await
}

async fn read(mut response: Response, patience: &Patience, most: usize) -> Result<Answer, Failure> {
    let status = response.status();
    let most = if status.is_success() { most } else { LOOK };
    let headers = std::mem::take(response.headers_mut());
    let url = response.url().clone();
    let mut body = BytesMut::new();
    loop {
        let piece = tokio::time::timeout(patience.stall, response.chunk())
            .await
            .map_err(|_| Failure::Stalled)?
            .map_err(|error| failure_of(&error))?;
        let Some(piece) = piece else { break };
        if body.len().saturating_add(piece.len()) > most {
            if status.is_success() {
                return Err(Failure::ProtocolMismatch);
            }
            break;
        }
        body.extend_from_slice(&piece);
    }
    Ok(Answer {
        status,
        headers,
        url,
        body: body.freeze(),
    })
}

/// The kind of a failure of the HTTP library.
fn failure_of(error: &reqwest::Error) -> Failure {
    if causes(error).any(|cause| cause.is::<rustls::Error>()) {
        Failure::TlsRefused
    } else if error.is_connect() {
        Failure::Unreachable
    } else if error.is_timeout() || causes(error).any(is_time_out) {
        // The system's own word: nothing that was sent is acknowledged any more.
        Failure::Stalled
    } else if error.is_redirect() {
        Failure::RedirectedElsewhere { host: None }
    } else {
        Failure::Interrupted
    }
}

fn is_time_out(cause: &(dyn Error + 'static)) -> bool {
    cause
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// The error and all that it wraps.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(Some(error as &(dyn Error + 'static)), |error| {
        wrapped(*error)
    })
}

fn wrapped<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    // An input/output error hides what it wraps from `source`; rustls comes so.
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}
