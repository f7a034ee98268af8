//! The guichet: the intake desk that INAÉ runs and that the applications sync to.
//!
//! It receives records and their evidence, gives a receipt once everything is safely on disk, and shows INAÉ's staff
//! what came. Everything is in one data directory: `guichet.db` (SQLite), `evidence/`, `uploads/`.

mod base;
mod desk;
mod enrolment;
mod evidence;
mod http;
mod intake;
mod openapi;
mod reading;
mod staff;
mod uploads;

pub use base::clock::Clock;
pub use base::database::DatabaseError;
pub use base::problem::Fault;
pub use base::secret::NoRandomness;
pub use desk::{Config, Guichet, OpenError};
pub use http::serve;
pub use openapi::openapi_json;
pub use reading::{ReceivedRequest, RequestPage};
pub use staff::AddUserError;
