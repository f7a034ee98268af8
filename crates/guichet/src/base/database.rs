//! The guichet's SQLite file: opening, migrations, and one transaction at a time.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// In order, numbered from 1. Never edited after release.
const MIGRATIONS: [&str; 2] = [
    include_str!("../../migrations/0001_intake.sql"),
    include_str!("../../migrations/0002_fold.sql"),
];

/// « ATBG »: tells our file from another program's.
const APPLICATION_ID: i64 = 0x4154_4247;

/// The database cannot be opened. Nothing was changed in it.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// Made by a newer version of this program.
    #[error("the database was made by a newer guichet (format {found}, this one knows {known})")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Newest version that this program knows.
        known: i64,
    },
    /// Made by another program.
    #[error("guichet.db is not a database of the guichet")]
    Foreign,
    /// SQLite says no.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

/// The one connection. Writers are serialised: an exchange is a few milliseconds.
#[derive(Debug)]
pub(crate) struct Database(Mutex<Connection>);

impl Database {
    /// Opens or creates.
    pub(crate) fn open(path: &Path) -> Result<Self, DatabaseError> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        // Read before anything is written, so that a newer or foreign file is left untouched.
        let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let application: i64 =
            connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if application != APPLICATION_ID && (application != 0 || tables != 0) {
            return Err(DatabaseError::Foreign);
        }
        if found > known {
            return Err(DatabaseError::Newer { found, known });
        }
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrate(&mut connection)?;
        Ok(Self(Mutex::new(connection)))
    }

    /// Runs `work` in one transaction: all of it is committed and fsynced, or nothing.
    pub(crate) fn write<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&tx)?;
        tx.commit()?;
        Ok(result)
    }

    /// Runs `work` on one unchanging view.
    pub(crate) fn read<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = connection.transaction()?;
        work(&tx)
    }
}

fn migrate(connection: &mut Connection) -> Result<(), rusqlite::Error> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again under the lock: another process may have migrated meanwhile.
    let found: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = usize::try_from(found).unwrap_or(0);
    for (number, sql) in MIGRATIONS.iter().enumerate().skip(done) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", i64::try_from(number + 1).unwrap_or(0))?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_database_is_refused_and_left_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("guichet.db");
        drop(Database::open(&path).unwrap());
        let raw = Connection::open(&path).unwrap();
        raw.pragma_update(None, "user_version", 99).unwrap();
        drop(raw);
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(
            Database::open(&path),
            Err(DatabaseError::Newer {
                found: 99,
                known: 2
            })
        ));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn another_programs_database_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("guichet.db");
        let raw = Connection::open(&path).unwrap();
        raw.execute_batch("CREATE TABLE other (x)").unwrap();
        drop(raw);
        assert!(matches!(Database::open(&path), Err(DatabaseError::Foreign)));
    }

    #[test]
    fn work_that_fails_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let database = Database::open(&dir.path().join("guichet.db")).unwrap();
        let failed: Result<(), rusqlite::Error> = database.write(|tx| {
            tx.execute(
                "INSERT INTO structure (name, created_at) VALUES ('a', 'b')",
                [],
            )?;
            Err(rusqlite::Error::QueryReturnedNoRows)
        });
        assert!(failed.is_err());
        let count: Result<i64, rusqlite::Error> =
            database.read(|c| c.query_row("SELECT count(*) FROM structure", [], |row| row.get(0)));
        assert_eq!(count.unwrap(), 0);
    }

    #[test]
    fn a_full_disk_leaves_nothing_half_written() {
        let dir = tempfile::tempdir().unwrap();
        let database = Database::open(&dir.path().join("guichet.db")).unwrap();
        {
            let connection = database.0.lock().unwrap();
            let pages: i64 = connection
                .query_row("PRAGMA page_count", [], |row| row.get(0))
                .unwrap();
            connection
                .query_row(
                    &format!("PRAGMA max_page_count = {}", pages + 1),
                    [],
                    |row| row.get::<_, i64>(0),
                )
                .unwrap();
        }
        let insert = |name: String| {
            database.write(|tx| {
                tx.execute(
                    "INSERT INTO structure (name, created_at) VALUES ('small', '')",
                    [],
                )?;
                tx.execute(
                    "INSERT INTO structure (name, created_at) VALUES (?1, '')",
                    [name],
                )
            })
        };
        let error = insert("x".repeat(100_000)).unwrap_err();
        assert_eq!(
            error.sqlite_error_code(),
            Some(rusqlite::ErrorCode::DiskFull)
        );
        let count: Result<i64, rusqlite::Error> =
            database.read(|c| c.query_row("SELECT count(*) FROM structure", [], |row| row.get(0)));
        assert_eq!(count.unwrap(), 0);
        // And the desk goes on as soon as there is room for what comes.
        assert_eq!(insert("y".to_owned()), Ok(1));
    }
}
