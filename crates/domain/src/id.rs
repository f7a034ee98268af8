//! Identifiers: UUIDv7, made on the device, so that records can be created with no connection and sort by creation.

use std::fmt;
use std::str::FromStr;

use uuid::{Builder, Uuid};

use crate::moment::Moment;

/// What an identifier is made of: the moment, and ten bytes of randomness supplied by the caller.
#[derive(Debug, Clone, Copy)]
pub struct NewId {
    /// When the record was created.
    pub at: Moment,
    /// Randomness, from the operating system in production.
    pub random: [u8; 10],
}

impl NewId {
    fn uuid(self) -> Uuid {
        let millis = u64::try_from(self.at.unix_millis()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &self.random).into_uuid()
    }
}

/// The text is not an identifier of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a {kind} identifier")]
pub struct NotAnId {
    kind: &'static str,
}

/// What names one thing among those of its kind, and is written in one way.
pub trait Identifier: Clone + fmt::Display + 'static {
    /// Its kind, as in the interface.
    const NAME: &'static str;

    /// The identifier that this text is.
    fn from_text(text: &str) -> Option<Self>;
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// A fresh identifier.
            #[must_use]
            pub fn new(seed: NewId) -> Self {
                Self(seed.uuid())
            }
        }

        impl Identifier for $name {
            const NAME: &'static str = stringify!($name);

            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text)
                    .map(Self)
                    .map_err(|_| NotAnId { kind: stringify!($name) })
            }
        }
    };
}

identifier!(
    /// A person on an integration contract.
    ParticipantId
);
identifier!(
    /// A group workshop.
    WorkshopId
);
identifier!(
    /// A badge request. Stable over its revisions; the guichet recognises a repeated sending by it.
    RequestId
);
identifier!(
    /// A permanent of the structure.
    StaffId
);
identifier!(
    /// The structure itself.
    StructureId
);

#[cfg(test)]
mod tests {
    use super::*;

    fn seed(millis: i64, byte: u8) -> NewId {
        NewId {
            at: Moment::from_unix_millis(millis),
            random: [byte; 10],
        }
    }

    #[test]
    fn an_identifier_survives_its_text_form() {
        let id = RequestId::new(seed(1_700_000_000_000, 7));
        assert_eq!(id.to_string().parse::<RequestId>(), Ok(id));
    }

    #[test]
    fn identifiers_sort_by_creation() {
        assert!(RequestId::new(seed(1_000, 255)) < RequestId::new(seed(2_000, 0)));
    }

    #[test]
    fn another_text_is_refused() {
        assert!("badge-1".parse::<ParticipantId>().is_err());
    }
}
