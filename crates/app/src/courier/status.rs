//! What the courier says, in plain French.

use atelier_store::{OutboxState, Store};
use atelier_sync::{Failure, Status};

use crate::clock::french_moment;
use crate::labels::label;
use crate::problem::{Answer, Problem};
use crate::queue;
use crate::view::{FileProgress, SyncKind, SyncView};

/// A failure, in plain French.
pub(super) fn problem(failure: &Failure) -> Problem {
    let detail = failure.detail().unwrap_or_default();
    Problem::new(
        &format!("guichet-{}", failure.code()),
        &[("detail", detail)],
    )
}

/// How the sending goes, from what the machine last said and what the store holds. `rank`: greater than any given before.
pub(super) fn view(store: &Store, status: Option<&Status>, rank: u32) -> Answer<SyncView> {
    let waiting = queue::waiting(store)?;
    let stopped = queue::stopped(store)?;
    let enrolled = queue::enrolment(store)?.is_some();
    let about_to_leave = store
        .outbox()?
        .iter()
        .any(|row| row.state == OutboxState::Waiting);
    let mut view = SyncView {
        rank,
        kind: SyncKind::NotEnrolled,
        text: String::new(),
        waiting,
        next_try_at: None,
        last_success: None,
        problem: None,
        file: None,
    };
    let code = match status {
        Some(Status::NotEnrolled) | None if !enrolled => {
            if waiting == 0 {
                "not-enrolled"
            } else {
                "not-enrolled-waiting"
            }
        }
        // Something was just put in the outbox: the courier is about to take it.
        Some(Status::NotEnrolled | Status::Idle { .. }) | None if about_to_leave => {
            view.kind = SyncKind::Sending;
            "sending"
        }
        Some(Status::NotEnrolled) | None => idle(&mut view, waiting, stopped),
        Some(Status::Idle { last_success }) => {
            view.last_success = last_success.map(french_moment);
            idle(&mut view, waiting, stopped)
        }
        Some(Status::Offline {
            next_try_at,
            failure,
        }) => {
            view.kind = SyncKind::Waiting;
            view.next_try_at = Some(next_try_at.to_rfc3339());
            view.problem = Some(problem(failure));
            if waiting == 0 {
                "waiting-nothing"
            } else {
                "waiting"
            }
        }
        Some(Status::Waiting { next_try_at }) => {
            view.kind = SyncKind::Waiting;
            view.next_try_at = Some(next_try_at.to_rfc3339());
            if waiting == 0 {
                "waiting-nothing"
            } else {
                "waiting"
            }
        }
        Some(Status::Sending { phase: _, file }) => {
            view.kind = SyncKind::Sending;
            view.file = file.as_ref().map(|file| FileProgress {
                hash: file.hash.to_string(),
                sent: queue::bytes(file.sent),
                total: queue::bytes(file.total),
            });
            "sending"
        }
        Some(Status::AttentionNeeded {
            failure,
            next_try_at,
        }) => {
            view.kind = SyncKind::Attention;
            view.next_try_at = next_try_at.map(atelier_domain::Moment::to_rfc3339);
            view.problem = Some(problem(failure));
            "attention"
        }
    };
    let number = if code == "idle-stopped" {
        stopped
    } else {
        waiting
    };
    view.text = label("sync", code).replace("{n}", &number.to_string());
    Ok(view)
}

/// Nothing is under way: all is sent, or what stays says why.
fn idle(view: &mut SyncView, waiting: u32, stopped: u32) -> &'static str {
    if stopped > 0 {
        view.kind = SyncKind::Attention;
        "idle-stopped"
    } else if waiting > 0 {
        view.kind = SyncKind::Waiting;
        "idle-held"
    } else {
        view.kind = SyncKind::Idle;
        "idle"
    }
}
