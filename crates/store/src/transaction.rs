//! Several writes as one.

use rusqlite::Connection;

use crate::{Result, Store, StoreError};

impl Store {
    /// Does everything in `work`, or nothing: commits when it answers `Ok`, undoes everything when it answers an error
    /// or panics. May be nested: the inner one then undoes only itself.
    ///
    /// # Errors
    /// Those of `work`, and the store's own when the transaction cannot begin or be made durable.
    pub fn atomically<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let transaction = Transaction::begin(self.connection())?;
        let done = work(self)?;
        transaction.commit()?;
        Ok(done)
    }
}

struct Transaction<'a> {
    connection: &'a Connection,
    nested: bool,
    committed: bool,
}

impl<'a> Transaction<'a> {
    fn begin(connection: &'a Connection) -> Result<Self> {
        let nested = !connection.is_autocommit();
        let begin = if nested {
            "SAVEPOINT step"
        } else {
            "BEGIN IMMEDIATE"
        };
        connection.prepare_cached(begin)?.execute([])?;
        Ok(Self {
            connection,
            nested,
            committed: false,
        })
    }

    fn commit(mut self) -> Result<()> {
        let commit = if self.nested {
            "RELEASE step"
        } else {
            "COMMIT"
        };
        self.connection.prepare_cached(commit)?.execute([])?;
        self.committed = true;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // On some errors (a full disk) SQLite has already undone everything: then there is nothing left to undo.
        if self.committed || self.connection.is_autocommit() {
            return;
        }
        let undo = if self.nested {
            "ROLLBACK TO step; RELEASE step"
        } else {
            "ROLLBACK"
        };
        // If even this fails, the transaction never commits: closing the connection undoes it.
        let _ = self.connection.execute_batch(undo);
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::store;
    use crate::{Result, StoreError};

    #[test]
    fn an_error_undoes_everything_and_a_nested_one_only_itself() {
        let (_dir, store) = store();
        let failed: Result<()> = store.atomically(|s| {
            s.set_setting("a", "1")?;
            Err(StoreError::NotFound("x".into()))
        });
        assert!(failed.is_err());
        assert_eq!(store.setting("a").unwrap(), None);

        let done: Result<()> = store.atomically(|s| {
            s.set_setting("kept", "1")?;
            let inner: Result<()> = s.atomically(|s| {
                s.set_setting("undone", "1")?;
                Err(StoreError::NotFound("x".into()))
            });
            assert!(inner.is_err());
            Ok(())
        });
        done.unwrap();
        assert_eq!(store.setting("kept").unwrap().as_deref(), Some("1"));
        assert_eq!(store.setting("undone").unwrap(), None);
    }

    #[test]
    fn a_panic_undoes_everything() {
        let (_dir, store) = store();
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.atomically(|s| -> Result<()> {
                s.set_setting("a", "1")?;
                panic!("in the middle")
            })
        }));
        assert!(panicked.is_err());
        assert_eq!(store.setting("a").unwrap(), None);
        store.set_setting("b", "2").unwrap();
    }
}
