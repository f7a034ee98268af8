//! Trying the application with invented people: a store of its own beside the real one.
//!
//! Its key is drawn when it begins and is only ever in memory: nothing is to be remembered, and nothing of it can be read once
//! the program has ended, even names that somebody typed in it all the same. It is deleted whole when it ends, and what an
//! interruption left is at the next start. The store itself says that it is one: whatever opens it refuses to link it, to send
//! what is in it, and to print without saying so.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, MutexGuard, PoisonError};

use atelier_store::Store;
use zeroize::Zeroizing;

use crate::labels::label;
use crate::problem::{Answer, Problem};
use crate::view::{PracticeProgress, PracticeState, SessionView};
use crate::{App, demo};

/// The folder, inside the one of the real store: it can be written wherever that one can.
const FOLDER: &str = "essai-personnes-inventees";
/// The file that says what the folder is. A folder without it is never deleted; whoever holds its lock has the practice open.
const MARKER: &str = "ESSAI.txt";
const STORE: &str = "store";
const DOCUMENTS: &str = "documents";
/// The setting by which a store says that its people are invented.
const MARK: &str = "practice";

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
    folder: PathBuf,
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
    fn take(folder: &Path) -> Answer<Self> {
        private_dir(folder).map_err(told)?;
        let unmarked = !folder.join(MARKER).exists();
        if unmarked && fs::read_dir(folder).map_err(told)?.next().is_some() {
            // Not ours: somebody keeps something there.
            return Err(Problem::of("practice-folder"));
        }
        Self::lock(folder)
    }

    fn lock(folder: &Path) -> Answer<Self> {
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true);
        let mut marker = options.open(folder.join(MARKER)).map_err(told)?;
        match marker.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Problem::of("practice-elsewhere")),
            Err(TryLockError::Error(error)) => return Err(told(error)),
        }
        let held = |marker| Self {
            folder: folder.to_owned(),
            marker,
        };
        match marker.write_all(label("practice", "marker").as_bytes()) {
            Ok(()) => Ok(held(marker)),
            Err(error) => {
                // On a full disk, for one: nothing is left behind.
                let _ = held(marker).remove();
                Err(told(error))
            }
        }
    }

    fn store(&self) -> PathBuf {
        self.folder.join(STORE)
    }

    /// Deletes the folder and all that is in it, the marker last: an interruption is gone on with later.
    fn remove(self) -> io::Result<()> {
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
        return Err(Problem::of("practice-never-leaves"));
    }
    Ok(())
}

/// Refuses what asks for a passphrase, which a practice has not.
///
/// # Errors
/// `practice-no-passphrase`.
pub(crate) fn refuse_passphrase(store: &Store) -> Answer<()> {
    if is(store)? {
        return Err(Problem::of("practice-no-passphrase"));
    }
    Ok(())
}

/// Whether this closes the station of a trial, which has no passphrase for somebody who forgot its code.
pub(crate) fn closes_station(store: &Store, secret: &str) -> Answer<bool> {
    Ok(is(store)? && secret.trim().to_lowercase() == label("practice", "closes-station"))
}

/// What each page and each file of this store says of its people, when they are invented.
pub(crate) fn mark(store: &Store) -> Answer<Option<String>> {
    Ok(is(store)?.then(|| label("practice", "mark")))
}

impl App {
    pub(crate) fn practice(&self) -> MutexGuard<'_, Practice> {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder of the store in use: the practice's as long as there is one.
    pub(crate) fn data(&self) -> PathBuf {
        match &*self.practice() {
            Practice::Off | Practice::Making(_) => self.places.data.clone(),
            Practice::On(held, _) => held.store(),
        }
    }

    /// Where printed documents are kept: with the practice, which takes them with it, as long as there is one.
    pub(crate) fn documents_folder(&self) -> PathBuf {
        match &*self.practice() {
            Practice::Off => self.places.documents.clone(),
            Practice::Making(held) | Practice::On(held, _) => held.folder.join(DOCUMENTS),
        }
    }

    /// What the screens say of it.
    pub(crate) fn practice_state(&self, store: Option<&Store>) -> Answer<PracticeState> {
        if matches!(&*self.practice(), Practice::On(..)) {
            return Ok(PracticeState::On);
        }
        match store {
            // Made by the command line, under a passphrase known to all.
            Some(store) if is(store)? => Ok(PracticeState::Demonstration),
            _ => Ok(PracticeState::Off),
        }
    }

    /// Refuses what is of the real data only, as long as there is a practice.
    pub(crate) fn refuse_in_practice(&self) -> Answer<()> {
        match &*self.practice() {
            Practice::Off => Ok(()),
            Practice::Making(_) | Practice::On(..) => Err(Problem::of("practice-on")),
        }
    }

    /// Whether the passport's window may be opened: no account is made for somebody invented.
    ///
    /// # Errors
    /// `practice-no-account`.
    pub fn may_open_passport(&self) -> Answer<()> {
        self.with(|store| match is(store)? {
            true => Err(Problem::of("practice-no-account")),
            false => Ok(()),
        })
    }

    /// Says of the open store that its people are invented: it can never be linked nor sent. Nothing takes it back.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn mark_as_practice(&self) -> Answer<()> {
        self.with(|store| Ok(store.set_setting(MARK, "true")?))
    }

    /// Deletes what a practice that was interrupted left; whether there was one. One that another program has open is
    /// left alone.
    pub fn sweep_practice(&self) -> bool {
        let folder = self.places.data.join(FOLDER);
        if !folder.join(MARKER).exists() {
            return false;
        }
        let swept = Held::lock(&folder).is_ok_and(|held| match held.remove() {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(%error, "an interrupted practice could not be deleted");
                false
            }
        });
        if swept {
            self.swept.store(true, std::sync::atomic::Ordering::SeqCst);
        }
        swept
    }

    /// Makes a practice full of invented people, and opens it. `tell` is called as it advances.
    ///
    /// # Errors
    /// `practice-data-open` while the real data are; `practice-elsewhere` when another program has one; `store-full`… Nothing
    /// is left then.
    pub fn start_practice(
        self: &Arc<Self>,
        tell: impl Fn(PracticeProgress),
    ) -> Answer<SessionView> {
        self.sweep_practice();
        {
            // Always in this order: the store, then the practice.
            let slot = self.slot();
            let mut practice = self.practice();
            if slot.is_some() || !matches!(&*practice, Practice::Off) {
                return Err(Problem::of("practice-data-open"));
            }
            *practice = Practice::Making(Held::take(&self.places.data.join(FOLDER))?);
        }
        if let Err(problem) = self.make_practice(&tell) {
            self.drop_practice();
            return Err(problem);
        }
        self.swept.store(false, std::sync::atomic::Ordering::SeqCst);
        self.wake.opened();
        self.lookout.hint();
        self.session()
    }

    fn make_practice(self: &Arc<Self>, tell: &dyn Fn(PracticeProgress)) -> Answer<()> {
        let mut random = Zeroizing::new([0; 32]);
        (self.clock.entropy)(random.as_mut_slice());
        let key: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let key = Zeroizing::new(key);
        let folder = match &*self.practice() {
            Practice::Making(held) => held.store(),
            Practice::Off | Practice::On(..) => return Err(Problem::of("unexpected")),
        };
        let store = Store::create(&folder, &key)?;
        // Before anything else: there is no moment when it could pass for a real one.
        store.set_setting(MARK, "true")?;
        *self.slot() = Some(store);
        demo::furnish(self, tell)?;
        demo::meet_today(self)?;
        let mut practice = self.practice();
        *practice = match std::mem::take(&mut *practice) {
            Practice::Making(held) => Practice::On(held, key),
            other => other,
        };
        Ok(())
    }

    /// Opens the practice again after it was locked. No passphrase is asked: there is none.
    ///
    /// # Errors
    /// `practice-none`; and those of [`App::unlock`].
    pub fn resume_practice(&self) -> Answer<SessionView> {
        let (folder, key) = match &*self.practice() {
            Practice::On(held, key) => (held.store(), key.clone()),
            Practice::Off | Practice::Making(_) => return Err(Problem::of("practice-none")),
        };
        self.open_store(&folder, &key)
    }

    /// Ends the practice and deletes all of it. The real data are as they were, and locked.
    ///
    /// # Errors
    /// `practice-none`; `practice-remains` when a file could not be deleted: it cannot be read any more, and goes at the next
    /// start.
    pub fn end_practice(&self) -> Answer<SessionView> {
        if !matches!(&*self.practice(), Practice::On(..)) {
            return Err(Problem::of("practice-none"));
        }
        self.close()?;
        if self.drop_practice() {
            self.session()
        } else {
            Err(Problem::of("practice-remains"))
        }
    }

    /// Forgets the practice's key and deletes its folder; whether all of it went.
    fn drop_practice(&self) -> bool {
        *self.slot() = None;
        let practice = std::mem::take(&mut *self.practice());
        let held = match practice {
            Practice::Off => return true,
            Practice::Making(held) | Practice::On(held, _) => held,
        };
        let removed = held.remove();
        if let Err(error) = &removed {
            tracing::warn!(%error, "a practice could not be deleted");
        }
        removed.is_ok()
    }
}
