//! The posters and what came of them, as listed.

use atelier_domain::Moment;
use atelier_store::{PosterRow, Store};
use std::collections::BTreeMap;

use crate::base::clock::day_of;
use crate::base::labels::label;
use crate::base::problem::Answer;
use crate::catalogue::drawing::picture_uri;
use crate::catalogue::offered::Shelf;
use crate::posters::code::hyphened;
use crate::posters::printing::{Hung, Shows, hung};
use crate::posters::state::{State, state_of};
use crate::posters::view::{PosterBadge, PosterRow as PosterRowView, PostersView};
use crate::posters::wall::Wall;

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
