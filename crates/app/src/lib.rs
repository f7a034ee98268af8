//! The use cases: all that a user interface can ask for. Joins the rooms below; knows nothing of Tauri.

pub mod problem;
pub mod view;

pub use problem::{Answer, Problem};
