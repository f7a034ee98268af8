//! What each part of a page is, for those who have it read aloud or find their way by it: headings, lists, tables, pictures
//! with their words, in the order of reading. All else that is painted is for the eye alone.

use std::collections::BTreeMap;

use printpdf::{DictItem, Op};

use super::Press;
use crate::language::Language;
use crate::layout::Place;

/// What a part of a document is (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A part with its own title: a poster, a card, a person's sheet; a language of one of them.
    Part,
    /// A title, the first one 1.
    Heading(u8),
    Paragraph,
    List,
    /// A list whose labels are numbers.
    Steps,
    Item,
    Label,
    Body,
    Table,
    Row,
    /// The name of a column.
    Head,
    Cell,
    /// Part of a text, in another language.
    Span,
    /// A picture; its words say what it shows.
    Figure,
}

impl Role {
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Part => "Sect",
            Self::Heading(1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(_) => "H3",
            Self::Paragraph => "P",
            Self::List | Self::Steps => "L",
            Self::Item => "LI",
            Self::Label => "Lbl",
            Self::Body => "LBody",
            Self::Table => "Table",
            Self::Row => "TR",
            Self::Head => "TH",
            Self::Cell => "TD",
            Self::Span => "Span",
            Self::Figure => "Figure",
        }
    }

    /// Whether words stand in a paragraph of their own there.
    const fn holds_paragraphs(self) -> bool {
        match self {
            Self::Part | Self::List | Self::Steps | Self::Item | Self::Table | Self::Row => true,
            Self::Heading(_)
            | Self::Paragraph
            | Self::Label
            | Self::Body
            | Self::Head
            | Self::Cell
            | Self::Span
            | Self::Figure => false,
        }
    }
}

/// A part of a document, to come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element(pub(super) usize);

/// French when none is said.
type Spoken = Option<Language>;

pub(super) struct Tagged {
    pub(super) role: Role,
    /// Its language, when it is another than that of what holds it.
    pub(super) language: Option<Spoken>,
    /// Its characters in the order they are read, when they are drawn in another.
    pub(super) spelt: Option<String>,
    /// What a picture shows, and where it is.
    pub(super) shown: Option<(String, Place)>,
    pub(super) parent: Option<usize>,
    pub(super) kids: Vec<Kid>,
}

pub(super) enum Kid {
    Element(usize),
    /// What is painted between two marks.
    Mark(usize),
}

/// Where a mark is in the document.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// Page, from 0.
    pub(super) page: usize,
    /// Its number on that page.
    pub(super) number: usize,
    /// How the page stands on its paper.
    pub(super) on_paper: OnPaper,
}

/// A page on its paper: so many times larger, from a corner in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OnPaper {
    pub(super) scale: f32,
    pub(super) left: f32,
    pub(super) bottom: f32,
    /// The height of the page as it is laid out.
    pub(super) height: f32,
}

/// All that a document is made of.
#[derive(Default)]
pub(super) struct Tags {
    pub(super) elements: Vec<Tagged>,
    open: Vec<usize>,
    /// By the numbers that marks have while pages are made; none on a page that was thrown away.
    pub(super) found: Vec<Option<Found>>,
    /// Whether what is painted is for the eye alone.
    aside: bool,
}

impl Tags {
    fn add(&mut self, role: Role, spoken: Spoken) -> usize {
        let (added, parent) = (self.elements.len(), self.open.last().copied());
        let language = (self.spoken() != spoken).then_some(spoken);
        self.elements.push(Tagged {
            role,
            language,
            spelt: None,
            shown: None,
            parent,
            kids: Vec::new(),
        });
        if let Some(parent) = parent.and_then(|parent| self.elements.get_mut(parent)) {
            parent.kids.push(Kid::Element(added));
        }
        added
    }

    /// The language of what is open.
    fn spoken(&self) -> Spoken {
        let mut around = self.open.iter().rev();
        around
            .find_map(|element| self.elements.get(*element)?.language)
            .flatten()
    }

    fn role(&self) -> Role {
        let open = self.open.last().and_then(|open| self.elements.get(*open));
        open.map_or(Role::Part, |open| open.role)
    }

    /// A mark in what is open, and what it is called.
    fn mark(&mut self) -> (usize, Role) {
        let mark = self.found.len();
        self.found.push(None);
        let open = self
            .open
            .last()
            .and_then(|open| self.elements.get_mut(*open));
        if let Some(open) = open {
            open.kids.push(Kid::Mark(mark));
        }
        (mark, self.role())
    }

    /// Gives the marks of a page the numbers that they have on its paper.
    pub(super) fn settle(
        &mut self,
        ops: &mut [Op],
        page: usize,
        on_paper: OnPaper,
        next: &mut usize,
    ) {
        for op in ops {
            let Some(number) = number(op) else { continue };
            let Some(found) = usize::try_from(*number)
                .ok()
                .and_then(|at| self.found.get_mut(at))
            else {
                continue;
            };
            *found = Some(Found {
                page,
                number: *next,
                on_paper,
            });
            *number = i64::try_from(*next).unwrap_or(i64::MAX);
            *next += 1;
        }
    }
}

/// The number of a mark.
fn number(op: &mut Op) -> Option<&mut i64> {
    let Op::BeginMarkedContentWithProperties {
        properties: DictItem::Dict { map },
        ..
    } = op
    else {
        return None;
    };
    match map.get_mut("MCID") {
        Some(DictItem::Int(number)) => Some(number),
        _ => None,
    }
}

fn begin_aside() -> Op {
    Op::BeginMarkedContent {
        tag: "Artifact".to_owned(),
    }
}

/// The same, for the eye alone.
pub(super) fn aside(ops: &[Op]) -> Vec<Op> {
    let painted = ops.iter().filter(|op| {
        !matches!(
            op,
            Op::BeginMarkedContent { .. }
                | Op::BeginMarkedContentWithProperties { .. }
                | Op::EndMarkedContent
        )
    });
    let mut all = vec![begin_aside()];
    all.extend(painted.cloned());
    all.push(Op::EndMarkedContent);
    all
}

impl Press {
    /// Makes a part of the document.
    pub(crate) fn tagged<T>(&mut self, role: Role, make: impl FnOnce(&mut Self) -> T) -> T {
        let part = self.part(role, self.tags.spoken());
        self.within(part, make)
    }

    /// A part of the document, to be filled later; here in the order of reading.
    pub(crate) fn part(&mut self, role: Role, language: Option<Language>) -> Element {
        Element(self.tags.add(role, language))
    }

    /// Goes on with a part of the document.
    pub(crate) fn within<T>(&mut self, part: Element, make: impl FnOnce(&mut Self) -> T) -> T {
        let begun = self.tags.open.len();
        self.tags.open.push(part.0);
        let made = make(self);
        self.tags.open.truncate(begun);
        made
    }

    /// Paints over all else on the page, and after it in the order of reading.
    pub(crate) fn afterwards<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        std::mem::swap(&mut self.ops, &mut self.later);
        let made = make(self);
        std::mem::swap(&mut self.ops, &mut self.later);
        made
    }

    /// Begins a part, and says what was open.
    pub(crate) fn begin_part(&mut self, role: Role) -> usize {
        let begun = self.tags.open.len();
        let part = self.tags.add(role, self.tags.spoken());
        self.tags.open.push(part);
        begun
    }

    /// Ends the parts begun since.
    pub(crate) fn end_part(&mut self, begun: usize) {
        self.tags.open.truncate(begun);
    }

    /// Paints for the eye alone.
    pub(crate) fn aside<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        let begun = self.begin_aside();
        let made = make(self);
        self.end_aside(begun);
        made
    }

    /// From here on all is for the eye alone; `false` when it was already.
    pub(crate) fn begin_aside(&mut self) -> bool {
        let begins = !self.tags.aside;
        if begins {
            self.ops.push(begin_aside());
            self.tags.aside = true;
        }
        begins
    }

    /// Ends what [`Press::begin_aside`] began.
    pub(crate) fn end_aside(&mut self, begun: bool) {
        if begun {
            self.ops.push(Op::EndMarkedContent);
            self.tags.aside = false;
        }
    }

    /// Paints words of a language; of that of what holds them when none is given. They are `spelt` when they are not drawn
    /// in the order they are read.
    pub(super) fn said<T>(
        &mut self,
        language: Option<Spoken>,
        spelt: Option<String>,
        make: impl FnOnce(&mut Self) -> T,
    ) -> T {
        if self.tags.aside {
            return make(self);
        }
        let around = self.tags.spoken();
        let language = language.unwrap_or(around);
        let own = if self.tags.role().holds_paragraphs() {
            Some(Role::Paragraph)
        } else {
            (around != language || spelt.is_some()).then_some(Role::Span)
        };
        match own {
            Some(own) => {
                let part = self.part(own, language);
                if let Some(part) = self.tags.elements.get_mut(part.0) {
                    part.spelt = spelt;
                }
                self.within(part, |press| press.between_marks(make))
            }
            None => self.between_marks(make),
        }
    }

    /// Paints a picture; for the eye alone when there are no words for it.
    pub(super) fn shown<T>(
        &mut self,
        words: &str,
        at: Place,
        make: impl FnOnce(&mut Self) -> T,
    ) -> T {
        if self.tags.aside || words.trim().is_empty() {
            return self.aside(make);
        }
        let part = self.part(Role::Figure, None);
        if let Some(figure) = self.tags.elements.get_mut(part.0) {
            figure.shown = Some((words.to_owned(), at));
        }
        self.within(part, |press| press.between_marks(make))
    }

    fn between_marks<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        let (mark, role) = self.tags.mark();
        let number = DictItem::Int(i64::try_from(mark).unwrap_or(i64::MAX));
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: role.tag().to_owned(),
            properties: DictItem::Dict {
                map: BTreeMap::from([("MCID".to_owned(), number)]),
            },
        });
        let made = make(self);
        self.ops.push(Op::EndMarkedContent);
        made
    }
}
