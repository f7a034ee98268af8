//! What hangs on a wall, each on its own paper, in one PDF.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use atelier_domain::CalendarDate;

use crate::DocumentError;
use crate::format::Format;
use crate::language::Language;
use crate::poster::{self, Poster};
use crate::press::Press;
use crate::sheet::{self, Fields};
use crate::theme::Theme;

/// Something to hang on a wall, or to hand out when its paper is a flyer's.
#[derive(Debug, Clone, PartialEq)]
pub struct Hanging {
    /// Its paper.
    pub format: Format,
    /// What it says.
    pub content: Content,
}

/// What hangs.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A badge.
    Badge(Box<Poster>),
    /// A sheet described with `"wall": true`.
    Sheet {
        /// Its name.
        name: String,
        /// What it is filled with.
        fields: Fields,
        /// The language that stands beside French, for a sheet that has its words.
        beside: Option<Language>,
    },
}

/// One PDF, in the order given. The same content and day give the same bytes.
///
/// # Errors
/// [`DocumentError::Nothing`] without anything to hang; [`DocumentError::Address`] or [`DocumentError::Illustration`]
/// when a badge's address or picture cannot be drawn; [`DocumentError::Layout`] for an unknown sheet, or one
/// that has no words in the language beside it.
pub fn posters(
    hangings: &[Hanging],
    theme: &Theme,
    printed_on: CalendarDate,
) -> Result<Vec<u8>, DocumentError> {
    let first = hangings.first().ok_or(DocumentError::Nothing)?;
    let mut layouts = BTreeMap::new();
    let mut press = Press::new(first.format.shape().page());
    let addresses = hangings.iter().filter_map(|one| match &one.content {
        Content::Badge(poster) => Some(poster.badge.application_url.as_str()),
        Content::Sheet { .. } => None,
    });
    press.prepare_codes(addresses);
    for Hanging { format, content } in hangings {
        match content {
            Content::Badge(poster) => {
                let bilingual = poster.beside.is_some();
                let layout = match layouts.entry((format.shape(), bilingual)) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(free) => {
                        free.insert(poster::layout(*format, theme.has_foot(), bilingual)?)
                    }
                };
                poster::add(&mut press, layout, poster, (*format, theme), printed_on)?;
            }
            Content::Sheet {
                name,
                fields,
                beside,
            } => {
                sheet::hang(
                    &mut press,
                    (name, fields, *beside),
                    (*format, theme),
                    printed_on,
                )?;
            }
        }
    }
    let title = match (hangings, &first.content) {
        ([_], Content::Sheet { name, fields, .. }) => sheet::title(name, fields)?,
        _ => poster::layout(first.format, false, false)?
            .word("title")?
            .to_owned(),
    };
    press.finish(&title, printed_on, theme.mark.as_deref())
}
