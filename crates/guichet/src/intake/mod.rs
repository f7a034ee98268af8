//! Records come in, are given a receipt, and learn what INAÉ decided.

mod changes;
mod exchange;
pub(crate) mod receipt;
pub(crate) mod rows;
pub(crate) mod sync;
