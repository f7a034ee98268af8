//! The pen of a sheet: blocks one below the other, measured before they are written.

use atelier_domain::CalendarDate;
use atelier_texts::french;

use super::{Block, Part, Sheet};
use crate::DocumentError;
use crate::code::reach;
use crate::layout::{Layout, Place, Size, TextBox};
use crate::press::{Element, Press, Role};
use crate::text;
use crate::theme::Theme;

/// Writes one below the other, on as many pages as it takes.
pub(super) struct Pen<'a> {
    pub(super) press: &'a mut Press,
    pub(super) layout: &'a Layout,
    pub(super) size: Size,
    pub(super) theme: &'a Theme,
    pub(super) sheet: Sheet<'a>,
    printed_on: CalendarDate,
    /// The page being made, from 1.
    page: usize,
    pub(super) y: f32,
    /// The drawing at the right of what is being written.
    pub(super) picture: Option<Place>,
    /// Where the blocks begin on the page being made.
    begun: f32,
    /// What stands above the foot of each page takes so much.
    closing: f32,
    /// The smallest side of a code on the page being made, in millimetres on paper.
    pub(super) smallest_code: Option<f32>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        press: &'a mut Press,
        layout: &'a Layout,
        (size, theme): (Size, &'a Theme),
        printed_on: CalendarDate,
        sheet: Sheet<'a>,
    ) -> Self {
        Self {
            press,
            layout,
            size,
            theme,
            sheet,
            printed_on,
            page: 1,
            y: 0.0,
            picture: None,
            begun: 0.0,
            closing: 0.0,
            smallest_code: None,
        }
    }

    pub(super) fn length(&self, name: &str) -> Result<f32, DocumentError> {
        self.layout.length(name)
    }

    pub(super) fn left(&self) -> Result<f32, DocumentError> {
        self.length("side")
    }

    pub(super) fn width(&self) -> Result<f32, DocumentError> {
        let whole = self.size.width - 2.0 * self.left()?;
        Ok(match self.picture {
            Some(picture) => whole - picture.w - self.length("picture_gap")?,
            None => whole,
        })
    }

    /// Whether the structure's line and its partners' logos stand at the foot of each page.
    fn partners(&self) -> bool {
        (self.sheet.template.wall || self.sheet.template.partners) && self.theme.has_foot()
    }

    /// Where the blocks of a page end.
    pub(super) fn bottom(&self) -> Result<f32, DocumentError> {
        Ok(self.foot()? - self.closing)
    }

    /// Where the foot of a page begins.
    fn foot(&self) -> Result<f32, DocumentError> {
        let strip = if self.partners() {
            self.length("partners")? + self.length("gap")?
        } else {
            0.0
        };
        Ok(self.size.height - self.length("foot")? - strip)
    }

    /// Where blocks begin on a page.
    pub(super) fn top(&self) -> Result<f32, DocumentError> {
        Ok(self.begun.max(self.length("top")?))
    }

    /// A style of the layout, in a place of its own, no higher than a page has room for.
    pub(super) fn style(
        &self,
        name: &str,
        x: f32,
        y: f32,
        w: f32,
    ) -> Result<TextBox, DocumentError> {
        let mut at = self.layout.text(name)?.clone();
        let h = at.at.h.min(self.bottom()? - self.top()?);
        at.at = Place { x, y, w, h };
        Ok(at)
    }

    pub(super) fn height(&self, name: &str, words: &str, w: f32) -> Result<f32, DocumentError> {
        let at = self.style(name, 0.0, 0.0, w)?;
        Ok(text::fit(words, at.setting(), w, at.at.h)?.height)
    }

    pub(super) fn write(&mut self, words: &str, at: &TextBox) -> Result<f32, DocumentError> {
        let colour = self.layout.colour(&at.colour)?;
        Ok(self.press.write(words, at, colour)?.height)
    }

    /// Words as a part of the document.
    pub(super) fn write_as(
        &mut self,
        role: Role,
        words: &str,
        at: &TextBox,
    ) -> Result<f32, DocumentError> {
        let part = self.press.part(role, at.language);
        self.write_in(part, words, at)
    }

    /// Words in a part of the document that was begun.
    pub(super) fn write_in(
        &mut self,
        part: Element,
        words: &str,
        at: &TextBox,
    ) -> Result<f32, DocumentError> {
        let colour = self.layout.colour(&at.colour)?;
        let set = self
            .press
            .within(part, |press| press.write(words, at, colour))?;
        Ok(set.height)
    }

    /// A code, and how far it can be read.
    pub(super) fn code(&mut self, address: &str, at: Place) -> Result<(), DocumentError> {
        let side = self.press.code(address, at)?;
        let smallest = self.smallest_code.map_or(side, |known| known.min(side));
        self.smallest_code = Some(smallest);
        Ok(())
    }

    /// Goes on under the drawing, on the whole width.
    pub(super) fn under_picture(&mut self) {
        if let Some(picture) = self.picture.take() {
            self.y = self.y.max(picture.y + picture.h);
        }
    }

    /// Makes room for a height: on this page, or on the next.
    pub(super) fn room(&mut self, height: f32) -> Result<(), DocumentError> {
        if self.y + height > self.bottom()? {
            // What is said again on each page is read on one.
            let aside = self.press.begin_aside();
            self.end_content()?;
            self.press.end_aside(aside);
            self.press.end_page();
            self.page += 1;
            let aside = self.press.begin_aside();
            self.begin()?;
            self.press.end_aside(aside);
        }
        Ok(())
    }

    /// Begins a page. What hangs on a wall has its head on each: its pages hang apart.
    fn begin(&mut self) -> Result<(), DocumentError> {
        self.begun = 0.0;
        if self.page > 1 && !self.sheet.template.wall {
            self.y = self.length("top")?;
            return Ok(());
        }
        self.head()?;
        self.y += self.length("after_head")? - self.length("gap")?;
        for (at, part) in self.sheet.template.opening.iter().enumerate() {
            if self.sheet.shown(part) {
                self.block_in_both(&part.block, |other| other.opening.get(at))?;
            }
        }
        self.begun = self.y;
        Ok(())
    }

    /// What ends a page.
    fn end_content(&mut self) -> Result<(), DocumentError> {
        self.picture = None;
        let (left, width) = (self.left()?, self.width()?);
        let (foot, bottom) = (self.foot()?, self.bottom()?);
        // The place kept for it.
        self.closing = 0.0;
        self.y = bottom;
        self.write_closing()?;
        self.closing = foot - bottom;
        let y = self.size.height - self.length("foot_text")?;
        let day = french::date(self.printed_on);
        let day = self.layout.said("printed", &[("day", &day)])?;
        let at = self.style("printed", left, y, width * 0.4)?;
        self.write(&day, &at)?;
        if self.partners() {
            let place = Place {
                x: left + width * 0.5,
                y: foot + self.length("gap")?,
                w: width * 0.5,
                h: self.length("partners")?,
            };
            let mut at = self.style("line", left, place.y, width * 0.47)?;
            at.at.h = place.h;
            self.write(&self.theme.line, &at)?;
            self.theme.partners(self.press, place)?;
        }
        if let Some(side) = self
            .smallest_code
            .take()
            .filter(|_| self.sheet.template.wall)
        {
            let words = self.layout.said("reach", &[("reach", &reach(side))])?;
            let mut at = self.style("reach", left + width * 0.4, y, width * 0.4)?;
            let mut below = None;
            if let Some((language, _)) = self.sheet.template.beside {
                let other = language.said("reach", "{reach}", &language.number(&reach(side)))?;
                let down = self.length("reach_down")?;
                below = Some((other, at.turned(language).moved(0.0, down)));
                at = at.moved(0.0, down - at.at.h * 0.75);
            }
            self.write(&words, &at)?;
            if let Some((other, under)) = below {
                self.write(&other, &under)?;
            }
        }
        Ok(())
    }

    /// Numbers the pages, once they are all there; a page alone has no number.
    fn number_pages(&mut self) -> Result<(), DocumentError> {
        if self.page == 1 {
            return Ok(());
        }
        let (left, width) = (self.left()?, self.width()?);
        let y = self.size.height - self.length("foot_text")?;
        let at = self.style("page", left + width * 0.8, y, width * 0.2)?;
        let colour = self.layout.colour(&at.colour)?;
        let pages = self.page.to_string();
        let first = self.press.pages() - self.page;
        for number in 1..=self.page {
            let values = [("page", number.to_string()), ("pages", pages.clone())];
            let values = values
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            let words = self.layout.said("page", &values)?;
            let page = first + number - 1;
            self.press.add_to_page(page, |press| {
                press.aside(|press| press.write(&words, &at, colour))
            })?;
        }
        Ok(())
    }

    /// The pages of the sheet, or of one of its rows.
    pub(super) fn part(mut self) -> Result<(), DocumentError> {
        self.closing = self.closing_height()?;
        let part = self.press.begin_part(Role::Part);
        self.begin()?;
        let sheet = self.sheet;
        let shown = |(_, part): &(usize, &Part)| sheet.shown(part);
        let blocks = sheet.template.blocks.iter().enumerate();
        let mut blocks = blocks.filter(shown).peekable();
        while let Some((at, part)) = blocks.next() {
            if let (Block::Heading(words), Some((_, next))) = (&part.block, blocks.peek()) {
                // A heading is never left alone at the bottom of a page.
                let needed = self.height("heading", &sheet.fill(words)?, self.width()?)?
                    + self.length("heading_gap")?
                    + self.least(&next.block)?;
                self.room(needed)?;
            }
            self.block_in_both(&part.block, |other| other.blocks.get(at))?;
        }
        self.end_content()?;
        self.press.end_page();
        self.press.end_part(part);
        self.number_pages()
    }
}
