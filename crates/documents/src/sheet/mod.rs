//! Sheets: documents that are words one below the other, described by `assets/documents/<name>/sheet.json` and filled
//! with named values. They share one look, `assets/documents/sheet/layout.json`.

use std::collections::BTreeMap;

use atelier_domain::CalendarDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::DocumentError;
use crate::format::{Format, Imposition};
use crate::language::Language;
use crate::layout::{Colour, Layout, Size};
use crate::press::Press;
use crate::theme::Theme;

mod beside;
mod blocks;
mod head;
mod pen;
mod table;
#[cfg(test)]
mod tests;
mod tiles;
mod wall;

use pen::Pen;

/// A sheet shipped with the program.
struct Shipped {
    name: &'static str,
    description: &'static str,
    /// The same in other languages, by their codes.
    words: &'static [(&'static str, &'static str)],
}

/// Every sheet.
const SHEETS: &[Shipped] = include!(concat!(env!("OUT_DIR"), "/sheets.rs"));

/// How many times a sheet is made smaller, to be one page.
const SMALLER: u8 = 10;
/// The lengths that stay, those of the page.
const KEPT: [&str; 8] = [
    "side",
    "foot",
    "foot_text",
    "rule",
    "partners",
    "logo_width",
    "logo_height",
    "logo_pad",
];
/// What is read from afar, codes and the width of the words beside them: on a larger paper they may be a smaller share of
/// it, never smaller.
const READ: [&str; 4] = ["code", "entry_code", "tile_code", "tile_words"];
/// What is written on by hand: it becomes no smaller than this share.
const WRITTEN: [(&str, f32); 2] = [("line", 0.8), ("signature", 0.75)];

/// What a sheet says, by name: `{name}` in its texts.
pub type Values = BTreeMap<String, String>;

/// What a sheet is filled with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// Values said anywhere on the sheet.
    pub values: Values,
    /// Lists: the rows of a table, or a page each. A row's own values come before those of the sheet.
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<Values>>,
}

/// What a sheet is filled from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    /// A workshop.
    Workshop,
    /// The badges that people hold, and the requests before the committee.
    Badges,
}

/// How a sheet is offered to whoever prints it: in its own folder, with no list anywhere else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offered {
    /// What it is filled from.
    pub of: Of,
    /// The places of the screens where it is: `prepare`, `not-ready`, `summary`, `person`, `ceremony`, `committee`.
    #[serde(rename = "where")]
    pub places: Vec<String>,
    /// Its place among the others of its kind.
    pub order: u8,
    /// On its button.
    pub button: String,
    /// In a list.
    pub name: String,
    /// The name of its file; `{date}` is the day that it is about.
    pub file: String,
}

/// A sheet, as described.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    /// How it is offered; not at all when it is made apart.
    #[serde(default)]
    offered: Option<Offered>,
    /// In the file's properties and in large type.
    title: String,
    #[serde(default)]
    subtitle: String,
    /// A4 upright unless said otherwise.
    #[serde(default)]
    page: Option<Size>,
    /// How many pages stand on a sheet of paper, across and down, to be cut.
    #[serde(default)]
    gathered: Option<(u8, u8)>,
    /// A list, each row of which has its own pages.
    #[serde(default)]
    each: Option<String>,
    /// To hang on a wall: its head is on a ground of colour, and it can be put on any paper.
    #[serde(default)]
    wall: bool,
    /// Made smaller as long as that saves a page; what hangs on a wall is.
    #[serde(default)]
    few_pages: bool,
    /// Whether the structure's line and its partners' logos stand at the foot; they do on a wall.
    #[serde(default)]
    partners: bool,
    /// The colour of its head and headings, `#rrggbb`; the shared one when blank.
    #[serde(default)]
    accent: String,
    /// What changes from the shared look.
    #[serde(default)]
    style: Value,
    /// What begins each page of what hangs on a wall, under its head.
    #[serde(default)]
    opening: Vec<Part>,
    blocks: Vec<Part>,
    /// Facts at the foot of each page.
    #[serde(default)]
    closing: Vec<[String; 2]>,
    /// The same in another language, block for block, to stand beside it.
    #[serde(skip)]
    beside: Option<(Language, Box<Template>)>,
}

/// A block, which may be left out.
#[derive(Debug, Deserialize)]
struct Part {
    /// Shown only when this value is not blank, or this list not empty.
    #[serde(default)]
    when: Option<String>,
    #[serde(flatten)]
    block: Block,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Block {
    Heading(String),
    Text(String),
    Strong(String),
    /// What is celebrated.
    Large(String),
    /// A drawing at the right of the blocks that follow, down to the signatures.
    Picture(Picture),
    Bullets(Vec<String>),
    /// A name and what it is, side by side; a line to write on when it is blank.
    Facts(Vec<[String; 2]>),
    Table(Table),
    /// Numbered, one after the other.
    Steps(Vec<String>),
    /// A list: each with its picture, its words and its code, one below the other, or two beside on a lying page; when
    /// they do not fit on the page, each with its picture, its code and its name, as many beside as there is room for.
    Entries(Entries),
    /// Words under a QR code, and its address.
    Codes(Vec<[String; 2]>),
    /// In a box that is seen first.
    Note(String),
    /// Empty lines to write on.
    Lines(u8),
    /// Boxes to sign in, side by side.
    Signatures(Vec<String>),
}

/// A drawing, and what it shows, for those who do not see it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Picture {
    /// As SVG text.
    svg: String,
    words: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Name of the list that gives the rows.
    list: String,
    /// Only the rows that hold the same value of this name as the row whose page it is.
    #[serde(default)]
    by: Option<String>,
    columns: Vec<Column>,
    /// Least height of a row, in millimetres.
    #[serde(default)]
    height: f32,
    /// Empty rows added, for people nobody expected.
    #[serde(default)]
    spare: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    title: String,
    /// Share of the width.
    width: f32,
    cell: String,
}

/// Things with a picture and a code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    /// Name of the list that gives them.
    list: String,
    /// A drawing, as SVG text.
    picture: String,
    name: String,
    /// Under the name.
    #[serde(default)]
    text: String,
    /// The address in the QR code.
    code: String,
    /// Under the code.
    #[serde(default)]
    under: String,
}

/// Names of the sheets.
#[must_use]
pub fn sheet_names() -> Vec<&'static str> {
    SHEETS.iter().map(|sheet| sheet.name).collect()
}

/// The sheets that are offered, in their order.
///
/// # Errors
/// [`DocumentError::Layout`] when a description shipped with the program is faulty.
pub fn offered() -> Result<Vec<(&'static str, Offered)>, DocumentError> {
    let mut all = Vec::new();
    for sheet in SHEETS {
        if let Some(offered) = template(sheet.name)?.offered {
            all.push((sheet.name, offered));
        }
    }
    all.sort_by_key(|(_, offered)| (offered.of, offered.order));
    Ok(all)
}

/// How a sheet that is not one of the program's is offered, from its description.
///
/// # Errors
/// [`DocumentError::Layout`] says what is wrong in the description.
pub fn offered_by(description: &str) -> Result<Option<Offered>, DocumentError> {
    Ok(read("sheet.json", description)?.offered)
}

/// A sheet as PDF. The same fields and day give the same bytes.
///
/// # Errors
/// [`DocumentError::Layout`] for an unknown sheet or a value that it names and that is missing;
/// [`DocumentError::Nothing`] when there is no row to print; [`DocumentError::Address`].
pub fn sheet(
    name: &str,
    fields: &Fields,
    theme: &Theme,
    printed_on: CalendarDate,
) -> Result<Vec<u8>, DocumentError> {
    let template = template(name)?;
    let press = set(&template, fields, theme, printed_on)?;
    press.finish(
        &template.filled(fields).fill(&template.title)?,
        printed_on,
        theme.mark.as_deref(),
    )
}

/// A sheet to be written: its description, what fills it, the row whose pages are made.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    template: &'a Template,
    fields: &'a Fields,
    row: Option<&'a Values>,
    /// French when none is said.
    language: Option<Language>,
}

impl Template {
    fn filled<'a>(&'a self, fields: &'a Fields) -> Sheet<'a> {
        Sheet {
            template: self,
            fields,
            row: None,
            language: None,
        }
    }
}

impl<'a> Sheet<'a> {
    /// The same, of a row.
    fn of(self, row: &'a Values) -> Self {
        Self {
            row: Some(row),
            ..self
        }
    }

    /// The same in the language that stands beside it.
    fn beside(self) -> Option<Self> {
        let (language, template) = self.template.beside.as_ref()?;
        Some(Self {
            template,
            language: Some(*language),
            ..self
        })
    }

    fn value(&self, name: &str) -> Option<&'a String> {
        let own = self.row.and_then(|row| row.get(name));
        own.or_else(|| self.fields.values.get(name))
    }

    /// A text with its `{names}` replaced.
    fn fill(&self, text: &str) -> Result<String, DocumentError> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| DocumentError::Layout(format!("a name is not closed: {text}")))?;
            let value = self.value(name);
            let value = value.ok_or_else(|| DocumentError::Layout(format!("{name} is missing")))?;
            out.push_str(before);
            match self.language {
                Some(language) => out.push_str(&language.among(value)),
                None => out.push_str(value),
            }
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn shown(&self, part: &Part) -> bool {
        let Some(name) = &part.when else { return true };
        let value = self.value(name);
        value.is_some_and(|value| !value.trim().is_empty())
            || self
                .fields
                .lists
                .get(name)
                .is_some_and(|rows| !rows.is_empty())
    }
}

/// The title of a sheet.
pub(crate) fn title(name: &str, fields: &Fields) -> Result<String, DocumentError> {
    let template = template(name)?;
    template.filled(fields).fill(&template.title)
}

/// Adds the pages of a sheet that hangs on a wall, on a paper chosen for it.
pub(crate) fn hang(
    press: &mut Press,
    (name, fields, beside): (&str, &Fields, Option<Language>),
    (format, theme): (Format, &Theme),
    printed_on: CalendarDate,
) -> Result<(), DocumentError> {
    let template = match beside {
        Some(language) => in_both(name, language)?,
        None => template(name)?,
    };
    let shape = format.shape();
    let layout = layout(&template, Some(format), fields, theme)?;
    press.on(shape.page(), format.imposition());
    add(
        press,
        &template,
        &layout,
        fields,
        (shape.page(), theme),
        printed_on,
    )
}

/// A sheet that is not one of the program's, from its description (the text of a `sheet.json`): to try it.
///
/// # Errors
/// As [`sheet`]; [`DocumentError::Layout`] says what is wrong in the description.
pub fn described(
    description: &str,
    fields: &Fields,
    theme: &Theme,
    printed_on: CalendarDate,
) -> Result<Vec<u8>, DocumentError> {
    let template = read("sheet.json", description)?;
    let press = set(&template, fields, theme, printed_on)?;
    press.finish(
        &template.filled(fields).fill(&template.title)?,
        printed_on,
        theme.mark.as_deref(),
    )
}

fn shipped(name: &str) -> Result<&'static Shipped, DocumentError> {
    let found = SHEETS.iter().find(|sheet| sheet.name == name);
    found.ok_or_else(|| DocumentError::Layout(format!("no sheet {name}")))
}

fn template(name: &str) -> Result<Template, DocumentError> {
    read(name, shipped(name)?.description)
}

/// A sheet with another language beside French.
fn in_both(name: &str, language: Language) -> Result<Template, DocumentError> {
    let code = language.code();
    let mut words = shipped(name)?.words.iter();
    let (_, words) = words
        .find(|(known, _)| *known == code)
        .ok_or_else(|| DocumentError::Layout(format!("no {name} in {code}")))?;
    Ok(Template {
        beside: Some((language, Box::new(read(name, words)?))),
        ..template(name)?
    })
}

fn read(name: &str, description: &str) -> Result<Template, DocumentError> {
    serde_json::from_str(description)
        .map_err(|problem| DocumentError::Layout(format!("{name}: {problem}")))
}

/// The look that sheets share, as this one, its paper and the structure change it.
fn layout(
    template: &Template,
    paper: Option<Format>,
    fields: &Fields,
    theme: &Theme,
) -> Result<Layout, DocumentError> {
    let shared = include_str!("../../../../assets/documents/sheet/layout.json");
    let reached = include_str!("../../../../assets/documents/sheet/reached.json");
    let flyer = include_str!("../../../../assets/documents/sheet/flyer.json");
    let beside = include_str!("../../../../assets/documents/sheet/beside.json");
    let beside_flyer = include_str!("../../../../assets/documents/sheet/beside-flyer.json");
    let (both, small) = (
        template.beside.is_some(),
        paper.is_some_and(Format::is_flyer),
    );
    // Lying, or enlarged: printers reach closer to the end of what is written.
    let closer = [Format::A4Landscape, Format::A3, Format::A3Landscape];
    let mut changes = Vec::new();
    if !template.style.is_null() {
        changes.push(template.style.clone());
    }
    for (change, applies) in [
        (beside, both),
        (reached, paper.is_some_and(|paper| closer.contains(&paper))),
        (flyer, small),
        (beside_flyer, both && small),
    ] {
        if applies {
            changes.push(Layout::change(change)?);
        }
    }
    let mut layout = Layout::read_changed(shared, changes)?;
    let own = Colour::parse(template.filled(fields).fill(&template.accent)?.trim());
    let own = own.map(Colour::legible_on_white);
    if let Some(accent) = own.or_else(|| theme.accent()) {
        layout.set_colour("accent", accent);
        layout.set_colour("wash", accent.wash(0.09));
    }
    Ok(layout)
}

fn set(
    template: &Template,
    fields: &Fields,
    theme: &Theme,
    printed_on: CalendarDate,
) -> Result<Press, DocumentError> {
    let layout = layout(template, None, fields, theme)?;
    let size = template.page.unwrap_or(layout.page);
    let mut press = Press::new(size);
    if let Some(gathered) = template.gathered {
        press.on(size, Imposition::gathered(size, gathered));
    }
    add(
        &mut press,
        template,
        &layout,
        fields,
        (size, theme),
        printed_on,
    )?;
    Ok(press)
}

fn add(
    press: &mut Press,
    template: &Template,
    layout: &Layout,
    fields: &Fields,
    (size, theme): (Size, &Theme),
    printed_on: CalendarDate,
) -> Result<(), DocumentError> {
    let rows: Vec<Option<&Values>> = match &template.each {
        None => vec![None],
        Some(list) => fields
            .lists
            .get(list)
            .into_iter()
            .flatten()
            .map(Some)
            .collect(),
    };
    if rows.is_empty() {
        return Err(DocumentError::Nothing);
    }
    for row in rows {
        let sheet = Sheet {
            row,
            ..template.filled(fields)
        };
        let made = |press: &mut Press, layout: &Layout| {
            Pen::new(press, layout, (size, theme), printed_on, sheet).part()
        };
        if template.wall || template.few_pages {
            on_few_pages(press, layout, made)?;
        } else {
            made(press, layout)?;
        }
    }
    Ok(())
}

/// Makes pages with the layout, smaller by steps until they are as few as they can be.
fn on_few_pages(
    press: &mut Press,
    layout: &Layout,
    make: impl Fn(&mut Press, &Layout) -> Result<(), DocumentError>,
) -> Result<(), DocumentError> {
    let mut least = Vec::new();
    for name in READ {
        least.push((name, layout.length(name)? / press.scale()));
    }
    for (name, share) in WRITTEN {
        least.push((name, layout.length(name)? * share));
    }
    // A column of words becomes no narrower than they do.
    let words = layout.text("fact_label")?.setting();
    let share = words.min / words.size;
    least.push(("fact_label", layout.length("fact_label")? * share));
    let before = press.pages();
    let mut layout = layout.clone();
    let mut best: Option<(usize, Layout)> = None;
    for _ in 0..SMALLER {
        make(press, &layout)?;
        let pages = press.pages() - before;
        if pages == 1 {
            return Ok(());
        }
        press.back_to(before);
        let smaller = layout.clone().smaller(0.94, &KEPT, &least);
        if best.as_ref().is_none_or(|(fewest, _)| pages < *fewest) {
            best = Some((pages, layout));
        }
        layout = smaller;
    }
    let layout = best.map_or(layout, |(_, layout)| layout);
    make(press, &layout)
}
