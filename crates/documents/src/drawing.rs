//! Illustrations: SVG paths as drawing operators, so that they print at any size.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use image::RgbaImage;
use printpdf::{DictItem, ExternalStream};
use usvg::tiny_skia_path::{Path as Outline, PathSegment};
use usvg::{
    FillRule, Group, ImageKind, LineCap, LineJoin, Node, Paint, PaintOrder, Path, Transform,
};

use crate::DocumentError;

/// An illustration ready to be placed.
pub(crate) struct Drawing {
    /// Width of its coordinates.
    pub(crate) width: f32,
    /// Height of its coordinates.
    pub(crate) height: f32,
    /// Drawing operators, from its bottom-left corner.
    pub(crate) operators: String,
    /// Degrees of opacity that the operators name.
    pub(crate) states: BTreeMap<String, DictItem>,
    /// Pictures made of pixels that the operators name.
    pub(crate) pictures: BTreeMap<String, DictItem>,
}

/// Reads an illustration. Gradients are drawn in their mean colour; filters and masks are left out.
pub(crate) fn read(svg: &str) -> Result<Drawing, DocumentError> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default())
        .map_err(|_| DocumentError::Illustration)?;
    let size = tree.size();
    let mut pen = Pen::default();
    let _ = writeln!(pen.out, "1 0 0 -1 0 {} cm", Number(size.height()));
    pen.group(tree.root(), 1.0);
    Ok(Drawing {
        width: size.width(),
        height: size.height(),
        operators: pen.out,
        states: pen.states,
        pictures: pen.pictures,
    })
}

#[derive(Default)]
struct Pen {
    out: String,
    states: BTreeMap<String, DictItem>,
    pictures: BTreeMap<String, DictItem>,
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
    fn group(&mut self, group: &Group, opacity: f32) {
        let opacity = opacity * group.opacity().get();
        let clipped = group.clip_path();
        if let Some(clip) = clipped {
            self.out.push_str("q\n");
            let at = group.abs_transform().pre_concat(clip.transform());
            self.clip(clip.root(), at);
            self.out.push_str("W n\n");
        }
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, opacity),
                Node::Path(path) => self.path(path, opacity),
                Node::Image(image) => self.image(image, opacity),
                Node::Text(_) => {}
            }
        }
        if clipped.is_some() {
            self.out.push_str("Q\n");
        }
    }

    /// A picture made of pixels; one that cannot be read is left out.
    fn image(&mut self, image: &usvg::Image, opacity: f32) {
        if !image.is_visible() {
            return;
        }
        let bytes = match image.kind() {
            ImageKind::SVG(tree) => return self.group(tree.root(), opacity),
            ImageKind::PNG(bytes) | ImageKind::JPEG(bytes) => bytes,
            ImageKind::GIF(_) | ImageKind::WEBP(_) => return,
        };
        let Ok(picture) = image::load_from_memory(bytes) else {
            return;
        };
        let name = format!("P{}", self.pictures.len());
        self.pictures
            .insert(name.clone(), pixels(&picture.into_rgba8()));
        let (at, size) = (image.abs_transform(), image.size());
        self.out.push_str("q\n");
        self.opacity(opacity);
        // A picture fills the unit square, its top at 1; the drawing's ordinates go down.
        let _ = writeln!(
            self.out,
            "{} {} {} {} {} {} cm\n{} 0 0 {} 0 {} cm\n/{name} Do\nQ",
            at.sx,
            at.ky,
            at.kx,
            at.sy,
            at.tx,
            at.ty,
            Number(size.width()),
            Number(-size.height()),
            Number(size.height()),
        );
    }

    fn clip(&mut self, group: &Group, at: Transform) {
        for node in group.children() {
            match node {
                Node::Group(inner) => self.clip(inner, at.pre_concat(inner.transform())),
                Node::Path(path) => {
                    if let Some(outline) = path.data().clone().transform(at) {
                        self.outline(&outline);
                    }
                }
                Node::Image(_) | Node::Text(_) => {}
            }
        }
    }

    fn path(&mut self, path: &Path, opacity: f32) {
        if !path.is_visible() {
            return;
        }
        let at = path.abs_transform();
        self.out.push_str("q\n");
        if !at.is_identity() {
            let _ = writeln!(
                self.out,
                "{} {} {} {} {} {} cm",
                at.sx, at.ky, at.kx, at.sy, at.tx, at.ty
            );
        }
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
        self.opacity(opacity * fill.opacity().get());
        let _ = writeln!(self.out, "{} rg", colour(fill.paint()));
        self.outline(path.data());
        self.out.push_str(match fill.rule() {
            FillRule::NonZero => "f\n",
            FillRule::EvenOdd => "f*\n",
        });
    }

    fn stroke(&mut self, path: &Path, opacity: f32) {
        let Some(stroke) = path.stroke() else { return };
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
            "{} RG {} w {cap} J {join} j {} M [{dashes}] {} d",
            colour(stroke.paint()),
            Number(stroke.width().get()),
            Number(stroke.miterlimit().get()),
            Number(stroke.dashoffset()),
        );
        self.outline(path.data());
        self.out.push_str("S\n");
    }

    /// Each path sets its own opacity, between `q` and `Q`.
    fn opacity(&mut self, opacity: f32) {
        let percent = (opacity.clamp(0.0, 1.0) * 100.0).round();
        if percent >= 100.0 && self.states.is_empty() {
            return;
        }
        let name = format!("O{percent}");
        let _ = writeln!(self.out, "/{name} gs");
        self.states.entry(name).or_insert_with(|| {
            let share = || DictItem::Real(percent / 100.0);
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

/// Pixels as an object of the document; what is transparent in them stays so.
fn pixels(picture: &RgbaImage) -> DictItem {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let object = |space: &str, content: Vec<u8>| ExternalStream {
        dict: BTreeMap::from([
            ("Type".to_owned(), name("XObject")),
            ("Subtype".to_owned(), name("Image")),
            ("Width".to_owned(), DictItem::Int(picture.width().into())),
            ("Height".to_owned(), DictItem::Int(picture.height().into())),
            ("ColorSpace".to_owned(), name(space)),
            ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ]),
        content,
        compress: true,
    };
    let colours = picture.pixels().flat_map(|pixel| {
        let [r, g, b, _] = pixel.0;
        [r, g, b]
    });
    let mut stream = object("DeviceRGB", colours.collect());
    let opacity: Vec<u8> = picture.pixels().map(|pixel| pixel.0[3]).collect();
    if opacity.iter().any(|one| *one < u8::MAX) {
        let stream_of = object("DeviceGray", opacity);
        let mask = DictItem::Stream { stream: stream_of };
        stream.dict.insert("SMask".to_owned(), mask);
    }
    DictItem::Stream { stream }
}

fn colour(paint: &Paint) -> String {
    let [r, g, b] = match paint {
        Paint::Color(c) => [c.red, c.green, c.blue].map(f32::from),
        Paint::LinearGradient(gradient) => mean(gradient.stops()),
        Paint::RadialGradient(gradient) => mean(gradient.stops()),
        Paint::Pattern(_) => [128.0; 3],
    };
    format!(
        "{} {} {}",
        Number(r / 255.0),
        Number(g / 255.0),
        Number(b / 255.0)
    )
}

fn mean(stops: &[usvg::Stop]) -> [f32; 3] {
    let mut sum = [0.0; 3];
    let mut count = 0.0_f32;
    for stop in stops {
        let c = stop.color();
        for (sum, part) in sum.iter_mut().zip([c.red, c.green, c.blue]) {
            *sum += f32::from(part);
        }
        count += 1.0;
    }
    sum.map(|sum| sum / count.max(1.0))
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    use super::*;

    #[test]
    fn shapes_become_paths_in_their_colours() {
        let drawing = read(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">
               <rect width="10" height="20" fill="#ff0000"/>
               <circle cx="50" cy="25" r="5" fill="none" stroke="#0000ff" stroke-width="2"/></svg>"##,
        )
        .unwrap();
        assert_eq!((drawing.width, drawing.height), (100.0, 50.0));
        assert!(drawing.operators.starts_with("1 0 0 -1 0 50 cm\n"));
        assert!(
            drawing
                .operators
                .contains("1 0 0 rg\n0 0 m\n10 0 l\n10 20 l\n0 20 l\nh\nf\n")
        );
        assert!(drawing.operators.contains("0 0 1 RG 2 w"));
        assert!(drawing.states.is_empty());
    }

    #[test]
    fn what_is_no_illustration_is_refused() {
        assert!(matches!(read("bonjour"), Err(DocumentError::Illustration)));
    }

    #[test]
    fn a_picture_made_of_pixels_is_drawn_where_it_is() {
        let mut png = std::io::Cursor::new(Vec::new());
        RgbaImage::from_pixel(3, 2, image::Rgba([200, 30, 60, 128]))
            .write_to(&mut png, image::ImageFormat::Png)
            .unwrap();
        let data = BASE64_STANDARD.encode(png.into_inner());
        let drawing = read(&format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 6 4"><image width="6" height="4" href="data:image/png;base64,{data}"/></svg>"#
        ))
        .unwrap();
        assert!(
            drawing.operators.contains("/P0 Do"),
            "{}",
            drawing.operators
        );
        let DictItem::Stream { stream } = &drawing.pictures["P0"] else {
            panic!("no stream");
        };
        assert_eq!(stream.content, [200, 30, 60].repeat(6));
        assert!(stream.dict.contains_key("SMask"));
    }

    #[test]
    fn saves_and_restores_are_paired() {
        let drawing = read(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><clipPath id="c"><circle cx="5" cy="5" r="4"/>
               </clipPath><g clip-path="url(#c)" opacity="0.5"><rect width="10" height="10"/></g></svg>"##,
        )
        .unwrap();
        let count = |what: &str| {
            drawing
                .operators
                .lines()
                .filter(|line| *line == what)
                .count()
        };
        assert_eq!((count("q"), count("Q")), (2, 2));
        assert!(drawing.operators.contains("W n") && drawing.states.contains_key("O50"));
    }
}
