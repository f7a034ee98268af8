//! Evidence on its way: tus 1.0.0 on `/v1/files`.
//!
//! How far an upload is, is the size of `uploads/<id>.part` and nothing else: it is true after a power cut. A chunk that
//! comes with a checksum counts only once verified; until then its start is in `upload.unverified_from`.

mod checksum;
mod finish;
pub(crate) mod http;
mod metadata;
mod receive;
mod rows;
mod slot;

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

pub(crate) use slot::Slots;

use crate::base::disk::{make_private_dir, remove};
use crate::base::problem::Fault;
use crate::desk::Guichet;

/// An unfinished upload is forgotten after 7 days without a chunk.
const UPLOAD_LIFE: i64 = 7 * 24 * 3_600 * 1_000;

/// Uploads that one device may have open at once.
const MOST_OPEN: i64 = 200;

/// A partial file without a row is a crash's left-over, once it is surely not being created.
const ORPHAN_AGE: Duration = Duration::from_secs(3_600);

/// The directory of partial files.
#[derive(Debug)]
pub(crate) struct Uploads {
    root: PathBuf,
}

impl Uploads {
    pub(crate) fn open(root: PathBuf) -> io::Result<Self> {
        make_private_dir(&root)?;
        Ok(Self { root })
    }

    /// The partial file of an upload. Identifiers are our own hexadecimal digits.
    fn part(&self, id: &str) -> PathBuf {
        self.root.join(format!("{id}.part"))
    }
}

/// Forgets uploads that are out of date, and partial files that no row knows.
pub(crate) fn purge(guichet: &Guichet) -> Result<(), Fault> {
    for id in rows::expired(guichet)? {
        remove(&guichet.uploads().part(&id))?;
        rows::delete(guichet, &id)?;
    }
    for entry in fs::read_dir(&guichet.uploads().root)? {
        let path = entry?.path();
        let id = path.file_stem().and_then(|stem| stem.to_str());
        let age = fs::symlink_metadata(&path)
            .and_then(|metadata| metadata.modified())
            .ok()
            .and_then(|at| SystemTime::now().duration_since(at).ok());
        if let (Some(id), Some(age)) = (id, age)
            && age > ORPHAN_AGE
            && !rows::exists(guichet, id)?
        {
            remove(&path)?;
        }
    }
    Ok(())
}
