//! How this computer is known to the guichet, and how far its answers were read.

use atelier_store::Store;
use serde::{Deserialize, Serialize};

use crate::base::practice;
use crate::base::problem::{Answer, Problem};

const ENROLMENT: &str = "guichet.enrolment";

pub(crate) const ADDRESS: &str = "guichet.address";

const CURSOR: &str = "guichet.cursor";

/// How this computer is known to a guichet. Kept in the encrypted store.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Enrolment {
    pub(crate) address: String,
    pub(crate) device_id: String,
    pub(crate) device_token: String,
    pub(crate) guichet_name: String,
}

/// How this computer is known to a guichet, if it is.
pub(crate) fn enrolment(store: &Store) -> Answer<Option<Enrolment>> {
    Ok(store
        .setting(ENROLMENT)?
        .and_then(|text| serde_json::from_str(&text).ok()))
}

/// Keeps the enrolment. What the new guichet has to say is asked from the beginning.
pub(crate) fn save_enrolment(store: &Store, enrolment: &Enrolment) -> Answer<()> {
    practice::refuse(store)?;
    let text = serde_json::to_string(enrolment).map_err(Problem::unexpected)?;
    store.set_setting(ENROLMENT, &text)?;
    store.set_setting(ADDRESS, &enrolment.address)?;
    Ok(store.set_setting(CURSOR, "0")?)
}

/// Cursor of the last answer taken in.
pub(crate) fn cursor(store: &Store) -> Answer<u64> {
    Ok(store
        .setting(CURSOR)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0))
}

/// Keeps the cursor.
pub(crate) fn save_cursor(store: &Store, cursor: u64) -> Answer<()> {
    Ok(store.set_setting(CURSOR, &cursor.to_string())?)
}
