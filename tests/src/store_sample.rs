//! What the store's tests write, step by step, and how each step is recognised afterwards.

use atelier_domain::{
    BadgeId, BadgeRequest, EmailAddress, EvidenceHash, EvidenceKind, EvidenceRef, Moment, NewId,
    Participant, ParticipantId, PersonName, RequestId, RequestState,
};
use atelier_store::{OutboxKind, OutboxRow, OutboxState, ReceiptRow, Store, StoreError};
use sha2::{Digest, Sha256};

/// The passphrase of every store in these tests.
pub const PASS: &str = "sept mots pour un atelier bien tenu";
/// The one it is changed to.
pub const OTHER_PASS: &str = "huit autres mots pour le meme atelier encore";

/// A moment that depends only on `n`.
#[must_use]
pub const fn at(n: u32) -> Moment {
    Moment::from_unix_millis(1_790_000_000_000 + n as i64)
}

fn seed(n: u32) -> NewId {
    let mut random = [0; 10];
    let (_, end) = random.split_at_mut(6);
    end.copy_from_slice(&n.to_be_bytes());
    NewId { at: at(n), random }
}

/// Letters only, different for each `n`: a name has no digit.
fn letters(mut n: u32) -> String {
    let mut text = String::from("N");
    loop {
        text.push(char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)));
        n /= 26;
        if n == 0 {
            return text;
        }
    }
}

/// Person number `n`. `None` never happens: the texts are names.
#[must_use]
pub fn person(n: u32) -> Option<Participant> {
    Some(Participant {
        id: ParticipantId::new(seed(n)),
        first_name: PersonName::parse(&letters(n)).ok()?,
        last_name: PersonName::parse(&format!("Exemple {}", letters(n.wrapping_mul(7919)))).ok()?,
        email: EmailAddress::parse(&format!("personne{n}@exemple.fr")).ok(),
        phone: None,
        nickname: None,
    })
}

/// The content of piece of evidence number `n`, about 40 kB.
#[must_use]
pub fn evidence_bytes(n: u32) -> Vec<u8> {
    let mut bytes = format!("preuve numero {n} ").into_bytes();
    bytes.extend((0..40_000_u32).map(|i| (i.wrapping_mul(n | 1) >> 3).to_le_bytes()[0]));
    bytes
}

/// The identity of a content.
#[must_use]
pub fn hash_of(bytes: &[u8]) -> EvidenceHash {
    EvidenceHash::from_bytes(Sha256::digest(bytes).into())
}

/// The request of step `n`, in this state.
#[must_use]
pub fn request(n: u32, participant: ParticipantId, state: RequestState) -> Option<BadgeRequest> {
    let bytes = evidence_bytes(n);
    Some(BadgeRequest {
        id: RequestId::new(seed(n)),
        revision: 1,
        participant,
        badge: BadgeId::parse("exemple-a1")?,
        workshop: None,
        narrative: format!("J'ai tenu le stand numero {n}."),
        evidence: vec![EvidenceRef {
            hash: hash_of(&bytes),
            kind: EvidenceKind::Jpeg,
            size: bytes.len() as u64,
            label: format!("photo {n}"),
        }],
        reply: String::new(),
        state,
    })
}

/// The record of step `n` that waits to leave.
#[must_use]
pub fn outbox_row(n: u32) -> OutboxRow {
    OutboxRow {
        id: RequestId::new(seed(n)).to_string(),
        revision: 1,
        hash: format!("{n:064x}"),
        kind: OutboxKind::BadgeRequest,
        body: format!("{{\"n\":{n}}}"),
        evidence: vec![hash_of(&evidence_bytes(n))],
        state: OutboxState::Waiting,
        attempts: 0,
        last_attempt_at: None,
        problem_code: None,
        problem_detail: None,
        queued_at: at(n),
    }
}

/// The receipt for the record of step `n`.
#[must_use]
pub fn receipt(n: u32) -> ReceiptRow {
    let row = outbox_row(n);
    ReceiptRow {
        record_id: row.id,
        revision: row.revision,
        hash: row.hash,
        evidence: row.evidence,
        number: format!("AR-{n}"),
        received_at: at(n).to_rfc3339(),
    }
}

/// Step `n`: a person alone (autosave), then evidence, then a request queued with its outbox row, and for every other
/// one its receipt. The queueing is one transaction, as in the application.
///
/// # Errors
/// The store's.
pub fn write_step(store: &Store, n: u32) -> Result<(), StoreError> {
    let sample = || StoreError::NotFound("sample".to_owned());
    let person = person(n).ok_or_else(sample)?;
    store.insert_participant(&person, at(n))?;
    let bytes = evidence_bytes(n);
    store.put_evidence(hash_of(&bytes), EvidenceKind::Jpeg, &bytes, at(n))?;
    let request = request(n, person.id, RequestState::Queued).ok_or_else(sample)?;
    store.atomically(|s| {
        s.save_request(&request, at(n))?;
        s.enqueue(&outbox_row(n))?;
        s.append_journal(at(n), "queued", &request.id.to_string())
    })?;
    if n.is_multiple_of(2) {
        store.atomically(|s| {
            s.record_receipt(&receipt(n), at(n))?;
            s.set_request_state(request.id, RequestState::Delivered, None, at(n))
        })?;
    }
    Ok(())
}

/// What is left of step `n`: `Ok(true)` all of it, `Ok(false)` a part that an interruption may leave.
///
/// # Errors
/// A sentence naming what no interruption may cause: half of a transaction.
pub fn step_is_whole(store: &Store, n: u32) -> Result<bool, String> {
    let text = |error: StoreError| error.to_string();
    let person = person(n).ok_or("sample")?;
    let request = request(n, person.id, RequestState::Queued).ok_or("sample")?;
    let outbox = outbox_row(n);
    let kept = store.request(request.id).map_err(text)?;
    let waiting = store.outbox_row(&outbox.id).map_err(text)?;
    let received = store.receipt(&outbox.id).map_err(text)?;
    if kept.is_some() != (waiting.is_some() || received.is_some()) {
        return Err(format!("step {n}: request and outbox disagree"));
    }
    if waiting.is_some() && received.is_some() {
        return Err(format!("step {n}: received and still waiting"));
    }
    let Some(kept) = kept else {
        return Ok(false);
    };
    let delivered = kept.request.state == RequestState::Delivered;
    if delivered != received.is_some() {
        return Err(format!("step {n}: state and receipt disagree"));
    }
    if kept.request.narrative != request.narrative || kept.request.evidence != request.evidence {
        return Err(format!("step {n}: another content"));
    }
    if store
        .evidence_bytes(hash_of(&evidence_bytes(n)))
        .map_err(text)?
        != evidence_bytes(n)
    {
        return Err(format!("step {n}: another evidence"));
    }
    if store.participant(person.id).map_err(text)?.as_ref() != Some(&person) {
        return Err(format!("step {n}: another person"));
    }
    Ok(delivered || !n.is_multiple_of(2))
}
