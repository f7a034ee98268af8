//! Sheets: documents that are words one below the other, described by `assets/documents/<name>/sheet.json` and filled
//! with named values. They share one look, `assets/documents/sheet/layout.json`.

use std::collections::BTreeMap;

use atelier_domain::CalendarDate;
use serde::{Deserialize, Serialize};

use crate::DocumentError;
use crate::layout::{Layout, Size};
use crate::press::Press;

mod pen;

use pen::Pen;

/// Every sheet: its name and its description.
const SHEETS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/sheets.rs"));

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

/// A sheet, as described.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    /// In the file's properties and in large type.
    title: String,
    #[serde(default)]
    subtitle: String,
    /// A4 upright unless said otherwise.
    #[serde(default)]
    page: Option<Size>,
    /// A list, each row of which has its own pages.
    #[serde(default)]
    each: Option<String>,
    blocks: Vec<Part>,
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
    /// A drawing, as SVG text.
    Picture(String),
    Bullets(Vec<String>),
    /// A name and what it is, side by side; a line to write on when it is blank.
    Facts(Vec<[String; 2]>),
    Table(Table),
    /// Words under a QR code, and its address.
    Codes(Vec<[String; 2]>),
    /// In a box that is seen first.
    Note(String),
    /// Empty lines to write on.
    Lines(u8),
    /// Boxes to sign in, side by side.
    Signatures(Vec<String>),
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

/// Names of the sheets.
#[must_use]
pub fn sheet_names() -> Vec<&'static str> {
    SHEETS.iter().map(|(name, _)| *name).collect()
}

/// A sheet as PDF. The same fields and day give the same bytes.
///
/// # Errors
/// [`DocumentError::Layout`] for an unknown sheet or a value that it names and that is missing;
/// [`DocumentError::Nothing`] when there is no row to print; [`DocumentError::Address`].
pub fn sheet(
    name: &str,
    fields: &Fields,
    printed_on: CalendarDate,
) -> Result<Vec<u8>, DocumentError> {
    let template = template(name)?;
    let press = set(&template, fields, printed_on)?;
    press.finish(&fill(&template.title, fields, None)?, printed_on)
}

fn template(name: &str) -> Result<Template, DocumentError> {
    let found = SHEETS.iter().find(|(known, _)| *known == name);
    let (_, text) = found.ok_or_else(|| DocumentError::Layout(format!("no sheet {name}")))?;
    serde_json::from_str(text)
        .map_err(|problem| DocumentError::Layout(format!("{name}: {problem}")))
}

fn layout() -> Result<Layout, DocumentError> {
    Layout::read(include_str!(
        "../../../../assets/documents/sheet/layout.json"
    ))
}

/// A text with its `{names}` replaced.
fn fill(text: &str, fields: &Fields, row: Option<&Values>) -> Result<String, DocumentError> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after
            .split_once('}')
            .ok_or_else(|| DocumentError::Layout(format!("a name is not closed: {text}")))?;
        let value = row
            .and_then(|row| row.get(name))
            .or_else(|| fields.values.get(name))
            .ok_or_else(|| DocumentError::Layout(format!("{name} is missing")))?;
        out.push_str(before);
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

fn shown(when: Option<&str>, fields: &Fields, row: Option<&Values>) -> bool {
    let Some(name) = when else { return true };
    let value = row
        .and_then(|row| row.get(name))
        .or_else(|| fields.values.get(name));
    value.is_some_and(|value| !value.trim().is_empty())
        || fields.lists.get(name).is_some_and(|rows| !rows.is_empty())
}

fn set(
    template: &Template,
    fields: &Fields,
    printed_on: CalendarDate,
) -> Result<Press, DocumentError> {
    let layout = layout()?;
    let size = template.page.unwrap_or(layout.page);
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
    let mut press = Press::new(size);
    for row in rows {
        // Once to count the pages, once to print their number.
        let mut rehearsal = Press::new(size);
        let pages =
            Pen::new(&mut rehearsal, &layout, size, printed_on, 0).part(template, fields, row)?;
        Pen::new(&mut press, &layout, size, printed_on, pages).part(template, fields, row)?;
    }
    Ok(press)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Place;

    /// Every name that a sheet says, with the same words for each; lists of `rows` rows.
    fn fields(name: &str, words: &str, rows: usize) -> Fields {
        let text = SHEETS.iter().find(|(known, _)| *known == name).unwrap().1;
        let mut values = Values::new();
        for piece in text.split('{').skip(1) {
            if let Some((name, _)) = piece.split_once('}')
                && !name.is_empty()
                && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            {
                let value = if name.ends_with("_address") {
                    "https://exemple.fr/app/user/register/fr".to_owned()
                } else if name.ends_with("_svg") {
                    r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#.to_owned()
                } else {
                    words.to_owned()
                };
                values.insert(name.to_owned(), value);
            }
        }
        values.insert("structure".to_owned(), words.to_owned());
        let template = template(name).unwrap();
        let mut lists = BTreeMap::new();
        let mut names: Vec<String> = template.each.iter().cloned().collect();
        for part in &template.blocks {
            names.extend(part.when.iter().cloned());
            if let Block::Table(table) = &part.block {
                names.push(table.list.clone());
            }
        }
        for list in names {
            lists.insert(list, vec![values.clone(); rows]);
        }
        Fields { values, lists }
    }

    #[test]
    fn whatever_is_written_stays_on_the_page() {
        let day = "2026-11-23".parse().unwrap();
        let side = layout().unwrap().length("side").unwrap();
        for name in sheet_names() {
            let template = template(name).unwrap();
            for words in [
                "Un mot",
                &"Anticonstitutionnellement ".repeat(60),
                &"x".repeat(2_000),
                "",
            ] {
                for rows in [1, 12, 40] {
                    let press = set(&template, &fields(name, words, rows), day).unwrap();
                    let size = template.page.unwrap_or(layout().unwrap().page);
                    for (_, line, at) in &press.marks {
                        assert!(at.x >= side - 0.1, "{name}: {line} {at:?}");
                        assert!(
                            at.x + at.w <= size.width - side + 0.1,
                            "{name}: {line} {at:?}"
                        );
                        assert!(at.y + at.h <= size.height - 4.0, "{name}: {line} {at:?}");
                    }
                    // Lines of one page never lie one over the other.
                    let middle = |at: &Place| (at.y + at.h * 0.3, at.y + at.h * 0.7);
                    for (n, (page, line, at)) in press.marks.iter().enumerate() {
                        for (other_page, other, beside) in press.marks.iter().skip(n + 1).take(12) {
                            let ((a, b), (c, d)) = (middle(at), middle(beside));
                            let across =
                                at.x + 0.01 < beside.x + beside.w && beside.x + 0.01 < at.x + at.w;
                            assert!(
                                page != other_page || !across || b <= c || d <= a,
                                "{name}: {line} {at:?} and {other} {beside:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_page_each_where_a_sheet_is_for_one_person() {
        let day = "2026-11-23".parse().unwrap();
        let press = set(
            &template("convocation").unwrap(),
            &fields("convocation", "Mot", 3),
            day,
        )
        .unwrap();
        assert_eq!(press.pages() % 3, 0);
        let none = fields("convocation", "Mot", 0);
        assert_eq!(
            set(&template("convocation").unwrap(), &none, day).err(),
            Some(DocumentError::Nothing)
        );
    }

    #[test]
    fn a_missing_value_is_told_by_its_name() {
        let day = "2026-11-23".parse().unwrap();
        let mut fields = fields("attendance", "Mot", 2);
        fields.values.remove("structure");
        for rows in fields.lists.values_mut() {
            for row in rows {
                row.remove("structure");
            }
        }
        let problem = sheet("attendance", &fields, day).unwrap_err();
        assert!(problem.to_string().contains("structure"), "{problem}");
    }
}
