//! What waits to reach INAÉ, what has reached it, and how this computer is known to the guichet.

use atelier_domain::RequestState;
use atelier_store::{OutboxKind, OutboxRow, OutboxState, RequestFilter, Store};
use atelier_texts as texts;

use crate::base::app::App;
use crate::base::names::full_name;
use crate::base::numbers::bytes;
use crate::base::practice;
use crate::base::problem::{Answer, Problem};
use crate::base::wire::Id;
use crate::catalogue::offered::Shelf;
use crate::sealing::enrolment::{ADDRESS, enrolment};
use crate::sealing::receipts::receipts;
use crate::sending::courier::status::told;
use crate::sending::view::{QueueFile, QueueRow, QueueView, SyncKind, SyncView, WaitsFor};

/// Most receipts shown with the queue; the printed document has them all.
const LATEST: usize = 50;

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
            title: texts::queue::declaration(),
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
                hash: piece.hash.into(),
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
            badge: Some(Id(request.request.badge.clone())),
            state: state.to_owned(),
            state_text: state_text(state, sync),
            problem: row.and_then(problem_of),
            files,
        });
    }
    Ok(rows)
}

fn state_code(row: &OutboxRow) -> &'static str {
    match row.state {
        OutboxState::Waiting => "waiting",
        OutboxState::Stopped => "stopped",
    }
}

/// What a row waits for, as things are now: it never waits for a connection that is there.
fn state_text(state: &str, sync: &SyncView) -> String {
    match (state, &sync.kind, sync.waits_for) {
        ("held", _, _) => texts::queue::held(),
        ("stopped", _, _) => texts::queue::stopped(),
        (_, _, Some(WaitsFor::Mode)) | (_, SyncKind::Sending | SyncKind::Idle, _) => {
            texts::queue::leaving()
        }
        (_, _, Some(WaitsFor::Link)) => texts::queue::waits_link(),
        (_, _, Some(WaitsFor::Connection)) => texts::queue::waits_connection(),
        (_, _, Some(WaitsFor::Guichet)) => texts::queue::waits_guichet(),
        (_, _, Some(WaitsFor::Receipt)) => texts::queue::waits_receipt(),
        (_, _, None) => texts::queue::waits_attention(),
    }
}

fn problem_of(row: &OutboxRow) -> Option<Problem> {
    let code = row.problem_code.as_deref()?;
    let detail = row.problem_detail.as_deref().unwrap_or_default();
    Some(told(code, detail))
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

    /// Tries at once, without waiting for the next try.
    pub fn send_now(&self) {
        self.courier.send_now();
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
        self.courier.opened();
        self.queue()
    }
}
