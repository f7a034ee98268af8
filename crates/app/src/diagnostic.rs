//! A file that helps whoever repairs the program, and says nothing of anybody: versions, sizes, counts and codes.
//!
//! Nothing that a person typed is ever put in it: no name, no address, no word of theirs, no place, no path of a file.

use atelier_texts as texts;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::base::app::{App, VERSION};
use crate::base::files::write_file;
use crate::base::problem::Answer;
use crate::base::view::SavedFile;
use crate::base::{clock, practice};
use crate::sealing::{declaration, enrolment};
use atelier_store::{OutboxState, SCHEMA_VERSION, Store};
use std::collections::BTreeMap;

/// How many events of the journal are told.
const EVENTS: usize = 40;

/// The system, as it names itself.
fn system() -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="));
    let name = name.unwrap_or_default().trim_matches('"');
    format!("{} {} {name}", std::env::consts::OS, std::env::consts::ARCH)
}

/// A line: what it is about, then what there is to say.
fn line(text: &mut String, about: &str, value: impl std::fmt::Display) {
    // Writing in a text does not fail.
    let _ = writeln!(text, "{about} : {value}");
}

fn heading(text: &mut String, heading: &str) {
    let _ = writeln!(text, "\n{heading}");
}

fn of_store(text: &mut String, store: &Store) -> Answer<()> {
    heading(text, &texts::diagnostic::data());
    line(text, &texts::diagnostic::schema(), SCHEMA_VERSION);
    line(text, &texts::diagnostic::practice(), practice::is(store)?);
    let figures = store.figures()?;
    line(
        text,
        &texts::diagnostic::tables_bytes(),
        figures.tables_bytes,
    );
    line(
        text,
        &texts::diagnostic::evidence_files(),
        figures.evidence_files,
    );
    line(
        text,
        &texts::diagnostic::evidence_bytes(),
        figures.evidence_bytes,
    );
    for (table, rows) in figures.rows {
        let _ = writeln!(text, "- {table} : {rows}");
    }
    heading(text, &texts::diagnostic::sync());
    line(
        text,
        &texts::diagnostic::enrolled(),
        enrolment::enrolment(store)?.is_some(),
    );
    line(
        text,
        &texts::diagnostic::cursor(),
        enrolment::cursor(store)?,
    );
    line(
        text,
        &texts::diagnostic::told(),
        declaration::mode_is_acknowledged(store)?,
    );
    let mut rows: BTreeMap<(&str, String), (u32, u32)> = BTreeMap::new();
    for row in store.outbox()? {
        let state = match row.state {
            OutboxState::Waiting => "waiting",
            OutboxState::Stopped => "stopped",
        };
        // The code alone: its detail may quote what a server answered.
        let code = row.problem_code.unwrap_or_default();
        let (count, attempts) = rows.entry((state, code)).or_default();
        *count += 1;
        *attempts = (*attempts).max(row.attempts);
    }
    for ((state, code), (count, attempts)) in rows {
        let _ = writeln!(text, "- {state} {code} : {count} ({attempts})");
    }
    heading(text, &texts::diagnostic::journal());
    for row in store.journal(EVENTS)? {
        // The event is a code of ours; the record it is about is left out.
        let _ = writeln!(text, "- {} {}", row.at.to_rfc3339(), row.event);
    }
    Ok(())
}

impl App {
    /// What the diagnostic file says. `log` are lines that hold nothing of anybody.
    ///
    /// # Errors
    /// When the open store cannot be read; without one, the rest is told.
    pub fn diagnostic(&self, log: &[String]) -> Answer<String> {
        let mut text = texts::diagnostic::title();
        text.push('\n');
        line(
            &mut text,
            &texts::diagnostic::made_on(),
            clock::french_moment(self.now()),
        );
        line(&mut text, &texts::diagnostic::version(), VERSION);
        line(&mut text, &texts::diagnostic::system(), system());
        match self.slot().as_ref() {
            Some(store) => of_store(&mut text, store)?,
            None => line(&mut text, &texts::diagnostic::closed(), ""),
        }
        heading(&mut text, &texts::diagnostic::log());
        for one in log {
            let _ = writeln!(text, "- {one}");
        }
        Ok(text)
    }

    /// Writes the diagnostic file where it was asked for.
    ///
    /// # Errors
    /// `document-not-saved`; `store-full` when the disk is full; and those of [`App::diagnostic`].
    pub fn save_diagnostic(&self, log: &[String], path: &Path) -> Answer<SavedFile> {
        write_file(path, self.diagnostic(log)?.as_bytes())
    }
}
