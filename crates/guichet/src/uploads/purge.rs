//! What is left of uploads that nobody goes on with.

use std::fs;
use std::time::{Duration, SystemTime};

use super::{Uploads, rows};
use crate::base::disk::remove;
use crate::base::problem::Fault;

/// A partial file without a row is a crash's left-over, once it is surely not being created.
const ORPHAN_AGE: Duration = Duration::from_secs(3_600);

/// Forgets uploads that are out of date, and partial files that no row knows.
pub(crate) fn purge(uploads: &Uploads) -> Result<(), Fault> {
    let desk = &uploads.desk;
    for id in rows::expired(desk)? {
        remove(&uploads.part(&id))?;
        rows::delete(desk, &id)?;
    }
    for entry in fs::read_dir(&uploads.root)? {
        let path = entry?.path();
        let id = path.file_stem().and_then(|stem| stem.to_str());
        let age = fs::symlink_metadata(&path)
            .and_then(|metadata| metadata.modified())
            .ok()
            .and_then(|at| SystemTime::now().duration_since(at).ok());
        if let (Some(id), Some(age)) = (id, age)
            && age > ORPHAN_AGE
            && !rows::exists(desk, id)?
        {
            remove(&path)?;
        }
    }
    Ok(())
}
