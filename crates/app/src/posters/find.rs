//! The poster that a code or an address leads to.

use atelier_domain::crockford::plain;
use atelier_domain::{Badge, BadgeId};
use atelier_store::{PosterRow, Store};

use crate::base::problem::{Answer, Problem};
use crate::catalogue::offered::Shelf;
use crate::posters::code::short_code;
use crate::posters::printing::{Hung, hung};

pub(crate) fn known(store: &Store, code: &str) -> Answer<PosterRow> {
    let found = store.poster(&plain(code))?;
    found.ok_or_else(|| Problem::of("poster-gone"))
}

/// The poster on which this code stands.
pub(crate) fn with(store: &Store, code: &str) -> Answer<Hung> {
    let row = known(store, code)?;
    let mut all = hung(store.posters()?).into_iter();
    all.find(|one| one.rows.contains(&row))
        .ok_or_else(|| Problem::of("poster-gone"))
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

/// The poster that a text leads to: its code, the address in its QR code, or an older poster's of the whole badge; and its
/// badge, none when it says how any is asked for.
pub(crate) fn found(
    store: &Store,
    shelf: &Shelf,
    text: &str,
) -> Answer<(Option<BadgeId>, Option<PosterRow>)> {
    let unknown = || Problem::of("poster-unknown");
    let text = text.trim();
    let (address, fragment) = match text.split_once('#') {
        Some((address, fragment)) => (address, fragment),
        None => (text, text),
    };
    let row = store.poster(&plain(fragment))?;
    let id = match &row {
        Some(row) => row.badge.clone(),
        None => Some(find(shelf, address).ok_or_else(unknown)?.id.clone()),
    };
    if let Some(id) = &id {
        let name = shelf.known(id).ok_or_else(unknown)?.name.clone();
        if !shelf.is_offered(id) {
            return Err(Problem::new("poster-not-offered", &[("badge", &name)]));
        }
    }
    Ok((id, row))
}
