//! What a poster would say, were it printed now.

use atelier_documents::{Language as Beside, Theme};
use atelier_domain::{Badge, BadgeId, BadgeWords, PathwayId};
use atelier_store::{PosterRow, Store};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::base::names::structure_name;
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::catalogue::words;
use crate::platform::passport;
use crate::platform::passport::Platform;
use crate::posters::poster::printed_pathway;
use crate::posters::printing::{Shows, Whole};
use crate::structure::look;

/// Bytes kept of the digest of what a part says: enough to see that it changed.
const KEPT: usize = 8;

/// All that posters take their words from.
pub(crate) struct Wall {
    pub(crate) shelf: Shelf,
    pub(crate) structure: String,
    pub(crate) theme: Theme,
    pub(crate) platform: Platform,
}

impl Wall {
    pub(crate) fn read(store: &Store) -> Answer<Self> {
        Ok(Self {
            shelf: Shelf::read(store)?,
            structure: structure_name(store)?,
            theme: look::theme(store)?,
            platform: passport::platform(store)?,
        })
    }

    /// Puts rows in the order of the catalogue.
    pub(super) fn in_order(&self, rows: &mut [PosterRow]) {
        let badges = &self.shelf.catalogue.badges;
        let place = |id: &BadgeId| badges.iter().position(|badge| badge.id == *id);
        rows.sort_by_cached_key(|row| {
            let place = row.badge.as_ref().and_then(place);
            (place.unwrap_or(usize::MAX), row.badge_name.clone())
        });
    }

    /// The badges that can hang, in the order of the catalogue: offered, and with an address where they are asked for; those
    /// of a pathway alone when one is given.
    fn hangable(&self, pathway: Option<&PathwayId>) -> Vec<&BadgeId> {
        let badges = self.shelf.catalogue.badges.iter().filter(|badge| {
            let wanted = pathway.is_none_or(|id| badge.pathway.as_ref() == Some(id));
            wanted && !badge.application_url.is_empty() && self.shelf.is_offered(&badge.id)
        });
        badges.map(|badge| &badge.id).collect()
    }

    /// What these badges are the whole of, if they are: their pathway, else the offer.
    pub(super) fn whole_of(&self, badges: &[BadgeId]) -> Option<Whole> {
        let first = badges.first().and_then(|id| self.shelf.known(id));
        let pathway = first.and_then(|badge| badge.pathway.clone());
        let mut candidates = pathway
            .map(Whole::Pathway)
            .into_iter()
            .chain([Whole::Offer]);
        candidates.find(|whole| {
            let now = self.all_of(whole);
            now.len() == badges.len() && now.iter().all(|id| badges.contains(id))
        })
    }

    /// All the badges that there are now of something.
    pub(super) fn all_of(&self, whole: &Whole) -> Vec<BadgeId> {
        let now = match whole {
            Whole::Offer => self.hangable(None),
            Whole::Pathway(id) => self.hangable(Some(id)),
        };
        now.into_iter().cloned().collect()
    }

    /// What a poster says of a badge, or of how any is asked for.
    ///
    /// # Errors
    /// `badge-unknown`.
    pub(crate) fn print(
        &self,
        shows: Shows,
        badge: Option<&BadgeId>,
        beside: Option<Beside>,
    ) -> Answer<Print> {
        match badge {
            Some(id) => Ok(self.says(shows, self.shelf.badge(id)?, beside)),
            None => Ok(self.says_how_to_ask()),
        }
    }

    fn says(&self, shows: Shows, badge: &Badge, beside: Option<Beside>) -> Print {
        let shelf = &self.shelf;
        let rule = shelf.offers.get(&badge.id).unwrap_or(&badge.suggested_rule);
        let pathway = printed_pathway(shelf, badge).map(|pathway| pathway.name);
        let mut parts = vec![
            ("address", vec![badge.application_url.as_str()]),
            ("name", vec![&badge.name]),
            ("recognises", vec![&badge.recognises]),
            ("picture", vec![&badge.image_svg]),
            ("pathway", vec![pathway.as_deref().unwrap_or_default()]),
        ];
        let said = beside.map(|beside| words::of(shelf, &badge.id, beside));
        let mut said_parts = Vec::new();
        if let Some(BadgeWords {
            name, recognises, ..
        }) = &said
        {
            said_parts.extend([name.as_str(), recognises]);
        }
        // A poster of several badges has no room for the rules.
        if shows == Shows::Badge {
            parts.push(("rule", rule.parts().into()));
            said_parts.extend(said.iter().flat_map(|said| said.rule.parts()));
        }
        parts.push(("words", said_parts));
        self.with_structure(parts)
    }

    fn says_how_to_ask(&self) -> Print {
        let (register, login) = (self.platform.register(), self.platform.login());
        self.with_structure(vec![("address", vec![&register, &login])])
    }

    fn with_structure<'a>(&'a self, mut parts: Vec<(&'static str, Vec<&'a str>)>) -> Print {
        parts.push(("contact", vec![&self.theme.contact]));
        parts.push(("structure", vec![&self.structure]));
        Print::of(&parts)
    }
}

/// What a poster says, part by part, as digests: two posters are compared without keeping their words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Print(BTreeMap<String, String>);

impl Print {
    fn of(parts: &[(&'static str, Vec<&str>)]) -> Self {
        let digest = |texts: &[&str]| {
            let mut digest = Sha256::new();
            for text in texts {
                digest.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
                digest.update(text);
            }
            let bytes = digest.finalize();
            bytes
                .iter()
                .take(KEPT)
                .fold(String::new(), |mut hex, byte| {
                    let _ = write!(hex, "{byte:02x}");
                    hex
                })
        };
        let parts = parts.iter();
        Self(
            parts
                .map(|(name, texts)| ((*name).to_owned(), digest(texts)))
                .collect(),
        )
    }

    /// From the store; nothing is known of what posters said before each part had its own digest.
    pub(super) fn read(text: &str) -> Self {
        let parts = text.split(' ').filter_map(|part| part.split_once('='));
        Self(
            parts
                .map(|(name, digest)| (name.to_owned(), digest.to_owned()))
                .collect(),
        )
    }

    pub(super) fn written(&self) -> String {
        let parts: Vec<String> = self
            .0
            .iter()
            .map(|(name, digest)| format!("{name}={digest}"))
            .collect();
        parts.join(" ")
    }

    /// The part that differs, the one that matters most first.
    pub(super) fn changed(&self, since: &Self) -> Option<&'static str> {
        const ORDER: [&str; 9] = [
            "address",
            "name",
            "rule",
            "recognises",
            "contact",
            "structure",
            "pathway",
            "picture",
            "words",
        ];
        if self == since {
            return None;
        }
        let differs = |name: &&str| self.0.get(*name) != since.0.get(*name);
        let known = !since.0.is_empty();
        Some(
            ORDER
                .into_iter()
                .filter(|_| known)
                .find(differs)
                .unwrap_or("unknown"),
        )
    }
}
