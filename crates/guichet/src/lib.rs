//! The guichet: the intake desk that INAÉ runs and that the applications sync to.
//!
//! It receives records and their evidence, gives a receipt once everything is safely on disk, and shows INAÉ's staff
//! what came. Everything is in one data directory: `guichet.db` (SQLite), `evidence/`, `uploads/`.

mod base;
mod callers;
mod enrolment;
mod evidence;
mod intake;
mod maintenance;
mod openapi;
mod reading;
mod router;
mod server;
mod staff;
mod state;
mod uploads;

pub use base::clock::Clock;
pub use base::database::DatabaseError;
pub use base::desk::Config;
pub use base::problem::Fault;
pub use base::secret::NoRandomness;
pub use openapi::openapi_json;
pub use reading::rows::{ReceivedRequest, RequestPage};
pub use server::serve;
pub use staff::accounts::members::AddUserError;
pub use state::{Guichet, OpenError};
