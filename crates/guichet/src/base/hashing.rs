//! Passwords, kept as Argon2id.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::Fault;

/// Memory of one hash, in KiB: 64 MiB.
const MEMORY: u32 = 64 * 1024;

/// Passes over it.
const PASSES: u32 = 3;

/// Passwords hashed at the same time.
const AT_ONCE: usize = 2;

/// Matches no password, and takes as long as a real one to say so: unknown names cannot be told from known ones.
const NOBODY: &str = "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Two passwords are hashed at a time, so that a crowd at the door does not eat the memory.
#[derive(Debug, Clone)]
pub(crate) struct Hashing(Arc<Semaphore>);

impl Hashing {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }

    /// Waits for the right to hash, which lasts until it is dropped. Never refused: the semaphore is never closed.
    pub(crate) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0).acquire_owned().await.ok()
    }
}

/// What is kept of a password.
pub(crate) fn hash(password: &str) -> Result<String, Fault> {
    let hash = argon2()?
        .hash_password(password.as_bytes())
        .map_err(|error| Fault::Password(error.to_string()))?;
    Ok(hash.to_string())
}

/// Whether this is the password kept; takes as long when none is.
pub(crate) fn is_right(kept: Option<&str>, password: &str) -> Result<bool, Fault> {
    let phc = PasswordHash::new(kept.unwrap_or(NOBODY))
        .map_err(|error| Fault::Password(error.to_string()))?;
    let right = argon2()?.verify_password(password.as_bytes(), &phc).is_ok();
    Ok(right && kept.is_some())
}

fn argon2() -> Result<Argon2<'static>, Fault> {
    let params =
        Params::new(MEMORY, PASSES, 1, None).map_err(|error| Fault::Password(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
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
        assert!(!is_right(None, "").unwrap());
    }
}
