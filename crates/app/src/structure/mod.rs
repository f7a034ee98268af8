//! The structure itself: first launch, settings, look, recovery sheet, forms being typed.

pub mod form_drafts;
pub mod form_drafts_view;
pub mod habits;
pub mod look;
pub mod phrase;
pub mod recovery;
pub mod session;
pub mod session_view;
pub mod setup;
pub mod view;
