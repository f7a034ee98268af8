//! Badge requests: written, shown with what they lack, confirmed for sending, taken back.

use atelier_domain::{
    Asked, BadgeRequest, Origin, Participant, ParticipantId, RequestId, RequestState,
};
use atelier_store::{RequestFilter, RequestRow, Store};
use atelier_texts as texts;
use atelier_texts::french;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::base::app::App;
use crate::base::clock::french_moment;
use crate::base::names::full_name;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Id;
use crate::catalogue::offered::Shelf;
use crate::requests::view::{
    EvidenceView, MissingView, QuestionView, RequestFilterForm, RequestSummary, RequestView,
};
use crate::sealing::{receipts, request};

/// Longest name of a piece of evidence, in characters.
pub(crate) const MAX_LABEL: usize = 255;

pub(crate) fn find(store: &Store, id: RequestId) -> Answer<RequestRow> {
    store
        .request(id)?
        .ok_or_else(|| Problem::of(Case::NotFound))
}

pub(crate) fn person_of(store: &Store, id: ParticipantId) -> Answer<Participant> {
    store
        .participant(id)?
        .ok_or_else(|| Problem::of(Case::NotFound))
}

/// Whether the facilitator must still read it: handed over at the station, or made complete there and left.
pub(crate) fn waits_for_a_reading(row: &RequestRow) -> bool {
    is_to_be_read(row.request.state, row.origin, row.handed_at.is_some())
}

/// The same, of a request in this state, begun in this way, and handed over or not.
pub(crate) fn is_to_be_read(state: RequestState, origin: Origin, handed: bool) -> bool {
    let left_there = origin == Origin::Station && state == RequestState::Ready;
    state.is_editable() && (handed || left_there)
}

fn summary(
    store: &Store,
    shelf: &Shelf,
    (row, person): (&RequestRow, &Participant),
    receipt_number: Option<String>,
) -> Answer<RequestSummary> {
    let RequestRow {
        request,
        created_at: _,
        updated_at,
        message: _,
        asked_at: _,
        received_content: _,
        origin,
        answers: _,
        handed_at: _,
        issued_at: _,
        issue_learned_at: _,
    } = row;
    let badge = shelf.known(&request.badge);
    let to_review = waits_for_a_reading(row);
    let missing = if request.state.is_editable() {
        request::lacks(store, shelf, row, person)?
    } else {
        Vec::new()
    };
    let missing: Vec<MissingView> = missing
        .into_iter()
        .map(|what| MissingView {
            code: what.code().to_owned(),
            text: texts::missing::of(what),
        })
        .collect();
    let next = if missing.is_empty() {
        if to_review {
            texts::request::to_review_now()
        } else {
            texts::and_now::of(request.state)
        }
    } else {
        let texts: Vec<&str> = missing.iter().map(|one| one.text.as_str()).collect();
        texts.join(" ")
    };
    Ok(RequestSummary {
        id: request.id.into(),
        participant_id: person.id.into(),
        person: full_name(person),
        badge_id: Id(request.badge.clone()),
        badge_name: badge.map_or_else(|| request.badge.to_string(), |badge| badge.name.clone()),
        workshop_id: request.workshop.map(Id),
        state: request.state.into(),
        state_label: if to_review {
            texts::request::to_review()
        } else {
            texts::request_state::of(request.state)
        },
        to_review,
        origin: origin.into(),
        missing,
        evidence_count: u32::try_from(request.evidence.len()).unwrap_or(u32::MAX),
        receipt_number,
        next,
        updated_at: updated_at.to_rfc3339(),
    })
}

/// Requests as shown in a list.
pub(crate) fn summaries(
    store: &Store,
    shelf: &Shelf,
    rows: &[RequestRow],
) -> Answer<Vec<RequestSummary>> {
    // Only what these rows need: the store may hold thousands of people and receipts.
    let mut people: BTreeMap<ParticipantId, Participant> = BTreeMap::new();
    let mut numbers: BTreeMap<String, String> = BTreeMap::new();
    for row in rows {
        let person = row.request.participant;
        if let Entry::Vacant(place) = people.entry(person)
            && let Some(person) = store.participant(person)?
        {
            place.insert(person);
        }
        let id = row.request.id.to_string();
        if let Some(receipt) = store.receipt(&id)? {
            numbers.insert(id, receipt.number);
        }
    }
    rows.iter()
        .filter_map(|row| {
            people
                .get(&row.request.participant)
                .map(|person| (row, person))
        })
        .map(|about| {
            let number = numbers.remove(&about.0.request.id.to_string());
            summary(store, shelf, about, number)
        })
        .collect()
}

/// A request, whole.
pub(crate) fn view(store: &Store, id: RequestId) -> Answer<RequestView> {
    let row = find(store, id)?;
    let shelf = Shelf::read(store)?;
    let person = person_of(store, row.request.participant)?;
    let receipt = store.receipt(&id.to_string())?;
    let state = row.request.state;
    let can_take_back = match state {
        RequestState::Held => true,
        RequestState::Queued => store
            .outbox_row(&id.to_string())?
            .is_some_and(|waiting| waiting.attempts == 0),
        _ => false,
    };
    let evidence = row
        .request
        .evidence
        .iter()
        .map(|piece| EvidenceView {
            hash: piece.hash.into(),
            label: piece.label.clone(),
            media_type: piece.kind.media_type().to_owned(),
            size_text: french::size(piece.size),
        })
        .collect();
    let summary = summary(
        store,
        &shelf,
        (&row, &person),
        receipt.as_ref().map(|receipt| receipt.number.clone()),
    )?;
    let question = question(store, &shelf, &row, &person)?;
    Ok(RequestView {
        receipt: receipt.map(|receipt| {
            receipts::receipt_view(&receipt, id, &summary.person, &summary.badge_name)
        }),
        summary,
        narrative: row.request.narrative.clone(),
        narrative_max: u32::try_from(BadgeRequest::MAX_NARRATIVE).unwrap_or(u32::MAX),
        evidence,
        badge: shelf.view(&row.request.badge),
        editable: state.is_editable(),
        removable: store.may_remove_request(&row)?,
        can_take_back,
        message: row.message.filter(|_| question.is_none()),
        question,
    })
}

/// INAÉ's question, from the day it came to INAÉ's next answer.
pub(crate) fn question(
    store: &Store,
    shelf: &Shelf,
    row: &RequestRow,
    person: &Participant,
) -> Answer<Option<QuestionView>> {
    let Some(asked_at) = row.asked_at else {
        return Ok(None);
    };
    let changed = request::asked(store, shelf, row, person)? == Asked::Question { changed: true };
    Ok(Some(QuestionView {
        text: row.message.clone().unwrap_or_default(),
        asked_at: french_moment(asked_at),
        reply: row.request.reply.clone(),
        reply_max: u32::try_from(BadgeRequest::MAX_REPLY).unwrap_or(u32::MAX),
        changed,
    }))
}

impl App {
    /// Requests of a person, of a workshop, or all; newest change first.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn requests(&self, filter: &RequestFilterForm) -> Answer<Vec<RequestSummary>> {
        let RequestFilterForm {
            participant,
            workshop,
        } = filter;
        let filter = RequestFilter {
            participant: participant.map(|id| id.0),
            workshop: workshop.map(|id| id.0),
            ..RequestFilter::default()
        };
        self.with(|store| {
            let rows = store.requests(&filter)?;
            let mut list = summaries(store, &Shelf::read(store)?, &rows)?;
            list.sort_by(|a, b| b.updated_at.cmp(&a.updated_at));
            Ok(list)
        })
    }

    /// A request, whole.
    ///
    /// # Errors
    /// `not-found`.
    pub fn request(&self, id: RequestId) -> Answer<RequestView> {
        self.with(|store| view(store, id))
    }
}
