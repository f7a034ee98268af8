//! Badges, their pathways, and what the structure decided for each.

use crate::coded;
use crate::id::Identifier;
use std::fmt;

macro_rules! slug {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Accepts 1 to 64 of `a-z 0-9 -`; `None` otherwise.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                let ok = !text.is_empty()
                    && text.len() <= 64
                    && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
                ok.then(|| Self(text.to_owned()))
            }

            /// The code.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Identifier for $name {
            const NAME: &'static str = stringify!($name);

            fn from_text(text: &str) -> Option<Self> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

slug!(
    /// A badge's code in the catalogue.
    BadgeId
);
slug!(
    /// A pathway's code in the catalogue.
    PathwayId
);

coded! {
    /// Whose catalogue this is.
    CatalogueStatus {
        /// Shipped with the program to learn and to try; its names are not INAÉ's and must be shown as examples.
        Example = "example",
        /// Supplied by INAÉ.
        Official = "official",
        /// Made by the structure itself: no badge of it is INAÉ's catalogue any more.
        Own = "structure",
    }
}

coded! {
    /// Who wrote a badge as it stands.
    BadgeSource {
        /// Of the example catalogue: never to be taken for one of INAÉ's.
        Example = "example",
        /// INAÉ, word for word.
        Inae = "inae",
        /// INAÉ, changed by the structure since.
        Edited = "edited",
        /// The structure.
        Own = "structure",
    }
}

/// The set of badges on offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// Whose it is.
    pub status: CatalogueStatus,
    /// Its version, as its author writes it.
    pub version: String,
    /// Who issues the badges, as shown to people.
    pub issuer: String,
    /// Whether the structure changed something in it since it was supplied.
    pub edited: bool,
    /// In the order shown.
    pub pathways: Vec<Pathway>,
    /// In the order shown.
    pub badges: Vec<Badge>,
}

impl Catalogue {
    /// The badge with this code.
    #[must_use]
    pub fn badge(&self, id: &BadgeId) -> Option<&Badge> {
        self.badges.iter().find(|badge| badge.id == *id)
    }
}

/// A group of badges that mark one objective of accompaniment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pathway {
    /// Code.
    pub id: PathwayId,
    /// Name.
    pub name: String,
    /// What it values, in a sentence or two.
    pub purpose: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
}

/// A badge's definition (Open Badges 2.0 BadgeClass, 3.0 Achievement).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Code.
    pub id: BadgeId,
    /// Its pathway; `None` for the support badge, open to anyone.
    pub pathway: Option<PathwayId>,
    /// Name.
    pub name: String,
    /// What it recognises, in plain words.
    pub recognises: String,
    /// Who wrote it as it stands.
    pub source: BadgeSource,
    /// Where one applies for it: an `https` address. Empty for a badge of the structure whose address is not known yet.
    pub application_url: String,
    /// The picture, as SVG text.
    pub image_svg: String,
    /// What a structure that has no rule of its own yet starts from.
    pub suggested_rule: LocalRule,
}

/// What the structure decided for one badge (seed, step 1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocalRule {
    /// Critère: what must have been done.
    pub criterion: String,
    /// Preuve: what shows it.
    pub evidence: String,
    /// Évaluateur: who assesses.
    pub assessor: String,
    /// Processus: when and how the request is made.
    pub process: String,
}

impl LocalRule {
    /// Its four parts, in the order they are said.
    #[must_use]
    pub fn parts(&self) -> [&str; 4] {
        let Self {
            criterion,
            evidence,
            assessor,
            process,
        } = self;
        [criterion, evidence, assessor, process]
    }

    /// Whether the four parts are filled in.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.parts().iter().all(|part| !part.trim().is_empty())
    }
}

/// What is said of a badge in another language than French; each part may be empty, and is then said in French alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BadgeWords {
    /// Its name.
    pub name: String,
    /// What it recognises.
    pub recognises: String,
    /// The structure's rule.
    pub rule: LocalRule,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_short_and_plain() {
        assert!(BadgeId::parse("exemple-a1").is_some());
        for bad in ["", "Majuscule", "espace ici", "é", &"a".repeat(65)] {
            assert_eq!(BadgeId::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_rule_needs_its_four_parts() {
        let mut rule = LocalRule {
            criterion: "avoir validé sa période d'essai".into(),
            evidence: "attestation".into(),
            assessor: "ASP".into(),
            process: " ".into(),
        };
        assert!(!rule.is_complete());
        rule.process = "à la signature du renouvellement".into();
        assert!(rule.is_complete());
    }
}
