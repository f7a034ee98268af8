//! What INAÉ's own programs read: requests received, and their evidence.

pub(crate) mod evidence;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod rows;
pub(crate) mod tokens;
