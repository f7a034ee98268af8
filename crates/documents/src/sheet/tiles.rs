//! Badges side by side, each with its picture, its name and its code: many on a page.

use super::pen::Pen;
use super::wall::Said;
use crate::DocumentError;
use crate::aloud;
use crate::layout::{Anchor, Place, TextBox};
use crate::press::Role;
use crate::text;

/// How much larger than the smallest name the others may be.
const UNEVEN: f32 = 1.2;

/// Where things stand on a tile, from its corner.
struct Tile {
    /// How many side by side.
    beside: u8,
    width: f32,
    height: f32,
    picture: Place,
    name: TextBox,
    code: Place,
}

/// A box, and the words that stand in it.
type Filled<'s> = (TextBox, &'s str);

impl Tile {
    /// Whether there is room for the code, and for words as wide as the picture.
    fn holds(&self) -> bool {
        self.code.x >= self.picture.x && self.name.at.w >= self.picture.w
    }
}

impl Pen<'_> {
    /// Tiles, as few beside one another as make the fewest pages.
    pub(super) fn tiles(&mut self, said: &[Said]) -> Result<(), DocumentError> {
        let (gutter, gap) = (self.length("tile_gutter")?, self.length("tile_gap")?);
        let (mut tile, mut fewest) = (self.tile(1, said)?, usize::MAX);
        for beside in 1..=u8::MAX {
            let other = self.tile(beside, said)?;
            if beside > 1 && !other.holds() {
                break;
            }
            let rows = said.len().div_ceil(usize::from(beside));
            let pages = self.pages_for(&vec![other.height; rows], gap)?;
            if pages < fewest {
                (tile, fewest) = (other, pages);
            }
        }
        tile.name = self.even(said, tile.name)?;
        let list = self.press.begin_part(Role::List);
        for row in said.chunks(usize::from(tile.beside)) {
            self.room(tile.height)?;
            for (column, one) in (0_u8..).zip(row) {
                let x = self.left()? + f32::from(column) * (tile.width + gutter);
                self.set_tile(&tile, one, (x, self.y))?;
            }
            self.y += tile.height + gap;
        }
        self.press.end_part(list);
        Ok(())
    }

    /// A tile when so many stand side by side: its words under the picture, beside the code; or beside the picture, over
    /// the code, where that leaves too little.
    fn tile(&self, beside: u8, said: &[Said]) -> Result<Tile, DocumentError> {
        let (gutter, pad) = (self.length("tile_gutter")?, self.length("tile_pad")?);
        let (picture, code) = (self.length("tile_picture")?, self.length("tile_code")?);
        let with_words = code + self.layout.text("entry_under")?.at.h;
        let width = (self.width()? - gutter * f32::from(beside - 1)) / f32::from(beside);
        let inside = width - 2.0 * pad;
        let square = |x: f32, y: f32, side: f32| Place {
            x,
            y,
            w: side,
            h: side,
        };
        let words = inside - code - pad;
        let (name, at, height) = if words >= self.length("tile_words")? {
            let down = picture + pad / 2.0;
            let mut name = self.style("tile_name", pad, pad + down, words)?;
            name.at.h = (with_words - down).max(picture);
            name.at.h = name.at.h.max(self.names_tall(said, &name)?);
            let height = with_words.max(down + name.at.h);
            (name, square(width - pad - code, pad, code), height)
        } else {
            let words = inside - picture - pad;
            let mut name = self.style("tile_name", 2.0 * pad + picture, pad, words)?;
            let tall = picture.max(self.names_tall(said, &name)?);
            name.at.h = tall;
            name.anchor = Anchor::Middle;
            let down = tall + pad / 2.0;
            let middle = (width - code) / 2.0;
            (name, square(middle, pad + down, code), down + with_words)
        };
        Ok(Tile {
            beside,
            width,
            height: height + 2.0 * pad,
            picture: square(pad, pad, picture),
            name,
            code: at,
        })
    }

    fn set_tile(
        &mut self,
        tile: &Tile,
        said: &Said,
        (x, y): (f32, f32),
    ) -> Result<(), DocumentError> {
        let ground = Place {
            x,
            y,
            w: tile.width,
            h: tile.height,
        };
        let (colour, radius) = (self.layout.colour("stripe")?, self.length("note_radius")?);
        self.press.fill_round(ground, radius, colour);
        let item = self.press.begin_part(Role::Item);
        self.press.begin_part(Role::Body);
        let words = aloud::badge(&said.name);
        self.press
            .illustrate(&said.picture, &words, tile.picture.moved(x, y))?;
        let (above, below) = self.names(said, &tile.name.moved(x, y))?;
        let paragraph = Role::Paragraph;
        self.write_as(paragraph, &said.name, &unbroken(&said.name, above)?)?;
        if let Some((below, other)) = below {
            self.write_as(paragraph, other, &unbroken(other, below)?)?;
        }
        self.small_code(said, tile.code.moved(x, y))?;
        self.press.end_part(item);
        Ok(())
    }

    /// The boxes of a name: in French above, in the other language below, when it is known in both. They share the box as
    /// their words need.
    fn names<'s>(
        &self,
        said: &'s Said,
        at: &TextBox,
    ) -> Result<(TextBox, Option<Filled<'s>>), DocumentError> {
        let mut above = at.clone();
        let Some((language, other)) = said.name_beside() else {
            return Ok((above, None));
        };
        let mut below = at.turned(language);
        let (french, other_tall) = (tall(&said.name, &above)?, tall(other, &below)?);
        let gap = self.length("voice_gap")?;
        let (asked, room) = (french + other_tall, at.at.h - gap);
        let share = (room / asked).min(1.0);
        if at.anchor == Anchor::Middle {
            above.at.y += (room - asked * share) / 2.0;
        }
        above.at.h = french * share;
        below.at.y = above.at.y + above.at.h + gap;
        below.at.h = other_tall * share;
        (above.anchor, below.anchor) = (Anchor::Top, Anchor::Top);
        Ok((above, Some((below, other))))
    }

    /// The height that the longest of the names takes in two languages, in a column of this width; none in French alone.
    fn names_tall(&self, said: &[Said], at: &TextBox) -> Result<f32, DocumentError> {
        let mut most: f32 = 0.0;
        for one in said {
            if let Some((language, other)) = one.name_beside() {
                let both = tall(&one.name, at)? + tall(other, &at.turned(language))?;
                most = most.max(both + self.length("voice_gap")?);
            }
        }
        Ok(most)
    }

    /// A box in which the names are about of one size.
    fn even(&self, said: &[Said], at: TextBox) -> Result<TextBox, DocumentError> {
        let mut least = f32::INFINITY;
        for one in said {
            let (above, below) = self.names(one, &at)?;
            least = least.min(unbroken(&one.name, above)?.fitted(&one.name)?.size);
            if let Some((below, other)) = below {
                let enlarged = below.enlarged();
                least = least.min(unbroken(other, below)?.fitted(other)?.size / enlarged);
            }
        }
        Ok(at.no_larger(least * UNEVEN))
    }
}

/// A box for a name in which no word is broken that can be whole.
fn unbroken(name: &str, at: TextBox) -> Result<TextBox, DocumentError> {
    let size = text::unbroken(name, at.setting(), at.at.w)?;
    let enlarged = at.enlarged();
    Ok(at.no_larger(size / enlarged))
}

/// The height of a name in a box, a little more than it takes.
fn tall(name: &str, at: &TextBox) -> Result<f32, DocumentError> {
    Ok(unbroken(name, at.clone())?.fitted(name)?.height + 0.01)
}
