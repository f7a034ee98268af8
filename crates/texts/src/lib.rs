//! Every French text of the Rust side. `build.rs` makes a function of each text of `assets/i18n/fr`, of exactly what its
//! `{placeholders}` name: a key that does not exist, or a value that is missing, does not compile. [`french`] has the
//! plurals and the formats.

pub mod french;
mod placeholders;
#[cfg(test)]
mod typescript;

pub use placeholders::fill;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
