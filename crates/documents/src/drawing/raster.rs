//! Part of a drawing as pixels.

use image::RgbaImage;
use resvg::tiny_skia::Pixmap;
use usvg::{Node, Rect, Size, Transform, Tree};

use super::cost::Budget;
use crate::DocumentError;

/// Pixels, and where they stand in the drawing.
pub(super) struct Raster {
    pub(super) picture: RgbaImage,
    pub(super) at: Rect,
}

/// What is drawn as pixels.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    /// A node, and the transform of what holds it.
    Part(&'a Node, Transform),
    Whole(&'a Tree),
}

/// A subject in pixels, with `dots` for one unit of the drawing; `None` when nothing of it is seen, or when it is only
/// reckoned whether the budget is enough.
pub(super) fn raster(
    subject: Subject,
    (size, dots): (Size, f32),
    budget: &mut Budget,
) -> Result<Option<Raster>, DocumentError> {
    let Some(seen) = seen(subject, size) else {
        return Ok(None);
    };
    let (left, top) = ((seen.left() * dots).floor(), (seen.top() * dots).floor());
    let width = ((seen.right() * dots).ceil() - left).max(1.0);
    let height = ((seen.bottom() * dots).ceil() - top).max(1.0);
    let page = Transform::from_scale(dots, dots).post_translate(-left, -top);
    budget.draw(subject, page, (width, height))?;
    if budget.reckons {
        return Ok(None);
    }
    let at = Rect::from_xywh(left / dots, top / dots, width / dots, height / dots);
    let pixels = drawn(subject, page, (width, height));
    match (at, pixels.and_then(picture)) {
        (Some(at), Some(picture)) => Ok(Some(Raster { picture, at })),
        _ => Err(DocumentError::Illustration),
    }
}

/// What is seen of a subject in a drawing of that size.
fn seen(subject: Subject, size: Size) -> Option<Rect> {
    let page = Rect::from_xywh(0.0, 0.0, size.width(), size.height())?;
    let own = match subject {
        Subject::Whole(_) => return Some(page),
        Subject::Part(Node::Group(group), _) => group.abs_layer_bounding_box().to_rect(),
        Subject::Part(node, _) => node.abs_stroke_bounding_box(),
    };
    Rect::from_ltrb(
        own.left().max(page.left()),
        own.top().max(page.top()),
        own.right().min(page.right()),
        own.bottom().min(page.bottom()),
    )
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole numbers that the budget found small
fn drawn(subject: Subject, page: Transform, (width, height): (f32, f32)) -> Option<Pixmap> {
    let mut pixels = Pixmap::new(width as u32, height as u32)?;
    match subject {
        Subject::Whole(tree) => resvg::render(tree, page, &mut pixels.as_mut()),
        Subject::Part(node, at) => {
            // It would be moved to the corner of its box.
            let corner = node.abs_layer_bounding_box()?;
            let at = page.pre_concat(at).pre_translate(corner.x(), corner.y());
            resvg::render_node(node, at, &mut pixels.as_mut())?;
        }
    }
    Some(pixels)
}

/// Colours apart from their opacity.
fn picture(pixels: Pixmap) -> Option<RgbaImage> {
    let (width, height) = (pixels.width(), pixels.height());
    RgbaImage::from_raw(width, height, pixels.take_demultiplied())
}
