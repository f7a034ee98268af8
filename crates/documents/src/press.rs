//! Pages under construction, in millimetres from the top-left corner, and their PDF.

mod finish;
mod marked;
#[cfg(test)]
mod seen;
mod structure;
mod tags;
mod words;

pub(crate) use tags::{Element, Role};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use printpdf::{
    Color, DictItem, ExternalStream, ExternalXObject, LinePoint, Op, PaintMode, Point, Polygon,
    PolygonRing, Pt, Rect, Rgb, WindingOrder, XObject, XObjectId, XObjectTransform,
};

use crate::DocumentError;
use crate::aloud;
use crate::code::{self, Modules};
use crate::drawing::{DOTS_PER_MM, Picture};
use crate::font::{Font, Used};
use crate::format::Imposition;
use crate::layout::{Colour, Place, Size};
use crate::text::PT_PER_MM;
use tags::Tags;

/// Fewer codes than this are not worth a thread.
const FEW_CODES: usize = 16;
/// Marks where to cut, at the edges of the sheet.
const EDGE: CutMark = CutMark {
    gap: 0.0,
    length: 8.0,
    width: 0.2,
};

/// A short line outside what is kept: its distance from it, its length and its width, in millimetres.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CutMark {
    pub(crate) gap: f32,
    pub(crate) length: f32,
    pub(crate) width: f32,
}

/// A document being made.
pub(crate) struct Press {
    size: Size,
    imposition: Imposition,
    /// Pages with their height.
    pages: Vec<((Vec<Op>, f32), Imposition)>,
    /// What they say, in the order of reading.
    tags: Tags,
    ops: Vec<Op>,
    /// What is painted when the rest of the page is.
    later: Vec<Op>,
    objects: BTreeMap<XObjectId, XObject>,
    /// How many names of objects were given.
    named: usize,
    /// Illustrations by their text, drawn when it is known how large each is on paper.
    illustrations: BTreeMap<String, Illustration>,
    /// Codes by their address: the object and its side.
    codes: HashMap<String, (XObjectId, f32)>,
    /// Codes worked out beforehand, by address.
    ready: HashMap<String, Modules>,
    used: BTreeMap<Font, Used>,
    /// Where words were put on the page being made: for the tests.
    #[cfg(test)]
    pub(crate) marks: Vec<(usize, String, Place)>,
    /// What words were put on.
    #[cfg(test)]
    seen: seen::Seen,
}

/// An illustration of the document.
struct Illustration {
    picture: Picture,
    /// Its object, once it stands somewhere.
    id: Option<XObjectId>,
    /// The most millimetres of paper for one of its units.
    scale: f32,
}

impl Press {
    pub(crate) fn new(size: Size) -> Self {
        Self {
            size,
            imposition: Imposition::as_is(size),
            pages: Vec::new(),
            tags: Tags::default(),
            ops: Vec::new(),
            later: Vec::new(),
            objects: BTreeMap::new(),
            named: 0,
            illustrations: BTreeMap::new(),
            codes: HashMap::new(),
            ready: HashMap::new(),
            used: BTreeMap::new(),
            #[cfg(test)]
            marks: Vec::new(),
            #[cfg(test)]
            seen: seen::Seen::default(),
        }
    }

    /// From here on, pages are of that size and put on paper in that way.
    pub(crate) fn on(&mut self, size: Size, imposition: Imposition) {
        self.size = size;
        self.imposition = imposition;
    }

    /// How much larger than it is laid out a page is printed.
    pub(crate) fn scale(&self) -> f32 {
        self.imposition.scale
    }

    /// Pages finished so far.
    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Ends the page being made.
    pub(crate) fn end_page(&mut self) {
        let mut ops = std::mem::take(&mut self.ops);
        ops.append(&mut self.later);
        self.pages.push(((ops, self.size.height), self.imposition));
    }

    /// Throws away the pages finished since there were so many, and the page being made.
    pub(crate) fn back_to(&mut self, pages: usize) {
        self.pages.truncate(pages);
        self.ops.clear();
        self.later.clear();
        #[cfg(test)]
        self.unseen(pages);
    }

    /// Takes up a finished page again, to add what was not known when it was made.
    pub(crate) fn add_to_page<T>(&mut self, page: usize, add: impl FnOnce(&mut Self) -> T) -> T {
        let mut rest = self.pages.split_off(page.min(self.pages.len()));
        let mut under_way = std::mem::take(&mut self.ops);
        if let Some(((first, _), _)) = rest.first_mut() {
            std::mem::swap(&mut self.ops, first);
        }
        let added = add(self);
        if let Some(((first, _), _)) = rest.first_mut() {
            std::mem::swap(&mut self.ops, first);
        }
        std::mem::swap(&mut self.ops, &mut under_way);
        self.pages.append(&mut rest);
        added
    }

    /// Short lines outside `kept`, where to cut across and down.
    pub(crate) fn cut_marks(
        &mut self,
        cuts: &[Vec<f32>; 2],
        kept: Place,
        mark: CutMark,
        colour: Colour,
    ) {
        let CutMark { gap, length, width } = mark;
        let [across, down] = cuts;
        for x in across.iter().map(|x| x - width / 2.0) {
            for y in [kept.y - gap - length, kept.y + kept.h + gap] {
                let (w, h) = (width, length);
                self.fill(Place { x, y, w, h }, colour);
            }
        }
        for y in down.iter().map(|y| y - width / 2.0) {
            for x in [kept.x - gap - length, kept.x + kept.w + gap] {
                let (w, h) = (length, width);
                self.fill(Place { x, y, w, h }, colour);
            }
        }
    }

    fn x(mm: f32) -> Pt {
        Pt(mm * PT_PER_MM)
    }

    fn y(&self, mm: f32) -> Pt {
        Pt((self.size.height - mm) * PT_PER_MM)
    }

    fn fill_colour(&mut self, colour: Colour) {
        let col = ink(colour);
        self.ops.push(Op::SetFillColor { col });
    }

    /// Fills a rectangle.
    pub(crate) fn fill(&mut self, place: Place, colour: Colour) {
        #[cfg(test)]
        self.painted(place, colour);
        let rectangle = Rect {
            x: Self::x(place.x),
            y: self.y(place.y + place.h),
            width: Self::x(place.w),
            height: Self::x(place.h),
            mode: Some(PaintMode::Fill),
            winding_order: Some(WindingOrder::NonZero),
        };
        self.aside(|press| {
            press.fill_colour(colour);
            press.ops.push(Op::DrawRectangle { rectangle });
        });
    }

    /// Fills a rectangle with round corners; a disc when `radius` is half its side.
    pub(crate) fn fill_round(&mut self, place: Place, radius: f32, colour: Colour) {
        // Where a cubic's handles stand to draw a quarter of a circle.
        const HANDLE: f32 = 0.552_28;
        #[cfg(test)]
        self.painted(place, colour);
        let Place { x, y, w, h } = place;
        let (r, k) = (radius, radius * (1.0 - HANDLE));
        let (right, bottom) = (x + w, y + h);
        let corners = [
            [
                (x + r, y, false),
                (right - r, y, false),
                (right - k, y, true),
                (right, y + k, true),
            ],
            [
                (right, y + r, false),
                (right, bottom - r, false),
                (right, bottom - k, true),
                (right - k, bottom, true),
            ],
            [
                (right - r, bottom, false),
                (x + r, bottom, false),
                (x + k, bottom, true),
                (x, bottom - k, true),
            ],
            [
                (x, bottom - r, false),
                (x, y + r, false),
                (x, y + k, true),
                (x + k, y, true),
            ],
        ];
        let points = corners
            .into_iter()
            .flatten()
            .chain([(x + r, y, false)])
            .map(|(x, y, bezier)| LinePoint {
                p: Point {
                    x: Self::x(x),
                    y: self.y(y),
                },
                bezier,
            })
            .collect();
        let polygon = Polygon {
            rings: vec![PolygonRing { points }],
            mode: PaintMode::Fill,
            winding_order: WindingOrder::NonZero,
        };
        self.aside(|press| {
            press.fill_colour(colour);
            press.ops.push(Op::DrawPolygon { polygon });
        });
    }

    /// The width of an illustration for a height of one.
    pub(crate) fn proportion(&mut self, svg: &str) -> Result<f32, DocumentError> {
        let Illustration { picture, .. } = self.illustration(svg)?;
        Ok(picture.width() / picture.height())
    }

    /// Places an illustration, whole and centred, with the words of those who do not see it; none when it says nothing
    /// more than the words beside it. The same illustration is written once in the document.
    pub(crate) fn illustrate(
        &mut self,
        svg: &str,
        words: &str,
        at: Place,
    ) -> Result<(), DocumentError> {
        let (next, enlarged) = (self.next_object(), self.imposition.scale);
        let illustration = self.illustration(svg)?;
        let (width, height) = (illustration.picture.width(), illustration.picture.height());
        let scale = (at.w / width).min(at.h / height);
        illustration.scale = illustration.scale.max(scale * enlarged);
        let id = illustration.id.get_or_insert(next).clone();
        let (w, h) = (width * scale, height * scale);
        let (x, y) = (at.x + (at.w - w) / 2.0, at.y + (at.h - h) / 2.0);
        let stands = Place { x, y, w, h };
        #[cfg(test)]
        self.illustrated(stands);
        self.shown(words, stands, |press| press.place(id, x, y + h, scale));
        Ok(())
    }

    fn illustration(&mut self, svg: &str) -> Result<&mut Illustration, DocumentError> {
        if !self.illustrations.contains_key(svg) {
            let read = Illustration {
                picture: Picture::read(svg)?,
                id: None,
                scale: 0.0,
            };
            self.illustrations.insert(svg.to_owned(), read);
        }
        let known = self.illustrations.get_mut(svg);
        known.ok_or(DocumentError::Illustration)
    }

    /// Draws the illustrations that stand somewhere.
    fn draw_illustrations(&mut self) -> Result<(), DocumentError> {
        for illustration in std::mem::take(&mut self.illustrations).into_values() {
            let Illustration { picture, id, scale } = illustration;
            let Some(id) = id else { continue };
            let drawing = picture.drawn(scale * DOTS_PER_MM)?;
            let names = [("ExtGState", drawing.states), ("XObject", drawing.pictures)];
            let size = (picture.width(), picture.height());
            self.form(id, size, drawing.operators, names);
        }
        Ok(())
    }

    /// Works out many codes at once, on all the processor's cores: nearly all the time that a sheet of codes takes. An
    /// address that fits no code is left to be refused where it is placed.
    pub(crate) fn prepare_codes<'a>(&mut self, addresses: impl Iterator<Item = &'a str>) {
        let distinct: Vec<&str> = addresses.collect::<BTreeSet<_>>().into_iter().collect();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let share = distinct.len().div_ceil(cores).max(FEW_CODES);
        let work = |addresses: &[&str]| -> Vec<(String, Modules)> {
            let known = addresses.iter().filter_map(|address| {
                let modules = code::modules(address).ok()?;
                Some(((*address).to_owned(), modules))
            });
            known.collect()
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = distinct
                .chunks(share)
                .map(|part| scope.spawn(move || work(part)))
                .collect();
            // A thread that failed leaves its codes to be worked out where they are placed.
            let done = threads.into_iter().filter_map(|thread| thread.join().ok());
            self.ready.extend(done.flatten());
        });
    }

    /// Places the code of an address in a square, light border included; returns the side of its dark part on paper, in
    /// millimetres.
    pub(crate) fn code(&mut self, address: &str, at: Place) -> Result<f32, DocumentError> {
        #[cfg(test)]
        self.coded(at);
        let border = f32::from(u8::try_from(2 * code::QUIET).unwrap_or(8));
        let (id, whole) = match self.codes.get(address) {
            Some(known) => known.clone(),
            None => {
                let modules = match self.ready.remove(address) {
                    Some(modules) => modules,
                    None => code::modules(address)?,
                };
                let form = self.code_form(&modules);
                self.codes.insert(address.to_owned(), form.clone());
                form
            }
        };
        let side = at.w.min(at.h);
        let scale = side / whole;
        let square = Place {
            w: side,
            h: side,
            ..at
        };
        let words = aloud::code(address);
        self.shown(&words, square, |press| {
            press.place(id, at.x, at.y + side, scale);
        });
        Ok(side * (whole - border) / whole * self.imposition.scale)
    }

    fn code_form(&mut self, modules: &Modules) -> (XObjectId, f32) {
        let whole = f32::from(u16::try_from(modules.side + 2 * code::QUIET).unwrap_or(u16::MAX));
        let id = self.next_object();
        self.form(id.clone(), (whole, whole), code::operators(modules), []);
        (id, whole)
    }

    /// The name of an object to be made.
    fn next_object(&mut self) -> XObjectId {
        self.named += 1;
        XObjectId(format!("X{}", self.named))
    }

    /// Adds a drawing that pages refer to; `names` are what its operators call by name, by kind.
    fn form<const N: usize>(
        &mut self,
        id: XObjectId,
        (width, height): (f32, f32),
        operators: String,
        names: [(&str, BTreeMap<String, DictItem>); N],
    ) {
        let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
        let corner = [0.0, 0.0, width, height].map(DictItem::Real).to_vec();
        let named = names.into_iter().filter(|(_, map)| !map.is_empty());
        let resources = named
            .map(|(kind, map)| (kind.to_owned(), DictItem::Dict { map }))
            .collect();
        let dict = BTreeMap::from([
            ("Type".to_owned(), name("XObject")),
            ("Subtype".to_owned(), name("Form")),
            ("BBox".to_owned(), DictItem::Array(corner)),
            ("Resources".to_owned(), DictItem::Dict { map: resources }),
        ]);
        let object = ExternalXObject {
            stream: ExternalStream {
                dict,
                content: operators.into_bytes(),
                compress: true,
            },
            width: None,
            height: None,
            dpi: None,
        };
        self.objects.insert(id, XObject::External(object));
    }

    /// Shows a drawing with its bottom-left corner at (`x`, `bottom`), `scale` millimetres a unit.
    fn place(&mut self, id: XObjectId, x: f32, bottom: f32, scale: f32) {
        let transform = XObjectTransform {
            translate_x: Some(Self::x(x)),
            translate_y: Some(self.y(bottom)),
            scale_x: Some(scale * PT_PER_MM),
            scale_y: Some(scale * PT_PER_MM),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id, transform });
    }
}

fn ink(colour: Colour) -> Color {
    let [r, g, b] = colour.0;
    Color::Rgb(Rgb {
        r,
        g,
        b,
        icc_profile: None,
    })
}
