//! A badge request and its life.
//!
//! ```text
//! Draft → Ready → Held ⇄ Queued → Delivered → InCommittee → Accepted → Issued → InPassport
//!                                     │              ├→ Returned → Ready again, once something was answered or changed
//!                                     │              └→ Refused
//!                                     └ systematic mode: Accepted at once
//! ```

use crate::coded;
use std::fmt;
use std::str::FromStr;

use crate::badge::BadgeId;
use crate::id::{Identifier, ParticipantId, RequestId, WorkshopId};
use crate::participant::Participant;

/// SHA-256 of a piece of evidence, as cleaned: its identity everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvidenceHash([u8; 32]);

/// The text is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 in hexadecimal")]
pub struct NotAHash;

impl EvidenceHash {
    /// From the digest.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Identifier for EvidenceHash {
    const NAME: &'static str = "EvidenceHash";

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl fmt::Display for EvidenceHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for EvidenceHash {
    type Err = NotAHash;
    fn from_str(text: &str) -> Result<Self, NotAHash> {
        if text.len() != 64 || !text.is_ascii() {
            return Err(NotAHash);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = std::str::from_utf8(pair)
                .ok()
                .and_then(|digits| u8::from_str_radix(digits, 16).ok())
                .ok_or(NotAHash)?;
        }
        Ok(Self(bytes))
    }
}

/// What a piece of evidence is, told from its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EvidenceKind {
    /// A photograph.
    Jpeg,
    /// A picture or a screenshot.
    Png,
    /// A document.
    Pdf,
}

impl EvidenceKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Pdf];

    /// Media type, also the stable code for storage and travel.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    /// Usual file ending, with no dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// The kind with this media type.
    #[must_use]
    pub fn from_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == text)
    }
}

/// A piece of evidence as a request names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRef {
    /// Identity.
    pub hash: EvidenceHash,
    /// What it is.
    pub kind: EvidenceKind,
    /// Size in bytes, as cleaned.
    pub size: u64,
    /// What the person calls it, such as « Attestation de Mme Diallo ».
    pub label: String,
}

coded! {
    /// Where a request stands.
    RequestState {
        /// Being written.
        Draft = "draft",
        /// Complete, not yet confirmed for sending.
        Ready = "ready",
        /// Complete and confirmed, but INAÉ has not been told the structure's validation mode yet. Released by itself.
        Held = "held",
        /// Waiting to leave, or leaving.
        Queued = "queued",
        /// INAÉ gave a receipt.
        Delivered = "delivered",
        /// Put aside by INAÉ for the committee.
        InCommittee = "in-committee",
        /// Sent back with a question.
        Returned = "returned",
        /// Refused, with a reason.
        Refused = "refused",
        /// Accepted, badge not yet issued.
        Accepted = "accepted",
        /// Issued by INAÉ on the badge platform.
        Issued = "issued",
        /// The person accepted it in their passport.
        InPassport = "in-passport",
    }
}

impl RequestState {
    /// Whether the person's words and evidence may still be changed.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        match self {
            Self::Draft | Self::Ready | Self::Returned => true,
            Self::Held
            | Self::Queued
            | Self::Delivered
            | Self::InCommittee
            | Self::Refused
            | Self::Accepted
            | Self::Issued
            | Self::InPassport => false,
        }
    }

    /// What becomes of a request in this state when `event` happens.
    ///
    /// # Errors
    /// [`TransitionError`] when the event has no meaning in this state.
    pub fn after(self, event: RequestEvent) -> Result<Self, TransitionError> {
        use RequestEvent as E;
        let next = match (self, event) {
            (Self::Draft | Self::Ready | Self::Returned, E::Edited { complete: true, .. }) => {
                Self::Ready
            }
            (
                Self::Draft | Self::Ready,
                E::Edited {
                    complete: false,
                    asked: false,
                },
            ) => Self::Draft,
            // INAÉ's question is not forgotten by taking back what answered it.
            (
                Self::Draft | Self::Ready,
                E::Edited {
                    complete: false,
                    asked: true,
                },
            )
            | (
                Self::Returned,
                E::Edited {
                    complete: false, ..
                },
            ) => Self::Returned,
            (
                Self::Ready,
                E::Confirmed {
                    mode_acknowledged: true,
                },
            )
            | (Self::Held, E::ModeAcknowledged) => Self::Queued,
            (
                Self::Ready,
                E::Confirmed {
                    mode_acknowledged: false,
                },
            ) => Self::Held,
            (Self::Held | Self::Queued, E::TakenBack) => Self::Ready,
            (Self::Queued, E::ReceiptGiven) => Self::Delivered,
            (Self::Delivered, E::PutToCommittee) => Self::InCommittee,
            (Self::Delivered | Self::InCommittee, E::Accepted) => Self::Accepted,
            (Self::Delivered | Self::InCommittee, E::Returned) => Self::Returned,
            (Self::Delivered | Self::InCommittee, E::Refused) => Self::Refused,
            (Self::Accepted, E::Issued) => Self::Issued,
            (Self::Issued, E::TakenIntoPassport) => Self::InPassport,
            (from, event) => return Err(TransitionError { from, event }),
        };
        Ok(next)
    }
}

/// What can happen to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestEvent {
    /// Its words or evidence changed; `complete` when nothing is missing any more.
    Edited {
        /// Whether [`BadgeRequest::missing`] is now empty.
        complete: bool,
        /// Whether INAÉ sent it back, and it was not sent again since.
        asked: bool,
    },
    /// The facilitator confirmed it for sending.
    Confirmed {
        /// Whether INAÉ acknowledged the structure's validation mode.
        mode_acknowledged: bool,
    },
    /// INAÉ acknowledged the structure's validation mode.
    ModeAcknowledged,
    /// Taken back before any attempt at sending.
    TakenBack,
    /// INAÉ gave a receipt naming the request, its hash and all its evidence.
    ReceiptGiven,
    /// INAÉ put it aside for the committee.
    PutToCommittee,
    /// INAÉ accepted it.
    Accepted,
    /// INAÉ sent it back with a question.
    Returned,
    /// INAÉ refused it.
    Refused,
    /// INAÉ issued the badge.
    Issued,
    /// The person accepted the badge.
    TakenIntoPassport,
}

/// The event has no meaning in that state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{event:?} cannot happen to a request in state {from:?}")]
pub struct TransitionError {
    /// State before.
    pub from: RequestState,
    /// What was to happen.
    pub event: RequestEvent,
}

/// A person's application for a badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadgeRequest {
    /// Stable over revisions.
    pub id: RequestId,
    /// From 1; a new one each time a returned request is confirmed again.
    pub revision: u32,
    /// Who asks.
    pub participant: ParticipantId,
    /// Which badge.
    pub badge: BadgeId,
    /// At which workshop it was prepared, if any.
    pub workshop: Option<WorkshopId>,
    /// « Ce que j'ai fait », in the person's words.
    pub narrative: String,
    /// What shows it.
    pub evidence: Vec<EvidenceRef>,
    /// What is answered to INAÉ's question; empty as long as none was asked, and when the request itself answers it.
    pub reply: String,
    /// Where it stands.
    pub state: RequestState,
}

/// Whether INAÉ sent the request back and waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It did not.
    Nothing,
    /// It did, with a question.
    Question {
        /// Whether the request says something else than when it was sent back.
        changed: bool,
    },
}

coded! {
    /// What a request still lacks before it can be sent.
    Missing {
        /// The person has no e-mail address yet.
        Email = "email",
        /// Too little was written: fewer than [`BadgeRequest::MIN_NARRATIVE`] letters.
        Narrative = "narrative",
        /// No evidence yet.
        Evidence = "evidence",
        /// The structure has not written its rule for this badge.
        LocalRule = "local-rule",
        /// More than [`BadgeRequest::MAX_EVIDENCE`] pieces of evidence.
        TooMuchEvidence = "too-much-evidence",
        /// INAÉ asked a question: nothing was answered and nothing has changed.
        Reply = "reply",
    }
}

impl BadgeRequest {
    /// Shortest narrative, in letters and digits: a few words, not a dot.
    pub const MIN_NARRATIVE: usize = 15;
    /// Longest narrative, in characters.
    pub const MAX_NARRATIVE: usize = 5_000;
    /// Most pieces of evidence in one request.
    pub const MAX_EVIDENCE: usize = 10;
    /// Longest reply to INAÉ, in characters.
    pub const MAX_REPLY: usize = 2_000;

    /// What is still missing, in the order in which to ask for it. Empty when the request can be sent.
    #[must_use]
    pub fn missing(
        &self,
        participant: &Participant,
        rule_is_complete: bool,
        asked: Asked,
    ) -> Vec<Missing> {
        let letters = self
            .narrative
            .chars()
            .filter(|c| c.is_alphanumeric())
            .count();
        let unanswered = asked == Asked::Question { changed: false }
            && !self.reply.chars().any(char::is_alphanumeric);
        let tests = [
            (unanswered, Missing::Reply),
            (letters < Self::MIN_NARRATIVE, Missing::Narrative),
            (self.evidence.is_empty(), Missing::Evidence),
            (
                self.evidence.len() > Self::MAX_EVIDENCE,
                Missing::TooMuchEvidence,
            ),
            (participant.email.is_none(), Missing::Email),
            (!rule_is_complete, Missing::LocalRule),
        ];
        tests
            .into_iter()
            .filter_map(|(lacking, what)| lacking.then_some(what))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::email::EmailAddress;
    use crate::id::NewId;
    use crate::moment::Moment;
    use crate::participant::PersonName;

    fn seed() -> NewId {
        NewId {
            at: Moment::from_unix_millis(1),
            random: [1; 10],
        }
    }

    fn person(email: Option<&str>) -> Participant {
        Participant {
            id: ParticipantId::new(seed()),
            first_name: PersonName::parse("Amina").unwrap(),
            last_name: PersonName::parse("Exemple").unwrap(),
            email: email.map(|e| EmailAddress::parse(e).unwrap()),
            phone: None,
            nickname: None,
        }
    }

    fn request() -> BadgeRequest {
        BadgeRequest {
            id: RequestId::new(seed()),
            revision: 1,
            participant: ParticipantId::new(seed()),
            badge: BadgeId::parse("exemple-a1").unwrap(),
            workshop: None,
            narrative: String::new(),
            evidence: Vec::new(),
            reply: String::new(),
            state: RequestState::Draft,
        }
    }

    #[test]
    fn an_empty_request_says_all_that_it_lacks() {
        assert_eq!(
            request().missing(&person(None), false, Asked::Nothing),
            [
                Missing::Narrative,
                Missing::Evidence,
                Missing::Email,
                Missing::LocalRule
            ]
        );
    }

    #[test]
    fn a_full_request_lacks_nothing() {
        let mut full = request();
        full.narrative = "J'ai préparé la commande du matin.".into();
        full.evidence.push(EvidenceRef {
            hash: EvidenceHash::from_bytes([9; 32]),
            kind: EvidenceKind::Jpeg,
            size: 12,
            label: "photo".into(),
        });
        assert_eq!(
            full.missing(&person(Some("a@b.fr")), true, Asked::Nothing),
            []
        );
        full.narrative = "...............................".into();
        assert_eq!(
            full.missing(&person(Some("a@b.fr")), true, Asked::Nothing),
            [Missing::Narrative]
        );
    }

    #[test]
    fn a_question_of_inae_wants_an_answer_or_a_change() {
        let mut full = request();
        full.narrative = "J'ai préparé la commande du matin.".into();
        full.evidence.push(EvidenceRef {
            hash: EvidenceHash::from_bytes([9; 32]),
            kind: EvidenceKind::Jpeg,
            size: 12,
            label: "photo".into(),
        });
        let lacks = |request: &BadgeRequest, changed| {
            request.missing(&person(Some("a@b.fr")), true, Asked::Question { changed })
        };
        assert_eq!(lacks(&full, false), [Missing::Reply]);
        assert_eq!(lacks(&full, true), []);
        full.reply = " ? ".into();
        assert_eq!(lacks(&full, false), [Missing::Reply]);
        full.reply = "Lundi.".into();
        assert_eq!(lacks(&full, false), []);
    }

    #[test]
    fn what_was_sent_back_is_ready_once_complete_and_sent_back_again_when_it_is_not() {
        let edited = |complete, asked| RequestEvent::Edited { complete, asked };
        let after = |state: RequestState, event| state.after(event).unwrap();
        let (returned, ready, draft) = (
            RequestState::Returned,
            RequestState::Ready,
            RequestState::Draft,
        );
        assert_eq!(after(returned, edited(false, true)), returned);
        assert_eq!(after(returned, edited(true, true)), ready);
        assert_eq!(after(ready, edited(false, true)), returned);
        assert_eq!(after(ready, edited(false, false)), draft);
        assert!(
            returned
                .after(RequestEvent::Confirmed {
                    mode_acknowledged: true
                })
                .is_err()
        );
    }

    #[test]
    fn the_straight_road_to_the_passport() {
        use RequestEvent as E;
        let mut state = RequestState::Draft;
        for (event, expected) in [
            (
                E::Edited {
                    complete: true,
                    asked: false,
                },
                RequestState::Ready,
            ),
            (
                E::Confirmed {
                    mode_acknowledged: false,
                },
                RequestState::Held,
            ),
            (E::ModeAcknowledged, RequestState::Queued),
            (E::ReceiptGiven, RequestState::Delivered),
            (E::PutToCommittee, RequestState::InCommittee),
            (E::Accepted, RequestState::Accepted),
            (E::Issued, RequestState::Issued),
            (E::TakenIntoPassport, RequestState::InPassport),
        ] {
            state = state.after(event).unwrap();
            assert_eq!(state, expected);
        }
    }

    #[test]
    fn nothing_can_be_confirmed_before_it_is_complete_or_accepted_before_it_is_received() {
        assert!(
            RequestState::Draft
                .after(RequestEvent::Confirmed {
                    mode_acknowledged: true
                })
                .is_err()
        );
        assert!(RequestState::Queued.after(RequestEvent::Accepted).is_err());
        assert!(
            RequestState::Delivered
                .after(RequestEvent::Edited {
                    complete: true,
                    asked: false
                })
                .is_err()
        );
    }

    #[test]
    fn a_hash_survives_its_text_form() {
        let hash = EvidenceHash::from_bytes([0xA5; 32]);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert!("zz".repeat(32).parse::<EvidenceHash>().is_err());
        assert!("é".repeat(32).parse::<EvidenceHash>().is_err());
    }
}
