//! The head of a sheet: the structure and its logo, the title, what it is about; on a ground of colour when it hangs on a
//! wall.

use super::Template;
use super::beside::Both;
use super::pen::Pen;
use crate::DocumentError;
use crate::layout::Place;
use crate::press::Role;

impl Pen<'_> {
    /// Writes the head; what comes next stands under it.
    pub(super) fn head(&mut self) -> Result<(), DocumentError> {
        let (sheet, template) = (self.sheet, self.sheet.template);
        let other = sheet.beside();
        let said = |text: fn(&Template) -> &str| -> Result<Both, DocumentError> {
            let french = sheet.fill(text(template))?;
            let Some((other, language)) = other.and_then(|other| Some((other, other.language?)))
            else {
                return Ok(Both::of(french, None));
            };
            let said = other.fill(text(other.template))?;
            Ok(Both::of(french, Some((language, said))))
        };
        let (left, width) = (self.left()?, self.width()?);
        let head = [
            ("structure", Both::of(sheet.fill("{structure}")?, None)),
            ("title", said(|template| &template.title)?),
            ("subtitle", said(|template| &template.subtitle)?),
        ];
        let (top, between) = (self.length("top")?, self.length("head_gap")?);
        // On a ground of colour the logo has a light border, which goes beyond the line of the margin.
        let pad = if template.wall {
            self.length("logo_pad")?
        } else {
            0.0
        };
        let within = Place {
            x: left + width + pad - self.length("logo_width")?,
            y: top - pad,
            w: self.length("logo_width")?,
            h: self.length("logo_height")? + 2.0 * pad,
        };
        let logo = self.theme.logo_place(self.press, within, pad)?;
        let kept = match logo {
            Some(at) => left + width - at.x + self.length("gap")?,
            None => 0.0,
        };
        let width = width - kept;
        let mut below = top;
        for (style, words) in &head {
            let taken = self.height_of_both(style, words, width)?;
            if taken > 0.0 {
                below += taken + between;
            }
        }
        let under = logo.map_or(below, |at| below.max(at.y + at.h));
        let band = if template.wall {
            under + self.length("head_foot")?
        } else {
            self.length("band")?
        };
        let band = Place {
            x: 0.0,
            y: 0.0,
            w: self.size.width,
            h: band,
        };
        self.press.fill(band, self.layout.colour("accent")?);
        if let Some(at) = logo {
            self.theme.set_logo(self.press, at, pad)?;
        }
        self.y = top;
        for (style, words) in &head {
            let role = if *style == "title" {
                Role::Heading(1)
            } else {
                Role::Paragraph
            };
            let part = self.press.begin_part(role);
            let taken = self.write_both(style, words, (left, self.y, width))?;
            self.press.end_part(part);
            if taken > 0.0 {
                self.y += taken + between;
            }
        }
        self.y = self.y.max(under).max(band.h);
        Ok(())
    }
}
