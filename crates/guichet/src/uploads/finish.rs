//! Where an upload stands, and its end: verified, moved among the evidence, durable, then known.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};

use atelier_protocol::ProblemCode;
use rusqlite::params;

use super::rows::{self, Upload, signed};
use crate::base::disk::{hash_file, remove};
use crate::base::problem::{Fault, Refusal};
use crate::base::texts::{self, Known};
use crate::desk::Guichet;
use crate::intake::settle_waiting;

/// Bytes that are enough to tell what a file is.
const HEAD: u64 = 64 * 1024;

/// How many bytes count, after undoing what a crash left half done.
pub(super) fn offset(guichet: &Guichet, upload: &Upload) -> Result<u64, Refusal> {
    if upload.completed {
        return Ok(upload.length);
    }
    let part = guichet.uploads().part(&upload.id);
    let size = match fs::metadata(&part) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Moved among the evidence, then the power went before the database knew.
            let blob = guichet.evidence().path(&upload.announced.sha256);
            if fs::metadata(&blob).is_ok_and(|metadata| metadata.len() == upload.length) {
                record(guichet, upload)?;
                return Ok(upload.length);
            }
            File::create(&part)?;
            0
        }
        Err(error) => return Err(error.into()),
    };
    let counted = upload.unverified_from.unwrap_or(size).min(upload.length);
    if counted < size {
        truncate(guichet, upload, counted)?;
    }
    let counted = counted.min(size);
    if upload.unverified_from.is_some() {
        rows::set_unverified(guichet, &upload.id, None)?;
    }
    if counted == upload.length {
        finish(guichet, upload)?;
    }
    Ok(counted)
}

/// Cuts a partial file back.
pub(super) fn truncate(guichet: &Guichet, upload: &Upload, size: u64) -> io::Result<()> {
    let file = OpenOptions::new()
        .write(true)
        .open(guichet.uploads().part(&upload.id))?;
    file.set_len(size)?;
    file.sync_all()
}

/// Verifies a whole file and takes it in. A file that is not what was announced is removed.
pub(super) fn finish(guichet: &Guichet, upload: &Upload) -> Result<(), Refusal> {
    let part = guichet.uploads().part(&upload.id);
    File::open(&part)?.sync_all()?;
    if hash_file(&part)? != upload.announced.sha256.as_str() {
        return Err(discard(guichet, upload, texts::detail(Known::EvidenceHash)));
    }
    let mut head = Vec::new();
    File::open(&part)?.take(HEAD).read_to_end(&mut head)?;
    if atelier_evidence::sniff(&head) != Some(upload.announced.kind) {
        return Err(discard(guichet, upload, kind_detail(upload)));
    }
    guichet.evidence().take(&part, &upload.announced.sha256)?;
    Ok(record(guichet, upload)?)
}

/// The French words for a content that is not of the type announced.
pub(super) fn kind_detail(upload: &Upload) -> String {
    let media_type = upload.announced.kind.media_type();
    texts::fill(
        &texts::detail(Known::EvidenceKind),
        &[("media_type", media_type)],
    )
}

fn discard(guichet: &Guichet, upload: &Upload, detail: String) -> Refusal {
    let removed = remove(&guichet.uploads().part(&upload.id))
        .map_err(Fault::from)
        .and_then(|()| rows::delete(guichet, &upload.id));
    match removed {
        Ok(()) => Refusal::new(ProblemCode::EvidenceRefused).detail(detail),
        Err(fault) => fault.into(),
    }
}

/// The file is safely among the evidence: says so, and gives the receipts that waited for it.
fn record(guichet: &Guichet, upload: &Upload) -> Result<(), Fault> {
    let now = guichet.now();
    guichet.database().write(|tx| {
        tx.execute(
            "INSERT INTO evidence (structure, sha256, media_type, size, held_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (structure, sha256) DO NOTHING",
            params![
                upload.structure,
                upload.announced.sha256.as_str(),
                upload.announced.kind.media_type(),
                signed(upload.length),
                now.to_rfc3339()
            ],
        )?;
        tx.execute(
            "UPDATE upload SET completed = 1, unverified_from = NULL WHERE id = ?1",
            [&upload.id],
        )?;
        settle_waiting(tx, upload.structure, &upload.announced.sha256, now)
    })
}
