//! What travels between the application and the guichet. Described for other implementers in `docs/PROTOCOL.md`.
//!
//! Plain data with its JSON form, the canonical form and hash of a record, and the codes of what can go wrong.
//! Knows no HTTP library: both ends use the same types.

pub mod canonical;
pub mod enrolment;
pub mod exchange;
pub mod headers;
pub mod problem;
pub mod record;

pub use canonical::{CanonicalError, RecordHash, canonical_json, hash_of};
pub use enrolment::{EnrolmentAnswer, EnrolmentRequest, Pong};
pub use exchange::{Change, ExchangeAnswer, ExchangeRequest, Receipt, RecordProblem};
pub use problem::{Problem, ProblemCode};
pub use record::{
    BadgeRequestRecord, DeclarationRecord, EvidenceRecord, LocalRuleRecord, PersonRecord, Record,
    RecordBody, WorkshopRecord,
};

/// Version of the protocol. Both ends state theirs; a guichet refuses a version that it does not speak.
pub const PROTOCOL_VERSION: u32 = 1;

/// Largest JSON body of an exchange, in bytes: both ends refuse more.
pub const MAX_EXCHANGE_BYTES: usize = 4 * 1024 * 1024;

/// Most records in one exchange; the application sends the rest in the next round.
pub const MAX_EXCHANGE_RECORDS: usize = 200;

/// Largest piece of evidence, in bytes (Open Badge Passport's own limit).
pub const MAX_EVIDENCE_BYTES: u64 = 50_000_000;
