//! Plain shapes as drawing operators, in the order they are painted; the others, among them, as pixels.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use image::RgbaImage;
use printpdf::DictItem;
use usvg::tiny_skia_path::{Path as Outline, PathSegment};
use usvg::{
    FillRule, Group, ImageKind, LineCap, LineJoin, Node, Paint, PaintOrder, Path, Rect, Size,
    Transform, Tree,
};

use super::cost::Budget;
use super::exact::{self, blends, is_exact};
use super::raster::{Raster, Subject, raster};
use super::{Drawing, pixels};
use crate::DocumentError;

/// Fewer dots than this share of those asked for are too coarse to be printed: 100 an inch.
const COARSEST: f32 = 1.0 / 6.0;
/// From one fineness that is tried to the next.
const COARSER: f32 = 0.8;

/// The operators of a drawing; what they cannot draw, with `dots` for one of its units, or fewer when that is more work
/// than a drawing may be.
pub(super) fn drawn(tree: &Tree, dots: f32) -> Result<Drawing, DocumentError> {
    let dots = affordable(tree, dots)?;
    let mut pen = Pen::new(tree, dots, false);
    pen.whole(tree)?;
    Ok(Drawing {
        operators: pen.out,
        states: pen.states,
        pictures: pen.pictures,
    })
}

/// The most dots, up to those asked for, with which the whole drawing is within its budget.
pub(super) fn affordable(tree: &Tree, dots: f32) -> Result<f32, DocumentError> {
    let coarser = |tried: &f32| Some(tried * COARSER).filter(|next| *next >= dots * COARSEST);
    let mut tried = std::iter::successors(Some(dots), coarser);
    tried
        .find(|tried| Pen::new(tree, *tried, true).whole(tree).is_ok())
        .ok_or(DocumentError::Illustration)
}

struct Pen {
    size: Size,
    dots: f32,
    out: String,
    states: BTreeMap<String, DictItem>,
    pictures: BTreeMap<String, DictItem>,
    /// Pictures inside the drawing by what they are made of; none for what cannot be read.
    known: HashMap<Arc<Vec<u8>>, Option<String>>,
    budget: Budget,
}

/// A coordinate with at most three decimals and no useless zero.
struct Number(f32);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (self.0 * 1_000.0).round() / 1_000.0;
        let rounded = if rounded == 0.0 { 0.0 } else { rounded };
        write!(f, "{rounded}")
    }
}

impl Pen {
    fn new(tree: &Tree, dots: f32, reckons: bool) -> Self {
        Self {
            size: tree.size(),
            dots,
            out: String::new(),
            states: BTreeMap::new(),
            pictures: BTreeMap::new(),
            known: HashMap::new(),
            budget: Budget::whole(reckons),
        }
    }

    fn whole(&mut self, tree: &Tree) -> Result<(), DocumentError> {
        let _ = writeln!(self.out, "1 0 0 -1 0 {} cm", Number(self.size.height()));
        if blends(tree.root()) {
            return self.pixels(Subject::Whole(tree), 1.0);
        }
        self.group(tree.root(), Transform::identity(), 1.0)
    }

    /// A group that operators draw, with what is inside it.
    fn group(&mut self, group: &Group, at: Transform, opacity: f32) -> Result<(), DocumentError> {
        let at = at.pre_concat(group.transform());
        let opacity = opacity * group.opacity().get();
        let clip = match group.clip_path().map(exact::outline) {
            None => None,
            Some(Some(exact::Outline::Of(path, own))) => Some((path, at.pre_concat(own))),
            // Nothing is let through.
            Some(None | Some(exact::Outline::Nothing)) => return Ok(()),
        };
        if let Some((path, at)) = clip {
            self.out.push_str("q\n");
            if let Some(outline) = path.data().clone().transform(at) {
                self.outline(&outline);
            }
            self.out.push_str(match path.fill().map(usvg::Fill::rule) {
                Some(FillRule::EvenOdd) => "W* n\n",
                Some(FillRule::NonZero) | None => "W n\n",
            });
        }
        for node in group.children() {
            self.node(node, at, opacity)?;
        }
        if clip.is_some() {
            self.out.push_str("Q\n");
        }
        Ok(())
    }

    fn node(&mut self, node: &Node, at: Transform, opacity: f32) -> Result<(), DocumentError> {
        if !is_exact(node) {
            return self.pixels(Subject::Part(node, at), opacity);
        }
        match node {
            Node::Group(inner) => self.group(inner, at, opacity)?,
            Node::Text(text) => self.group(text.flattened(), at, opacity)?,
            Node::Path(path) => self.path(path, at, opacity),
            Node::Image(image) => self.image(image, at, opacity)?,
        }
        Ok(())
    }

    /// What is drawn as pixels, where it is.
    fn pixels(&mut self, subject: Subject, opacity: f32) -> Result<(), DocumentError> {
        let drawn = raster(subject, (self.size, self.dots), &mut self.budget)?;
        if let Some(Raster { picture, at }) = drawn {
            let name = self.keep(picture);
            self.show(&name, Transform::identity(), at, opacity);
        }
        Ok(())
    }

    fn keep(&mut self, picture: RgbaImage) -> String {
        let name = format!("P{}", self.pictures.len());
        self.pictures.insert(name.clone(), pixels::pixels(picture));
        name
    }

    fn show(&mut self, name: &str, at: Transform, place: Rect, opacity: f32) {
        self.out.push_str("q\n");
        self.opacity(opacity);
        self.transform(at);
        // A picture fills the unit square, its top at 1; the drawing's ordinates go down.
        let _ = writeln!(
            self.out,
            "{} 0 0 {} {} {} cm\n/{name} Do\nQ",
            place.width(),
            -place.height(),
            place.x(),
            place.bottom(),
        );
    }

    /// A picture made of pixels; one that cannot be read is left out.
    fn image(
        &mut self,
        image: &usvg::Image,
        at: Transform,
        opacity: f32,
    ) -> Result<(), DocumentError> {
        let (ImageKind::PNG(bytes) | ImageKind::JPEG(bytes)) = image.kind() else {
            return Ok(());
        };
        if !image.is_visible() {
            return Ok(());
        }
        let name = match self.known.get(bytes) {
            Some(known) => known.clone(),
            None => {
                self.budget.unpack(bytes)?;
                let read = if self.budget.reckons {
                    None
                } else {
                    image::load_from_memory(bytes).ok()
                };
                let name = read.map(|picture| self.keep(picture.into_rgba8()));
                self.known.insert(Arc::clone(bytes), name.clone());
                name
            }
        };
        let size = image.size();
        let place = Rect::from_xywh(0.0, 0.0, size.width(), size.height());
        if let (Some(name), Some(place)) = (name, place) {
            self.show(&name, at, place, opacity);
        }
        Ok(())
    }

    fn transform(&mut self, at: Transform) {
        if !at.is_identity() {
            let _ = writeln!(
                self.out,
                "{} {} {} {} {} {} cm",
                at.sx, at.ky, at.kx, at.sy, at.tx, at.ty
            );
        }
    }

    fn path(&mut self, path: &Path, at: Transform, opacity: f32) {
        if !path.is_visible() {
            return;
        }
        self.out.push_str("q\n");
        self.transform(at);
        match path.paint_order() {
            PaintOrder::FillAndStroke => {
                self.fill(path, opacity);
                self.stroke(path, opacity);
            }
            PaintOrder::StrokeAndFill => {
                self.stroke(path, opacity);
                self.fill(path, opacity);
            }
        }
        self.out.push_str("Q\n");
    }

    fn fill(&mut self, path: &Path, opacity: f32) {
        let Some(fill) = path.fill() else { return };
        let bounds = path.data().bounds();
        let Some(colour) = colour(fill.paint()) else {
            return;
        };
        // A line has no inside; a printer would draw one.
        if bounds.width() == 0.0 || bounds.height() == 0.0 {
            return;
        }
        self.opacity(opacity * fill.opacity().get());
        let _ = writeln!(self.out, "{colour} rg");
        self.outline(path.data());
        self.out.push_str(match fill.rule() {
            FillRule::NonZero => "f\n",
            FillRule::EvenOdd => "f*\n",
        });
    }

    fn stroke(&mut self, path: &Path, opacity: f32) {
        let Some(stroke) = path.stroke() else { return };
        let Some(colour) = colour(stroke.paint()) else {
            return;
        };
        self.opacity(opacity * stroke.opacity().get());
        let cap = match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        };
        let join = match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => 0,
            LineJoin::Round => 1,
            LineJoin::Bevel => 2,
        };
        let dashes = stroke.dasharray().map_or_else(String::new, |dashes| {
            let dashes: Vec<String> = dashes.iter().map(|d| Number(*d).to_string()).collect();
            dashes.join(" ")
        });
        let _ = writeln!(
            self.out,
            "{colour} RG {} w {cap} J {join} j {} M [{dashes}] {} d",
            Number(stroke.width().get()),
            Number(stroke.miterlimit().get()),
            Number(stroke.dashoffset()),
        );
        self.outline(path.data());
        self.out.push_str("S\n");
    }

    /// Each path sets its own opacity, between `q` and `Q`.
    fn opacity(&mut self, opacity: f32) {
        let thousandths = (opacity.clamp(0.0, 1.0) * 1_000.0).round();
        if thousandths >= 1_000.0 && self.states.is_empty() {
            return;
        }
        let name = format!("O{thousandths}");
        let _ = writeln!(self.out, "/{name} gs");
        self.states.entry(name).or_insert_with(|| {
            let share = || DictItem::Real(thousandths / 1_000.0);
            DictItem::Dict {
                map: BTreeMap::from([("ca".to_owned(), share()), ("CA".to_owned(), share())]),
            }
        });
    }

    fn outline(&mut self, outline: &Outline) {
        let mut last = (0.0, 0.0);
        for segment in outline.segments() {
            match segment {
                PathSegment::MoveTo(p) => {
                    let _ = writeln!(self.out, "{} {} m", Number(p.x), Number(p.y));
                    last = (p.x, p.y);
                }
                PathSegment::LineTo(p) => {
                    let _ = writeln!(self.out, "{} {} l", Number(p.x), Number(p.y));
                    last = (p.x, p.y);
                }
                PathSegment::QuadTo(c, p) => {
                    // The same curve, one degree up.
                    let toward = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                    self.curve([
                        toward(last.0, c.x),
                        toward(last.1, c.y),
                        toward(p.x, c.x),
                        toward(p.y, c.y),
                        p.x,
                        p.y,
                    ]);
                    last = (p.x, p.y);
                }
                PathSegment::CubicTo(a, b, p) => {
                    self.curve([a.x, a.y, b.x, b.y, p.x, p.y]);
                    last = (p.x, p.y);
                }
                PathSegment::Close => self.out.push_str("h\n"),
            }
        }
    }

    fn curve(&mut self, numbers: [f32; 6]) {
        for number in numbers {
            let _ = write!(self.out, "{} ", Number(number));
        }
        self.out.push_str("c\n");
    }
}

/// The ink of a plain paint.
fn colour(paint: &Paint) -> Option<String> {
    let colour = match paint {
        Paint::Color(colour) => colour,
        Paint::LinearGradient(_) | Paint::RadialGradient(_) | Paint::Pattern(_) => return None,
    };
    let [r, g, b] = [colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0);
    Some(format!("{} {} {}", Number(r), Number(g), Number(b)))
}
