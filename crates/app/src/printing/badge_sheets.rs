//! The sheets of people's badges and of the committee: what each says, from the store, outside any workshop.

use atelier_documents::{Card, Fields, Holder, Values};
use atelier_domain::fold::fold;
use atelier_domain::{BadgeId, BadgeSource, ParticipantId, RequestId, RequestState};
use atelier_store::{RequestFilter, RequestRow, Store};
use atelier_texts as texts;
use atelier_texts::french;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::clock::day_of;
use crate::base::names::{full_name, structure_name};
use crate::base::pages::values;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::posters::poster::printed_pathway;
use crate::workshops::summary::last_ceremony;

/// Badges obtained, one a card, for companies.
pub(crate) const CARDS: &str = "cards";

/// A badge is held from the moment INAÉ issues it.
const HELD: [RequestState; 2] = [RequestState::Issued, RequestState::InPassport];

/// What the committee looks at: what INAÉ has put before it.
const BEFORE_COMMITTEE: [RequestState; 1] = [RequestState::InCommittee];

/// The picture of a badge that no catalogue knows any more.
const NO_PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>"#;

/// The problem told when there is nothing to print.
pub(crate) fn nothing(name: &str) -> Case {
    if name.starts_with("committee") {
        Case::NothingInCommittee
    } else {
        Case::NoBadgeObtained
    }
}

/// A request, its person and its badge, in words.
fn line(store: &Store, shelf: &Shelf, row: &RequestRow, person: &str) -> Answer<Values> {
    let known = shelf.known(&row.request.badge);
    let known_text = |field: fn(&atelier_domain::Badge) -> &String| known.map(field).cloned();
    let receipt = store.receipt(&row.request.id.to_string())?;
    let rule = shelf.offers.get(&row.request.badge);
    let example = known.is_some_and(|badge| badge.source == BadgeSource::Example);
    let evidence: Vec<&str> = row
        .request
        .evidence
        .iter()
        .map(|piece| piece.label.as_str())
        .collect();
    let number = receipt.map(|receipt| receipt.number).unwrap_or_default();
    let numbered = match number.as_str() {
        "" => String::new(),
        number => format!(" {}", texts::record::numbered(number)),
    };
    Ok(values([
        ("id", row.request.participant.to_string()),
        ("person", person.to_owned()),
        (
            "badge",
            known_text(|badge| &badge.name).unwrap_or_else(|| row.request.badge.to_string()),
        ),
        ("badge_id", row.request.badge.to_string()),
        (
            "recognises",
            known_text(|badge| &badge.recognises).unwrap_or_default(),
        ),
        (
            "image_svg",
            known_text(|badge| &badge.image_svg).unwrap_or_else(|| NO_PICTURE.to_owned()),
        ),
        (
            "example",
            match example {
                true => texts::record::example(),
                false => String::new(),
            },
        ),
        (
            "date",
            french::date(day_of(row.issued_at.unwrap_or(row.updated_at))),
        ),
        ("number", number),
        ("numbered", numbered),
        ("narrative", row.request.narrative.to_string()),
        ("evidence", evidence.join(", ")),
        (
            "criterion",
            rule.map(|rule| rule.criterion.clone()).unwrap_or_default(),
        ),
    ]))
}

/// Whose badges are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Everyone's; for the certificates, those obtained since the last ceremony.
    Everyone,
    /// All of these people's.
    People(BTreeSet<ParticipantId>),
    /// Those of these requests alone.
    Requests(BTreeSet<RequestId>),
}

impl Whose {
    /// These people's; everyone's when none is named.
    pub(crate) fn named(people: Vec<ParticipantId>) -> Self {
        match people.is_empty() {
            true => Self::Everyone,
            false => Self::People(people.into_iter().collect()),
        }
    }

    fn holds(&self, row: &RequestRow) -> bool {
        match self {
            Self::Everyone => true,
            Self::People(people) => people.contains(&row.request.participant),
            Self::Requests(requests) => requests.contains(&row.request.id),
        }
    }
}

/// What the sheets of people's badges say.
pub(crate) fn fields(
    store: &Store,
    name: &str,
    whose: &Whose,
    today: atelier_domain::CalendarDate,
) -> Answer<Fields> {
    let shelf = Shelf::read(store)?;
    let since = match whose {
        Whose::Everyone if name == "certificate" => last_ceremony(store)?,
        _ => None,
    };
    let mut names: BTreeMap<ParticipantId, String> = BTreeMap::new();
    let mut lines_of = |states: &[RequestState]| -> Answer<Vec<Values>> {
        let wanted = RequestFilter {
            states: Some(states.to_vec()),
            ..RequestFilter::default()
        };
        let mut lines = Vec::new();
        for row in store.requests(&wanted)? {
            let id = row.request.participant;
            if since.is_some_and(|since| row.issue_learned_at.is_none_or(|at| at <= since))
                || !whose.holds(&row)
            {
                continue;
            }
            let person = match names.get(&id) {
                Some(known) => known.clone(),
                None => {
                    let Some(person) = store.participant(id)? else {
                        continue;
                    };
                    let person = full_name(&person);
                    names.insert(id, person.clone());
                    person
                }
            };
            lines.push(line(store, &shelf, &row, &person)?);
        }
        lines.sort_by_cached_key(|line| line.get("person").map(|name| fold(name)));
        Ok(lines)
    };
    let obtained = lines_of(&HELD)?;
    let committee = lines_of(&BEFORE_COMMITTEE)?;
    if name.starts_with("committee") && committee.is_empty() {
        return Err(Problem::of(nothing(name)));
    }
    let examples = |lines: &[&Values]| {
        let example = |line: &&Values| line.get("example").is_some_and(|mark| !mark.is_empty());
        match lines.iter().any(example) {
            true => texts::together::example(),
            false => String::new(),
        }
    };
    let mut seen = BTreeSet::new();
    let holders: Vec<Values> = obtained
        .iter()
        .filter(|line| seen.insert(line.get("id").cloned()))
        .map(|line| {
            let kept = ["id", "person"].into_iter();
            let kept = kept.filter_map(|key| Some((key.to_owned(), line.get(key)?.clone())));
            // Said on their own page, of their own badges.
            let own = obtained
                .iter()
                .filter(|one| one.get("id") == line.get("id"));
            let own = examples(&own.collect::<Vec<_>>());
            kept.chain([("examples".to_owned(), own)]).collect()
        })
        .collect();
    Ok(Fields {
        values: values([
            ("structure", structure_name(store)?),
            ("today", french::date(today)),
            ("examples", examples(&committee.iter().collect::<Vec<_>>())),
            ("requests", texts::committee::requests(committee.len())),
        ]),
        lists: BTreeMap::from([
            ("holders".to_owned(), holders),
            ("obtained".to_owned(), obtained),
            ("committee".to_owned(), committee),
        ]),
    })
}

/// The cards of these badges, as `fields` tells them: one that no catalogue knows any more is told by its code, without a
/// page to look at.
pub(crate) fn cards(store: &Store, fields: &Fields) -> Answer<Vec<Card>> {
    let shelf = Shelf::read(store)?;
    let structure = structure_name(store)?;
    let obtained = fields.lists.get("obtained").into_iter().flatten();
    let cards = obtained.map(|line| {
        let value = |key: &str| line.get(key).cloned().unwrap_or_default();
        let known = BadgeId::parse(&value("badge_id")).and_then(|id| shelf.known(&id));
        Card {
            structure: structure.clone(),
            name: value("badge"),
            image_svg: value("image_svg"),
            application_url: known
                .map(|badge| badge.application_url.clone())
                .unwrap_or_default(),
            pathway: known.and_then(|badge| printed_pathway(&shelf, badge)),
            example: known.is_some_and(|badge| badge.source == BadgeSource::Example),
            short_code: None,
            holder: Some(Holder {
                person: value("person"),
                date: value("date"),
                number: value("number"),
            }),
        }
    });
    Ok(cards.collect())
}
