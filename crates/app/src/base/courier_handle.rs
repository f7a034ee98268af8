//! The line to the courier, on which every use case may say that there is work.

use atelier_sync::{Event, Guichet, Status};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What the rest of the application tells the courier.
pub(crate) enum Signal {
    Opened,
    Closed,
    WorkAdded,
    Enrolled,
    SendNow,
    /// From a flight begun under this generation; one of an earlier generation says nothing any more.
    Landed(u32, Event),
}

/// The line to the courier, and what it last said.
pub(crate) struct CourierHandle {
    pub(crate) line: UnboundedSender<Signal>,
    pub(crate) end: Mutex<Option<UnboundedReceiver<Signal>>>,
    said: Mutex<Option<Status>>,
    /// How many views were given of what it said.
    pub(crate) given: AtomicU32,
    exchanged: Mutex<Exchanged>,
    pub(crate) client: Mutex<Option<(String, Arc<Guichet>)>>,
}

impl Default for CourierHandle {
    fn default() -> Self {
        let (line, end) = unbounded_channel();
        Self {
            line,
            end: Mutex::new(Some(end)),
            said: Mutex::new(None),
            given: AtomicU32::new(0),
            exchanged: Mutex::default(),
            client: Mutex::new(None),
        }
    }
}

impl CourierHandle {
    fn tell(&self, signal: Signal) {
        // Without a courier (command line, tests of one use case) nobody listens, and nothing is lost: it is in the store.
        let _ = self.line.send(signal);
    }

    pub(crate) fn opened(&self) {
        self.tell(Signal::Opened);
    }

    pub(crate) fn closed(&self) {
        self.tell(Signal::Closed);
    }

    pub(crate) fn work_added(&self) {
        self.tell(Signal::WorkAdded);
    }

    pub(crate) fn enrolled(&self) {
        self.tell(Signal::Enrolled);
    }

    pub(crate) fn send_now(&self) {
        self.tell(Signal::SendNow);
    }

    pub(crate) fn said(&self) -> Option<Status> {
        self.said
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn exchanged(&self) -> Exchanged {
        *self
            .exchanged
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_exchanged(&self, exchanged: Exchanged) {
        *self
            .exchanged
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = exchanged;
    }

    /// An exchange succeeded and brought so many answers of INAÉ.
    pub(crate) fn count_exchange(&self, answers: usize) {
        let Exchanged {
            times,
            answers: before,
        } = self.exchanged();
        self.set_exchanged(Exchanged {
            times: times.saturating_add(1),
            answers: before.saturating_add(u32::try_from(answers).unwrap_or(u32::MAX)),
        });
    }

    /// The token leaves the memory with the store that holds it.
    pub(crate) fn forget_client(&self) {
        *self.client.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(crate) fn say(&self, status: Option<Status>) {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner) = status;
    }
}

/// What the exchanges brought since the store was opened.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Exchanged {
    /// How many succeeded.
    pub(crate) times: u32,
    /// How many answers of INAÉ they brought.
    pub(crate) answers: u32,
}
