//! A device becomes known: one-time codes, and device tokens.

pub(crate) mod codes;
pub(crate) mod enrol;
pub(crate) mod ping;

use std::sync::Arc;

use crate::base::desk::Desk;
use crate::base::throttle::Throttle;

/// Wrong codes allowed in a minute, from one address.
const TRIES: usize = 10;

/// The desk, and who sent wrong codes lately. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Enrolment {
    desk: Desk,
    failures: Arc<Throttle>,
}

impl Enrolment {
    pub(crate) fn new(desk: Desk) -> Self {
        Self {
            desk,
            failures: Arc::new(Throttle::per_minute(TRIES)),
        }
    }
}
