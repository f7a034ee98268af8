//! What the store gives to be sent, and what it takes in from the guichet's answers.

use atelier_domain::{EvidenceHash, RequestEvent, RequestId, RequestState};
use atelier_protocol::{
    Change, ExchangeAnswer, MAX_EXCHANGE_BYTES, MAX_EXCHANGE_RECORDS, ProblemCode, Receipt, Record,
    RecordBody, RecordHash, RecordProblem,
};
use atelier_store::{DeclarationRow, NewAnswer, OutboxState, ReceiptRow, Store, UnlearnedChange};
use atelier_sync::{ExchangeSummary, Failure};
use std::collections::BTreeSet;

use crate::base::app::App;
use crate::base::clock::moment_of;
use crate::base::practice;
use crate::base::problem::{Answer, Case, Problem};
use crate::sealing::enrolment::Enrolment;
use crate::sealing::{declaration, enrolment, request, seal};
use crate::sending::{outbox, release};

/// Room left in an exchange for what surrounds the records, in bytes.
const ENVELOPE: usize = 64 * 1024;

/// A piece of evidence, ready to be sent.
pub(crate) struct Piece {
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) upload_url: Option<String>,
}

fn evidence_hash(hash: &RecordHash) -> Answer<EvidenceHash> {
    hash.as_str()
        .parse()
        .map_err(|_| Problem::of(Case::NotFound))
}

fn enrolment(store: &Store) -> Answer<Enrolment> {
    enrolment::enrolment(store)?.ok_or_else(|| Problem::of(Case::NotEnrolled))
}

/// The records of the next exchange. The attempt is in the store, on disk, before anything is sent.
pub(crate) fn prepare(app: &App) -> Answer<(Enrolment, u64, Vec<Record>)> {
    app.atomically(|store| {
        practice::refuse(store)?;
        let acknowledged = declaration::mode_is_acknowledged(store)?;
        let mut room = MAX_EXCHANGE_BYTES - ENVELOPE;
        let mut records = Vec::new();
        for row in store
            .outbox()?
            .iter()
            .filter(|row| row.state == OutboxState::Waiting)
        {
            let Some(record) = seal::record_of(row) else {
                continue;
            };
            // INAÉ is told the validation mode before any request, and has said so.
            let is_request = matches!(record.body, RecordBody::BadgeRequest(_));
            let Some(left) = room.checked_sub(row.body.len() + 300) else {
                break;
            };
            if records.len() >= MAX_EXCHANGE_RECORDS {
                break;
            }
            if is_request && !acknowledged {
                continue;
            }
            room = left;
            records.push(record);
        }
        let ids: Vec<String> = records.iter().map(|record| record.id.clone()).collect();
        if !ids.is_empty() {
            store.record_attempt(&ids, app.now())?;
        }
        Ok((enrolment(store)?, enrolment::cursor(store)?, records))
    })
}

/// Whether this computer is still known to the guichet under this token.
pub(crate) fn is_current(app: &App, token: &str) -> Answer<bool> {
    app.with(|store| {
        Ok(enrolment::enrolment(store)?.is_some_and(|known| known.device_token == token))
    })
}

/// No connection could even be made: these records can still be taken back.
pub(crate) fn nothing_left(app: &App, records: &[Record]) -> Answer<()> {
    let ids: Vec<String> = records.iter().map(|record| record.id.clone()).collect();
    app.with(|store| Ok(store.forget_attempt(&ids)?))
}

/// Takes an answer in, all or nothing.
pub(crate) fn take_in(
    app: &App,
    sent: &[Record],
    answer: ExchangeAnswer,
) -> Result<ExchangeSummary, Failure> {
    let ExchangeAnswer {
        protocol: _,
        receipts,
        missing,
        changes,
        cursor,
        more,
        problems,
    } = answer;
    let given = receipts.len();
    let taken = app.atomically(|store| {
        let mut summary = ExchangeSummary {
            more,
            ..ExchangeSummary::default()
        };
        for receipt in &receipts {
            let Some(record) = sent.iter().find(|record| receipt.covers(record)) else {
                continue;
            };
            take_receipt(app, store, record, receipt, &mut summary)?;
        }
        for problem in &problems {
            take_problem(app, store, sent, problem)?;
        }
        let mut answered = BTreeSet::new();
        for change in &changes {
            if take_change(app, store, change)? {
                answered.insert(change.id.as_str());
            }
        }
        summary.changes = answered.len();
        enrolment::save_cursor(store, cursor)?;
        let refused = |record: &&Record| problems.iter().any(|problem| problem.id == record.id);
        for piece in sent
            .iter()
            .filter(|record| !refused(record))
            .flat_map(Record::evidence)
        {
            if !missing.contains(&piece.sha256) {
                store.mark_evidence_held(evidence_hash(&piece.sha256)?)?;
            }
        }
        for hash in missing {
            if outbox::evidence_wanted(store, evidence_hash(&hash)?)? {
                summary.missing.push(hash);
            }
        }
        summary.remaining_work = store
            .outbox()?
            .iter()
            .any(|row| row.state == OutboxState::Waiting);
        Ok(summary)
    });
    let summary = taken.map_err(|_| Failure::Local)?;
    let nothing_taken = summary.receipts == 0 && !summary.declaration_acknowledged;
    if given > 0 && nothing_taken {
        Err(Failure::NotAReceipt)
    } else {
        Ok(summary)
    }
}

fn take_receipt(
    app: &App,
    store: &Store,
    record: &Record,
    receipt: &Receipt,
    summary: &mut ExchangeSummary,
) -> Answer<()> {
    let Receipt {
        id,
        revision,
        hash,
        evidence,
        number,
        received_at,
    } = receipt;
    let evidence = evidence.iter().map(evidence_hash).collect::<Answer<_>>()?;
    let row = ReceiptRow {
        record_id: id.clone(),
        revision: *revision,
        hash: hash.to_string(),
        evidence,
        number: number.clone(),
        received_at: received_at.clone(),
    };
    let now = app.now();
    store.record_receipt(&row, now)?;
    match &record.body {
        RecordBody::Declaration(_) => {
            if let Some(known) = store.declaration()? {
                let acknowledged = Some(*revision);
                store.save_declaration(&DeclarationRow {
                    acknowledged_at: Some(now),
                    acknowledged_revision: acknowledged,
                    ..known
                })?;
            }
            release::release_held(store, now)?;
            summary.declaration_acknowledged = true;
        }
        RecordBody::BadgeRequest(body) => {
            let id: RequestId = id.parse().map_err(|_| Problem::of(Case::NotFound))?;
            if let Some(known) = store.request(id)?
                && let Ok(next) = known.request.state.after(RequestEvent::ReceiptGiven)
            {
                store.set_request_received(id, &request::content(body)?)?;
                store.move_request(id, next, now)?;
            }
            summary.receipts += 1;
        }
    }
    store.append_journal(now, "receipt", id)?;
    Ok(())
}

/// A record that INAÉ can never take stops, with the reason; the rest of the queue goes on.
fn take_problem(app: &App, store: &Store, sent: &[Record], problem: &RecordProblem) -> Answer<()> {
    let RecordProblem {
        id,
        hash,
        code,
        detail,
    } = problem;
    let sent_now = sent
        .iter()
        .any(|record| record.id == *id && record.hash == *hash);
    // A newer revision may have taken its place while this one was on its way.
    let ours = sent_now
        && store
            .outbox_row(id)?
            .is_some_and(|row| row.hash == hash.as_str());
    if ours && code.is_permanent() {
        store.stop_row(id, Failure::refused(*code).code(), detail)?;
    }
    if ours && *code == ProblemCode::NotDeclared {
        // INAÉ no longer knows the declaration (another desk, restored from an old copy): it is told again, once.
        if let Some(known) = store.declaration()?
            && known.acknowledged_at.is_some()
        {
            let known = DeclarationRow {
                acknowledged_at: None,
                acknowledged_revision: None,
                ..known
            };
            app.declare(store, known.mode, Some(known))?;
        }
    }
    Ok(())
}

/// What happened at INAÉ to one of our requests; whether it was news.
fn take_change(app: &App, store: &Store, change: &Change) -> Answer<bool> {
    let Change {
        id,
        state,
        message,
        at,
    } = change;
    let Ok(id) = id.parse::<RequestId>() else {
        return Ok(false);
    };
    let Some(known) = store.request(id)? else {
        return Ok(false);
    };
    let event = match RequestState::from_code(state) {
        Some(RequestState::InCommittee) => RequestEvent::PutToCommittee,
        Some(RequestState::Accepted) => RequestEvent::Accepted,
        Some(RequestState::Returned) => RequestEvent::Returned,
        Some(RequestState::Refused) => RequestEvent::Refused,
        Some(RequestState::Issued) => RequestEvent::Issued,
        Some(RequestState::InPassport) => RequestEvent::TakenIntoPassport,
        Some(
            RequestState::Draft
            | RequestState::Ready
            | RequestState::Held
            | RequestState::Queued
            | RequestState::Delivered,
        ) => return Ok(false),
        None => {
            // The cursor moves past it: a later version of the program, which knows it, learns it from here.
            store.keep_unlearned(&UnlearnedChange {
                request: id,
                state: state.clone(),
                message: message.clone(),
                said_at: at.clone(),
            })?;
            return Ok(false);
        }
    };
    let Ok(next) = known.request.state.after(event) else {
        return Ok(false);
    };
    let now = app.now();
    // INAÉ's moment, not that of a connection weeks later.
    let said_at = moment_of(at).unwrap_or(now);
    store.set_request_state(id, next, message.as_deref(), now)?;
    let asked = next == RequestState::Returned;
    store.set_request_asked(id, asked.then_some(said_at))?;
    if matches!(next, RequestState::Issued | RequestState::InPassport) {
        store.set_request_issued(id, said_at, now)?;
    }
    store.append_answer(&NewAnswer {
        request: id,
        state: next,
        message: message.clone(),
        said_at,
        learned_at: now,
    })?;
    Ok(true)
}

/// Learns what an earlier version of the program kept without knowing it.
pub(crate) fn learn(app: &App) -> Answer<()> {
    app.atomically(|store| {
        for kept in store.take_unlearned()? {
            let UnlearnedChange {
                request,
                state,
                message,
                said_at,
            } = kept;
            let change = Change {
                id: request.to_string(),
                state,
                message,
                at: said_at,
            };
            take_change(app, store, &change)?;
        }
        Ok(())
    })
}

/// A piece of evidence with where its sending had got to.
pub(crate) fn evidence_to_send(app: &App, hash: &RecordHash) -> Answer<(Enrolment, Piece)> {
    let hash = evidence_hash(hash)?;
    app.with(|store| {
        practice::refuse(store)?;
        let info = store
            .evidence_info(hash)?
            .ok_or_else(|| Problem::of(Case::NotFound))?;
        let piece = Piece {
            media_type: info.kind.media_type().to_owned(),
            bytes: store.evidence_bytes(hash)?,
            upload_url: store.upload_url(hash)?,
        };
        Ok((enrolment(store)?, piece))
    })
}

/// Why a piece of evidence was not sent, when it is not for the guichet: gone or damaged, it never will be; anything else
/// of the store passes.
pub(crate) fn evidence_failure(problem: &Problem) -> Failure {
    match problem.case {
        Case::NotFound | Case::StoreDamaged => Failure::EvidenceUnreadable,
        _ => Failure::Local,
    }
}

/// Remembers where the sending of a file goes on after a restart.
pub(crate) fn upload_created(app: &App, hash: &RecordHash, url: &str) {
    let kept = evidence_hash(hash)
        .and_then(|hash| app.with(|store| Ok(store.set_upload_url(hash, Some(url))?)));
    if kept.is_err() {
        // The file is then sent from its beginning after a restart: slower, never wrong.
        tracing::warn!("the place of an upload could not be kept");
    }
}

/// The guichet holds this file.
pub(crate) fn upload_done(app: &App, hash: &RecordHash) -> Answer<()> {
    let hash = evidence_hash(hash)?;
    app.atomically(|store| {
        store.set_upload_url(hash, None)?;
        Ok(store.mark_evidence_held(hash)?)
    })
}

/// This file can never be taken: the records that name it stop, with the reason.
pub(crate) fn stop_evidence(app: &App, hash: &RecordHash, code: &str, detail: &str) -> Answer<()> {
    let hash = evidence_hash(hash)?;
    app.atomically(|store| {
        for row in store
            .outbox()?
            .iter()
            .filter(|row| row.evidence.contains(&hash))
        {
            store.stop_row(&row.id, code, detail)?;
        }
        Ok(())
    })
}
