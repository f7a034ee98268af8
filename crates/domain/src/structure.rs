//! The enterprise itself, its permanents, and what it declared to INAÉ.

use crate::coded;
use crate::id::{StaffId, StructureId};

coded! {
    /// Kinds of work-integration enterprise, and other structures of the social economy.
    StructureKind {
        /// Atelier et chantier d'insertion.
        Aci = "aci",
        /// Entreprise d'insertion.
        Ei = "ei",
        /// Entreprise de travail temporaire d'insertion.
        Etti = "etti",
        /// Association intermédiaire.
        Ai = "ai",
        /// Entreprise d'insertion par le travail indépendant.
        Eiti = "eiti",
        /// Another structure of the social economy, member of the networks.
        Ess = "ess",
    }
}

coded! {
    /// The role of a permanent.
    StaffRole {
        /// Conseiller en insertion professionnelle.
        Cip = "cip",
        /// Accompagnateur socio-professionnel.
        Asp = "asp",
        /// Encadrant technique d'insertion.
        Eti = "eti",
        /// Management.
        Direction = "direction",
        /// Anyone else.
        Other = "other",
    }
}

coded! {
    /// How INAÉ validates the requests of a structure (seed, step 4). INAÉ must be told before any request.
    ValidationMode {
        /// Every request of the structure is validated.
        Systematic = "systematic",
        /// Requests are put aside and decided by a committee.
        Committee = "committee",
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
