//! Creating, opening and locking a store.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Once;

use atelier_domain::RecoveryCode;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::disk;
use crate::entropy::{Entropy, os_entropy, random};
use crate::error::OpenError;
use crate::keyring::{self, DataKey, Way};
use crate::{Result, evidence, schema};

const KEYRING: &str = "keyring.json";
const DATABASE: &str = "atelier.db";
/// The database while it is being made: it gets its name once the key that opens it is safe on the disk.
const UNFINISHED: &str = "atelier.new.db";
const LOCK: &str = "atelier.lock";
const EVIDENCE: &str = "evidence";

/// An open store. Closing is dropping.
pub struct Store {
    // Closed in this order: the tables, then the lock.
    connection: Connection,
    dir: PathBuf,
    entropy: Entropy,
    _lock: Lock,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("dir", &self.dir)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Whether there is a store in this directory, readable or not.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        dir.join(KEYRING).exists() || dir.join(DATABASE).exists()
    }

    /// Makes an empty store that `passphrase` opens. The passphrase's strength is the caller's affair.
    ///
    /// # Errors
    /// [`OpenError::Exists`] when there is one already: nothing is replaced.
    pub fn create(dir: &Path, passphrase: &str) -> std::result::Result<Self, OpenError> {
        Self::create_with(dir, passphrase, os_entropy)
    }

    /// As [`Store::create`], with the caller's source of randomness.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create_with(
        dir: &Path,
        passphrase: &str,
        entropy: Entropy,
    ) -> std::result::Result<Self, OpenError> {
        if Self::exists(dir) {
            return Err(OpenError::Exists);
        }
        disk::private_dir(dir)?;
        let lock = lock(dir)?;
        if Self::exists(dir) {
            return Err(OpenError::Exists);
        }
        disk::private_dir(&dir.join(EVIDENCE))?;
        let key = keyring::fresh_key(entropy)?;
        // What an earlier attempt, interrupted before its key was written, may have left: no key opens it any more.
        let unfinished = dir.join(UNFINISHED);
        for leftover in [UNFINISHED, "atelier.new.db-wal", "atelier.new.db-journal"] {
            remove_if_there(&dir.join(leftover))?;
        }
        let connection = connect(&unfinished, &key, Content::Empty)?;
        schema::migrate(&connection, &unfinished)?;
        connection.close().map_err(|(_, error)| error)?;
        keyring::write(&dir.join(KEYRING), &key, passphrase, entropy)?;
        finish_creation(dir)?;
        Self::opened(dir, &key, entropy, lock)
    }

    /// Opens the store in this directory, and removes evidence files that no row refers to (left by an interruption).
    ///
    /// # Errors
    /// Each reason of [`OpenError`]; the files are then as they were.
    pub fn open(dir: &Path, passphrase: &str) -> std::result::Result<Self, OpenError> {
        Self::open_with(dir, passphrase, os_entropy)
    }

    /// As [`Store::open`], with the caller's source of randomness for the keys of later evidence.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(
        dir: &Path,
        passphrase: &str,
        entropy: Entropy,
    ) -> std::result::Result<Self, OpenError> {
        if !Self::exists(dir) {
            return Err(OpenError::Missing);
        }
        let lock = lock(dir)?;
        let key = keyring::unlock(&dir.join(KEYRING), Way::Passphrase, passphrase)?;
        if !dir.join(DATABASE).exists() {
            finish_creation(dir)?;
        }
        Self::opened(dir, &key, entropy, lock)
    }

    fn opened(
        dir: &Path,
        key: &DataKey,
        entropy: Entropy,
        lock: Lock,
    ) -> std::result::Result<Self, OpenError> {
        let database = dir.join(DATABASE);
        let connection = connect(&database, key, Content::Tables)?;
        schema::migrate(&connection, &database)?;
        let store = Self {
            connection,
            dir: dir.to_owned(),
            entropy,
            _lock: lock,
        };
        disk::private_dir(&store.evidence_dir())?;
        evidence::remove_orphans(&store)?;
        Ok(store)
    }

    /// Replaces the passphrase. What is stored is not encrypted again: only its key is wrapped anew.
    ///
    /// # Errors
    /// `wrong-passphrase` when `old` is not the present one; the old one then still opens the store, as after any
    /// other error.
    pub fn change_passphrase(&self, old: &str, new: &str) -> Result<()> {
        let (old, new) = ((Way::Passphrase, old), (Way::Passphrase, new));
        keyring::rewrap(&self.keyring_path(), old, new, self.entropy)?;
        Ok(())
    }

    /// Lets the code of a new recovery sheet open the store; an older sheet's does so no more.
    ///
    /// # Errors
    /// `wrong-passphrase`; `no-entropy`. An older sheet is then still the good one.
    pub fn make_recovery(&self, passphrase: &str) -> Result<RecoveryCode> {
        let code = RecoveryCode::new(random(self.entropy)?);
        let new = (Way::RecoverySheet, code.secret());
        keyring::rewrap(
            &self.keyring_path(),
            (Way::Passphrase, passphrase),
            new,
            self.entropy,
        )?;
        Ok(code)
    }

    /// Whether this code, copied from paper, is the one of the store's recovery sheet. Nothing is changed.
    ///
    /// # Errors
    /// `wrong-recovery-code` when it is another's.
    pub fn check_recovery(&self, code: &RecoveryCode) -> Result<()> {
        keyring::unlock(&self.keyring_path(), Way::RecoverySheet, code.secret())?;
        Ok(())
    }

    /// Whether a recovery sheet was made.
    ///
    /// # Errors
    /// When the keyring cannot be read.
    pub fn has_recovery(&self) -> Result<bool> {
        Ok(keyring::has(&self.keyring_path(), Way::RecoverySheet)?)
    }

    /// Gives the store another passphrase by the code of its recovery sheet, which stays good, and opens it.
    ///
    /// # Errors
    /// `wrong-recovery-code`, and as [`Store::open`]; the files are then as they were.
    pub fn recover(
        dir: &Path,
        code: &RecoveryCode,
        passphrase: &str,
    ) -> std::result::Result<Self, OpenError> {
        if !Self::exists(dir) {
            return Err(OpenError::Missing);
        }
        {
            let _lock = lock(dir)?;
            let known = (Way::RecoverySheet, code.secret());
            let new = (Way::Passphrase, passphrase);
            keyring::rewrap(&dir.join(KEYRING), known, new, os_entropy)?;
        }
        Self::open(dir, passphrase)
    }

    pub(crate) fn keyring_path(&self) -> PathBuf {
        self.dir.join(KEYRING)
    }

    /// Where the store is.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(crate) fn entropy(&self) -> Entropy {
        self.entropy
    }

    pub(crate) fn evidence_dir(&self) -> PathBuf {
        self.dir.join(EVIDENCE)
    }
}

/// Holds the store for this program alone.
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough: a child process being started at that moment still has a copy of the descriptor, and
        // would keep the store busy until it has become the other program. A failure is what closing would give anyway.
        let _ = self.0.unlock();
    }
}

fn lock(dir: &Path) -> std::result::Result<Lock, OpenError> {
    let file = disk::private_file().open(dir.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(OpenError::Busy),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// The last step of a creation: the finished database gets its name.
fn finish_creation(dir: &Path) -> std::result::Result<(), OpenError> {
    let unfinished = dir.join(UNFINISHED);
    if !unfinished.exists() {
        return Err(OpenError::Damaged("atelier.db is missing".to_owned()));
    }
    fs::rename(unfinished, dir.join(DATABASE))?;
    disk::flush_dir(dir)?;
    Ok(())
}

fn remove_if_there(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// What a database file must contain already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Nothing: it is being made.
    Empty,
    /// Our tables. An emptied file must not pass for an empty store.
    Tables,
}

/// Waits until the cipher is ready, once in a program.
///
/// SQLite says that it is ready before SQLCipher, which it starts last, is: of two stores opened in the same instant by
/// two threads of a new program, the second would find no cipher, and pass for damaged.
fn wake_cipher() {
    static AWAKE: Once = Once::new();
    // A failure here is met again, and told, by the connection that is opened next.
    AWAKE.call_once(|| drop(Connection::open_in_memory()));
}

/// Opens the tables, refusing a newer form or an emptied file before anything is written.
fn connect(
    file: &Path,
    key: &DataKey,
    content: Content,
) -> std::result::Result<Connection, OpenError> {
    if content == Content::Empty {
        // Made beforehand so that it is its owner's alone; SQLite gives its write-ahead log the same rights.
        disk::private_file().open(file)?;
    }
    wake_cipher();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    // Until the form is known to be ours, closing must not fold the write-ahead log into the file.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // SQLCipher would write on the standard error what it also answers.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    let hex = Zeroizing::new(keyring::hex(key.as_slice()));
    let pragma = Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", hex.as_str()));
    connection.execute_batch(&pragma)?;
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA synchronous = FULL;
         PRAGMA cache_size = -16000;",
    )?;
    let form = schema::refuse_newer(&connection)?;
    if content == Content::Tables && form == 0 {
        return Err(OpenError::Damaged("atelier.db has no tables".to_owned()));
    }
    connection.execute_batch("PRAGMA journal_mode = WAL;")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_store_is_free_even_while_a_child_process_is_being_started() {
        let dir = tempfile::tempdir().unwrap();
        let held = lock(dir.path()).unwrap();
        // What a child has between its fork and its exec: the same open file.
        let _inherited = held.0.try_clone().unwrap();
        assert!(matches!(lock(dir.path()), Err(OpenError::Busy)));
        drop(held);
        assert!(lock(dir.path()).is_ok());
    }
}
