//! What encryption costs: our store beside plain SQLite (the same library without a key, the same tables and
//! settings) and beside plain files. Runs are interleaved, so that both sides meet the same minute of the machine.
//!
//! `bench_store [--json FILE] [--runs N] [--quick] [--python IGNORED]`

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use atelier_domain::fold::fold;
use atelier_domain::{EmailAddress, EvidenceKind, Participant, RequestState};
use atelier_store::{Store, StoreError, migrations_sql};
use atelier_tests::options::Options;
use atelier_tests::store_sample::{PASS, at, evidence_bytes, hash_of, outbox_row, person, request};
use rusqlite::{Connection, params};
use serde_json::json;

const PEOPLE: u32 = 5_000;
const SAVES: u32 = 500;
const SEARCHES: [&str; 5] = ["na", "exemple nb", "personne49", "nabc", "ne na"];

fn main() -> Result<()> {
    let options = Options::read(std::env::args().skip(1), 7)?;
    let (people, saves) = (options.of(PEOPLE, 50), options.of(SAVES, 3));
    let mut cases: Vec<Case> = Vec::new();
    for _ in 0..options.runs {
        for (name, unit, ours, peer) in one_run(people, saves)? {
            match cases.iter_mut().find(|case| case.name == name) {
                Some(case) => case.push(ours, peer),
                None => cases.push(Case::new(name, unit, ours, peer)),
            }
        }
    }
    println!(
        "{:<34}{:>10}{:>10}{:>8}",
        "case (median)", "ours", "peer", "ratio"
    );
    for case in &cases {
        let (ours, peer) = (median(&case.ours), median(&case.peer));
        println!(
            "{:<34}{ours:>10.3}{peer:>10.3}{:>8.2}  {}, {}",
            case.name,
            ours / peer,
            case.unit,
            case.peer_version()
        );
    }
    if let Some(path) = options.json {
        let rows: Vec<_> = cases.iter().map(Case::row).collect();
        fs::write(path, serde_json::to_vec_pretty(&rows)?)?;
    }
    Ok(())
}

struct Case {
    name: &'static str,
    unit: &'static str,
    ours: Vec<f64>,
    peer: Vec<f64>,
}

impl Case {
    fn new(name: &'static str, unit: &'static str, ours: f64, peer: f64) -> Self {
        Self {
            name,
            unit,
            ours: vec![ours],
            peer: vec![peer],
        }
    }

    fn push(&mut self, ours: f64, peer: f64) {
        self.ours.push(ours);
        self.peer.push(peer);
    }

    fn peer_version(&self) -> String {
        if self.name.starts_with("evidence") {
            "plain file".to_owned()
        } else {
            format!("plain SQLite {}", rusqlite::version())
        }
    }

    fn row(&self) -> serde_json::Value {
        let (ours, peer) = (median(&self.ours), median(&self.peer));
        json!({
            "case": self.name, "ours": ours, "peer": peer, "peer_version": self.peer_version(),
            "unit": self.unit, "ratio": ours / peer, "runs": self.ours.len(),
        })
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Milliseconds that `work` takes, and what it gives.
fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let start = Instant::now();
    let done = work()?;
    Ok((start.elapsed().as_secs_f64() * 1_000.0, done))
}

type Measure = (&'static str, &'static str, f64, f64);

fn one_run(people: u32, saves: u32) -> Result<Vec<Measure>> {
    let dir = tempfile::tempdir()?;
    let (ours_dir, peer_file) = (dir.path().join("ours"), dir.path().join("peer.db"));
    let people = (0..people)
        .map(person)
        .collect::<Option<Vec<_>>>()
        .context("sample")?;
    let mut measures = Vec::new();

    let store = Store::create(&ours_dir, PASS)?;
    let peer = Peer::create(&peer_file)?;
    let (ours, ()) = timed(|| Ok(insert_all(&store, &people)?))?;
    let (theirs, ()) = timed(|| peer.insert_all(&people))?;
    measures.push(("insert 5,000 people, one commit", "ms", ours, theirs));

    let (ours, theirs) = autosaves(&store, &peer, &people, saves)?;
    measures.push(("one autosave, durable", "ms", ours, theirs));

    let (ours, found) = timed(|| {
        let found = SEARCHES.map(|query| store.search_participants(query, 50));
        found
            .into_iter()
            .map(|rows| Ok(rows?.len()))
            .collect::<Result<Vec<_>>>()
    })?;
    let (theirs, peer_found) = timed(|| {
        SEARCHES
            .iter()
            .map(|query| peer.search(query))
            .collect::<Result<Vec<_>>>()
    })?;
    ensure!(found == peer_found, "{found:?} and {peer_found:?}");
    let each = SEARCHES.len() as f64;
    measures.push((
        "one search over 5,000 people",
        "ms",
        ours / each,
        theirs / each,
    ));

    measures.extend(evidence(&store, dir.path())?);
    drop(store);
    drop(peer);

    let (whole, store) = timed(|| Ok(Store::open(&ours_dir, PASS)?))?;
    ensure!(
        store.participants()?.len() == people.len(),
        "people are missing"
    );
    drop(store);
    let (derivation, _) = timed(|| Ok(derive()))?;
    let (theirs, _) = timed(|| {
        let peer = Peer::open(&peer_file)?;
        peer.search("na")?;
        Ok(peer)
    })?;
    measures.push(("open, key derivation included", "ms", whole, theirs));
    measures.push((
        "open, key derivation excluded",
        "ms",
        (whole - derivation).max(0.0),
        theirs,
    ));
    Ok(measures)
}

/// The key derivation alone, with the store's parameters (a keyring asks for the same).
fn derive() -> [u8; 32] {
    use argon2::{Algorithm, Argon2, Params, Version};
    let mut key = [0; 32];
    if let Ok(params) = Params::new(65_536, 3, 1, Some(32)) {
        // The answer is only timed.
        let _ = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            PASS.as_bytes(),
            &[7; 16],
            &mut key,
        );
    }
    std::hint::black_box(key)
}

fn insert_all(store: &Store, people: &[Participant]) -> Result<(), StoreError> {
    store.atomically(|s| {
        (0..)
            .zip(people)
            .try_for_each(|(n, person)| s.insert_participant(person, at(n)))
    })
}

/// A narrative being typed: each save is one commit on the disk. Ours and the peer's take turns.
fn autosaves(store: &Store, peer: &Peer, people: &[Participant], saves: u32) -> Result<(f64, f64)> {
    let author = people.first().context("sample")?;
    let mut draft = request(0, author.id, RequestState::Draft).context("sample")?;
    draft.evidence.clear();
    let (id, author_id) = (outbox_row(0).id, author.id.to_string());
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in 0..saves {
        draft.narrative.push_str(" mot");
        let save_ours = || timed(|| Ok(store.save_request(&draft, at(n))?));
        let save_theirs = || timed(|| peer.save(&id, &author_id, &draft.narrative, n));
        // Each goes first every other time: the first of two flushes also pays for what the second finds done.
        if n.is_multiple_of(2) {
            ours.push(save_ours()?.0);
            theirs.push(save_theirs()?.0);
        } else {
            theirs.push(save_theirs()?.0);
            ours.push(save_ours()?.0);
        }
    }
    Ok((median(&ours), median(&theirs)))
}

/// A photograph of 2 MB, put and read back, beside a plain file.
fn evidence(store: &Store, dir: &Path) -> Result<Vec<Measure>> {
    let (mut put, mut get) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    for n in 0..5 {
        let mut photo = evidence_bytes(n).repeat(50);
        photo.truncate(2_000_000);
        photo.extend(n.to_le_bytes());
        let hash = hash_of(&photo);
        put.0
            .push(timed(|| Ok(store.put_evidence(hash, EvidenceKind::Jpeg, &photo, at(n))?))?.0);
        let file = dir.join(format!("{n}.jpg"));
        put.1.push(timed(|| write_plain(&file, &photo))?.0);
        let (ours, read) = timed(|| Ok(store.evidence_bytes(hash)?))?;
        ensure!(read == photo, "another content");
        get.0.push(ours);
        get.1.push(timed(|| Ok(fs::read(&file)?))?.0);
    }
    Ok(vec![
        (
            "evidence of 2 MB, put",
            "ms",
            median(&put.0),
            median(&put.1),
        ),
        (
            "evidence of 2 MB, read",
            "ms",
            median(&get.0),
            median(&get.1),
        ),
    ])
}

fn write_plain(file: &Path, bytes: &[u8]) -> Result<()> {
    let mut out = File::create(file)?;
    out.write_all(bytes)?;
    out.sync_all()?;
    Ok(())
}

/// The same work on plain SQLite: same library, tables, settings and statements; no key, no evidence files.
struct Peer(Connection);

impl Peer {
    fn create(file: &Path) -> Result<Self> {
        let peer = Self::open(file)?;
        peer.0.execute_batch(&migrations_sql())?;
        Ok(peer)
    }

    fn open(file: &Path) -> Result<Self> {
        let connection = Connection::open(file)?;
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;
             PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL;
             PRAGMA cache_size = -16000; PRAGMA journal_mode = WAL",
        )?;
        connection.set_prepared_statement_cache_capacity(128);
        Ok(Self(connection))
    }

    fn insert_all(&self, people: &[Participant]) -> Result<()> {
        self.0.execute_batch("BEGIN IMMEDIATE")?;
        for (n, one) in (0_i64..).zip(people) {
            let email = one.email.as_ref().map_or("", EmailAddress::as_str);
            let whole = one.search_key();
            let search = format!(" {whole} {}", whole.replace(['@', '.'], " "));
            self.0
                .prepare_cached(
                    "INSERT INTO participant (id, first_name, last_name, email, phone, email_key,
                         last_key, first_key, search_text, created_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute(params![
                    one.id.to_string(),
                    one.first_name.as_str(),
                    one.last_name.as_str(),
                    email,
                    one.phone,
                    email.to_lowercase(),
                    fold(one.last_name.as_str()),
                    fold(one.first_name.as_str()),
                    search,
                    n,
                ])?;
        }
        self.0.execute_batch("COMMIT")?;
        Ok(())
    }

    fn save(&self, id: &str, participant: &str, narrative: &str, at: u32) -> Result<()> {
        self.0.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        self.0
            .prepare_cached(
                "INSERT INTO badge_request (id, revision, participant_id, badge_id, workshop_id,
                     narrative, state, created_at, updated_at)
                 VALUES (?1, 1, ?2, 'exemple-a1', NULL, ?3, 'draft', ?4, ?4)
                 ON CONFLICT (id) DO UPDATE
                 SET revision = excluded.revision, participant_id = excluded.participant_id,
                     badge_id = excluded.badge_id, workshop_id = excluded.workshop_id,
                     narrative = excluded.narrative, state = excluded.state,
                     updated_at = excluded.updated_at",
            )?
            .execute(params![id, participant, narrative, at])?;
        self.0
            .prepare_cached("DELETE FROM request_evidence WHERE request_id = ?1")?
            .execute([id])?;
        self.0.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }

    /// How many are found.
    fn search(&self, query: &str) -> Result<usize> {
        let words: Vec<String> = query.split(' ').map(|word| format!(" {word}")).collect();
        let conditions = vec!["instr(search_text, ?) > 0"; words.len()].join(" AND ");
        let sql = format!(
            "SELECT id, first_name, last_name, email, phone FROM participant
             WHERE TRUE AND {conditions} ORDER BY last_key, first_key, id LIMIT 50"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map(rusqlite::params_from_iter(words), |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        Ok(std::hint::black_box(rows).len())
    }
}
