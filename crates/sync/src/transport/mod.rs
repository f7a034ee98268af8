//! The wire: HTTP to one guichet; and, when someone asks for it, a look at whether the page on a poster exists.

mod address;
mod answer;
mod body;
mod guichet;
mod page;
mod patience;
mod tus;

use std::fmt;

pub use address::{AddressProblem, GuichetAddress};
pub use guichet::{Guichet, SetupProblem};
pub use page::{PageFound, look_at_page};
pub use patience::Patience;
pub use tus::UploadJob;

/// The device's secret. Never shown, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceToken(String);

impl DeviceToken {
    /// From its text, as the guichet gave it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself, to be stored under lock or sent.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DeviceToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceToken(…)")
    }
}

/// Makes the cryptography that this program ships (ring) the one of every TLS connection. May be called again.
pub fn install_tls() {
    // An error says that one is installed already: by an earlier call, which is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
