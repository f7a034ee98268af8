//! Evidence on disk, named by its content: `evidence/<2 digits>/<SHA-256>`.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use atelier_protocol::RecordHash;
use sha2::{Digest, Sha256};

use crate::desk::{make_private_dir, sync_dir};
use crate::secret::hex;

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

/// SHA-256 of a file, read in pieces.
pub(crate) fn hash_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 128 * 1024];
    loop {
        let read = file.read(&mut piece)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return Ok(hex(&hasher.finalize()));
        };
        hasher.update(bytes);
    }
}
