//! The synchronisation with the guichet: pure decisions, pure classification, and the wire.
//!
//! * [`machine`] decides what to do next: no I/O, no clock, no randomness. The application runs its effects.
//! * [`classify`] tells an answer of the guichet from everything else that may answer in its place.
//! * [`transport`] is the only part that touches the network: exchange, enrolment, ping, and evidence by tus 1.0.
//!
//! Knows neither the store nor the application.

pub mod classify;
pub mod failure;
pub mod machine;
pub mod transport;

pub use classify::{Expected, Seen, classify_response};
pub use failure::Failure;
pub use machine::{
    Effect, Event, ExchangeSummary, FileProgress, Machine, MachineConfig, Phase, Status,
};
pub use transport::{
    AddressProblem, DeviceToken, Guichet, GuichetAddress, PageFound, Patience, SetupProblem,
    UploadJob, install_tls, look_at_page,
};
