//! The mailbox check: made days before a workshop, since what blocks a session happens outside it.

use crate::coded;
use crate::moment::Moment;

coded! {
    /// An answer that may not be known yet.
    Tri {
        /// Not asked yet.
        Unknown = "unknown",
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

coded! {
    /// What a person opens their mailbox on.
    Device {
        /// Not asked yet.
        Unknown = "unknown",
        /// A telephone.
        Phone = "phone",
        /// A computer.
        Computer = "computer",
        /// Nothing of their own.
        None = "none",
    }
}

coded! {
    /// Why a person is not ready, most serious first.
    NotReady {
        /// No address is written in the application.
        NoAddress = "no-address",
        /// No address of their own.
        NotOwn = "not-own",
        /// The mailbox does not open.
        DoesNotOpen = "does-not-open",
        /// The recovery telephone does not work: one forgotten password closes the mailbox.
        NoRecovery = "no-recovery",
        /// Nothing to open it on: a laptop of the workshop will be needed.
        NoDevice = "no-device",
        /// The mailbox opened once, long ago or at another address.
        AskAgain = "ask-again",
        /// Not all was asked.
        NotAsked = "not-asked",
    }
}

/// What was checked with a person. No password, ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailboxCheck {
    /// Has an address of their own, used by nobody else.
    pub own_address: Tri,
    /// Can open it today.
    pub opens_today: Tri,
    /// On which device.
    pub device: Device,
    /// The telephone given for recovery works.
    pub recovery_phone: Tri,
    /// When they said whether it opens; `None` when that was not asked.
    pub opens_at: Option<Moment>,
    /// When the last answer was given; `None` when nothing was asked.
    pub checked_at: Option<Moment>,
}

impl Default for MailboxCheck {
    fn default() -> Self {
        Self {
            own_address: Tri::Unknown,
            opens_today: Tri::Unknown,
            device: Device::Unknown,
            recovery_phone: Tri::Unknown,
            opens_at: None,
            checked_at: None,
        }
    }
}

/// What is known of a mailbox for a workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// Nobody knows.
    Unknown,
    /// It opened, recently enough.
    Yes,
    /// It opened once, long ago or at another address: one asks again.
    AskAgain,
    /// It does not.
    No,
}

impl MailboxCheck {
    /// Why the person is not ready; empty when they are. `has_address`: an address is written in the application. `opens`:
    /// what is known of their mailbox, from this check and from elsewhere.
    #[must_use]
    pub fn not_ready(&self, has_address: bool, opens: Opens) -> Vec<NotReady> {
        let Self {
            own_address,
            opens_today: _,
            device,
            recovery_phone,
            opens_at: _,
            checked_at: _,
        } = *self;
        let unknown = own_address == Tri::Unknown
            || opens == Opens::Unknown
            || recovery_phone == Tri::Unknown
            || device == Device::Unknown;
        [
            (!has_address, NotReady::NoAddress),
            (own_address == Tri::No, NotReady::NotOwn),
            (opens == Opens::No, NotReady::DoesNotOpen),
            (recovery_phone == Tri::No, NotReady::NoRecovery),
            (device == Device::None, NotReady::NoDevice),
            (opens == Opens::AskAgain, NotReady::AskAgain),
            (unknown, NotReady::NotAsked),
        ]
        .into_iter()
        .filter_map(|(holds, reason)| holds.then_some(reason))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_means_that_every_answer_is_known_and_good() {
        let good = MailboxCheck {
            own_address: Tri::Yes,
            opens_today: Tri::Yes,
            device: Device::Phone,
            recovery_phone: Tri::Yes,
            opens_at: None,
            checked_at: None,
        };
        assert!(good.not_ready(true, Opens::Yes).is_empty());
        assert_eq!(good.not_ready(false, Opens::Yes), [NotReady::NoAddress]);
        assert_eq!(
            MailboxCheck::default().not_ready(true, Opens::Unknown),
            [NotReady::NotAsked]
        );
        assert_eq!(good.not_ready(true, Opens::AskAgain), [NotReady::AskAgain]);
        // Seen to open at a workshop: it needs not be asked.
        let not_asked = MailboxCheck {
            opens_today: Tri::Unknown,
            ..good
        };
        assert!(not_asked.not_ready(true, Opens::Yes).is_empty());
        let lost = MailboxCheck {
            recovery_phone: Tri::No,
            device: Device::None,
            ..good
        };
        assert_eq!(
            lost.not_ready(true, Opens::No),
            [
                NotReady::DoesNotOpen,
                NotReady::NoRecovery,
                NotReady::NoDevice
            ]
        );
    }
}
