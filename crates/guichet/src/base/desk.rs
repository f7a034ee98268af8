//! What every feature works with: how the guichet is set up, its clock and its database.

use std::path::PathBuf;
use std::sync::Arc;

use atelier_domain::Moment;

use super::clock::Clock;
use super::database::Database;

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
            guichet_name: atelier_texts::network::inae(),
            clock: Clock::system(),
        }
    }
}

/// The desk that the features share. Cheap to clone: clones share everything.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    config: Arc<Config>,
    database: Arc<Database>,
}

impl Desk {
    pub(crate) fn new(config: Config, database: Database) -> Self {
        Self {
            config: Arc::new(config),
            database: Arc::new(database),
        }
    }

    /// Who holds the guichet.
    pub(crate) fn name(&self) -> &str {
        &self.config.guichet_name
    }

    /// The address under which it is reached, when it was told.
    pub(crate) fn public_url(&self) -> Option<&str> {
        self.config.public_url.as_deref()
    }

    pub(crate) fn now(&self) -> Moment {
        self.config.clock.now()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.database
    }
}
