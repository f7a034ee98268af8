//! What is being typed in a form and is not saved yet.

use rusqlite::params;

use crate::row::get;
use crate::{Result, Store};

/// What was typed in a form, with the records it is about: it goes when one of them does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDraft {
    /// Which form, of which records and step: what is kept under it is replaced.
    pub form: String,
    /// The workshop it is about, by its identifier.
    pub workshop: Option<String>,
    /// The person it is about, by their identifier.
    pub participant: Option<String>,
    /// The fields that differ from what is saved, as JSON.
    pub fields: String,
}

impl Store {
    /// All that is being typed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn form_drafts(&self) -> Result<Vec<FormDraft>> {
        let sql = "SELECT form, workshop_id, participant_id, fields FROM form_draft ORDER BY form";
        let mut statement = self.connection().prepare_cached(sql)?;
        let rows = statement.query_and_then([], |row| {
            Ok(FormDraft {
                form: get(row, "form")?,
                workshop: get(row, "workshop_id")?,
                participant: get(row, "participant_id")?,
                fields: get(row, "fields")?,
            })
        })?;
        rows.collect()
    }

    /// Keeps what is being typed in a form, in the place of what was.
    ///
    /// # Errors
    /// `store-conflict` when what it is about is gone.
    pub fn keep_form_draft(&self, draft: &FormDraft) -> Result<()> {
        let sql =
            "INSERT INTO form_draft (form, workshop_id, participant_id, fields) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (form) DO UPDATE SET fields = excluded.fields";
        self.connection().prepare_cached(sql)?.execute(params![
            draft.form,
            draft.workshop,
            draft.participant,
            draft.fields
        ])?;
        Ok(())
    }

    /// Forgets what was typed in a form: it is saved, or given up.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn forget_form_draft(&self, form: &str) -> Result<()> {
        let sql = "DELETE FROM form_draft WHERE form = ?1";
        self.connection().prepare_cached(sql)?.execute([form])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, person, person_id, store};

    #[test]
    fn a_draft_is_kept_replaced_and_forgotten_and_goes_with_its_person() {
        let (_dir, store) = store();
        let ana = person(1, "Ana", "Zola", None);
        store.insert_participant(&ana, at(0)).unwrap();
        let mut draft = FormDraft {
            form: "person".into(),
            workshop: None,
            participant: Some(person_id(1).to_string()),
            fields: r#"{"phone":"05"}"#.into(),
        };
        let fresh = FormDraft {
            form: "new".into(),
            participant: None,
            ..draft.clone()
        };
        store.keep_form_draft(&fresh).unwrap();
        store.keep_form_draft(&draft).unwrap();
        draft.fields = r#"{"phone":"06"}"#.into();
        store.keep_form_draft(&draft).unwrap();
        assert_eq!(store.form_drafts().unwrap(), [fresh.clone(), draft.clone()]);

        let removed = store.remove_participant(person_id(1)).unwrap();
        assert_eq!(store.form_drafts().unwrap(), std::slice::from_ref(&fresh));
        let gone = store.keep_form_draft(&draft).unwrap_err();
        assert_eq!(gone.code(), "store-conflict");
        store.put_back(&removed).unwrap();
        assert_eq!(store.form_drafts().unwrap(), [fresh, draft]);

        store.forget_form_draft("new").unwrap();
        store.forget_form_draft("person").unwrap();
        assert_eq!(store.form_drafts().unwrap(), []);
    }
}
