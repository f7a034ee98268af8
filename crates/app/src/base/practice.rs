//! The state of a trial with invented people: its folder, and the mark that its store carries.

use atelier_store::Store;
use atelier_texts as texts;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::base::problem::{Answer, Case, Problem};

/// The folder, inside the one of the real store: it can be written wherever that one can.
pub(crate) const FOLDER: &str = "essai-personnes-inventees";

/// The file that says what the folder is. A folder without it is never deleted; whoever holds its lock has the practice open.
pub(crate) const MARKER: &str = "ESSAI.txt";

const STORE: &str = "store";

pub(crate) const DOCUMENTS: &str = "documents";

/// The setting by which a store says that its people are invented.
pub(crate) const MARK: &str = "practice";

/// How far a practice is.
#[derive(Default)]
pub(crate) enum Practice {
    /// There is none.
    #[default]
    Off,
    /// It is being made: the window still shows the first screen.
    Making(Held),
    /// It is there, open or not.
    On(Held, Zeroizing<String>),
}

/// The folder of a practice, held for this program alone.
pub(crate) struct Held {
    pub(crate) folder: PathBuf,
    marker: File,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Closing is not enough while a child process is being started, which has a copy of the descriptor.
        let _ = self.marker.unlock();
    }
}

impl Held {
    /// Holds the folder, which is made if it is not there.
    pub(crate) fn take(folder: &Path) -> Answer<Self> {
        private_dir(folder).map_err(told)?;
        let unmarked = !folder.join(MARKER).exists();
        if unmarked && fs::read_dir(folder).map_err(told)?.next().is_some() {
            // Not ours: somebody keeps something there.
            return Err(Problem::of(Case::PracticeFolder));
        }
        Self::lock(folder)
    }

    pub(crate) fn lock(folder: &Path) -> Answer<Self> {
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true);
        let mut marker = options.open(folder.join(MARKER)).map_err(told)?;
        match marker.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Problem::of(Case::PracticeElsewhere)),
            Err(TryLockError::Error(error)) => return Err(told(error)),
        }
        let held = |marker| Self {
            folder: folder.to_owned(),
            marker,
        };
        match marker.write_all(texts::practice::marker().as_bytes()) {
            Ok(()) => Ok(held(marker)),
            Err(error) => {
                // On a full disk, for one: nothing is left behind.
                let _ = held(marker).remove();
                Err(told(error))
            }
        }
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.join(STORE)
    }

    /// Deletes the folder and all that is in it, the marker last: an interruption is gone on with later.
    pub(crate) fn remove(self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_name() == MARKER {
                continue;
            }
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else {
                fs::remove_file(entry.path())?;
            }
        }
        let folder = self.folder.clone();
        drop(self);
        fs::remove_file(folder.join(MARKER))?;
        fs::remove_dir(folder)
    }
}

/// Makes a directory, and those above it, for its owner alone.
fn private_dir(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

fn told(error: io::Error) -> Problem {
    Problem::from(atelier_store::OpenError::from(error))
}

/// Whether the people of this store are invented.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn is(store: &Store) -> Answer<bool> {
    Ok(store.setting(MARK)?.is_some())
}

/// Refuses, for a store whose people are invented.
///
/// # Errors
/// `practice-never-leaves`.
pub(crate) fn refuse(store: &Store) -> Answer<()> {
    if is(store)? {
        return Err(Problem::of(Case::PracticeNeverLeaves));
    }
    Ok(())
}

/// Refuses what asks for a passphrase, which a practice has not.
///
/// # Errors
/// `practice-no-passphrase`.
pub(crate) fn refuse_passphrase(store: &Store) -> Answer<()> {
    if is(store)? {
        return Err(Problem::of(Case::PracticeNoPassphrase));
    }
    Ok(())
}

/// Whether this closes the station of a trial, which has no passphrase for somebody who forgot its code.
pub(crate) fn closes_station(store: &Store, secret: &str) -> Answer<bool> {
    Ok(is(store)? && secret.trim().to_lowercase() == texts::practice::closes_station())
}

/// What each page and each file of this store says of its people, when they are invented.
pub(crate) fn mark(store: &Store) -> Answer<Option<String>> {
    Ok(is(store)?.then(texts::practice::mark))
}
