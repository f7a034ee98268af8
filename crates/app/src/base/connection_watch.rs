//! What is known of the connection, and the line to what watches it.

use atelier_domain::Moment;
use atelier_sync::{Failure, Status};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::sync::Notify;

/// What the lookout knows, and what it is told.
#[derive(Default)]
pub(crate) struct ConnectionWatch {
    pub(crate) news: Notify,
    seen: Mutex<Option<(Moment, bool)>>,
    /// Whether the screen shows something that needs the connection.
    pub(crate) watched: AtomicBool,
    /// Whether something else answered in the guichet's place, the last time that the courier called.
    pub(crate) captive: AtomicBool,
}

impl ConnectionWatch {
    /// Something changed: to be looked at again, if anything waits.
    pub(crate) fn hint(&self) {
        self.news.notify_one();
    }

    /// Nothing is known or watched any more, as after locking.
    pub(crate) fn forget(&self) {
        self.watched.store(false, Ordering::SeqCst);
        self.see(None);
        self.hint();
    }

    /// What the courier found out.
    pub(crate) fn courier_said(&self, status: &Status) {
        let captive = match status {
            Status::Offline { failure, .. } => matches!(failure, Failure::CaptivePortal),
            Status::Idle { .. } => false,
            // Not a verdict on the line.
            Status::NotEnrolled
            | Status::Waiting { .. }
            | Status::Sending { .. }
            | Status::AttentionNeeded { .. } => return,
        };
        self.captive.store(captive, Ordering::SeqCst);
        self.hint();
    }

    pub(crate) fn seen(&self) -> Option<(Moment, bool)> {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn see(&self, seen: Option<(Moment, bool)>) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }
}
