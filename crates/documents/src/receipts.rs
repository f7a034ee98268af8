//! The sheet of receipts: what INAÉ holds, on paper.

use atelier_domain::CalendarDate;
use serde::{Deserialize, Serialize};

use crate::DocumentError;
use crate::font::Face;
use crate::layout::{Layout, Place};
use crate::press::Press;
use crate::text;

/// The receipts of a structure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptSheet {
    /// Name of the structure.
    pub structure: String,
    /// What the sheet is about, such as « Atelier du 23 novembre 2026 ».
    #[serde(default)]
    pub subject: Option<String>,
    /// In the order printed.
    pub receipts: Vec<ReceiptLine>,
}

/// One receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptLine {
    /// First and last name.
    pub person: String,
    /// Name of the badge.
    pub badge: String,
    /// Day of the request, `YYYY-MM-DD`.
    pub received_on: String,
    /// Number of the receipt.
    pub number: String,
}

/// The sheet as A4 pages; the table's head is repeated on each, and no line is cut in two.
///
/// # Errors
/// [`DocumentError::Nothing`] without receipts; [`DocumentError::Date`] when a day is not a date.
pub fn receipts(sheet: &ReceiptSheet, printed_on: CalendarDate) -> Result<Vec<u8>, DocumentError> {
    let layout = layout()?;
    let press = set(&layout, sheet, printed_on)?;
    press.finish(layout.word("title")?, printed_on)
}

fn layout() -> Result<Layout, DocumentError> {
    Layout::read(include_str!(
        "../../../assets/documents/receipts/layout.json"
    ))
}

struct Line {
    cells: [(&'static str, String); 4],
    height: f32,
}

fn set(
    layout: &Layout,
    sheet: &ReceiptSheet,
    printed_on: CalendarDate,
) -> Result<Press, DocumentError> {
    if sheet.receipts.is_empty() {
        return Err(DocumentError::Nothing);
    }
    let rows = layout.place("rows")?;
    let mut pages: Vec<Vec<Line>> = vec![Vec::new()];
    let mut taken = 0.0;
    for receipt in &sheet.receipts {
        let line = measured(layout, receipt)?;
        if taken + line.height > rows.h {
            pages.push(Vec::new());
            taken = 0.0;
        }
        taken += line.height;
        if let Some(page) = pages.last_mut() {
            page.push(line);
        }
    }
    let mut press = Press::new(layout.page);
    for (number, lines) in pages.iter().enumerate() {
        frame(
            &mut press,
            layout,
            sheet,
            printed_on,
            (number + 1, pages.len()),
        )?;
        let mut y = rows.y;
        for (number, line) in lines.iter().enumerate() {
            let place = Place {
                y,
                h: line.height,
                ..rows
            };
            row(&mut press, layout, line, place, number % 2 == 1)?;
            y += line.height;
        }
        press.end_page();
    }
    Ok(press)
}

fn measured(layout: &Layout, receipt: &ReceiptLine) -> Result<Line, DocumentError> {
    let ReceiptLine {
        person,
        badge,
        received_on,
        number,
    } = receipt;
    let day: CalendarDate = received_on
        .trim()
        .parse()
        .map_err(|_| DocumentError::Date(received_on.clone()))?;
    let date = day.date();
    let day = format!(
        "{:02}/{:02}/{:04}",
        date.day(),
        u8::from(date.month()),
        date.year()
    );
    let cells = [
        ("person", person.clone()),
        ("badge", badge.clone()),
        ("day", day),
        ("number", number.clone()),
    ];
    let mut height = layout.length("row_min")?;
    for (name, words) in &cells {
        let at = layout.text(name)?;
        let set = text::fit(words, at.setting(), at.at.w, at.at.h)?;
        height = height.max(set.height + 2.0 * layout.length("padding")?);
    }
    Ok(Line { cells, height })
}

fn row(
    press: &mut Press,
    layout: &Layout,
    line: &Line,
    place: Place,
    striped: bool,
) -> Result<(), DocumentError> {
    if striped {
        press.fill(place, layout.colour("stripe")?);
    }
    // One-line rows stand in the middle of the least height.
    let one = layout.text("person")?.setting();
    let face = Face::of(one.weight)?;
    let line_height = (face.ascent + face.descent) * one.size / text::PT_PER_MM;
    let pad = ((layout.length("row_min")? - line_height) / 2.0).min(layout.length("padding")?);
    for (name, words) in &line.cells {
        let mut at = layout.text(name)?.moved(0.0, place.y + pad);
        at.at.h = at.at.h.min(place.h - pad);
        press.write(words, &at, layout.colour(&at.colour)?)?;
    }
    Ok(())
}

fn frame(
    press: &mut Press,
    layout: &Layout,
    sheet: &ReceiptSheet,
    printed_on: CalendarDate,
    (page, pages): (usize, usize),
) -> Result<(), DocumentError> {
    press.fill(layout.place("head")?, layout.colour("head")?);
    press.fill(layout.place("foot_rule")?, layout.colour("rule")?);
    let subtitle = match &sheet.subject {
        Some(subject) => format!("{} — {subject}", sheet.structure),
        None => sheet.structure.clone(),
    };
    let printed = layout
        .word("printed")?
        .replace("{structure}", &sheet.structure)
        .replace("{day}", &printed_on.in_french());
    let page = layout
        .word("page")?
        .replace("{page}", &page.to_string())
        .replace("{pages}", &pages.to_string());
    for (name, words) in [
        ("title", layout.word("title")?),
        ("subtitle", &subtitle),
        ("explanation", layout.word("explanation")?),
        ("head_person", layout.word("person")?),
        ("head_badge", layout.word("badge")?),
        ("head_day", layout.word("day")?),
        ("head_number", layout.word("number")?),
        ("printed", &printed),
        ("page", &page),
    ] {
        let at = layout.text(name)?;
        press.write(words, at, layout.colour(&at.colour)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(lines: usize, words: &str) -> ReceiptSheet {
        ReceiptSheet {
            structure: "Chantier Exemple".into(),
            subject: None,
            receipts: (0..lines)
                .map(|n| ReceiptLine {
                    person: format!("{words} {n}"),
                    badge: words.into(),
                    received_on: "2026-11-23".into(),
                    number: format!("R-{n:05}"),
                })
                .collect(),
        }
    }

    #[test]
    fn every_receipt_is_printed_once_on_a_page_with_the_head() {
        let layout = layout().unwrap();
        let press = set(
            &layout,
            &sheet(60, "Amina Exemple"),
            "2026-11-23".parse().unwrap(),
        )
        .unwrap();
        assert_eq!(press.pages(), 3);
        for n in 0..60 {
            let number = format!("R-{n:05}");
            assert_eq!(
                press
                    .marks
                    .iter()
                    .filter(|(_, line, _)| *line == number)
                    .count(),
                1
            );
        }
        for page in 0..3 {
            let heads = press
                .marks
                .iter()
                .filter(|(p, line, _)| *p == page && line == "Personne");
            assert_eq!(heads.count(), 1);
        }
    }

    #[test]
    fn long_names_stay_in_their_column_and_on_their_page() {
        let layout = layout().unwrap();
        for words in ["Très long nom composé ".repeat(20), "x".repeat(400)] {
            let press = set(&layout, &sheet(40, &words), "2026-11-23".parse().unwrap()).unwrap();
            for (_, line, at) in &press.marks {
                assert!(
                    at.x + at.w <= 194.1 && at.y + at.h <= 292.0,
                    "{line} {at:?}"
                );
            }
        }
    }

    #[test]
    fn a_day_that_is_no_day_is_refused() {
        let mut bad = sheet(1, "x");
        bad.receipts[0].received_on = "hier".into();
        assert_eq!(
            receipts(&bad, "2026-11-23".parse().unwrap()),
            Err(DocumentError::Date("hier".into()))
        );
    }
}
