//! Coming in and going out.

pub(crate) mod form;
pub(crate) mod logout;
pub(crate) mod submit;
