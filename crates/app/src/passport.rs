//! Open Badge Passport: the addresses where a person acts by themselves. Nothing is done there in their place.

use atelier_domain::Step;

use crate::problem::{Answer, Problem};

/// Where an account is created. `/app/user/register/fr`: the platform's own path for its page in French.
pub(crate) const REGISTER: &str = "https://openbadgepassport.com/app/user/register/fr";
/// Where a person signs in.
pub(crate) const LOGIN: &str = "https://openbadgepassport.com/app/user/login/fr";

/// Where a step is done; `None` for a step that is not done on the platform.
pub(crate) const fn address_of(step: Step) -> Option<&'static str> {
    match step {
        Step::Registered => Some(REGISTER),
        Step::SignedIn | Step::Accepted | Step::Enriched => Some(LOGIN),
        Step::Mailbox | Step::Confirmed | Step::Badge | Step::Prepared | Step::Sent => None,
    }
}

/// A QR code, as a picture in a `data:` address.
pub(crate) fn code_uri(address: &str) -> Answer<String> {
    let svg = atelier_documents::code_svg(address).map_err(|error| Problem::of(error.code()))?;
    Ok(crate::catalogue::svg_uri(&svg))
}
