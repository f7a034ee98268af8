//! The opened desk: its data directory, its database, and what it remembers between two requests.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use atelier_domain::Moment;

use crate::base::clock::Clock;
use crate::base::database::{Database, DatabaseError};
use crate::base::disk::make_private_dir;
use crate::base::hashing::Hashing;
use crate::base::problem::Fault;
use crate::base::throttle::Throttle;
use crate::evidence::EvidenceFiles;
use crate::uploads::{Slots, Uploads};

/// How a guichet is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data directory: `guichet.db`, `evidence/`, `uploads/`. Created with access for its owner only.
    pub data: PathBuf,
    /// The address under which applications reach the guichet, such as `https://guichet.example.org`, without a final
    /// slash. When `None`, the request's `Host` is used, over plain http.
    pub public_url: Option<String>,
    /// Who holds the guichet.
    pub guichet_name: String,
    /// Where the time comes from.
    pub clock: Clock,
}

impl Config {
    /// INAÉ's guichet with the machine's clock, keeping its data in this directory.
    #[must_use]
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            public_url: None,
            guichet_name: "INAÉ".to_owned(),
            clock: Clock::system(),
        }
    }
}

/// The guichet cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data directory cannot be made or read.
    #[error("the data directory cannot be used: {0}")]
    Directory(#[from] io::Error),
    /// The database cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] DatabaseError),
    /// Clearing what is out of date failed.
    #[error("uploads out of date cannot be cleared: {0}")]
    Purge(#[from] Fault),
}

/// An opened desk. Cheap to clone: clones share everything.
#[derive(Debug, Clone)]
pub struct Guichet {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    config: Config,
    database: Database,
    evidence: EvidenceFiles,
    uploads: Uploads,
    slots: Slots,
    enrolment_failures: Throttle,
    login_failures: Throttle,
    hashing: Hashing,
}

impl Guichet {
    /// Opens the data directory, creating what is missing, and forgets the uploads that are out of date.
    ///
    /// # Errors
    /// [`OpenError`]. A database of a newer program is left untouched.
    pub fn open(config: Config) -> Result<Self, OpenError> {
        make_private_dir(&config.data)?;
        let database = Database::open(&config.data.join("guichet.db"))?;
        let evidence = EvidenceFiles::open(config.data.join("evidence"))?;
        let uploads = Uploads::open(config.data.join("uploads"))?;
        let guichet = Self {
            inner: Arc::new(Inner {
                config,
                database,
                evidence,
                uploads,
                slots: Mutex::new(HashMap::new()),
                enrolment_failures: Throttle::per_minute(10),
                login_failures: Throttle::per_minute(10),
                hashing: Hashing::new(),
            }),
        };
        guichet.purge()?;
        Ok(guichet)
    }

    /// Forgets unfinished uploads, codes and sessions that are out of date.
    ///
    /// # Errors
    /// [`Fault`] when the database or the disk refuses.
    pub fn purge(&self) -> Result<(), Fault> {
        crate::uploads::purge(self)?;
        let now = self.now().unix_millis();
        self.database().write(|tx| {
            tx.execute("DELETE FROM session WHERE expires_at <= ?1", [now])?;
            tx.execute(
                "DELETE FROM enrolment_code WHERE expires_at <= ?1 AND used_at IS NULL",
                [now],
            )?;
            Ok::<_, Fault>(())
        })
    }

    /// Who holds the guichet.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.config.guichet_name
    }

    pub(crate) fn config(&self) -> &Config {
        &self.inner.config
    }

    pub(crate) fn now(&self) -> Moment {
        self.inner.config.clock.now()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.inner.database
    }

    pub(crate) fn evidence(&self) -> &EvidenceFiles {
        &self.inner.evidence
    }

    pub(crate) fn uploads(&self) -> &Uploads {
        &self.inner.uploads
    }

    pub(crate) fn slots(&self) -> &Slots {
        &self.inner.slots
    }

    pub(crate) fn enrolment_failures(&self) -> &Throttle {
        &self.inner.enrolment_failures
    }

    pub(crate) fn login_failures(&self) -> &Throttle {
        &self.inner.login_failures
    }

    pub(crate) fn hashing(&self) -> &Hashing {
        &self.inner.hashing
    }

    /// Runs blocking work on a thread made for it.
    pub(crate) async fn blocking<T: Send + 'static, E: From<Fault> + Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let guichet = self.clone();
        tokio::task::spawn_blocking(move || work(&guichet))
            .await
            .map_err(Fault::from)?
    }
}
