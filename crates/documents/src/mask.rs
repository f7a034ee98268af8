//! The mask of a QR code: of eight, the one that leaves the fewest shapes that mislead readers (ISO/IEC 18004, 7.8.3).
//!
//! The choice is the one `qrcode` makes, module for module; here a row of modules is a number, so that a whole row is
//! looked at in a few instructions.

use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, Version};

const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// The modules of a code, not a micro code, under its best mask, row by row.
pub(crate) fn best(canvas: &Canvas, version: Version) -> Vec<Color> {
    let Some(side) = Side::of(version) else {
        return canvas.apply_best_mask().into_colors();
    };
    let masked = MASKS.map(|mask| {
        let mut canvas = canvas.clone();
        canvas.apply_mask(mask);
        canvas.into_colors()
    });
    let [first, others @ ..] = masked;
    let mut best = (side.penalty(&first), first);
    for colours in others {
        let penalty = side.penalty(&colours);
        if penalty < best.0 {
            best = (penalty, colours);
        }
    }
    best.1
}

/// Modules a side, at most as many as a number has bits. A code with more is the library's alone.
#[derive(Clone, Copy)]
struct Side(usize);

impl Side {
    fn of(version: Version) -> Option<Self> {
        let side = usize::try_from(version.width()).ok()?;
        (side <= 64).then_some(Self(side))
    }

    /// How many points the shapes cost, but for what the three corners cost in any mask.
    fn penalty(self, colours: &[Color]) -> u32 {
        let Self(side) = self;
        let (mut rows, mut columns) = ([0_u64; 64], [0_u64; 64]);
        for (colours, (y, row)) in colours.chunks(side).zip(rows.iter_mut().enumerate()) {
            for (colour, (x, column)) in colours.iter().zip(columns.iter_mut().enumerate()) {
                let dark = u64::from(*colour == Color::Dark);
                *row |= dark << x;
                *column |= dark << y;
            }
        }
        let rows = rows.get(..side).unwrap_or(&rows);
        let columns = columns.get(..side).unwrap_or(&columns);
        let pairs = u64::MAX >> (65 - side);
        let lines = rows.iter().chain(columns);
        let lines: u32 = lines
            .map(|line| runs(*line, pairs) + 40 * finders(*line))
            .sum();
        let squares = rows.windows(2).map(|two| match two {
            [above, below] => (same(*above) & same(*below) & !(above ^ below) & pairs).count_ones(),
            _ => 0,
        });
        let dark: u32 = rows.iter().map(|row| row.count_ones()).sum();
        let all = u32::try_from(side * side).unwrap_or(u32::MAX);
        lines + 3 * squares.sum::<u32>() + (dark * 200 / all).abs_diff(100)
    }
}

/// Which modules have the colour of the next one.
const fn same(line: u64) -> u64 {
    !(line ^ (line >> 1))
}

/// A run of five modules of one colour costs three points, each module more one more.
const fn runs(line: u64, pairs: u64) -> u32 {
    let same = same(line) & pairs;
    let five = same & (same >> 1) & (same >> 2) & (same >> 3);
    let begun = five & !(five << 1);
    five.count_ones() + 2 * begun.count_ones()
}

/// How many times dark and light follow each other as in a corner, with four light modules before or after.
const fn finders(line: u64) -> u32 {
    let dark = line & (line >> 2) & (line >> 3) & (line >> 4) & (line >> 6);
    let found = dark & !(line >> 1) & !(line >> 5);
    let before = (line << 1) | (line << 2) | (line << 3) | (line << 4);
    let after = (line >> 7) | (line >> 8) | (line >> 9) | (line >> 10);
    (found & !(before & after)).count_ones()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;
    use qrcode::{EcLevel, QrCode};

    use crate::code::drawn;
    use crate::generated::texts;

    proptest! {
        #![proptest_config(texts(200))]

        #[test]
        fn the_mask_is_the_one_of_the_library(
            address in "[!-~]{1,400}",
            level in select(vec![EcLevel::M, EcLevel::Q, EcLevel::H]),
        ) {
            let theirs = QrCode::with_error_correction_level(&address, level).unwrap();
            let bits = qrcode::bits::encode_auto(address.as_bytes(), level).unwrap();
            let ours = drawn(bits, level).unwrap();
            prop_assert_eq!(ours.side, theirs.width());
            let dark = theirs.to_colors().into_iter().map(|colour| colour == qrcode::Color::Dark);
            prop_assert_eq!(ours.dark, dark.collect::<Vec<_>>());
        }
    }
}
