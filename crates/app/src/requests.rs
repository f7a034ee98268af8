//! Badge requests: written, shown with what they lack, confirmed for sending, taken back.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use atelier_domain::{
    Asked, BadgeRequest, EvidenceHash, EvidenceRef, Moment, Origin, Participant, ParticipantId,
    RequestEvent, RequestId, RequestState, WorkshopId,
};
use atelier_store::{RequestFilter, RequestRow, Store};

use crate::catalogue::{Shelf, badge_id};
use crate::clock::french_moment;
use crate::participants::{full_name, participant_id};
use crate::problem::{Answer, Problem};
use crate::view::{
    EvidenceView, MissingView, QuestionView, RequestFilterForm, RequestSummary, RequestView,
    WorkshopView,
};
use crate::workshops::{self, workshop_id};
use crate::{App, labels, queue, sealing};

/// Longest name of a piece of evidence, in characters.
const MAX_LABEL: usize = 255;

pub(crate) fn request_id(text: &str) -> Answer<RequestId> {
    text.parse().map_err(|_| Problem::of("not-found"))
}

fn evidence_hash(text: &str) -> Answer<EvidenceHash> {
    text.parse().map_err(|_| Problem::of("not-found"))
}

pub(crate) fn find(store: &Store, id: RequestId) -> Answer<RequestRow> {
    store.request(id)?.ok_or_else(|| Problem::of("not-found"))
}

pub(crate) fn person_of(store: &Store, id: ParticipantId) -> Answer<Participant> {
    store
        .participant(id)?
        .ok_or_else(|| Problem::of("not-found"))
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
        sealing::lacks(store, shelf, row, person)?
    } else {
        Vec::new()
    };
    let missing: Vec<MissingView> = missing
        .into_iter()
        .map(|what| MissingView {
            code: what.code().to_owned(),
            text: labels::missing(what),
        })
        .collect();
    let next = if missing.is_empty() {
        let code = if to_review {
            "to-review"
        } else {
            request.state.code()
        };
        labels::label("and-now", code)
    } else {
        let texts: Vec<&str> = missing.iter().map(|one| one.text.as_str()).collect();
        texts.join(" ")
    };
    Ok(RequestSummary {
        id: request.id.to_string(),
        participant_id: person.id.to_string(),
        person: full_name(person),
        badge_id: request.badge.to_string(),
        badge_name: badge.map_or_else(|| request.badge.to_string(), |badge| badge.name.clone()),
        workshop_id: request.workshop.map(|id| id.to_string()),
        state: request.state.code().to_owned(),
        state_label: if to_review {
            labels::label("request-state", "to-review")
        } else {
            labels::state(request.state)
        },
        to_review,
        origin: origin.code().to_owned(),
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
            hash: piece.hash.to_string(),
            label: piece.label.clone(),
            media_type: piece.kind.media_type().to_owned(),
            size_text: labels::size(piece.size),
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
        receipt: receipt
            .map(|receipt| queue::receipt_view(&receipt, &summary.person, &summary.badge_name)),
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
    let changed = sealing::asked(store, shelf, row, person)? == Asked::Question { changed: true };
    Ok(Some(QuestionView {
        text: row.message.clone().unwrap_or_default(),
        asked_at: french_moment(asked_at),
        reply: row.request.reply.clone(),
        reply_max: u32::try_from(BadgeRequest::MAX_REPLY).unwrap_or(u32::MAX),
        changed,
    }))
}

/// Draft, ready or still sent back, after a change of what the request says or of what it needs.
fn assess(store: &Store, shelf: &Shelf, row: RequestRow, at: Moment) -> Answer<()> {
    let person = person_of(store, row.request.participant)?;
    let edited = RequestEvent::Edited {
        complete: sealing::lacks(store, shelf, &row, &person)?.is_empty(),
        asked: row.asked_at.is_some(),
    };
    let mut request = row.request;
    request.state = request
        .state
        .after(edited)
        .map_err(|_| Problem::of("request-not-editable"))?;
    Ok(store.save_request(&request, at)?)
}

/// Looks again at what unfinished requests lack, of one person or of all, when a person or a rule has changed.
pub(crate) fn reassess(
    store: &Store,
    at: Moment,
    participant: Option<ParticipantId>,
) -> Answer<()> {
    let shelf = Shelf::read(store)?;
    let states = Some(vec![
        RequestState::Draft,
        RequestState::Ready,
        RequestState::Returned,
    ]);
    for row in store.requests(&RequestFilter {
        participant,
        states,
        ..RequestFilter::default()
    })? {
        let person = person_of(store, row.request.participant)?;
        let complete = sealing::lacks(store, &shelf, &row, &person)?.is_empty();
        if complete != (row.request.state == RequestState::Ready) {
            assess(store, &shelf, row, at)?;
        }
    }
    Ok(())
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
            participant: participant.as_deref().map(participant_id).transpose()?,
            workshop: workshop.as_deref().map(workshop_id).transpose()?,
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
    pub fn request(&self, id: &str) -> Answer<RequestView> {
        let id = request_id(id)?;
        self.with(|store| view(store, id))
    }

    /// Opens the person's request for this badge; creates the draft if none is under way. One that is still being written
    /// is from now on of this workshop, if there is one: it is sent and counted with the others.
    ///
    /// # Errors
    /// `badge-unknown`, `not-found`.
    pub fn open_request(
        &self,
        participant: &str,
        badge: &str,
        workshop: Option<&str>,
    ) -> Answer<RequestView> {
        let participant = participant_id(participant)?;
        let workshop = workshop.map(workshop_id).transpose()?;
        self.atomically(|store| {
            let id = self.open(store, participant, badge, (workshop, Origin::Together))?;
            view(store, id)
        })
    }

    fn open(
        &self,
        store: &Store,
        participant: ParticipantId,
        badge: &str,
        (workshop, origin): (Option<WorkshopId>, Origin),
    ) -> Answer<RequestId> {
        let shelf = Shelf::read(store)?;
        let badge = shelf.badge(&badge_id(badge)?)?.id.clone();
        person_of(store, participant)?;
        let filter = RequestFilter {
            participant: Some(participant),
            badge: Some(badge.clone()),
            ..RequestFilter::default()
        };
        let under_way = store
            .requests(&filter)?
            .into_iter()
            .find(|row| row.request.state != RequestState::Refused);
        if let Some(row) = under_way {
            let mut request = row.request;
            let elsewhere = workshop.is_some() && request.workshop != workshop;
            if elsewhere && request.state.is_editable() {
                request.workshop = workshop;
                store.save_request(&request, self.now())?;
            }
            return Ok(request.id);
        }
        let id = RequestId::new(self.clock.new_id());
        let request = BadgeRequest {
            id,
            revision: 1,
            participant,
            badge,
            workshop,
            narrative: String::new(),
            evidence: Vec::new(),
            reply: String::new(),
            state: RequestState::Draft,
        };
        store.save_request(&request, self.now())?;
        store.set_request_origin(id, origin)?;
        Ok(id)
    }

    /// A draft of this badge for everyone present who has no request for it under way.
    ///
    /// # Errors
    /// `badge-unknown`, `not-found`, `nobody-present`.
    pub fn start_requests(&self, workshop: &str, badge: &str) -> Answer<WorkshopView> {
        let id = workshop_id(workshop)?;
        let present: Vec<ParticipantId> =
            self.with(|store| Ok(workshops::find(store, id)?.present().collect()))?;
        if present.is_empty() {
            return Err(Problem::of("nobody-present"));
        }
        self.atomically(|store| {
            for person in present {
                self.open(store, person, badge, (Some(id), Origin::Group))?;
            }
            workshops::view(store, id)
        })
    }

    fn edit(
        &self,
        id: &str,
        change: impl FnOnce(&mut BadgeRequest) -> Answer<()>,
    ) -> Answer<RequestView> {
        let id = request_id(id)?;
        self.atomically(|store| {
            let mut row = find(store, id)?;
            if !row.request.state.is_editable() {
                return Err(Problem::of("request-not-editable"));
            }
            let shelf = Shelf::read(store)?;
            let person = person_of(store, row.request.participant)?;
            sealing::note_received(store, &shelf, &mut row, &person)?;
            change(&mut row.request)?;
            assess(store, &shelf, row, self.now())?;
            view(store, id)
        })
    }

    /// Keeps « ce que j'ai fait ».
    ///
    /// # Errors
    /// `narrative-too-long`; `request-not-editable` once it was confirmed.
    pub fn save_narrative(&self, id: &str, narrative: &str) -> Answer<RequestView> {
        let max = BadgeRequest::MAX_NARRATIVE;
        if narrative.chars().count() > max {
            return Err(
                Problem::new("narrative-too-long", &[("max", &max.to_string())]).on("narrative"),
            );
        }
        self.edit(id, |request| {
            narrative.clone_into(&mut request.narrative);
            Ok(())
        })
    }

    /// Keeps what is answered to INAÉ's question.
    ///
    /// # Errors
    /// `reply-too-long`; `request-not-editable` once it was confirmed; `not-found` when INAÉ asked nothing.
    pub fn save_reply(&self, id: &str, reply: &str) -> Answer<RequestView> {
        let max = BadgeRequest::MAX_REPLY;
        if reply.chars().count() > max {
            return Err(Problem::new("reply-too-long", &[("max", &max.to_string())]).on("reply"));
        }
        let asked = self.with(|store| Ok(find(store, request_id(id)?)?.asked_at.is_some()))?;
        if !asked {
            return Err(Problem::of("not-found"));
        }
        self.edit(id, |request| {
            reply.clone_into(&mut request.reply);
            Ok(())
        })
    }

    /// Cleans a file and joins it to the request.
    ///
    /// # Errors
    /// Every refusal of the evidence intake (`evidence-…`), `too-much-evidence`; the request is unchanged then.
    pub fn add_evidence(&self, id: &str, file_name: &str, bytes: &[u8]) -> Answer<RequestView> {
        self.with(|store| {
            let known = find(store, request_id(id)?)?.request;
            match known.state.is_editable() {
                true => Ok(()),
                false => Err(Problem::of("request-not-editable")),
            }
        })?;
        // Decoding takes its time: the store stays free meanwhile.
        let clean = crate::clean::clean(file_name, bytes)?;
        self.with(|store| {
            Ok(store.put_evidence(clean.hash, clean.kind, &clean.bytes, self.now())?)
        })?;
        let label = file_name
            .rsplit_once('.')
            .map_or(file_name, |(stem, _)| stem);
        let label: String = label.chars().take(MAX_LABEL).collect();
        let size = u64::try_from(clean.bytes.len()).unwrap_or(u64::MAX);
        self.join(
            id,
            EvidenceRef {
                hash: clean.hash,
                kind: clean.kind,
                size,
                label,
            },
        )
    }

    fn join(&self, id: &str, piece: EvidenceRef) -> Answer<RequestView> {
        self.edit(id, |request| {
            if request
                .evidence
                .iter()
                .any(|known| known.hash == piece.hash)
            {
                return Ok(());
            }
            if request.evidence.len() >= BadgeRequest::MAX_EVIDENCE {
                let max = BadgeRequest::MAX_EVIDENCE.to_string();
                return Err(Problem::new("too-much-evidence", &[("max", &max)]));
            }
            request.evidence.push(piece);
            Ok(())
        })
    }

    /// Says what a piece of evidence is called.
    ///
    /// # Errors
    /// `not-found`; `request-not-editable` once it was confirmed.
    pub fn label_evidence(&self, id: &str, hash: &str, label: &str) -> Answer<RequestView> {
        let hash = evidence_hash(hash)?;
        self.edit(id, |request| {
            let piece = request.evidence.iter_mut().find(|piece| piece.hash == hash);
            piece.ok_or_else(|| Problem::of("not-found"))?.label =
                label.trim().chars().take(MAX_LABEL).collect();
            Ok(())
        })
    }

    /// Takes a piece of evidence off the request. Its file stays until the store is next opened, for undo.
    ///
    /// # Errors
    /// `request-not-editable` once it was confirmed.
    pub fn remove_evidence(&self, id: &str, hash: &str) -> Answer<RequestView> {
        let hash = evidence_hash(hash)?;
        self.edit(id, |request| {
            request.evidence.retain(|piece| piece.hash != hash);
            Ok(())
        })
    }

    /// Puts back a piece of evidence just taken off.
    ///
    /// # Errors
    /// `not-found` when its file is gone.
    pub fn restore_evidence(&self, id: &str, hash: &str, label: &str) -> Answer<RequestView> {
        let hash = evidence_hash(hash)?;
        let info = self.with(|store| {
            store
                .evidence_info(hash)?
                .ok_or_else(|| Problem::of("not-found"))
        })?;
        self.join(
            id,
            EvidenceRef {
                hash,
                kind: info.kind,
                size: info.size,
                label: label.to_owned(),
            },
        )
    }

    /// The bytes of a piece of evidence, to be shown.
    ///
    /// # Errors
    /// `not-found`, `store-damaged`.
    pub fn evidence(&self, hash: &str) -> Answer<Vec<u8>> {
        let hash = evidence_hash(hash)?;
        self.with(|store| Ok(store.evidence_bytes(hash)?))
    }

    /// Removes a request that was never confirmed; [`App::restore_removed`] puts it back.
    ///
    /// # Errors
    /// `in-use` once it was confirmed: unsent work is never deleted.
    pub fn remove_request(&self, id: &str) -> Answer<()> {
        let id = request_id(id)?;
        let removed = self.with(|store| {
            let removed = store.remove_request(id)?;
            store.append_journal(self.now(), "request-removed", &id.to_string())?;
            Ok(removed)
        })?;
        self.keep_removed(&id.to_string(), removed);
        Ok(())
    }
}
