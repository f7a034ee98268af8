//! What is out of date is forgotten, now and then.

use std::time::Duration;

use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::base::problem::Fault;
use crate::enrolment::codes;
use crate::staff::accounts::sessions;
use crate::uploads::{self, Uploads};

/// How often.
const PURGE_EVERY: Duration = Duration::from_secs(3_600);

/// Forgets unfinished uploads, codes and sessions that are out of date.
pub(crate) fn purge(desk: &Desk, uploads: &Uploads) -> Result<(), Fault> {
    uploads::purge::purge(uploads)?;
    sessions::purge(desk)?;
    codes::purge(desk)
}

/// Does so every hour, for ever. Opening has done it already.
pub(crate) async fn purge_regularly(desk: Desk, uploads: Uploads) {
    let mut every = tokio::time::interval(PURGE_EVERY);
    // The first tick is at once.
    every.tick().await;
    loop {
        every.tick().await;
        let desk = desk.clone();
        let purged = blocking(&uploads, move |uploads| purge(&desk, uploads)).await;
        if let Err::<(), Fault>(fault) = purged {
            tracing::error!(%fault, "what is out of date could not be forgotten");
        }
    }
}
