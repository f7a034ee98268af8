//! A record, sealed and put in the outbox.

use atelier_domain::Moment;
use atelier_protocol::{Record, RecordBody, RecordHash, canonical_json};
use atelier_store::{OutboxKind, OutboxRow, OutboxState, Store};

use crate::base::problem::{Answer, Problem};

pub(crate) fn seal(id: String, revision: u32, body: RecordBody) -> Answer<(Record, String)> {
    let json = canonical_json(&body).map_err(Problem::unexpected)?;
    let record = Record {
        id,
        revision,
        hash: RecordHash::of_bytes(json.as_bytes()),
        body,
    };
    Ok((record, json))
}

pub(crate) fn enqueue(
    store: &Store,
    record: &Record,
    body: String,
    kind: OutboxKind,
    at: Moment,
) -> Answer<()> {
    let evidence = record
        .evidence()
        .filter_map(|piece| piece.sha256.as_str().parse().ok())
        .collect();
    Ok(store.enqueue(&OutboxRow {
        id: record.id.clone(),
        revision: record.revision,
        hash: record.hash.to_string(),
        kind,
        body,
        evidence,
        state: OutboxState::Waiting,
        attempts: 0,
        last_attempt_at: None,
        problem_code: None,
        problem_detail: None,
        queued_at: at,
    })?)
}

/// The record that an outbox row holds.
pub(crate) fn record_of(row: &OutboxRow) -> Option<Record> {
    let body: RecordBody = serde_json::from_str(&row.body).ok()?;
    let hash = RecordHash::parse(&row.hash)?;
    Some(Record {
        id: row.id.clone(),
        revision: row.revision,
        hash,
        body,
    })
}
