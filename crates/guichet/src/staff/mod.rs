//! The pages of INAÉ's staff: requests received, one by one, with their evidence. Rendered here, no script.

pub(crate) mod accounts;
mod cookie;
pub(crate) mod detail;
pub(crate) mod files;
pub(crate) mod list;
pub(crate) mod login;
mod member;
mod origin;
pub(crate) mod page;

use std::sync::Arc;

use crate::base::desk::Desk;
use crate::base::hashing::Hashing;
use crate::base::throttle::Throttle;

/// Wrong passwords allowed in a minute, from one address or for one name.
const TRIES: usize = 10;

/// The desk, who gave a wrong password lately, and whose turn it is to have one hashed. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Staff {
    desk: Desk,
    failures: Arc<Throttle>,
    hashing: Hashing,
}

impl Staff {
    pub(crate) fn new(desk: Desk) -> Self {
        Self {
            desk,
            failures: Arc::new(Throttle::per_minute(TRIES)),
            hashing: Hashing::new(),
        }
    }
}
