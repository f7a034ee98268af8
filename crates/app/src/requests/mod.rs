//! Badge requests: written, looked at for what they lack, confirmed.

pub mod assess;
pub mod confirm;
pub mod read;
pub mod view;
pub mod write;
