//! One request at a time on an upload; a newer one takes over from a connection that may be dead.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedMutexGuard, watch};

/// The uploads that requests are at work on. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots(Arc<Mutex<HashMap<String, Weak<Slot>>>>);

/// The turn-taking of one upload.
#[derive(Debug)]
struct Slot {
    turn: Arc<tokio::sync::Mutex<()>>,
    newest: watch::Sender<u64>,
}

/// The right to work on an upload, until dropped or asked for by a newer request.
#[derive(Debug)]
pub(super) struct Turn {
    slot: Arc<Slot>,
    mine: u64,
    _guard: OwnedMutexGuard<()>,
}

impl Turn {
    /// Waits until a newer request wants this upload.
    pub(super) async fn wanted_by_another(&self) {
        let mut newest = self.slot.newest.subscribe();
        let mine = self.mine;
        // An error means that the slot is gone, which cannot be: we hold it.
        let _ = newest.wait_for(|newest| *newest > mine).await;
    }
}

impl Slots {
    /// Asks whoever is at work on this upload to stop, and waits for the turn.
    pub(super) async fn take(&self, id: &str) -> Turn {
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            slots.retain(|_, slot| slot.strong_count() > 0);
            if let Some(slot) = slots.get(id).and_then(Weak::upgrade) {
                slot
            } else {
                let slot = Arc::new(Slot {
                    turn: Arc::default(),
                    newest: watch::Sender::new(0),
                });
                slots.insert(id.to_owned(), Arc::downgrade(&slot));
                slot
            }
        };
        let mut mine = 0;
        slot.newest.send_modify(|newest| {
            *newest += 1;
            mine = *newest;
        });
        let guard = Arc::clone(&slot.turn).lock_owned().await;
        Turn {
            slot,
            mine,
            _guard: guard,
        }
    }
}
