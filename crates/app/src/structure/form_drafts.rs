//! What is being typed in a form with « Enregistrer »: kept at each pause, offered again after a crash with its own record.

use atelier_store::{FormDraft, StoreError};

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Id;
use crate::structure::form_drafts_view::FormDraftView;

/// Longest draft, in bytes: a workshop to which everyone of a large structure is invited.
const MAX_FIELDS: usize = 500_000;

impl App {
    /// What was typed and neither saved nor given up.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn form_drafts(&self) -> Answer<Vec<FormDraftView>> {
        self.with(|store| {
            let rows = store.form_drafts()?.into_iter().map(|row| FormDraftView {
                form: row.form,
                workshop: row.workshop.and_then(|id| id.parse().ok()).map(Id),
                participant: row.participant.and_then(|id| id.parse().ok()).map(Id),
                fields: row.fields,
            });
            Ok(rows.collect())
        })
    }

    /// Keeps what is being typed, in the place of what was; nothing is kept of a record that is gone.
    ///
    /// # Errors
    /// `text-too-long`; or when the store cannot be written.
    pub fn keep_form_draft(&self, draft: FormDraftView) -> Answer<()> {
        if draft.fields.len() > MAX_FIELDS {
            return Err(Problem::of(Case::TextTooLong { max: MAX_FIELDS }));
        }
        let row = FormDraft {
            form: draft.form,
            workshop: draft.workshop.map(|id| id.to_string()),
            participant: draft.participant.map(|id| id.to_string()),
            fields: draft.fields,
        };
        self.with(|store| match store.keep_form_draft(&row) {
            Err(StoreError::Conflict(_)) => Ok(()),
            kept => Ok(kept?),
        })
    }

    /// Forgets what was typed in a form: it is saved, or given up.
    ///
    /// # Errors
    /// When no store is open or it cannot be written.
    pub fn forget_form_draft(&self, form: &str) -> Answer<()> {
        self.with(|store| Ok(store.forget_form_draft(form)?))
    }
}
