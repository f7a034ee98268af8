//! What INAÉ said in words that this version does not know, kept until one does.

use atelier_domain::RequestId;
use rusqlite::params;

use crate::row::{get, parsed};
use crate::{Result, Store};

/// What was said of a request, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlearnedChange {
    /// Of which request.
    pub request: RequestId,
    /// The state, a code of a later version.
    pub state: String,
    /// The question or the reason, if there is one.
    pub message: Option<String>,
    /// When INAÉ said it, by its own clock (RFC 3339).
    pub said_at: String,
}

impl Store {
    /// Keeps what was said.
    ///
    /// # Errors
    /// When the request is not in the store.
    pub fn keep_unlearned(&self, change: &UnlearnedChange) -> Result<()> {
        let UnlearnedChange {
            request,
            state,
            message,
            said_at,
        } = change;
        let sql = "INSERT INTO unlearned_change (request_id, state, message, said_at)
                   VALUES (?1, ?2, ?3, ?4)";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement.execute(params![request.to_string(), state, message, said_at])?;
        Ok(())
    }

    /// Gives all that was kept, in the order in which it came, and keeps it no more.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn take_unlearned(&self) -> Result<Vec<UnlearnedChange>> {
        let sql =
            "SELECT request_id, state, message, said_at FROM unlearned_change ORDER BY number";
        let mut statement = self.connection().prepare_cached(sql)?;
        let taken = statement.query_and_then([], |row| {
            Ok(UnlearnedChange {
                request: parsed(row, "request_id")?,
                state: get(row, "state")?,
                message: get(row, "message")?,
                said_at: get(row, "said_at")?,
            })
        })?;
        let taken = taken.collect::<Result<_>>()?;
        self.connection()
            .execute("DELETE FROM unlearned_change", [])?;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{amina, at, request, store};

    #[test]
    fn what_is_not_known_is_kept_in_its_order_and_given_once() {
        let (_dir, store) = store();
        let asked = request(1, amina(&store));
        store.save_request(&asked, at(0)).unwrap();
        let said = |state: &str| UnlearnedChange {
            request: asked.id,
            state: state.to_owned(),
            message: Some("Le jury se réunit.".to_owned()),
            said_at: "2027-01-04T09:00:00.000Z".to_owned(),
        };
        for state in ["before-a-jury", "seen-by-a-jury"] {
            store.keep_unlearned(&said(state)).unwrap();
        }
        let taken = store.take_unlearned().unwrap();
        assert_eq!(taken, [said("before-a-jury"), said("seen-by-a-jury")]);
        assert!(store.take_unlearned().unwrap().is_empty());
    }
}
