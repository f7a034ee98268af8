//! A body that leaves in pieces, and says how far it is.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::sync::watch;

/// Largest piece handed to the socket at once, in bytes.
pub(super) const PIECE: usize = 64 * 1024;

/// Bytes to send, with their exact length, telling after each piece how many have been handed over.
pub(super) struct PacedBody {
    rest: Bytes,
    sent: u64,
    told: watch::Sender<u64>,
}

impl PacedBody {
    /// The body, and where to read how many of its bytes have been handed to the socket.
    pub(super) fn new(bytes: Bytes) -> (Self, watch::Receiver<u64>) {
        let (told, progress) = watch::channel(0);
        let body = Self {
            rest: bytes,
            sent: 0,
            told,
        };
        (body, progress)
    }
}

impl Body for PacedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let size = PIECE.min(self.rest.len());
        let piece = self.rest.split_to(size);
        self.sent = self.sent.saturating_add(size as u64);
        self.told.send_replace(self.sent);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
