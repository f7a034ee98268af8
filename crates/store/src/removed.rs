//! What a removal took away, row by row, so that it can be put back whole.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::{Result, Store};

/// The rows of a workshop, of a person or of a request, as they were.
#[derive(Debug, Clone, Default)]
pub struct Removed(Vec<Kept>);

#[derive(Debug, Clone)]
struct Kept {
    table: &'static str,
    columns: Vec<String>,
    values: Vec<Value>,
}

/// Where the rows of something are: each table, with the column that names it. The first one's before those that refer
/// to it.
pub(crate) type Tables = &'static [(&'static str, &'static str)];

/// What goes with a workshop.
pub(crate) const OF_WORKSHOP: Tables = &[
    ("workshop", "id"),
    ("workshop_badge", "workshop_id"),
    ("workshop_check", "workshop_id"),
    ("workshop_facilitator", "workshop_id"),
    ("workshop_participant", "workshop_id"),
    ("progress", "workshop_id"),
    ("form_draft", "workshop_id"),
];

/// What goes with a request.
pub(crate) const OF_REQUEST: Tables =
    &[("badge_request", "id"), ("request_evidence", "request_id")];

/// What goes with a person.
pub(crate) const OF_PARTICIPANT: Tables = &[
    ("participant", "id"),
    ("mailbox_check", "participant_id"),
    ("own_picture", "participant_id"),
    ("workshop_participant", "participant_id"),
    ("progress", "participant_id"),
    ("form_draft", "participant_id"),
];

impl Store {
    /// The rows about to be removed.
    pub(crate) fn kept(&self, tables: Tables, id: &str) -> Result<Removed> {
        let mut kept = Vec::new();
        for (table, column) in tables {
            let sql = format!("SELECT * FROM {table} WHERE {column} = ?1");
            let mut statement = self.connection().prepare_cached(&sql)?;
            let columns: Vec<String> = statement
                .column_names()
                .into_iter()
                .map(str::to_owned)
                .collect();
            let mut rows = statement.query([id])?;
            while let Some(row) = rows.next()? {
                let values = (0..columns.len()).map(|index| row.get(index));
                kept.push(Kept {
                    table,
                    columns: columns.clone(),
                    values: values.collect::<rusqlite::Result<_>>()?,
                });
            }
        }
        Ok(Removed(kept))
    }

    /// Puts back what was removed. What refers to something that is gone since then, or whose place was taken, is left out.
    ///
    /// # Errors
    /// `store-conflict` when it is there already.
    pub fn put_back(&self, removed: &Removed) -> Result<()> {
        self.atomically(|s| {
            for (number, row) in removed.0.iter().enumerate() {
                let Kept {
                    table,
                    columns,
                    values,
                } = row;
                let places = vec!["?"; columns.len()].join(", ");
                let columns = columns.join(", ");
                let sql = format!("INSERT INTO {table} ({columns}) VALUES ({places})");
                let put = s
                    .connection()
                    .prepare_cached(&sql)?
                    .execute(params_from_iter(values));
                match put {
                    Err(error)
                        if number > 0
                            && error.sqlite_error_code()
                                == Some(rusqlite::ErrorCode::ConstraintViolation) => {}
                    other => drop(other?),
                }
            }
            Ok(())
        })
    }
}
