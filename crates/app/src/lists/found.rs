//! Long lists, a page at a time: people, requests, receipts. What is counted and sorted is by the store.

use atelier_domain::{ParticipantId, RequestState};
use atelier_store::{PersonSearch, ReceiptSearch, RequestSearch, Slice};

use crate::base::app::App;
use crate::base::clock::short_day;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::view::Choice;
use crate::base::wire::Id;
use crate::catalogue::offered::Shelf;
use crate::lists::query;
use crate::lists::view::{
    GroupCount, ListChoices, ListQuery, PeoplePage, PersonRow, ReceiptPage, RequestPage,
};
use crate::people::participants::{requests_of, view};
use crate::people::view::ParticipantView;
use crate::requests::read::summaries;
use crate::sealing::receipts::receipt_views;

/// Most rows on a page: what one looks through without the search.
pub const PAGE: u32 = 50;

/// The page that begins there; the last one, when so many rows are not left since it was turned to.
fn page(offset: u32, total: u32) -> (u32, Slice) {
    let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let last = total.saturating_sub(1) / PAGE * PAGE;
    let offset = if offset < total { offset } else { last };
    let slice = Slice {
        offset: size(offset),
        limit: size(PAGE),
    };
    (offset, slice)
}

impl App {
    /// A page of the people found.
    ///
    /// # Errors
    /// `not-found` for an unknown column, part, workshop, badge or day.
    pub fn people_page(&self, query: &ListQuery) -> Answer<PeoplePage> {
        let today = self.clock.today();
        self.with(|store| {
            let (search, order) = query::people(query)?;
            let total = store.count_people(&search)?;
            let (offset, slice) = page(query.offset, total);
            let lines = store.people_page(&search, order, slice, today)?;
            let people = lines.into_iter().map(|line| PersonRow {
                person: view(&line.person, line.requests),
                last_workshop: line.last_workshop.map(short_day).unwrap_or_default(),
            });
            let mut groups = Vec::new();
            for code in query::PEOPLE_GROUPS {
                let part = PersonSearch {
                    without_email: code == "no-email",
                    ..search.clone()
                };
                groups.push(GroupCount {
                    code: code.to_owned(),
                    count: store.count_people(&part)?,
                });
            }
            Ok(PeoplePage {
                people: people.collect(),
                total,
                offset,
                page_size: PAGE,
                groups,
                any: store.count_people(&PersonSearch::default())? > 0,
            })
        })
    }

    /// A person.
    ///
    /// # Errors
    /// `not-found`.
    pub fn participant(&self, id: ParticipantId) -> Answer<ParticipantView> {
        self.with(|store| {
            let person = store.participant(id)?;
            let person = person.ok_or_else(|| Problem::of(Case::NotFound))?;
            Ok(view(&person, requests_of(store, id)?))
        })
    }

    /// A page of the requests found, with how many each part of the list has.
    ///
    /// # Errors
    /// `not-found` for an unknown column, part, workshop, badge or day.
    pub fn request_page(&self, query: &ListQuery) -> Answer<RequestPage> {
        self.with(|store| {
            let shelf = Shelf::read(store)?;
            let (search, (order, descending)) = query::requests(&shelf, query)?;
            let of_any_state = RequestSearch {
                states: None,
                ..search.clone()
            };
            let counts = store.request_page_counts(&of_any_state)?;
            let total = |keep: &dyn Fn(RequestState) -> bool| -> u32 {
                let kept = counts.iter().filter(|(state, _)| keep(*state));
                kept.map(|(_, count)| count).sum()
            };
            let groups = query::REQUEST_GROUPS.map(|code| GroupCount {
                code: code.to_owned(),
                count: total(&|state| code == "all" || query::group_of(state) == code),
            });
            let wanted = |state| {
                let states = search.states.as_ref();
                states.is_none_or(|states| states.contains(&state))
            };
            let total = total(&wanted);
            let any = total > 0 || store.counts_by_state()?.iter().any(|(_, count)| *count > 0);
            let (offset, slice) = page(query.offset, total);
            let rows = store.request_page(&search, (&order, descending), slice)?;
            Ok(RequestPage {
                requests: summaries(store, &shelf, &rows)?,
                total,
                offset,
                page_size: PAGE,
                groups: groups.to_vec(),
                any,
            })
        })
    }

    /// A page of the receipts found.
    ///
    /// # Errors
    /// `not-found` for an unknown column, part, workshop, badge or day.
    pub fn receipt_page(&self, query: &ListQuery) -> Answer<ReceiptPage> {
        self.with(|store| {
            let shelf = Shelf::read(store)?;
            let (search, (order, descending)) = query::receipts(&shelf, query)?;
            let total = store.count_receipts(&search)?;
            let (offset, slice) = page(query.offset, total);
            let ids = store.receipts_found(&search, (&order, descending), slice)?;
            Ok(ReceiptPage {
                receipts: receipt_views(store, &shelf, &ids)?,
                total,
                offset,
                page_size: PAGE,
                any: total > 0 || store.count_receipts(&ReceiptSearch::default())? > 0,
            })
        })
    }

    /// What lists can be narrowed to.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn list_choices(&self) -> Answer<ListChoices> {
        self.with(|store| {
            let shelf = Shelf::read(store)?;
            let workshops = store.workshop_names()?.into_iter().map(|one| Choice {
                code: Id(one.id),
                label: match one.place.as_str() {
                    "" => short_day(one.date),
                    place => format!("{}, {place}", short_day(one.date)),
                },
            });
            let badges = query::badges_by_name(&shelf)
                .into_iter()
                .map(|badge| Choice {
                    code: Id(badge.id.clone()),
                    label: badge.name.clone(),
                });
            Ok(ListChoices {
                workshops: workshops.collect(),
                badges: badges.collect(),
            })
        })
    }
}
