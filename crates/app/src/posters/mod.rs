//! Posters on the wall: each has a code of its own, which leads to its badge and counts the requests that came from it.

mod code;
mod state;

use std::collections::{BTreeMap, BTreeSet};

use atelier_documents::{Format, Language as Beside};
use atelier_domain::crockford::plain;
use atelier_domain::{Badge, BadgeId, Origin};
use atelier_store::{PosterRow, Store};

use crate::catalogue::{Shelf, badge_id, picture_uri};
use crate::clock::day_of;
use crate::labels::label;
use crate::problem::{Answer, Problem};
use crate::view::{FoundPoster, PosterRow as PosterRowView, PostersView, RequestView};
use crate::{App, Clock};

pub use code::short_code;
pub(crate) use code::{NO_CODE_YET, hyphened, with_code};
pub(crate) use state::outdated;
use state::{present, state_of};

/// Between the paper of a bilingual poster and its language.
const BESIDE: &str = "+";
/// Before the paper of a poster of several badges.
const TOGETHER: &str = "together-";
/// Longest place, in characters.
const MAX_PLACE: usize = 120;

/// What a document is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// To be looked at: no code is given.
    Preview,
    /// To be kept as a file.
    File,
    /// To be sent to a printer.
    Paper,
}

/// How a poster is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Printing {
    format: Format,
    /// The language beside French, if any.
    beside: Option<Beside>,
    /// For a poster of several badges, the code of the first: it is the same on the row of each.
    first: Option<String>,
}

impl Printing {
    /// From the store, where the posters of before any choice of paper are « a4-portrait ».
    fn read(text: &str) -> Self {
        let (paper, first) = match text.strip_prefix(TOGETHER).and_then(|t| t.split_once('/')) {
            Some((paper, first)) => (paper, Some(first.to_owned())),
            None => (text, None),
        };
        let (paper, beside) = match paper.split_once(BESIDE) {
            Some((paper, code)) => (paper, Beside::from_code(code)),
            None => (paper, None),
        };
        let known = Format::ALL.into_iter().find(|one| one.code() == paper);
        Self {
            format: known.unwrap_or_default(),
            beside,
            first,
        }
    }

    fn written(&self) -> String {
        let mut paper = self.format.code().to_owned();
        if let Some(beside) = self.beside {
            paper = format!("{paper}{BESIDE}{}", beside.code());
        }
        match &self.first {
            Some(first) => format!("{TOGETHER}{paper}/{first}"),
            None => paper,
        }
    }

    /// In words.
    fn told(&self) -> String {
        let mut paper = label("paper", self.format.code());
        if let Some(beside) = self.beside {
            let language = label("poster-beside", beside.code());
            paper = label("poster-format", "beside")
                .replace("{paper}", &paper)
                .replace("{language}", &language);
        }
        match self.first {
            Some(_) => label("poster-format", "together").replace("{paper}", &paper),
            None => paper,
        }
    }
}

/// A poster to be made: of a badge, or of several together.
pub(crate) struct Wanted {
    pub(crate) badges: Vec<BadgeId>,
    pub(crate) together: bool,
    pub(crate) format: Format,
    pub(crate) beside: Option<Beside>,
    place: String,
    replaces: Vec<PosterRow>,
}

/// A poster for each of these badges, with a language beside French if one is wanted; or one for all.
pub(crate) fn of_badges(
    badges: &[String],
    together: bool,
    (format, beside): (Format, Option<Beside>),
) -> Answer<Vec<Wanted>> {
    let badges: Vec<BadgeId> = badges
        .iter()
        .map(|id| badge_id(id))
        .collect::<Answer<_>>()?;
    let wanted = |badges: Vec<BadgeId>| Wanted {
        badges,
        together,
        format,
        beside: beside.filter(|_| !together),
        place: String::new(),
        replaces: Vec::new(),
    };
    Ok(match (together, badges.is_empty()) {
        (_, true) => Vec::new(),
        (true, false) => vec![wanted(badges)],
        (false, false) => badges
            .into_iter()
            .map(|badge| wanted(vec![badge]))
            .collect(),
    })
}

/// A poster in the place of each of these, on the same paper.
pub(crate) fn in_place_of(store: &Store, codes: &[String]) -> Answer<Vec<Wanted>> {
    let shelf = Shelf::read(store)?;
    let mut wanted = Vec::new();
    let mut done = BTreeSet::new();
    for code in codes {
        let row = known(store, code)?;
        let printing = Printing::read(&row.format);
        let mut badges = vec![row.badge.clone()];
        let mut replaces = vec![row.clone()];
        if printing.first.is_some() {
            if !done.insert(row.format.clone()) {
                continue;
            }
            let mut set = store.posters()?;
            set.retain(|one| one.format == row.format);
            let hung = set.iter().any(|one| one.withdrawn_at.is_none());
            // Replaced already, by a poster made a moment ago: it is the same once more.
            set.retain(|one| {
                if hung {
                    one.withdrawn_at.is_none()
                } else {
                    one.replaced_by.is_some()
                }
            });
            replaces = set;
            let hung = |id: &BadgeId| replaces.iter().any(|one| one.badge == *id);
            let offered = shelf.catalogue.badges.iter().map(|badge| &badge.id);
            badges = offered
                .filter(|id| shelf.offers.contains_key(*id) && hung(id))
                .cloned()
                .collect();
        }
        if badges.is_empty() {
            return Err(Problem::of("poster-gone"));
        }
        wanted.push(Wanted {
            badges,
            together: printing.first.is_some(),
            format: printing.format,
            beside: printing.beside,
            place: row.place,
            replaces,
        });
    }
    Ok(wanted)
}

fn known(store: &Store, code: &str) -> Answer<PosterRow> {
    let found = store.poster(&plain(code))?;
    found.ok_or_else(|| Problem::of("poster-gone"))
}

/// A code that no poster has, nor had before each had its own.
fn new_code(store: &Store, shelf: &Shelf, clock: Clock) -> Answer<String> {
    loop {
        let code = code::random(clock);
        let old = shelf.catalogue.badges.iter().chain(&shelf.former);
        let taken = old
            .map(|badge| plain(&short_code(&badge.id)))
            .any(|old| old == code);
        if !taken && store.poster(&code)?.is_none() {
            return Ok(code);
        }
    }
}

/// Gives a poster its codes, one for each of its badges and in their order, and keeps them; none for a preview. The same
/// poster made into a file again on the same day is the same poster; sent to a printer, it is the one that was a file, or
/// a new one.
pub(crate) fn sign(
    store: &Store,
    shelf: &Shelf,
    wanted: &Wanted,
    use_: Use,
    clock: Clock,
) -> Answer<Vec<String>> {
    if use_ == Use::Preview {
        return Ok(Vec::new());
    }
    let now = (clock.now)();
    let codes = match same(store, shelf, wanted, use_, clock)? {
        Some(codes) => codes,
        None => insert(store, shelf, wanted, clock)?,
    };
    for old in &wanted.replaces {
        let beside = wanted.badges.iter().zip(&codes);
        let new = beside
            .filter(|(badge, _)| **badge == old.badge)
            .map(|(_, code)| code.as_str())
            .next();
        store.set_poster_withdrawn(
            &old.code,
            Some(now),
            new.or(codes.first().map(String::as_str)),
        )?;
    }
    Ok(codes)
}

/// The codes of the same poster, made today and still to be hung.
fn same(
    store: &Store,
    shelf: &Shelf,
    wanted: &Wanted,
    use_: Use,
    clock: Clock,
) -> Answer<Option<Vec<String>>> {
    let today = clock.today();
    let mut sets: BTreeMap<String, Vec<PosterRow>> = BTreeMap::new();
    for row in store.posters()? {
        let printing = Printing::read(&row.format);
        let fits = printing.format == wanted.format
            && printing.beside == wanted.beside
            && printing.first.is_some() == wanted.together
            && row.place == wanted.place
            && row.withdrawn_at.is_none()
            && day_of(row.printed_at) == today
            && (use_ == Use::File || !row.on_paper)
            && !wanted.replaces.contains(&row);
        if fits {
            let set = printing.first.unwrap_or_else(|| row.code.clone());
            sets.entry(set).or_default().push(row);
        }
    }
    let mut found = None;
    for rows in sets.into_values() {
        let mut codes = Vec::new();
        for id in &wanted.badges {
            let print = present(shelf, shelf.badge(id)?, wanted.beside);
            let row = rows
                .iter()
                .find(|row| row.badge == *id && row.fingerprint == print);
            codes.extend(row.map(|row| row.code.clone()));
        }
        if codes.len() == wanted.badges.len() && rows.len() == codes.len() {
            found = Some(codes);
        }
    }
    Ok(found)
}

fn insert(store: &Store, shelf: &Shelf, wanted: &Wanted, clock: Clock) -> Answer<Vec<String>> {
    let printed_at = (clock.now)();
    let mut codes: Vec<String> = Vec::new();
    for id in &wanted.badges {
        let badge = shelf.badge(id)?;
        let code = new_code(store, shelf, clock)?;
        let first = codes.first().unwrap_or(&code).clone();
        let printing = Printing {
            format: wanted.format,
            beside: wanted.beside,
            first: wanted.together.then_some(first),
        };
        store.insert_poster(&PosterRow {
            code: code.clone(),
            badge: id.clone(),
            badge_name: badge.name.clone(),
            application_url: badge.application_url.clone(),
            fingerprint: present(shelf, badge, wanted.beside),
            format: printing.written(),
            on_paper: false,
            printed_at,
            place: wanted.place.clone(),
            withdrawn_at: None,
            replaced_by: None,
        })?;
        codes.push(code);
    }
    Ok(codes)
}

/// Notes that these posters were sent to a printer.
pub(crate) fn printed(store: &Store, codes: &[String]) -> Answer<()> {
    for code in codes {
        store.set_poster_on_paper(code)?;
    }
    Ok(())
}

/// The badge of a poster, from its short code or from the address in its QR code.
fn find<'a>(shelf: &'a Shelf, text: &str) -> Option<&'a Badge> {
    let text = text.trim();
    let wanted = plain(text);
    shelf.catalogue.badges.iter().find(|badge| {
        let address = badge.application_url.trim_end_matches('/');
        text.trim_end_matches('/').eq_ignore_ascii_case(address)
            || plain(&short_code(&badge.id)) == wanted
    })
}

/// The poster that a text leads to: its code, the address in its QR code, or an older poster's of the whole badge.
fn found(store: &Store, shelf: &Shelf, text: &str) -> Answer<(BadgeId, Option<PosterRow>)> {
    let unknown = || Problem::of("poster-unknown");
    let text = text.trim();
    let (address, fragment) = match text.split_once('#') {
        Some((address, fragment)) => (address, fragment),
        None => (text, text),
    };
    let row = store.poster(&plain(fragment))?;
    let id = match &row {
        Some(row) => row.badge.clone(),
        None => find(shelf, address).ok_or_else(unknown)?.id.clone(),
    };
    let name = shelf.known(&id).ok_or_else(unknown)?.name.clone();
    if shelf.catalogue.badge(&id).is_none() || !shelf.offers.contains_key(&id) {
        return Err(Problem::new("poster-not-offered", &[("badge", &name)]));
    }
    Ok((id, row))
}

/// The posters and what came of them: those that hang first.
pub(crate) fn all(store: &Store) -> Answer<PostersView> {
    let shelf = Shelf::read(store)?;
    let counts = store.requests_by_poster()?;
    let mut view = PostersView {
        posters: Vec::new(),
        outdated: Vec::new(),
        requests: counts.values().sum(),
        requests_without_code: 0,
    };
    let mut down = Vec::new();
    let mut known = 0;
    let rows = store.posters()?;
    let states: Vec<_> = rows
        .iter()
        .map(|row| state_of(&shelf, row, &rows))
        .collect();
    for (row, (state, why)) in rows.into_iter().zip(states) {
        let requests = counts.get(&row.code).copied().unwrap_or_default();
        known += requests;
        let code = hyphened(&row.code);
        if state == "outdated" {
            view.outdated.push(code.clone());
        }
        let day = day_of(row.printed_at);
        let shown = PosterRowView {
            code,
            badge: row.badge.to_string(),
            badge_image: shelf.known(&row.badge).map(picture_uri).unwrap_or_default(),
            badge_name: row.badge_name,
            place: row.place,
            day: day.to_string(),
            day_text: day.in_french(),
            format_text: Printing::read(&row.format).told(),
            state: state.to_owned(),
            state_label: label("poster-state", state),
            why,
            requests,
        };
        if state == "withdrawn" {
            down.push(shown);
        } else {
            view.posters.push(shown);
        }
    }
    view.posters.append(&mut down);
    view.requests_without_code = view.requests.saturating_sub(known);
    Ok(view)
}

impl App {
    /// The posters printed or saved, and the requests that came from each.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn posters(&self) -> Answer<PostersView> {
        self.with(all)
    }

    /// Notes where a poster hangs.
    ///
    /// # Errors
    /// `poster-gone`; `text-too-long` on `place`.
    pub fn set_poster_place(&self, code: &str, place: &str) -> Answer<PostersView> {
        let place = place.trim();
        if place.chars().count() > MAX_PLACE {
            let max = MAX_PLACE.to_string();
            return Err(Problem::new("text-too-long", &[("max", &max)]).on("place"));
        }
        self.atomically(|store| {
            store.set_poster_place(&known(store, code)?.code, place)?;
            all(store)
        })
    }

    /// Notes that a poster was taken down, or that it hangs again.
    ///
    /// # Errors
    /// `poster-gone`.
    pub fn set_poster_withdrawn(&self, code: &str, withdrawn: bool) -> Answer<PostersView> {
        let at = withdrawn.then(|| self.now());
        self.atomically(|store| {
            store.set_poster_withdrawn(&known(store, code)?.code, at, None)?;
            all(store)
        })
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
                badge: shelf.view(&id),
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

    /// Opens the person's request for the badge of a poster; notes, when it is a new one, that it came from there.
    ///
    /// # Errors
    /// As [`App::find_poster`] and [`App::open_request`].
    pub fn open_poster_request(&self, participant: &str, text: &str) -> Answer<RequestView> {
        let (badge, row) = self.with(|store| found(store, &Shelf::read(store)?, text))?;
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
        let code = match row {
            Some(row) => row.code,
            None => plain(&short_code(&badge)),
        };
        self.atomically(|store| {
            store.set_request_origin(id, Origin::Poster)?;
            store.set_request_poster(id, &code)?;
            Ok::<(), Problem>(())
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
