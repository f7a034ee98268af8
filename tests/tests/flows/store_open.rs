//! Opening the store: who may, who may not, and that a refusal changes nothing.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use atelier_store::{OpenError, SCHEMA_VERSION, Store};
use atelier_tests::store_sample::{OTHER_PASS, PASS, at, person, write_step};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rusqlite::Connection;
use rusqlite::config::DbConfig;

/// Every file under `dir` with its content.
fn snapshot(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(snapshot(&path));
        } else {
            files.insert(path.clone(), fs::read(path).unwrap());
        }
    }
    files
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// The tables' own connection, reached as any other program would that knows the passphrase and the written form of
/// the keyring: nothing of the store's code is used.
fn tables(dir: &Path) -> Connection {
    let ring: serde_json::Value =
        serde_json::from_slice(&fs::read(dir.join("keyring.json")).unwrap()).unwrap();
    let wrapping = &ring["wrappings"][0];
    let kdf = &wrapping["kdf"];
    let number = |name: &str| u32::try_from(kdf[name].as_u64().unwrap()).unwrap();
    let (memory, passes, lanes) = (number("memory_kib"), number("passes"), number("lanes"));
    let salt = kdf["salt"].as_str().unwrap();
    let params = Params::new(memory, passes, lanes, Some(32)).unwrap();
    let mut derived = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(PASS.as_bytes(), &unhex(salt), &mut derived)
        .unwrap();
    let aad =
        format!("atelier-badges keyring 1 passphrase argon2id {memory} {passes} {lanes} {salt}");
    let nonce: [u8; 24] = unhex(wrapping["nonce"].as_str().unwrap())
        .try_into()
        .unwrap();
    let key = XChaCha20Poly1305::new(&derived.into())
        .decrypt(
            &XNonce::from(nonce),
            Payload {
                msg: &unhex(wrapping["wrapped_key"].as_str().unwrap()),
                aad: aad.as_bytes(),
            },
        )
        .unwrap();
    let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let connection = Connection::open(dir.join("atelier.db")).unwrap();
    connection
        .execute_batch(&format!(
            "PRAGMA key = \"x'{key}'\"; PRAGMA locking_mode = EXCLUSIVE"
        ))
        .unwrap();
    connection
}

#[test]
fn only_the_passphrase_opens_it() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("magasin");
    assert!(!Store::exists(&dir));
    assert!(matches!(Store::open(&dir, PASS), Err(OpenError::Missing)));
    let store = Store::create(&dir, PASS).unwrap();
    store
        .insert_participant(&person(1).unwrap(), at(1))
        .unwrap();
    drop(store);
    assert!(Store::exists(&dir));

    let before = snapshot(&dir);
    let wrong = Store::open(&dir, OTHER_PASS).unwrap_err();
    assert!(matches!(wrong, OpenError::WrongPassphrase));
    assert!(matches!(Store::create(&dir, PASS), Err(OpenError::Exists)));
    assert_eq!(snapshot(&dir), before);

    let store = Store::open(&dir, PASS).unwrap();
    assert_eq!(store.participants().unwrap(), [person(1).unwrap()]);
}

#[test]
fn a_new_passphrase_takes_the_place_of_the_old_one() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), PASS).unwrap();
    store
        .insert_participant(&person(1).unwrap(), at(1))
        .unwrap();
    let refused = store.change_passphrase(OTHER_PASS, PASS).unwrap_err();
    assert_eq!(refused.code(), "wrong-passphrase");
    store.change_passphrase(PASS, OTHER_PASS).unwrap();
    drop(store);
    let old = Store::open(dir.path(), PASS).unwrap_err();
    assert_eq!(old.code(), "wrong-passphrase");
    let store = Store::open(dir.path(), OTHER_PASS).unwrap();
    assert_eq!(store.participants().unwrap().len(), 1);
}

#[test]
fn the_code_of_the_last_recovery_sheet_gives_another_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), PASS).unwrap();
    store
        .insert_participant(&person(1).unwrap(), at(1))
        .unwrap();
    assert!(!store.has_recovery().unwrap());
    let refused = store.make_recovery(OTHER_PASS).unwrap_err();
    assert_eq!(refused.code(), "wrong-passphrase");
    let first = store.make_recovery(PASS).unwrap();
    let last = store.make_recovery(PASS).unwrap();
    assert!(store.has_recovery().unwrap());
    drop(store);

    // No sheet's code is written anywhere in the clear.
    for (file, bytes) in snapshot(dir.path()) {
        for code in [&first, &last] {
            for written in [code.secret().to_owned(), code.printed()] {
                let there = bytes
                    .windows(written.len())
                    .any(|found| found == written.as_bytes());
                assert!(!there, "{}", file.display());
            }
        }
    }
    let before = snapshot(dir.path());
    let replaced = Store::recover(dir.path(), &first, OTHER_PASS).unwrap_err();
    assert!(matches!(replaced, OpenError::WrongRecoveryCode));
    assert_eq!(snapshot(dir.path()), before);

    let store = Store::recover(dir.path(), &last, OTHER_PASS).unwrap();
    assert_eq!(store.participants().unwrap().len(), 1);
    drop(store);
    let old = Store::open(dir.path(), PASS).unwrap_err();
    assert_eq!(old.code(), "wrong-passphrase");
    // The sheet stays good, until another is made.
    drop(Store::open(dir.path(), OTHER_PASS).unwrap());
    drop(Store::recover(dir.path(), &last, PASS).unwrap());
    drop(Store::open(dir.path(), PASS).unwrap());
}

#[test]
fn a_second_opening_is_told_that_the_store_is_busy() {
    let dir = tempfile::tempdir().unwrap();
    let first = Store::create(dir.path(), PASS).unwrap();
    assert!(matches!(
        Store::open(dir.path(), PASS),
        Err(OpenError::Busy)
    ));
    // Another program: its refusal is in its standard error.
    let other = std::process::Command::new(env!("CARGO_BIN_EXE_store_writer"))
        .args(["write", &dir.path().to_string_lossy(), "1"])
        .output()
        .unwrap();
    assert!(!other.status.success());
    let said = String::from_utf8_lossy(&other.stderr).into_owned();
    assert!(
        said.contains("another program is using the store"),
        "{said}"
    );
    drop(first);
    Store::open(dir.path(), PASS).unwrap();
}

#[test]
fn a_newer_store_is_refused_and_left_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), PASS).unwrap();
    write_step(&store, 1).unwrap();
    drop(store);
    // The newer program was interrupted: part of its work is in the write-ahead log only.
    let newer = tables(dir.path());
    newer
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .unwrap();
    newer
        .execute_batch("CREATE TABLE future (x INTEGER) STRICT; PRAGMA user_version = 99")
        .unwrap();
    drop(newer);
    let before = snapshot(dir.path());
    assert!(before[&dir.path().join("atelier.db-wal")].len() > 4096);

    let refused = Store::open(dir.path(), PASS).unwrap_err();
    assert!(matches!(
        refused,
        OpenError::Newer { found: 99, known } if known == SCHEMA_VERSION
    ));
    assert_eq!(snapshot(dir.path()), before);
}

#[test]
fn an_altered_page_is_damage_and_the_file_stays() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), PASS).unwrap();
    for n in 1..20 {
        write_step(&store, n).unwrap();
    }
    drop(store);
    let database = dir.path().join("atelier.db");
    let sound = fs::read(&database).unwrap();
    for at_byte in [100, 4096 * 2 + 50, sound.len() - 4000] {
        let mut altered = sound.clone();
        altered[at_byte] ^= 1;
        fs::write(&database, &altered).unwrap();
        let (seen, said) = match Store::open(dir.path(), PASS) {
            Err(error) => (error.code() == "store-damaged", error.to_string()),
            Ok(store) => match store.integrity() {
                Err(error) => (error.code() == "store-damaged", error.to_string()),
                Ok(report) => (!report.tables.is_empty(), format!("{report:?}")),
            },
        };
        assert!(seen, "byte {at_byte}: {said}");
        assert_eq!(fs::read(&database).unwrap(), altered, "byte {at_byte}");
    }
    fs::write(&database, sound).unwrap();
    let store = Store::open(dir.path(), PASS).unwrap();
    assert!(store.integrity().unwrap().is_sound());
}

#[test]
fn an_emptied_or_lost_file_never_passes_for_a_new_store() {
    let dir = tempfile::tempdir().unwrap();
    drop(Store::create(dir.path(), PASS).unwrap());
    let (database, keyring) = (
        dir.path().join("atelier.db"),
        dir.path().join("keyring.json"),
    );
    let (tables, key) = (fs::read(&database).unwrap(), fs::read(&keyring).unwrap());
    let open = || Store::open(dir.path(), PASS).unwrap_err().code();
    let create = || Store::create(dir.path(), PASS).unwrap_err().code();

    fs::write(&database, b"").unwrap();
    assert_eq!((open(), create()), ("store-damaged", "store-exists"));
    fs::remove_file(&database).unwrap();
    assert_eq!((open(), create()), ("store-damaged", "store-exists"));
    fs::write(&database, &tables).unwrap();
    fs::remove_file(&keyring).unwrap();
    assert_eq!((open(), create()), ("store-damaged", "store-exists"));
    assert_eq!(fs::read(&database).unwrap(), tables);
    fs::write(&keyring, key).unwrap();
    Store::open(dir.path(), PASS).unwrap();
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_machine_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("magasin");
    let store = Store::create(&dir, PASS).unwrap();
    write_step(&store, 1).unwrap();
    store.change_passphrase(PASS, OTHER_PASS).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for directory in [dir.clone(), dir.join("evidence")] {
        assert_eq!(mode(&directory), 0o700, "{}", directory.display());
    }
    let files = snapshot(&dir);
    assert!(files.len() >= 5, "{:?}", files.keys());
    for file in files.keys() {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
}
