//! Members of the staff: passwords (Argon2id) and sessions.

use atelier_domain::fold::fold;
use atelier_domain::passphrase::{Strength, strength};
use rusqlite::{OptionalExtension, params};

use crate::base::problem::Fault;
use crate::base::{hashing, secret};
use crate::desk::Guichet;

/// A session ends after 12 hours.
const SESSION_LIFE: i64 = 12 * 3_600 * 1_000;

/// A member of the staff cannot be added.
#[derive(Debug, thiserror::Error)]
pub enum AddUserError {
    /// No name.
    #[error("the name is empty")]
    EmptyName,
    /// The password does not meet the rule of `atelier_domain::passphrase`.
    #[error("the password is too weak: {0:?}")]
    Weak(Strength),
    /// Something under the guichet failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A name as it is compared.
pub(super) fn key(name: &str) -> String {
    fold(name)
}

impl Guichet {
    /// Adds a member of the staff, or gives them a new password, which closes their sessions. Names are compared without
    /// accents nor case.
    ///
    /// # Errors
    /// [`AddUserError`]; nothing is changed then.
    pub fn add_user(&self, name: &str, password: &str) -> Result<(), AddUserError> {
        let shown = name.trim();
        let name = key(name);
        if name.is_empty() {
            return Err(AddUserError::EmptyName);
        }
        let strength = strength(password);
        if !strength.is_accepted() {
            return Err(AddUserError::Weak(strength));
        }
        let hash = hashing::hash(password)?;
        self.database().write(|tx| {
            tx.execute(
                "INSERT INTO staff (name, shown, password_hash, created_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (name) DO UPDATE SET shown = excluded.shown, password_hash = excluded.password_hash",
                params![name, shown, hash, self.now().to_rfc3339()],
            )?;
            tx.execute("DELETE FROM session WHERE staff = ?1", [&name])?;
            Ok::<_, Fault>(())
        })?;
        Ok(())
    }

    /// Opens a session and returns its secret, if name and password are right.
    pub(super) fn log_in(&self, name: &str, password: &str) -> Result<Option<String>, Fault> {
        let name = key(name);
        let hash: Option<String> = self.database().read(|connection| {
            Ok::<_, Fault>(
                connection
                    .query_row(
                        "SELECT password_hash FROM staff WHERE name = ?1",
                        [&name],
                        |row| row.get(0),
                    )
                    .optional()?,
            )
        })?;
        if !hashing::is_right(hash.as_deref(), password)? {
            return Ok(None);
        }
        let token = secret::new_token()?;
        let expires_at = self.now().plus_millis(SESSION_LIFE).unix_millis();
        self.database().write(|tx| {
            tx.execute(
                "INSERT INTO session (token_hash, staff, expires_at) VALUES (?1, ?2, ?3)",
                params![secret::hash(&token), name, expires_at],
            )?;
            Ok::<_, Fault>(())
        })?;
        Ok(Some(token))
    }

    /// Whose session this is.
    pub(super) fn session(&self, token: &str) -> Result<Option<String>, Fault> {
        self.database().read(|connection| {
            Ok(connection
                .query_row(
                    "SELECT staff.shown FROM session JOIN staff ON staff.name = session.staff WHERE token_hash = ?1 AND expires_at > ?2",
                    params![secret::hash(token), self.now().unix_millis()],
                    |row| row.get(0),
                )
                .optional()?)
        })
    }

    /// Closes a session.
    pub(super) fn log_out(&self, token: &str) -> Result<(), Fault> {
        self.database().write(|tx| {
            tx.execute(
                "DELETE FROM session WHERE token_hash = ?1",
                [secret::hash(token)],
            )?;
            Ok(())
        })
    }
}
