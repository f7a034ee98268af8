//! Evidence on disk, named by its content: `evidence/<2 digits>/<SHA-256>`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use atelier_protocol::RecordHash;

use crate::base::disk::{make_private_dir, sync_dir};

/// The directory of evidence.
#[derive(Debug)]
pub(crate) struct EvidenceFiles {
    root: PathBuf,
}

impl EvidenceFiles {
    pub(crate) fn open(root: PathBuf) -> io::Result<Self> {
        make_private_dir(&root)?;
        Ok(Self { root })
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
