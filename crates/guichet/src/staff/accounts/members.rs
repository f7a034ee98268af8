//! Members of the staff, and what is kept of their passwords.

use atelier_domain::fold::fold;
use atelier_domain::passphrase::{Strength, strength};
use rusqlite::{OptionalExtension, params};

use crate::base::desk::Desk;
use crate::base::hashing;
use crate::base::problem::Fault;

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
pub(crate) fn key(name: &str) -> String {
    fold(name)
}

/// Adds a member of the staff, or gives them a new password, which closes their sessions. Names are compared without
/// accents nor case.
///
/// # Errors
/// [`AddUserError`]; nothing is changed then.
pub(crate) fn add(desk: &Desk, name: &str, password: &str) -> Result<(), AddUserError> {
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
    desk.database().write(|tx| {
            tx.execute(
                "INSERT INTO staff (name, shown, password_hash, created_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (name) DO UPDATE SET shown = excluded.shown, password_hash = excluded.password_hash",
                params![name, shown, hash, desk.now().to_rfc3339()],
            )?;
            tx.execute("DELETE FROM session WHERE staff = ?1", [&name])?;
            Ok::<_, Fault>(())
        })?;
    Ok(())
}

/// The member's name as it is compared, if this is their password.
pub(super) fn recognised(desk: &Desk, name: &str, password: &str) -> Result<Option<String>, Fault> {
    let name = key(name);
    let hash: Option<String> = desk.database().read(|connection| {
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
    let right = hashing::is_right(hash.as_deref(), password)?;
    Ok(right.then_some(name))
}
