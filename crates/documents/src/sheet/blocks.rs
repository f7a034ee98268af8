//! The blocks that a sheet is made of.

use super::Block;
use super::pen::Pen;
use crate::DocumentError;
use crate::layout::Place;
use crate::press::Role;

/// What the name of a fact is: by itself, all that there is to read of it.
pub(super) fn named(value: &str) -> Role {
    if value.trim().is_empty() {
        Role::Body
    } else {
        Role::Label
    }
}

impl Pen<'_> {
    /// The height of the beginning of a block, which must be on one page with its heading.
    pub(super) fn least(&self, block: &Block) -> Result<f32, DocumentError> {
        let (sheet, width) = (self.sheet, self.width()?);
        Ok(match block {
            Block::Text(words) => self.height("text", &sheet.fill(words)?, width)?,
            Block::Strong(words) => self.height("strong", &sheet.fill(words)?, width)?,
            Block::Large(words) => self.height("large", &sheet.fill(words)?, width)?,
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

    pub(super) fn block(&mut self, block: &Block) -> Result<(), DocumentError> {
        let sheet = self.sheet;
        match block {
            Block::Heading(words) => {
                self.y += self.length("heading_gap")?;
                self.paragraph(Role::Heading(2), "heading", &sheet.fill(words)?)
            }
            Block::Text(words) => self.paragraph(Role::Paragraph, "text", &sheet.fill(words)?),
            Block::Strong(words) => self.paragraph(Role::Paragraph, "strong", &sheet.fill(words)?),
            Block::Large(words) => self.paragraph(Role::Paragraph, "large", &sheet.fill(words)?),
            Block::Picture(picture) => {
                let side = self.length("picture")?;
                self.room(side)?;
                let place = Place {
                    x: self.left()? + self.width()? - side,
                    y: self.y,
                    w: side,
                    h: side,
                };
                let words = sheet.fill(&picture.words)?;
                self.press
                    .illustrate(&sheet.fill(&picture.svg)?, &words, place)?;
                self.picture = Some(place);
                Ok(())
            }
            Block::Bullets(all) => {
                let list = self.press.begin_part(Role::List);
                for words in all {
                    let item = self.press.begin_part(Role::Item);
                    self.bullet(&sheet.fill(words)?)?;
                    self.press.end_part(item);
                }
                self.press.end_part(list);
                self.y += self.length("gap")? / 2.0;
                Ok(())
            }
            Block::Facts(all) => self.facts(all),
            Block::Table(table) => self.table(table),
            Block::Steps(all) => {
                let list = self.press.begin_part(Role::Steps);
                for (number, words) in (1..).zip(all) {
                    let item = self.press.begin_part(Role::Item);
                    self.numbered(number, &sheet.fill(words)?)?;
                    self.press.end_part(item);
                }
                self.press.end_part(list);
                self.y += self.length("gap")?;
                Ok(())
            }
            Block::Entries(entries) => self.entries(entries, None),
            Block::Codes(all) => {
                let all = all
                    .iter()
                    .map(|[label, address]| Ok((sheet.fill(label)?, sheet.fill(address)?)))
                    .collect::<Result<Vec<_>, DocumentError>>()?;
                self.codes(&all)
            }
            Block::Note(words) => self.note(&sheet.fill(words)?),
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
            Block::Signatures(all) => self.signatures(all),
        }
    }

    pub(super) fn rule(&mut self) -> Result<(), DocumentError> {
        let place = Place {
            x: self.left()?,
            y: self.y,
            w: self.width()?,
            h: self.length("rule")?,
        };
        self.press.fill(place, self.layout.colour("rule")?);
        Ok(())
    }

    fn paragraph(&mut self, role: Role, style: &str, words: &str) -> Result<(), DocumentError> {
        let (left, width) = (self.left()?, self.width()?);
        self.room(self.height(style, words, width)?)?;
        let at = self.style(style, left, self.y, width)?;
        self.y += self.write_as(role, words, &at)? + self.length("gap")?;
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
        self.y += self.write_as(Role::Body, words, &at)? + self.length("gap")? / 2.0;
        Ok(())
    }

    pub(super) fn facts(&mut self, all: &[[String; 2]]) -> Result<(), DocumentError> {
        if all.is_empty() {
            return Ok(());
        }
        let list = self.press.begin_part(Role::List);
        for [name, value] in all {
            let (name, value) = (self.sheet.fill(name)?, self.sheet.fill(value)?);
            let item = self.press.begin_part(Role::Item);
            self.fact(&name, &value)?;
            self.press.end_part(item);
        }
        self.press.end_part(list);
        self.y += self.length("gap")?;
        Ok(())
    }

    pub(super) fn facts_height(&self, all: &[[String; 2]]) -> Result<f32, DocumentError> {
        let mut whole = 0.0;
        for [name, value] in all {
            let (name, value) = (self.sheet.fill(name)?, self.sheet.fill(value)?);
            whole += self.fact_height(&name, &value)? + self.length("gap")? / 2.0;
        }
        if whole > 0.0 {
            whole += self.length("gap")?;
        }
        Ok(whole)
    }

    /// Width of a fact's name, space included.
    fn fact_label(&self) -> Result<f32, DocumentError> {
        Ok(self.length("fact_label")?.min(self.width()? * 0.4))
    }

    fn fact_height(&self, name: &str, value: &str) -> Result<f32, DocumentError> {
        let (width, label) = (self.width()?, self.fact_label()?);
        // An unknown one is a line to write on.
        let least = if value.trim().is_empty() {
            self.length("line")?
        } else {
            0.0
        };
        let name = self.height("fact_label", name, label - 2.0)?;
        let value = self.height("fact_value", value, width - label)?;
        Ok(name.max(value).max(least))
    }

    fn fact(&mut self, name: &str, value: &str) -> Result<(), DocumentError> {
        let (left, width, label) = (self.left()?, self.width()?, self.fact_label()?);
        let tall = self.fact_height(name, value)?;
        self.room(tall)?;
        if value.trim().is_empty() {
            let place = Place {
                x: left + label,
                y: self.y + tall,
                w: width - label,
                h: self.length("rule")?,
            };
            self.press.fill(place, self.layout.colour("rule")?);
        }
        let at = self.style("fact_label", left, self.y, label - 2.0)?;
        self.write_as(named(value), name, &at)?;
        let at = self.style("fact_value", left + label, self.y, width - label)?;
        self.write_as(Role::Body, value, &at)?;
        self.y += tall + self.length("gap")? / 2.0;
        Ok(())
    }

    fn note(&mut self, words: &str) -> Result<(), DocumentError> {
        let (left, width, pad) = (self.left()?, self.width()?, self.length("note_pad")?);
        let most = self.bottom()? - self.top()?;
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
            self.code(address, square)?;
            let at = self.style("code_address", x, self.y + label_h + side, share)?;
            self.write(&crate::code::percent_encoded(address.trim()), &at)?;
            x += share + gap;
        }
        self.y += label_h + side + address_h + self.length("gap")?;
        Ok(())
    }

    fn signatures(&mut self, all: &[String]) -> Result<(), DocumentError> {
        let sheet = self.sheet;
        self.under_picture();
        let (left, width, tall) = (self.left()?, self.width()?, self.length("signature")?);
        let (gap, rule) = (self.length("code_gap")?, self.length("rule")?);
        let count = f32::from(u8::try_from(all.len().max(1)).unwrap_or(u8::MAX));
        let w = (width - gap * (count - 1.0)) / count;
        self.room(tall + 8.0)?;
        let colour = self.layout.colour("rule")?;
        let mut x = left;
        for words in all {
            let at = self.style("signature", x, self.y, w)?;
            self.write(&sheet.fill(words)?, &at)?;
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
