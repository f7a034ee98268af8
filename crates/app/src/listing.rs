//! Long lists, a page at a time: people, requests. What is counted is counted by the store.

use atelier_domain::RequestState;
use atelier_domain::fold::fold;
use atelier_store::{RequestSearch, SearchWord};

use crate::App;
use crate::catalogue::Shelf;
use crate::participants::{participant_id, requests_of, view};
use crate::problem::{Answer, Problem};
use crate::requests::summaries;
use crate::view::{GroupCount, ParticipantView, PeoplePage, RequestPage, RequestSearchForm};

/// Most rows on a page: what one looks through without the search.
pub const PAGE: u32 = 50;
/// Most words of a search; the others are left out.
const MAX_WORDS: usize = 8;

/// The groups in which requests are looked for, in order.
const GROUPS: [&str; 6] = ["all", "to-complete", "ready", "waiting", "received", "done"];

/// The group of a state.
const fn group_of(state: RequestState) -> &'static str {
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

fn words(shelf: &Shelf, query: &str) -> Vec<SearchWord> {
    let folded = fold(query);
    let badges = || shelf.catalogue.badges.iter();
    folded
        .split_whitespace()
        .take(MAX_WORDS)
        .map(|word| SearchWord {
            text: word.to_owned(),
            badges: badges()
                .filter(|badge| fold(&badge.name).contains(word))
                .map(|badge| badge.id.clone())
                .collect(),
        })
        .collect()
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl App {
    /// A page of the people found, as [`App::participants`] finds them.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn people_page(&self, query: &str, offset: u32) -> Answer<PeoplePage> {
        self.with(|store| {
            let people = store.search_participants(query, size(offset.saturating_add(PAGE)))?;
            let people = people
                .iter()
                .skip(size(offset))
                .map(|person| Ok(view(person, requests_of(store, person.id)?)))
                .collect::<Answer<_>>()?;
            Ok(PeoplePage {
                people,
                total: store.count_participants(query)?,
                offset,
                page_size: PAGE,
            })
        })
    }

    /// A person.
    ///
    /// # Errors
    /// `not-found`.
    pub fn participant(&self, id: &str) -> Answer<ParticipantView> {
        let id = participant_id(id)?;
        self.with(|store| {
            let person = store.participant(id)?;
            let person = person.ok_or_else(|| Problem::of("not-found"))?;
            Ok(view(&person, requests_of(store, id)?))
        })
    }

    /// A page of the requests found, the latest change first, with how many each group has.
    ///
    /// # Errors
    /// `not-found` for an unknown group.
    pub fn request_page(&self, form: &RequestSearchForm) -> Answer<RequestPage> {
        let RequestSearchForm {
            group,
            query,
            offset,
        } = form;
        if !GROUPS.contains(&group.as_str()) {
            return Err(Problem::of("not-found"));
        }
        let wanted = |state: RequestState| group == "all" || group_of(state) == group;
        self.with(|store| {
            let shelf = Shelf::read(store)?;
            let mut search = RequestSearch {
                states: None,
                words: words(&shelf, query),
            };
            let counts = store.request_page_counts(&search)?;
            let total = |keep: &dyn Fn(RequestState) -> bool| -> u32 {
                let kept = counts.iter().filter(|(state, _)| keep(*state));
                kept.map(|(_, count)| count).sum()
            };
            let groups = GROUPS.map(|code| GroupCount {
                code: code.to_owned(),
                count: total(&|state| code == "all" || group_of(state) == code),
            });
            let total = total(&wanted);
            let any = search.words.is_empty() && total > 0
                || store.counts_by_state()?.iter().any(|(_, count)| *count > 0);
            if group != "all" {
                search.states = Some(
                    RequestState::ALL
                        .into_iter()
                        .filter(|s| wanted(*s))
                        .collect(),
                );
            }
            let rows = store.request_page(&search, size(*offset), size(PAGE))?;
            Ok(RequestPage {
                requests: summaries(store, &shelf, &rows)?,
                total,
                offset: *offset,
                page_size: PAGE,
                groups: groups.to_vec(),
                any,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Clock, Places, demo};

    #[test]
    fn the_demonstration_is_listed_by_group_word_and_page() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            data: folder.path().join("store"),
            documents: folder.path().join("documents"),
        };
        let app = App::new(places, Clock::system());
        demo::fill(&app).unwrap();

        let people = app.people_page("", 0).unwrap();
        assert_eq!((people.total, people.people.len()), (12, 12));
        let rest = app.people_page("", 10).unwrap();
        assert_eq!(rest.people.as_slice(), people.people.get(10..).unwrap());
        let one = people.people.first().unwrap();
        assert_eq!(&app.participant(&one.id).unwrap(), one);

        let page = |group: &str, query: &str, offset| {
            app.request_page(&RequestSearchForm {
                group: group.to_owned(),
                query: query.to_owned(),
                offset,
            })
        };
        let all = page("all", "", 0).unwrap();
        assert_eq!((all.total, all.requests.len(), all.any), (11, 11, true));
        let counted: Vec<u32> = all.groups.iter().map(|group| group.count).collect();
        // Of the eleven states: draft and returned; ready; held and queued; delivered and in committee; four ended.
        assert_eq!(counted, [11, 2, 1, 2, 2, 4]);
        assert_eq!(page("all", "", 9).unwrap().requests.len(), 2);
        let waiting = page("waiting", "", 0).unwrap();
        assert!(
            waiting
                .requests
                .iter()
                .all(|r| r.state == "held" || r.state == "queued")
        );
        assert_eq!(waiting.total, 2);

        let first = all.requests.first().unwrap();
        let found = page("all", &first.person.to_uppercase(), 0).unwrap();
        assert_eq!(found.requests, std::slice::from_ref(first));
        let nobody = page("all", "introuvable", 0).unwrap();
        assert_eq!((nobody.total, nobody.any), (0, true));
        assert_eq!(page("autre", "", 0).unwrap_err().code, "not-found");
    }
}
