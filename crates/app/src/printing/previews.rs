//! Posters seen lately, as they were laid out: when a screen is opened again, or a page is turned, nothing is laid out again.
//! Forgotten when the store is locked.

use atelier_documents::{Hanging, Theme};
use atelier_domain::CalendarDate;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::collections::VecDeque;

use crate::base::app::App;
use crate::base::pages::failed;
use crate::base::problem::Answer;
use crate::printing::view::PageView;

/// How many documents, and pictures of pages, are kept.
const KEPT: usize = 8;

/// Posters, and what makes their PDF what it is.
struct Posters {
    hung: Vec<Hanging>,
    theme: Theme,
    day: CalendarDate,
    pdf: Vec<u8>,
}

/// A page of a PDF, and how many pixels wide it is seen.
struct Page {
    pdf: Vec<u8>,
    index: usize,
    width: u32,
    view: PageView,
}

/// The latest of both, first.
#[derive(Default)]
pub(super) struct Previews {
    posters: VecDeque<Posters>,
    pages: VecDeque<Page>,
}

impl Previews {
    /// How many documents, and how many pages, are kept.
    #[cfg(test)]
    pub(super) fn kept(&self) -> (usize, usize) {
        (self.posters.len(), self.pages.len())
    }
}

fn keep<T>(all: &mut VecDeque<T>, one: T) {
    all.push_front(one);
    all.truncate(KEPT);
}

/// A page as it is shown.
pub(super) fn page_view(pdf: &[u8], index: usize, width: u32) -> Answer<PageView> {
    let preview = atelier_documents::preview(pdf, index, width).map_err(failed)?;
    let image = BASE64_STANDARD.encode(&preview.png);
    Ok(PageView {
        image: format!("data:image/png;base64,{image}"),
        page: u32::try_from(index + 1).unwrap_or(u32::MAX),
        pages: u32::try_from(preview.pages).unwrap_or(u32::MAX),
        width_mm: f64::from(preview.width_mm),
        height_mm: f64::from(preview.height_mm),
    })
}

impl App {
    /// Posters to be looked at, as a PDF.
    pub(super) fn seen_posters(&self, hung: &[Hanging], theme: &Theme) -> Answer<Vec<u8>> {
        let day = self.clock.today();
        let known = self.keeping(|known: &mut Previews| {
            let mut posters = known.posters.iter();
            let same = |one: &&Posters| one.day == day && one.theme == *theme && one.hung == hung;
            posters.find(same).map(|one| one.pdf.clone())
        });
        if let Some(pdf) = known {
            return Ok(pdf);
        }
        let pdf = atelier_documents::posters(hung, theme, day).map_err(failed)?;
        let one = Posters {
            hung: hung.to_vec(),
            theme: theme.clone(),
            day,
            pdf: pdf.clone(),
        };
        self.keeping(|known: &mut Previews| keep(&mut known.posters, one));
        Ok(pdf)
    }

    /// A page of such a PDF, as it is shown.
    pub(super) fn seen_page(&self, pdf: Vec<u8>, index: usize, width: u32) -> Answer<PageView> {
        let known = self.keeping(|known: &mut Previews| {
            let mut pages = known.pages.iter();
            let same = |one: &&Page| one.index == index && one.width == width && one.pdf == pdf;
            pages.find(same).map(|one| one.view.clone())
        });
        if let Some(view) = known {
            return Ok(view);
        }
        let view = page_view(&pdf, index, width)?;
        let one = Page {
            pdf,
            index,
            width,
            view: view.clone(),
        };
        self.keeping(|known: &mut Previews| keep(&mut known.pages, one));
        Ok(view)
    }
}
