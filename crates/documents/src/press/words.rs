//! Words on a page: lines in their box, runs in their font, glyphs in their place.

use printpdf::{Codepoint, Op, PdfFontHandle, Pt, TextItem, TextMatrix, TextRenderingMode};

use super::{Press, Role};
use crate::DocumentError;
use crate::font::{Face, Font};
#[cfg(test)]
use crate::layout::Place;
use crate::layout::{Align, Anchor, Colour, TextBox};
use crate::shape::{self, Direction, Drawn, Run};
use crate::text::{self, Fitted, PT_PER_MM};

impl Press {
    /// Sets a text in its box; returns what it came to.
    pub(crate) fn write(
        &mut self,
        text: &str,
        at: &TextBox,
        colour: Colour,
    ) -> Result<Fitted, DocumentError> {
        let setting = at.setting();
        let fitted = text::fit(text, setting, at.at.w, at.at.h)?;
        let free = (at.at.h - fitted.height).max(0.0);
        let top = at.at.y
            + match at.anchor {
                Anchor::Top => 0.0,
                Anchor::Middle => free / 2.0,
                Anchor::Bottom => free,
            };
        if fitted.lines.is_empty() {
            return Ok(fitted);
        }
        // What has no letter is the same in every language.
        let spoken = text.chars().any(char::is_alphabetic).then_some(at.language);
        let spelt = shape::has_leftwards(text).then(|| shape::without_isolates(&fitted.lines));
        self.said(spoken, spelt, |press| {
            press.lines(&fitted, at, (top, colour))
        })?;
        Ok(fitted)
    }

    /// Sets a text in its box, as a part of the document.
    pub(crate) fn write_as(
        &mut self,
        role: Role,
        text: &str,
        at: &TextBox,
        colour: Colour,
    ) -> Result<Fitted, DocumentError> {
        let part = self.part(role, at.language);
        self.within(part, |press| press.write(text, at, colour))
    }

    /// Paints the lines of a text, from a height on.
    fn lines(
        &mut self,
        fitted: &Fitted,
        at: &TextBox,
        (top, colour): (f32, Colour),
    ) -> Result<(), DocumentError> {
        let setting = at.setting();
        let face = Face::of(setting.weight)?;
        self.fill_colour(colour);
        self.ops.push(Op::StartTextSection);
        let mm = |em: f32| em * fitted.size / PT_PER_MM;
        if !fitted.shaped {
            self.set_font(setting.weight.into(), fitted.size);
        }
        let mut baseline = top + mm(fitted.ascent);
        let last = fitted.lines.len() - 1;
        for (number, line) in fitted.lines.iter().enumerate() {
            // An unseen space ends each line but the last, so that words stay apart when the text is copied or searched.
            let mut words = line.clone();
            if number < last {
                words.push(' ');
            }
            let (width, runs) = if fitted.shaped {
                let width = shape::width(line, setting.weight, setting.direction)?;
                let runs = shape::runs(&words, setting.weight, setting.direction)?;
                (width, Some(runs))
            } else {
                (face.width(line), None)
            };
            let width = mm(width);
            let x = at.at.x
                + match at.align {
                    Align::Left => 0.0,
                    Align::Centre => (at.at.w - width) / 2.0,
                    Align::Right => at.at.w - width,
                };
            match runs {
                Some(runs) => {
                    let whole = mm(runs.iter().map(|run| run.width).sum());
                    let before = match setting.direction {
                        Direction::Rightwards => 0.0,
                        Direction::Leftwards => whole - width,
                    };
                    self.show_runs(runs, (x - before, baseline), fitted.size)?;
                }
                None => self.show(words, setting.weight.into(), (x, baseline)),
            }
            #[cfg(test)]
            {
                let at = Place {
                    x,
                    y: baseline - mm(fitted.ascent),
                    w: width,
                    h: mm(fitted.ascent + fitted.descent),
                };
                self.marks.push((self.pages.len(), line.clone(), at));
                self.written(line, at, colour);
            }
            baseline += mm(fitted.leading);
        }
        self.ops.push(Op::EndTextSection);
        Ok(())
    }

    pub(super) fn set_font(&mut self, font: Font, size: f32) {
        self.ops.push(Op::SetFont {
            font: PdfFontHandle::External(font.id()),
            size: Pt(size),
        });
    }

    /// Shows what a font draws, from a point of the baseline on.
    fn show_items(&mut self, items: Vec<TextItem>, (x, y): (f32, f32)) {
        self.ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, Self::x(x).0, self.y(y).0]),
        });
        self.ops.push(Op::ShowText { items });
    }

    /// Shows characters in the font that is set.
    fn show(&mut self, words: String, font: Font, at: (f32, f32)) {
        let used = self.used.entry(font).or_default();
        used.chars.extend(words.chars());
        self.show_items(vec![TextItem::Text(words)], at);
    }

    /// Shows the parts of a line, each in its font, from a point of the baseline on.
    fn show_runs(
        &mut self,
        runs: Vec<Run>,
        (mut x, baseline): (f32, f32),
        size: f32,
    ) -> Result<(), DocumentError> {
        let em = size / PT_PER_MM;
        for Run { font, drawn, width } in runs {
            self.set_font(font, size);
            let glyphs = match drawn {
                Drawn::Characters(words) => {
                    self.show(words, font, (x, baseline));
                    x += width * em;
                    continue;
                }
                Drawn::Glyphs(glyphs) => glyphs,
            };
            let face = Face::of(font)?;
            // Glyphs that follow one another are shown together; one that is moved, by itself.
            let mut together = Vec::new();
            let mut start = x;
            for glyph in glyphs {
                let mut said = glyph.text.chars().rev();
                let last: String = said.next().into_iter().collect();
                let unseen: Vec<char> = said.collect();
                let too_far = face.glyph_advance(glyph.id) - glyph.advance;
                let shown = Codepoint::with_cid(
                    self.used.entry(font).or_default().glyphs.remap(glyph.id),
                    too_far * 1_000.0,
                    last,
                );
                let alone = glyph.moved != (0.0, 0.0);
                if alone && !together.is_empty() {
                    let items = vec![TextItem::GlyphIds(std::mem::take(&mut together))];
                    self.show_items(items, (start, baseline));
                }
                if alone {
                    let (right, up) = glyph.moved;
                    let at = (x + right * em, baseline - up * em);
                    self.show_items(vec![TextItem::GlyphIds(vec![shown])], at);
                } else {
                    together.push(shown);
                }
                x += glyph.advance * em;
                if !unseen.is_empty() {
                    let items = vec![TextItem::GlyphIds(std::mem::take(&mut together))];
                    self.show_items(items, (start, baseline));
                    self.say(&unseen, font, (x, baseline))?;
                }
                if together.is_empty() {
                    start = x;
                }
            }
            if !together.is_empty() {
                self.show_items(vec![TextItem::GlyphIds(together)], (start, baseline));
            }
        }
        Ok(())
    }

    /// The first characters of an Arabic ligature, unseen and a hair wide at its right, where they are read: who copies or
    /// searches the text has all its characters in their order. Readers differ on a glyph that says several.
    fn say(
        &mut self,
        characters: &[char],
        font: Font,
        at: (f32, f32),
    ) -> Result<(), DocumentError> {
        let face = Face::of(font)?;
        let used = self.used.entry(font).or_default();
        let glyphs = characters.iter().filter_map(|&c| {
            let glyph = used.glyphs.remap(face.glyph(c)?);
            Some(Codepoint::with_cid(glyph, 0.0, c.to_string()))
        });
        let items = vec![TextItem::GlyphIds(glyphs.collect())];
        let draw = |mode| Op::SetTextRenderingMode { mode };
        let stretch = |percent| Op::SetHorizontalScaling { percent };
        self.ops
            .extend([draw(TextRenderingMode::Invisible), stretch(1.0)]);
        self.show_items(items, at);
        self.ops
            .extend([draw(TextRenderingMode::Fill), stretch(100.0)]);
        Ok(())
    }
}
