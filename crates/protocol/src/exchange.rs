//! One exchange carries everything new and everything changed, both ways: `POST /v1/sync`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::canonical::RecordHash;
use crate::problem::ProblemCode;
use crate::record::{Record, RecordBody};

/// What the application says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExchangeRequest {
    /// [`crate::PROTOCOL_VERSION`] of the sender.
    pub protocol: u32,
    /// The cursor of the last answer taken in; 0 at first.
    pub cursor: u64,
    /// Records that have no receipt yet, declaration first.
    pub records: Vec<Record>,
}

/// What the guichet answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExchangeAnswer {
    /// [`crate::PROTOCOL_VERSION`] of the guichet.
    pub protocol: u32,
    /// For each record held whole, evidence included. Written after the guichet has it safely on disk.
    pub receipts: Vec<Receipt>,
    /// Evidence named by records of this exchange that the guichet does not hold yet.
    pub missing: Vec<RecordHash>,
    /// What happened at INAÉ since `cursor`.
    pub changes: Vec<Change>,
    /// To be sent back next time.
    pub cursor: u64,
    /// Whether more changes than fit are waiting.
    pub more: bool,
    /// Records that cannot be taken, and why.
    pub problems: Vec<RecordProblem>,
}

/// Proof that INAÉ holds a record and all its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    /// The record's id.
    pub id: String,
    /// The record's revision.
    pub revision: u32,
    /// The record's hash.
    pub hash: RecordHash,
    /// Hash of every piece of evidence held, in the record's order.
    pub evidence: Vec<RecordHash>,
    /// INAÉ's number, to be quoted by people: `R-2026-000123`.
    pub number: String,
    /// When the guichet had it safely on disk, RFC 3339 UTC.
    pub received_at: String,
}

impl Receipt {
    /// Whether this receipt is for exactly this record and names exactly its evidence.
    #[must_use]
    pub fn covers(&self, record: &Record) -> bool {
        let Self {
            id,
            revision,
            hash,
            evidence,
            number,
            received_at,
        } = self;
        *id == record.id
            && *revision == record.revision
            && *hash == record.hash
            && !number.is_empty()
            && !received_at.is_empty()
            && match &record.body {
                RecordBody::Declaration(_) => evidence.is_empty(),
                RecordBody::BadgeRequest(request) => request
                    .evidence
                    .iter()
                    .map(|e| &e.sha256)
                    .eq(evidence.iter()),
            }
    }
}

/// Something that happened to a request at INAÉ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// The request's id.
    pub id: String,
    /// The state code of the request from now on (`in-committee`, `accepted`, `returned`, `refused`, `issued`, `in-passport`).
    pub state: String,
    /// A question or a reason, for people.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<String>,
    /// When, RFC 3339 UTC.
    pub at: String,
}

/// A record that cannot be taken as it is; the others of the exchange are not concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecordProblem {
    /// The record's id.
    pub id: String,
    /// The record's hash.
    pub hash: RecordHash,
    /// What is wrong.
    pub code: ProblemCode,
    /// For a person, in French.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::DeclarationRecord;

    fn record() -> Record {
        let body = RecordBody::Declaration(DeclarationRecord {
            structure_name: "Chantier".into(),
            structure_kind: "aci".into(),
            validation_mode: "committee".into(),
            staff_count: 3,
            badges: vec![],
            declared_at: "2026-11-23T10:00:00.000Z".into(),
        });
        Record::seal("01890a5d-ac96-774b-bcce-b302099a8057".into(), 1, body).unwrap()
    }

    fn receipt(record: &Record) -> Receipt {
        Receipt {
            id: record.id.clone(),
            revision: record.revision,
            hash: record.hash.clone(),
            evidence: vec![],
            number: "D-2026-000001".into(),
            received_at: "2026-11-23T10:00:01.000Z".into(),
        }
    }

    #[test]
    fn a_receipt_covers_its_record_and_no_other() {
        let record = record();
        assert!(receipt(&record).covers(&record));
        let mut other_hash = receipt(&record);
        other_hash.hash = RecordHash::of_bytes(b"");
        assert!(!other_hash.covers(&record));
        let mut other_revision = receipt(&record);
        other_revision.revision = 2;
        assert!(!other_revision.covers(&record));
        let mut foreign_evidence = receipt(&record);
        foreign_evidence.evidence.push(RecordHash::of_bytes(b""));
        assert!(!foreign_evidence.covers(&record));
    }

    #[test]
    fn an_exchange_with_nothing_new_is_small() {
        let ask = ExchangeRequest {
            protocol: 1,
            cursor: 12,
            records: vec![],
        };
        let answer = ExchangeAnswer {
            protocol: 1,
            receipts: vec![],
            missing: vec![],
            changes: vec![],
            cursor: 12,
            more: false,
            problems: vec![],
        };
        let size = serde_json::to_string(&ask).unwrap().len()
            + serde_json::to_string(&answer).unwrap().len();
        assert!(size < 1_000, "{size}");
    }
}
