//! The whole guichet, built from its parts: each endpoint takes the part that it works with.

use std::io;

use axum::extract::FromRef;

use crate::base::database::{Database, DatabaseError};
use crate::base::desk::{Config, Desk};
use crate::base::disk::make_private_dir;
use crate::base::problem::Fault;
use crate::enrolment::{Enrolment, codes};
use crate::evidence::Evidence;
use crate::maintenance::purge;
use crate::reading::tokens;
use crate::staff::Staff;
use crate::staff::accounts::members::{self, AddUserError};
use crate::uploads::Uploads;

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

/// An opened guichet. Cheap to clone: clones share everything.
#[derive(Debug, Clone)]
pub struct Guichet {
    desk: Desk,
    enrolment: Enrolment,
    evidence: Evidence,
    uploads: Uploads,
    staff: Staff,
}

impl Guichet {
    /// Opens the data directory, creating what is missing, and forgets the uploads that are out of date.
    ///
    /// # Errors
    /// [`OpenError`]. A database of a newer program is left untouched.
    pub fn open(config: Config) -> Result<Self, OpenError> {
        let data = config.data.clone();
        make_private_dir(&data)?;
        let database = Database::open(&data.join("guichet.db"))?;
        let desk = Desk::new(config, database);
        let evidence = Evidence::open(desk.clone(), data.join("evidence"))?;
        let uploads = Uploads::open(desk.clone(), evidence.clone(), data.join("uploads"))?;
        let guichet = Self {
            enrolment: Enrolment::new(desk.clone()),
            staff: Staff::new(desk.clone()),
            desk,
            evidence,
            uploads,
        };
        guichet.purge()?;
        Ok(guichet)
    }

    /// Forgets unfinished uploads, codes and sessions that are out of date.
    ///
    /// # Errors
    /// [`Fault`] when the database or the disk refuses.
    pub fn purge(&self) -> Result<(), Fault> {
        purge(&self.desk, &self.uploads)
    }

    /// Makes a one-time code for a structure, good for 30 days, and remembers its hash only.
    ///
    /// # Errors
    /// [`Fault`] when the database refuses.
    pub fn new_enrolment_code(&self, structure: &str) -> Result<String, Fault> {
        codes::new(&self.desk, structure)
    }

    /// Gives a token to a program of INAÉ that reads the requests. A token of the same name is replaced.
    ///
    /// # Errors
    /// [`Fault`] when the database refuses.
    pub fn add_api_token(&self, name: &str) -> Result<String, Fault> {
        tokens::add(&self.desk, name)
    }

    /// Adds a member of the staff, or gives them a new password, which closes their sessions. Names are compared without
    /// accents nor case.
    ///
    /// # Errors
    /// [`AddUserError`]; nothing is changed then.
    pub fn add_user(&self, name: &str, password: &str) -> Result<(), AddUserError> {
        members::add(&self.desk, name, password)
    }
}

impl FromRef<Guichet> for Desk {
    fn from_ref(guichet: &Guichet) -> Self {
        guichet.desk.clone()
    }
}

impl FromRef<Guichet> for Enrolment {
    fn from_ref(guichet: &Guichet) -> Self {
        guichet.enrolment.clone()
    }
}

impl FromRef<Guichet> for Evidence {
    fn from_ref(guichet: &Guichet) -> Self {
        guichet.evidence.clone()
    }
}

impl FromRef<Guichet> for Uploads {
    fn from_ref(guichet: &Guichet) -> Self {
        guichet.uploads.clone()
    }
}

impl FromRef<Guichet> for Staff {
    fn from_ref(guichet: &Guichet) -> Self {
        guichet.staff.clone()
    }
}
