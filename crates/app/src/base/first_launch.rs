//! Whether the first launch is over.

use atelier_store::Store;

use crate::base::problem::Answer;

pub(crate) const FINISHED: &str = "setup.finished";

/// Whether the first-launch questions were gone through.
pub(crate) fn is_finished(store: &Store) -> Answer<bool> {
    Ok(store.setting(FINISHED)?.is_some())
}
