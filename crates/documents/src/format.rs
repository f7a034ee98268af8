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
/// A5, upright.
const A5: Size = Size {
    width: 148.0,
    height: 210.0,
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

/// The pages that are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// A4, upright; A3 is the same, enlarged.
    Upright,
    /// A4, lying; A3 is the same, enlarged.
    Lying,
    /// A5, upright.
    Flyer,
}

impl Shape {
    /// The page, before it is enlarged.
    pub(crate) const fn page(self) -> Size {
        match self {
            Self::Upright => A4,
            Self::Lying => lying(A4),
            Self::Flyer => A5,
        }
    }
}

/// How the pages of a layout are put on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Imposition {
    /// The paper.
    pub(crate) sheet: Size,
    /// How much larger than its layout a page is printed.
    pub(crate) scale: f32,
    /// How many pages stand on the sheet, across and down.
    pub(crate) copies: (u8, u8),
    /// Whether they are pages that follow one another, not the same one each time.
    pub(crate) gathered: bool,
}

impl Imposition {
    /// A page that is its own sheet.
    pub(crate) const fn as_is(sheet: Size) -> Self {
        Self {
            sheet,
            scale: 1.0,
            copies: (1, 1),
            gathered: false,
        }
    }

    /// Pages that follow one another, side by side on a sheet that they fill.
    pub(crate) fn gathered(page: Size, (across, down): (u8, u8)) -> Self {
        Self {
            sheet: Size {
                width: page.width * f32::from(across),
                height: page.height * f32::from(down),
            },
            scale: 1.0,
            copies: (across, down),
            gathered: true,
        }
    }
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

    /// Whether it is cut into flyers, which are handed out and not hung.
    #[must_use]
    pub const fn is_flyer(self) -> bool {
        matches!(self.shape(), Shape::Flyer)
    }

    /// Which of the layouts it has.
    pub(crate) const fn shape(self) -> Shape {
        match self {
            Self::A4 | Self::A3 => Shape::Upright,
            Self::A4Landscape | Self::A3Landscape => Shape::Lying,
            Self::FlyerTwo | Self::FlyerFour => Shape::Flyer,
        }
    }

    /// How pages laid out in its shape are put on this paper.
    pub(crate) fn imposition(self) -> Imposition {
        let (sheet, scale, copies) = match self {
            Self::A4 => (A4, 1.0, (1, 1)),
            Self::A4Landscape => (lying(A4), 1.0, (1, 1)),
            Self::A3 => (A3, STEP, (1, 1)),
            Self::A3Landscape => (lying(A3), STEP, (1, 1)),
            Self::FlyerTwo => (lying(A4), 1.0, (2, 1)),
            Self::FlyerFour => (A3, 1.0, (2, 2)),
        };
        Imposition {
            sheet,
            scale,
            copies,
            gathered: false,
        }
    }
}

/// The same page the other way up.
const fn lying(size: Size) -> Size {
    Size {
        width: size.height,
        height: size.width,
    }
}
