//! A device becomes known to the guichet: `POST /v1/enrol`. And the question « is it really you? »: `GET /v1/ping`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The one-time code that INAÉ gave, exchanged for a device token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnrolmentRequest {
    /// [`crate::PROTOCOL_VERSION`] of the sender.
    pub protocol: u32,
    /// As typed; spaces, hyphens and case do not count.
    pub code: String,
    /// How the structure calls this computer.
    pub device_name: String,
}

/// What the guichet gives in exchange.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnrolmentAnswer {
    /// [`crate::PROTOCOL_VERSION`] of the guichet.
    pub protocol: u32,
    /// The guichet's identifier of this device.
    pub device_id: String,
    /// Secret, sent as `Authorization: Bearer …` from now on. Said once.
    pub device_token: String,
    /// The name under which INAÉ knows the structure.
    pub structure_name: String,
    /// Who holds the guichet, such as « INAÉ ».
    pub guichet_name: String,
}

impl std::fmt::Debug for EnrolmentAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The token must never reach a log.
        f.debug_struct("EnrolmentAnswer")
            .field("device_id", &self.device_id)
            .finish_non_exhaustive()
    }
}

/// Answer to `GET /v1/ping`: tells a guichet from a captive portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pong {
    /// Always [`Pong::SERVICE`].
    pub service: String,
    /// [`crate::PROTOCOL_VERSION`] of the guichet.
    pub protocol: u32,
    /// Who holds the guichet.
    pub guichet_name: String,
}

impl Pong {
    /// What a guichet calls itself.
    pub const SERVICE: &'static str = "atelier-badges-guichet";
}
