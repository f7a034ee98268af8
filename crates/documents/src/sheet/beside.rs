//! A sheet for a wall in two languages: French at the left, the other at the right, what both share in the middle.

use super::blocks::named;
use super::pen::Pen;
use super::{Block, Part, Sheet, Template};
use crate::DocumentError;
use crate::language::Language;
use crate::layout::{Align, Anchor, Place, TextBox};
use crate::press::Role;

/// Words in French, and in another language where there is one.
pub(super) struct Both {
    french: String,
    other: Option<(Language, String)>,
}

impl Both {
    pub(super) fn of(french: String, other: Option<(Language, String)>) -> Self {
        Self { french, other }
    }
}

/// Two boxes of a column each, or one of the whole width.
type Boxes = (TextBox, Option<TextBox>);

impl Pen<'_> {
    /// Writes a block, beside the same in the other language when there is one.
    pub(super) fn block_in_both(
        &mut self,
        block: &Block,
        same: impl Fn(&Template) -> Option<&Part>,
    ) -> Result<(), DocumentError> {
        let Some(other) = self.sheet.beside() else {
            return self.block(block);
        };
        match (block, same(other.template).map(|part| &part.block)) {
            (Block::Strong(french), Some(Block::Strong(said))) => {
                let words = self.both(french, other, said)?;
                let width = self.width()?;
                self.room(self.height_of_both("strong", &words, width)?)?;
                let at = (self.left()?, self.y, width);
                let part = self.press.begin_part(Role::Paragraph);
                self.y += self.write_both("strong", &words, at)? + self.length("gap")?;
                self.press.end_part(part);
                Ok(())
            }
            (Block::Entries(french), Some(Block::Entries(said))) => {
                self.entries(french, Some((other, said)))
            }
            (Block::Steps(french), Some(Block::Steps(said))) => {
                let list = self.press.begin_part(Role::Steps);
                for (number, (french, said)) in (1..).zip(french.iter().zip(said)) {
                    let item = self.press.begin_part(Role::Item);
                    self.step_in_both(number, &self.both(french, other, said)?)?;
                    self.press.end_part(item);
                }
                self.press.end_part(list);
                self.y += self.length("gap")?;
                Ok(())
            }
            (Block::Note(french), Some(Block::Note(said))) => {
                self.note_in_both(&self.both(french, other, said)?)
            }
            (Block::Codes(french), Some(Block::Codes(said))) => {
                self.codes_in_both(french, other, said)
            }
            (Block::Facts(french), Some(Block::Facts(said))) => {
                self.facts_in_both(french, (other, said))
            }
            _ => self.block(block),
        }
    }

    fn both(&self, french: &str, other: Sheet, said: &str) -> Result<Both, DocumentError> {
        let said = other.fill(said)?;
        let said = other.language.map(|language| (language, said));
        Ok(Both::of(self.sheet.fill(french)?, said))
    }

    /// Boxes side by side in a width, for words of one size; what is shared stands between them.
    fn boxes(
        &self,
        style: &str,
        words: &Both,
        (x, y, w): (f32, f32, f32),
    ) -> Result<Boxes, DocumentError> {
        let Some((language, other)) = &words.other else {
            return Ok((self.style(style, x, y, w)?, None));
        };
        let between = self.length("step_disc")? + 2.0 * self.length("beside_gap")?;
        let column = (w - between) / 2.0;
        let left = self.style(style, x, y, column)?;
        let right = self
            .style(style, x + column + between, y, column)?
            .turned(*language);
        let own = right.fitted(other)?.size / language.enlarged();
        let size = left.fitted(&words.french)?.size.min(own);
        Ok((left.no_larger(size), Some(right.no_larger(size))))
    }

    pub(super) fn height_of_both(
        &self,
        style: &str,
        words: &Both,
        w: f32,
    ) -> Result<f32, DocumentError> {
        let (left, right) = self.boxes(style, words, (0.0, 0.0, w))?;
        let french = left.fitted(&words.french)?.height;
        let other = match (&right, &words.other) {
            (Some(right), Some((_, other))) => right.fitted(other)?.height,
            _ => 0.0,
        };
        Ok(french.max(other))
    }

    /// Writes both from a height on; returns what they take.
    pub(super) fn write_both(
        &mut self,
        style: &str,
        words: &Both,
        at: (f32, f32, f32),
    ) -> Result<f32, DocumentError> {
        let (left, right) = self.boxes(style, words, at)?;
        let mut tall = self.write(&words.french, &left)?;
        if let (Some(right), Some((_, other))) = (&right, &words.other) {
            tall = tall.max(self.write(other, right)?);
        }
        Ok(tall)
    }

    /// A step, its number between both.
    fn step_in_both(&mut self, number: u8, words: &Both) -> Result<(), DocumentError> {
        let (left, width, disc) = (self.left()?, self.width()?, self.length("step_disc")?);
        let tall = self.height_of_both("step", words, width)?;
        self.room(tall.max(disc))?;
        self.disc(number, left + (width - disc) / 2.0)?;
        let part = self.press.begin_part(Role::Body);
        self.write_both("step", words, (left, self.y + self.down(tall)?, width))?;
        self.press.end_part(part);
        self.y += tall.max(disc) + self.length("step_gap")?;
        Ok(())
    }

    fn note_in_both(&mut self, words: &Both) -> Result<(), DocumentError> {
        let (left, width, pad) = (self.left()?, self.width()?, self.length("note_pad")?);
        let inside = width - 2.0 * pad;
        let tall = self.height_of_both("note", words, inside)? + 2.0 * pad;
        self.room(tall)?;
        let place = Place {
            x: left,
            y: self.y,
            w: width,
            h: tall,
        };
        let (radius, ground) = (self.length("note_radius")?, self.layout.colour("wash")?);
        self.press.fill_round(place, radius, ground);
        let part = self.press.begin_part(Role::Paragraph);
        self.write_both("note", words, (left + pad, self.y + pad, inside))?;
        self.press.end_part(part);
        self.y += tall + self.length("gap")? * 1.5;
        Ok(())
    }

    /// Codes side by side, each with its words at its right: once in each language, then its address.
    fn codes_in_both(
        &mut self,
        french: &[[String; 2]],
        other: Sheet,
        said: &[[String; 2]],
    ) -> Result<(), DocumentError> {
        let (left, width) = (self.left()?, self.width()?);
        let (gap, pad) = (self.length("code_gap")?, self.length("beside_gap")?);
        let count = f32::from(u8::try_from(french.len().max(1)).unwrap_or(u8::MAX));
        let share = (width - gap * (count - 1.0)) / count;
        let side = self.length("code")?.min(share * 0.68);
        self.room(side)?;
        let mut x = left;
        for ([label, address], [said, _]) in french.iter().zip(said) {
            let square = Place {
                x,
                y: self.y,
                w: side,
                h: side,
            };
            let address = self.sheet.fill(address)?;
            self.code(&address, square)?;
            let words = self.both(label, other, said)?;
            // Three parts, one under the other.
            let third = side / 3.0;
            let part = |style: &str, down: f32| -> Result<TextBox, DocumentError> {
                let mut at =
                    self.style(style, x + side + pad, self.y + down, share - side - pad)?;
                at.at.h = third;
                at.anchor = Anchor::Middle;
                Ok(at)
            };
            let (french_at, other_at) = (part("code_label", 0.0)?, part("code_label", third)?);
            let address_at = part("code_address", 2.0 * third)?;
            self.write(&words.french, &french_at)?;
            if let Some((language, other)) = &words.other {
                // At the code that it names, whichever way it is read.
                self.write(other, &other_at.in_language(*language))?;
            }
            self.write(&crate::code::percent_encoded(address.trim()), &address_at)?;
            x += share + gap;
        }
        self.y += side + self.length("gap")?;
        Ok(())
    }

    /// The facts at the foot of a page.
    pub(super) fn write_closing(&mut self) -> Result<(), DocumentError> {
        let french = &self.sheet.template.closing;
        match self.sheet.beside() {
            Some(other) => self.facts_in_both(french, (other, &other.template.closing)),
            None => self.facts(french),
        }
    }

    /// The height that they take.
    pub(super) fn closing_height(&self) -> Result<f32, DocumentError> {
        let french = &self.sheet.template.closing;
        let Some(other) = self.sheet.beside() else {
            return self.facts_height(french);
        };
        let mut whole = 0.0;
        for ([name, value], [said, _]) in french.iter().zip(&other.template.closing) {
            let (name, value) = (self.both(name, other, said)?, self.sheet.fill(value)?);
            whole += self.fact_in_both_height(&name, &value)? + self.length("gap")? / 2.0;
        }
        if whole > 0.0 {
            whole += self.length("gap")?;
        }
        Ok(whole)
    }

    fn facts_in_both(
        &mut self,
        french: &[[String; 2]],
        (other, said): (Sheet, &[[String; 2]]),
    ) -> Result<(), DocumentError> {
        if french.is_empty() {
            return Ok(());
        }
        let list = self.press.begin_part(Role::List);
        for ([name, value], [said, _]) in french.iter().zip(said) {
            let value = self.sheet.fill(value)?;
            let item = self.press.begin_part(Role::Item);
            self.fact_in_both(&self.both(name, other, said)?, &value)?;
            self.press.end_part(item);
        }
        self.press.end_part(list);
        self.y += self.length("gap")?;
        Ok(())
    }

    /// Boxes of a fact: its value between its names.
    fn fact_boxes(&self, name: &Both) -> Result<(TextBox, Boxes), DocumentError> {
        let (left, width, label) = (self.left()?, self.width()?, self.width()? / 4.0);
        let mut value = self.style("fact_value", left + label, self.y, width - 2.0 * label)?;
        value.align = Align::Centre;
        let pad = 2.0;
        let french = self.style("fact_label", left, self.y, label - pad)?;
        let other = match &name.other {
            Some((language, _)) => {
                let x = left + width - label + pad;
                let at = self.style("fact_label", x, self.y, label - pad)?;
                let mut at = at.turned(*language);
                // At the edge of the page, whichever way it is read.
                at.align = Align::Right;
                Some(at)
            }
            None => None,
        };
        Ok((value, (french, other)))
    }

    fn fact_in_both_height(&self, name: &Both, value: &str) -> Result<f32, DocumentError> {
        let (value_at, (french, other)) = self.fact_boxes(name)?;
        let mut tall = if value.trim().is_empty() {
            self.length("line")?
        } else {
            value_at.fitted(value)?.height
        };
        tall = tall.max(french.fitted(&name.french)?.height);
        if let (Some((_, words)), Some(at)) = (&name.other, other) {
            tall = tall.max(at.fitted(words)?.height);
        }
        Ok(tall)
    }

    /// A fact: its value between its names; a line to write on when it is blank.
    fn fact_in_both(&mut self, name: &Both, value: &str) -> Result<(), DocumentError> {
        let tall = self.fact_in_both_height(name, value)?;
        self.room(tall)?;
        let (value_at, (french, other)) = self.fact_boxes(name)?;
        let label = self.press.part(named(value), None);
        self.write_in(label, &name.french, &french)?;
        self.write_as(Role::Body, value, &value_at)?;
        if let (Some((_, words)), Some(at)) = (&name.other, other) {
            self.write_in(label, words, &at)?;
        }
        if value.trim().is_empty() {
            let line = Place {
                y: self.y + tall,
                h: self.length("rule")?,
                ..value_at.at
            };
            self.press.fill(line, self.layout.colour("rule")?);
        }
        self.y += tall + self.length("gap")? / 2.0;
        Ok(())
    }
}
