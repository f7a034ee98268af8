//! Posters being made: their codes, and those that they take the place of.

use atelier_documents::{Format, Language as Beside};
use atelier_domain::crockford::plain;
use atelier_domain::{BadgeId, ContentDigest, Language, PosterKind, PosterScope};
use atelier_store::{Poster, PosterCode, Store};
use atelier_texts as texts;
use std::collections::BTreeSet;

use crate::base::clock::{Clock, day_of};
use crate::base::problem::{Answer, Case, Problem};
use crate::posters::code;
use crate::posters::code::short_code;
use crate::posters::context::PosterContext;
use crate::posters::paper::{beside, format, waiting};
use crate::posters::state::{State, state_of};

/// What a document is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
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

impl Purpose {
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
    pub(crate) kind: PosterKind,
    /// Its badges; none on the poster that says how any is asked for.
    pub(crate) badges: Vec<BadgeId>,
    pub(crate) format: Format,
    pub(crate) beside: Option<Beside>,
    place: String,
    /// The poster that it takes the place of.
    pub(crate) replaces: Option<String>,
    /// What that one showed all of.
    scope: Option<PosterScope>,
    /// The codes that it has already: it is the same poster once more.
    keeps: Option<Coded>,
}

impl Wanted {
    fn new(
        kind: PosterKind,
        badges: Vec<BadgeId>,
        (format, beside): (Format, Option<Beside>),
    ) -> Self {
        Self {
            kind,
            badges,
            format,
            beside,
            place: String::new(),
            replaces: None,
            scope: None,
            keeps: None,
        }
    }

    /// What has a code of its own on it: each badge, or the poster itself.
    fn subjects(&self) -> Vec<Option<&BadgeId>> {
        match self.kind {
            PosterKind::HowToAsk => vec![None],
            PosterKind::Badge | PosterKind::Badges => self.badges.iter().map(Some).collect(),
        }
    }

    /// What its badges are all of, when it shows several; what takes the place of another shows what that one did.
    fn scope(&self, context: &PosterContext) -> Option<PosterScope> {
        match self.kind {
            PosterKind::Badges if self.replaces.is_none() => context.scope_of(&self.badges),
            PosterKind::Badges => self.scope.clone(),
            PosterKind::Badge | PosterKind::HowToAsk => None,
        }
    }
}

/// A poster for each of these badges, with a language beside French if one is wanted; or one for all.
pub(crate) fn of_badges(
    badges: Vec<BadgeId>,
    together: bool,
    paper: (Format, Option<Beside>),
) -> Vec<Wanted> {
    match (together, badges.is_empty()) {
        (_, true) => Vec::new(),
        (true, false) => vec![Wanted::new(PosterKind::Badges, badges, paper)],
        (false, false) => badges
            .into_iter()
            .map(|badge| Wanted::new(PosterKind::Badge, vec![badge], paper))
            .collect(),
    }
}

/// The poster that says how a badge is asked for.
pub(crate) fn how_to_ask(paper: (Format, Option<Beside>)) -> Wanted {
    Wanted::new(PosterKind::HowToAsk, Vec::new(), paper)
}

/// A poster in the place of each of these, by their codes, on the same paper. One that says what is true is the same
/// poster once more, as is the one that has taken the place of another already.
pub(crate) fn in_place_of(store: &Store, codes: &[String]) -> Answer<Vec<Wanted>> {
    let context = PosterContext::read(store)?;
    let all = store.posters()?;
    let mut done = BTreeSet::new();
    let mut wanted = Vec::new();
    for code in codes {
        let poster = latest(&all, &plain(code))?;
        if !done.insert(&poster.code) {
            continue;
        }
        let its = context.in_order(poster);
        let badges = its.iter().filter_map(|its| its.badge.clone());
        let paper = (format(poster), beside(poster));
        let mut one = Wanted::new(poster.kind, badges.collect(), paper);
        one.place.clone_from(&poster.place);
        match state_of(&context, &all, poster).0 {
            State::Saved
            | State::Printed
            | State::Hung
            | State::ToReplace
            | State::Withdrawn
            | State::Dropped => {
                one.keeps = Some(Coded {
                    poster: Some(poster.code.clone()),
                    codes: its.iter().map(|its| its.code.clone()).collect(),
                    new: None,
                });
            }
            State::Stale | State::Outdated | State::Gone => {
                match &poster.scope {
                    Some(scope) => one.badges = context.all_of(scope),
                    None => one.badges.retain(|id| context.shelf.is_offered(id)),
                }
                one.scope.clone_from(&poster.scope);
                if one.subjects().is_empty() {
                    return Err(Problem::of(Case::PosterGone));
                }
                one.replaces = Some(poster.code.clone());
            }
        }
        wanted.push(one);
    }
    Ok(wanted)
}

/// The poster on which this code stands, or the one that took or takes its place.
fn latest<'a>(all: &'a [Poster], code: &str) -> Answer<&'a Poster> {
    let gone = || Problem::of(Case::PosterGone);
    let mut poster = all.iter().find(|one| one.has(code)).ok_or_else(gone)?;
    // As many times as there are posters, lest two should have taken each other's place.
    for _ in all {
        let over = poster.withdrawn_at.is_some() || waiting(poster, all).is_some();
        let by = poster.replaced_by.as_ref().filter(|_| over);
        match by.and_then(|by| all.iter().find(|one| one.code == *by)) {
            Some(next) => poster = next,
            None => return Ok(poster),
        }
    }
    Err(gone())
}

/// A code that no poster has, nor had before each had its own; `given` are not in the store yet.
fn new_code(
    store: &Store,
    context: &PosterContext,
    (clock, given): (Clock, &[String]),
) -> Answer<String> {
    loop {
        let code = code::random(clock);
        let shelf = &context.shelf;
        let taken = shelf.catalogue.badges.iter().chain(&shelf.former);
        let mut taken = taken.map(|badge| plain(&short_code(&badge.id)));
        if !taken.any(|old| old == code)
            && !given.contains(&code)
            && store.poster_with(&code)?.is_none()
        {
            return Ok(code);
        }
    }
}

/// The codes of a poster.
#[derive(Clone, Default)]
pub(crate) struct Coded {
    /// That under which it is known; none for a preview.
    pub(crate) poster: Option<String>,
    /// One for each of its badges and in their order; none for a preview.
    pub(crate) codes: Vec<String>,
    /// What the store is still to be given, once the poster is made.
    pub(crate) new: Option<Poster>,
}

/// Draws a poster's codes. Nothing is written: the store is free while the poster is laid out. The same poster made into a
/// file again on the same day is the same poster; sent to a printer, it is the one that was a file, or a new one. `given`
/// are the codes of the posters made together with it: none is another's.
pub(crate) fn give_codes(
    store: &Store,
    context: &PosterContext,
    wanted: &Wanted,
    purpose: Purpose,
    (clock, given): (Clock, &[String]),
) -> Answer<Coded> {
    if let Some(keeps) = &wanted.keeps {
        return Ok(keeps.clone());
    }
    if purpose == Purpose::Preview {
        return Ok(Coded::default());
    }
    let subjects = wanted.subjects().into_iter();
    let says = subjects.map(|badge| context.says(wanted.kind, badge, wanted.beside));
    let says: Vec<ContentDigest> = says.collect::<Answer<_>>()?;
    match same(store, context, wanted, purpose, (clock, given), &says)? {
        Some(coded) => Ok(coded),
        None => new_poster(store, context, wanted, (clock, given), says),
    }
}

/// The codes of the same poster, made today and still to be hung.
fn same(
    store: &Store,
    context: &PosterContext,
    wanted: &Wanted,
    purpose: Purpose,
    (clock, given): (Clock, &[String]),
    says: &[ContentDigest],
) -> Answer<Option<Coded>> {
    let today = clock.today();
    let (subjects, scope) = (wanted.subjects(), wanted.scope(context));
    let posters = store.posters()?;
    // What has taken the place of another poster takes that of no more.
    let elsewhere = |poster: &Poster| {
        let others = posters.iter();
        let mut others = others.filter(|other| other.replaced_by.as_ref() == Some(&poster.code));
        wanted.replaces.is_some()
            && others.any(|other| wanted.replaces.as_ref() != Some(&other.code))
    };
    let fits = |poster: &&Poster| {
        poster.kind == wanted.kind
            && format(poster) == wanted.format
            && beside(poster) == wanted.beside
            && poster.scope == scope
            && poster.codes.len() == subjects.len()
            && poster.place == wanted.place
            && day_of(poster.made_at) == today
            && (purpose == Purpose::File || poster.sent_at.is_none())
            && poster.hung_at.is_none()
            && poster.withdrawn_at.is_none()
            && !given.contains(&poster.code)
            && wanted.replaces.as_ref() != Some(&poster.code)
            && !elsewhere(poster)
    };
    Ok(posters.iter().filter(fits).find_map(|poster| {
        let code = |(badge, says): (&Option<&BadgeId>, &ContentDigest)| {
            let mut its = poster.codes.iter();
            let its = its.find(|its| its.badge.as_ref() == *badge && its.says == *says)?;
            Some(its.code.clone())
        };
        Some(Coded {
            poster: Some(poster.code.clone()),
            codes: subjects.iter().zip(says).map(code).collect::<Option<_>>()?,
            new: None,
        })
    }))
}

fn new_poster(
    store: &Store,
    context: &PosterContext,
    wanted: &Wanted,
    (clock, given): (Clock, &[String]),
    says: Vec<ContentDigest>,
) -> Answer<Coded> {
    let (mut its, mut codes): (Vec<PosterCode>, Vec<String>) = Default::default();
    for (id, says) in wanted.subjects().into_iter().zip(says) {
        let (name, address) = match id {
            Some(id) => {
                let badge = context.shelf.badge(id)?;
                (badge.name.clone(), badge.application_url.clone())
            }
            None => (texts::document::how_to_ask(), context.platform.register()),
        };
        let code = new_code(store, context, (clock, &[given, &codes].concat()))?;
        codes.push(code.clone());
        its.push(PosterCode {
            code,
            badge: id.cloned(),
            name,
            address,
            says,
            requests: 0,
        });
    }
    let first = codes.first().cloned();
    let code = first.ok_or_else(|| Problem::of(Case::NoBadgeChosen))?;
    let new = Poster {
        code: code.clone(),
        kind: wanted.kind,
        format: wanted.format.code().to_owned(),
        language: wanted
            .beside
            .and_then(|one| Language::from_code(one.code())),
        scope: wanted.scope(context),
        place: wanted.place.clone(),
        made_at: (clock.now)(),
        sent_at: None,
        hung_at: None,
        withdrawn_at: None,
        replaced_by: None,
        codes: its,
    };
    Ok(Coded {
        poster: Some(code),
        codes,
        new: Some(new),
    })
}
