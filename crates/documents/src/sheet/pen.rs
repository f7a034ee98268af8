//! The pen of a sheet: blocks one below the other, measured before they are written.

use atelier_domain::CalendarDate;

use super::{Block, Column, Fields, Table, Template, Values, fill, shown};
use crate::DocumentError;
use crate::code::reach;
use crate::layout::{Layout, Place, Size, TextBox};
use crate::press::Press;
use crate::text;
use crate::theme::Theme;

/// Writes one below the other, on as many pages as it takes.
pub(super) struct Pen<'a> {
    pub(super) press: &'a mut Press,
    pub(super) layout: &'a Layout,
    pub(super) size: Size,
    pub(super) theme: &'a Theme,
    /// Whether the partners stand at the foot of each page.
    pub(super) foot: bool,
    printed_on: CalendarDate,
    /// The page being made, from 1.
    page: usize,
    pub(super) y: f32,
    /// The smallest side of a code on the page being made, in millimetres on paper.
    pub(super) smallest_code: Option<f32>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        press: &'a mut Press,
        layout: &'a Layout,
        (size, theme): (Size, &'a Theme),
        printed_on: CalendarDate,
    ) -> Self {
        Self {
            press,
            layout,
            size,
            theme,
            foot: false,
            printed_on,
            page: 1,
            y: 0.0,
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
        Ok(self.size.width - 2.0 * self.left()?)
    }

    pub(super) fn bottom(&self) -> Result<f32, DocumentError> {
        let strip = if self.foot {
            self.length("partners")? + self.length("gap")?
        } else {
            0.0
        };
        Ok(self.size.height - self.length("foot")? - strip)
    }

    /// A style of the layout, in a place of its own.
    pub(super) fn style(
        &self,
        name: &str,
        x: f32,
        y: f32,
        w: f32,
    ) -> Result<TextBox, DocumentError> {
        let mut at = self.layout.text(name)?.clone();
        let h = at.at.h.min(self.bottom()? - self.length("top")?);
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

    /// Makes room for a height: on this page, or on the next.
    pub(super) fn room(&mut self, height: f32) -> Result<(), DocumentError> {
        if self.y + height > self.bottom()? {
            self.end()?;
            self.page += 1;
            self.y = self.length("top")?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), DocumentError> {
        let (left, width) = (self.left()?, self.width()?);
        let y = self.size.height - self.length("foot_text")?;
        let day = self
            .layout
            .word("printed")?
            .replace("{day}", &self.printed_on.in_french());
        let at = self.style("printed", left, y, width * 0.4)?;
        self.write(&day, &at)?;
        if self.foot {
            let place = Place {
                x: left + width * 0.5,
                y: self.bottom()? + self.length("gap")?,
                w: width * 0.5,
                h: self.length("partners")?,
            };
            let mut at = self.style("line", left, place.y, width * 0.47)?;
            at.at.h = place.h;
            self.write(&self.theme.line, &at)?;
            self.theme.partners(self.press, place)?;
        }
        if let Some(side) = self.smallest_code.take() {
            let words = self.layout.word("reach")?.replace("{reach}", &reach(side));
            let at = self.style("reach", left + width * 0.4, y, width * 0.4)?;
            self.write(&words, &at)?;
        }
        self.press.end_page();
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
        let words = self
            .layout
            .word("page")?
            .replace("{pages}", &self.page.to_string());
        let first = self.press.pages() - self.page;
        for number in 1..=self.page {
            let words = words.replace("{page}", &number.to_string());
            let page = first + number - 1;
            self.press
                .add_to_page(page, |press| press.write(&words, &at, colour))?;
        }
        Ok(())
    }

    /// The pages of the sheet, or of one of its rows.
    pub(super) fn part(
        mut self,
        template: &Template,
        fields: &Fields,
        row: Option<&Values>,
    ) -> Result<(), DocumentError> {
        self.head(template, fields, row)?;
        let width = self.width()?;
        self.y += self.length("after_head")? - self.length("gap")?;
        let mut blocks = template
            .blocks
            .iter()
            .filter(|part| shown(part.when.as_deref(), fields, row))
            .peekable();
        while let Some(part) = blocks.next() {
            if let (Block::Heading(words), Some(next)) = (&part.block, blocks.peek()) {
                // A heading is never left alone at the bottom of a page.
                let words = fill(words, fields, row)?;
                let needed = self.height("heading", &words, width)?
                    + self.length("heading_gap")?
                    + self.least(&next.block, fields, row)?;
                self.room(needed)?;
            }
            self.block(&part.block, fields, row)?;
        }
        self.end()?;
        self.number_pages()
    }

    /// The height of the beginning of a block, which must be on one page with its heading.
    fn least(
        &self,
        block: &Block,
        fields: &Fields,
        row: Option<&Values>,
    ) -> Result<f32, DocumentError> {
        let width = self.width()?;
        Ok(match block {
            Block::Text(words) => self.height("text", &fill(words, fields, row)?, width)?,
            Block::Strong(words) => self.height("strong", &fill(words, fields, row)?, width)?,
            Block::Large(words) => self.height("large", &fill(words, fields, row)?, width)?,
            Block::Codes(_) => self.length("code")? + 24.0,
            Block::Heading(_)
            | Block::Bullets(_)
            | Block::Facts(_)
            | Block::Table(_)
            | Block::Steps(_)
            | Block::Entries(_)
            | Block::Picture(_)
            | Block::Note(_)
            | Block::Lines(_)
            | Block::Signatures(_) => 24.0,
        })
    }

    fn block(
        &mut self,
        block: &Block,
        fields: &Fields,
        row: Option<&Values>,
    ) -> Result<(), DocumentError> {
        match block {
            Block::Heading(words) => {
                self.y += self.length("heading_gap")?;
                self.paragraph("heading", &fill(words, fields, row)?)
            }
            Block::Text(words) => self.paragraph("text", &fill(words, fields, row)?),
            Block::Strong(words) => self.paragraph("strong", &fill(words, fields, row)?),
            Block::Large(words) => self.paragraph("large", &fill(words, fields, row)?),
            Block::Picture(svg) => {
                let side = self.length("picture")?;
                self.room(side)?;
                let place = Place {
                    x: self.left()?,
                    y: self.y,
                    w: side,
                    h: side,
                };
                self.press.illustrate(&fill(svg, fields, row)?, place)?;
                self.y += side + self.length("gap")?;
                Ok(())
            }
            Block::Bullets(all) => {
                for words in all {
                    self.bullet(&fill(words, fields, row)?)?;
                }
                self.y += self.length("gap")? / 2.0;
                Ok(())
            }
            Block::Facts(all) => {
                for [name, value] in all {
                    self.fact(&fill(name, fields, row)?, &fill(value, fields, row)?)?;
                }
                self.y += self.length("gap")?;
                Ok(())
            }
            Block::Table(table) => self.table(table, fields, row),
            Block::Steps(all) => {
                for (number, words) in (1..).zip(all) {
                    self.numbered(number, &fill(words, fields, row)?)?;
                }
                self.y += self.length("gap")?;
                Ok(())
            }
            Block::Entries(entries) => self.entries(entries, fields),
            Block::Codes(all) => {
                let all = all
                    .iter()
                    .map(|[label, address]| {
                        Ok((fill(label, fields, row)?, fill(address, fields, row)?))
                    })
                    .collect::<Result<Vec<_>, DocumentError>>()?;
                self.codes(&all)
            }
            Block::Note(words) => self.note(&fill(words, fields, row)?),
            Block::Lines(count) => {
                for _ in 0..*count {
                    let step = self.length("line")?;
                    self.room(step)?;
                    self.y += step;
                    self.rule()?;
                }
                self.y += self.length("gap")?;
                Ok(())
            }
            Block::Signatures(all) => self.signatures(all, fields, row),
        }
    }

    fn rule(&mut self) -> Result<(), DocumentError> {
        let place = Place {
            x: self.left()?,
            y: self.y,
            w: self.width()?,
            h: self.length("rule")?,
        };
        self.press.fill(place, self.layout.colour("rule")?);
        Ok(())
    }

    fn paragraph(&mut self, style: &str, words: &str) -> Result<(), DocumentError> {
        let (left, width) = (self.left()?, self.width()?);
        self.room(self.height(style, words, width)?)?;
        let at = self.style(style, left, self.y, width)?;
        self.y += self.write(words, &at)? + self.length("gap")?;
        Ok(())
    }

    fn bullet(&mut self, words: &str) -> Result<(), DocumentError> {
        let (left, width, indent) = (self.left()?, self.width()?, self.length("bullet_indent")?);
        self.room(self.height("bullet", words, width - indent)?)?;
        let dot = self.length("bullet_dot")?;
        let place = Place {
            x: left + 1.0,
            y: self.y + 2.2,
            w: dot,
            h: dot,
        };
        self.press
            .fill_round(place, dot / 2.0, self.layout.colour("accent")?);
        let at = self.style("bullet", left + indent, self.y, width - indent)?;
        self.y += self.write(words, &at)? + self.length("gap")? / 2.0;
        Ok(())
    }

    fn fact(&mut self, name: &str, value: &str) -> Result<(), DocumentError> {
        let (left, width) = (self.left()?, self.width()?);
        let label = self.length("fact_label")?.min(width * 0.4);
        let unknown = value.trim().is_empty();
        let least = if unknown { self.length("line")? } else { 0.0 };
        let tall = self
            .height("fact_label", name, label - 2.0)?
            .max(self.height("fact_value", value, width - label)?)
            .max(least);
        self.room(tall)?;
        if unknown {
            // A line to write it on.
            let place = Place {
                x: left + label,
                y: self.y + tall,
                w: width - label,
                h: self.length("rule")?,
            };
            self.press.fill(place, self.layout.colour("rule")?);
        }
        let at = self.style("fact_label", left, self.y, label - 2.0)?;
        self.write(name, &at)?;
        let at = self.style("fact_value", left + label, self.y, width - label)?;
        self.write(value, &at)?;
        self.y += tall + self.length("gap")? / 2.0;
        Ok(())
    }

    fn note(&mut self, words: &str) -> Result<(), DocumentError> {
        let (left, width, pad) = (self.left()?, self.width()?, self.length("note_pad")?);
        let most = self.bottom()? - self.length("top")?;
        let tall = (self.height("note", words, width - 2.0 * pad)? + 2.0 * pad).min(most);
        self.room(tall)?;
        let place = Place {
            x: left,
            y: self.y,
            w: width,
            h: tall,
        };
        self.press.fill_round(
            place,
            self.length("note_radius")?,
            self.layout.colour("wash")?,
        );
        let mut at = self.style("note", left + pad, self.y + pad, width - 2.0 * pad)?;
        at.at.h = tall - 2.0 * pad;
        self.write(words, &at)?;
        self.y += tall + self.length("gap")? * 1.5;
        Ok(())
    }

    fn codes(&mut self, codes: &[(String, String)]) -> Result<(), DocumentError> {
        let (left, width) = (self.left()?, self.width()?);
        let (wished, gap) = (self.length("code")?, self.length("code_gap")?);
        let count = f32::from(u8::try_from(codes.len().max(1)).unwrap_or(u8::MAX));
        let share = (width - gap * (count - 1.0)) / count;
        let side = wished.min(share);
        let (label_h, address_h) = (
            self.layout.text("code_label")?.at.h,
            self.layout.text("code_address")?.at.h,
        );
        self.room(label_h + side + address_h)?;
        let mut x = left;
        for (label, address) in codes {
            let at = self.style("code_label", x, self.y, share)?;
            self.write(label, &at)?;
            let square = Place {
                x: x + (share - side) / 2.0,
                y: self.y + label_h,
                w: side,
                h: side,
            };
            self.press.code(address, square)?;
            let at = self.style("code_address", x, self.y + label_h + side, share)?;
            self.write(&crate::code::percent_encoded(address.trim()), &at)?;
            x += share + gap;
        }
        self.y += label_h + side + address_h + self.length("gap")?;
        Ok(())
    }

    fn table(
        &mut self,
        table: &Table,
        fields: &Fields,
        page: Option<&Values>,
    ) -> Result<(), DocumentError> {
        let total: f32 = table.columns.iter().map(|column| column.width).sum();
        let (left, width) = (self.left()?, self.width()?);
        let mut columns = Vec::new();
        let mut x = left;
        for column in &table.columns {
            let w = width * column.width / total.max(f32::EPSILON);
            columns.push((column, x, w));
            x += w;
        }
        let empty = Values::new();
        let same = |row: &&Values| {
            let by = table.by.as_ref();
            by.is_none_or(|name| page.and_then(|page| page.get(name)) == row.get(name))
        };
        let known = fields.lists.get(&table.list).into_iter().flatten();
        let known = known.filter(same);
        let rows: Vec<&Values> = known
            .chain(std::iter::repeat_n(&empty, usize::from(table.spare)))
            .collect();
        let pad = self.length("cell_pad")?;
        let mut head = true;
        for (number, row) in rows.into_iter().enumerate() {
            let mut cells = Vec::new();
            let mut tall = table.height;
            for (column, x, w) in &columns {
                let words = if std::ptr::eq(row, &raw const empty) {
                    String::new()
                } else {
                    fill(&column.cell, fields, Some(row))?
                };
                tall = tall.max(self.height("cell", &words, w - 2.0 * pad)? + 2.0 * pad);
                cells.push((words, *x, *w));
            }
            let before = self.page;
            let head_h = self.layout.text("cell_head")?.at.h;
            self.room(if head { head_h + tall } else { tall })?;
            if head || self.page != before {
                self.table_head(&columns, head_h, pad)?;
                head = false;
            }
            if number % 2 == 1 {
                let place = Place {
                    x: left,
                    y: self.y,
                    w: width,
                    h: tall,
                };
                self.press.fill(place, self.layout.colour("stripe")?);
            }
            for (words, x, w) in cells {
                let mut at = self.style("cell", x + pad, self.y + pad, w - 2.0 * pad)?;
                at.at.h = tall - 2.0 * pad;
                self.write(&words, &at)?;
            }
            self.y += tall;
            self.rule()?;
        }
        self.y += self.length("gap")?;
        Ok(())
    }

    fn table_head(
        &mut self,
        columns: &[(&Column, f32, f32)],
        tall: f32,
        pad: f32,
    ) -> Result<(), DocumentError> {
        let place = Place {
            x: self.left()?,
            y: self.y,
            w: self.width()?,
            h: tall,
        };
        self.press.fill(place, self.layout.colour("head")?);
        for (column, x, w) in columns {
            let at = self.style("cell_head", x + pad, self.y, w - 2.0 * pad)?;
            self.write(&column.title, &at)?;
        }
        self.y += tall;
        Ok(())
    }

    fn signatures(
        &mut self,
        all: &[String],
        fields: &Fields,
        row: Option<&Values>,
    ) -> Result<(), DocumentError> {
        let (left, width, tall) = (self.left()?, self.width()?, self.length("signature")?);
        let (gap, rule) = (self.length("code_gap")?, self.length("rule")?);
        let count = f32::from(u8::try_from(all.len().max(1)).unwrap_or(u8::MAX));
        let w = (width - gap * (count - 1.0)) / count;
        self.room(tall + 8.0)?;
        let colour = self.layout.colour("rule")?;
        let mut x = left;
        for words in all {
            let at = self.style("signature", x, self.y, w)?;
            self.write(&fill(words, fields, row)?, &at)?;
            let y = self.y + 7.0;
            for place in [
                Place { x, y, w, h: rule },
                Place {
                    x,
                    y: y + tall,
                    w,
                    h: rule,
                },
                Place {
                    x,
                    y,
                    w: rule,
                    h: tall,
                },
                Place {
                    x: x + w - rule,
                    y,
                    w: rule,
                    h: tall,
                },
            ] {
                self.press.fill(place, colour);
            }
            x += w + gap;
        }
        self.y += tall + 7.0 + self.length("gap")?;
        Ok(())
    }
}
