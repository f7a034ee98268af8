//! Where things are at present: with the trial, as long as there is one.

use std::path::PathBuf;
use std::sync::{MutexGuard, PoisonError};

use crate::base::app::App;
use crate::base::practice::{DOCUMENTS, Practice};
use crate::base::problem::{Answer, Case, Problem};

impl App {
    pub(crate) fn practice(&self) -> MutexGuard<'_, Practice> {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder of the store in use: the practice's as long as there is one.
    pub(crate) fn data(&self) -> PathBuf {
        match &*self.practice() {
            Practice::Off | Practice::Making(_) => self.places.data.clone(),
            Practice::On(held, _) => held.store(),
        }
    }

    /// Where printed documents are kept: with the practice, which takes them with it, as long as there is one.
    pub(crate) fn documents_folder(&self) -> PathBuf {
        match &*self.practice() {
            Practice::Off => self.places.documents.clone(),
            Practice::Making(held) | Practice::On(held, _) => held.folder.join(DOCUMENTS),
        }
    }

    /// Refuses what is of the real data only, as long as there is a practice.
    pub(crate) fn refuse_in_practice(&self) -> Answer<()> {
        match &*self.practice() {
            Practice::Off => Ok(()),
            Practice::Making(_) | Practice::On(..) => Err(Problem::of(Case::PracticeOn)),
        }
    }
}
