//! A table to be kept as a file.

use atelier_domain::CalendarDate;

/// A table ready to be written.
pub(crate) struct Table {
    /// Name of its file, without its ending.
    pub(crate) name: String,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// What a cell holds. A number and a day can be added and sorted in a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(String),
    Number(u32),
    Day(CalendarDate),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<Option<CalendarDate>> for Cell {
    fn from(day: Option<CalendarDate>) -> Self {
        day.map_or_else(|| Self::Text(String::new()), Self::Day)
    }
}

/// « 23/11/2026 », as French spreadsheets read a day.
pub(crate) fn day_text(day: CalendarDate) -> String {
    let date = day.date();
    let month = u8::from(date.month());
    format!("{:02}/{month:02}/{:04}", date.day(), date.year())
}

pub(crate) fn cells(row: Vec<String>) -> Vec<Cell> {
    row.into_iter().map(Cell::Text).collect()
}
