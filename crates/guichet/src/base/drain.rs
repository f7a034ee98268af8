//! A refusal must be read by its sender. A server that answers and closes while bytes still come makes most clients see
//! a broken line instead of the answer; so what is left of a body is read and thrown away, within reason.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt;

/// Bytes thrown away at most; after that the line is closed.
const MOST: usize = 8 * 1024 * 1024;

/// Time given to what is left.
const PATIENCE: Duration = Duration::from_secs(5);

struct Drained {
    inner: Body,
}

/// Makes the request's body be read to its end, whoever drops it.
pub(crate) async fn drained(request: Request) -> Request {
    // A sender that waits for « 100 Continue » has sent nothing yet.
    if request.headers().contains_key(header::EXPECT) {
        return request;
    }
    request.map(|inner| Body::new(Drained { inner }))
}

impl http_body::Body for Drained {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.inner).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Drained {
    fn drop(&mut self) {
        if self.inner.is_end_stream() {
            return;
        }
        let body = std::mem::take(&mut self.inner);
        // None outside the server: nothing to drain then.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(tokio::time::timeout(PATIENCE, throw_away(body)));
        }
    }
}

async fn throw_away(mut body: Body) {
    let mut thrown = 0;
    while let Some(Ok(frame)) = body.frame().await {
        thrown += frame.data_ref().map_or(0, Bytes::len);
        if thrown > MOST {
            return;
        }
    }
}
