//! The enterprise itself, its permanents, and what it declared to INAÉ.

use crate::id::{StaffId, StructureId};

/// Kinds of work-integration enterprise, and other structures of the social economy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructureKind {
    /// Atelier et chantier d'insertion.
    Aci,
    /// Entreprise d'insertion.
    Ei,
    /// Entreprise de travail temporaire d'insertion.
    Etti,
    /// Association intermédiaire.
    Ai,
    /// Entreprise d'insertion par le travail indépendant.
    Eiti,
    /// Another structure of the social economy, member of the networks.
    Ess,
}

impl StructureKind {
    /// Every kind, in the order shown.
    pub const ALL: [Self; 6] = [
        Self::Aci,
        Self::Ei,
        Self::Etti,
        Self::Ai,
        Self::Eiti,
        Self::Ess,
    ];

    /// Stable code, for storage and travel.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aci => "aci",
            Self::Ei => "ei",
            Self::Etti => "etti",
            Self::Ai => "ai",
            Self::Eiti => "eiti",
            Self::Ess => "ess",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The role of a permanent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StaffRole {
    /// Conseiller en insertion professionnelle.
    Cip,
    /// Accompagnateur socio-professionnel.
    Asp,
    /// Encadrant technique d'insertion.
    Eti,
    /// Management.
    Direction,
    /// Anyone else.
    Other,
}

impl StaffRole {
    /// Every role, in the order shown.
    pub const ALL: [Self; 5] = [
        Self::Cip,
        Self::Asp,
        Self::Eti,
        Self::Direction,
        Self::Other,
    ];

    /// Stable code, for storage and travel.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cip => "cip",
            Self::Asp => "asp",
            Self::Eti => "eti",
            Self::Direction => "direction",
            Self::Other => "other",
        }
    }

    /// The role with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// How INAÉ validates the requests of a structure (seed, step 4). INAÉ must be told before any request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValidationMode {
    /// Every request of the structure is validated.
    Systematic,
    /// Requests are put aside and decided by a committee.
    Committee,
}

impl ValidationMode {
    /// Both modes, in the order shown.
    pub const ALL: [Self; 2] = [Self::Systematic, Self::Committee];

    /// Stable code, for storage and travel.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Systematic => "systematic",
            Self::Committee => "committee",
        }
    }

    /// The mode with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }
}

/// The enterprise that runs the workshops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Structure {
    /// Made on the device.
    pub id: StructureId,
    /// Its usual name.
    pub name: String,
    /// Its kind.
    pub kind: StructureKind,
}

/// A permanent of the structure. INAÉ asks for at least [`StaffMember::RECOMMENDED`] to be mobilised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Made on the device.
    pub id: StaffId,
    /// First and last name, as the person signs.
    pub name: String,
    /// Role.
    pub role: StaffRole,
}

impl StaffMember {
    /// « Mobiliser au moins trois personnes de l'équipe de permanents » (seed, prerequisites).
    pub const RECOMMENDED: usize = 3;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for kind in StructureKind::ALL {
            assert_eq!(StructureKind::from_code(kind.code()), Some(kind));
        }
        for role in StaffRole::ALL {
            assert_eq!(StaffRole::from_code(role.code()), Some(role));
        }
        for mode in ValidationMode::ALL {
            assert_eq!(ValidationMode::from_code(mode.code()), Some(mode));
        }
        assert_eq!(StructureKind::from_code("sarl"), None);
    }
}
