//! The guichet: the intake desk that INAÉ runs and that the applications sync to.
//!
//! It receives records and their evidence, gives a receipt once everything is safely on disk, and shows INAÉ's staff
//! what came. Everything is in one data directory: `guichet.db` (SQLite), `evidence/`, `uploads/`.

mod clock;
mod database;
mod desk;
mod drain;
mod enrolment;
mod evidence;
mod file_body;
mod http;
mod intake;
mod openapi;
mod problem;
mod reading;
mod secret;
mod staff;
mod texts;
mod throttle;
mod uploads;

pub use clock::Clock;
pub use database::DatabaseError;
pub use desk::{Config, Guichet, OpenError};
pub use http::serve;
pub use openapi::openapi_json;
pub use problem::Fault;
pub use reading::{ReceivedRequest, RequestPage};
pub use secret::NoRandomness;
pub use staff::AddUserError;
