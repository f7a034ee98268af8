//! What becomes of the records of an exchange, in one transaction.

use atelier_domain::{Moment, RequestId};
use atelier_protocol::record::InvalidField;
use atelier_protocol::{
    ExchangeAnswer, PROTOCOL_VERSION, ProblemCode, Receipt, Record, RecordBody, RecordHash,
    RecordProblem, canonical_json,
};
use rusqlite::Transaction;
use serde::Deserialize;

use super::{changes, receipt, rows};
use crate::base::desk::Desk;
use crate::base::problem::{Fault, Refusal};
use crate::base::texts;
use crate::callers::Device;
use crate::evidence::rows::held;
use atelier_texts::guichet::details;

/// The identity of a record whose content cannot be read.
#[derive(Deserialize)]
struct Identity {
    id: String,
    hash: String,
}

/// What becomes of one record.
enum Outcome {
    Received(Receipt),
    Awaiting(Vec<RecordHash>),
    Refused(ProblemCode, String),
}

/// Takes the records in, and tells what is new.
pub(super) fn exchange(
    desk: &Desk,
    device: &Device,
    cursor: u64,
    records: Vec<serde_json::Value>,
) -> Result<ExchangeAnswer, Refusal> {
    desk.database().write(|tx| {
        let mut receipts = Vec::new();
        let mut missing: Vec<RecordHash> = Vec::new();
        let mut problems = Vec::new();
        for raw in records {
            let (id, hash) = identity(&raw)?;
            let outcome = match serde_json::from_value::<Record>(raw) {
                Ok(record) => take(tx, desk.now(), device, &record)?,
                Err(error) => invalid(&unreadable_field(&error)),
            };
            match outcome {
                Outcome::Received(receipt) => receipts.push(receipt),
                Outcome::Awaiting(hashes) => {
                    for hash in hashes {
                        if !missing.contains(&hash) {
                            missing.push(hash);
                        }
                    }
                }
                Outcome::Refused(code, detail) => problems.push(RecordProblem {
                    id,
                    hash,
                    code,
                    detail,
                }),
            }
        }
        let news = changes::since(tx, device.structure, cursor)?;
        Ok(ExchangeAnswer {
            protocol: PROTOCOL_VERSION,
            receipts,
            missing,
            changes: news.changes,
            cursor: news.cursor,
            more: news.more,
            problems,
        })
    })
}

fn take(
    tx: &Transaction<'_>,
    now: Moment,
    device: &Device,
    record: &Record,
) -> Result<Outcome, Fault> {
    if !record.is_intact() {
        return Ok(refused(ProblemCode::HashMismatch));
    }
    if let Err(InvalidField(field)) = record.validate() {
        return Ok(invalid(field));
    }
    // One spelling for one identity: capitals or braces would make another id of the same UUID.
    if record
        .id
        .parse::<RequestId>()
        .is_ok_and(|id| id.to_string() != record.id)
    {
        return Ok(invalid("id"));
    }
    // The files are named by these: only the one spelling is taken.
    if record
        .evidence()
        .any(|e| RecordHash::parse(e.sha256.as_str()).is_none())
    {
        return Ok(invalid("evidence.sha256"));
    }
    if let Some(existing) = rows::revision(tx, &record.id, record.revision)? {
        if existing.structure != device.structure {
            return Ok(conflict(details::conflict_id()));
        }
        if existing.hash != record.hash.as_str() {
            return Ok(conflict(details::conflict_content()));
        }
        return answer_for(tx, now, device, existing.seq, record);
    }
    if let Some(newest) = rows::newest(tx, &record.id)? {
        if newest.structure != device.structure || newest.kind != rows::kind(&record.body) {
            return Ok(conflict(details::conflict_id()));
        }
        if record.revision < newest.revision {
            return Ok(conflict(details::conflict_revision()));
        }
        if let RecordBody::BadgeRequest(_) = record.body
            && rows::state(tx, &record.id)?.as_deref() != Some("returned")
        {
            return Ok(conflict(details::conflict_state()));
        }
    }
    if let RecordBody::BadgeRequest(_) = record.body
        && !rows::has_declared(tx, device.structure)?
    {
        return Ok(refused(ProblemCode::NotDeclared));
    }
    if let Some(field) = held_otherwise(tx, device.structure, record)? {
        return Ok(invalid(field));
    }
    let body = canonical_json(&record.body)?;
    let seq = rows::insert(tx, device, record, &body, &now.to_rfc3339())?;
    answer_for(tx, now, device, seq, record)
}

/// The receipt, made now if everything is held, or what is missing for it.
fn answer_for(
    tx: &Transaction<'_>,
    now: Moment,
    device: &Device,
    seq: i64,
    record: &Record,
) -> Result<Outcome, Fault> {
    if let Some(receipt) = receipt::of(tx, seq, now)? {
        return Ok(Outcome::Received(receipt));
    }
    if let Some(field) = held_otherwise(tx, device.structure, record)? {
        return Ok(invalid(field));
    }
    let mut missing = Vec::new();
    for evidence in record.evidence() {
        if held(tx, device.structure, &evidence.sha256)?.is_none() {
            missing.push(evidence.sha256.clone());
        }
    }
    Ok(Outcome::Awaiting(missing))
}

/// The field that contradicts a file already held under the same hash.
fn held_otherwise(
    tx: &Transaction<'_>,
    structure: i64,
    record: &Record,
) -> Result<Option<&'static str>, Fault> {
    for evidence in record.evidence() {
        if let Some(held) = held(tx, structure, &evidence.sha256)? {
            if held.media_type != evidence.media_type {
                return Ok(Some("evidence.media_type"));
            }
            if held.size != evidence.size {
                return Ok(Some("evidence.size"));
            }
        }
    }
    Ok(None)
}

fn identity(raw: &serde_json::Value) -> Result<(String, RecordHash), Refusal> {
    let Identity { id, hash } = Identity::deserialize(raw).map_err(|_| Refusal::malformed())?;
    let hash = RecordHash::parse(&hash).ok_or_else(Refusal::malformed)?;
    Ok((id, hash))
}

/// serde names the field between backquotes, if any.
fn unreadable_field(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split('`').nth(1).unwrap_or("body").to_owned()
}

fn refused(code: ProblemCode) -> Outcome {
    Outcome::Refused(code, texts::problem(code).1)
}

fn conflict(detail: String) -> Outcome {
    Outcome::Refused(ProblemCode::Conflict, detail)
}

fn invalid(field: &str) -> Outcome {
    Outcome::Refused(ProblemCode::InvalidRecord, details::field_invalid(field))
}
