//! Where an upload stands, and its end: verified, moved among the evidence, durable, then known.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};

use atelier_protocol::ProblemCode;

use super::Uploads;
use super::rows::{self, Upload};
use crate::base::blocking::blocking;
use crate::base::disk::{hash_file, remove};
use crate::base::problem::{Fault, Refusal};
use crate::callers::Device;
use crate::evidence;
use crate::intake::receipt::settle_waiting;
use atelier_texts::guichet::details;

/// Bytes that are enough to tell what a file is.
const HEAD: u64 = 64 * 1024;

/// The device's own upload, and how many of its bytes count.
pub(super) async fn stand(
    uploads: &Uploads,
    device: Device,
    id: String,
) -> Result<(Upload, u64), Refusal> {
    blocking(uploads, move |uploads| {
        let upload = rows::find(&uploads.desk, &device, &id)?.ok_or_else(Refusal::not_found)?;
        let offset = offset(uploads, &upload)?;
        Ok((upload, offset))
    })
    .await
}

/// How many bytes count, after undoing what a crash left half done.
fn offset(uploads: &Uploads, upload: &Upload) -> Result<u64, Refusal> {
    if upload.completed {
        return Ok(upload.length);
    }
    let part = uploads.part(&upload.id);
    let size = match fs::metadata(&part) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Moved among the evidence, then the power went before the database knew.
            let blob = uploads.evidence.path(&upload.announced.sha256);
            if fs::metadata(&blob).is_ok_and(|metadata| metadata.len() == upload.length) {
                record(uploads, upload)?;
                return Ok(upload.length);
            }
            File::create(&part)?;
            0
        }
        Err(error) => return Err(error.into()),
    };
    let counted = upload.unverified_from.unwrap_or(size).min(upload.length);
    if counted < size {
        truncate(uploads, upload, counted)?;
    }
    let counted = counted.min(size);
    if upload.unverified_from.is_some() {
        rows::set_unverified(&uploads.desk, &upload.id, None)?;
    }
    if counted == upload.length {
        finish(uploads, upload)?;
    }
    Ok(counted)
}

/// Cuts a partial file back.
pub(super) fn truncate(uploads: &Uploads, upload: &Upload, size: u64) -> io::Result<()> {
    let file = OpenOptions::new()
        .write(true)
        .open(uploads.part(&upload.id))?;
    file.set_len(size)?;
    file.sync_all()
}

/// Verifies a whole file and takes it in. A file that is not what was announced is removed.
pub(super) fn finish(uploads: &Uploads, upload: &Upload) -> Result<(), Refusal> {
    let part = uploads.part(&upload.id);
    File::open(&part)?.sync_all()?;
    if hash_file(&part)? != upload.announced.sha256.as_str() {
        return Err(discard(uploads, upload, details::evidence_hash()));
    }
    let mut head = Vec::new();
    File::open(&part)?.take(HEAD).read_to_end(&mut head)?;
    if atelier_evidence::sniff(&head) != Some(upload.announced.kind) {
        return Err(discard(uploads, upload, kind_detail(upload)));
    }
    uploads.evidence.take(&part, &upload.announced.sha256)?;
    Ok(record(uploads, upload)?)
}

/// The French words for a content that is not of the type announced.
pub(super) fn kind_detail(upload: &Upload) -> String {
    details::evidence_kind(upload.announced.kind.media_type())
}

fn discard(uploads: &Uploads, upload: &Upload, detail: String) -> Refusal {
    let removed = remove(&uploads.part(&upload.id))
        .map_err(Fault::from)
        .and_then(|()| rows::delete(&uploads.desk, &upload.id));
    match removed {
        Ok(()) => Refusal::new(ProblemCode::EvidenceRefused).detail(detail),
        Err(fault) => fault.into(),
    }
}

/// The file is safely among the evidence: says so, and gives the receipts that waited for it.
fn record(uploads: &Uploads, upload: &Upload) -> Result<(), Fault> {
    let now = uploads.desk.now();
    uploads.desk.database().write(|tx| {
        evidence::rows::insert(
            tx,
            upload.structure,
            &upload.announced.sha256,
            upload.announced.kind,
            upload.length,
            &now.to_rfc3339(),
        )?;
        tx.execute(
            "UPDATE upload SET completed = 1, unverified_from = NULL WHERE id = ?1",
            [&upload.id],
        )?;
        settle_waiting(tx, upload.structure, &upload.announced.sha256, now)
    })
}
