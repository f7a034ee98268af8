//! Group workshops: planned, prepared, run on the board, summed up.

pub mod board;
pub mod plan;
pub mod preparation;
pub mod preparation_view;
pub mod readiness;
pub mod requests;
pub mod series;
pub mod summary;
pub mod summary_view;
pub mod todo;
pub mod todo_view;
pub mod view;
