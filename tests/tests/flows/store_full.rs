//! The disk fills up: the store says so, keeps what it had, and works again when there is room.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::process::Command;

use atelier_store::Store;
use atelier_tests::small_disk::SmallDisk;
use atelier_tests::store_sample::{OTHER_PASS, PASS, step_is_whole, write_step};

#[test]
fn a_full_disk_is_said_and_nothing_is_lost() {
    let disk = SmallDisk::mount(12).unwrap();
    let dir = disk.path().join("magasin");
    let store = Store::create(&dir, PASS).unwrap();
    for step in 0..5 {
        write_step(&store, step).unwrap();
    }
    disk.fill().unwrap();
    // Evidence first: a file of its own.
    let error = write_step(&store, 5).unwrap_err();
    assert_eq!(error.code(), "store-full");
    // Then the tables alone: each write takes room in the log until there is none.
    let value = format!("\"{}\"", "x".repeat(20_000));
    let mut written = 0;
    let error = loop {
        match store.set_setting(&format!("s{written}"), &value) {
            Ok(()) => written += 1,
            Err(error) => break error,
        }
        assert!(written < 2_000, "the disk never filled up");
    };
    assert_eq!(error.code(), "store-full");
    // A transaction of several writes: none of them is there.
    let undone = store.atomically(|s| {
        s.set_setting("first", "1")?;
        s.set_setting("second", &value)
    });
    assert_eq!(undone.unwrap_err().code(), "store-full");
    assert_eq!(store.setting("first").unwrap(), None);
    let error = store.change_passphrase(PASS, OTHER_PASS).unwrap_err();
    assert_eq!(error.code(), "store-full");
    let other = Store::create(&disk.path().join("autre"), PASS).unwrap_err();
    assert_eq!(other.code(), "store-full");
    assert!(!Store::exists(&disk.path().join("autre")));

    // Nothing that was acknowledged is lost, with the disk still full.
    let check = |store: &Store| {
        for step in 0..5 {
            assert_eq!(step_is_whole(store, step), Ok(true), "step {step}");
        }
        for n in 0..written {
            assert_eq!(
                store.setting(&format!("s{n}")).unwrap().as_ref(),
                Some(&value)
            );
        }
        let report = store.integrity().unwrap();
        assert!(report.is_sound(), "{report:?}");
    };
    check(&store);
    drop(store);
    let store = Store::open(&dir, PASS).unwrap();
    check(&store);

    disk.free().unwrap();
    write_step(&store, 6).unwrap();
    store.set_setting("first", "1").unwrap();
    drop(store);
    let store = Store::open(&dir, PASS).unwrap();
    check(&store);
    assert_eq!(step_is_whole(&store, 6), Ok(true));
    drop(Store::create(&disk.path().join("autre"), PASS).unwrap());
}

#[test]
fn a_quota_on_files_stops_writing_and_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), PASS).unwrap();
    for step in 0..3 {
        write_step(&store, step).unwrap();
    }
    drop(store);
    // No file may grow past 300 KiB: the tables or their log meet the limit first.
    let output = Command::new("bash")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 300; exec \"$0\" fill \"$1\" 3",
        ])
        .arg(env!("CARGO_BIN_EXE_store_writer"))
        .arg(dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    let (last, steps) = lines.split_last().unwrap();
    assert!(["store-full", "store-io"].contains(last), "{said}");
    assert!(!steps.is_empty());
    let acknowledged = steps.len() + 3;

    let store = Store::open(dir.path(), PASS).unwrap();
    for step in 0..u32::try_from(acknowledged).unwrap() {
        assert_eq!(step_is_whole(&store, step), Ok(true), "step {step}");
    }
    assert!(store.integrity().unwrap().is_sound());
    write_step(&store, 1_000).unwrap();
}

#[test]
fn an_evidence_file_over_the_quota_is_a_full_disk_and_leaves_no_trace() {
    let dir = tempfile::tempdir().unwrap();
    drop(Store::create(dir.path(), PASS).unwrap());
    let limit = fs::metadata(dir.path().join("atelier.db")).unwrap().len();
    assert!(limit > 40_000);
    // Less than one piece of evidence (about 40 kB), enough for the log of one row.
    let output = Command::new("bash")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 38; exec \"$0\" fill \"$1\" 0",
        ])
        .arg(env!("CARGO_BIN_EXE_store_writer"))
        .arg(dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said == "store-full\n" || said == "store-io\n", "{said}");
    let left = fs::read_dir(dir.path().join("evidence")).unwrap().count();
    assert_eq!(left, 0);
    let store = Store::open(dir.path(), PASS).unwrap();
    let report = store.integrity().unwrap();
    assert!(report.is_sound(), "{report:?}");
}
