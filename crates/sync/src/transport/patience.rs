//! How long to wait for something to move.

use std::time::Duration;

/// Stall time-outs: a slow line that moves is never cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// To make a connection, TLS included.
    pub connect: Duration,
    /// With nothing sent and nothing received.
    pub stall: Duration,
    /// For the first byte of the answer once a body has been handed over: what the system still holds has to leave first.
    pub answer: Duration,
}

impl Default for Patience {
    /// 10 s to connect, 30 s without movement, 120 s for the answer to a body.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            stall: Duration::from_secs(30),
            answer: Duration::from_secs(120),
        }
    }
}
