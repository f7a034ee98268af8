//! What hangs on a wall: numbered steps, badges one below the other, each with its code.

use super::pen::Pen;
use super::{Entries, Sheet};
use crate::DocumentError;
use crate::layout::{Colour, Place};

/// An entry, in words.
pub(super) struct Said {
    pub(super) picture: String,
    pub(super) name: String,
    text: String,
    code: String,
    under: String,
}

impl Said {
    fn of(entries: &Entries, sheet: Sheet) -> Result<Self, DocumentError> {
        let said = |text: &str| sheet.fill(text);
        Ok(Self {
            picture: said(&entries.picture)?,
            name: said(&entries.name)?,
            text: said(&entries.text)?,
            code: said(&entries.code)?,
            under: said(&entries.under)?,
        })
    }
}

impl Pen<'_> {
    /// A step: its number in a disc, its words beside it.
    pub(super) fn numbered(&mut self, number: u8, words: &str) -> Result<(), DocumentError> {
        let (left, width) = (self.left()?, self.width()?);
        let (disc, indent) = (self.length("step_disc")?, self.length("step_indent")?);
        let tall = self.height("step", words, width - indent)?;
        self.room(tall.max(disc))?;
        self.disc(number, left)?;
        let at = self.style(
            "step",
            left + indent,
            self.y + self.down(tall)?,
            width - indent,
        )?;
        self.write(words, &at)?;
        self.y += tall.max(disc) + self.length("step_gap")?;
        Ok(())
    }

    /// The number of a step in its disc.
    pub(super) fn disc(&mut self, number: u8, x: f32) -> Result<(), DocumentError> {
        let disc = self.length("step_disc")?;
        let place = Place {
            x,
            y: self.y,
            w: disc,
            h: disc,
        };
        let colour = self.layout.colour("accent")?;
        self.press.fill_round(place, disc / 2.0, colour);
        let mut at = self.style("step_number", x, self.y, disc)?;
        at.at.h = disc;
        self.write(&number.to_string(), &at)?;
        Ok(())
    }

    /// How far under the top of the disc the words of a step begin: one line stands in the middle of the disc, several
    /// begin at its top.
    pub(super) fn down(&self, tall: f32) -> Result<f32, DocumentError> {
        Ok(((self.length("step_disc")? - tall) / 2.0).max(0.0))
    }

    fn said(&self, entries: &Entries) -> Result<Vec<Said>, DocumentError> {
        let sheet = self.sheet;
        let rows = sheet.fields.lists.get(&entries.list).into_iter().flatten();
        rows.map(|row| Said::of(entries, sheet.of(row))).collect()
    }

    /// A code on a light ground, and what is said under it.
    pub(super) fn small_code(&mut self, said: &Said, at: Place) -> Result<(), DocumentError> {
        self.press.fill(at, Colour::WHITE);
        self.code(&said.code, at)?;
        let under = self.style("entry_under", at.x, at.y + at.h, at.w)?;
        self.write(&said.under, &under)?;
        Ok(())
    }

    /// Entries in rows: picture, words, code; side by side and with their name alone when they do not fit on the page.
    pub(super) fn entries(&mut self, entries: &Entries) -> Result<(), DocumentError> {
        let beside: u8 = if self.size.width > self.size.height {
            2
        } else {
            1
        };
        let gutter = self.length("entry_gutter")?;
        let width = (self.width()? - gutter * f32::from(beside - 1)) / f32::from(beside);
        let (picture, code) = (self.length("entry_picture")?, self.length("entry_code")?);
        let pad = self.length("entry_pad")?;
        let words = width - picture - code - 2.0 * pad;
        let under = self.layout.text("entry_under")?.at.h;
        let said = self.said(entries)?;
        let mut heights = Vec::new();
        for row in said.chunks(usize::from(beside)) {
            let mut tall = code + under;
            for one in row {
                let text = self.height("entry_name", &one.name, words)?
                    + 1.0
                    + self.height("entry_text", &one.text, words)?;
                tall = tall.max(text).max(picture);
            }
            heights.push(tall);
        }
        let gap = self.length("entry_gap")?;
        if words < self.length("entry_least")? || self.pages_for(&heights, gap)? > 1 {
            return self.tiles(&said);
        }
        for (row, tall) in said.chunks(usize::from(beside)).zip(heights) {
            for (column, one) in (0_u8..).zip(row) {
                let x = self.left()? + f32::from(column) * (width + gutter);
                let place = Place {
                    x,
                    y: self.y,
                    w: picture,
                    h: picture,
                };
                self.press.illustrate(&one.picture, place)?;
                let x = x + picture + pad;
                let name = self.style("entry_name", x, self.y, words)?;
                let taken = self.write(&one.name, &name)? + 1.0;
                let text = self.style("entry_text", x, self.y + taken, words)?;
                self.write(&one.text, &text)?;
                let square = Place {
                    x: x + words + pad,
                    y: self.y,
                    w: code,
                    h: code,
                };
                self.small_code(one, square)?;
            }
            self.y += tall + gap;
        }
        Ok(())
    }

    /// Pages that rows of these heights take from here on; as many as there are rows when one is higher than a page.
    pub(super) fn pages_for(&self, heights: &[f32], gap: f32) -> Result<usize, DocumentError> {
        let (mut y, top, bottom) = (self.y, self.top()?, self.bottom()?);
        let mut pages = 1;
        for height in heights {
            if y + height > bottom {
                pages += 1;
                y = top;
            }
            y += height + gap;
        }
        Ok(pages)
    }
}
