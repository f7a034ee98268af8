//! What is looked for in a list, in the store's own words.

use atelier_domain::fold::fold;
use atelier_domain::{Badge, BadgeId, CalendarDate, Moment, RequestState};
use atelier_store::{
    PersonOrder, PersonSearch, ReceiptOrder, ReceiptSearch, RequestOrder, RequestSearch, SearchWord,
};

use crate::base::clock::start_of;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::lists::view::ListQuery;

/// Most words of a search; the others are left out.
const MAX_WORDS: usize = 8;

/// The parts of the list of requests, in order.
pub(super) const REQUEST_GROUPS: [&str; 6] =
    ["all", "to-complete", "ready", "waiting", "received", "done"];

/// The parts of the list of people.
pub(super) const PEOPLE_GROUPS: [&str; 2] = ["all", "no-email"];

/// The part in which a state is.
pub(super) const fn group_of(state: RequestState) -> &'static str {
    match state {
        RequestState::Draft | RequestState::Returned => "to-complete",
        RequestState::Ready => "ready",
        RequestState::Held | RequestState::Queued => "waiting",
        RequestState::Delivered | RequestState::InCommittee => "received",
        RequestState::Accepted
        | RequestState::Refused
        | RequestState::Issued
        | RequestState::InPassport => "done",
    }
}

/// The states of a part of the list of requests; `None` for all of them.
pub(super) fn states_of(group: &str) -> Answer<Option<Vec<RequestState>>> {
    match known(group, &REQUEST_GROUPS)? {
        "all" => Ok(None),
        group => Ok(Some(
            RequestState::ALL
                .into_iter()
                .filter(|state| group_of(*state) == group)
                .collect(),
        )),
    }
}

/// One of these codes; the first for an empty text.
fn known<'a>(code: &str, among: &[&'a str]) -> Answer<&'a str> {
    let found = if code.is_empty() {
        among.first()
    } else {
        among.iter().find(|known| **known == code)
    };
    found.copied().ok_or_else(|| Problem::of(Case::NotFound))
}

fn folded_words(query: &str) -> Vec<String> {
    fold(query)
        .split_whitespace()
        .take(MAX_WORDS)
        .map(str::to_owned)
        .collect()
}

/// A number as it is compared: « R-2026-000003 », « r2026000003 » and « R 2026 000003 » are one.
fn plain_number(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The words of a search, each with the badges whose name holds it.
pub(crate) fn words(shelf: &Shelf, query: &str) -> Vec<SearchWord> {
    let badges = || shelf.catalogue.badges.iter();
    let is_number = |word: &str| word.contains(|letter: char| letter.is_ascii_digit());
    // « R 2026 000003 »: beside figures, a letter may be of the number.
    let with_number = is_number(query);
    let says = |word: &&str| !with_number || word.contains(char::is_alphanumeric);
    let mut words: Vec<(String, Option<String>)> = Vec::new();
    for typed in query.split_whitespace() {
        if is_number(typed) {
            words.push((fold(typed), Some(plain_number(typed))));
        } else {
            let folded = fold(typed);
            words.extend(folded.split_whitespace().filter(says).map(|word| {
                let number = with_number.then(|| plain_number(word));
                (word.to_owned(), number)
            }));
        }
    }
    words
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .take(MAX_WORDS)
        .map(|(text, number)| SearchWord {
            badges: badges()
                .filter(|badge| fold(&badge.name).contains(&text))
                .map(|badge| badge.id.clone())
                .collect(),
            text,
            number,
        })
        .collect()
}

/// The badges by name.
pub(super) fn badges_by_name(shelf: &Shelf) -> Vec<&Badge> {
    let mut badges: Vec<&Badge> = shelf.catalogue.badges.iter().collect();
    badges.sort_by_cached_key(|badge| (fold(&badge.name), badge.id.to_string()));
    badges
}

fn ranked(shelf: &Shelf) -> Vec<BadgeId> {
    let badges = badges_by_name(shelf).into_iter();
    badges.map(|badge| badge.id.clone()).collect()
}

fn day(text: Option<&str>) -> Answer<Option<CalendarDate>> {
    let unknown = |_| Problem::of(Case::NotFound);
    text.map(|text| text.parse().map_err(unknown)).transpose()
}

/// From the beginning of the first day to that of the day after the last, in the computer's time zone.
fn instants(since: Option<&str>, until: Option<&str>) -> Answer<(Option<Moment>, Option<Moment>)> {
    let next = |day: CalendarDate| {
        let after = day.date().next_day().map(CalendarDate::from);
        start_of(after.unwrap_or(day))
    };
    Ok((day(since)?.map(start_of), day(until)?.map(next)))
}

/// People: what is looked for, and in which order.
pub(super) fn people(query: &ListQuery) -> Answer<(PersonSearch, (PersonOrder, bool))> {
    let ListQuery {
        text,
        group,
        workshop,
        badge: asked,
        since,
        until,
        sort,
        descending,
        offset: _,
    } = query;
    let order = match known(sort, &["name", "email", "workshop", "requests"])? {
        "email" => PersonOrder::Email,
        "workshop" => PersonOrder::LastWorkshop,
        "requests" => PersonOrder::Requests,
        _ => PersonOrder::Name,
    };
    let search = PersonSearch {
        words: folded_words(text),
        without_email: known(group, &PEOPLE_GROUPS)? == "no-email",
        workshop: workshop.map(|id| id.0),
        badge: asked.as_deref().cloned(),
        since: day(since.as_deref())?,
        until: day(until.as_deref())?,
    };
    Ok((search, (order, *descending)))
}

/// Requests: what is looked for, and in which order.
pub(super) fn requests(
    shelf: &Shelf,
    query: &ListQuery,
) -> Answer<(RequestSearch, (RequestOrder, bool))> {
    let ListQuery {
        text,
        group,
        workshop,
        badge: asked,
        since,
        until,
        sort,
        descending,
        offset: _,
    } = query;
    let order = match known(sort, &["updated", "person", "badge", "state"])? {
        "person" => RequestOrder::Person,
        "badge" => RequestOrder::Badge(ranked(shelf)),
        "state" => RequestOrder::State,
        _ => RequestOrder::Updated,
    };
    let (since, before) = instants(since.as_deref(), until.as_deref())?;
    let search = RequestSearch {
        states: states_of(group)?,
        words: words(shelf, text),
        workshop: workshop.map(|id| id.0),
        badge: asked.as_deref().cloned(),
        since,
        before,
    };
    Ok((search, (order, *descending)))
}

/// Receipts: what is looked for, and in which order.
pub(super) fn receipts(
    shelf: &Shelf,
    query: &ListQuery,
) -> Answer<(ReceiptSearch, (ReceiptOrder, bool))> {
    let ListQuery {
        text,
        group,
        workshop,
        badge: asked,
        since,
        until,
        sort,
        descending,
        offset: _,
    } = query;
    known(group, &["all"])?;
    let order = match known(sort, &["received", "number", "person", "badge"])? {
        "number" => ReceiptOrder::Number,
        "person" => ReceiptOrder::Person,
        "badge" => ReceiptOrder::Badge(ranked(shelf)),
        _ => ReceiptOrder::Received,
    };
    let (since, before) = instants(since.as_deref(), until.as_deref())?;
    let search = ReceiptSearch {
        words: words(shelf, text),
        workshop: workshop.map(|id| id.0),
        badge: asked.as_deref().cloned(),
        since,
        before,
    };
    Ok((search, (order, *descending)))
}
