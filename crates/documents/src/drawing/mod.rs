//! Illustrations: plain shapes as drawing operators, which print at any size; what they cannot draw exactly (gradients,
//! filters, masks, patterns…) as pixels, fine enough for its size on paper.

mod cost;
mod exact;
mod pixels;
mod raster;
#[cfg(test)]
mod tests;
mod vector;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use printpdf::DictItem;
use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{ImageHrefResolver, Options, Tree, fontdb};

use crate::DocumentError;
use crate::font;

/// Most elements written in a drawing.
const MOST_WRITTEN: u32 = 100_000;
/// Dots in a millimetre of paper: 600 an inch.
pub(crate) const DOTS_PER_MM: f32 = 600.0 / 25.4;

/// The side of the largest illustration, on a poster or a certificate, in millimetres.
const LARGEST: f32 = 120.0;

/// An illustration that was read.
pub(crate) struct Picture {
    tree: Tree,
}

/// An illustration ready to be placed.
pub(crate) struct Drawing {
    /// Drawing operators, from its bottom-left corner.
    pub(crate) operators: String,
    /// Degrees of opacity that the operators name.
    pub(crate) states: BTreeMap<String, DictItem>,
    /// Pictures made of pixels that the operators name.
    pub(crate) pictures: BTreeMap<String, DictItem>,
}

impl Picture {
    /// Reads an illustration. It has nothing but itself: no file and no address that it names is opened.
    pub(crate) fn read(svg: &str) -> Result<Self, DocumentError> {
        // The reader is not ours: should it fail outright on a forged drawing, that drawing is refused.
        let read = catch_unwind(AssertUnwindSafe(|| parsed(svg)));
        let tree = read.ok().flatten().ok_or(DocumentError::Illustration)?;
        cost::bounded(&tree)?;
        Ok(Self { tree })
    }

    /// Width of its coordinates.
    pub(crate) fn width(&self) -> f32 {
        self.tree.size().width()
    }

    /// Height of its coordinates.
    pub(crate) fn height(&self) -> f32 {
        self.tree.size().height()
    }

    /// Whether it can be drawn with so many dots for one of its units, or a little fewer.
    fn is_affordable(&self, dots: f32) -> bool {
        let reckoned = catch_unwind(AssertUnwindSafe(|| vector::affordable(&self.tree, dots)));
        reckoned.is_ok_and(|dots| dots.is_ok())
    }

    /// As it is drawn with so many dots for one of its units.
    pub(crate) fn drawn(&self, dots: f32) -> Result<Drawing, DocumentError> {
        let drawn = catch_unwind(AssertUnwindSafe(|| vector::drawn(&self.tree, dots)));
        drawn.unwrap_or(Err(DocumentError::Illustration))
    }
}

/// Whether an illustration can be printed as large as any is.
#[must_use]
pub fn can_be_printed(svg: &str) -> bool {
    Picture::read(svg).is_ok_and(|picture| {
        let side = picture.width().max(picture.height());
        picture.is_affordable(LARGEST / side * DOTS_PER_MM)
    })
}

fn parsed(svg: &str) -> Option<Tree> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_WRITTEN,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(svg, options).ok()?;
    let too_large = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&too_large);
    let inside = ImageHrefResolver::default_data_resolver();
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(move |kind, data, options| {
                if cost::unpacks_to_too_much(&data) {
                    seen.store(true, Ordering::Relaxed);
                    return None;
                }
                inside(kind, data, options)
            }),
            resolve_string: Box::new(|_, _| None),
        },
        fontdb: Arc::clone(&LETTERS),
        ..Options::default()
    };
    let tree = Tree::from_xmltree(&document, &options).ok()?;
    (!too_large.load(Ordering::Relaxed)).then_some(tree)
}

/// The letters for words that a drawing holds as text: those of the documents, whatever typeface it asks for.
static LETTERS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut letters = fontdb::Database::new();
    for file in font::files() {
        letters.load_font_source(fontdb::Source::Binary(Arc::new(file)));
    }
    letters.set_serif_family(font::FAMILY);
    letters.set_sans_serif_family(font::FAMILY);
    letters.set_cursive_family(font::FAMILY);
    letters.set_fantasy_family(font::FAMILY);
    letters.set_monospace_family(font::FAMILY);
    Arc::new(letters)
});
