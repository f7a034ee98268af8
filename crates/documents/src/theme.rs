//! How a structure wants what it prints to look: its colour, its logo, a line of its own, and the logos of its partners.

use crate::DocumentError;
use crate::layout::{Colour, Place};
use crate::press::Press;
use atelier_texts::aloud;

/// Between two partners' logos, as a share of their height.
const BETWEEN: f32 = 0.5;

/// The looks of a structure. Everything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// `#rrggbb`, for what has no pathway's colour; darkened where words in it, or white words on it, could not be read.
    pub colour: Option<String>,
    /// The structure's logo, as SVG text.
    pub logo: Option<String>,
    /// Whom to ask: a name and hours.
    pub contact: String,
    /// A line of its own.
    pub line: String,
    /// Logos of INAÉ and of those who fund, as SVG text.
    pub partners: Vec<String>,
    /// What is said across every page, such as that its people are invented; nothing on a real document.
    pub mark: Option<String>,
}

/// A colour `#rrggbb` as it is printed: the same, or darkened until white words on it, and words in it on white, can be
/// read (WCAG 2.2 AA, 4.5:1). `None` for what is no colour.
#[must_use]
pub fn legible(colour: &str) -> Option<String> {
    Some(Colour::parse(colour)?.legible_on_white().written())
}

impl Theme {
    /// The colour, as it can be read.
    pub(crate) fn accent(&self) -> Option<Colour> {
        let colour = Colour::parse(self.colour.as_deref()?.trim())?;
        Some(colour.legible_on_white())
    }

    /// Whether something stands at the foot of the page.
    pub(crate) fn has_foot(&self) -> bool {
        !self.line.trim().is_empty() || !self.partners.is_empty()
    }

    /// Sets the partners' logos at the right of a place, all of one height.
    pub(crate) fn partners(&self, press: &mut Press, at: Place) -> Result<(), DocumentError> {
        let mut widths = Vec::new();
        for logo in &self.partners {
            widths.push(press.proportion(logo)? * at.h);
        }
        let gaps = f32::from(u8::try_from(widths.len().max(1) - 1).unwrap_or(u8::MAX));
        let whole = widths.iter().sum::<f32>() + gaps * at.h * BETWEEN;
        // Too many for one height: all smaller.
        let scale = (at.w / whole.max(f32::EPSILON)).min(1.0);
        let height = at.h * scale;
        let mut x = at.x + at.w - whole * scale;
        for (logo, width) in self.partners.iter().zip(widths) {
            let place = Place {
                x,
                y: at.y + (at.h - height) / 2.0,
                w: width * scale,
                h: height,
            };
            press.illustrate(logo, &aloud::partner(), place)?;
            x += (width + at.h * BETWEEN) * scale;
        }
        Ok(())
    }

    /// Where the structure's logo stands at the right of a place, its light border of `pad` included; `None` without logo.
    pub(crate) fn logo_place(
        &self,
        press: &mut Press,
        within: Place,
        pad: f32,
    ) -> Result<Option<Place>, DocumentError> {
        let Some(logo) = &self.logo else {
            return Ok(None);
        };
        let wished = press.proportion(logo)? * (within.h - 2.0 * pad) + 2.0 * pad;
        let width = wished.min(within.w);
        Ok(Some(Place {
            x: within.x + within.w - width,
            w: width,
            ..within
        }))
    }

    /// Sets the structure's logo where [`Theme::logo_place`] says, on a light ground of its own when it has a border.
    pub(crate) fn set_logo(
        &self,
        press: &mut Press,
        at: Place,
        pad: f32,
    ) -> Result<(), DocumentError> {
        let Some(logo) = &self.logo else {
            return Ok(());
        };
        if pad > 0.0 {
            press.fill_round(at, pad, Colour::WHITE);
        }
        let inside = Place {
            x: at.x + pad,
            y: at.y + pad,
            w: at.w - 2.0 * pad,
            h: at.h - 2.0 * pad,
        };
        press.illustrate(logo, &aloud::logo(), inside)
    }
}
