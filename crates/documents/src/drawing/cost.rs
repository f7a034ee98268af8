//! How much a drawing may ask for: no file makes a computer work for minutes, nor fill its memory.

use usvg::filter::{Filter, Kind};
use usvg::{ClipPath, Group, ImageKind, Mask, Node, Paint, Path, Rect, Transform, Tree};

use super::raster::Subject;
use crate::DocumentError;

/// Most elements, those that are used again counted each time.
const MOST_ELEMENTS: usize = 200_000;
/// Most pixels of a picture inside a drawing.
const MOST_INSIDE: usize = 40_000_000;
/// Most pixels that a drawing becomes, in all.
const MOST_PIXELS: f32 = 60e6;
/// Most bytes at once.
const MOST_MEMORY: f32 = 500e6;
/// Most pixels written one after another, in all.
const MOST_WORK: f32 = 5e8;
/// A layer is at most so many times what is drawn: resvg cuts it there.
const LAYER: f32 = 25.0;
/// Bytes a pixel.
const PIXEL: f32 = 4.0;

/// Whether a picture inside a drawing is larger than any that is printed.
pub(super) fn unpacks_to_too_much(data: &[u8]) -> bool {
    // What is no picture is a drawing, or is left out.
    imagesize::blob_size(data)
        .is_ok_and(|size| size.width.saturating_mul(size.height) > MOST_INSIDE)
}

/// Refuses a drawing of too many elements.
pub(super) fn bounded(tree: &Tree) -> Result<(), DocumentError> {
    let mut left = MOST_ELEMENTS;
    count(tree.root(), &mut left);
    if left == 0 {
        return Err(DocumentError::Illustration);
    }
    Ok(())
}

fn count(group: &Group, left: &mut usize) {
    for node in group.children() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        if let Node::Group(inner) = node {
            count(inner, left);
        }
        if let Node::Image(image) = node
            && let ImageKind::SVG(tree) = image.kind()
        {
            count(tree.root(), left);
        }
        node.subroots(|inside| count(inside, left));
    }
}

/// What a drawing may still ask for.
pub(super) struct Budget {
    work: f32,
    pixels: f32,
    /// Whether nothing is drawn: it is only reckoned whether all that is drawn is within it.
    pub(super) reckons: bool,
}

impl Budget {
    pub(super) const fn whole(reckons: bool) -> Self {
        Self {
            work: MOST_WORK,
            pixels: MOST_PIXELS,
            reckons,
        }
    }

    /// Takes what drawing a subject on that many pixels asks for, when there is enough.
    pub(super) fn draw(
        &mut self,
        subject: Subject,
        page: Transform,
        (width, height): (f32, f32),
    ) -> Result<(), DocumentError> {
        let canvas = width * height;
        let inside = match subject {
            Subject::Whole(tree) => group(tree.root(), page, canvas),
            Subject::Part(one, at) => node(one, page.pre_concat(at), canvas),
        };
        // The pixels, and the same for the document.
        let all = inside.with_layer(canvas, 2.0);
        // What is no number is too much.
        let enough = all.memory <= MOST_MEMORY && all.work <= self.work && canvas <= self.pixels;
        if !enough {
            return Err(DocumentError::Illustration);
        }
        self.work -= all.work;
        self.pixels -= canvas;
        Ok(())
    }

    /// Takes the pixels of a picture inside the drawing, when there is enough.
    pub(super) fn unpack(&mut self, data: &[u8]) -> Result<(), DocumentError> {
        let pixels = inside(data);
        if pixels > self.pixels {
            return Err(DocumentError::Illustration);
        }
        self.pixels -= pixels;
        Ok(())
    }
}

/// How many pixels a picture has; none when it cannot be read.
fn inside(data: &[u8]) -> f32 {
    let size = imagesize::blob_size(data).ok();
    whole(size.map_or(0, |size| size.width.saturating_mul(size.height)))
}

/// What drawing takes.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// Bytes, at the most.
    memory: f32,
    /// Pixels written.
    work: f32,
}

impl Cost {
    /// This after the other.
    fn then(self, other: Self) -> Self {
        Self {
            memory: self.memory.max(other.memory),
            work: self.work + other.work,
        }
    }

    /// This while so many layers of that many pixels are kept.
    fn with_layer(self, pixels: f32, layers: f32) -> Self {
        Self {
            memory: self.memory + pixels * PIXEL * layers,
            work: self.work + pixels * layers,
        }
    }

    fn working(self, pixels: f32) -> Self {
        Self {
            work: self.work + pixels,
            ..self
        }
    }
}

fn area(rect: Option<Rect>) -> f32 {
    rect.map_or(f32::INFINITY, |rect| rect.width() * rect.height())
}

fn nodes(parent: &Group, at: Transform, canvas: f32) -> Cost {
    let each = parent.children().iter().map(|one| node(one, at, canvas));
    each.fold(Cost::default(), Cost::then)
}

fn node(node: &Node, at: Transform, canvas: f32) -> Cost {
    match node {
        Node::Group(inner) => group(inner, at, canvas),
        Node::Text(text) => group(text.flattened(), at, canvas),
        Node::Path(one) => path(one, at, canvas),
        Node::Image(image) => match image.kind() {
            ImageKind::SVG(tree) => group(tree.root(), at, canvas).with_layer(canvas, 1.0),
            ImageKind::PNG(data)
            | ImageKind::JPEG(data)
            | ImageKind::GIF(data)
            | ImageKind::WEBP(data) => {
                // Unpacked, then copied.
                Cost::default()
                    .with_layer(inside(data), 2.0)
                    .working(canvas)
            }
        },
    }
}

#[allow(clippy::cast_precision_loss)] // an estimate
fn whole(number: usize) -> f32 {
    number as f32
}

fn path(path: &Path, at: Transform, canvas: f32) -> Cost {
    let drawn = area(path.stroke_bounding_box().transform(at)).min(canvas);
    let paints = [
        path.fill().map(usvg::Fill::paint),
        path.stroke().map(usvg::Stroke::paint),
    ];
    let mut cost = Cost::default().working(whole(path.data().len()) * 8.0);
    for paint in paints.into_iter().flatten() {
        cost = match paint {
            Paint::Color(_) => cost.working(drawn),
            Paint::LinearGradient(_) | Paint::RadialGradient(_) => cost.working(drawn * 4.0),
            Paint::Pattern(pattern) => {
                let (across, down) = at.pre_concat(pattern.transform()).get_scale();
                let tile = area(Some(pattern.rect().to_rect())) * across * down;
                let inside = Transform::from_scale(across, down);
                let tiled = nodes(pattern.root(), inside, tile).with_layer(tile, 1.0);
                cost.then(tiled).working(drawn * 8.0)
            }
        };
    }
    cost
}

fn group(group: &Group, at: Transform, canvas: f32) -> Cost {
    let at = at.pre_concat(group.transform());
    if !group.should_isolate() {
        return nodes(group, at, canvas);
    }
    let layer = area(group.layer_bounding_box().to_rect().transform(at)).min(canvas * LAYER);
    let mut inside = nodes(group, at, layer);
    for one in group.filters() {
        inside = inside.then(filter(one, at, layer));
    }
    if let Some(one) = group.clip_path() {
        inside = inside.then(clip(one, at, layer));
    }
    if let Some(one) = group.mask() {
        inside = inside.then(mask(one, at, layer));
    }
    inside
        .with_layer(layer, 1.0)
        .working(layer.min(canvas) * 4.0)
}

fn mask(one: &Mask, at: Transform, layer: f32) -> Cost {
    let outer = one.mask().map(|outer| mask(outer, at, layer));
    let inside = nodes(one.root(), at, layer).then(outer.unwrap_or_default());
    inside.with_layer(layer, 2.0)
}

fn clip(one: &ClipPath, at: Transform, layer: f32) -> Cost {
    let outer = one.clip_path().map(|outer| clip(outer, at, layer));
    let at = at.pre_concat(one.transform());
    let inside = clipped(one.root(), at, layer).then(outer.unwrap_or_default());
    inside.with_layer(layer, 2.0)
}

fn clipped(parent: &Group, at: Transform, layer: f32) -> Cost {
    let each = parent.children().iter().map(|node| match node {
        Node::Group(inner) => {
            let at = at.pre_concat(inner.transform());
            let inside = clipped(inner, at, layer);
            match inner.clip_path() {
                Some(one) => inside.then(clip(one, at, layer)).with_layer(layer, 1.0),
                None => inside,
            }
        }
        Node::Path(one) => path(one, at, layer),
        Node::Text(text) => clipped(text.flattened(), at, layer),
        Node::Image(_) => Cost::default(),
    });
    each.fold(Cost::default(), Cost::then)
}

fn filter(filter: &Filter, at: Transform, layer: f32) -> Cost {
    let (across, down) = at.get_scale();
    let mut cost = Cost::default();
    for primitive in filter.primitives() {
        // How many times each pixel is written or read.
        let times = match primitive.kind() {
            Kind::Flood(_) => 1.0,
            Kind::Blend(_)
            | Kind::ColorMatrix(_)
            | Kind::ComponentTransfer(_)
            | Kind::Composite(_)
            | Kind::DisplacementMap(_)
            | Kind::Offset(_)
            | Kind::Tile(_) => 3.0,
            Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 20.0,
            Kind::DropShadow(_) | Kind::GaussianBlur(_) => 12.0,
            Kind::Merge(merge) => whole(merge.inputs().len()) + 1.0,
            Kind::ConvolveMatrix(one) => whole(one.matrix().data().len()),
            Kind::Morphology(one) => {
                let wide = one.radius_x().get() * across * 2.0 + 1.0;
                wide * (one.radius_y().get() * down * 2.0 + 1.0)
            }
            Kind::Turbulence(one) => {
                let octaves = f32::from(u16::try_from(one.num_octaves()).unwrap_or(u16::MAX));
                20.0 * (octaves + 1.0)
            }
            Kind::Image(image) => {
                cost = cost.then(nodes(image.root(), at, layer));
                3.0
            }
        };
        // Each result is kept until the last.
        cost = cost.with_layer(layer, 1.0).working(layer * times);
    }
    cost.with_layer(layer, 2.0)
}
