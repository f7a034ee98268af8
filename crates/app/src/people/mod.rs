//! People: found, written, imported from a list.

pub mod import;
pub mod participants;
pub mod person;
pub mod view;
