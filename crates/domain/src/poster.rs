//! What is known of a poster, whatever paper it is on: what it shows, and what it says.

use std::collections::BTreeMap;

use crate::badge::PathwayId;
use crate::coded;

coded! {
    /// What a poster shows.
    PosterKind {
        /// One badge.
        Badge = "badge",
        /// Several badges.
        Badges = "badges",
        /// How a badge is asked for, whichever it is.
        HowToAsk = "how-to-ask",
    }
}

/// What a poster of several badges shows without leaving one out: it is out of date once there is one more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PosterScope {
    /// All that the structure offers.
    Offer,
    /// A pathway.
    Pathway(PathwayId),
}

coded! {
    /// A part of what a poster says, the one whose change matters most first.
    PosterPart {
        /// The address where the badge is asked for, or those of the platform.
        Address = "address",
        /// The badge's name.
        Name = "name",
        /// The structure's rule.
        Rule = "rule",
        /// What the badge recognises.
        Recognises = "recognises",
        /// Whom to ask.
        Contact = "contact",
        /// The structure's name.
        Structure = "structure",
        /// The badge's pathway.
        Pathway = "pathway",
        /// The badge's picture.
        Picture = "picture",
        /// The same in another language.
        Words = "words",
    }
}

/// Enough of a hash to see that a part changed.
pub type PartDigest = [u8; 8];

/// What a poster says, part by part, as digests: two posters are compared without keeping their words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentDigest(pub BTreeMap<PosterPart, PartDigest>);

/// How what a poster says differs from what it said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// In this part, and perhaps in others that matter less.
    In(PosterPart),
    /// Nothing is known of what it said: each part has its own digest only since then.
    Unknown,
}

impl ContentDigest {
    /// What is not as it was, if anything.
    #[must_use]
    pub fn since(&self, before: &Self) -> Option<Difference> {
        if before.0.is_empty() {
            return (!self.0.is_empty()).then_some(Difference::Unknown);
        }
        let mut parts = PosterPart::ALL.iter();
        let changed = parts.find(|part| self.0.get(part) != before.0.get(part));
        changed.copied().map(Difference::In)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(parts: &[(PosterPart, u8)]) -> ContentDigest {
        let parts = parts.iter().map(|(part, byte)| (*part, [*byte; 8]));
        ContentDigest(parts.collect())
    }

    #[test]
    fn the_part_that_matters_most_is_told() {
        use PosterPart::{Address, Contact, Name, Words};
        let before = digest(&[(Address, 1), (Name, 2), (Contact, 3)]);
        assert_eq!(before.since(&before), None);
        let now = digest(&[(Address, 1), (Name, 9), (Contact, 9)]);
        assert_eq!(now.since(&before), Some(Difference::In(Name)));
        let more = digest(&[(Address, 1), (Name, 2), (Contact, 3), (Words, 4)]);
        assert_eq!(more.since(&before), Some(Difference::In(Words)));
        let nothing = ContentDigest::default();
        assert_eq!(before.since(&nothing), Some(Difference::Unknown));
        assert_eq!(nothing.since(&nothing), None);
    }
}
