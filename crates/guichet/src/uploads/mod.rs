//! Evidence on its way: tus 1.0.0 on `/v1/files`.
//!
//! How far an upload is, is the size of `uploads/<id>.part` and nothing else: it is true after a power cut. A chunk that
//! comes with a checksum counts only once verified; until then its start is in `upload.unverified_from`.

mod checksum;
pub(crate) mod create;
pub(crate) mod delete;
mod finish;
pub(crate) mod head;
mod metadata;
pub(crate) mod options;
pub(crate) mod overridden;
pub(crate) mod patch;
pub(crate) mod purge;
mod receive;
mod rows;
mod slots;
pub(crate) mod tus;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use slots::Slots;

use crate::base::desk::Desk;
use crate::base::disk::make_private_dir;
use crate::evidence::Evidence;

/// The directory of partial files, and who is at work on which. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Uploads {
    desk: Desk,
    evidence: Evidence,
    root: Arc<Path>,
    slots: Slots,
}

impl Uploads {
    pub(crate) fn open(desk: Desk, evidence: Evidence, root: PathBuf) -> io::Result<Self> {
        make_private_dir(&root)?;
        Ok(Self {
            desk,
            evidence,
            root: root.into(),
            slots: Slots::default(),
        })
    }

    /// The partial file of an upload. Identifiers are our own hexadecimal digits.
    fn part(&self, id: &str) -> PathBuf {
        self.root.join(format!("{id}.part"))
    }
}
