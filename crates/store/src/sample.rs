//! A store and records for the tests beside each table.

use std::sync::OnceLock;

use atelier_domain::{
    BadgeId, BadgeRequest, EmailAddress, EvidenceHash, EvidenceKind, Moment, NewId, Participant,
    ParticipantId, PersonName, RequestId, RequestState, StaffId, StructureId, Workshop, WorkshopId,
    WorkshopPlan,
};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::Store;

pub(crate) const PASS: &str = "sept mots pour un atelier bien tenu";

/// An empty store. Made once and copied, since the key derivation is slow on purpose.
pub(crate) fn store() -> (TempDir, Store) {
    static EMPTY: OnceLock<Vec<(&str, Vec<u8>)>> = OnceLock::new();
    let files = EMPTY.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        drop(Store::create(dir.path(), PASS).unwrap());
        ["keyring.json", "atelier.db"]
            .map(|name| (name, std::fs::read(dir.path().join(name)).unwrap()))
            .to_vec()
    });
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(dir.path().join(name), bytes).unwrap();
    }
    let store = Store::open(dir.path(), PASS).unwrap();
    (dir, store)
}

pub(crate) fn at(millis: i64) -> Moment {
    Moment::from_unix_millis(1_790_000_000_000 + millis)
}

fn seed(n: u8) -> NewId {
    NewId {
        at: at(i64::from(n)),
        random: [n; 10],
    }
}

pub(crate) fn structure_id(n: u8) -> StructureId {
    StructureId::new(seed(n))
}

pub(crate) fn staff_id(n: u8) -> StaffId {
    StaffId::new(seed(n))
}

pub(crate) fn workshop_id(n: u8) -> WorkshopId {
    WorkshopId::new(seed(n))
}

pub(crate) fn person_id(n: u8) -> ParticipantId {
    ParticipantId::new(seed(n))
}

pub(crate) fn request_id(n: u8) -> RequestId {
    RequestId::new(seed(n))
}

pub(crate) fn badge(code: &str) -> BadgeId {
    BadgeId::parse(code).unwrap()
}

pub(crate) fn person(n: u8, first: &str, last: &str, email: Option<&str>) -> Participant {
    Participant {
        id: person_id(n),
        first_name: PersonName::parse(first).unwrap(),
        last_name: PersonName::parse(last).unwrap(),
        email: email.map(|text| EmailAddress::parse(text).unwrap()),
        phone: None,
        nickname: None,
    }
}

/// Adds « Amina Exemple ».
pub(crate) fn amina(store: &Store) -> ParticipantId {
    let amina = person(1, "Amina", "Exemple", Some("amina@exemple.fr"));
    store.insert_participant(&amina, at(0)).unwrap();
    amina.id
}

pub(crate) fn workshop(id: WorkshopId) -> Workshop {
    Workshop {
        id,
        date: "2026-11-23".parse().unwrap(),
        place: "Salle du bas".into(),
        facilitators: Vec::new(),
        participants: Vec::new(),
        badges: Vec::new(),
        plan: WorkshopPlan::default(),
    }
}

pub(crate) fn request(n: u8, participant: ParticipantId) -> BadgeRequest {
    BadgeRequest {
        id: request_id(n),
        revision: 1,
        participant,
        badge: badge("exemple-a1"),
        workshop: None,
        narrative: "The morning's order is ready.".into(),
        evidence: Vec::new(),
        reply: String::new(),
        state: RequestState::Draft,
    }
}

/// Stores a piece of evidence and gives its hash.
pub(crate) fn evidence(store: &Store, bytes: &[u8]) -> EvidenceHash {
    let hash = EvidenceHash::from_bytes(Sha256::digest(bytes).into());
    store
        .put_evidence(hash, EvidenceKind::Jpeg, bytes, at(0))
        .unwrap();
    hash
}

/// A record that waits.
pub(crate) fn outbox_row(id: &str, revision: u32) -> crate::OutboxRow {
    crate::OutboxRow {
        id: id.into(),
        revision,
        hash: format!("{revision:064}"),
        kind: crate::OutboxKind::BadgeRequest,
        body: "{}".into(),
        evidence: Vec::new(),
        state: crate::OutboxState::Waiting,
        attempts: 0,
        last_attempt_at: None,
        problem_code: None,
        problem_detail: None,
        queued_at: at(0),
    }
}
