//! From a file's bytes to lines of text: what it is told from its content, never from its name.

use atelier_texts as texts;
use calamine::{Data, Reader, Sheets, Xlsx, open_workbook_auto_from_rs};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::io::{Cursor, Read, Seek};

use crate::base::problem::{Answer, Case, Problem};

/// Largest list taken in, in bytes.
const MAX_BYTES: usize = 20_000_000;

/// Most lines taken in.
const MAX_LINES: usize = 10_000;

/// Most columns looked at.
const MAX_COLUMNS: usize = 60;

/// Farthest cell of a spreadsheet, from 0.
const FARTHEST_LINE: u32 = 10_000;

/// Farthest column of a spreadsheet, from 0.
const FARTHEST_COLUMN: u32 = 200;

const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

/// A list as read: headers, and the lines under them with their number in the file.
#[derive(Debug)]
pub(crate) struct List {
    pub(super) read_as: String,
    pub(super) headers: Vec<String>,
    pub(super) lines: Vec<(u32, Vec<String>)>,
}

impl List {
    /// Values of a column that are not blank.
    pub(super) fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        self.lines
            .iter()
            .filter_map(move |(_, cells)| cells.get(column))
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
    }
}

/// Reads a list.
pub(super) fn read(bytes: &[u8]) -> Answer<List> {
    if bytes.is_empty() {
        return Err(Problem::of(Case::ListEmpty));
    }
    if bytes.len() > MAX_BYTES {
        return Err(Problem::of(Case::ListTooLong));
    }
    let (rows, read_as) =
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            workbook(bytes)?
        } else {
            csv_text(bytes)?
        };
    let mut rows: Vec<(u32, Vec<String>)> = (1..)
        .zip(rows)
        .map(|(line, cells)| {
            (
                line,
                cells
                    .iter()
                    .take(MAX_COLUMNS)
                    .map(|cell| tidy(cell))
                    .collect::<Vec<_>>(),
            )
        })
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
        .collect();
    if rows.is_empty() {
        return Err(Problem::of(Case::ListEmpty));
    }
    if rows.len() > MAX_LINES {
        return Err(Problem::of(Case::ListTooLong));
    }
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let first_is_header = rows
        .first()
        .is_some_and(|(_, cells)| !cells.iter().any(|cell| cell.contains('@')));
    let mut headers = if first_is_header {
        rows.remove(0).1
    } else {
        Vec::new()
    };
    headers.resize(width, String::new());
    for (index, header) in headers.iter_mut().enumerate() {
        if header.is_empty() {
            *header = format!("Colonne {}", index + 1);
        }
    }
    Ok(List {
        read_as,
        headers,
        lines: rows,
    })
}

fn tidy(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn workbook(bytes: &[u8]) -> Answer<(Vec<Vec<String>>, String)> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|_| Problem::of(Case::ListDamaged))?;
    for name in book.sheet_names() {
        if let Sheets::Xlsx(book) = &mut book {
            bounded(book, &name)?;
        }
        let range = book
            .worksheet_range(&name)
            .map_err(|_| Problem::of(Case::ListDamaged))?;
        let skipped = range.start().map_or(0, |(row, _)| row);
        if range.is_empty() {
            continue;
        }
        if range.height() > MAX_LINES + 1 {
            return Err(Problem::of(Case::ListTooLong));
        }
        let above = (0..skipped).map(|_| Vec::new());
        let rows = above
            .chain(range.rows().map(|row| row.iter().map(cell_text).collect()))
            .collect();
        return Ok((rows, texts::import::read_sheet(&name)));
    }
    Err(Problem::of(Case::ListEmpty))
}

/// A single cell far away would make a table of billions: looked at before any is made.
fn bounded<R: Read + Seek>(book: &mut Xlsx<R>, sheet: &str) -> Answer<()> {
    let damaged = || Problem::of(Case::ListDamaged);
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| damaged())?;
    while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
        let (line, column) = cell.get_position();
        if line > FARTHEST_LINE || column > FARTHEST_COLUMN {
            return Err(Problem::of(Case::ListTooLong));
        }
    }
    Ok(())
}

fn cell_text(cell: &Data) -> String {
    match cell {
        // A telephone number kept as a number has lost its zero.
        Data::Float(number) if number.fract() == 0.0 && (1e8..1e9).contains(number) => {
            format!("0{number}")
        }
        Data::Int(number) if (100_000_000..1_000_000_000).contains(number) => format!("0{number}"),
        other => other.to_string(),
    }
}

fn csv_text(bytes: &[u8]) -> Answer<(Vec<Vec<String>>, String)> {
    let (text, encoding) = decode(bytes)?;
    let separator = separator(&text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|_| Problem::of(Case::ListDamaged))?
    {
        // The reader skips blank lines: keep the numbering of the file.
        let ended = reader.position();
        let read = usize::try_from(ended.byte())
            .unwrap_or(usize::MAX)
            .min(text.len());
        let at_line_end = text
            .as_bytes()
            .get(..read)
            .is_some_and(|read| read.ends_with(b"\n"));
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let last = usize::try_from(ended.line()).unwrap_or(usize::MAX) - usize::from(at_line_end);
        let line = last.saturating_sub(inside);
        while rows.len() + 1 < line && rows.len() <= MAX_LINES {
            rows.push(Vec::new());
        }
        rows.push(record.iter().map(str::to_owned).collect());
    }
    let shown = match separator {
        b'\t' => "tabulation".to_owned(),
        other => char::from(other).to_string(),
    };
    let read_as = texts::import::read_csv(encoding, &shown);
    Ok((rows, read_as))
}

fn decode(bytes: &[u8]) -> Answer<(String, &'static str)> {
    let wrong = || Problem::of(Case::ListEncoding);
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        let body = bytes.get(bom..).unwrap_or_default();
        let text = encoding
            .decode_without_bom_handling_and_without_replacement(body)
            .ok_or_else(wrong)?;
        return Ok((text.into_owned(), encoding.name()));
    }
    if bytes.iter().any(|byte| matches!(byte, 0..=8 | 0x0E..=0x1F)) {
        return Err(wrong());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), UTF_8.name()));
    }
    // C1 controls come out of bytes that Windows-1252 does not use: the file is something else.
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    if text.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c)) {
        return Err(wrong());
    }
    Ok((text.into_owned(), WINDOWS_1252.name()))
}

/// The separator that gives the most columns on the first lines.
fn separator(text: &str) -> u8 {
    let count = |separator: &u8| -> usize {
        text.lines()
            .take(10)
            .map(|line| line.bytes().filter(|byte| byte == separator).count())
            .sum()
    };
    SEPARATORS
        .into_iter()
        .max_by_key(|separator| (count(separator), *separator == b';'))
        .unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> String {
        read(bytes).unwrap_err().code()
    }

    #[test]
    fn both_separators_and_both_encodings_are_read() {
        let utf8 = read("Nom,Prénom\nDupré,Zoé\n".as_bytes()).unwrap();
        assert_eq!(utf8.headers, ["Nom", "Prénom"]);
        assert_eq!(
            utf8.lines,
            [(2, vec!["Dupré".to_owned(), "Zoé".to_owned()])]
        );
        // « Nom;Prénom\nDupré;Zoé » in Windows-1252.
        let latin = read(b"Nom;Pr\xe9nom\r\nDupr\xe9;Zo\xe9\r\n").unwrap();
        assert_eq!(latin.lines, utf8.lines);
        assert!(latin.read_as.contains("windows-1252"), "{}", latin.read_as);
    }

    #[test]
    fn line_numbers_are_those_of_the_file() {
        let list = read(b"Nom;Prenom\n\n\nA;B\n").unwrap();
        assert_eq!(list.lines.first().map(|(line, _)| *line), Some(4));
    }

    #[test]
    fn a_list_with_no_header_keeps_its_first_person() {
        let list = read(b"Dupont;Lea;lea@example.org\n").unwrap();
        assert_eq!(list.headers, ["Colonne 1", "Colonne 2", "Colonne 3"]);
        assert_eq!(list.lines.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(code(b""), "list-empty");
        assert_eq!(code(b"PK\x03\x04 torn"), "list-damaged");
        assert_eq!(code(b"N\0o\0m\0;\0"), "list-encoding");
        assert_eq!(code(b"Nom;Pr\x81nom\n"), "list-encoding");
        assert_eq!(code(b" \n;;\n"), "list-empty");
    }

    #[test]
    fn utf_16_with_its_mark_is_read() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend(
            "Nom;Prénom\nA;B\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        );
        assert_eq!(read(&bytes).unwrap().headers, ["Nom", "Prénom"]);
    }
}
