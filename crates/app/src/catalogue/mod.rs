//! The badges: the catalogue in force, its pictures, what the structure made of each.

pub mod address;
pub mod advice;
pub mod archive;
pub mod drawing;
pub mod file;
pub mod offered;
pub mod open_badges;
pub mod picture;
pub mod reason;
pub mod view;
pub mod words;
