//! The posters and what came of them, as listed.

use atelier_domain::{Moment, PosterKind};
use atelier_store::{Poster, Store};
use atelier_texts as texts;

use crate::base::clock::day_of;
use crate::base::problem::Answer;
use crate::posters::code::hyphened;
use crate::posters::context::PosterContext;
use crate::posters::paper::{format, paper_text};
use crate::posters::state::{State, state_of};
use crate::posters::view::{PosterBadge, PosterRow, PostersView};

/// The posters and what came of them: those that hang or may first.
pub(crate) fn all(store: &Store) -> Answer<PostersView> {
    let context = PosterContext::read(store)?;
    let posters = store.posters()?;
    let mut view = PostersView {
        posters: Vec::new(),
        outdated: Vec::new(),
        unsaid: Vec::new(),
        to_replace: 0,
        gone: 0,
        requests: store.count_poster_requests()?,
        requests_without_code: 0,
    };
    let mut over = Vec::new();
    let mut known = 0;
    for one in &posters {
        let (state, why) = state_of(&context, &posters, one);
        let shown = poster_view(&context, one, (state, why));
        known += shown.requests;
        match state {
            State::Outdated => view.outdated.push(shown.code.clone()),
            State::Gone => view.gone += 1,
            State::ToReplace => view.to_replace += 1,
            State::Printed => view.unsaid.push(shown.code.clone()),
            State::Stale if one.sent_at.is_some() => view.unsaid.push(shown.code.clone()),
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
    context: &PosterContext,
    poster: &Poster,
    (state, why): (State, String),
) -> PosterRow {
    let codes = context.in_order(poster).into_iter();
    let badges: Vec<PosterBadge> = codes
        .map(|its| PosterBadge {
            code: hyphened(&its.code),
            badge: its
                .badge
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            name: its.name.clone(),
            requests: its.requests,
        })
        .collect();
    let day = |at: Option<Moment>| at.map(|at| day_of(at).to_string()).unwrap_or_default();
    let flyer = format(poster).is_flyer();
    let name = match poster.kind {
        PosterKind::Badges => texts::together::several(badges.len()),
        PosterKind::Badge | PosterKind::HowToAsk => badges
            .first()
            .map(|one| one.name.clone())
            .unwrap_or_default(),
    };
    PosterRow {
        code: hyphened(&poster.code),
        name,
        requests: badges.iter().map(|badge| badge.requests).sum(),
        badges,
        place: poster.place.clone(),
        flyer,
        made: day(Some(poster.made_at)),
        printed: day(poster.sent_at),
        hung: day(poster.hung_at),
        withdrawn: day(poster.withdrawn_at),
        format_text: paper_text(poster),
        state: state.code().to_owned(),
        state_label: state.text(flyer),
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
    let context = PosterContext::read(store)?;
    let all = store.posters()?;
    let mut sum = Summary {
        made: 0,
        outdated: 0,
        unsaid: 0,
        requests: store.count_poster_requests()?,
    };
    for poster in all.iter().filter(|one| one.withdrawn_at.is_none()) {
        sum.made += 1;
        match state_of(&context, &all, poster).0 {
            State::Outdated => sum.outdated += 1,
            State::Printed | State::Stale => sum.unsaid += u32::from(poster.sent_at.is_some()),
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
