//! The participant’s station: the shared laptop, given to one person at a time.

pub mod own;
pub mod picture;
#[cfg(test)]
mod picture_tests;
pub mod place;
pub mod seat;
pub mod speech;
#[cfg(test)]
mod tests;
pub mod view;
pub mod words;
