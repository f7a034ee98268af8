//! What two languages change in a poster: French first, the other beside it or below, from the side it is read from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::DocumentError;
use crate::aloud;
use crate::language::Language;
use crate::layout::{Colour, Layout, Place, TextBox};
use crate::poster::{PosterBadge, Rule};
use crate::press::{Element, Press, Role};
use crate::shape::Direction;

/// A poster's texts in another language. An empty one is not printed: French alone stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// The language.
    pub language: Language,
    /// The badge's name.
    pub name: String,
    /// What it recognises.
    pub recognises: String,
    /// The structure's rule.
    pub rule: Rule,
}

/// The other language of a page, with its own fixed words.
pub(crate) struct Other<'a> {
    beside: &'a Beside,
    words: BTreeMap<String, String>,
    /// Where it is read.
    part: Element,
}

impl<'a> Other<'a> {
    pub(crate) fn of(beside: &'a Beside, press: &mut Press) -> Result<Self, DocumentError> {
        Ok(Self {
            words: beside.language.words()?,
            part: press.part(Role::Part, Some(beside.language)),
            beside,
        })
    }

    fn word(&self, name: &str) -> Result<&str, DocumentError> {
        let word = self.words.get(name).map(String::as_str);
        word.ok_or_else(|| DocumentError::Layout(format!("{name} is missing")))
    }

    fn leftwards(&self) -> bool {
        self.beside.language.direction() == Direction::Leftwards
    }

    /// A box for words of this language, which begin at the side they are read from.
    fn turned(&self, at: &TextBox) -> TextBox {
        at.turned(self.beside.language)
    }

    /// A place in a column, counted from the side where this language begins.
    fn within(&self, column: Place, at: Place) -> Place {
        let x = if self.leftwards() {
            column.w - at.x - at.w
        } else {
            at.x
        };
        Place { x, ..at }.moved(column.x, column.y)
    }

    fn box_within(&self, column: Place, at: &TextBox) -> TextBox {
        let mut turned = self.turned(at);
        turned.at = self.within(column, at.at);
        turned
    }

    /// A fixed word in its own box, `{hole}` filled.
    pub(crate) fn write(
        &self,
        press: &mut Press,
        layout: &Layout,
        name: &str,
        (hole, value): (&str, &str),
    ) -> Result<(), DocumentError> {
        let at = self.turned(layout.text(&format!("{name}_beside"))?);
        let value = match hole {
            "{reach}" => self.beside.language.number(value),
            _ => value.to_owned(),
        };
        let value = self.beside.language.among(&value);
        let words = self.word(name)?.replace(hole, &value);
        let colour = layout.colour(&at.colour)?;
        press
            .within(self.part, |press| {
                press.afterwards(|press| press.write(&words, &at, colour))
            })
            .map(drop)
    }

    /// Whom a badge is for, in its box and beside French; both begin at the left of the band.
    pub(crate) fn whom(
        &self,
        press: &mut Press,
        layout: &Layout,
        (at, word): (&str, &str),
    ) -> Result<(), DocumentError> {
        let at = layout.text(&format!("{at}_beside"))?;
        let at = at.in_language(self.beside.language);
        let (words, colour) = (self.word(word)?, layout.colour(&at.colour)?);
        press
            .within(self.part, |press| {
                press.afterwards(|press| press.write(words, &at, colour))
            })
            .map(drop)
    }

    /// What one asks for, in the colour of the badge.
    pub(crate) fn ask(
        &self,
        press: &mut Press,
        layout: &Layout,
        accent: Colour,
    ) -> Result<(), DocumentError> {
        let at = self.turned(layout.text("ask_beside")?);
        let words = self.word("ask")?;
        press
            .within(self.part, |press| {
                press.afterwards(|press| press.write_as(Role::Heading(2), words, &at, accent))
            })
            .map(drop)
    }

    /// Illustration; name and what the badge recognises in French; the same below in the other language.
    pub(crate) fn headline(
        &self,
        press: &mut Press,
        layout: &Layout,
        part: Element,
        badge: &PosterBadge,
    ) -> Result<(), DocumentError> {
        let (at, shown) = (layout.place("illustration")?, aloud::badge(&badge.name));
        press.within(part, |press| press.illustrate(&badge.image_svg, &shown, at))?;
        let Beside {
            name, recognises, ..
        } = self.beside;
        let whole = layout.length("headline")?;
        let alone = name.trim().is_empty() && recognises.trim().is_empty();
        let (name_at, text_at) = (layout.text("name")?, layout.text("recognises")?);
        let top = name_at.at.y;
        let french = if alone { whole } else { whole / 2.0 };
        let names = [(badge.name.as_str(), name_at), (&badge.recognises, text_at)];
        let taken = press.within(part, |press| {
            one_under_the_other(press, layout, names, top, french)
        })?;
        if alone {
            return Ok(());
        }
        let below = taken + layout.length("voice_gap")?;
        let (name_at, text_at) = (
            self.turned(layout.text("name_beside")?),
            self.turned(layout.text("recognises_beside")?),
        );
        let names = [(name.as_str(), &name_at), (recognises, &text_at)];
        press
            .within(self.part, |press| {
                press.afterwards(|press| {
                    one_under_the_other(press, layout, names, top + below, whole - below)
                })
            })
            .map(drop)
    }

    /// The four parts of the rule, one under the other: French at the left, the other language at the right. A text said
    /// in French alone has both columns; a part said in neither leaves its place to the next.
    pub(crate) fn rule(
        &self,
        press: &mut Press,
        layout: &Layout,
        (part, rule): (Element, &Rule),
        accent: Colour,
    ) -> Result<(), DocumentError> {
        let parts: Vec<_> = rule
            .parts()
            .into_iter()
            .zip(self.beside.rule.parts())
            .map(|((name, french), (_, other))| (name, french.trim(), other.trim()))
            .filter(|(_, french, other)| !french.is_empty() || !other.is_empty())
            .collect();
        let (column, beside) = (layout.place("cell")?, layout.place("cell_beside")?);
        let (mut mark, label) = (layout.place("cell_mark")?, layout.text("cell_label")?);
        let mut text = layout.text("cell_text")?.clone();
        let (gap, most) = (layout.length("cell_gap")?, layout.length("cell_gap_most")?);
        let ink = layout.colour(&text.colour)?;
        let count = f32::from(u8::try_from(parts.len()).unwrap_or(u8::MAX));
        let gaps = (count - 1.0).max(1.0);
        let room = column.h - gaps * gap - count * text.at.y;
        // Measured as if there were room for all.
        text.at.h = f32::MAX;
        let boxes = |text: &TextBox, y: f32, alone: bool| {
            let (left, right) = (column.moved(0.0, y), beside.moved(0.0, y));
            let mut french = text.moved(left.x, left.y);
            if alone {
                french.at.w += right.x - left.x;
            }
            (french, self.box_within(right, text))
        };
        // All the texts are of one size: the largest at which they hold together.
        let mut heights = Vec::new();
        for size in text.sizes() {
            text = text.no_larger(size);
            heights.clear();
            for (_, french, other) in &parts {
                let (french_at, other_at) = boxes(&text, 0.0, other.is_empty());
                let (one, two) = (french_at.fitted(french)?, other_at.fitted(other)?);
                heights.push(one.height.max(two.height));
            }
            if heights.iter().sum::<f32>() <= room {
                break;
            }
        }
        share(&mut heights, room);
        let free = room - heights.iter().sum::<f32>();
        let gap = (gap + free / gaps).min(most);
        let mut y = 0.0;
        for ((name, french, other), height) in parts.into_iter().zip(heights) {
            let (left, right) = (column.moved(0.0, y), beside.moved(0.0, y));
            let (mut french_at, mut other_at) = boxes(&text, y, other.is_empty());
            french_at.at.h = height;
            other_at.at.h = height;
            mark.h = text.at.y + height - mark.y;
            press.fill(mark.moved(left.x, left.y), accent);
            if other.is_empty() {
                mark.h = label.at.h - mark.y;
            }
            press.fill(self.within(right, mark), accent);
            let label_at = self.box_within(right, label);
            let (heading, label_words) = (Role::Heading(2), self.word(name)?);
            press.within(part, |press| {
                let label = label.moved(left.x, left.y);
                press.write_as(heading, layout.word(name)?, &label, accent)?;
                press.write(french, &french_at, ink)
            })?;
            press.within(self.part, |press| {
                press.afterwards(|press| {
                    press.write_as(heading, label_words, &label_at, accent)?;
                    press.write(other, &other_at, ink)
                })
            })?;
            y += text.at.y + height + gap;
        }
        Ok(())
    }

    /// The three steps, in a column of their own.
    pub(crate) fn steps(
        &self,
        press: &mut Press,
        layout: &Layout,
        accent: Colour,
    ) -> Result<(), DocumentError> {
        let mut column = layout.place("step_beside")?;
        let (disc, words) = (layout.place("step_disc")?, layout.text("step")?);
        let number = layout.text("step_number")?;
        let mut size = f32::INFINITY;
        for step in ["step_1", "step_2", "step_3"] {
            let set = self.turned(words).fitted(self.word(step)?)?;
            size = size.min(set.size / self.beside.language.enlarged());
        }
        let list = press.within(self.part, |press| {
            press.part(Role::Steps, Some(self.beside.language))
        });
        for step in ["1", "2", "3"] {
            press.fill_round(self.within(column, disc), disc.w / 2.0, accent);
            let mut at = number.clone();
            at.at = self.within(column, number.at);
            let text_at = self.box_within(column, words).no_larger(size);
            let text = self.word(&format!("step_{step}"))?;
            let colour = layout.colour(&text_at.colour)?;
            press.within(list, |press| {
                press.afterwards(|press| {
                    press.tagged(Role::Item, |press| {
                        press.tagged(Role::Label, |press| press.write(step, &at, Colour::WHITE))?;
                        press.write_as(Role::Body, text, &text_at, colour)
                    })
                })
            })?;
            column.y += layout.length("step_down")?;
        }
        Ok(())
    }
}

/// Shares a room among those who ask for more than there is: who asks for less than an equal share has it all.
fn share(asked: &mut [f32], room: f32) {
    let mut least: Vec<f32> = asked.to_vec();
    least.sort_by(f32::total_cmp);
    let (mut left, mut among) = (room, asked.len());
    let mut most = f32::INFINITY;
    for height in least {
        let equal = left / f32::from(u16::try_from(among).unwrap_or(u16::MAX));
        if height > equal {
            most = equal;
            break;
        }
        left -= height;
        among -= 1;
    }
    for height in asked {
        *height = height.min(most);
    }
}

/// A name and a text under it, in at most `height` from `top` on; returns the height that they take.
fn one_under_the_other(
    press: &mut Press,
    layout: &Layout,
    texts: [(&str, &TextBox); 2],
    top: f32,
    height: f32,
) -> Result<f32, DocumentError> {
    let mut taken = 0.0;
    for (role, (words, at)) in [Role::Heading(1), Role::Paragraph].into_iter().zip(texts) {
        if words.trim().is_empty() {
            continue;
        }
        if taken > 0.0 {
            taken += layout.length("name_gap")?;
        }
        let mut at = at.clone();
        at.at.y = top + taken;
        at.at.h = at.at.h.min(height - taken);
        let colour = layout.colour(&at.colour)?;
        taken += press.write_as(role, words, &at, colour)?.height;
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_for_little_has_it_and_the_others_share() {
        let shared = |mut asked: Vec<f32>, room| {
            share(&mut asked, room);
            asked
        };
        assert_eq!(shared(vec![1.0, 2.0], 9.0), [1.0, 2.0]);
        assert_eq!(shared(vec![9.0, 1.0, 9.0], 9.0), [4.0, 1.0, 4.0]);
        assert_eq!(shared(vec![], 9.0), [0.0; 0]);
    }
}
