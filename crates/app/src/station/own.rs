//! The requests of the person seated, and no other.

use atelier_domain::{
    BadgeId, BadgeRequest, EvidenceHash, Language, Missing, Origin, Participant, RequestId,
    RequestState, StepState,
};
use atelier_store::{RequestFilter, RequestRow, Store};
use atelier_texts::french;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Id;
use crate::catalogue::offered::Shelf;
use crate::requests::read;
use crate::requests::view::EvidenceView;
use crate::sealing::request;
use crate::station::place::Seat;
use crate::station::place::go;
use crate::station::view::{
    StationBadge, StationLine, StationPerson, StationRequest, StationStep, StationView,
};
use crate::station::words;
use crate::station::words::Answers;
use crate::workshops::board;

/// The person's own request; another's is not found.
pub(super) fn find(store: &Store, person: &Participant, id: RequestId) -> Answer<RequestRow> {
    store
        .request(id)?
        .filter(|row| row.request.participant == person.id)
        .ok_or_else(|| Problem::of(Case::NotFound))
}

/// The same, as long as it may be changed here.
fn find_editable(store: &Store, person: &Participant, id: RequestId) -> Answer<RequestRow> {
    let row = find(store, person, id)?;
    if is_editable(&row) {
        Ok(row)
    } else {
        Err(Problem::of(Case::RequestNotEditable))
    }
}

fn is_editable(row: &RequestRow) -> bool {
    row.request.state.is_editable() && row.handed_at.is_none()
}

fn stage(row: &RequestRow) -> &'static str {
    match row.request.state {
        RequestState::Draft | RequestState::Ready | RequestState::Returned
            if row.handed_at.is_some() =>
        {
            "handed"
        }
        RequestState::Draft | RequestState::Ready if row.asked_at.is_none() => "writing",
        RequestState::Draft | RequestState::Ready | RequestState::Returned => "back",
        RequestState::Held
        | RequestState::Queued
        | RequestState::Delivered
        | RequestState::InCommittee => "sent",
        RequestState::Accepted | RequestState::Issued | RequestState::InPassport => "obtained",
        RequestState::Refused => "refused",
    }
}

fn line(shelf: &Shelf, row: &RequestRow) -> StationLine {
    let badge = shelf.view(&row.request.badge);
    StationLine {
        id: row.request.id.into(),
        badge_id: badge.id,
        badge_name: badge.name,
        stage: stage(row).to_owned(),
    }
}

fn all(store: &Store, person: &Participant) -> Answer<Vec<RequestRow>> {
    let filter = RequestFilter {
        participant: Some(person.id),
        ..RequestFilter::default()
    };
    Ok(store.requests(&filter)?)
}

/// Badges of the workshop that the structure offers; every one on offer when the workshop aims at none.
fn on_offer(store: &Store, shelf: &Shelf, seat: &Seat) -> Answer<Vec<BadgeId>> {
    let aimed = store.workshop(seat.workshop)?.map(|found| found.badges);
    let aimed = aimed.unwrap_or_default();
    let offered = |id: &BadgeId| shelf.offers.contains_key(id);
    Ok(shelf
        .catalogue
        .badges
        .iter()
        .map(|badge| &badge.id)
        .filter(|id| offered(id) && (aimed.is_empty() || aimed.contains(id)))
        .cloned()
        .collect())
}

/// The person seated, with nothing of anybody else.
pub(super) fn person(
    store: &Store,
    shelf: &Shelf,
    seat: &Seat,
    language: Language,
) -> Answer<StationPerson> {
    let rows = all(store, &seat.person)?;
    let badges = on_offer(store, shelf, seat)?
        .iter()
        .filter_map(|id| shelf.catalogue.badge(id))
        .map(|badge| StationBadge {
            id: Id(badge.id.clone()),
            name: badge.name.clone(),
            recognises: badge.recognises.clone(),
            request: rows
                .iter()
                .find(|row| {
                    row.request.badge == badge.id && row.request.state != RequestState::Refused
                })
                .map(|row| row.request.id.into()),
        })
        .collect();
    let steps = board::read::read(store, seat.workshop, shelf)?
        .places
        .into_iter()
        .find(|place| place.person.id == seat.person.id)
        .map(|place| place.cells)
        .unwrap_or_default()
        .iter()
        // How far each request is, is told beside it: one step for all of them would say otherwise of some.
        .filter(|cell| !cell.step.is_derived())
        .map(|cell| StationStep {
            code: cell.step.into(),
            // What has not left yet is done, for the person.
            state: if cell.state.is_over() {
                StepState::Done.into()
            } else {
                cell.state.into()
            },
        })
        .collect();
    Ok(StationPerson {
        name: seat.person.shown_name().to_owned(),
        language: language.into(),
        steps,
        badges,
        requests: rows.iter().rev().map(|row| line(shelf, row)).collect(),
    })
}

/// The request the person is at.
pub(super) fn request(
    store: &Store,
    shelf: &Shelf,
    person: &Participant,
    id: RequestId,
    language: Language,
) -> Answer<StationRequest> {
    let row = find(store, person, id)?;
    let badge = shelf.view(&row.request.badge);
    let found = shelf.known(&row.request.badge);
    let pathway = found.and_then(|badge| badge.pathway.as_ref());
    let answers = words::read(&row.answers);
    let composed = words::text(pathway, &answers, Language::French);
    let narrative = row.request.narrative.clone();
    let own_words = !narrative.is_empty() && narrative != composed;
    Ok(StationRequest {
        line: line(shelf, &row),
        recognises: badge.recognises,
        expected: badge.rule.evidence,
        message: row.message.clone().filter(|_| row.asked_at.is_none()),
        question: read::question(store, shelf, &row, person)?,
        editable: is_editable(&row),
        questions: words::views(pathway),
        screens: words::screens(pathway),
        narrative_read: if language == Language::French || own_words {
            String::new()
        } else {
            words::text(pathway, &answers, language)
        },
        answers,
        narrative,
        own_words,
        narrative_max: u32::try_from(BadgeRequest::MAX_NARRATIVE).unwrap_or(u32::MAX),
        evidence: row
            .request
            .evidence
            .iter()
            .map(|piece| EvidenceView {
                hash: piece.hash.into(),
                label: piece.label.clone(),
                media_type: piece.kind.media_type().to_owned(),
                size_text: french::size(piece.size),
            })
            .collect(),
    })
}

impl App {
    /// The person asks for a badge: their draft of it, made if there is none, and the first screen of it.
    ///
    /// # Errors
    /// `badge-unknown` for a badge that is not offered at this workshop.
    pub fn station_ask(&self, wanted: &BadgeId) -> Answer<StationView> {
        let (person, workshop, known) = self.with(|store| {
            let seat = self.seat(store)?;
            if !on_offer(store, &Shelf::read(store)?, &seat)?.contains(wanted) {
                return Err(Problem::of(Case::BadgeUnknown {
                    badge: wanted.to_string(),
                }));
            }
            let known = all(store, &seat.person)?;
            let ids: Vec<_> = known.iter().map(|row| row.request.id).collect();
            Ok((seat.person.id, seat.workshop, ids))
        })?;
        let id = self
            .open_request(person, wanted, Some(workshop))?
            .summary
            .id
            .0;
        self.atomically(|store| {
            let seat = self.seat(store)?;
            if !known.contains(&id) {
                store.set_request_origin(id, Origin::Station)?;
            }
            let row = find(store, &seat.person, id)?;
            let screen = if is_editable(&row) {
                "question"
            } else {
                "review"
            };
            go(store, seat.place, screen, Some(id), None)?;
            self.station_view(store)
        })
    }

    /// The person's request, to be changed: its answers and its text.
    fn station_edit(
        &self,
        id: RequestId,
        change: impl FnOnce(&Shelf, &RequestRow, &mut Answers) -> Answer<String>,
    ) -> Answer<StationView> {
        let narrative = self.atomically(|store| {
            let seat = self.seat(store)?;
            let row = find_editable(store, &seat.person, id)?;
            let mut answers = words::read(&row.answers);
            let narrative = change(&Shelf::read(store)?, &row, &mut answers)?;
            store.set_request_answers(row.request.id, &words::write(&answers)?)?;
            Ok((narrative != row.request.narrative).then_some(narrative))
        })?;
        if let Some(narrative) = narrative {
            self.save_narrative(id, &narrative)?;
        }
        self.station()
    }

    /// Keeps the answer to a question. The text follows, unless the person has changed it.
    ///
    /// # Errors
    /// `not-found` for another person's request, or an answer that is not offered; `request-not-editable`.
    pub fn station_answer(
        &self,
        id: RequestId,
        question: &str,
        given: &[String],
    ) -> Answer<StationView> {
        self.station_edit(id, |shelf, row, answers| {
            let badge = shelf.known(&row.request.badge);
            let pathway = badge.and_then(|badge| badge.pathway.as_ref());
            let before = words::text(pathway, answers, Language::French);
            words::answer(answers, pathway, question, given)?;
            let narrative = &row.request.narrative;
            if narrative.is_empty() || *narrative == before {
                Ok(words::text(pathway, answers, Language::French))
            } else {
                Ok(narrative.clone())
            }
        })
    }

    /// Keeps the text as the person changed it.
    ///
    /// # Errors
    /// `narrative-too-long`; `not-found` for another person's request; `request-not-editable`.
    pub fn station_words(&self, id: RequestId, text: &str) -> Answer<StationView> {
        self.station_edit(id, |_, _, _| Ok(text.to_owned()))
    }

    /// Keeps what the person answers to INAÉ's question.
    ///
    /// # Errors
    /// `reply-too-long`; `not-found` for another person's request, or when INAÉ asked nothing; `request-not-editable`.
    pub fn station_reply(&self, id: RequestId, text: &str) -> Answer<StationView> {
        self.station_may_edit(id)?;
        self.save_reply(id, text)?;
        self.station()
    }

    /// Makes the text again from the answers.
    ///
    /// # Errors
    /// `not-found` for another person's request; `request-not-editable`.
    pub fn station_recompose(&self, id: RequestId) -> Answer<StationView> {
        self.station_edit(id, |shelf, row, answers| {
            let badge = shelf.known(&row.request.badge);
            let pathway = badge.and_then(|badge| badge.pathway.as_ref());
            Ok(words::text(pathway, answers, Language::French))
        })
    }

    /// Whether the person seated may change this request.
    fn station_may_edit(&self, id: RequestId) -> Answer<()> {
        self.with(|store| find_editable(store, &self.seat(store)?.person, id).map(|_| ()))
    }

    /// Cleans a file and joins it to the person's request.
    ///
    /// # Errors
    /// Every refusal of the evidence intake (`evidence-…`), `too-much-evidence`; `not-found` for another person's request.
    pub fn station_add_evidence(
        &self,
        id: RequestId,
        file_name: &str,
        bytes: &[u8],
    ) -> Answer<StationView> {
        self.station_may_edit(id)?;
        self.add_evidence(id, file_name, bytes)?;
        self.station()
    }

    /// Takes a piece of evidence off the person's request.
    ///
    /// # Errors
    /// `not-found` for another person's request; `request-not-editable`.
    pub fn station_remove_evidence(
        &self,
        id: RequestId,
        hash: EvidenceHash,
    ) -> Answer<StationView> {
        self.station_may_edit(id)?;
        self.remove_evidence(id, hash)?;
        self.station()
    }

    /// The bytes of a piece of evidence of the person's own.
    ///
    /// # Errors
    /// `not-found` for another person's.
    pub fn station_evidence(&self, hash: EvidenceHash) -> Answer<Vec<u8>> {
        let own = self.with(|store| {
            let rows = all(store, &self.seat(store)?.person)?;
            Ok(rows
                .iter()
                .flat_map(|row| &row.request.evidence)
                .any(|piece| piece.hash == hash))
        })?;
        if own {
            self.evidence(hash)
        } else {
            Err(Problem::of(Case::NotFound))
        }
    }

    /// Hands the request to the facilitator, who reads it and confirms it. Nothing is sent to INAÉ here.
    ///
    /// # Errors
    /// `station-words-missing` without any text; `station-reply-missing` when nothing answers INAÉ's question; `not-found` for another person's request; `request-not-editable`.
    pub fn station_hand_over(&self, id: RequestId) -> Answer<StationView> {
        self.atomically(|store| {
            let seat = self.seat(store)?;
            let row = find_editable(store, &seat.person, id)?;
            let missing = request::lacks(store, &Shelf::read(store)?, &row, &seat.person)?;
            if missing.contains(&Missing::Narrative) {
                return Err(Problem::of(Case::StationWordsMissing));
            }
            if missing.contains(&Missing::Reply) {
                return Err(Problem::of(Case::StationReplyMissing));
            }
            store.set_request_handed(row.request.id, Some(self.now()))?;
            store.append_journal(self.now(), "request-handed", &id.to_string())?;
            go(store, seat.place, "thanks", Some(id), None)?;
            self.station_view(store)
        })
    }

    /// The person takes back what they handed to the facilitator, as long as it was not confirmed.
    ///
    /// # Errors
    /// `not-found` for another person's request; `request-not-editable` once confirmed.
    pub fn station_take_back(&self, id: RequestId) -> Answer<StationView> {
        self.atomically(|store| {
            let seat = self.seat(store)?;
            let row = find(store, &seat.person, id)?;
            if !row.request.state.is_editable() {
                return Err(Problem::of(Case::RequestNotEditable));
            }
            store.set_request_handed(row.request.id, None)?;
            go(store, seat.place, "review", Some(id), None)?;
            self.station_view(store)
        })
    }
}
