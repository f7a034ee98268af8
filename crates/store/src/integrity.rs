//! Is everything still what was written?

use std::fs;

use atelier_domain::EvidenceHash;

use crate::{Result, Store, StoreError};

/// What a check of the whole store found. Nothing is changed or removed by it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntegrityReport {
    /// Faults of the tables, as the database says them.
    pub tables: Vec<String>,
    /// Evidence that the tables name and whose file is missing.
    pub missing_evidence: Vec<EvidenceHash>,
    /// Evidence whose file was altered.
    pub damaged_evidence: Vec<EvidenceHash>,
    /// How many pieces of evidence were read and found sound.
    pub sound_evidence: usize,
}

impl IntegrityReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let Self {
            tables,
            missing_evidence,
            damaged_evidence,
            sound_evidence: _,
        } = self;
        tables.is_empty() && missing_evidence.is_empty() && damaged_evidence.is_empty()
    }
}

impl Store {
    /// Reads everything: seals of the encrypted pages, form of the tables, references between them, every evidence
    /// file. Takes as long as reading the whole store.
    ///
    /// # Errors
    /// When the check itself cannot be made; what it finds is in the report.
    pub fn integrity(&self) -> Result<IntegrityReport> {
        let mut report = IntegrityReport::default();
        if self.fold_log() {
            self.ask("PRAGMA cipher_integrity_check", &mut report.tables)?;
        }
        for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
            self.ask(pragma, &mut report.tables)?;
        }
        for piece in self.evidence_list()? {
            match self.evidence_bytes(piece.hash) {
                Ok(_) => report.sound_evidence += 1,
                Err(StoreError::Damaged(_)) => {
                    if self.evidence_is_missing(piece.hash)? {
                        report.missing_evidence.push(piece.hash);
                    } else {
                        report.damaged_evidence.push(piece.hash);
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(report)
    }

    /// Adds what a check says, other than « ok ». A check that damage stops is a fault found.
    fn ask(&self, pragma: &str, faults: &mut Vec<String>) -> Result<()> {
        let mut lines = match self.said(pragma) {
            Err(StoreError::Damaged(text)) => vec![text],
            said => said?,
        };
        lines.retain(|line| line != "ok");
        faults.extend(lines.iter().map(|line| format!("{pragma}: {line}")));
        Ok(())
    }

    fn said(&self, pragma: &str) -> Result<Vec<String>> {
        self.connection()
            .prepare(pragma)?
            .query_and_then([], |row| Ok(row.get(0)?))?
            .collect()
    }

    /// Folds the write-ahead log into the file, if there is room. The check of the pages' seals reads the file alone: it
    /// would take for damage a page that a full disk left half folded, and that the log still holds whole.
    fn fold_log(&self) -> bool {
        let folded = self
            .connection()
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        folded.is_ok_and(|busy: i64| busy == 0)
    }

    fn evidence_is_missing(&self, hash: EvidenceHash) -> Result<bool> {
        let sql = "SELECT file FROM evidence WHERE hash = ?1";
        let file: String = self
            .connection()
            .prepare_cached(sql)?
            .query_row([hash.to_string()], |row| row.get(0))?;
        Ok(!fs::exists(self.evidence_dir().join(file))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{evidence, store};

    #[test]
    fn missing_and_damaged_evidence_are_told_apart() {
        let (_dir, store) = store();
        let sound = evidence(&store, b"intacte");
        assert!(store.integrity().unwrap().is_sound());
        let files = |store: &Store| -> Vec<_> {
            let entries = fs::read_dir(store.evidence_dir()).unwrap();
            entries.map(|entry| entry.unwrap().path()).collect()
        };
        let before = files(&store);
        let lost = evidence(&store, b"perdue");
        let lost_file = files(&store).into_iter().find(|p| !before.contains(p));
        fs::remove_file(lost_file.unwrap()).unwrap();
        let before = files(&store);
        let altered = evidence(&store, b"alteree");
        let altered_file = files(&store).into_iter().find(|p| !before.contains(p));
        fs::write(altered_file.unwrap(), b"autre chose").unwrap();

        let report = store.integrity().unwrap();
        assert!(!report.is_sound());
        assert_eq!(report.tables, Vec::<String>::new());
        assert_eq!(report.missing_evidence, [lost]);
        assert_eq!(report.damaged_evidence, [altered]);
        assert_eq!(report.sound_evidence, 1);
        assert_eq!(store.evidence_bytes(sound).unwrap(), b"intacte");
    }
}
