//! Members of the staff: passwords (Argon2id) and sessions.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use atelier_domain::fold::fold;
use atelier_domain::passphrase::{Strength, strength};
use rusqlite::{OptionalExtension, params};
use tokio::sync::Semaphore;

use crate::desk::Guichet;
use crate::problem::Fault;
use crate::secret;

/// Memory of one hash, in KiB: 64 MiB.
const MEMORY: u32 = 64 * 1024;

/// Passes over it.
const PASSES: u32 = 3;

/// A session ends after 12 hours.
const SESSION_LIFE: i64 = 12 * 3_600 * 1_000;

/// Matches no password, and takes as long as a real one to say so: unknown names cannot be told from known ones.
const NOBODY: &str = "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Passwords hashed at the same time, so that a crowd at the door does not eat the memory.
pub(crate) type Hashing = Arc<Semaphore>;

/// Two at a time.
pub(crate) fn hashing() -> Hashing {
    Arc::new(Semaphore::new(2))
}

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

fn argon2() -> Result<Argon2<'static>, Fault> {
    let params =
        Params::new(MEMORY, PASSES, 1, None).map_err(|error| Fault::Password(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
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
        let hash = argon2()?
            .hash_password(password.as_bytes())
            .map_err(|error| Fault::Password(error.to_string()))?
            .to_string();
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
        let phc = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY))
            .map_err(|error| Fault::Password(error.to_string()))?;
        let right = argon2()?.verify_password(password.as_bytes(), &phc).is_ok();
        if !right || hash.is_none() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_a_real_one() {
        let real = argon2().unwrap().hash_password(b"x").unwrap();
        let nobody = PasswordHash::new(NOBODY).unwrap();
        assert_eq!(real.algorithm, nobody.algorithm);
        assert_eq!(real.params, nobody.params);
        assert!(argon2().unwrap().verify_password(b"", &nobody).is_err());
    }
}
