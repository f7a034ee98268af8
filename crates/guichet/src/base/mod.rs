//! What every part of the guichet stands on. Nothing here knows a feature.

pub(crate) mod blocking;
pub(crate) mod clock;
pub(crate) mod database;
pub(crate) mod desk;
pub(crate) mod disk;
pub(crate) mod drain;
pub(crate) mod file_body;
pub(crate) mod hashing;
pub(crate) mod problem;
pub(crate) mod secret;
pub(crate) mod texts;
pub(crate) mod throttle;
pub(crate) mod version;
