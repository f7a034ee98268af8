//! The steps of a workshop, for one person.

use crate::coded;
use crate::moment::CalendarDate;
use crate::workshop::WorkshopKind;

coded! {
    /// A step that a person takes at a workshop.
    Step {
        /// Opens their mailbox.
        Mailbox = "mailbox",
        /// Creates their account on Open Badge Passport.
        Registered = "registered",
        /// Confirms their address by the link received (valid five days).
        Confirmed = "confirmed",
        /// Signs in to an account that exists.
        SignedIn = "signed-in",
        /// Chooses a badge: a request exists.
        Badge = "badge",
        /// Says what they did, with evidence: their requests are complete.
        Prepared = "prepared",
        /// Asks: their requests are confirmed.
        Sent = "sent",
        /// Accepts a badge received.
        Accepted = "accepted",
        /// Adds evidence or a recommendation to a badge.
        Enriched = "enriched",
    }
}

impl Step {
    /// The steps of a workshop, in order.
    #[must_use]
    pub const fn of(kind: WorkshopKind) -> &'static [Self] {
        match kind {
            WorkshopKind::Accounts => &[Self::Mailbox, Self::Registered, Self::Confirmed],
            WorkshopKind::Requests => &[Self::SignedIn, Self::Badge, Self::Prepared, Self::Sent],
            WorkshopKind::Enrichment => &[Self::SignedIn, Self::Accepted, Self::Enriched],
            WorkshopKind::Mixed => &[
                Self::Mailbox,
                Self::Registered,
                Self::Confirmed,
                Self::Badge,
                Self::Prepared,
                Self::Sent,
            ],
        }
    }

    /// Whether it is read from the person's requests rather than marked by the facilitator.
    #[must_use]
    pub const fn is_derived(self) -> bool {
        match self {
            Self::Badge | Self::Prepared | Self::Sent => true,
            Self::Mailbox
            | Self::Registered
            | Self::Confirmed
            | Self::SignedIn
            | Self::Accepted
            | Self::Enriched => false,
        }
    }

    /// The steps that it shows to have been taken before: who confirmed their address opened the mail, on an account.
    #[must_use]
    pub const fn proves(self) -> &'static [Self] {
        match self {
            Self::Confirmed => &[Self::Mailbox, Self::Registered],
            Self::SignedIn => &[Self::Registered],
            Self::Accepted | Self::Enriched => &[Self::Registered, Self::Confirmed],
            Self::Mailbox | Self::Registered | Self::Badge | Self::Prepared | Self::Sent => &[],
        }
    }
}

coded! {
    /// How far a person is with a step.
    StepState {
        /// Not begun.
        Todo = "todo",
        /// The step the person is at.
        Doing = "doing",
        /// Done.
        Done = "done",
        /// The person's part is done; it has not left yet.
        Waiting = "waiting",
        /// Something prevents it.
        Blocked = "blocked",
    }
}

impl StepState {
    /// Whether nothing of it is left to the person.
    #[must_use]
    pub const fn is_over(self) -> bool {
        match self {
            Self::Done | Self::Waiting => true,
            Self::Todo | Self::Doing | Self::Blocked => false,
        }
    }
}

coded! {
    /// What prevents a step: what blocks such sessions in the field, most frequent first.
    BlockReason {
        /// The mailbox does not open: password or telephone lost.
        MailboxClosed = "mailbox-closed",
        /// No confirmation mail, not even among unwanted ones.
        NoMail = "no-mail",
        /// Another address was typed.
        OtherAddress = "other-address",
        /// The password of the Passport is lost or refused.
        Password = "password",
        /// No usable evidence yet.
        NoEvidence = "no-evidence",
        /// No connection.
        NoConnection = "no-connection",
        /// The equipment does not work.
        Equipment = "equipment",
        /// The person would rather not go on.
        Declined = "declined",
        /// Something else, said in words.
        Other = "other",
    }
}

/// Why a step is blocked, and until when one looks again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// From the short list.
    pub reason: BlockReason,
    /// In the facilitator's words; may be empty.
    pub detail: String,
    /// The day to come back to it.
    pub follow_up: Option<CalendarDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_workshop_has_steps_in_one_order() {
        for kind in WorkshopKind::ALL {
            let steps = Step::of(kind);
            assert!(!steps.is_empty());
            assert!(steps.is_sorted(), "{kind:?}");
        }
    }

    #[test]
    fn codes_lead_back_to_their_step() {
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(step));
        }
        assert_eq!(Step::from_code("unknown"), None);
    }
}
