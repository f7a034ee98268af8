//! The version of the protocol that a message is written in.

use atelier_protocol::PROTOCOL_VERSION;
use serde::Deserialize;

use super::problem::Refusal;

#[derive(Deserialize)]
struct Version {
    protocol: u32,
}

/// Refuses a message of another version, whatever else it holds.
pub(crate) fn check_version(body: &[u8]) -> Result<(), Refusal> {
    let Version { protocol } = serde_json::from_slice(body).map_err(|_| Refusal::malformed())?;
    if protocol == PROTOCOL_VERSION {
        Ok(())
    } else {
        Err(Refusal::protocol_version())
    }
}
