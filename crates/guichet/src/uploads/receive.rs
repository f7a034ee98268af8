//! One chunk, streamed to disk as it comes.

use std::time::Duration;

use atelier_protocol::ProblemCode;
use axum::body::Body;
use http_body_util::BodyExt;
use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt;

use super::Uploads;
use super::checksum::Checksum;
use super::finish;
use super::rows::{self, Upload};
use super::slots::Turn;
use crate::base::blocking::blocking;
use crate::base::problem::{Fault, Refusal};
use atelier_texts::guichet::details;

/// A connection that says nothing for so long is dead. What came is kept.
const STALL: Duration = Duration::from_secs(60);

/// Where an upload stands after a chunk.
pub(super) struct Progress {
    pub(super) offset: u64,
    pub(super) expires_at: i64,
}

/// How the body ended.
enum End {
    Whole,
    /// The connection dropped or went silent.
    Cut,
    /// A newer request wants the upload.
    Taken,
    /// More bytes than announced.
    Over,
    /// The disk refused.
    Disk(std::io::Error),
}

/// Appends a chunk at `offset`, which the caller has checked. Runs to its end even if the sender goes away: give it a
/// task of its own.
pub(super) async fn receive(
    uploads: Uploads,
    upload: Upload,
    turn: Turn,
    offset: u64,
    body: Body,
    mut checksum: Option<Checksum>,
) -> Result<Progress, Refusal> {
    let verified_later = checksum.is_some();
    if verified_later {
        set_unverified(&uploads, &upload, Some(offset)).await?;
    }
    let mut file = OpenOptions::new()
        .append(true)
        .open(uploads.part(&upload.id))
        .await?;
    let room = upload.length.saturating_sub(offset);
    let (end, written) = append(&mut file, body, room, &turn, checksum.as_mut()).await;
    let end = match file.flush().await {
        Ok(()) => end,
        Err(error) => End::Disk(error),
    };
    let end = match file.sync_data().await {
        Ok(()) => end,
        Err(error) => End::Disk(error),
    };
    drop(file);

    let sound = checksum.is_none_or(Checksum::matches);
    let keep = !verified_later || (matches!(end, End::Whole) && sound);
    if !keep {
        let upload = upload.clone();
        blocking(&uploads, move |uploads| {
            finish::truncate(uploads, &upload, offset).map_err(Fault::from)
        })
        .await?;
    }
    let expires_at = set_unverified(&uploads, &upload, None).await?;
    match end {
        End::Disk(error) => return Err(error.into()),
        End::Taken => {
            return Err(Refusal::new(ProblemCode::Conflict)
                .status(423)
                .detail(details::tus_taken()));
        }
        End::Over => {
            return Err(Refusal::new(ProblemCode::TooLarge).detail(details::tus_more_than_length()));
        }
        // Nobody is there to read it, or nobody who knows where the chunk ended.
        End::Cut => return Err(Refusal::malformed()),
        End::Whole => {}
    }
    if !keep {
        return Err(Refusal::new(ProblemCode::HashMismatch)
            .status(460)
            .detail(details::tus_checksum()));
    }
    let offset = offset + written;
    if offset == upload.length {
        blocking(&uploads, move |uploads| finish::finish(uploads, &upload)).await?;
    }
    drop(turn);
    Ok(Progress { offset, expires_at })
}

async fn append(
    file: &mut File,
    mut body: Body,
    room: u64,
    turn: &Turn,
    mut checksum: Option<&mut Checksum>,
) -> (End, u64) {
    let mut written = 0;
    loop {
        let frame = tokio::select! {
            biased;
            () = turn.wanted_by_another() => return (End::Taken, written),
            frame = tokio::time::timeout(STALL, body.frame()) => frame,
        };
        let frame = match frame {
            Ok(Some(Ok(frame))) => frame,
            Ok(None) => return (End::Whole, written),
            Ok(Some(Err(_))) | Err(_) => return (End::Cut, written),
        };
        let Ok(bytes) = frame.into_data() else {
            continue;
        };
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if written + size > room {
            return (End::Over, written);
        }
        if let Err(error) = file.write_all(&bytes).await {
            return (End::Disk(error), written);
        }
        if let Some(checksum) = checksum.as_deref_mut() {
            checksum.update(&bytes);
        }
        written += size;
    }
}

async fn set_unverified(
    uploads: &Uploads,
    upload: &Upload,
    from: Option<u64>,
) -> Result<i64, Refusal> {
    let id = upload.id.clone();
    Ok(blocking(&uploads.desk, move |desk| {
        rows::set_unverified(desk, &id, from)
    })
    .await?)
}
