//! What is said across a whole sheet of paper, over all that is on it: that its people are invented.

use printpdf::{ExtendedGraphicsState, ExtendedGraphicsStateId, Op, TextItem, TextMatrix};

use super::Press;
use crate::DocumentError;
use crate::font::{Face, Weight};
use crate::layout::{Colour, Size};
use crate::text::PT_PER_MM;

/// Size of its letters, in points.
const SIZE: f32 = 19.0;
/// From one line to the next and from one time to the next along a line, in millimetres: a card cut out of the sheet
/// (85 × 55 mm) has it too, whole or nearly.
const LINES: f32 = 44.0;
const BETWEEN: f32 = 14.0;
/// The slope of its lines: rises by so much for one.
const SLOPE: f32 = 0.36;
/// How much of its colour covers what is under it: words and codes there can still be read.
const OPACITY: f32 = 0.27;
const RED: Colour = Colour([0.72, 0.05, 0.16]);

/// The name of the state in which it is drawn.
pub(super) fn state() -> ExtendedGraphicsStateId {
    ExtendedGraphicsStateId("Mark".to_owned())
}

/// Lets what is under show through.
pub(super) fn pale() -> ExtendedGraphicsState {
    ExtendedGraphicsState::default().with_current_fill_alpha(OPACITY)
}

impl Press {
    /// The mark, again and again in slanting lines, from one edge of the sheet to the others.
    pub(super) fn marked(
        &mut self,
        mark: &str,
        Size { width, height }: Size,
    ) -> Result<Vec<Op>, DocumentError> {
        let weight = Weight::Bold;
        let length = Face::of(weight)?.width(mark) * SIZE / PT_PER_MM;
        let step = length + BETWEEN;
        let norm = SLOPE.hypot(1.0);
        let (cos, sin) = (1.0 / norm, SLOPE / norm);
        let mut ops = vec![
            Op::SaveGraphicsState,
            Op::LoadGraphicsState { gs: state() },
            Op::SetFillColor {
                col: super::ink(RED),
            },
            Op::StartTextSection,
        ];
        std::mem::swap(&mut self.ops, &mut ops);
        self.set_font(weight.into(), SIZE);
        std::mem::swap(&mut self.ops, &mut ops);
        let used = self.used.entry(weight.into()).or_default();
        used.chars.extend(mark.chars());
        // From below the sheet, as the lines rise; every other one begins half a step later.
        let (mut bottom, mut odd) = (-width * SLOPE, false);
        while bottom < height {
            let mut along = if odd { -step / 2.0 } else { -step / 8.0 };
            while along * cos < width {
                let (x, y) = (along * cos, bottom + along * sin);
                let seen = x + length * cos > 0.0 && y < height && y + length * sin > -SIZE;
                if seen {
                    ops.push(Op::SetTextMatrix {
                        matrix: TextMatrix::Raw([
                            cos,
                            sin,
                            -sin,
                            cos,
                            x * PT_PER_MM,
                            y * PT_PER_MM,
                        ]),
                    });
                    ops.push(Op::ShowText {
                        items: vec![TextItem::Text(mark.to_owned())],
                    });
                }
                along += step;
            }
            bottom += LINES;
            odd = !odd;
        }
        ops.extend([Op::EndTextSection, Op::RestoreGraphicsState]);
        Ok(ops)
    }
}

#[cfg(test)]
mod tests {
    use crate::preview::preview;
    use crate::{Fields, Theme, sheet};

    fn theme(mark: Option<&str>) -> Theme {
        Theme {
            mark: mark.map(str::to_owned),
            ..Theme::default()
        }
    }

    /// How many of the tiles of a page, the size of a card, have something red in them.
    fn reddened(pdf: &[u8]) -> (usize, usize) {
        let page = preview(pdf, 0, 420).unwrap();
        let picture = image::load_from_memory(&page.png).unwrap().to_rgb8();
        // 85 × 55 mm on a page of 210 mm.
        let (w, h) = (170, 110);
        let (mut all, mut red) = (0, 0);
        for top in (0..picture.height() - h).step_by(55) {
            for left in (0..picture.width() - w).step_by(85) {
                all += 1;
                let reddish = (top..top + h).any(|y| {
                    (left..left + w).any(|x| {
                        let [r, g, b] = picture.get_pixel(x, y).0;
                        r > g.saturating_add(40) && r > b.saturating_add(20)
                    })
                });
                red += usize::from(reddish);
            }
        }
        (all, red)
    }

    #[test]
    fn it_marks_every_part_of_a_page_that_may_be_cut_out_and_a_real_page_has_none() {
        let fields = Fields {
            values: [
                ("structure", "Les Jardins"),
                ("code", "4K7M2"),
                ("made_on", "lundi"),
            ]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
            lists: [].into_iter().collect(),
        };
        let day = "2026-11-23".parse().unwrap();
        let made = |mark| sheet("recovery", &fields, &theme(mark), day).unwrap();
        let (all, red) = reddened(&made(Some("Essai — personnes inventées")));
        assert!(all > 10 && red == all, "{red} of {all}");
        assert_eq!(reddened(&made(None)).1, 0);
        // The same content gives the same bytes, marked too.
        assert_eq!(made(Some("Essai")), made(Some("Essai")));
    }
}
