//! Evidence that is held, named by its content: files `evidence/<2 digits>/<SHA-256>`, and who sent them.

pub(crate) mod answer;
pub(crate) mod rows;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use atelier_protocol::RecordHash;

use crate::base::desk::Desk;
use crate::base::disk::{make_private_dir, sync_dir};

/// The directory of evidence. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    desk: Desk,
    root: Arc<Path>,
}

impl Evidence {
    pub(crate) fn open(desk: Desk, root: PathBuf) -> io::Result<Self> {
        make_private_dir(&root)?;
        Ok(Self {
            desk,
            root: root.into(),
        })
    }

    pub(crate) fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Where a piece of evidence is, or would be.
    pub(crate) fn path(&self, hash: &RecordHash) -> PathBuf {
        let digits = hash.as_str();
        self.root.join(digits.get(..2).unwrap_or("00")).join(digits)
    }

    /// Moves a verified and fsynced file to its place, durably.
    pub(crate) fn take(&self, from: &Path, hash: &RecordHash) -> io::Result<()> {
        let to = self.path(hash);
        if let Some(folder) = to.parent() {
            make_private_dir(folder)?;
            fs::rename(from, &to)?;
            sync_dir(folder)?;
            sync_dir(&self.root)?;
        }
        Ok(())
    }
}
