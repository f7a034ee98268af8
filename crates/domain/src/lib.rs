//! The field's own things and rules: people, badges, workshops, requests, and what may happen to them.
//!
//! Pure: no input or output, no clock, no randomness. Time arrives as [`Moment`], identifiers are made by the caller
//! from its own source of randomness ([`id::NewId`]). Core types are not serialisable on purpose: each boundary
//! (store, protocol, interface) owns its own form of them.

pub mod agenda;
pub mod badge;
pub mod board;
mod coded;
pub mod crockford;
pub mod email;
pub mod fold;
pub mod holiday;
pub mod id;
pub mod known;
pub mod mailbox;
pub mod matter;
pub mod moment;
pub mod participant;
pub mod passphrase;
pub mod poster;
pub mod recovery;
pub mod request;
pub mod station;
pub mod step;
pub mod structure;
pub mod wait;
pub mod workshop;

pub use badge::{
    Badge, BadgeId, BadgeSource, BadgeWords, Catalogue, CatalogueStatus, LocalRule, Pathway,
    PathwayId,
};
pub use board::{Cell, Person, Progress, RequestFacts};
pub use coded::Coded;
pub use email::{EmailAddress, EmailProblem};
pub use holiday::Holiday;
pub use id::{Identifier, NewId, ParticipantId, RequestId, StaffId, StructureId, WorkshopId};
pub use known::{Basis, Fact, Known};
pub use mailbox::{Device, MailboxCheck, NotReady, Opens, Tri};
pub use moment::{CalendarDate, Moment, TimeOfDay};
pub use participant::{Participant, PersonName, PersonNameProblem};
pub use poster::{ContentDigest, Difference, PartDigest, PosterKind, PosterPart, PosterScope};
pub use recovery::{GROUPS as RECOVERY_GROUPS, RecoveryCode, RecoveryCodeProblem};
pub use request::{
    Asked, BadgeRequest, EvidenceHash, EvidenceKind, EvidenceRef, Missing, RequestEvent,
    RequestState, TransitionError,
};
pub use station::{Language, Origin, OwnPicture, Pin, PinProblem};
pub use step::{Block, BlockReason, Step, StepState};
pub use structure::{StaffMember, StaffRole, Structure, StructureKind, ValidationMode};
pub use workshop::{Attendance, Connection, Workshop, WorkshopKind, WorkshopPlan};
