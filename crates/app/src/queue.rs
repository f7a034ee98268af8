//! What waits to reach INAÉ, what has reached it, and how this computer is known to the guichet.

use atelier_domain::{EvidenceHash, Moment, RequestId, RequestState, StructureKind};
use atelier_protocol::{DeclarationRecord, Record, RecordBody, RecordHash, canonical_json};
use atelier_store::{
    DeclarationRow, OutboxKind, OutboxRow, OutboxState, ReceiptOrder, ReceiptRow, ReceiptSearch,
    RequestFilter, Slice, Store,
};
use serde::{Deserialize, Serialize};

use crate::catalogue::Shelf;
use crate::clock::french_rfc3339;
use crate::labels::label;
use crate::participants::full_name;
use crate::practice;
use crate::problem::{Answer, Problem};
use crate::view::{QueueFile, QueueRow, QueueView, ReceiptView, SyncKind, SyncView, WaitsFor};
use crate::{App, courier};

const ENROLMENT: &str = "guichet.enrolment";
const ADDRESS: &str = "guichet.address";
const CURSOR: &str = "guichet.cursor";

/// How this computer is known to a guichet. Kept in the encrypted store.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Enrolment {
    pub(crate) address: String,
    pub(crate) device_id: String,
    pub(crate) device_token: String,
    pub(crate) guichet_name: String,
}

/// How this computer is known to a guichet, if it is.
pub(crate) fn enrolment(store: &Store) -> Answer<Option<Enrolment>> {
    Ok(store
        .setting(ENROLMENT)?
        .and_then(|text| serde_json::from_str(&text).ok()))
}

/// Keeps the enrolment. What the new guichet has to say is asked from the beginning.
pub(crate) fn save_enrolment(store: &Store, enrolment: &Enrolment) -> Answer<()> {
    practice::refuse(store)?;
    let text = serde_json::to_string(enrolment).map_err(|_| Problem::of("unexpected"))?;
    store.set_setting(ENROLMENT, &text)?;
    store.set_setting(ADDRESS, &enrolment.address)?;
    Ok(store.set_setting(CURSOR, "0")?)
}

/// Cursor of the last answer taken in.
pub(crate) fn cursor(store: &Store) -> Answer<u64> {
    Ok(store
        .setting(CURSOR)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0))
}

/// Keeps the cursor.
pub(crate) fn save_cursor(store: &Store, cursor: u64) -> Answer<()> {
    Ok(store.set_setting(CURSOR, &cursor.to_string())?)
}

/// Whether INAÉ acknowledged the mode as last declared. An acknowledged earlier revision counts: INAÉ was told.
pub(crate) fn mode_is_acknowledged(store: &Store) -> Answer<bool> {
    Ok(store
        .declaration()?
        .is_some_and(|row| row.acknowledged_at.is_some()))
}

pub(crate) fn seal(id: String, revision: u32, body: RecordBody) -> Answer<(Record, String)> {
    let unexpected = |_| Problem::of("unexpected");
    let json = canonical_json(&body).map_err(unexpected)?;
    let record = Record {
        id,
        revision,
        hash: RecordHash::of_bytes(json.as_bytes()),
        body,
    };
    Ok((record, json))
}

pub(crate) fn enqueue(
    store: &Store,
    record: &Record,
    body: String,
    kind: OutboxKind,
    at: Moment,
) -> Answer<()> {
    let evidence = record
        .evidence()
        .filter_map(|piece| piece.sha256.as_str().parse().ok())
        .collect();
    Ok(store.enqueue(&OutboxRow {
        id: record.id.clone(),
        revision: record.revision,
        hash: record.hash.to_string(),
        kind,
        body,
        evidence,
        state: OutboxState::Waiting,
        attempts: 0,
        last_attempt_at: None,
        problem_code: None,
        problem_detail: None,
        queued_at: at,
    })?)
}

/// The record that an outbox row holds.
pub(crate) fn record_of(row: &OutboxRow) -> Option<Record> {
    let body: RecordBody = serde_json::from_str(&row.body).ok()?;
    let hash = RecordHash::parse(&row.hash)?;
    Some(Record {
        id: row.id.clone(),
        revision: row.revision,
        hash,
        body,
    })
}

/// Queues the declaration, in place of an earlier revision that has not left.
pub(crate) fn enqueue_declaration(store: &Store, row: &DeclarationRow) -> Answer<()> {
    let structure = store.structure()?;
    let (name, kind) = match &structure {
        Some(structure) => (structure.name.clone(), structure.kind),
        None => return Ok(()), // Declared again as soon as the name is known.
    };
    let body = RecordBody::Declaration(DeclarationRecord {
        structure_name: name,
        structure_kind: StructureKind::code(kind).to_owned(),
        validation_mode: row.mode.code().to_owned(),
        staff_count: u32::try_from(store.staff()?.len()).unwrap_or(u32::MAX),
        badges: Shelf::read(store)?
            .offered()
            .map(|(badge, _)| badge.to_string())
            .collect(),
        declared_at: row.declared_at.to_rfc3339(),
    });
    let (record, json) = seal(row.id.clone(), row.revision, body)?;
    enqueue(
        store,
        &record,
        json,
        OutboxKind::Declaration,
        row.declared_at,
    )
}

/// A receipt, as shown.
pub(crate) fn receipt_view(receipt: &ReceiptRow, person: &str, badge_name: &str) -> ReceiptView {
    ReceiptView {
        number: receipt.number.clone(),
        request_id: receipt.record_id.clone(),
        person: person.to_owned(),
        badge_name: badge_name.to_owned(),
        received_at: french_rfc3339(&receipt.received_at),
    }
}

/// Most receipts shown with the queue; the printed document has them all.
const LATEST: usize = 50;

/// Receipts of requests, newest first, `limit` at most; of one workshop when asked.
pub(crate) fn receipts(
    store: &Store,
    workshop: Option<&str>,
    limit: usize,
) -> Answer<Vec<ReceiptView>> {
    let search = ReceiptSearch {
        workshop: workshop.map(crate::workshops::workshop_id).transpose()?,
        ..ReceiptSearch::default()
    };
    let latest = Slice { offset: 0, limit };
    let found = store.receipts_found(&search, (&ReceiptOrder::Received, true), latest)?;
    receipt_views(store, &Shelf::read(store)?, &found)
}

/// The receipts of these requests, in the same order; a request without one is left out.
pub(crate) fn receipt_views(
    store: &Store,
    shelf: &Shelf,
    requests: &[RequestId],
) -> Answer<Vec<ReceiptView>> {
    let mut views = Vec::new();
    for row in store.requests_of(requests)? {
        let Some(receipt) = store.receipt(&row.request.id.to_string())? else {
            continue;
        };
        let Some(person) = store.participant(row.request.participant)? else {
            continue;
        };
        let badge = shelf.known(&row.request.badge);
        let badge_name =
            badge.map_or_else(|| row.request.badge.to_string(), |badge| badge.name.clone());
        views.push(receipt_view(&receipt, &full_name(&person), &badge_name));
    }
    Ok(views)
}

/// How many requests wait to reach INAÉ: held and queued.
pub(crate) fn waiting(store: &Store) -> Answer<u32> {
    let waits = |state: &RequestState| matches!(state, RequestState::Held | RequestState::Queued);
    Ok(store
        .counts_by_state()?
        .iter()
        .filter(|(state, _)| waits(state))
        .map(|(_, n)| *n)
        .sum())
}

fn rows(store: &Store, sync: &SyncView) -> Answer<Vec<QueueRow>> {
    let shelf = Shelf::read(store)?;
    let outbox = store.outbox()?;
    let mut rows = Vec::new();
    for row in outbox
        .iter()
        .filter(|row| row.kind == OutboxKind::Declaration)
    {
        rows.push(QueueRow {
            id: row.id.clone(),
            kind: "declaration".to_owned(),
            person: store
                .structure()?
                .map(|structure| structure.name)
                .unwrap_or_default(),
            title: label("queue", "declaration"),
            badge: None,
            state: state_code(row).to_owned(),
            state_text: state_text(state_code(row), sync),
            problem: problem_of(row),
            files: Vec::new(),
        });
    }
    let states = Some(vec![RequestState::Held, RequestState::Queued]);
    let mut waiting = store.requests(&RequestFilter {
        states,
        ..RequestFilter::default()
    })?;
    waiting.sort_by_key(|row| row.updated_at);
    for request in waiting {
        let id = request.request.id.to_string();
        let row = outbox.iter().find(|row| row.id == id);
        let Some(person) = store.participant(request.request.participant)? else {
            continue;
        };
        let badge = shelf.known(&request.request.badge);
        let state = row.map_or("held", state_code);
        let mut files = Vec::new();
        for piece in &request.request.evidence {
            let held = store
                .evidence_info(piece.hash)?
                .is_some_and(|info| info.held_by_guichet);
            files.push(QueueFile {
                hash: piece.hash.to_string(),
                label: piece.label.clone(),
                total: bytes(piece.size),
                held,
            });
        }
        rows.push(QueueRow {
            id,
            kind: "badge-request".to_owned(),
            person: full_name(&person),
            title: badge.map_or_else(
                || request.request.badge.to_string(),
                |badge| badge.name.clone(),
            ),
            badge: Some(request.request.badge.to_string()),
            state: state.to_owned(),
            state_text: state_text(state, sync),
            problem: row.and_then(problem_of),
            files,
        });
    }
    Ok(rows)
}

/// A number of bytes, as the interface counts them.
#[expect(
    clippy::cast_precision_loss,
    reason = "files are far smaller than 2^53 bytes"
)]
pub(crate) fn bytes(size: u64) -> f64 {
    size as f64
}

fn state_code(row: &OutboxRow) -> &'static str {
    match row.state {
        OutboxState::Waiting => "waiting",
        OutboxState::Stopped => "stopped",
    }
}

/// What a row waits for, as things are now: it never waits for a connection that is there.
fn state_text(state: &str, sync: &SyncView) -> String {
    let reason = match (state, &sync.kind, sync.waits_for) {
        ("waiting", _, Some(WaitsFor::Mode))
        | ("waiting", SyncKind::Sending | SyncKind::Idle, _) => "leaving".to_owned(),
        ("waiting", _, Some(reason)) => format!("waits-{}", reason.code()),
        ("waiting", _, None) => "waits-attention".to_owned(),
        _ => state.to_owned(),
    };
    label("queue", &reason)
}

fn problem_of(row: &OutboxRow) -> Option<Problem> {
    let code = row.problem_code.as_deref()?;
    let detail = row.problem_detail.as_deref().unwrap_or_default();
    Some(Problem::new(
        &format!("guichet-{code}"),
        &[("detail", detail)],
    ))
}

/// Whether a stopped row stands in the outbox.
pub(crate) fn stopped(store: &Store) -> Answer<u32> {
    let count = store
        .outbox()?
        .iter()
        .filter(|row| row.state == OutboxState::Stopped)
        .count();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Evidence still to be given to the guichet by rows that wait.
pub(crate) fn evidence_wanted(store: &Store, hash: EvidenceHash) -> Answer<bool> {
    Ok(store
        .outbox()?
        .iter()
        .any(|row| row.state == OutboxState::Waiting && row.evidence.contains(&hash)))
}

impl App {
    /// Everything about the sending.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn queue(&self) -> Answer<QueueView> {
        let sync = self.sync_view()?;
        self.with(|store| {
            let enrolment = enrolment(store)?;
            Ok(QueueView {
                rows: rows(store, &sync)?,
                sync,
                enrolled: enrolment.is_some(),
                guichet_address: store.setting(ADDRESS)?.unwrap_or_default(),
                guichet_name: enrolment.map(|enrolment| enrolment.guichet_name),
                receipts: receipts(store, None, LATEST)?,
            })
        })
    }

    /// Links this computer to a guichet with the one-time code that INAÉ gave.
    ///
    /// # Errors
    /// `guichet-address`; `enrolment-code`; or what prevented the guichet from being reached.
    pub async fn enrol(&self, address: &str, code: &str, device_name: &str) -> Answer<QueueView> {
        self.with(|store| {
            practice::refuse(store)?;
            Ok(store.set_setting(ADDRESS, address.trim())?)
        })?;
        let enrolment = courier::enrol(address, code, device_name).await?;
        self.atomically(|store| {
            save_enrolment(store, &enrolment)?;
            store.append_journal(self.now(), "enrolled", &enrolment.device_id)?;
            // A declaration already told to another guichet is told to this one, before any request, as it stands now.
            match store.declaration()? {
                Some(known) => {
                    let known = DeclarationRow {
                        acknowledged_at: None,
                        acknowledged_revision: None,
                        ..known
                    };
                    self.declare(store, known.mode, Some(known))
                }
                None => Ok(()),
            }
        })?;
        self.wake.enrolled();
        self.queue()
    }

    /// Tries at once, without waiting for the next try.
    pub fn send_now(&self) {
        self.wake.send_now();
    }

    /// Lets a stopped record go again.
    ///
    /// # Errors
    /// `not-found`.
    pub fn resume_row(&self, id: &str) -> Answer<QueueView> {
        self.with(|store| {
            practice::refuse(store)?;
            Ok(store.resume_row(id)?)
        })?;
        // From the beginning: what the courier has put aside is tried again too.
        self.wake.opened();
        self.queue()
    }
}
