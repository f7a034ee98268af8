//! Everything printed: posters, receipt sheets, badge cards, as PDF; and a picture of any page of them.
//!
//! What a document looks like is in `assets/documents/<name>/layout.json` (places in millimetres, styles, colours, the
//! words that never change); the code here only fills it. Words are measured before they are placed, so that nothing
//! runs over, whatever people write.

mod aloud;
mod bilingual;
mod cards;
mod code;
mod drawing;
mod font;
mod format;
#[cfg(test)]
mod generated;
mod hanging;
mod language;
mod layout;
mod mask;
mod poster;
mod press;
mod preview;
mod shape;
mod sheet;
mod text;
mod theme;

pub use bilingual::Beside;
pub use cards::{Card, Holder, cards};
pub use code::{Modules, modules, svg as code_svg};
pub use drawing::can_be_printed;
pub use format::Format;
pub use hanging::{Content, Hanging, posters};
pub use language::Language;
pub use poster::{Pathway, Poster, PosterBadge, Rule};
pub use preview::{Preview, papers, preview};
pub use sheet::{Fields, Of, Offered, Values, described, offered, offered_by, sheet, sheet_names};
pub use theme::{Theme, legible};

/// Why a document could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Nothing to print.
    #[error("nothing to print")]
    Nothing,
    /// An address is empty, or too long for a code that can be scanned.
    #[error("the address cannot be made into a code")]
    Address,
    /// An illustration is not a drawing that can be read.
    #[error("the illustration is not readable SVG")]
    Illustration,
    /// A day is not written `YYYY-MM-DD`.
    #[error("not a calendar date: {0}")]
    Date(String),
    /// The page asked for is not in the document, or the width is not between 1 and 4,000 pixels.
    #[error("no such page or width")]
    Page,
    /// The PDF could not be written, or the one given cannot be read.
    #[error("the PDF cannot be written or read")]
    Pdf,
    /// A layout shipped with the program is incomplete: a fault of the program.
    #[error("faulty layout: {0}")]
    Layout(String),
    /// The typeface shipped with the program cannot be read: a fault of the program.
    #[error("faulty typeface")]
    Font,
}

impl DocumentError {
    /// Stable code, for the interface's wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "document-nothing",
            Self::Address => "document-address",
            Self::Illustration => "document-illustration",
            Self::Date(_) => "document-date",
            Self::Page => "document-page",
            Self::Pdf => "document-pdf",
            Self::Layout(_) => "document-layout",
            Self::Font => "document-font",
        }
    }
}
