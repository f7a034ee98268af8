//! The poster that a code or an address leads to.

use atelier_domain::crockford::plain;
use atelier_domain::{Badge, BadgeId};
use atelier_store::{Poster, Store};

use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::posters::code::short_code;

/// The poster on which this code stands.
pub(crate) fn with(store: &Store, code: &str) -> Answer<Poster> {
    let found = store.poster_with(&plain(code))?;
    found.ok_or_else(|| Problem::of(Case::PosterGone))
}

/// The badge of a poster of before each had its own code, from its short code or from the address in its QR code.
pub(crate) fn find<'a>(shelf: &'a Shelf, text: &str) -> Option<&'a Badge> {
    let text = text.trim();
    let wanted = plain(text);
    shelf.catalogue.badges.iter().find(|badge| {
        let address = badge.application_url.trim_end_matches('/');
        let typed = text.trim_end_matches('/');
        (!address.is_empty() && typed.eq_ignore_ascii_case(address))
            || plain(&short_code(&badge.id)) == wanted
    })
}

/// What a text leads to.
pub(crate) struct Found {
    /// None when it says how any badge is asked for.
    pub(crate) badge: Option<BadgeId>,
    /// The code under which a request that comes from it is counted.
    pub(crate) code: String,
    /// None for a poster of before each had its own code.
    pub(crate) poster: Option<Poster>,
}

/// What a poster's code leads to, or the address in its QR code, or what stood on an older poster of a whole badge.
pub(crate) fn found(store: &Store, shelf: &Shelf, text: &str) -> Answer<Found> {
    let unknown = || Problem::of(Case::PosterUnknown);
    let text = text.trim();
    let (address, fragment) = match text.split_once('#') {
        Some((address, fragment)) => (address, fragment),
        None => (text, text),
    };
    let code = plain(fragment);
    let poster = store.poster_with(&code)?;
    let its = poster.iter().flat_map(|poster| &poster.codes);
    let found = match its.into_iter().find(|its| its.code == code) {
        Some(its) => Found {
            badge: its.badge.clone(),
            code,
            poster,
        },
        None => {
            let id = &find(shelf, address).ok_or_else(unknown)?.id;
            Found {
                badge: Some(id.clone()),
                code: plain(&short_code(id)),
                poster: None,
            }
        }
    };
    if let Some(id) = &found.badge {
        let name = shelf.known(id).ok_or_else(unknown)?.name.clone();
        if !shelf.is_offered(id) {
            return Err(Problem::of(Case::PosterNotOffered { badge: name }));
        }
    }
    Ok(found)
}
