//! What the courier says.

use atelier_store::{OutboxState, Store};
use atelier_sync::{Failure, Status};
use atelier_texts as texts;
use serde_json::json;

use crate::base::clock::french_moment;
use crate::base::courier_handle::Exchanged;
use crate::base::numbers;
use crate::base::practice;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Id;
use crate::sealing::enrolment;
use crate::sending::outbox;
use crate::sending::view::{FileProgress, SyncKind, SyncView, WaitsFor};

/// A failure, as a problem.
pub(crate) fn problem(failure: &Failure) -> Problem {
    let detail = failure.detail().unwrap_or_default();
    told(failure.code(), detail)
}

/// The problem of a failure's code, which is also kept beside what it stopped.
pub(crate) fn told(code: &str, detail: &str) -> Problem {
    let code = format!("guichet-{code}");
    let quoted = json!({ "code": code, "params": { "detail": detail } });
    let case =
        serde_json::from_value(quoted).or_else(|_| serde_json::from_value(json!({ "code": code })));
    Problem::of(case.unwrap_or_else(|_| Case::GuichetRefusedUnknown {
        detail: detail.to_owned(),
    }))
}

/// How the sending goes, from what the machine last said and what the store holds. `rank`: greater than any given before.
pub(crate) fn view(
    store: &Store,
    status: Option<&Status>,
    rank: u32,
    exchanged: Exchanged,
) -> Answer<SyncView> {
    let waiting = outbox::waiting(store)?;
    let stopped = outbox::stopped(store)?;
    let enrolled = enrolment::enrolment(store)?.is_some();
    let about_to_leave = store
        .outbox()?
        .iter()
        .any(|row| row.state == OutboxState::Waiting);
    let mut view = SyncView {
        rank,
        kind: SyncKind::NotEnrolled,
        text: String::new(),
        waiting,
        waits_for: None,
        answers: store.count_unseen_answers()?,
        exchanges: exchanged.times,
        learned: exchanged.answers,
        next_try_at: None,
        last_success: None,
        problem: None,
        file: None,
    };
    if practice::is(store)? {
        view.kind = SyncKind::Practice;
        view.text = texts::sync::practice();
        return Ok(view);
    }
    view.text = match status {
        Some(Status::NotEnrolled) | None if !enrolled => waits(&mut view, WaitsFor::Link),
        // Something was just put in the outbox: the courier is about to take it.
        Some(Status::NotEnrolled | Status::Idle { .. }) | None if about_to_leave => {
            view.kind = SyncKind::Sending;
            texts::sync::sending()
        }
        Some(Status::NotEnrolled) | None => idle(&mut view, stopped),
        Some(Status::Idle { last_success }) => {
            view.last_success = last_success.map(french_moment);
            idle(&mut view, stopped)
        }
        Some(Status::Offline {
            next_try_at,
            failure,
        }) => {
            view.kind = SyncKind::Waiting;
            view.next_try_at = Some(next_try_at.to_rfc3339());
            view.problem = Some(problem(failure));
            let reason = if failure.is_of_the_connection() {
                WaitsFor::Connection
            } else {
                WaitsFor::Guichet
            };
            waits(&mut view, reason)
        }
        Some(Status::Waiting { next_try_at }) => {
            view.kind = SyncKind::Waiting;
            view.next_try_at = Some(next_try_at.to_rfc3339());
            waits(&mut view, WaitsFor::Receipt)
        }
        Some(Status::Sending { phase: _, file }) => {
            view.kind = SyncKind::Sending;
            view.file = file.as_ref().and_then(|file| {
                Some(FileProgress {
                    hash: Id(file.hash.as_str().parse().ok()?),
                    sent: numbers::bytes(file.sent),
                    total: numbers::bytes(file.total),
                })
            });
            texts::sync::sending()
        }
        Some(Status::AttentionNeeded {
            failure,
            next_try_at,
        }) => {
            view.kind = SyncKind::Attention;
            view.next_try_at = next_try_at.map(atelier_domain::Moment::to_rfc3339);
            view.problem = Some(problem(failure));
            texts::sync::attention()
        }
    };
    Ok(view)
}

/// Says what is waited for, whether or not a request waits.
fn waits(view: &mut SyncView, reason: WaitsFor) -> String {
    view.waits_for = Some(reason);
    match (reason, view.waiting) {
        (WaitsFor::Link, 0) => texts::sync::nothing_link(),
        (WaitsFor::Link, n) => texts::sync::waits_link(n),
        (WaitsFor::Mode, 0) => texts::sync::nothing_mode(),
        (WaitsFor::Mode, n) => texts::sync::waits_mode(n),
        (WaitsFor::Connection, 0) => texts::sync::nothing_connection(),
        (WaitsFor::Connection, n) => texts::sync::waits_connection(n),
        (WaitsFor::Guichet, 0) => texts::sync::nothing_guichet(),
        (WaitsFor::Guichet, n) => texts::sync::waits_guichet(n),
        (WaitsFor::Receipt, 0) => texts::sync::nothing_receipt(),
        (WaitsFor::Receipt, n) => texts::sync::waits_receipt(n),
    }
}

/// Nothing is under way: all is sent, or what stays says why.
fn idle(view: &mut SyncView, stopped: u32) -> String {
    if stopped > 0 {
        view.kind = SyncKind::Attention;
        texts::sync::stopped(stopped)
    } else if view.waiting > 0 {
        view.kind = SyncKind::Waiting;
        waits(view, WaitsFor::Mode)
    } else {
        view.kind = SyncKind::Idle;
        texts::sync::idle()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use atelier_protocol::ProblemCode::*;

    #[test]
    fn every_failure_has_its_own_problem_and_a_newer_one_too() {
        let refused = [
            Malformed,
            ProtocolVersion,
            EnrolmentCode,
            NotEnrolled,
            HashMismatch,
            Conflict,
            InvalidRecord,
            NotDeclared,
            EvidenceRefused,
            TooLarge,
            TooMany,
            Unavailable,
            NotFound,
            Unknown,
        ];
        let others = [
            Failure::Unreachable,
            Failure::Interrupted,
            Failure::Stalled,
            Failure::CaptivePortal,
            Failure::TlsRefused,
            Failure::RedirectedElsewhere { host: None },
            Failure::ServerTrouble {
                status: 500,
                retry_after_millis: None,
            },
            Failure::ProtocolMismatch,
            Failure::NotAReceipt,
            Failure::EvidenceUnreadable,
            Failure::Local,
        ];
        for failure in refused.map(Failure::refused).into_iter().chain(others) {
            let code = format!("guichet-{}", failure.code());
            assert_eq!(problem(&failure).code(), code);
        }
        let newer = told("refused-for-a-new-reason", "Ce que dit le guichet.");
        assert_eq!(newer.code(), "guichet-refused-unknown");
        assert!(newer.to_string().contains("Ce que dit le guichet."));
    }
}
