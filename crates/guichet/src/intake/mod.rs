//! The exchange: `POST /v1/sync`. Everything it takes in is committed in one transaction before the answer leaves.

mod changes;
mod receipt;
mod rows;

pub(crate) use receipt::settle_waiting;
pub(crate) use rows::{AWAITING, held};

use atelier_domain::RequestId;
use atelier_protocol::{
    ExchangeAnswer, MAX_EXCHANGE_BYTES, MAX_EXCHANGE_RECORDS, PROTOCOL_VERSION, ProblemCode,
    Record, RecordBody, RecordHash, RecordProblem, canonical_json,
};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use rusqlite::Transaction;
use serde::Deserialize;

use crate::base::problem::{Fault, Refusal};
use crate::base::texts::{self, Known};
use crate::base::version::check_version;
use crate::desk::Guichet;
use crate::enrolment::Device;

/// As [`atelier_protocol::ExchangeRequest`], each record still to be read: one bad record must not stop the others.
#[derive(Deserialize)]
struct RawExchange {
    cursor: u64,
    records: Vec<serde_json::Value>,
}

/// The identity of a record whose content cannot be read.
#[derive(Deserialize)]
struct Identity {
    id: String,
    hash: String,
}

/// What becomes of one record.
enum Outcome {
    Received(atelier_protocol::Receipt),
    Awaiting(Vec<RecordHash>),
    Refused(ProblemCode, String),
}

/// Takes new records in and tells what is new.
#[utoipa::path(
    post, path = "/v1/sync", tag = "exchange",
    security(("device" = [])),
    request_body = atelier_protocol::ExchangeRequest,
    responses(
        (status = 200, description = "Everything that has a receipt here is safely on disk", body = ExchangeAnswer),
        (status = 400, description = "`malformed`", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-enrolled`", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`: more than 4 MiB or 200 records", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 426, description = "`protocol-version`", body = atelier_protocol::Problem, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`, with Retry-After; nothing was taken", body = atelier_protocol::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn sync(
    State(guichet): State<Guichet>,
    device: Device,
    body: Body,
) -> Result<Json<ExchangeAnswer>, Refusal> {
    let body = Limited::new(body, MAX_EXCHANGE_BYTES)
        .collect()
        .await
        .map_err(|error| {
            if error.is::<LengthLimitError>() {
                Refusal::new(ProblemCode::TooLarge)
            } else {
                Refusal::malformed()
            }
        })?
        .to_bytes();
    check_version(&body)?;
    let RawExchange { cursor, records } =
        serde_json::from_slice(&body).map_err(|_| Refusal::malformed())?;
    if records.len() > MAX_EXCHANGE_RECORDS {
        let limit = MAX_EXCHANGE_RECORDS.to_string();
        let detail = texts::fill(&texts::detail(Known::TooManyRecords), &[("limit", &limit)]);
        return Err(Refusal::new(ProblemCode::TooLarge).detail(detail));
    }
    let answer = guichet
        .blocking(move |guichet| guichet.exchange(&device, cursor, records))
        .await?;
    Ok(Json(answer))
}

impl Guichet {
    fn exchange(
        &self,
        device: &Device,
        cursor: u64,
        records: Vec<serde_json::Value>,
    ) -> Result<ExchangeAnswer, Refusal> {
        self.database().write(|tx| {
            let mut receipts = Vec::new();
            let mut missing: Vec<RecordHash> = Vec::new();
            let mut problems = Vec::new();
            for raw in records {
                let (id, hash) = identity(&raw)?;
                let outcome = match serde_json::from_value::<Record>(raw) {
                    Ok(record) => self.take(tx, device, &record)?,
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
        &self,
        tx: &Transaction<'_>,
        device: &Device,
        record: &Record,
    ) -> Result<Outcome, Fault> {
        if !record.is_intact() {
            return Ok(refused(ProblemCode::HashMismatch));
        }
        if let Err(atelier_protocol::record::InvalidField(field)) = record.validate() {
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
                return Ok(conflict(Known::ConflictId));
            }
            if existing.hash != record.hash.as_str() {
                return Ok(conflict(Known::ConflictContent));
            }
            return self.answer_for(tx, device, existing.seq, record);
        }
        if let Some(newest) = rows::newest(tx, &record.id)? {
            if newest.structure != device.structure || newest.kind != rows::kind(&record.body) {
                return Ok(conflict(Known::ConflictId));
            }
            if record.revision < newest.revision {
                return Ok(conflict(Known::ConflictRevision));
            }
            if let RecordBody::BadgeRequest(_) = record.body
                && rows::state(tx, &record.id)?.as_deref() != Some("returned")
            {
                return Ok(conflict(Known::ConflictState));
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
        let seq = rows::insert(tx, device, record, &body, &self.now().to_rfc3339())?;
        self.answer_for(tx, device, seq, record)
    }

    /// The receipt, made now if everything is held, or what is missing for it.
    fn answer_for(
        &self,
        tx: &Transaction<'_>,
        device: &Device,
        seq: i64,
        record: &Record,
    ) -> Result<Outcome, Fault> {
        if let Some(receipt) = receipt::of(tx, seq, self.now())? {
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
    Outcome::Refused(code, texts::problem(code).detail)
}

fn conflict(known: Known) -> Outcome {
    Outcome::Refused(ProblemCode::Conflict, texts::detail(known))
}

fn invalid(field: &str) -> Outcome {
    let detail = texts::fill(&texts::detail(Known::FieldInvalid), &[("field", field)]);
    Outcome::Refused(ProblemCode::InvalidRecord, detail)
}
