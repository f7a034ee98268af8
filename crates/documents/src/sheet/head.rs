//! The head of a sheet: the structure and its logo, the title, what it is about; on a ground of colour when it hangs on a
//! wall.

use super::pen::Pen;
use super::{Fields, Template, Values, fill};
use crate::DocumentError;
use crate::layout::{Colour, Place};

impl Pen<'_> {
    /// Writes the head; what comes next stands under it.
    pub(super) fn head(
        &mut self,
        template: &Template,
        fields: &Fields,
        row: Option<&Values>,
    ) -> Result<(), DocumentError> {
        let (left, width) = (self.left()?, self.width()?);
        let head = [
            ("structure", fill("{structure}", fields, row)?),
            ("title", fill(&template.title, fields, row)?),
            ("subtitle", fill(&template.subtitle, fields, row)?),
        ];
        self.foot = template.wall && self.theme.has_foot();
        let (top, between) = (self.length("top")?, self.length("head_gap")?);
        let mut logo = Place {
            x: left + width - self.length("logo_width")?,
            y: top,
            w: self.length("logo_width")?,
            h: self.length("logo_height")?,
        };
        let kept = match &self.theme.logo {
            None => 0.0,
            Some(svg) => {
                let wide = self.press.proportion(svg)? * logo.h;
                logo.x += (logo.w - wide).max(0.0);
                logo.w = logo.w.min(wide);
                logo.w + self.length("gap")?
            }
        };
        let width = width - kept;
        let mut below = top;
        for (style, words) in &head {
            let taken = self.height(style, words, width)?;
            if taken > 0.0 {
                below += taken + between;
            }
        }
        let under = if kept > 0.0 {
            below.max(logo.y + logo.h)
        } else {
            below
        };
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
        if let Some(svg) = &self.theme.logo {
            if template.wall {
                let pad = self.length("logo_pad")?;
                let ground = Place {
                    x: logo.x - pad,
                    y: logo.y - pad,
                    w: logo.w + 2.0 * pad,
                    h: logo.h + 2.0 * pad,
                };
                self.press.fill_round(ground, pad, Colour::WHITE);
            }
            self.press.illustrate(svg, logo)?;
        }
        self.y = top;
        for (style, words) in &head {
            let at = self.style(style, left, self.y, width)?;
            let taken = self.write(words, &at)?;
            if taken > 0.0 {
                self.y += taken + between;
            }
        }
        self.y = self.y.max(under).max(band.h);
        Ok(())
    }
}
