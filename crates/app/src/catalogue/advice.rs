//! What can be said of the address where one applies for a badge.

use atelier_domain::BadgeId;
use atelier_sync::{PageFound, look_at_page};
use atelier_texts as texts;

use crate::base::app::App;
use crate::base::clock::french_moment;
use crate::base::problem::Answer;
use crate::catalogue::address::{is_known_form, parsed, tidy};
use crate::catalogue::offered::Shelf;
use crate::catalogue::view::{AddressAdvice, AddressState};

impl App {
    /// What can be said of an address from its form alone.
    #[must_use]
    pub fn check_address(&self, text: &str) -> AddressAdvice {
        let tidied = tidy(text).ok();
        let (ok, known, text) = match tidied.as_deref().and_then(parsed) {
            None => (false, false, texts::address::wrong()),
            Some(url) if is_known_form(&url) => (true, true, texts::address::known()),
            Some(_) => (true, false, texts::address::other()),
        };
        AddressAdvice { ok, known, text }
    }

    /// Whether the page where one applies for a badge answers. Nothing is sent but the address itself.
    ///
    /// # Errors
    /// `badge-unknown`; or when no store is open.
    pub async fn look_at_address(&self, id: &BadgeId) -> Answer<AddressState> {
        let address = self.with(|store| {
            let shelf = Shelf::read(store)?;
            Ok(shelf.badge(id)?.application_url.clone())
        })?;
        let (code, text) = if address.is_empty() {
            ("none", texts::address::none())
        } else {
            told(look_at_page(&address).await)
        };
        Ok(AddressState {
            badge: id.into(),
            address,
            code: code.to_owned(),
            text,
            looked_at: french_moment(self.now()),
        })
    }
}

fn told(found: PageFound) -> (&'static str, String) {
    match found {
        PageFound::Exists => ("exists", texts::address::exists()),
        PageFound::Missing { status } => ("missing", texts::address::missing(status)),
        PageFound::Elsewhere { address } => ("elsewhere", texts::address::elsewhere(address)),
        PageFound::Refused { status } => ("refused", texts::address::refused(status)),
        PageFound::Unreachable => ("unreachable", texts::address::unreachable()),
    }
}
