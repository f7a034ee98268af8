//! Group workshops.

use crate::badge::BadgeId;
use crate::coded;
use crate::id::{ParticipantId, StaffId, WorkshopId};
use crate::moment::{CalendarDate, TimeOfDay};

coded! {
    /// Whether a person invited to a workshop came.
    Attendance {
        /// Invited, not yet marked.
        Expected = "expected",
        /// Came.
        Present = "present",
        /// Did not come.
        Absent = "absent",
    }
}

coded! {
    /// What a workshop is for.
    WorkshopKind {
        /// Accounts are created (création de comptes).
        Accounts = "accounts",
        /// Badges are asked for (demandes de badges).
        Requests = "requests",
        /// Badges received are accepted and enriched (enrichissement).
        Enrichment = "enrichment",
        /// Accounts and requests at once.
        Mixed = "mixed",
    }
}

coded! {
    /// The connection expected where a workshop takes place.
    Connection {
        /// Nobody looked yet.
        Unknown = "unknown",
        /// None.
        None = "none",
        /// Weak, or by a telephone.
        Weak = "weak",
        /// Good.
        Good = "good",
    }
}

/// How a workshop is meant to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkshopPlan {
    /// What it is for.
    pub kind: WorkshopKind,
    /// When it starts; `None` when the hour was not said.
    pub starts_at: Option<TimeOfDay>,
    /// Expected length, in minutes.
    pub minutes: u16,
    /// Whether INAÉ animates it too.
    pub with_inae: bool,
    /// Laptops, telephones, cables; free text.
    pub equipment: String,
    /// The connection expected.
    pub connection: Connection,
}

impl Default for WorkshopPlan {
    /// Ninety minutes for everything: the usual first workshop.
    fn default() -> Self {
        Self {
            kind: WorkshopKind::Mixed,
            starts_at: None,
            minutes: 90,
            with_inae: false,
            equipment: String::new(),
            connection: Connection::Unknown,
        }
    }
}

/// A group workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workshop {
    /// Made on the device.
    pub id: WorkshopId,
    /// The day it takes place.
    pub date: CalendarDate,
    /// Where.
    pub place: String,
    /// Permanents who run it.
    pub facilitators: Vec<StaffId>,
    /// Who is invited, and whether they came.
    pub participants: Vec<(ParticipantId, Attendance)>,
    /// Badges aimed at.
    pub badges: Vec<BadgeId>,
    /// How it is meant to go.
    pub plan: WorkshopPlan,
}

impl Workshop {
    /// Those who came.
    pub fn present(&self) -> impl Iterator<Item = ParticipantId> + '_ {
        self.participants
            .iter()
            .filter(|(_, attendance)| *attendance == Attendance::Present)
            .map(|(id, _)| *id)
    }
}
