//! A file as the body of an answer, read piece by piece.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes};
use http_body::Frame;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

const PIECE: usize = 64 * 1024;

struct FileBody {
    file: File,
    piece: Vec<u8>,
}

/// The file's content as a body.
pub(crate) fn file_body(file: File) -> Body {
    Body::new(FileBody {
        file,
        piece: vec![0; PIECE],
    })
}

impl http_body::Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let Self { file, piece } = self.get_mut();
        let mut buffer = ReadBuf::new(piece);
        if let Err(error) = ready!(Pin::new(file).poll_read(context, &mut buffer)) {
            return Poll::Ready(Some(Err(error)));
        }
        let read = buffer.filled();
        Poll::Ready((!read.is_empty()).then(|| Ok(Frame::data(Bytes::copy_from_slice(read)))))
    }
}
