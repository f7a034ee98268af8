//! What a poster would say, were it printed now.

use atelier_documents::{Language as Beside, Theme};
use atelier_domain::{
    Badge, BadgeId, BadgeWords, ContentDigest, PartDigest, PathwayId, PosterKind, PosterPart,
    PosterScope,
};
use atelier_store::{Poster, PosterCode, Store};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::base::names::structure_name;
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::catalogue::words;
use crate::platform::passport;
use crate::platform::passport::Platform;
use crate::posters::poster::printed_pathway;
use crate::structure::look;

/// What is said of a badge, or of how any is asked for, on a poster that shows one or several.
type Subject = (PosterKind, Option<BadgeId>, Option<Beside>);

/// All that posters take their words from.
pub(crate) struct PosterContext {
    pub(crate) shelf: Shelf,
    pub(crate) structure: String,
    pub(crate) theme: Theme,
    pub(crate) platform: Platform,
    /// What was asked of [`Self::says`] already: pictures are large, and many posters show the same.
    known: RefCell<BTreeMap<Subject, ContentDigest>>,
}

impl PosterContext {
    pub(crate) fn read(store: &Store) -> Answer<Self> {
        Ok(Self {
            shelf: Shelf::read(store)?,
            structure: structure_name(store)?,
            theme: look::theme(store)?,
            platform: passport::platform(store)?,
            known: RefCell::default(),
        })
    }

    /// What has a code on a poster, in the order of the catalogue.
    pub(super) fn in_order<'a>(&self, poster: &'a Poster) -> Vec<&'a PosterCode> {
        let badges = &self.shelf.catalogue.badges;
        let place = |id: &BadgeId| badges.iter().position(|badge| badge.id == *id);
        let mut codes: Vec<&PosterCode> = poster.codes.iter().collect();
        codes.sort_by_cached_key(|its| {
            let place = its.badge.as_ref().and_then(place);
            (place.unwrap_or(usize::MAX), its.name.clone())
        });
        codes
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

    /// What these badges are all of, if they are: their pathway, else the offer.
    pub(super) fn scope_of(&self, badges: &[BadgeId]) -> Option<PosterScope> {
        let first = badges.first().and_then(|id| self.shelf.known(id));
        let pathway = first.and_then(|badge| badge.pathway.clone());
        let pathway = pathway.map(PosterScope::Pathway);
        let mut candidates = pathway.into_iter().chain([PosterScope::Offer]);
        candidates.find(|scope| {
            let now = self.all_of(scope);
            now.len() == badges.len() && now.iter().all(|id| badges.contains(id))
        })
    }

    /// All the badges that there are now of something.
    pub(super) fn all_of(&self, scope: &PosterScope) -> Vec<BadgeId> {
        let now = match scope {
            PosterScope::Offer => self.hangable(None),
            PosterScope::Pathway(id) => self.hangable(Some(id)),
        };
        now.into_iter().cloned().collect()
    }

    /// What a poster says of a badge, or of how any is asked for.
    ///
    /// # Errors
    /// `badge-unknown`.
    pub(super) fn says(
        &self,
        kind: PosterKind,
        badge: Option<&BadgeId>,
        beside: Option<Beside>,
    ) -> Answer<ContentDigest> {
        let subject = (kind, badge.cloned(), beside);
        if let Some(known) = self.known.borrow().get(&subject) {
            return Ok(known.clone());
        }
        let says = match badge {
            Some(id) => self.of_badge(kind, self.shelf.badge(id)?, beside),
            None => self.of_how_to_ask(),
        };
        self.known.borrow_mut().insert(subject, says.clone());
        Ok(says)
    }

    fn of_badge(&self, kind: PosterKind, badge: &Badge, beside: Option<Beside>) -> ContentDigest {
        let shelf = &self.shelf;
        let rule = shelf.offers.get(&badge.id).unwrap_or(&badge.suggested_rule);
        let pathway = printed_pathway(shelf, badge).map(|pathway| pathway.name);
        let mut parts = vec![
            (PosterPart::Address, vec![badge.application_url.as_str()]),
            (PosterPart::Name, vec![&badge.name]),
            (PosterPart::Recognises, vec![&badge.recognises]),
            (PosterPart::Picture, vec![&badge.image_svg]),
            (
                PosterPart::Pathway,
                vec![pathway.as_deref().unwrap_or_default()],
            ),
        ];
        let words = beside.map(|beside| words::of(shelf, &badge.id, beside));
        let mut in_words = Vec::new();
        if let Some(BadgeWords {
            name, recognises, ..
        }) = &words
        {
            in_words.extend([name.as_str(), recognises]);
        }
        // A poster of several badges has no room for the rules.
        if kind == PosterKind::Badge {
            parts.push((PosterPart::Rule, rule.parts().into()));
            in_words.extend(words.iter().flat_map(|words| words.rule.parts()));
        }
        parts.push((PosterPart::Words, in_words));
        self.with_structure(parts)
    }

    fn of_how_to_ask(&self) -> ContentDigest {
        let (register, login) = (self.platform.register(), self.platform.login());
        self.with_structure(vec![(PosterPart::Address, vec![&register, &login])])
    }

    fn with_structure<'a>(&'a self, mut parts: Vec<(PosterPart, Vec<&'a str>)>) -> ContentDigest {
        parts.push((PosterPart::Contact, vec![&self.theme.contact]));
        parts.push((PosterPart::Structure, vec![&self.structure]));
        let parts = parts.into_iter();
        ContentDigest(parts.map(|(part, texts)| (part, digest(&texts))).collect())
    }
}

fn digest(texts: &[&str]) -> PartDigest {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(text);
    }
    let mut first = PartDigest::default();
    for (kept, byte) in first.iter_mut().zip(digest.finalize()) {
        *kept = byte;
    }
    first
}
