//! Group workshops.

use crate::badge::BadgeId;
use crate::id::{ParticipantId, StaffId, WorkshopId};
use crate::moment::CalendarDate;

/// Whether a person invited to a workshop came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attendance {
    /// Invited, not yet marked.
    Expected,
    /// Came.
    Present,
    /// Did not come.
    Absent,
}

impl Attendance {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Expected, Self::Present, Self::Absent];

    /// Stable code, for storage.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Present => "present",
            Self::Absent => "absent",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
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
