//! What the tests see of a page: the ground under each line, and how well the line can be read on it.

use super::Press;
use crate::layout::{Colour, Place};

/// Grounds in the order they are painted; lines with their contrast.
#[derive(Default)]
pub(crate) struct Seen {
    grounds: Vec<(usize, Place, Colour)>,
    lines: Vec<(usize, String, f32)>,
    /// Sides of codes on paper, light border included.
    codes: Vec<(usize, f32)>,
    pictures: Vec<(usize, Place)>,
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
        let page = self.pages.len();
        self.seen.lines.push((page, line.to_owned(), least));
    }

    pub(super) fn coded(&mut self, at: Place) {
        let side = at.w.min(at.h) * self.imposition.scale;
        self.seen.codes.push((self.pages.len(), side));
    }

    /// Sides of the codes of a page on paper, in millimetres, light border included.
    pub(crate) fn codes(&self, page: usize) -> Vec<f32> {
        let codes = self.seen.codes.iter();
        codes
            .filter(|(on, _)| *on == page)
            .map(|(_, side)| *side)
            .collect()
    }

    pub(super) fn illustrated(&mut self, at: Place) {
        self.seen.pictures.push((self.pages.len(), at));
    }

    /// Where the pictures of the first page are.
    pub(crate) fn pictures(&self) -> Vec<Place> {
        let pictures = self.seen.pictures.iter();
        pictures
            .filter(|(on, _)| *on == 0)
            .map(|(_, at)| *at)
            .collect()
    }

    /// Forgets the pages from that one on.
    pub(super) fn unseen(&mut self, page: usize) {
        self.marks.retain(|(on, ..)| *on < page);
        self.seen.grounds.retain(|(on, ..)| *on < page);
        self.seen.lines.retain(|(on, ..)| *on < page);
        self.seen.codes.retain(|(on, _)| *on < page);
        self.seen.pictures.retain(|(on, _)| *on < page);
    }

    /// Every line can be read on the ground where it is (WCAG 2.2 AA).
    #[track_caller]
    pub(crate) fn can_be_read(&self, of: &str) {
        assert!(!self.seen.lines.is_empty(), "no line in {of}");
        for (_, line, contrast) in &self.seen.lines {
            assert!(*contrast >= 4.5, "{of}: {line} at {contrast}:1");
        }
    }
}
