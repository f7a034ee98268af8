//! The data key, wrapped: what a passphrase opens.
//!
//! The file lists *wrappings* of one random key: by the passphrase, and by the code of a recovery sheet when one was
//! made. Wrappings of a kind that it does not know are kept as they are, so that other ways to open the store can be added.

use std::fs;
use std::io;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::disk;
use crate::entropy::{Entropy, random};
use crate::error::OpenError;

/// The key that opens the tables. Erased from memory when dropped.
pub(crate) type DataKey = Zeroizing<[u8; 32]>;

/// The file's form that this program writes.
const FORM: u32 = 1;
/// Argon2id: 64 MiB, three passes, one lane (the project's rule; RFC 9106 second choice with less parallelism).
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;
/// Most memory that a keyring may ask for, in KiB: beyond, the file is not one of ours.
const MOST_MEMORY_KIB: u32 = 2 * 1024 * 1024;
const MOST_PASSES: u32 = 100;

/// What a wrapping is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The facilitator's passphrase.
    Passphrase,
    /// The code printed on a recovery sheet.
    RecoverySheet,
}

impl Way {
    const fn kind(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::RecoverySheet => "recovery-sheet",
        }
    }

    fn refused(self) -> OpenError {
        match self {
            Self::Passphrase => OpenError::WrongPassphrase,
            Self::RecoverySheet => OpenError::WrongRecoveryCode,
        }
    }

    fn is(self, wrapping: &serde_json::Value) -> bool {
        wrapping.get("kind").and_then(|kind| kind.as_str()) == Some(self.kind())
    }
}

#[derive(Serialize, Deserialize)]
struct KeyringFile {
    version: u32,
    wrappings: Vec<serde_json::Value>,
    /// SHA-256 of the wrappings: tells a damaged file from a wrong passphrase. Protects nothing else.
    checksum: String,
}

#[derive(Serialize, Deserialize)]
struct Wrapping {
    kind: String,
    kdf: Kdf,
    nonce: String,
    wrapped_key: String,
}

#[derive(Serialize, Deserialize)]
struct Kdf {
    name: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
}

/// A fresh random data key.
pub(crate) fn fresh_key(entropy: Entropy) -> Result<DataKey, OpenError> {
    Ok(Zeroizing::new(random::<32>(entropy)?))
}

/// Writes a keyring that `passphrase` opens.
pub(crate) fn write(
    path: &Path,
    key: &DataKey,
    passphrase: &str,
    entropy: Entropy,
) -> Result<(), OpenError> {
    save(path, vec![wrap(key, Way::Passphrase, passphrase, entropy)?])
}

/// The data key, opened this way.
pub(crate) fn unlock(path: &Path, way: Way, secret: &str) -> Result<DataKey, OpenError> {
    let wrappings = load(path)?;
    match wrappings.iter().find(|wrapping| way.is(wrapping)) {
        Some(ours) => unwrap_key(ours, way, secret),
        None => match way {
            Way::Passphrase => Err(damaged("no passphrase wrapping")),
            // No sheet was ever made for this store: no code is the right one.
            Way::RecoverySheet => Err(OpenError::WrongRecoveryCode),
        },
    }
}

/// Whether the store can be opened this way.
pub(crate) fn has(path: &Path, way: Way) -> Result<bool, OpenError> {
    Ok(load(path)?.iter().any(|wrapping| way.is(wrapping)))
}

/// Opens the key with `known`, and lets `new` open it from now on, in place of what did so the same way. The data key and
/// the other wrappings stay.
pub(crate) fn rewrap(
    path: &Path,
    known: (Way, &str),
    new: (Way, &str),
    entropy: Entropy,
) -> Result<(), OpenError> {
    let key = unlock(path, known.0, known.1)?;
    let mut wrappings = load(path)?;
    let (way, secret) = new;
    wrappings.retain(|wrapping| !way.is(wrapping));
    let wrapped = wrap(&key, way, secret, entropy)?;
    match way {
        Way::Passphrase => wrappings.insert(0, wrapped),
        Way::RecoverySheet => wrappings.push(wrapped),
    }
    save(path, wrappings)
}

fn load(path: &Path) -> Result<Vec<serde_json::Value>, OpenError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(damaged("keyring.json is missing"));
        }
        Err(error) => return Err(error.into()),
    };
    let value: serde_json::Value =
        serde_json::from_slice(&text).map_err(|_| damaged("keyring.json cannot be read"))?;
    // The version first: a newer form may differ in everything else.
    let version = value.get("version").and_then(serde_json::Value::as_u64);
    if let Some(found) = version.and_then(|v| u32::try_from(v).ok())
        && found > FORM
    {
        return Err(OpenError::Newer { found, known: FORM });
    }
    let file: KeyringFile =
        serde_json::from_value(value).map_err(|_| damaged("keyring.json cannot be read"))?;
    if checksum(&file.wrappings)? != file.checksum {
        return Err(damaged("keyring.json was altered"));
    }
    Ok(file.wrappings)
}

fn save(path: &Path, wrappings: Vec<serde_json::Value>) -> Result<(), OpenError> {
    let file = KeyringFile {
        version: FORM,
        checksum: checksum(&wrappings)?,
        wrappings,
    };
    let text = serde_json::to_vec_pretty(&file).map_err(|e| OpenError::Io(e.to_string()))?;
    disk::write_whole(path, &[&text])?;
    Ok(())
}

fn checksum(wrappings: &[serde_json::Value]) -> Result<String, OpenError> {
    let text = serde_json::to_vec(wrappings).map_err(|e| OpenError::Io(e.to_string()))?;
    Ok(hex(&Sha256::digest(&text)))
}

fn wrap(
    key: &DataKey,
    way: Way,
    secret: &str,
    entropy: Entropy,
) -> Result<serde_json::Value, OpenError> {
    let kdf = Kdf {
        name: "argon2id".to_owned(),
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        lanes: LANES,
        salt: hex(&random::<16>(entropy)?),
    };
    let nonce = random::<24>(entropy)?;
    let cipher = derived_cipher(&kdf, secret)?;
    let aad = bound(way, &kdf);
    let payload = Payload {
        msg: key.as_slice(),
        aad: aad.as_bytes(),
    };
    let wrapped = cipher
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| damaged("the data key cannot be wrapped"))?;
    let wrapping = Wrapping {
        kind: way.kind().to_owned(),
        kdf,
        nonce: hex(&nonce),
        wrapped_key: hex(&wrapped),
    };
    serde_json::to_value(wrapping).map_err(|e| OpenError::Io(e.to_string()))
}

fn unwrap_key(wrapping: &serde_json::Value, way: Way, secret: &str) -> Result<DataKey, OpenError> {
    let Wrapping {
        kind: _,
        kdf,
        nonce,
        wrapped_key,
    } = Wrapping::deserialize(wrapping).map_err(|_| damaged("keyring.json cannot be read"))?;
    let nonce: [u8; 24] = unhex(&nonce)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| damaged("keyring.json: nonce"))?;
    let wrapped = unhex(&wrapped_key).ok_or_else(|| damaged("keyring.json: wrapped key"))?;
    let cipher = derived_cipher(&kdf, secret)?;
    let aad = bound(way, &kdf);
    let payload = Payload {
        msg: &wrapped,
        aad: aad.as_bytes(),
    };
    let opened = cipher
        .decrypt(&XNonce::from(nonce), payload)
        .map_err(|_| way.refused())?;
    let opened = Zeroizing::new(opened);
    let key: [u8; 32] = opened
        .as_slice()
        .try_into()
        .map_err(|_| damaged("keyring.json: length of the data key"))?;
    Ok(Zeroizing::new(key))
}

/// What the wrapping is bound to: changing the parameters in the file makes it unreadable.
fn bound(way: Way, kdf: &Kdf) -> String {
    let Kdf {
        name,
        memory_kib,
        passes,
        lanes,
        salt,
    } = kdf;
    let kind = way.kind();
    format!("atelier-badges keyring {FORM} {kind} {name} {memory_kib} {passes} {lanes} {salt}")
}

fn derived_cipher(kdf: &Kdf, secret: &str) -> Result<XChaCha20Poly1305, OpenError> {
    let plausible = kdf.name == "argon2id"
        && kdf.memory_kib <= MOST_MEMORY_KIB
        && kdf.passes <= MOST_PASSES
        && kdf.lanes <= 16;
    let salt = unhex(&kdf.salt).filter(|_| plausible);
    let salt = salt.ok_or_else(|| damaged("keyring.json: key derivation"))?;
    let params = Params::new(kdf.memory_kib, kdf.passes, kdf.lanes, Some(32))
        .map_err(|_| damaged("keyring.json: key derivation"))?;
    let mut derived = Zeroizing::new([0_u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret.as_bytes(), &salt, derived.as_mut_slice())
        .map_err(|_| damaged("keyring.json: key derivation"))?;
    let key: &[u8; 32] = &derived;
    Ok(XChaCha20Poly1305::new(key.into()))
}

fn damaged(what: &str) -> OpenError {
    OpenError::Damaged(what.to_owned())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes()
        .chunks(2)
        .map(|pair| {
            let digits = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(digits, 16).ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::os_entropy;

    const PASS: &str = "sept mots pour un atelier bien tenu";

    fn ring() -> (tempfile::TempDir, std::path::PathBuf, DataKey) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keyring.json");
        let key = fresh_key(os_entropy).unwrap();
        write(&path, &key, PASS, os_entropy).unwrap();
        (dir, path, key)
    }

    fn edit(path: &Path, change: impl FnOnce(&mut serde_json::Value)) {
        let mut value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        change(&mut value);
        fs::write(path, serde_json::to_vec(&value).unwrap()).unwrap();
    }

    #[test]
    fn the_passphrase_opens_it_and_no_other_does() {
        let (_dir, path, key) = ring();
        assert_eq!(*unlock(&path, Way::Passphrase, PASS).unwrap(), *key);
        let wrong =
            unlock(&path, Way::Passphrase, "sept mots pour un atelier mal tenu").unwrap_err();
        assert_eq!(wrong.code(), "wrong-passphrase");
    }

    #[test]
    fn the_derivation_costs_what_the_rule_asks() {
        let (_dir, path, _) = ring();
        let value: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let kdf = value.pointer("/wrappings/0/kdf").unwrap();
        assert_eq!(kdf["name"], "argon2id");
        assert_eq!(kdf["memory_kib"], 65_536);
        assert_eq!(kdf["passes"], 3);
    }

    #[test]
    fn a_new_passphrase_keeps_the_key_and_the_other_wrappings() {
        let (_dir, path, key) = ring();
        let other = serde_json::json!({"kind": "keychain", "wrapped_key": "00"});
        let mut wrappings = load(&path).unwrap();
        wrappings.push(other.clone());
        save(&path, wrappings).unwrap();
        rewrap(
            &path,
            (Way::Passphrase, PASS),
            (Way::Passphrase, "une autre phrase de sept mots entiers"),
            os_entropy,
        )
        .unwrap();
        assert!(unlock(&path, Way::Passphrase, PASS).is_err());
        let opened = unlock(
            &path,
            Way::Passphrase,
            "une autre phrase de sept mots entiers",
        )
        .unwrap();
        assert_eq!(*opened, *key);
        assert!(load(&path).unwrap().contains(&other));
    }

    #[test]
    fn a_recovery_sheet_opens_it_too_and_an_older_sheet_no_more() {
        let (_dir, path, key) = ring();
        let refused = unlock(&path, Way::RecoverySheet, "CODE").unwrap_err();
        assert_eq!(refused.code(), "wrong-recovery-code");
        for code in ["FIRST", "SECOND"] {
            let new = (Way::RecoverySheet, code);
            rewrap(&path, (Way::Passphrase, PASS), new, os_entropy).unwrap();
        }
        assert!(has(&path, Way::RecoverySheet).unwrap());
        assert_eq!(*unlock(&path, Way::RecoverySheet, "SECOND").unwrap(), *key);
        assert!(unlock(&path, Way::RecoverySheet, "FIRST").is_err());
        // One way's secret is not the other's, and each survives the other's change.
        assert!(unlock(&path, Way::Passphrase, "SECOND").is_err());
        let new = (Way::Passphrase, "une autre phrase de sept mots entiers");
        rewrap(&path, (Way::RecoverySheet, "SECOND"), new, os_entropy).unwrap();
        assert!(unlock(&path, Way::Passphrase, PASS).is_err());
        assert_eq!(*unlock(&path, new.0, new.1).unwrap(), *key);
        assert_eq!(*unlock(&path, Way::RecoverySheet, "SECOND").unwrap(), *key);
    }

    #[test]
    fn an_altered_file_is_damaged_not_a_wrong_passphrase() {
        let (_dir, path, _) = ring();
        edit(&path, |v| v["wrappings"][0]["kdf"]["memory_kib"] = 8.into());
        assert_eq!(
            unlock(&path, Way::Passphrase, PASS).unwrap_err().code(),
            "store-damaged"
        );
        fs::write(&path, "{").unwrap();
        assert_eq!(
            unlock(&path, Way::Passphrase, PASS).unwrap_err().code(),
            "store-damaged"
        );
    }

    #[test]
    fn a_newer_form_is_refused() {
        let (_dir, path, _) = ring();
        edit(&path, |v| v["version"] = 2.into());
        let refused = unlock(&path, Way::Passphrase, PASS).unwrap_err();
        assert!(matches!(refused, OpenError::Newer { found: 2, known: 1 }));
    }

    #[test]
    fn hexadecimal_reads_back() {
        assert_eq!(hex(&[0, 0xA5, 255]), "00a5ff");
        assert_eq!(unhex("00a5ff"), Some(vec![0, 0xA5, 255]));
        assert_eq!(unhex("0"), None);
        assert_eq!(unhex("zz"), None);
    }
}
