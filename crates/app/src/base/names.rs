//! What people and the structure are called.

use atelier_domain::Participant;
use atelier_store::Store;

use crate::base::problem::Answer;

/// Name of the structure; empty before it is known.
pub(crate) fn structure_name(store: &Store) -> Answer<String> {
    Ok(store
        .structure()?
        .map(|structure| structure.name)
        .unwrap_or_default())
}

pub(crate) fn phone(person: &Participant) -> String {
    person.phone.clone().unwrap_or_default()
}

/// First and last names, as shown.
pub(crate) fn full_name(person: &Participant) -> String {
    format!("{} {}", person.first_name, person.last_name)
}
