//! Settings: small JSON values under a name.

use rusqlite::OptionalExtension;

use crate::{Result, Store};

impl Store {
    /// The JSON text under this name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        let sql = "SELECT value FROM setting WHERE key = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Keeps a JSON text under this name, in place of the former one.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2)
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.connection()
            .prepare_cached(sql)?
            .execute([key, value])?;
        Ok(())
    }

    /// Forgets what is under this name.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn clear_setting(&self, key: &str) -> Result<()> {
        let sql = "DELETE FROM setting WHERE key = ?1";
        self.connection().prepare_cached(sql)?.execute([key])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::store;

    #[test]
    fn a_setting_is_kept_replaced_and_forgotten() {
        let (_dir, store) = store();
        assert_eq!(store.setting("language").unwrap(), None);
        store.set_setting("language", "\"fr\"").unwrap();
        store.set_setting("language", "\"oc\"").unwrap();
        assert_eq!(
            store.setting("language").unwrap().as_deref(),
            Some("\"oc\"")
        );
        store.clear_setting("language").unwrap();
        assert_eq!(store.setting("language").unwrap(), None);
    }
}
