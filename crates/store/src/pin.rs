//! The code that closes the participant's station, kept as an Argon2id hash among the settings.

use argon2::{Algorithm, Argon2, Params, Version};
use atelier_domain::Pin;
use serde::{Deserialize, Serialize};

use crate::entropy::random;
use crate::keyring::{Way, hex, unhex};
use crate::{Result, Store, StoreError, keyring};

const KEY: &str = "station-pin";
/// Argon2id: 19 MiB, two passes, one lane (OWASP's first choice). A code of four digits is guarded by the waits between
/// two tries and by the store's own encryption, not by this cost.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Kept {
    salt: String,
    hash: String,
}

impl Store {
    /// Whether a code was chosen.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn has_pin(&self) -> Result<bool> {
        Ok(self.setting(KEY)?.is_some())
    }

    /// Keeps a code, in place of the former one. The code itself is not kept.
    ///
    /// # Errors
    /// When the store cannot be written, or the system gives no randomness.
    pub fn set_pin(&self, pin: &Pin) -> Result<()> {
        let salt = random::<16>(self.entropy())?;
        let kept = Kept {
            salt: hex(&salt),
            hash: hex(&hash(pin.as_str(), &salt)?),
        };
        let text = serde_json::to_string(&kept).map_err(unexpected)?;
        self.set_setting(KEY, &text)
    }

    /// Whether this text is the code. Nothing is when none was chosen.
    ///
    /// # Errors
    /// `store-damaged` when what was kept is not a hash.
    pub fn pin_matches(&self, text: &str) -> Result<bool> {
        let Some(kept) = self.setting(KEY)? else {
            return Ok(false);
        };
        let damaged = || StoreError::Damaged("station-pin".to_owned());
        let kept: Kept = serde_json::from_str(&kept).map_err(|_| damaged())?;
        let salt = unhex(&kept.salt).ok_or_else(damaged)?;
        let known = unhex(&kept.hash).ok_or_else(damaged)?;
        let given = hash(text, &salt)?;
        // Every byte is looked at: the time taken does not tell how much is right.
        let difference = known
            .iter()
            .zip(&given)
            .fold(0, |difference, (a, b)| difference | (a ^ b));
        Ok(known.len() == given.len() && difference == 0)
    }

    /// Whether this passphrase protects the store.
    ///
    /// # Errors
    /// When the keyring cannot be read.
    pub fn passphrase_matches(&self, passphrase: &str) -> Result<bool> {
        match keyring::unlock(&self.keyring_path(), Way::Passphrase, passphrase)
            .map_err(StoreError::from)
        {
            Ok(_) => Ok(true),
            Err(StoreError::WrongPassphrase) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn hash(text: &str, salt: &[u8]) -> Result<[u8; 32]> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).map_err(unexpected)?;
    let mut out = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(text.as_bytes(), salt, &mut out)
        .map_err(unexpected)?;
    Ok(out)
}

fn unexpected(error: impl std::fmt::Display) -> StoreError {
    StoreError::Unexpected(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{PASS, store};

    fn pin(text: &str) -> Pin {
        Pin::parse(text).unwrap()
    }

    #[test]
    fn only_the_last_code_chosen_matches_and_it_is_not_written() {
        let (_dir, store) = store();
        assert!(!store.has_pin().unwrap());
        assert!(!store.pin_matches("25809147").unwrap());
        store.set_pin(&pin("25809147")).unwrap();
        assert!(store.has_pin().unwrap());
        assert!(store.pin_matches("25809147").unwrap());
        for wrong in ["25809148", "2580914", "258091470", ""] {
            assert!(!store.pin_matches(wrong).unwrap(), "{wrong}");
        }
        assert!(!store.setting(KEY).unwrap().unwrap().contains("25809147"));
        store.set_pin(&pin("13579")).unwrap();
        assert!(!store.pin_matches("25809147").unwrap());
        assert!(store.pin_matches("13579").unwrap());
    }

    #[test]
    fn the_same_code_is_kept_under_another_salt_each_time() {
        let (_dir, store) = store();
        store.set_pin(&pin("2580")).unwrap();
        let first = store.setting(KEY).unwrap();
        store.set_pin(&pin("2580")).unwrap();
        assert_ne!(store.setting(KEY).unwrap(), first);
    }

    #[test]
    fn the_passphrase_is_told_from_another_without_changing_anything() {
        let (_dir, store) = store();
        assert!(store.passphrase_matches(PASS).unwrap());
        assert!(!store.passphrase_matches("autre chose").unwrap());
    }
}
