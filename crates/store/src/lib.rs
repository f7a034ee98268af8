//! The encrypted local store: everything the application keeps on the device.
//!
//! A store is a directory:
//!
//! ```text
//! keyring.json          the random data key, wrapped by the passphrase (Argon2id, XChaCha20-Poly1305)
//! atelier.db            the tables, in SQLCipher under the data key (see docs/schema.sql)
//! evidence/<uuid>.bin   each piece of evidence, encrypted under its own key, which is kept in the tables
//! atelier.lock          held while a program has the store open
//! ```
//!
//! Every method writes durably before it returns (write-ahead log, `synchronous=FULL`); [`Store::atomically`] joins
//! several in one transaction. Nothing here deletes a record that has not been delivered.

mod answer;
mod disk;
mod entropy;
mod error;
mod evidence;
mod figures;
mod form_draft;
mod integrity;
mod journal;
mod keyring;
mod listing;
mod matter;
mod offer;
mod open;
mod outbox;
mod participant;
mod picture;
mod pin;
mod poster;
mod preparation;
mod progress;
mod receipt;
mod removed;
mod request;
mod row;
mod schema;
mod setting;
mod structure;
mod transaction;
mod unlearned;
mod words;
mod workshop;

#[cfg(test)]
mod sample;

pub use answer::{AnswerRow, NewAnswer};
pub use entropy::{Entropy, EntropyError, os_entropy};
pub use error::{OpenError, StoreError};
pub use evidence::EvidenceInfo;
pub use figures::Figures;
pub use form_draft::FormDraft;
pub use integrity::IntegrityReport;
pub use journal::JournalRow;
pub use listing::{
    PersonLine, PersonOrder, PersonSearch, ReceiptOrder, ReceiptSearch, RequestMark, RequestOrder,
    RequestSearch, SearchWord, Slice,
};
pub use matter::OpenRequest;
pub use open::Store;
pub use outbox::{OutboxKind, OutboxRow, OutboxState};
pub use picture::PictureRow;
pub use poster::{Poster, PosterCode};
pub use preparation::Tick;
pub use progress::{ProgressRow, Times};
pub use receipt::ReceiptRow;
pub use removed::Removed;
pub use request::{RequestFilter, RequestRow};
pub use schema::{SCHEMA_VERSION, migrations_sql};
pub use structure::DeclarationRow;
pub use unlearned::UnlearnedChange;
pub use workshop::WorkshopName;

/// What every method of an open store answers.
pub type Result<T> = std::result::Result<T, StoreError>;
