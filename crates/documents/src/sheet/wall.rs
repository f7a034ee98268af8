//! What hangs on a wall: numbered steps, badges one below the other, each with its code.

use super::pen::Pen;
use super::{Entries, Sheet};
use crate::DocumentError;
use crate::aloud;
use crate::language::Language;
use crate::layout::{Colour, Place, TextBox};
use crate::press::Role;

/// An entry, in words.
pub(super) struct Said {
    pub(super) picture: String,
    pub(super) name: String,
    text: String,
    /// Its name and its text in another language, as far as they are known in it.
    beside: Option<(Language, String, String)>,
    code: String,
    under: String,
}

impl Said {
    fn of(
        entries: &Entries,
        sheet: Sheet,
        other: Option<(Sheet, &Entries)>,
    ) -> Result<Self, DocumentError> {
        let said = |text: &str| sheet.fill(text);
        let beside = match other {
            Some((other, entries)) => {
                let (name, text) = (other.fill(&entries.name)?, other.fill(&entries.text)?);
                other.language.map(|language| (language, name, text))
            }
            None => None,
        };
        Ok(Self {
            picture: said(&entries.picture)?,
            name: said(&entries.name)?,
            text: said(&entries.text)?,
            beside,
            code: said(&entries.code)?,
            under: said(&entries.under)?,
        })
    }

    /// Its name in another language, when it is known in it.
    pub(super) fn name_beside(&self) -> Option<(Language, &str)> {
        let (language, name, _) = self.beside.as_ref()?;
        (!name.trim().is_empty()).then_some((*language, name.as_str()))
    }
}

/// Words one under the other, and the height that they take.
struct Column<'a> {
    words: Vec<(&'a str, TextBox)>,
    tall: f32,
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
        self.write_as(Role::Body, words, &at)?;
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
        self.write_as(Role::Label, &number.to_string(), &at)?;
        Ok(())
    }

    /// How far under the top of the disc the words of a step begin: one line stands in the middle of the disc, several
    /// begin at its top.
    pub(super) fn down(&self, tall: f32) -> Result<f32, DocumentError> {
        Ok(((self.length("step_disc")? - tall) / 2.0).max(0.0))
    }

    fn said(
        &self,
        entries: &Entries,
        other: Option<(Sheet, &Entries)>,
    ) -> Result<Vec<Said>, DocumentError> {
        let sheet = self.sheet;
        let rows = sheet.fields.lists.get(&entries.list).into_iter().flatten();
        rows.map(|row| {
            let other = other.map(|(other, entries)| (other.of(row), entries));
            Said::of(entries, sheet.of(row), other)
        })
        .collect()
    }

    /// What an entry recognises, under its name; then the same in the other language.
    fn column<'s>(
        &self,
        said: &'s Said,
        (x, y, w): (f32, f32, f32),
    ) -> Result<Column<'s>, DocumentError> {
        let mut all = vec![
            ("entry_name", said.name.as_str(), None),
            ("entry_text", said.text.as_str(), None),
        ];
        if let Some((language, name, text)) = &said.beside {
            all.push(("entry_name", name, Some(*language)));
            all.push(("entry_text", text, Some(*language)));
        }
        let (mut words, mut tall) = (Vec::new(), 0.0);
        let mut before = None;
        for (style, text, language) in all {
            if text.trim().is_empty() {
                continue;
            }
            if let Some(before) = before {
                tall += if before == language {
                    1.0
                } else {
                    self.length("voice_gap")?
                };
            }
            before = Some(language);
            let mut at = self.style(style, x, y + tall, w)?;
            if let Some(language) = language {
                at = at.turned(language);
            }
            tall += at.fitted(text)?.height;
            words.push((text, at));
        }
        Ok(Column { words, tall })
    }

    /// A code on a light ground, and what is said under it.
    pub(super) fn small_code(&mut self, said: &Said, at: Place) -> Result<(), DocumentError> {
        self.press.fill(at, Colour::WHITE);
        self.code(&said.code, at)?;
        let under = self.style("entry_under", at.x, at.y + at.h, at.w)?;
        self.write_as(Role::Paragraph, &said.under, &under)?;
        Ok(())
    }

    /// Entries in rows: picture, words, code; side by side and with their name alone when they do not fit on the page.
    pub(super) fn entries(
        &mut self,
        entries: &Entries,
        other: Option<(Sheet, &Entries)>,
    ) -> Result<(), DocumentError> {
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
        let said = self.said(entries, other)?;
        let mut heights = Vec::new();
        for row in said.chunks(usize::from(beside)) {
            let mut tall = code + under;
            for one in row {
                let column = self.column(one, (0.0, 0.0, words))?;
                tall = tall.max(column.tall).max(picture);
            }
            heights.push(tall);
        }
        let gap = self.length("entry_gap")?;
        if words < self.length("entry_least")? || self.pages_for(&heights, gap)? > 1 {
            return self.tiles(&said);
        }
        let list = self.press.begin_part(Role::List);
        for (row, tall) in said.chunks(usize::from(beside)).zip(heights) {
            for (column, one) in (0_u8..).zip(row) {
                let x = self.left()? + f32::from(column) * (width + gutter);
                let place = Place {
                    x,
                    y: self.y,
                    w: picture,
                    h: picture,
                };
                let item = self.press.begin_part(Role::Item);
                self.press.begin_part(Role::Body);
                let shown = aloud::badge(&one.name);
                self.press.illustrate(&one.picture, &shown, place)?;
                let x = x + picture + pad;
                for (text, at) in self.column(one, (x, self.y, words))?.words {
                    self.write_as(Role::Paragraph, text, &at)?;
                }
                let square = Place {
                    x: x + words + pad,
                    y: self.y,
                    w: code,
                    h: code,
                };
                self.small_code(one, square)?;
                self.press.end_part(item);
            }
            self.y += tall + gap;
        }
        self.press.end_part(list);
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
