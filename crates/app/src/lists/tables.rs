//! Tables for a spreadsheet: CSV as French spreadsheets read it, and XLSX.

use atelier_domain::{CalendarDate, WorkshopId};
use atelier_store::Store;
use atelier_texts as texts;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use std::path::Path;

use crate::base::app::App;
use crate::base::files::{own_file, write_file};
use crate::base::names::phone;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::view::SavedFile;
use crate::catalogue::offered::Shelf;
use crate::lists::export;
use crate::lists::table::{Cell, Table, cells, day_text};
use crate::lists::view::TableChoice;
use crate::workshops::board::cell::block_text;
use crate::workshops::board::read;
use crate::workshops::{summary, todo};

fn table(app: &App, store: &Store, choice: &TableChoice) -> Answer<Table> {
    let today = app.clock.today();
    match choice {
        TableChoice::Summary { workshop } => summary(store, workshop.0, today),
        TableChoice::Todo => Ok(Table {
            name: texts::table::todo(today),
            header: vec![
                texts::table::person(),
                texts::table::phone(),
                texts::table::why(),
                texts::table::by(),
            ],
            rows: todo::todo(store, today, usize::MAX)?
                .people
                .into_iter()
                .flat_map(|one| {
                    let (person, phone) = (one.person, one.phone);
                    let items = one.items.into_iter();
                    items.map(move |item| {
                        cells(vec![person.clone(), phone.clone(), item.why, item.by])
                    })
                })
                .collect(),
        }),
        TableChoice::Posters => Ok(Table {
            name: texts::table::posters(today),
            header: vec![
                texts::table::code(),
                texts::table::badge(),
                texts::table::place(),
                texts::table::made(),
                texts::table::printed(),
                texts::table::hung(),
                texts::table::withdrawn(),
                texts::table::state(),
                texts::table::poster_requests(),
            ],
            rows: crate::posters::listed::all(store)?
                .posters
                .into_iter()
                .flat_map(|one| {
                    let of_all = [
                        one.place,
                        one.made,
                        one.printed,
                        one.hung,
                        one.withdrawn,
                        one.state_label,
                    ];
                    let badges = one.badges.into_iter();
                    badges.map(move |badge| {
                        let mut row = cells(vec![badge.code, badge.name]);
                        row.extend(of_all.iter().cloned().map(Cell::Text));
                        row.push(badge.requests.into());
                        row
                    })
                })
                .collect(),
        }),
        TableChoice::Ceremony => Ok(Table {
            name: texts::table::ceremony(today),
            header: vec![
                texts::table::person(),
                texts::table::badge(),
                texts::table::state(),
                texts::table::date(),
            ],
            rows: summary::ceremony(store, usize::MAX)?
                .badges
                .into_iter()
                .map(|one| {
                    cells(vec![
                        one.person,
                        one.badge_name,
                        one.state_label,
                        one.date_text,
                    ])
                })
                .collect(),
        }),
        TableChoice::Picked { picked } => export::table(store, picked, today),
    }
}

fn summary(store: &Store, workshop: WorkshopId, today: CalendarDate) -> Answer<Table> {
    let board = read::read(store, workshop, &Shelf::read(store)?)?;
    let mut header = vec![
        texts::table::last_name(),
        texts::table::first_name(),
        texts::table::attendance(),
    ];
    let steps = atelier_domain::Step::of(board.workshop.plan.kind);
    header.extend(steps.iter().map(|step| texts::step::of(*step)));
    header.extend(vec![
        texts::table::blocked(),
        texts::table::requests(),
        texts::table::request_states(),
        texts::table::confirm(),
        texts::table::phone(),
    ]);
    let to_confirm = summary::summary(store, board.workshop.id, today)?.to_confirm;
    let rows = board
        .places
        .iter()
        .map(|place| {
            let mut row = vec![
                place.person.last_name.to_string(),
                place.person.first_name.to_string(),
                texts::attendance::of(place.attendance),
            ];
            row.extend(
                place
                    .cells
                    .iter()
                    .map(|cell| texts::step_state::of(cell.state)),
            );
            let blocked: Vec<String> = place.cells.iter().filter_map(block_text).collect();
            row.push(blocked.join(" ; "));
            let own = board
                .requests
                .iter()
                .filter(|request| request.request.participant == place.person.id);
            let states: Vec<String> = own
                .map(|row| texts::request_state::of(row.request.state))
                .collect();
            row.push(states.len().to_string());
            row.push(states.join(" ; "));
            let id = place.person.id;
            let confirm = to_confirm.iter().find(|line| line.participant == id);
            row.push(confirm.map(|line| line.text.clone()).unwrap_or_default());
            row.push(phone(&place.person));
            cells(row)
        })
        .collect();
    Ok(Table {
        name: texts::table::summary(board.workshop.date),
        header,
        rows,
    })
}

/// The same table, each line of which says what there is to say of its people.
fn marked(mut table: Table, mark: Option<String>) -> Table {
    if let Some(mark) = mark {
        table.name = format!("{mark} - {}", table.name);
        for row in &mut table.rows {
            row.push(Cell::Text(mark.clone()));
        }
        table.header.push(mark);
    }
    table
}

/// Whether a spreadsheet may run it: a formula begins with one of these (OWASP, CSV injection), which some find behind
/// spaces too.
fn may_run(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A cell that a spreadsheet will neither run nor change. A number that begins with zeros would lose them: a telephone's is
/// told by pairs, as people write it.
fn inert(text: &str) -> String {
    let zeros_go =
        text.len() > 1 && text.starts_with('0') && text.bytes().all(|digit| digit.is_ascii_digit());
    if zeros_go && text.len() == 10 {
        let mut paired = String::with_capacity(14);
        for (place, digit) in text.chars().enumerate() {
            if place > 0 && place % 2 == 0 {
                paired.push(' ');
            }
            paired.push(digit);
        }
        paired
    } else if zeros_go || may_run(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn csv(table: &Table) -> Answer<Vec<u8>> {
    // The mark that makes French spreadsheets read the accents, then semicolons, as they expect.
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer("\u{feff}".as_bytes().to_vec());
    let header = table.header.iter().map(|name| inert(name));
    writer.write_record(header).map_err(Problem::unexpected)?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) => inert(text),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day_text(*day),
        });
        writer.write_record(cells).map_err(Problem::unexpected)?;
    }
    writer.into_inner().map_err(Problem::unexpected)
}

fn xlsx(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0_u16..).zip(&table.header) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    let as_day = Format::new().set_num_format("dd/mm/yyyy");
    for (line, row) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Text(text) => sheet.write_string(line, column, text)?,
                Cell::Number(number) => sheet.write_number(line, column, *number)?,
                Cell::Day(day) => {
                    let date = day.date();
                    let year = u16::try_from(date.year()).unwrap_or_default();
                    match ExcelDateTime::from_ymd(year, u8::from(date.month()), date.day()) {
                        Ok(at) => sheet.write_datetime_with_format(line, column, at, &as_day)?,
                        // Before the days that a spreadsheet counts.
                        Err(_) => sheet.write_string(line, column, day_text(*day))?,
                    }
                }
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    workbook.save_to_buffer()
}

impl App {
    /// Writes a table: `csv` or `xlsx`; where asked, or in the documents' folder under a name of its own.
    ///
    /// # Errors
    /// `document-not-saved`; `store-full` when the disk is full; `not-found`.
    pub fn save_table(
        &self,
        choice: &TableChoice,
        format: &str,
        path: Option<&Path>,
    ) -> Answer<SavedFile> {
        let table = self.with(|store| {
            let mark = crate::base::practice::mark(store)?;
            Ok(marked(table(self, store, choice)?, mark))
        })?;
        let bytes = match format {
            "csv" => csv(&table)?,
            "xlsx" => xlsx(&table).map_err(Problem::unexpected)?,
            _ => return Err(Problem::of(Case::NotFound)),
        };
        let saved = match path {
            Some(path) => write_file(path, &bytes),
            None => own_file(&self.documents_folder(), &table.name, format, &bytes),
        };
        saved.map(|file| self.remember(file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table {
            name: "essai".into(),
            header: vec!["Nom".into(), "Mot".into()],
            rows: vec![
                cells(vec!["Gœtz ; Zoé".into(), "=CMD()".into()]),
                cells(vec!["Léa".into(), "deux\nlignes".into()]),
                vec![
                    Cell::Number(12),
                    Cell::from(Some("2026-03-01".parse::<CalendarDate>().unwrap())),
                ],
            ],
        }
    }

    #[test]
    fn a_french_spreadsheet_reads_the_csv_and_runs_nothing() {
        let text = String::from_utf8(csv(&table()).unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}Nom;Mot\n\"Gœtz ; Zoé\";'=CMD()\nLéa;\"deux\nlignes\"\n12;01/03/2026\n"
        );
    }

    #[test]
    fn a_spreadsheet_neither_runs_nor_changes_what_a_person_is_called() {
        let written = |text: &str| inert(text);
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u{a0}@A1",
            "＝1+1",
            "＠A1",
        ] {
            assert_eq!(written(text), format!("'{text}"));
        }
        for text in [
            "",
            "N’Diaye",
            "Jean-Luc",
            "06 12 34 56 78",
            "0",
            "12",
            "a=b",
            "🙂 =1",
            "R-2026-000003",
        ] {
            assert_eq!(written(text), text);
        }
        assert_eq!(written("0612345678"), "06 12 34 56 78");
        assert_eq!(written("00012"), "'00012");
    }

    #[test]
    fn the_xlsx_reads_back_as_written() {
        use calamine::{DataType, Reader};
        let bytes = xlsx(&table()).unwrap();
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let read: Vec<Vec<String>> = sheet
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect();
        let table = table();
        assert_eq!(read[0], table.header);
        assert_eq!(read[1], ["Gœtz ; Zoé", "=CMD()"]);
        assert_eq!(read[2], ["Léa", "deux\nlignes"]);
        let cells: Vec<_> = sheet.rows().next_back().unwrap().iter().collect();
        // A number and a day, not texts that look like them.
        assert_eq!(cells[0].get_float(), Some(12.0));
        let calamine::Data::DateTime(day) = cells[1] else {
            panic!("{:?}", cells[1]);
        };
        assert_eq!(day.as_f64(), 46_082.0);
    }
}
