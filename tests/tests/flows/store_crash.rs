//! A program that writes is killed (SIGKILL) again and again, anywhere. What it had said to be written is there; what
//! it had not finished is there whole or not at all.
//!
//! `ATELIER_CRASHES` sets how many times (20 by default), `ATELIER_CRASH_SEED` the moments.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use atelier_store::{OpenError, Store};
use atelier_tests::store_sample::{OTHER_PASS, PASS, step_is_whole, write_step};

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// SplitMix64: a printed seed gives the same moments again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

struct Writer {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Writer {
    fn start(mode: &str, dir: &Path, from: u32) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_store_writer"))
            .arg(mode)
            .arg(dir)
            .arg(from.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    /// The next line said; `None` when the program ended.
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.lines.read_line(&mut line).unwrap();
        // A line without its end was cut by the kill: not acknowledged.
        (read > 0 && line.ends_with('\n')).then(|| line.trim_end().to_owned())
    }

    /// Kills it once `pause` has passed, and says what it had said last.
    fn kill_after(mut self, pause: Duration) -> Option<String> {
        let end = Instant::now() + pause;
        while Instant::now() < end {
            std::hint::spin_loop();
        }
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let mut last = None;
        while let Some(line) = self.line() {
            last = Some(line);
        }
        last
    }
}

#[test]
fn every_acknowledged_write_survives_and_no_transaction_is_halved() {
    let seed = setting("ATELIER_CRASH_SEED", 20_261_124);
    let mut chance = Chance(seed);
    let dir = tempfile::tempdir().unwrap();
    drop(Store::create(dir.path(), PASS).unwrap());
    let mut next = 0;
    let mut cut = 0;
    for crash in 0..setting("ATELIER_CRASHES", 20) {
        let mut writer = Writer::start("write", dir.path(), next);
        let first = writer.line().expect("a first step");
        let mut acknowledged: u32 = first.parse().unwrap();
        for _ in 0..chance.below(6) {
            acknowledged = writer.line().unwrap().parse().unwrap();
        }
        let last = writer.kill_after(Duration::from_micros(chance.below(30_000)));
        acknowledged = last.map_or(acknowledged, |line| line.parse().unwrap());

        let store = Store::open(dir.path(), PASS).unwrap();
        let context = || format!("seed {seed}, crash {crash}");
        let report = store.integrity().unwrap();
        assert!(report.is_sound(), "{}: {report:?}", context());
        for step in 0..=acknowledged {
            assert_eq!(step_is_whole(&store, step), Ok(true), "{}", context());
        }
        // The step that was under way: whole, or the transactions that it had ended.
        let under_way = acknowledged + 1;
        if step_is_whole(&store, under_way) != Ok(true) {
            cut += 1;
        }
        step_is_whole(&store, under_way).unwrap_or_else(|fault| panic!("{}: {fault}", context()));
        next = under_way + 1;
        // What was cut is done again, so that every earlier step is whole for the next round.
        finish(&store, under_way);
    }
    assert!(cut > 0, "no kill fell inside a step: nothing was tried");
}

/// Does a step that was cut again, from what is left of it.
fn finish(store: &Store, step: u32) {
    if step_is_whole(store, step) == Ok(true) {
        return;
    }
    let person = atelier_tests::store_sample::person(step).unwrap();
    let request = atelier_tests::store_sample::outbox_row(step).id;
    if store.outbox_row(&request).unwrap().is_some() {
        assert!(store.withdraw(&request).unwrap());
        let id = request.parse().unwrap();
        let editable = atelier_domain::RequestState::Draft;
        store
            .set_request_state(id, editable, None, atelier_tests::store_sample::at(step))
            .unwrap();
        store.remove_request(id).unwrap();
    }
    if store.participant(person.id).unwrap().is_some() {
        store.remove_participant(person.id).unwrap();
    }
    write_step(store, step).unwrap();
}

#[test]
fn a_creation_that_is_cut_leaves_nothing_or_a_store() {
    let mut chance = Chance(setting("ATELIER_CRASH_SEED", 20_261_124) ^ 1);
    let usual = {
        let dir = tempfile::tempdir().unwrap();
        let start = Instant::now();
        drop(Store::create(&dir.path().join("magasin"), PASS).unwrap());
        u64::try_from(start.elapsed().as_micros()).unwrap()
    };
    let mut seen = [0, 0];
    for _ in 0..setting("ATELIER_CRASHES", 20) {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("magasin");
        let mut writer = Writer::start("create", &dir, 0);
        assert_eq!(writer.line().as_deref(), Some("creating"));
        let said = writer.kill_after(Duration::from_micros(chance.below(usual + usual / 4)));
        let exists = Store::exists(&dir);
        if said.as_deref() == Some("created") {
            assert!(exists);
        }
        let store = if exists {
            Store::open(&dir, PASS).unwrap()
        } else {
            Store::create(&dir, PASS).unwrap()
        };
        seen[usize::from(exists)] += 1;
        write_step(&store, 2).unwrap();
        assert_eq!(step_is_whole(&store, 2), Ok(true));
        assert!(store.integrity().unwrap().is_sound());
    }
    assert!(seen[0] > 0, "every creation ended before the kill");
}

#[test]
fn a_creation_cut_at_its_last_step_is_finished_by_opening() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), PASS).unwrap();
    write_step(&store, 2).unwrap();
    drop(store);
    // The key is safe, the tables do not have their name yet.
    let (named, unnamed) = (
        dir.path().join("atelier.db"),
        dir.path().join("atelier.new.db"),
    );
    std::fs::rename(&named, unnamed).unwrap();
    let store = Store::open(dir.path(), PASS).unwrap();
    assert_eq!(step_is_whole(&store, 2), Ok(true));
    assert!(named.exists());
}

#[test]
fn a_change_of_passphrase_that_is_cut_leaves_the_old_or_the_new() {
    let mut chance = Chance(setting("ATELIER_CRASH_SEED", 20_261_124) ^ 2);
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path(), PASS).unwrap();
    write_step(&store, 2).unwrap();
    drop(store);
    for _ in 0..setting("ATELIER_CRASHES", 20).div_ceil(4) {
        let mut writer = Writer::start("rewrap", dir.path(), 0);
        assert_eq!(writer.line().as_deref(), Some("other"));
        writer.kill_after(Duration::from_micros(chance.below(400_000)));
        let store = match Store::open(dir.path(), PASS) {
            Err(OpenError::WrongPassphrase) => {
                let store = Store::open(dir.path(), OTHER_PASS).unwrap();
                store.change_passphrase(OTHER_PASS, PASS).unwrap();
                store
            }
            opened => opened.unwrap(),
        };
        assert_eq!(step_is_whole(&store, 2), Ok(true));
    }
}
