//! Search everywhere: people, numbers, workshops, badges, posters and the guide, a few of each.

use atelier_domain::crockford::plain;
use atelier_domain::fold::fold;
use atelier_store::{PersonOrder, PersonSearch, RequestOrder, RequestSearch, Slice, Store};
use atelier_texts::french;

use crate::base::app::App;
use crate::base::names::full_name;
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::lists::query::words;
use crate::lists::search_view::{SearchGroup, SearchHit, SearchView};
use crate::platform::guide;
use crate::posters::code;
use crate::requests::read::summaries;

/// How many of each kind are told: what one sees at a glance.
const FEW: usize = 5;

/// Letters by which a poster is known without its code being whole.
const CODE: usize = 4;

/// Longest text that is looked for, in characters.
const LONGEST: usize = 200;

/// A kind of thing, of which the first few are told.
fn group(kind: &str, total: usize, hits: Vec<SearchHit>) -> SearchGroup {
    SearchGroup {
        kind: kind.to_owned(),
        hits,
        total: u32::try_from(total).unwrap_or(u32::MAX),
    }
}

/// Whether the words are most of a poster's code, as it is misread, said or copied: « K7PM-3O » for `K7PM30`.
fn is_code(words: &[String], code: &str) -> bool {
    let asked = plain(&words.concat());
    asked.len() >= CODE && code.starts_with(&asked)
}

/// Among things that are few, those of which a text holds every word.
fn among<T>(
    kind: &str,
    words: &[String],
    all: impl IntoIterator<Item = T>,
    told: impl Fn(&T) -> (String, SearchHit),
) -> SearchGroup {
    let hits: Vec<SearchHit> = all
        .into_iter()
        .map(|one| told(&one))
        .filter(|(text, _)| words.iter().all(|word| text.contains(word.as_str())))
        .map(|(_, hit)| hit)
        .collect();
    group(kind, hits.len(), hits.into_iter().take(FEW).collect())
}

fn people(
    store: &Store,
    words: &[String],
    today: atelier_domain::CalendarDate,
) -> Answer<SearchGroup> {
    let search = PersonSearch {
        words: words.to_vec(),
        ..PersonSearch::default()
    };
    let total = store.count_people(&search)?;
    let first = Slice {
        offset: 0,
        limit: FEW,
    };
    let lines = store.people_page(&search, (PersonOrder::Name, false), first, today)?;
    let hits = lines.into_iter().map(|line| SearchHit {
        id: line.person.id.to_string(),
        title: full_name(&line.person),
        detail: line
            .person
            .email
            .map(|email| email.to_string())
            .unwrap_or_default(),
        badge: None,
    });
    Ok(group(
        "person",
        usize::try_from(total).unwrap_or(usize::MAX),
        hits.collect(),
    ))
}

fn requests(store: &Store, shelf: &Shelf, text: &str) -> Answer<SearchGroup> {
    let search = RequestSearch {
        words: words(shelf, text),
        ..RequestSearch::default()
    };
    let counts = store.request_page_counts(&search)?;
    let total: u32 = counts.iter().map(|(_, count)| count).sum();
    if total == 0 {
        return Ok(group("request", 0, Vec::new()));
    }
    let first = Slice {
        offset: 0,
        limit: FEW,
    };
    let rows = store.request_page(&search, (&RequestOrder::Updated, true), first)?;
    let hits = summaries(store, shelf, &rows)?.into_iter().map(|one| {
        let parts = [
            Some(one.badge_name),
            one.receipt_number,
            Some(one.state_label),
        ];
        SearchHit {
            id: one.id.to_string(),
            title: one.person,
            detail: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            badge: Some(one.badge_id.to_string()),
        }
    });
    Ok(group(
        "request",
        usize::try_from(total).unwrap_or(usize::MAX),
        hits.collect(),
    ))
}

impl App {
    /// What holds each word of a text: people and requests as their lists find them, workshops by their day and place,
    /// badges by name, posters by code, badge and place, pages of the guide by their words.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn search(&self, text: &str) -> Answer<SearchView> {
        let text: String = text.chars().take(LONGEST).collect();
        let folded: Vec<String> = fold(&text).split_whitespace().map(str::to_owned).collect();
        let today = self.clock.today();
        let groups = self.with(|store| {
            if folded.is_empty() {
                return Ok(Vec::new());
            }
            let shelf = Shelf::read(store)?;
            let workshops = among("workshop", &folded, store.workshop_names()?, |one| {
                let (day, date) = (french::date(one.date), one.date.date());
                let month = u8::from(date.month());
                let short = format!("{:02}/{month:02}/{}", date.day(), date.year());
                let hit = SearchHit {
                    id: one.id.to_string(),
                    title: day.clone(),
                    detail: one.place.clone(),
                    badge: None,
                };
                (
                    fold(&format!("{day} {short} {} {}", one.date, one.place)),
                    hit,
                )
            });
            let badges = among("badge", &folded, shelf.catalogue.badges.iter(), |badge| {
                let hit = SearchHit {
                    id: badge.id.to_string(),
                    title: badge.name.clone(),
                    detail: String::new(),
                    badge: Some(badge.id.to_string()),
                };
                (fold(&badge.name), hit)
            });
            let posters = store.posters()?;
            let posters = posters.iter();
            let codes = posters.flat_map(|one| one.codes.iter().map(move |its| (one, its)));
            let posters = among("poster", &folded, codes, |(poster, its)| {
                let code = code::hyphened(&its.code);
                let parts = [its.name.as_str(), poster.place.as_str()];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                let mut text = format!("{} {code} {}", its.code, parts.join(" "));
                if is_code(&folded, &its.code) {
                    // What was typed is its code, however it was read.
                    text = format!("{text} {}", folded.join(" "));
                }
                let hit = SearchHit {
                    id: its.code.clone(),
                    title: code,
                    detail: parts.join(" · "),
                    badge: its.badge.as_ref().map(ToString::to_string),
                };
                (fold(&text), hit)
            });
            let guide = among("guide", &folded, guide::pages(), |page| {
                let hit = SearchHit {
                    id: page.id.clone(),
                    title: page.title.clone(),
                    detail: page.track.clone(),
                    badge: None,
                };
                (fold(&page.text), hit)
            });
            Ok(vec![
                people(store, &folded, today)?,
                requests(store, &shelf, &text)?,
                workshops,
                badges,
                posters,
                guide,
            ])
        })?;
        Ok(SearchView {
            groups: groups
                .into_iter()
                .filter(|group| !group.hits.is_empty())
                .collect(),
        })
    }
}
