//! What can go wrong, one code for each case that is told differently to a reader.

use std::io;

use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::entropy::EntropyError;

/// Why something asked of an open store was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk (or the quota) is full.
    #[error("the disk is full")]
    Full,
    /// The disk could not be read or written.
    #[error("the disk failed: {0}")]
    Io(String),
    /// What was read is not what was written: a damaged disk, or a file changed from outside.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// Another record already has what must be unique (an e-mail address), or contradicts this one.
    #[error("conflict: {0}")]
    Conflict(String),
    /// No such record.
    #[error("not found: {0}")]
    NotFound(String),
    /// Other records refer to it, or it has left already: it cannot be removed.
    #[error("in use: {0}")]
    InUse(String),
    /// The passphrase given is not the one that protects the store.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The code given is not that of the store's recovery sheet.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// Another program is using the store.
    #[error("another program is using the store")]
    Busy,
    /// No randomness to make a key with.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// A fault in this program: a statement that the database does not accept.
    #[error("unexpected answer of the database: {0}")]
    Unexpected(String),
}

impl StoreError {
    /// Stable code, for the interface's wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Full => "store-full",
            Self::Io(_) => "store-io",
            Self::Damaged(_) => "store-damaged",
            Self::Conflict(_) => "store-conflict",
            Self::NotFound(_) => "not-found",
            Self::InUse(_) => "in-use",
            Self::WrongPassphrase => "wrong-passphrase",
            Self::WrongRecoveryCode => "wrong-recovery-code",
            Self::Busy => "store-busy",
            Self::Entropy(_) => "no-entropy",
            Self::Unexpected(_) => "store-unexpected",
        }
    }
}

/// The kind of an error and the system's number: some errors name a path, which names who uses the computer.
fn nameless(error: &io::Error) -> String {
    let kind = error.kind();
    match error.raw_os_error() {
        Some(number) => format!("{kind} (system error {number})"),
        None => kind.to_string(),
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) {
            Self::Full
        } else {
            Self::Io(nameless(&error))
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match &error {
            E::SqliteFailure(failure, message) => from_sqlite(failure, message.as_deref()),
            E::QueryReturnedNoRows => Self::NotFound("row".to_owned()),
            E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::InvalidColumnType(..)
            | E::Utf8Error(..) => Self::Damaged(error.to_string()),
            // The library's own enum is open: any other answer is a fault of ours.
            _ => Self::Unexpected(error.to_string()),
        }
    }
}

fn from_sqlite(failure: &ffi::Error, message: Option<&str>) -> StoreError {
    let text = message.map_or_else(|| failure.to_string(), str::to_owned);
    match failure.code {
        ErrorCode::DiskFull => StoreError::Full,
        // `Unknown` (SQLITE_ERROR, while a statement runs) and `OutOfMemory` are what SQLCipher makes of a page whose
        // seal is broken; a statement of ours that is wrong is refused earlier, by another error.
        ErrorCode::NotADatabase
        | ErrorCode::DatabaseCorrupt
        | ErrorCode::Unknown
        | ErrorCode::OutOfMemory => StoreError::Damaged(text),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::ConstraintViolation => StoreError::Conflict(text),
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly => {
            StoreError::Io(text)
        }
        // The library's own enum is open: any other answer is a fault of ours.
        _ => StoreError::Unexpected(text),
    }
}

/// Why a store could not be created or opened. Nothing was changed; nothing is ever deleted.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not the passphrase that protects this store.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// Not the code of this store's recovery sheet, or none was ever made.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// There is no store in this directory.
    #[error("no store here")]
    Missing,
    /// There is a store in this directory already: it is not replaced.
    #[error("a store exists here already")]
    Exists,
    /// Written by a newer version of the program.
    #[error("written by a newer program (form {found}, this program knows {known})")]
    Newer {
        /// The form found.
        found: u32,
        /// The newest form this program knows.
        known: u32,
    },
    /// A file is missing or is not what was written.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// Another program has it open.
    #[error("another program is using the store")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The disk could not be read or written.
    #[error("the disk failed: {0}")]
    Io(String),
    /// No randomness to make a key with.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

impl OpenError {
    /// Stable code, for the interface's wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongPassphrase => "wrong-passphrase",
            Self::WrongRecoveryCode => "wrong-recovery-code",
            Self::Missing => "store-missing",
            Self::Exists => "store-exists",
            Self::Newer { .. } => "store-newer",
            Self::Damaged(_) => "store-damaged",
            Self::Busy => "store-busy",
            Self::Full => "store-full",
            Self::Io(_) => "store-io",
            Self::Entropy(_) => "no-entropy",
        }
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        if is_full(&error) {
            Self::Full
        } else {
            Self::Io(nameless(&error))
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::Io(text) => Self::Io(text),
            StoreError::WrongPassphrase => Self::WrongPassphrase,
            StoreError::WrongRecoveryCode => Self::WrongRecoveryCode,
            StoreError::Busy => Self::Busy,
            StoreError::Entropy(error) => Self::Entropy(error),
            StoreError::Damaged(text)
            | StoreError::Conflict(text)
            | StoreError::NotFound(text)
            | StoreError::InUse(text)
            | StoreError::Unexpected(text) => Self::Damaged(text),
        }
    }
}

impl From<OpenError> for StoreError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::WrongPassphrase => Self::WrongPassphrase,
            OpenError::WrongRecoveryCode => Self::WrongRecoveryCode,
            OpenError::Missing => Self::NotFound("store".to_owned()),
            OpenError::Exists => Self::Conflict("a store exists already".to_owned()),
            OpenError::Newer { found, known } => {
                Self::Conflict(format!("form {found}, this program knows {known}"))
            }
            OpenError::Damaged(text) => Self::Damaged(text),
            OpenError::Busy => Self::Busy,
            OpenError::Full => Self::Full,
            OpenError::Io(text) => Self::Io(text),
            OpenError::Entropy(error) => Self::Entropy(error),
        }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_apart_from_a_failing_one() {
        let full = StoreError::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.code(), "store-full");
        let failing = StoreError::from(io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!(failing.code(), "store-io");
        let sqlite = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_FULL), None);
        assert_eq!(StoreError::from(sqlite).code(), "store-full");
    }
}
