//! The use cases: all that a user interface can ask for. Joins the rooms below; knows nothing of Tauri.
//!
//! [`App`] is shared by every command of an interface. Each method is one use case: it takes plain data, and gives a view
//! model or a [`Problem`]. A folder a subject; `docs/ARCHITECTURE.md` says which stands on which.

mod base;
pub mod catalogue;
pub mod commands;
pub mod demo;
mod diagnostic;
mod home;
mod lists;
mod offers;
mod people;
mod platform;
pub mod posters;
mod practice;
mod printing;
mod requests;
mod sealing;
mod sending;
mod station;
mod structure;
pub mod view;
mod workshops;

pub use base::app::{App, Places, VERSION};
pub use base::clock::{self, Clock};
pub use base::problem::{Answer, Case, Problem, Told};
pub use base::{clean, ids, labels};
pub use platform::{connection, passport};
pub use printing::{documents, printers, sheets};
pub use sending::{answers, courier};
