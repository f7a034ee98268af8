//! The application: one open store, and what is under way.

use atelier_domain::Moment;
use atelier_store::{OpenError, Store, StoreError};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::base::clock::Clock;
use crate::base::connection_watch::ConnectionWatch;
use crate::base::courier_handle::CourierHandle;
use crate::base::kept::Kept;
use crate::base::practice::Practice;
use crate::base::problem::{Answer, Case, Problem};

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
    pub(crate) places: Places,
    pub(crate) clock: Clock,
    store: Mutex<Option<Store>>,
    /// What subjects keep beside the store while it is open.
    kept: Mutex<Kept>,
    /// The line to the courier.
    pub(crate) courier: CourierHandle,
    /// What is known of the connection.
    pub(crate) connection: ConnectionWatch,
    /// The trial with invented people, if there is one.
    pub(crate) practice: Mutex<Practice>,
    /// Whether what an interrupted trial left was deleted since the program started.
    pub(crate) swept: AtomicBool,
    /// Files written since the program was started: paths only, to show them again.
    pub(crate) written: Mutex<BTreeSet<PathBuf>>,
}

impl App {
    /// The application on these places. Nothing is opened or created yet.
    #[must_use]
    pub fn new(places: Places, clock: Clock) -> Arc<Self> {
        Arc::new(Self {
            places,
            clock,
            store: Mutex::new(None),
            kept: Mutex::default(),
            courier: CourierHandle::default(),
            connection: ConnectionWatch::default(),
            practice: Mutex::default(),
            swept: AtomicBool::new(false),
            written: Mutex::default(),
        })
    }

    /// Runs a use case on the open store.
    pub(crate) fn with<T>(&self, run: impl FnOnce(&Store) -> Answer<T>) -> Answer<T> {
        match self.slot().as_ref() {
            Some(store) => run(store),
            None => Err(Problem::of(Case::Locked)),
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

    /// What a subject keeps in memory while the store is open; empty each time that it was locked. `use_` neither opens the
    /// store nor asks for another subject's.
    pub(crate) fn keeping<T: Default + Send + 'static, R>(
        &self,
        use_: impl FnOnce(&mut T) -> R,
    ) -> R {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.of::<T>() {
            Some(value) => use_(value),
            None => use_(&mut T::default()),
        }
    }

    /// Drops the store and all that was kept beside it.
    pub(crate) fn forget_all(&self) {
        *self.slot() = None;
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }

    /// Whether nobody is working in the store at this instant.
    #[cfg(test)]
    pub(crate) fn is_free(&self) -> bool {
        self.store.try_lock().is_ok()
    }

    pub(crate) fn now(&self) -> Moment {
        (self.clock.now)()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        // Values are bound in every statement: what the database says of one holds nothing of a person.
        Self::of(match error {
            StoreError::Full => Case::StoreFull,
            StoreError::Io(_) => Case::StoreIo,
            StoreError::Damaged(_) => Case::StoreDamaged,
            StoreError::Conflict(_) => Case::StoreConflict,
            StoreError::NotFound(_) => Case::NotFound,
            StoreError::InUse(_) => Case::InUse,
            StoreError::WrongPassphrase => Case::WrongPassphrase,
            StoreError::WrongRecoveryCode => Case::WrongRecoveryCode,
            StoreError::Busy => Case::StoreBusy,
            StoreError::Entropy(_) => Case::NoEntropy,
            StoreError::Unexpected(_) => Case::StoreUnexpected,
        })
        .because(error)
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        Self::of(match error {
            OpenError::WrongPassphrase => Case::WrongPassphrase,
            OpenError::WrongRecoveryCode => Case::WrongRecoveryCode,
            OpenError::Missing => Case::StoreMissing,
            OpenError::Exists => Case::StoreExists,
            OpenError::Newer { .. } => Case::StoreNewer,
            OpenError::Damaged(_) => Case::StoreDamaged,
            OpenError::Busy => Case::StoreBusy,
            OpenError::Full => Case::StoreFull,
            OpenError::Io(_) => Case::StoreIo,
            OpenError::Entropy(_) => Case::NoEntropy,
        })
        .because(error)
    }
}
