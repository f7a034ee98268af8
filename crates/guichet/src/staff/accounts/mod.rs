//! Members of the staff: their passwords and their sessions.

pub(crate) mod members;
pub(crate) mod sessions;
