//! Posters on the wall: each has a code of its own, which leads to its badge and counts the requests that came from it.
//!
//! A poster of several badges has a code for each, and is one row a badge in the store. `make.rs` gives codes, `hang.rs`
//! notes what hangs and what is taken down, `wall.rs` knows what would be printed now, `state.rs` compares it with what hangs.

mod code;
mod hang;
mod make;
mod printing;
mod state;
mod wall;

use std::collections::BTreeMap;

use atelier_domain::crockford::plain;
use atelier_domain::{Badge, BadgeId, Moment, Origin};
use atelier_store::{PosterRow, Store};

use crate::App;
use crate::catalogue::{Shelf, badge_id, picture_uri};
use crate::clock::day_of;
use crate::labels::label;
use crate::problem::{Answer, Problem};
use crate::view::{FoundPoster, PosterBadge, PosterRow as PosterRowView, PostersView, RequestView};

pub use code::short_code;
pub(crate) use code::{NO_CODE_YET, hyphened, with_code};
use hang::hang;
pub(crate) use hang::{printed, replaced};
pub(crate) use make::{Use, Wanted, how_to_ask, in_place_of, of_badges, sign};
pub(crate) use printing::Shows;
use printing::{Hung, hung};
use state::{State, state_of};
pub(crate) use wall::Wall;

fn known(store: &Store, code: &str) -> Answer<PosterRow> {
    let found = store.poster(&plain(code))?;
    found.ok_or_else(|| Problem::of("poster-gone"))
}

/// The poster on which this code stands.
fn with(store: &Store, code: &str) -> Answer<Hung> {
    let row = known(store, code)?;
    let mut all = hung(store.posters()?).into_iter();
    all.find(|one| one.rows.contains(&row))
        .ok_or_else(|| Problem::of("poster-gone"))
}

/// The badge of a poster of before each had its own code, from its short code or from the address in its QR code.
fn find<'a>(shelf: &'a Shelf, text: &str) -> Option<&'a Badge> {
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
fn found(store: &Store, shelf: &Shelf, text: &str) -> Answer<(Option<BadgeId>, Option<PosterRow>)> {
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

/// The posters and what came of them: those that hang or may first.
pub(crate) fn all(store: &Store) -> Answer<PostersView> {
    let wall = Wall::read(store)?;
    let counts = store.requests_by_poster()?;
    let mut view = PostersView {
        posters: Vec::new(),
        outdated: Vec::new(),
        unsaid: Vec::new(),
        to_replace: 0,
        gone: 0,
        requests: counts.values().sum(),
        requests_without_code: 0,
    };
    let mut over = Vec::new();
    let mut known = 0;
    let rows = hung(store.posters()?);
    for one in &rows {
        let (state, why) = state_of(&wall, &rows, one);
        let mut one = one.clone();
        wall.in_order(&mut one.rows);
        let shown = poster_view(&wall.shelf, &one, &counts, (state, why));
        known += shown.requests;
        match state {
            State::Outdated => view.outdated.push(shown.code.clone()),
            State::Gone => view.gone += 1,
            State::ToReplace => view.to_replace += 1,
            State::Printed => view.unsaid.push(shown.code.clone()),
            State::Stale if one.sent_at().is_some() => view.unsaid.push(shown.code.clone()),
            State::Stale | State::Saved | State::Hung | State::Withdrawn | State::Dropped => {}
        }
        if state.is_over() {
            over.push(shown);
        } else {
            view.posters.push(shown);
        }
    }
    view.posters.append(&mut over);
    view.requests_without_code = view.requests.saturating_sub(known);
    Ok(view)
}

fn poster_view(
    shelf: &Shelf,
    poster: &Hung,
    counts: &BTreeMap<String, u32>,
    (state, why): (State, String),
) -> PosterRowView {
    let badges: Vec<PosterBadge> = poster
        .rows
        .iter()
        .map(|row| PosterBadge {
            code: hyphened(&row.code),
            badge: row
                .badge
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            name: row.badge_name.clone(),
            image: match &row.badge {
                Some(id) => shelf.known(id).map(picture_uri).unwrap_or_default(),
                None => String::new(),
            },
            requests: counts.get(&row.code).copied().unwrap_or_default(),
        })
        .collect();
    let first = poster.first();
    let made = day_of(first.printed_at);
    let told = |at: Option<Moment>| at.map(|at| day_of(at).to_string()).unwrap_or_default();
    let flyer = poster.printing.format.is_flyer();
    let of = |at: fn(&PosterRow) -> Option<Moment>| poster.rows.iter().find_map(at);
    let name = match (poster.printing.shows, badges.len()) {
        (Shows::Badges, n) => label("together", "several").replace("{n}", &n.to_string()),
        _ => first.badge_name.clone(),
    };
    PosterRowView {
        code: hyphened(&first.code),
        name,
        requests: badges.iter().map(|badge| badge.requests).sum(),
        badges,
        place: first.place.clone(),
        flyer,
        made: made.to_string(),
        printed: told(poster.sent_at()),
        hung: told(of(|row| row.hung_at)),
        withdrawn: told(of(|row| row.withdrawn_at)),
        format_text: poster.printing.told(),
        state: state.code().to_owned(),
        state_label: state.told(flyer),
        why,
    }
}

/// What the home page says of posters.
pub(crate) struct Summary {
    /// Those that are made and not over.
    pub(crate) made: u32,
    /// Those that hang and are to be printed again.
    pub(crate) outdated: u32,
    /// Those that were printed, and of which nobody said that they hang.
    pub(crate) unsaid: u32,
    /// Requests that came from one.
    pub(crate) requests: u32,
}

pub(crate) fn summary(store: &Store) -> Answer<Summary> {
    let wall = Wall::read(store)?;
    let all = hung(store.posters()?);
    let mut sum = Summary {
        made: 0,
        outdated: 0,
        unsaid: 0,
        requests: store.count_poster_requests()?,
    };
    for poster in all.iter().filter(|one| !one.withdrawn()) {
        sum.made += 1;
        match state_of(&wall, &all, poster).0 {
            State::Outdated => sum.outdated += 1,
            State::Printed | State::Stale => sum.unsaid += u32::from(poster.sent_at().is_some()),
            State::Saved
            | State::Hung
            | State::ToReplace
            | State::Gone
            | State::Withdrawn
            | State::Dropped => {}
        }
    }
    Ok(sum)
}

impl App {
    /// The posters printed or saved, and the requests that came from each.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn posters(&self) -> Answer<PostersView> {
        self.with(all)
    }

    /// The poster that a person saw, from the code under its QR code, or from the address in it.
    ///
    /// # Errors
    /// `poster-unknown`; `poster-not-offered` when the structure does not offer that badge.
    pub fn find_poster(&self, text: &str) -> Answer<FoundPoster> {
        self.with(|store| {
            let shelf = Shelf::read(store)?;
            let (id, row) = found(store, &shelf, text)?;
            Ok(FoundPoster {
                badge: id.map(|id| shelf.view(&id)),
                text: text.trim().to_owned(),
                place: row.map(|row| row.place).unwrap_or_default(),
            })
        })
    }

    /// The poster on a picture; `None` when no QR code is seen on it.
    ///
    /// # Errors
    /// As [`App::find_poster`]; and those of a file that is no picture.
    pub fn scan_poster(&self, file_name: &str, bytes: &[u8]) -> Answer<Option<FoundPoster>> {
        let codes = atelier_evidence::read_codes(bytes)
            .map_err(|refusal| crate::clean::problem(file_name, &refusal))?;
        let mut unknown = None;
        for code in codes {
            match self.find_poster(&code) {
                Ok(poster) => return Ok(Some(poster)),
                Err(problem) => unknown = Some(problem),
            }
        }
        unknown.map_or(Ok(None), Err)
    }

    /// Opens the person's request for the badge of a poster, or for the one chosen when the poster says how any badge is
    /// asked for; notes, when it is a new one, that it came from there.
    ///
    /// # Errors
    /// As [`App::find_poster`] and [`App::open_request`]; `poster-badge` when the poster is of no badge and none is
    /// chosen.
    pub fn open_poster_request(
        &self,
        participant: &str,
        text: &str,
        chosen: Option<&str>,
    ) -> Answer<RequestView> {
        let (badge, row) = self.with(|store| found(store, &Shelf::read(store)?, text))?;
        let badge = match (badge, chosen) {
            (Some(badge), _) => badge,
            (None, Some(chosen)) => badge_id(chosen)?,
            (None, None) => return Err(Problem::of("poster-badge").on("badge")),
        };
        let filter = crate::view::RequestFilterForm {
            participant: Some(participant.to_owned()),
            workshop: None,
        };
        let before = self.requests(&filter)?;
        let request = self.open_request(participant, badge.as_str(), None)?;
        let id = &request.summary.id;
        if before.iter().any(|known| known.id == *id) {
            return Ok(request);
        }
        let id = id.parse().map_err(|_| Problem::of("unexpected"))?;
        // An older poster is known by its badge alone.
        let code = match &row {
            Some(row) => row.code.clone(),
            None => plain(&short_code(&badge)),
        };
        let at = self.now();
        self.atomically(|store| {
            store.set_request_origin(id, Origin::Poster)?;
            store.set_request_poster(id, &code)?;
            // Somebody saw it: it hangs.
            match row {
                Some(row) if row.withdrawn_at.is_none() => {
                    hang(store, &with(store, &row.code)?, at)
                }
                _ => Ok(()),
            }
        })?;
        self.request(&request.summary.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_stable_and_forgives_how_it_is_written() {
        let shelf = Shelf::example().unwrap();
        let mut codes: Vec<String> = Vec::new();
        for badge in &shelf.catalogue.badges {
            let code = short_code(&badge.id);
            assert_eq!(code.len(), 7, "{code}");
            assert_eq!(code, short_code(&badge.id));
            let typed = format!(
                " {} ",
                code.to_lowercase().replace('-', " ").replace('0', "o")
            );
            assert_eq!(find(&shelf, &typed).unwrap().id, badge.id);
            assert_eq!(
                find(&shelf, &format!("{}/", badge.application_url))
                    .unwrap()
                    .id,
                badge.id
            );
            codes.push(code);
        }
        let all = codes.len();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), all, "two badges have one code");
        assert!(find(&shelf, "ABC-123").is_none());
        assert!(find(&shelf, "").is_none());
    }
}
