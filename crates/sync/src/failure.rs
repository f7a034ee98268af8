//! Why a round with the guichet did not succeed: one kind per case that the interface treats differently.

use atelier_protocol::ProblemCode;

/// Why something did not reach the guichet, or came back without success.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No connection could be made: no network, unknown name, refused, or no answer to the connection itself.
    #[error("the guichet cannot be reached")]
    Unreachable,
    /// The connection was made, then lost before the answer was whole.
    #[error("the connection was lost")]
    Interrupted,
    /// The connection stands but nothing moves any more.
    #[error("nothing moves on the connection")]
    Stalled,
    /// Something answers, and it is not the guichet: a hotel's or a school's connection page, another site.
    #[error("what answers is not the guichet")]
    CaptivePortal,
    /// No safe connection: certificate refused, clock wrong, or something listening in between.
    #[error("the secure connection was refused")]
    TlsRefused,
    /// The answer sends elsewhere; never followed, since the device token would go along.
    #[error("the answer sends to another place")]
    RedirectedElsewhere {
        /// The host named by the answer, when it names one.
        host: Option<String>,
    },
    /// The guichet answered, and said why not.
    #[error("the guichet refused: {code:?}")]
    Refused {
        /// The case.
        code: ProblemCode,
        /// What the guichet says to a person, in French.
        detail: Option<String>,
        /// How long it asks to wait, in milliseconds.
        retry_after_millis: Option<i64>,
    },
    /// The server, or what stands in front of it, is in trouble.
    #[error("the server is in trouble (status {status})")]
    ServerTrouble {
        /// The HTTP status.
        status: u16,
        /// How long it asks to wait, in milliseconds.
        retry_after_millis: Option<i64>,
    },
    /// The guichet answered something that the protocol does not foresee.
    #[error("the answer does not follow the protocol")]
    ProtocolMismatch,
    /// Receipts came, and none of them is for exactly what was sent.
    #[error("what came back is not a receipt for what was sent")]
    NotAReceipt,
    /// The evidence is gone from this computer, or is not what was kept; nothing was sent.
    #[error("the evidence cannot be read on this computer")]
    EvidenceUnreadable,
    /// This computer could not read or write its own data for now: a full disk, a busy store. Nothing is at fault in what
    /// is sent.
    #[error("this computer could not read or write its own data")]
    Local,
}

impl Failure {
    /// A refusal with no detail.
    #[must_use]
    pub const fn refused(code: ProblemCode) -> Self {
        Self::Refused {
            code,
            detail: None,
            retry_after_millis: None,
        }
    }

    /// Stable code, also kept beside what it stopped.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Interrupted => "interrupted",
            Self::Stalled => "stalled",
            Self::CaptivePortal => "captive-portal",
            Self::TlsRefused => "tls-refused",
            Self::RedirectedElsewhere { host: _ } => "redirected-elsewhere",
            Self::Refused { code, .. } => match code {
                ProblemCode::Malformed => "refused-malformed",
                ProblemCode::ProtocolVersion => "refused-protocol-version",
                ProblemCode::EnrolmentCode => "refused-enrolment-code",
                ProblemCode::NotEnrolled => "refused-not-enrolled",
                ProblemCode::HashMismatch => "refused-hash-mismatch",
                ProblemCode::Conflict => "refused-conflict",
                ProblemCode::InvalidRecord => "refused-invalid-record",
                ProblemCode::NotDeclared => "refused-not-declared",
                ProblemCode::EvidenceRefused => "refused-evidence",
                ProblemCode::TooLarge => "refused-too-large",
                ProblemCode::TooMany => "refused-too-many",
                ProblemCode::Unavailable => "refused-unavailable",
                ProblemCode::NotFound => "refused-not-found",
                ProblemCode::Unknown => "refused-unknown",
            },
            Self::ServerTrouble { .. } => "server-trouble",
            Self::ProtocolMismatch => "protocol-mismatch",
            Self::NotAReceipt => "not-a-receipt",
            Self::EvidenceUnreadable => "evidence-unreadable",
            Self::Local => "local",
        }
    }

    /// Whether sending the same thing again can never succeed.
    #[must_use]
    pub const fn is_permanent(&self) -> bool {
        match self {
            Self::Refused { code, .. } => code.is_permanent(),
            Self::EvidenceUnreadable => true,
            Self::Unreachable
            | Self::Interrupted
            | Self::Stalled
            | Self::CaptivePortal
            | Self::TlsRefused
            | Self::RedirectedElsewhere { host: _ }
            | Self::ServerTrouble { .. }
            | Self::ProtocolMismatch
            | Self::NotAReceipt
            | Self::Local => false,
        }
    }

    /// Whether the way to the guichet is at fault, so that nothing else would pass either.
    #[must_use]
    pub const fn is_of_the_connection(&self) -> bool {
        match self {
            Self::Unreachable
            | Self::Interrupted
            | Self::Stalled
            | Self::CaptivePortal
            | Self::TlsRefused
            | Self::RedirectedElsewhere { host: _ } => true,
            Self::Refused { .. }
            | Self::ServerTrouble { .. }
            | Self::ProtocolMismatch
            | Self::NotAReceipt
            | Self::EvidenceUnreadable
            | Self::Local => false,
        }
    }

    /// Whether a person has to do something before it can work: a new enrolment, an update, a call to INAÉ.
    #[must_use]
    pub const fn needs_a_person(&self) -> bool {
        match self {
            Self::Refused { code, .. } => match code {
                ProblemCode::ProtocolVersion
                | ProblemCode::EnrolmentCode
                | ProblemCode::NotEnrolled => true,
                ProblemCode::Malformed
                | ProblemCode::HashMismatch
                | ProblemCode::Conflict
                | ProblemCode::InvalidRecord
                | ProblemCode::EvidenceRefused
                | ProblemCode::TooLarge => true,
                ProblemCode::NotDeclared
                | ProblemCode::TooMany
                | ProblemCode::Unavailable
                | ProblemCode::NotFound
                | ProblemCode::Unknown => false,
            },
            Self::NotAReceipt => true,
            Self::Unreachable
            | Self::Interrupted
            | Self::Stalled
            | Self::CaptivePortal
            | Self::TlsRefused
            | Self::RedirectedElsewhere { host: _ }
            | Self::ServerTrouble { .. }
            | Self::ProtocolMismatch
            | Self::EvidenceUnreadable
            | Self::Local => false,
        }
    }

    /// Whether the guichet no longer knows this device: no token, or a withdrawn one.
    #[must_use]
    pub const fn is_not_enrolled(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                code: ProblemCode::NotEnrolled,
                ..
            }
        )
    }

    /// How long the guichet asks to wait before the next attempt, in milliseconds.
    #[must_use]
    pub const fn retry_after_millis(&self) -> Option<i64> {
        if let Self::Refused {
            retry_after_millis, ..
        }
        | Self::ServerTrouble {
            retry_after_millis, ..
        } = self
        {
            *retry_after_millis
        } else {
            None
        }
    }

    /// What the guichet says to a person, in French, if it said anything.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        if let Self::Refused { detail, .. } = self {
            detail.as_deref()
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_never_succeed_is_permanent() {
        assert!(Failure::refused(ProblemCode::EvidenceRefused).is_permanent());
        assert!(Failure::EvidenceUnreadable.is_permanent());
        for passing in [
            Failure::Unreachable,
            Failure::CaptivePortal,
            Failure::Local,
            Failure::refused(ProblemCode::TooMany),
            Failure::refused(ProblemCode::NotEnrolled),
        ] {
            assert!(!passing.is_permanent(), "{}", passing.code());
        }
    }

    #[test]
    fn a_withdrawn_token_needs_a_person() {
        let withdrawn = Failure::refused(ProblemCode::NotEnrolled);
        assert!(withdrawn.is_not_enrolled() && withdrawn.needs_a_person());
        assert!(!Failure::Unreachable.needs_a_person());
    }
}
