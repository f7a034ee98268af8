//! How large a store is: what is said of it without saying what is in it.

use std::fs;

use crate::{Result, Store};

/// Sizes and counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Bytes of the tables on the disk, write-ahead log included.
    pub tables_bytes: u64,
    /// Files of evidence, and their bytes on the disk.
    pub evidence_files: u64,
    /// Their bytes.
    pub evidence_bytes: u64,
    /// Rows of each table, by its name.
    pub rows: Vec<(String, u64)>,
}

impl Store {
    /// Measures the store.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn figures(&self) -> Result<Figures> {
        let sql = "SELECT name FROM sqlite_master
                   WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
        let mut statement = self.connection().prepare(sql)?;
        let names = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut rows = Vec::new();
        for name in names {
            let name = name?;
            // A name of our own schema; quoted as any name is.
            let count = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
            let count: i64 = self.connection().query_row(&count, [], |row| row.get(0))?;
            rows.push((name, u64::try_from(count).unwrap_or(0)));
        }
        let sizes = |folder| -> Result<(u64, u64, u64)> {
            let (mut tables, mut files, mut bytes) = (0, 0, 0);
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let size = entry.metadata()?.len();
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if name.starts_with("atelier.db") {
                    tables += size;
                }
                if name.ends_with(".bin") {
                    files += 1;
                    bytes += size;
                }
            }
            Ok((tables, files, bytes))
        };
        let (tables_bytes, _, _) = sizes(self.dir())?;
        let (_, evidence_files, evidence_bytes) = sizes(&self.evidence_dir())?;
        Ok(Figures {
            tables_bytes,
            evidence_files,
            evidence_bytes,
            rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::{amina, evidence, store};

    #[test]
    fn a_store_is_measured() {
        let (_dir, store) = store();
        amina(&store);
        evidence(&store, b"une preuve");
        let figures = store.figures().unwrap();
        let rows = |table: &str| {
            figures
                .rows
                .iter()
                .find(|(name, _)| name == table)
                .unwrap()
                .1
        };
        assert_eq!(rows("participant"), 1);
        assert_eq!(rows("workshop"), 0);
        assert_eq!(figures.evidence_files, 1);
        assert!(figures.evidence_bytes > 10 && figures.tables_bytes > 10_000);
    }
}
