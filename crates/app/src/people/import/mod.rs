//! Importing people from a list that the structure already has. Nothing is kept before it is confirmed.

pub mod check;
pub mod columns;
pub mod read;

use atelier_domain::ParticipantId;
use atelier_texts as texts;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::people::view::{
    ImportChoices, ImportColumn, ImportDone, ImportField, ImportPreview, LineVerdict,
};

/// How many lists may be looked at and not yet confirmed.
const MAX_PENDING: usize = 4;

/// How many values of a column are shown to recognise it.
const SAMPLES: usize = 3;

/// A list read and not yet confirmed.
struct PendingList {
    token: String,
    file_name: String,
    list: Arc<read::List>,
    fields: Vec<ImportField>,
}

/// The lists read and not yet confirmed, the latest last. They hold names, and go with the open store.
type PendingLists = Vec<Arc<PendingList>>;

impl App {
    /// Reads a list (CSV, XLSX, ODS, XLS), guesses its columns, and says what would become of each line.
    ///
    /// # Errors
    /// `list-empty`, `list-encoding`, `list-damaged`, `list-unknown` or `list-too-long`; nothing is changed.
    pub fn read_list(&self, file_name: &str, bytes: &[u8]) -> Answer<ImportPreview> {
        let list = read::read(bytes)?;
        let fields = columns::guess(&list);
        let token = ParticipantId::new(self.clock.new_id()).to_string();
        let pending = Arc::new(PendingList {
            token: token.clone(),
            file_name: file_name.to_owned(),
            list: Arc::new(list),
            fields,
        });
        self.keeping(|lists: &mut PendingLists| {
            if lists.len() >= MAX_PENDING {
                lists.remove(0);
            }
            lists.push(pending);
        });
        self.preview(&token)
    }

    /// The same list with its columns taken for something else.
    ///
    /// # Errors
    /// `list-gone` when the list was confirmed or given up.
    pub fn match_columns(&self, token: &str, fields: Vec<ImportField>) -> Answer<ImportPreview> {
        let before = self.pending_list(token)?;
        if fields.len() != before.fields.len() {
            return Err(Problem::of(Case::ListGone));
        }
        let changed = Arc::new(PendingList {
            token: before.token.clone(),
            file_name: before.file_name.clone(),
            list: Arc::clone(&before.list),
            fields,
        });
        self.keeping(|lists: &mut PendingLists| {
            if let Some(list) = lists.iter_mut().find(|list| list.token == token) {
                *list = changed;
            }
        });
        self.preview(token)
    }

    fn pending_list(&self, token: &str) -> Answer<Arc<PendingList>> {
        self.keeping(|lists: &mut PendingLists| {
            let mut lists = lists.iter();
            lists.find(|list| list.token == token).map(Arc::clone)
        })
        .ok_or_else(|| Problem::of(Case::ListGone))
    }

    /// Adds the new people of the list, all or none.
    ///
    /// # Errors
    /// `list-gone`; or when the store cannot be written: nothing is changed then and the list can be confirmed again.
    pub fn confirm_import(&self, token: &str, choices: &ImportChoices) -> Answer<ImportDone> {
        let ImportChoices {
            corrected,
            left_out,
        } = choices;
        let corrected: BTreeSet<u32> = corrected.iter().copied().collect();
        let done = self.atomically(|store| {
            let pending = self.pending_list(token)?;
            let known = store.participants()?;
            let lines = check::lines(&pending.list, &pending.fields, &known, &corrected);
            let mut added = 0;
            for line in lines
                .iter()
                .filter(|line| !left_out.contains(&line.view.line))
            {
                let Some(person) = &line.person else { continue };
                store.insert_participant(
                    &person.with_id(ParticipantId::new(self.clock.new_id())),
                    self.now(),
                )?;
                added += 1;
            }
            store.append_journal(self.now(), "participants-imported", &added.to_string())?;
            let read = u32::try_from(lines.len()).unwrap_or(u32::MAX);
            Ok(ImportDone {
                added,
                not_taken: read - added,
            })
        })?;
        self.keeping(|lists: &mut PendingLists| lists.retain(|list| list.token != token));
        Ok(done)
    }

    fn preview(&self, token: &str) -> Answer<ImportPreview> {
        self.with(|store| {
            let known = store.participants()?;
            let pending = self.pending_list(token)?;
            let PendingList {
                token,
                file_name,
                list,
                fields,
            } = &*pending;
            let lines = check::lines(list, fields, &known, &BTreeSet::new());
            let has_names = fields.contains(&ImportField::FullName)
                || (fields.contains(&ImportField::FirstName)
                    && fields.contains(&ImportField::LastName));
            let blocked = match (has_names, lines.is_empty()) {
                (false, _) => Some(texts::import::no_name_column()),
                (true, true) => Some(texts::import::no_line()),
                (true, false) => None,
            };
            let columns = fields
                .iter()
                .enumerate()
                .map(|(index, field)| ImportColumn {
                    header: list.headers.get(index).cloned().unwrap_or_default(),
                    samples: list
                        .values(index)
                        .take(SAMPLES)
                        .map(str::to_owned)
                        .collect(),
                    field: field.clone(),
                })
                .collect();
            let lines: Vec<_> = lines.into_iter().map(|line| line.view).collect();
            let new_count = lines
                .iter()
                .filter(|line| line.verdict == LineVerdict::New)
                .count();
            Ok(ImportPreview {
                token: token.clone(),
                file_name: file_name.clone(),
                read_as: list.read_as.clone(),
                columns,
                lines,
                new_count: u32::try_from(new_count).unwrap_or(u32::MAX),
                blocked,
            })
        })
    }
}
