//! Opening and writing requests, and their evidence.

use atelier_domain::{
    BadgeId, BadgeRequest, EvidenceHash, EvidenceRef, Origin, ParticipantId, RequestId,
    RequestState, WorkshopId,
};
use atelier_store::{RequestFilter, Store};

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::requests::assess::assess;
use crate::requests::read::{MAX_LABEL, find, person_of, view};
use crate::requests::view::RequestView;
use crate::sealing::request;

/// The request of a person for a badge.
pub(crate) struct Opened {
    pub(crate) id: RequestId,
    /// Whether there was none under way.
    pub(crate) created: bool,
}

impl App {
    /// Opens the person's request for this badge; creates the draft if none is under way. One that is still being written
    /// is from now on of this workshop, if there is one: it is sent and counted with the others.
    ///
    /// # Errors
    /// `badge-unknown`, `not-found`.
    pub fn open_request(
        &self,
        participant: ParticipantId,
        badge: &BadgeId,
        workshop: Option<WorkshopId>,
    ) -> Answer<RequestView> {
        self.atomically(|store| {
            let opened = self.open(store, participant, badge, (workshop, Origin::Together))?;
            view(store, opened.id)
        })
    }

    pub(crate) fn open(
        &self,
        store: &Store,
        participant: ParticipantId,
        badge: &BadgeId,
        (workshop, origin): (Option<WorkshopId>, Origin),
    ) -> Answer<Opened> {
        let shelf = Shelf::read(store)?;
        let badge = shelf.badge(badge)?.id.clone();
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
            return Ok(Opened {
                id: request.id,
                created: false,
            });
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
        Ok(Opened { id, created: true })
    }

    fn edit(
        &self,
        id: RequestId,
        change: impl FnOnce(&mut BadgeRequest) -> Answer<()>,
    ) -> Answer<RequestView> {
        self.atomically(|store| {
            let mut row = find(store, id)?;
            if !row.request.state.is_editable() {
                return Err(Problem::of(Case::RequestNotEditable));
            }
            let shelf = Shelf::read(store)?;
            let person = person_of(store, row.request.participant)?;
            request::note_received(store, &shelf, &mut row, &person)?;
            change(&mut row.request)?;
            assess(store, &shelf, row, self.now())?;
            view(store, id)
        })
    }

    /// Keeps « ce que j'ai fait ».
    ///
    /// # Errors
    /// `narrative-too-long`; `request-not-editable` once it was confirmed.
    pub fn save_narrative(&self, id: RequestId, narrative: &str) -> Answer<RequestView> {
        let max = BadgeRequest::MAX_NARRATIVE;
        if narrative.chars().count() > max {
            return Err(Problem::of(Case::NarrativeTooLong { max }).on("narrative"));
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
    pub fn save_reply(&self, id: RequestId, reply: &str) -> Answer<RequestView> {
        let max = BadgeRequest::MAX_REPLY;
        if reply.chars().count() > max {
            return Err(Problem::of(Case::ReplyTooLong { max }).on("reply"));
        }
        let asked = self.with(|store| Ok(find(store, id)?.asked_at.is_some()))?;
        if !asked {
            return Err(Problem::of(Case::NotFound));
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
    pub fn add_evidence(
        &self,
        id: RequestId,
        file_name: &str,
        bytes: &[u8],
    ) -> Answer<RequestView> {
        self.with(|store| {
            let known = find(store, id)?.request;
            match known.state.is_editable() {
                true => Ok(()),
                false => Err(Problem::of(Case::RequestNotEditable)),
            }
        })?;
        // Decoding takes its time: the store stays free meanwhile.
        let clean = crate::base::clean::clean(file_name, bytes)?;
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

    fn join(&self, id: RequestId, piece: EvidenceRef) -> Answer<RequestView> {
        self.edit(id, |request| {
            if request
                .evidence
                .iter()
                .any(|known| known.hash == piece.hash)
            {
                return Ok(());
            }
            if request.evidence.len() >= BadgeRequest::MAX_EVIDENCE {
                return Err(Problem::of(Case::TooMuchEvidence {
                    max: BadgeRequest::MAX_EVIDENCE,
                }));
            }
            request.evidence.push(piece);
            Ok(())
        })
    }

    /// Says what a piece of evidence is called.
    ///
    /// # Errors
    /// `not-found`; `request-not-editable` once it was confirmed.
    pub fn label_evidence(
        &self,
        id: RequestId,
        hash: EvidenceHash,
        label: &str,
    ) -> Answer<RequestView> {
        self.edit(id, |request| {
            let piece = request.evidence.iter_mut().find(|piece| piece.hash == hash);
            piece.ok_or_else(|| Problem::of(Case::NotFound))?.label =
                label.trim().chars().take(MAX_LABEL).collect();
            Ok(())
        })
    }

    /// Takes a piece of evidence off the request. Its file stays until the store is next opened, for undo.
    ///
    /// # Errors
    /// `request-not-editable` once it was confirmed.
    pub fn remove_evidence(&self, id: RequestId, hash: EvidenceHash) -> Answer<RequestView> {
        self.edit(id, |request| {
            request.evidence.retain(|piece| piece.hash != hash);
            Ok(())
        })
    }

    /// Puts back a piece of evidence just taken off.
    ///
    /// # Errors
    /// `not-found` when its file is gone.
    pub fn restore_evidence(
        &self,
        id: RequestId,
        hash: EvidenceHash,
        label: &str,
    ) -> Answer<RequestView> {
        let info = self.with(|store| {
            store
                .evidence_info(hash)?
                .ok_or_else(|| Problem::of(Case::NotFound))
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
    pub fn evidence(&self, hash: EvidenceHash) -> Answer<Vec<u8>> {
        self.with(|store| Ok(store.evidence_bytes(hash)?))
    }

    /// Removes a request that was never confirmed; [`App::restore_removed`] puts it back.
    ///
    /// # Errors
    /// `in-use` once it was confirmed: unsent work is never deleted.
    pub fn remove_request(&self, id: RequestId) -> Answer<()> {
        let removed = self.with(|store| {
            let removed = store.remove_request(id)?;
            store.append_journal(self.now(), "request-removed", &id.to_string())?;
            Ok(removed)
        })?;
        self.keep_removed(&id.to_string(), removed);
        Ok(())
    }
}
