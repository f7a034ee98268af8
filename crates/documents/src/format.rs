//! Papers that a poster is printed on: A4 and A3 either way up, and flyers to be cut out of them.

use serde::{Deserialize, Serialize};

use crate::layout::Size;

/// A4, upright.
const A4: Size = Size {
    width: 210.0,
    height: 297.0,
};
/// A3, upright.
const A3: Size = Size {
    width: 297.0,
    height: 420.0,
};
/// From a size of paper to the next (ISO 216).
const STEP: f32 = std::f32::consts::SQRT_2;

/// The paper of a poster.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A4, upright.
    #[default]
    A4,
    /// A4, lying.
    A4Landscape,
    /// A3, upright.
    A3,
    /// A3, lying.
    A3Landscape,
    /// Flyers: two A5 of the same on a lying A4 sheet, to be cut.
    FlyerTwo,
    /// Flyers: four A5 of the same on an upright A3 sheet, to be cut.
    FlyerFour,
}

/// How the pages of a layout are put on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Imposition {
    /// The paper.
    pub(crate) sheet: Size,
    /// How much larger than its layout a page is printed.
    pub(crate) scale: f32,
    /// How many times across and down the same page stands on the sheet.
    pub(crate) copies: (u8, u8),
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [
        Self::A4,
        Self::A4Landscape,
        Self::A3,
        Self::A3Landscape,
        Self::FlyerTwo,
        Self::FlyerFour,
    ];

    /// Stable code, as in `--format`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A4Landscape => "a4-landscape",
            Self::A3 => "a3",
            Self::A3Landscape => "a3-landscape",
            Self::FlyerTwo => "flyer-two",
            Self::FlyerFour => "flyer-four",
        }
    }

    /// Whether the page is wider than high.
    pub(crate) const fn lying(self) -> bool {
        matches!(self, Self::A4Landscape | Self::A3Landscape)
    }

    /// How pages laid out for A4 are put on this paper.
    pub(crate) fn imposition(self) -> Imposition {
        let lying = |size: Size| Size {
            width: size.height,
            height: size.width,
        };
        let (sheet, scale, copies) = match self {
            Self::A4 => (A4, 1.0, (1, 1)),
            Self::A4Landscape => (lying(A4), 1.0, (1, 1)),
            Self::A3 => (A3, STEP, (1, 1)),
            Self::A3Landscape => (lying(A3), STEP, (1, 1)),
            Self::FlyerTwo => (lying(A4), 1.0 / STEP, (2, 1)),
            Self::FlyerFour => (A3, 1.0 / STEP, (2, 2)),
        };
        Imposition {
            sheet,
            scale,
            copies,
        }
    }
}
