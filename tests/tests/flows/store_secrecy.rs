//! Nothing of what is kept can be read in the files.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

use atelier_domain::{EmailAddress, EvidenceKind, PersonName, RequestState};
use atelier_store::Store;
use atelier_tests::store_sample::{PASS, at, hash_of, outbox_row, person, request};

const NEEDLES: [&str; 8] = [
    "Quetzalcoatl",
    "quetzalcoatl",
    "xiuhtecuhtli",
    "tezcatlipoca",
    "huitzilopochtli",
    "mictlantecuhtli",
    "sept mots pour un atelier",
    "CREATE TABLE",
];

/// Files under `dir` that contain `needle`, as UTF-8 or UTF-16.
fn holding(dir: &Path, needle: &str) -> Vec<PathBuf> {
    let utf16: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, needle));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|part| part == wanted);
        if has(needle.as_bytes()) || has(&utf16) {
            found.push(path);
        }
    }
    found
}

#[test]
fn no_file_contains_a_name_an_address_a_story_or_a_secret() {
    let dir = tempfile::tempdir().unwrap();
    let inside = dir.path().join("magasin");
    let store = Store::create(&inside, PASS).unwrap();
    let mut who = person(1).unwrap();
    who.first_name = PersonName::parse("Quetzalcoatl").unwrap();
    who.email = EmailAddress::parse("quetzalcoatl@exemple.fr").ok();
    store.insert_participant(&who, at(1)).unwrap();
    let proof = b"%PDF-1.7 xiuhtecuhtli ".repeat(5_000);
    store
        .put_evidence(hash_of(&proof), EvidenceKind::Pdf, &proof, at(1))
        .unwrap();
    let mut wanted = request(1, who.id, RequestState::Draft).unwrap();
    wanted.narrative = "J'ai porté tezcatlipoca tout le matin.".into();
    wanted.evidence[0].hash = hash_of(&proof);
    store.save_request(&wanted, at(1)).unwrap();
    let mut row = outbox_row(1);
    row.body = "{\"narrative\":\"huitzilopochtli\"}".into();
    row.evidence = vec![hash_of(&proof)];
    store.enqueue(&row).unwrap();
    store.set_setting("token", "\"mictlantecuhtli\"").unwrap();

    // While it is open (write-ahead log not yet folded in), then closed.
    let log = fs::metadata(inside.join("atelier.db-wal")).unwrap().len();
    assert!(log > 10_000, "{log}");
    for needle in NEEDLES {
        assert_eq!(holding(&inside, needle), Vec::<PathBuf>::new(), "{needle}");
    }
    drop(store);
    for needle in NEEDLES {
        assert_eq!(holding(&inside, needle), Vec::<PathBuf>::new(), "{needle}");
    }
    let database = fs::read(inside.join("atelier.db")).unwrap();
    assert!(!database.starts_with(b"SQLite format 3"));

    // The search does find what is there to be found.
    let plain = dir.path().join("clair");
    let text = "16 a tezcatlipoca z";
    fs::write(&plain, text).unwrap();
    assert_eq!(holding(dir.path(), "tezcatlipoca"), [plain]);

    // And all of it is really in the store.
    let store = Store::open(&inside, PASS).unwrap();
    assert_eq!(store.participants().unwrap(), [who]);
    assert_eq!(store.evidence_bytes(hash_of(&proof)).unwrap(), proof);
}

#[test]
fn equal_evidence_in_two_stores_gives_unrelated_files() {
    let proof = vec![7; 10_000];
    let stored: Vec<Vec<u8>> = (0..2)
        .map(|_| {
            let dir = tempfile::tempdir().unwrap();
            let store = Store::create(dir.path(), PASS).unwrap();
            store
                .put_evidence(hash_of(&proof), EvidenceKind::Png, &proof, at(1))
                .unwrap();
            let mut files = fs::read_dir(dir.path().join("evidence")).unwrap();
            fs::read(files.next().unwrap().unwrap().path()).unwrap()
        })
        .collect();
    let same = stored[0]
        .iter()
        .zip(&stored[1])
        .filter(|(a, b)| a == b)
        .count();
    // Unrelated bytes agree once in 256: 39 of 10,000 on average; 200 would be a chance in 10^80.
    assert!(same < 200, "{same}");
}
