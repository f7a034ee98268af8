//! How long to wait for something to move.

use std::time::Duration;

/// Stall time-outs: a slow line that moves is never cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// To make a connection, TLS included.
    pub connect: Duration,
    /// With nothing received of an answer. And, where the system can tell, with nothing acknowledged of what was sent.
    pub stall: Duration,
    /// With bytes handed over, and neither room for more nor an answer: on a slow line, the megabytes that the system
    /// still holds have to leave first.
    pub drain: Duration,
}

impl Default for Patience {
    /// 10 s to connect, 30 s without movement, 120 s for what the system still holds.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            stall: Duration::from_secs(30),
            drain: Duration::from_secs(120),
        }
    }
}
