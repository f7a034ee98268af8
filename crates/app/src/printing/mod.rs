//! Everything printed: what is asked for becomes a PDF, is saved or sent to a printer.

pub mod badge_sheets;
pub mod codes;
pub mod documents;
pub mod previews;
pub mod printers;
pub mod recovery_sheet;
pub mod sheets;
pub mod subject;
pub mod view;

#[cfg(test)]
mod tests;
