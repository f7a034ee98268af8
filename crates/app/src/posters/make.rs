//! Posters being made: their codes, and those that they take the place of.

use atelier_documents::{Format, Language as Beside};
use atelier_domain::BadgeId;
use atelier_domain::crockford::plain;
use atelier_store::{PosterRow, Store};
use std::collections::BTreeSet;

use crate::base::clock::{Clock, day_of};
use crate::base::ids::badge_id;
use crate::base::labels::label;
use crate::base::problem::{Answer, Problem};
use crate::posters::code;
use crate::posters::code::short_code;
use crate::posters::find::known;
use crate::posters::poster::HOW_TO_ASK;
use crate::posters::printing::{Hung, Printing, Shows, Whole, hung};
use crate::posters::state::{State, state_of};
use crate::posters::wall::{Print, Wall};

/// What a document is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// To be looked at: no code is given.
    Preview,
    /// To be kept as a file.
    File,
    /// To be sent to a printer.
    Paper {
        /// How many of each poster, at least one.
        copies: u32,
    },
}

impl Use {
    /// Each poster as many times as it is wanted: every copy has its own code, and its own place.
    pub(crate) fn copies_of(self, wanted: Vec<Wanted>) -> Vec<Wanted> {
        let Self::Paper { copies } = self else {
            return wanted;
        };
        let copies = usize::try_from(copies).unwrap_or(1);
        let wanted = wanted.into_iter();
        wanted
            .flat_map(|one| std::iter::repeat_n(one, copies))
            .collect()
    }
}

/// A poster to be made.
#[derive(Clone)]
pub(crate) struct Wanted {
    pub(crate) shows: Shows,
    /// Its badges; none on the poster that says how any is asked for.
    pub(crate) badges: Vec<BadgeId>,
    pub(crate) format: Format,
    pub(crate) beside: Option<Beside>,
    place: String,
    /// What it takes the place of.
    replaces: Vec<PosterRow>,
    /// What the one that it takes the place of was the whole of.
    whole: Option<Whole>,
    /// The codes that it has already: it is the same poster once more.
    keeps: Vec<String>,
}

impl Wanted {
    fn new(shows: Shows, badges: Vec<BadgeId>, (format, beside): (Format, Option<Beside>)) -> Self {
        Self {
            shows,
            badges,
            format,
            beside,
            place: String::new(),
            replaces: Vec::new(),
            whole: None,
            keeps: Vec::new(),
        }
    }

    /// What has a code of its own on it: each badge, or the poster itself.
    fn subjects(&self) -> Vec<Option<&BadgeId>> {
        match self.shows {
            Shows::HowToAsk => vec![None],
            Shows::Badge | Shows::Badges => self.badges.iter().map(Some).collect(),
        }
    }

    /// What its badges are the whole of, when it shows several; what takes the place of another shows what that one did.
    pub(crate) fn whole(&self, wall: &Wall) -> Option<Whole> {
        match self.shows {
            Shows::Badges if self.replaces.is_empty() => wall.whole_of(&self.badges),
            Shows::Badges => self.whole.clone(),
            Shows::Badge | Shows::HowToAsk => None,
        }
    }

    /// Each poster that it takes the place of, by its codes, and the code on this one that does.
    pub(crate) fn replacements(&self, codes: &[String]) -> Vec<(String, String)> {
        let new = self.subjects().into_iter().zip(codes);
        let new: Vec<_> = new.collect();
        let of = |old: &PosterRow| {
            let same = new.iter().find(|(badge, _)| *badge == old.badge.as_ref());
            same.or(new.first())
                .map(|(_, code)| (old.code.clone(), (*code).clone()))
        };
        self.replaces.iter().filter_map(of).collect()
    }
}

/// A poster for each of these badges, with a language beside French if one is wanted; or one for all.
pub(crate) fn of_badges(
    badges: &[String],
    together: bool,
    paper: (Format, Option<Beside>),
) -> Answer<Vec<Wanted>> {
    let badges: Vec<BadgeId> = badges
        .iter()
        .map(|id| badge_id(id))
        .collect::<Answer<_>>()?;
    Ok(match (together, badges.is_empty()) {
        (_, true) => Vec::new(),
        (true, false) => vec![Wanted::new(Shows::Badges, badges, paper)],
        (false, false) => badges
            .into_iter()
            .map(|badge| Wanted::new(Shows::Badge, vec![badge], paper))
            .collect(),
    })
}

/// The poster that says how a badge is asked for.
pub(crate) fn how_to_ask(paper: (Format, Option<Beside>)) -> Wanted {
    Wanted::new(Shows::HowToAsk, Vec::new(), paper)
}

/// A poster in the place of each of these, by their codes, on the same paper. One that says what is true is the same
/// poster once more, as is the one that has taken the place of another already.
pub(crate) fn in_place_of(store: &Store, codes: &[String]) -> Answer<Vec<Wanted>> {
    let wall = Wall::read(store)?;
    let all = hung(store.posters()?);
    let mut done = BTreeSet::new();
    let mut wanted = Vec::new();
    for code in codes {
        let mut poster = latest(&all, known(store, code)?)?.clone();
        if !done.insert(poster.first().code.clone()) {
            continue;
        }
        wall.in_order(&mut poster.rows);
        let Printing {
            shows,
            format,
            beside,
            first: _,
            whole,
        } = poster.printing.clone();
        let mut one = Wanted::new(shows, poster.badges(), (format, beside));
        one.place.clone_from(&poster.first().place);
        match state_of(&wall, &all, &poster).0 {
            State::Saved
            | State::Printed
            | State::Hung
            | State::ToReplace
            | State::Withdrawn
            | State::Dropped => one.keeps = poster.codes(),
            State::Stale | State::Outdated | State::Gone => {
                match &whole {
                    Some(whole) => one.badges = wall.all_of(whole),
                    None => one.badges.retain(|id| wall.shelf.is_offered(id)),
                }
                one.whole = whole;
                if one.badges.is_empty() && shows != Shows::HowToAsk {
                    return Err(Problem::of("poster-gone"));
                }
                one.replaces = poster.rows;
            }
        }
        wanted.push(one);
    }
    Ok(wanted)
}

/// The poster of this row, or the one that took or takes its place.
fn latest(all: &[Hung], mut row: PosterRow) -> Answer<&Hung> {
    // As many times as there are posters, lest two should have taken each other's place.
    for _ in all {
        let poster = all.iter().find(|one| one.rows.contains(&row));
        let poster = poster.ok_or_else(|| Problem::of("poster-gone"))?;
        let over = poster.withdrawn() || poster.waiting(all).is_some();
        let by = row.replaced_by.as_ref().filter(|_| over);
        let mut rows = all.iter().flat_map(|one| &one.rows);
        match by.and_then(|code| rows.find(|one| one.code == *code)) {
            Some(next) => row = next.clone(),
            None => return Ok(poster),
        }
    }
    Err(Problem::of("poster-gone"))
}

/// A code that no poster has, nor had before each had its own; `given` are not in the store yet.
fn new_code(store: &Store, wall: &Wall, (clock, given): (Clock, &[String])) -> Answer<String> {
    loop {
        let code = code::random(clock);
        let old = wall.shelf.catalogue.badges.iter().chain(&wall.shelf.former);
        let taken = old
            .map(|badge| plain(&short_code(&badge.id)))
            .any(|old| old == code);
        if !taken && !given.contains(&code) && store.poster(&code)?.is_none() {
            return Ok(code);
        }
    }
}

/// The codes of a poster, one for each of its badges and in their order; none for a preview.
#[derive(Default)]
pub(crate) struct Signed {
    pub(crate) codes: Vec<String>,
    /// What the store is still to be given, once the poster is made.
    pub(crate) rows: Vec<PosterRow>,
}

impl Signed {
    fn known(codes: Vec<String>) -> Self {
        Self {
            codes,
            rows: Vec::new(),
        }
    }
}

/// Draws a poster's codes. Nothing is written: the store is free while the poster is laid out. The same poster made into a
/// file again on the same day is the same poster; sent to a printer, it is the one that was a file, or a new one. `given`
/// are the codes of the posters made together with it: none is another's.
pub(crate) fn sign(
    store: &Store,
    wall: &Wall,
    wanted: &Wanted,
    use_: Use,
    (clock, given): (Clock, &[String]),
) -> Answer<Signed> {
    if !wanted.keeps.is_empty() {
        return Ok(Signed::known(wanted.keeps.clone()));
    }
    if use_ == Use::Preview {
        return Ok(Signed::default());
    }
    let mut prints = Vec::new();
    for badge in wanted.subjects() {
        prints.push(wall.print(wanted.shows, badge, wanted.beside)?);
    }
    match same(store, wall, wanted, use_, (clock, given), &prints)? {
        Some(codes) => Ok(Signed::known(codes)),
        None => draw(store, wall, wanted, (clock, given), &prints),
    }
}

/// The codes of the same poster, made today and still to be hung.
fn same(
    store: &Store,
    wall: &Wall,
    wanted: &Wanted,
    use_: Use,
    (clock, given): (Clock, &[String]),
    prints: &[Print],
) -> Answer<Option<Vec<String>>> {
    let today = clock.today();
    let (subjects, whole) = (wanted.subjects(), wanted.whole(wall));
    let rows = store.posters()?;
    // What has taken the place of another poster takes that of no more.
    let elsewhere = |row: &PosterRow| {
        let mut others = rows.iter().filter(|other| !wanted.replaces.contains(other));
        !wanted.replaces.is_empty()
            && others.any(|other| other.replaced_by.as_ref() == Some(&row.code))
    };
    let alike = |row: &PosterRow| {
        row.place == wanted.place
            && day_of(row.printed_at) == today
            && (use_ == Use::File || row.sent_at.is_none())
            && row.hung_at.is_none()
            && !given.contains(&row.code)
            && !wanted.replaces.contains(row)
            && !elsewhere(row)
    };
    for Hung { printing, rows } in hung(rows.clone()) {
        let fits = printing.shows == wanted.shows
            && printing.format == wanted.format
            && printing.beside == wanted.beside
            && printing.whole == whole
            && rows.len() == subjects.len()
            && rows
                .iter()
                .all(|row| row.withdrawn_at.is_none() && alike(row));
        if !fits {
            continue;
        }
        let code = |(badge, print): (&Option<&BadgeId>, &Print)| {
            let says = print.written();
            let row = rows
                .iter()
                .find(|row| row.badge.as_ref() == *badge && row.fingerprint == says)?;
            Some(row.code.clone())
        };
        let codes: Option<Vec<String>> = subjects.iter().zip(prints).map(code).collect();
        if codes.is_some() {
            return Ok(codes);
        }
    }
    Ok(None)
}

fn draw(
    store: &Store,
    wall: &Wall,
    wanted: &Wanted,
    (clock, given): (Clock, &[String]),
    prints: &[Print],
) -> Answer<Signed> {
    let printed_at = (clock.now)();
    let mut signed = Signed::default();
    for (id, print) in wanted.subjects().into_iter().zip(prints) {
        let (badge_name, application_url) = match id {
            Some(id) => {
                let badge = wall.shelf.badge(id)?;
                (badge.name.clone(), badge.application_url.clone())
            }
            None => (label("document", HOW_TO_ASK), wall.platform.register()),
        };
        let taken = [given, &signed.codes].concat();
        let code = new_code(store, wall, (clock, &taken))?;
        let first = signed.codes.first().unwrap_or(&code).clone();
        let printing = Printing {
            shows: wanted.shows,
            format: wanted.format,
            beside: wanted.beside,
            first: (wanted.shows == Shows::Badges).then_some(first),
            whole: wanted.whole(wall),
        };
        signed.rows.push(PosterRow {
            code: code.clone(),
            badge: id.cloned(),
            badge_name,
            application_url,
            fingerprint: print.written(),
            format: printing.written(),
            printed_at,
            sent_at: None,
            hung_at: None,
            place: wanted.place.clone(),
            withdrawn_at: None,
            replaced_by: None,
        });
        signed.codes.push(code);
    }
    Ok(signed)
}
