//! What the tests see of a page: the ground under each line, and how well the line can be read on it.

use super::Press;
use crate::layout::{Colour, Place};

/// Grounds in the order they are painted; lines with their contrast.
#[derive(Default)]
pub(crate) struct Seen {
    grounds: Vec<(usize, Place, Colour)>,
    lines: Vec<(String, f32)>,
}

impl Press {
    pub(super) fn painted(&mut self, place: Place, colour: Colour) {
        self.seen.grounds.push((self.pages.len(), place, colour));
    }

    pub(super) fn written(&mut self, line: &str, at: Place, colour: Colour) {
        let y = at.y + at.h / 2.0;
        let on_page = |ground: &&(usize, Place, Colour)| ground.0 == self.pages.len();
        let ground = |x: f32| {
            let under = self.seen.grounds.iter().rev().filter(on_page);
            let mut under = under.map(|(_, place, colour)| (place, *colour));
            let found = under.find(|(place, _)| {
                (place.x..place.x + place.w).contains(&x)
                    && (place.y..place.y + place.h).contains(&y)
            });
            found.map_or(Colour::WHITE, |(_, colour)| colour)
        };
        let along = [at.x, at.x + at.w / 2.0, at.x + at.w];
        let contrast = along.map(|x| colour.contrast(ground(x)));
        let least = contrast.into_iter().fold(f32::INFINITY, f32::min);
        self.seen.lines.push((line.to_owned(), least));
    }

    /// Every line can be read on the ground where it is (WCAG 2.2 AA).
    #[track_caller]
    pub(crate) fn can_be_read(&self, of: &str) {
        assert!(!self.seen.lines.is_empty(), "no line in {of}");
        for (line, contrast) in &self.seen.lines {
            assert!(*contrast >= 4.5, "{of}: {line} at {contrast}:1");
        }
    }
}
