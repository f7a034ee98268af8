//! The use cases: all that a user interface can ask for. Joins the rooms below; knows nothing of Tauri.
//!
//! [`App`] is shared by every command of an interface. Each method is one use case: it takes plain data, and gives a view
//! model or a [`Problem`] in plain French. The courier (`courier`) sends what waits, in the background.

pub mod answers;
pub mod board;
pub mod catalogue;
pub mod clean;
pub mod clock;
pub mod commands;
mod confirm;
pub mod connection;
pub mod courier;
pub mod demo;
mod diagnostic;
pub mod documents;
pub mod follow_up;
mod form_drafts;
pub mod guide;
pub mod habits;
mod home;
pub mod import;
pub mod labels;
mod listing;
mod look;
mod matters;
pub mod participants;
pub mod passport;
mod person;
mod phrase;
pub mod posters;
mod practice;
pub mod preparation;
pub mod printing;
pub mod problem;
pub mod queue;
mod readiness;
mod records;
pub mod recovery;
pub mod requests;
mod sealing;
mod search;
mod series;
pub mod session;
pub mod setup;
pub mod sheets;
mod speech;
pub mod station;
pub mod tables;
pub mod view;
pub mod words;
pub mod workshops;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use atelier_domain::{Moment, ParticipantId};
use atelier_store::{OpenError, Removed, Store, StoreError};

pub use clock::Clock;
pub use problem::{Answer, Problem};

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where things are on this computer.
#[derive(Debug, Clone)]
pub struct Places {
    /// The store's own folder.
    pub data: PathBuf,
    /// Where printed documents are saved unless asked otherwise.
    pub documents: PathBuf,
}

/// The application: one open store, and what is under way.
pub struct App {
    places: Places,
    clock: Clock,
    store: Mutex<Option<Store>>,
    /// Workshops and people removed since the store was opened, to be put back.
    removed: Mutex<BTreeMap<String, Removed>>,
    lists: Mutex<Vec<import::PendingList>>,
    catalogues: Mutex<catalogue::Catalogues>,
    wake: courier::Wake,
    lookout: connection::Lookout,
    /// Whether the participant's station is open: nothing else can be reached then.
    station_open: AtomicBool,
    /// Who is seated there and has shown their picture.
    station_proved: Mutex<Option<ParticipantId>>,
    speech: speech::Speech,
    /// The code of a recovery sheet just made, until it is on paper.
    recovery: Mutex<Option<recovery::Fresh>>,
    /// The trial with invented people, if there is one.
    practice: Mutex<practice::Practice>,
    /// Whether what an interrupted trial left was deleted since the program started.
    swept: AtomicBool,
    /// Files written since the program was started.
    written: Mutex<BTreeSet<PathBuf>>,
}

impl App {
    /// The application on these places. Nothing is opened or created yet.
    #[must_use]
    pub fn new(places: Places, clock: Clock) -> Arc<Self> {
        Arc::new(Self {
            places,
            clock,
            store: Mutex::new(None),
            removed: Mutex::default(),
            lists: Mutex::new(Vec::new()),
            catalogues: Mutex::default(),
            wake: courier::Wake::default(),
            lookout: connection::Lookout::default(),
            station_open: AtomicBool::new(false),
            station_proved: Mutex::new(None),
            speech: speech::Speech::default(),
            recovery: Mutex::new(None),
            practice: Mutex::default(),
            swept: AtomicBool::new(false),
            written: Mutex::default(),
        })
    }

    /// Runs a use case on the open store.
    pub(crate) fn with<T>(&self, run: impl FnOnce(&Store) -> Answer<T>) -> Answer<T> {
        match self.slot().as_ref() {
            Some(store) => run(store),
            None => Err(Problem::of("locked")),
        }
    }

    /// The same, all or nothing.
    pub(crate) fn atomically<T>(&self, run: impl FnOnce(&Store) -> Answer<T>) -> Answer<T> {
        self.with(|store| store.atomically(run))
    }

    pub(crate) fn slot(&self) -> MutexGuard<'_, Option<Store>> {
        // A use case that panicked rolled its transaction back; the store behind it is still good.
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now(&self) -> Moment {
        (self.clock.now)()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::warn!(code = error.code(), "store");
        Self::of(error.code())
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        tracing::warn!(code = error.code(), "store did not open");
        Self::of(error.code())
    }
}
