//! Sessions of the staff: twelve hours after a good password.

use rusqlite::{OptionalExtension, params};

use super::members::recognised;
use crate::base::desk::Desk;
use crate::base::problem::Fault;
use crate::base::secret;

/// A session ends after 12 hours.
const SESSION_LIFE: i64 = 12 * 3_600 * 1_000;

/// Opens a session and returns its secret, if name and password are right.
pub(crate) fn open(desk: &Desk, name: &str, password: &str) -> Result<Option<String>, Fault> {
    let Some(name) = recognised(desk, name, password)? else {
        return Ok(None);
    };
    let token = secret::new_token()?;
    let expires_at = desk.now().plus_millis(SESSION_LIFE).unix_millis();
    desk.database().write(|tx| {
        tx.execute(
            "INSERT INTO session (token_hash, staff, expires_at) VALUES (?1, ?2, ?3)",
            params![secret::hash(&token), name, expires_at],
        )?;
        Ok::<_, Fault>(())
    })?;
    Ok(Some(token))
}

/// Whose session this is.
pub(crate) fn holder(desk: &Desk, token: &str) -> Result<Option<String>, Fault> {
    desk.database().read(|connection| {
        Ok(connection
            .query_row(
                "SELECT staff.shown FROM session JOIN staff ON staff.name = session.staff WHERE token_hash = ?1 AND expires_at > ?2",
                params![secret::hash(token), desk.now().unix_millis()],
                |row| row.get(0),
            )
            .optional()?)
    })
}

/// Closes a session.
pub(crate) fn close(desk: &Desk, token: &str) -> Result<(), Fault> {
    desk.database().write(|tx| {
        tx.execute(
            "DELETE FROM session WHERE token_hash = ?1",
            [secret::hash(token)],
        )?;
        Ok(())
    })
}

/// Forgets the sessions that are over.
pub(crate) fn purge(desk: &Desk) -> Result<(), Fault> {
    let now = desk.now().unix_millis();
    desk.database().write(|tx| {
        tx.execute("DELETE FROM session WHERE expires_at <= ?1", [now])?;
        Ok(())
    })
}
