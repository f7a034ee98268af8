//! The catalogue: the shipped example until INAÉ's own is imported, and what the structure made of each badge.

mod address;
mod archive;
mod change;
mod export;
mod file;
mod import;
mod open_badges;
mod picture;

use std::collections::BTreeMap;

use atelier_domain::{
    Badge, BadgeId, BadgeSource, BadgeWords, Catalogue, CatalogueStatus, Language, LocalRule,
    Moment, PathwayId,
};
use atelier_store::Store;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

pub(crate) use change::Catalogues;
use file::Kept;
pub(crate) use picture::{given as given_picture, kept as kept_picture};

use crate::labels::label;
use crate::problem::{Answer, Problem};
use crate::view::{BadgeView, CatalogueView, PathwayView, RuleView};
use crate::{App, requests, setup};

include!(concat!(env!("OUT_DIR"), "/example_catalogue.rs"));

/// Longest part of a rule, in characters (docs/PROTOCOL.md).
const MAX_RULE_PART: usize = 2_000;
/// Longest name of a badge, in characters (docs/PROTOCOL.md).
const MAX_BADGE_NAME: usize = 255;
const SVG_URI: &str = "data:image/svg+xml;base64,";

fn invalid(reason: &str) -> Problem {
    Problem::new("catalogue-invalid", &[("reason", reason)])
}

/// What is wrong with a file, in French.
fn reason(code: &str, values: &[(&str, &str)]) -> String {
    let text = label("catalogue-reason", code);
    values.iter().fold(text, |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// A name as a code: small letters without accents, figures and hyphens. Empty when nothing of it is left.
fn slug(name: &str) -> String {
    let mut code = String::new();
    for c in atelier_domain::fold::fold(name).chars() {
        if c.is_ascii_alphanumeric() {
            code.push(c);
        } else if !code.is_empty() && !code.ends_with('-') {
            code.push('-');
        }
        if code.len() >= 48 {
            break;
        }
    }
    code.trim_end_matches('-').to_owned()
}

fn read_kept(store: &Store) -> Answer<Kept> {
    match store.catalogue()? {
        Some(text) => file::read(&text, |badge, image| {
            picture::kept(image).ok_or_else(|| invalid(&reason("picture-data", &[("id", badge)])))
        }),
        None => Ok(Kept {
            catalogue: example()?,
            former: Vec::new(),
        }),
    }
}

fn keep(store: &Store, kept: &Kept, at: Moment) -> Answer<()> {
    Ok(store.save_catalogue(&file::write(kept, picture_uri)?, at)?)
}

/// The shipped example.
///
/// # Errors
/// Never in a tested build: the file is checked by a test.
pub fn example() -> Answer<Catalogue> {
    let shipped = |badge: &str, path: &str| {
        EXAMPLE_PICTURES
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, svg)| (*svg).to_owned())
            .ok_or_else(|| invalid(&reason("picture-data", &[("id", badge)])))
    };
    Ok(file::read(EXAMPLE_CATALOGUE, shipped)?.catalogue)
}

/// The badge's picture as a `data:` address.
#[must_use]
pub fn picture_uri(badge: &Badge) -> String {
    svg_uri(&badge.image_svg)
}

/// A drawing as a `data:` address.
pub(crate) fn svg_uri(svg: &str) -> String {
    format!("{SVG_URI}{}", BASE64_STANDARD.encode(svg))
}

/// A rule, as shown.
#[must_use]
pub fn rule_view(rule: &LocalRule) -> RuleView {
    let LocalRule {
        criterion,
        evidence,
        assessor,
        process,
    } = rule.clone();
    RuleView {
        criterion,
        evidence,
        assessor,
        process,
    }
}

/// A badge, as shown, with the structure's rule if it offers it.
#[must_use]
pub fn badge_view(badge: &Badge, offer: Option<&LocalRule>) -> BadgeView {
    let rule = offer.unwrap_or(&badge.suggested_rule);
    BadgeView {
        id: badge.id.to_string(),
        name: badge.name.clone(),
        recognises: badge.recognises.clone(),
        application_url: badge.application_url.clone(),
        example: badge.source == BadgeSource::Example,
        source: badge.source.code().to_owned(),
        source_label: label("badge-source", badge.source.code()),
        offered: offer.is_some(),
        rule: rule_view(rule),
        rule_complete: rule.is_complete(),
    }
}

/// The catalogue and the structure's offers, read together.
pub struct Shelf {
    /// The catalogue in force.
    pub catalogue: Catalogue,
    /// The structure's rule for each badge that it offers.
    pub offers: BTreeMap<BadgeId, LocalRule>,
    /// What the structure says of a badge in another language.
    pub words: BTreeMap<(BadgeId, Language), BadgeWords>,
    /// Badges that left the catalogue: their requests are still read under their names.
    pub former: Vec<Badge>,
}

impl Shelf {
    /// Reads both.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(store: &Store) -> Answer<Self> {
        let Kept { catalogue, former } = read_kept(store)?;
        Ok(Self {
            catalogue,
            offers: store.offers()?.into_iter().collect(),
            words: store.badge_words()?,
            former,
        })
    }

    /// The shipped example, of no structure.
    ///
    /// # Errors
    /// As [`example`].
    pub fn example() -> Answer<Self> {
        Ok(Self {
            catalogue: example()?,
            offers: BTreeMap::new(),
            words: BTreeMap::new(),
            former: Vec::new(),
        })
    }

    /// The codes of every badge, in order.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.catalogue
            .badges
            .iter()
            .map(|badge| badge.id.to_string())
            .collect()
    }

    /// The badge of this code.
    ///
    /// # Errors
    /// `badge-unknown`.
    pub fn badge(&self, id: &BadgeId) -> Answer<&Badge> {
        self.catalogue
            .badge(id)
            .ok_or_else(|| Problem::new("badge-unknown", &[("badge", id.as_str())]))
    }

    /// The badge of this code, in the catalogue or among those that left it.
    #[must_use]
    pub fn known(&self, id: &BadgeId) -> Option<&Badge> {
        let former = || self.former.iter().find(|badge| badge.id == *id);
        self.catalogue.badge(id).or_else(former)
    }

    /// The badge of this code, as shown. One that is no longer in the catalogue is shown as it was, or by its code, so
    /// that the requests made for it stay readable.
    #[must_use]
    pub fn view(&self, id: &BadgeId) -> BadgeView {
        match self.known(id) {
            Some(badge) => badge_view(badge, self.offers.get(id)),
            None => BadgeView {
                id: id.to_string(),
                name: id.to_string(),
                recognises: String::new(),
                application_url: String::new(),
                example: self.catalogue.status == CatalogueStatus::Example,
                source: BadgeSource::Own.code().to_owned(),
                source_label: label("badge-source", "gone"),
                offered: self.offers.contains_key(id),
                rule: rule_view(self.offers.get(id).unwrap_or(&LocalRule::default())),
                rule_complete: self.rule_is_complete(id),
            },
        }
    }

    /// Whether the structure's rule for this badge is complete.
    #[must_use]
    pub fn rule_is_complete(&self, id: &BadgeId) -> bool {
        self.offers.get(id).is_some_and(LocalRule::is_complete)
    }

    fn whole(&self) -> CatalogueView {
        let view = |badge: &Badge| badge_view(badge, self.offers.get(&badge.id));
        let of = |pathway: Option<&PathwayId>| -> Vec<BadgeView> {
            self.catalogue
                .badges
                .iter()
                .filter(|badge| badge.pathway.as_ref() == pathway)
                .map(view)
                .collect()
        };
        let mut pathways: Vec<PathwayView> = self
            .catalogue
            .pathways
            .iter()
            .map(|pathway| PathwayView {
                id: pathway.id.to_string(),
                name: pathway.name.clone(),
                purpose: pathway.purpose.clone(),
                colour: pathway.colour.clone(),
                badges: of(Some(&pathway.id)),
            })
            .collect();
        let others = of(None);
        if !others.is_empty() {
            pathways.push(PathwayView {
                id: String::new(),
                name: label("badge-field", "no-pathway"),
                purpose: String::new(),
                colour: "#4a5568".to_owned(),
                badges: others,
            });
        }
        CatalogueView {
            example: self.catalogue.status == CatalogueStatus::Example,
            status: self.catalogue.status.code().to_owned(),
            edited: self.catalogue.edited,
            version: self.catalogue.version.clone(),
            pathways,
        }
    }
}

/// The identifier, or the problem that the interface shows.
///
/// # Errors
/// `badge-unknown` when it cannot be one.
pub fn badge_id(text: &str) -> Answer<BadgeId> {
    BadgeId::parse(text).ok_or_else(|| Problem::new("badge-unknown", &[("badge", text)]))
}

impl App {
    /// The catalogue, with what the structure made of each badge.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn catalogue(&self) -> Answer<CatalogueView> {
        self.with(|store| Ok(Shelf::read(store)?.whole()))
    }

    /// The picture of every badge of the catalogue, by the badge's code, as a `data:` address. Views name badges by
    /// their code alone: each picture travels to the interface once, instead of with each mention of its badge.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn badge_pictures(&self) -> Answer<BTreeMap<String, String>> {
        self.with(|store| {
            let badges = read_kept(store)?.catalogue.badges.into_iter();
            Ok(badges
                .map(|badge| (badge.id.to_string(), svg_uri(&badge.image_svg)))
                .collect())
        })
    }

    /// Offers a badge with this rule, or changes the rule.
    ///
    /// # Errors
    /// `badge-unknown`, or when the store cannot be written.
    pub fn save_offer(&self, badge: &str, rule: RuleView) -> Answer<CatalogueView> {
        let badge = badge_id(badge)?;
        let parts = [
            ("criterion", &rule.criterion),
            ("evidence", &rule.evidence),
            ("assessor", &rule.assessor),
            ("process", &rule.process),
        ];
        if let Some((field, _)) = parts
            .into_iter()
            .find(|(_, part)| part.chars().count() > MAX_RULE_PART)
        {
            return Err(
                Problem::new("rule-too-long", &[("max", &MAX_RULE_PART.to_string())]).on(field),
            );
        }
        let RuleView {
            criterion,
            evidence,
            assessor,
            process,
        } = rule;
        self.atomically(|store| {
            let before = Shelf::read(store)?;
            before.badge(&badge)?;
            store.save_offer(
                &badge,
                &LocalRule {
                    criterion,
                    evidence,
                    assessor,
                    process,
                },
            )?;
            self.offers_changed(store, !before.offers.contains_key(&badge))?;
            Ok(Shelf::read(store)?.whole())
        })
    }

    /// Offers this badge no more. Its requests stay.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn withdraw_offer(&self, badge: &str) -> Answer<CatalogueView> {
        let badge = badge_id(badge)?;
        self.atomically(|store| {
            store.withdraw_offer(&badge)?;
            self.offers_changed(store, true)?;
            Ok(Shelf::read(store)?.whole())
        })
    }

    /// What depends on the offers: the requests that wait for a rule, and what INAÉ was told (once the first launch is over).
    fn offers_changed(&self, store: &Store, other_badges: bool) -> Answer<()> {
        requests::reassess(store, self.now(), None)?;
        if other_badges && setup::is_finished(store)? {
            self.renew_declaration(store)?;
            self.wake.work_added();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_has_three_pathways_fourteen_badges_and_the_support_badge_all_marked() {
        let catalogue = example().unwrap();
        assert_eq!(catalogue.status, CatalogueStatus::Example);
        assert_eq!(catalogue.pathways.len(), 3);
        assert_eq!(
            catalogue
                .badges
                .iter()
                .filter(|b| b.pathway.is_some())
                .count(),
            14
        );
        assert_eq!(
            catalogue
                .badges
                .iter()
                .filter(|b| b.pathway.is_none())
                .count(),
            1
        );
        assert!(
            catalogue
                .badges
                .iter()
                .all(|b| b.suggested_rule.is_complete())
        );
    }

    #[test]
    fn the_pictures_of_the_example_are_safe_as_they_are() {
        for badge in example().unwrap().badges {
            let read = atelier_evidence::badge_picture(badge.image_svg.as_bytes()).unwrap();
            assert_eq!(read.svg, badge.image_svg.trim(), "{}", badge.id);
            assert!(!read.has_text, "{}", badge.id);
        }
        let read = atelier_evidence::badge_picture(picture::NO_PICTURE.as_bytes()).unwrap();
        assert_eq!(read.svg, picture::NO_PICTURE.trim());
    }

    #[test]
    fn a_name_becomes_a_code() {
        assert_eq!(slug("Je suis à l'heure !"), "je-suis-a-l-heure");
        assert_eq!(slug("  Œuvre n°2 "), "oeuvre-n-2");
        assert_eq!(slug("…"), "");
        assert!(slug(&"mot ".repeat(40)).len() <= 48);
    }
}
