//! The tables' form, and how an older one becomes the present one.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::disk;
use crate::error::OpenError;

/// The numbered migrations, in order. A released one is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_workshop.sql"),
    include_str!("../migrations/0003_posters.sql"),
    include_str!("../migrations/0004_speed.sql"),
    include_str!("../migrations/0005_picture_and_hour.sql"),
    include_str!("../migrations/0006_words.sql"),
    include_str!("../migrations/0007_issued.sql"),
    include_str!("../migrations/0008_form_draft.sql"),
    include_str!("../migrations/0009_answer.sql"),
    include_str!("../migrations/0010_hung.sql"),
    include_str!("../migrations/0011_known.sql"),
    include_str!("../migrations/0012_reply.sql"),
    include_str!("../migrations/0013_listing.sql"),
    include_str!("../migrations/0014_fold.sql"),
    include_str!("../migrations/0015_unlearned.sql"),
    include_str!("../migrations/0016_poster_tables.sql"),
];

/// The form this program writes: the number of migrations it knows.
pub const SCHEMA_VERSION: u32 = 16;

/// All the migrations, one after the other: what makes an empty database ours.
#[must_use]
pub fn migrations_sql() -> String {
    MIGRATIONS.concat()
}

/// The form of a database (0: no table yet), refused if it is newer than ours. Writes nothing.
pub(crate) fn refuse_newer(connection: &Connection) -> Result<usize, OpenError> {
    version_known(connection, MIGRATIONS.len())
}

/// Brings the database at `file` to the present form.
pub(crate) fn migrate(connection: &Connection, file: &Path) -> Result<(), OpenError> {
    migrate_by(connection, file, MIGRATIONS)
}

fn migrate_by(connection: &Connection, file: &Path, migrations: &[&str]) -> Result<(), OpenError> {
    let from = version_known(connection, migrations.len())?;
    for (index, migration) in migrations.iter().enumerate().skip(from) {
        // A store that is being made has nothing to keep yet.
        if from > 0 {
            keep_copy(connection, file, index)?;
        }
        let number = index + 1;
        let script =
            format!("BEGIN IMMEDIATE; {migration}; PRAGMA user_version = {number}; COMMIT");
        if let Err(error) = connection.execute_batch(&script) {
            if !connection.is_autocommit() {
                connection.execute_batch("ROLLBACK")?;
            }
            return Err(error.into());
        }
    }
    Ok(())
}

fn version_known(connection: &Connection, known: usize) -> Result<usize, OpenError> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    match usize::try_from(found) {
        Ok(version) if version <= known => Ok(version),
        _ => Err(OpenError::Newer {
            found,
            known: u32::try_from(known).unwrap_or(u32::MAX),
        }),
    }
}

/// Where the copy of form `version` is kept: `atelier.1.db` beside `atelier.db`.
fn copy_path(file: &Path, version: usize) -> PathBuf {
    file.with_extension(format!("{version}.db"))
}

/// Copies the database (still encrypted) before it leaves form `version`.
fn keep_copy(connection: &Connection, file: &Path, version: usize) -> Result<(), OpenError> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    let copy = copy_path(file, version);
    let temporary = copy.with_extension("tmp");
    fs::copy(file, &temporary)?;
    fs::OpenOptions::new()
        .write(true)
        .open(&temporary)?
        .sync_all()?;
    fs::rename(&temporary, &copy)?;
    file.parent().map_or(Ok(()), disk::flush_dir)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(connection: &Connection) -> u32 {
        connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn the_version_is_the_number_of_migrations() {
        assert_eq!(SCHEMA_VERSION as usize, MIGRATIONS.len());
    }

    #[test]
    fn a_copy_is_kept_before_each_later_migration() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("atelier.db");
        let connection = Connection::open(&file).unwrap();
        connection
            .execute_batch("PRAGMA journal_mode = WAL")
            .unwrap();
        let first = "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)";
        migrate_by(&connection, &file, &[first]).unwrap();
        assert!(!copy_path(&file, 1).exists());
        let second = "ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 7";
        migrate_by(&connection, &file, &[first, second]).unwrap();
        assert_eq!(version(&connection), 2);

        let copy = Connection::open(copy_path(&file, 1)).unwrap();
        assert_eq!(version(&copy), 1);
        let kept: i64 = copy.query_row("SELECT x FROM a", [], |r| r.get(0)).unwrap();
        assert_eq!(kept, 1);
        assert!(copy.prepare("SELECT y FROM a").is_err());
    }

    #[test]
    fn a_store_that_is_made_leaves_no_copy() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("atelier.db");
        let connection = Connection::open(&file).unwrap();
        migrate(&connection, &file).unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("atelier.db");
        let connection = Connection::open(&file).unwrap();
        let first = "CREATE TABLE a (x INTEGER)";
        migrate_by(&connection, &file, &[first]).unwrap();
        let broken = "CREATE TABLE b (x INTEGER); SELECT nothing FROM nowhere";
        assert!(migrate_by(&connection, &file, &[first, broken]).is_err());
        assert_eq!(version(&connection), 1);
        assert!(connection.prepare("SELECT x FROM b").is_err());
    }

    /// Table and index definitions, without comments and with single spaces.
    fn definitions(sql: &str) -> Vec<(String, String)> {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(sql).unwrap();
        let mut statement = connection
            .prepare("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
            .unwrap();
        let plain = |text: String| {
            text.lines()
                .map(|line| line.split("--").next().unwrap())
                .flat_map(str::split_whitespace)
                .collect::<Vec<_>>()
                .join(" ")
                // A column added later is written after the line's end by SQLite.
                .replace(" ,", ",")
                .replace(" )", ")")
        };
        statement
            .query_map([], |row| Ok((row.get(0)?, plain(row.get(1)?))))
            .unwrap()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn the_commented_schema_is_the_one_the_migrations_make() {
        let documented = definitions(include_str!("../../../docs/schema.sql"));
        let made = definitions(&migrations_sql());
        assert!(made.len() > 20);
        assert_eq!(documented, made);
    }

    /// What a query finds, each row as one text.
    fn found(connection: &Connection, sql: &str) -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[test]
    fn posters_written_in_any_way_become_rows() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("atelier.db");
        let connection = Connection::open(&file).unwrap();
        connection
            .execute_batch("PRAGMA foreign_keys = ON")
            .unwrap();
        let (before, _) = MIGRATIONS.split_at(15);
        migrate_by(&connection, &file, before).unwrap();
        connection
            .execute_batch(
                "INSERT INTO printed_poster (code, badge_id, format, fingerprint, sent_at, hung_at, withdrawn_at, replaced_by)
                 VALUES ('ONE001', 'a', 'a4-portrait', '', NULL, NULL, NULL, 'SEV001'),
                     ('ONE002', 'a', 'a3+uk', 'name=0011223344556677 words=8899aabbccddeeff', NULL, NULL, NULL, 'GONE01'),
                     ('ONE003', 'a', 'a5+xx', 'name=00112233 rule=zzzzzzzzzzzzzzzz other=0011223344556677', NULL, NULL, NULL, 'ONE003'),
                     ('SEV001', 'b', 'together-flyer-two+ar/SEV002/pathway:p-1', '', 5, NULL, 9, NULL),
                     ('SEV002', 'a', 'together-flyer-two+ar/SEV002/pathway:p-1', '', 5, 7, NULL, NULL),
                     ('ALL001', 'a', 'together-a4/ALL001/offer', '', NULL, NULL, 8, NULL),
                     ('ALL002', 'b', 'together-a4/ALL001/offer', '', NULL, NULL, 8, NULL),
                     ('LOST01', 'a', 'together-a3-landscape/LOST00', '', NULL, NULL, NULL, NULL),
                     ('HOW001', '', 'how-to-ask-a4-landscape+en', '', NULL, NULL, NULL, NULL)",
            )
            .unwrap();
        migrate(&connection, &file).unwrap();
        let posters = found(
            &connection,
            "SELECT concat_ws(' ', code, kind, format, language, scope, pathway_id, sent_at, hung_at, withdrawn_at, replaced_by)
             FROM poster ORDER BY code",
        );
        assert_eq!(
            posters,
            [
                "ALL001 badges a4 offer 8",
                "HOW001 how-to-ask a4-landscape en",
                "LOST01 badges a3-landscape",
                "ONE001 badge a4 SEV002",
                "ONE002 badge a3 uk",
                "ONE003 badge a4",
                "SEV002 badges flyer-two ar pathway p-1 5 7",
            ]
        );
        let codes = found(
            &connection,
            "SELECT concat_ws(' ', code, poster, position, badge_id) FROM poster_code ORDER BY poster, position",
        );
        assert_eq!(
            codes,
            [
                "ALL001 ALL001 0 a",
                "ALL002 ALL001 1 b",
                "HOW001 HOW001 0",
                "LOST01 LOST01 0 a",
                "ONE001 ONE001 0 a",
                "ONE002 ONE002 0 a",
                "ONE003 ONE003 0 a",
                "SEV002 SEV002 0 a",
                "SEV001 SEV002 1 b",
            ]
        );
        let digests =
            "SELECT concat_ws(' ', code, part, hex(digest)) FROM poster_digest ORDER BY 1";
        assert_eq!(
            found(&connection, digests),
            [
                "ONE002 name 0011223344556677",
                "ONE002 words 8899AABBCCDDEEFF"
            ]
        );
        assert!(found(&connection, "SELECT 'x' FROM pragma_foreign_key_check").is_empty());
    }
}
