//! The catalogue: the shipped example until INAÉ's own is imported, and what the structure made of each badge.

use std::collections::BTreeMap;

use atelier_domain::{Badge, BadgeId, Catalogue, CatalogueStatus, LocalRule, Pathway, PathwayId};
use atelier_store::Store;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

use crate::problem::{Answer, Problem};
use crate::view::{BadgeView, CatalogueView, PathwayView, RuleView};
use crate::{App, requests, setup};

include!(concat!(env!("OUT_DIR"), "/example_catalogue.rs"));

/// Largest catalogue file taken in, in bytes.
const MAX_CATALOGUE_BYTES: usize = 20_000_000;
/// Longest part of a rule, in characters (docs/PROTOCOL.md).
const MAX_RULE_PART: usize = 2_000;
/// Longest name of a badge, in characters (docs/PROTOCOL.md).
const MAX_BADGE_NAME: usize = 255;
const SVG_URI: &str = "data:image/svg+xml;base64,";

#[derive(Debug, Serialize, Deserialize)]
struct CatalogueFile {
    status: String,
    version: String,
    #[serde(default)]
    issuer: String,
    pathways: Vec<PathwayFile>,
    badges: Vec<BadgeFile>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PathwayFile {
    id: String,
    name: String,
    purpose: String,
    colour: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct BadgeFile {
    id: String,
    pathway: Option<String>,
    name: String,
    #[serde(default)]
    example: bool,
    recognises: String,
    application_url: String,
    image: String,
    suggested_rule: RuleFile,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct RuleFile {
    criterion: String,
    evidence: String,
    assessor: String,
    process: String,
}

fn invalid(reason: impl AsRef<str>) -> Problem {
    Problem::new("catalogue-invalid", &[("reason", reason.as_ref())])
}

/// Reads a catalogue file; relative pictures are looked up by `picture`.
fn parse(text: &str, picture: impl Fn(&str) -> Option<String>) -> Answer<Catalogue> {
    let file: CatalogueFile = serde_json::from_str(text).map_err(|error| {
        invalid(format!(
            "ligne {}, colonne {}",
            error.line(),
            error.column()
        ))
    })?;
    let status = match file.status.as_str() {
        "example" => CatalogueStatus::Example,
        "official" => CatalogueStatus::Official,
        other => return Err(invalid(format!("statut « {other} » inconnu"))),
    };
    let mut pathways = Vec::new();
    for PathwayFile {
        id,
        name,
        purpose,
        colour,
    } in file.pathways
    {
        let id =
            PathwayId::parse(&id).ok_or_else(|| invalid(format!("code de parcours « {id} »")))?;
        let is_colour = colour.len() == 7
            && colour
                .strip_prefix('#')
                .is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()));
        if !is_colour {
            return Err(invalid(format!(
                "couleur « {colour} » du parcours « {id} »"
            )));
        }
        pathways.push(Pathway {
            id,
            name,
            purpose,
            colour,
        });
    }
    let mut badges: Vec<Badge> = Vec::new();
    for badge in file.badges {
        let BadgeFile {
            id,
            pathway,
            name,
            example,
            recognises,
            application_url,
            image,
            suggested_rule,
        } = badge;
        let id = BadgeId::parse(&id).ok_or_else(|| invalid(format!("code de badge « {id} »")))?;
        if badges.iter().any(|known| known.id == id) {
            return Err(invalid(format!("le badge « {id} » y est deux fois")));
        }
        if name.trim().is_empty() || name.chars().count() > MAX_BADGE_NAME {
            return Err(invalid(format!("nom du badge « {id} »")));
        }
        if example != (status == CatalogueStatus::Example) {
            return Err(invalid(format!(
                "le badge « {id} » ne dit pas s'il est un exemple"
            )));
        }
        if !application_url.starts_with("https://")
            || application_url.chars().any(char::is_whitespace)
        {
            return Err(invalid(format!("adresse de demande du badge « {id} »")));
        }
        let pathway = match pathway {
            None => None,
            Some(code) => Some(
                pathways
                    .iter()
                    .find(|pathway| pathway.id.as_str() == code)
                    .map(|pathway| pathway.id.clone())
                    .ok_or_else(|| invalid(format!("parcours « {code} » du badge « {id} »")))?,
            ),
        };
        let image_svg =
            picture(&image).ok_or_else(|| invalid(format!("image du badge « {id} »")))?;
        let RuleFile {
            criterion,
            evidence,
            assessor,
            process,
        } = suggested_rule;
        badges.push(Badge {
            id,
            pathway,
            name,
            recognises,
            application_url,
            image_svg,
            suggested_rule: LocalRule {
                criterion,
                evidence,
                assessor,
                process,
            },
        });
    }
    if badges.is_empty() {
        return Err(invalid("aucun badge"));
    }
    Ok(Catalogue {
        status,
        version: file.version,
        pathways,
        badges,
    })
}

fn inline_svg(uri: &str) -> Option<String> {
    let encoded = uri.strip_prefix(SVG_URI)?;
    let svg = String::from_utf8(BASE64_STANDARD.decode(encoded).ok()?).ok()?;
    svg.contains("<svg").then_some(svg)
}

/// The catalogue in force: the imported one, or the shipped example.
///
/// # Errors
/// When the store cannot be read.
pub fn current(store: &Store) -> Answer<Catalogue> {
    match store.catalogue()? {
        Some(text) => parse(&text, inline_svg),
        None => example(),
    }
}

/// The shipped example.
///
/// # Errors
/// Never in a tested build: the file is checked by a test.
pub fn example() -> Answer<Catalogue> {
    let shipped = |path: &str| {
        EXAMPLE_PICTURES
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, svg)| (*svg).to_owned())
    };
    parse(EXAMPLE_CATALOGUE, shipped)
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
pub fn badge_view(badge: &Badge, status: CatalogueStatus, offer: Option<&LocalRule>) -> BadgeView {
    let rule = offer.unwrap_or(&badge.suggested_rule);
    BadgeView {
        id: badge.id.to_string(),
        name: badge.name.clone(),
        recognises: badge.recognises.clone(),
        application_url: badge.application_url.clone(),
        image: picture_uri(badge),
        example: status == CatalogueStatus::Example,
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
}

impl Shelf {
    /// Reads both.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(store: &Store) -> Answer<Self> {
        Ok(Self {
            catalogue: current(store)?,
            offers: store.offers()?.into_iter().collect(),
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

    /// The badge of this code, as shown. One that is no longer in the catalogue is shown by its code, so that the
    /// requests made for it stay readable.
    #[must_use]
    pub fn view(&self, id: &BadgeId) -> BadgeView {
        match self.catalogue.badge(id) {
            Some(badge) => badge_view(badge, self.catalogue.status, self.offers.get(id)),
            None => BadgeView {
                id: id.to_string(),
                name: id.to_string(),
                recognises: String::new(),
                application_url: String::new(),
                image: String::new(),
                example: self.catalogue.status == CatalogueStatus::Example,
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
        let view =
            |badge: &Badge| badge_view(badge, self.catalogue.status, self.offers.get(&badge.id));
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
                name: "Soutien".to_owned(),
                purpose: String::new(),
                colour: "#4a5568".to_owned(),
                badges: others,
            });
        }
        CatalogueView {
            example: self.catalogue.status == CatalogueStatus::Example,
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

    /// Takes in a catalogue supplied by INAÉ (`assets/catalogue/catalogue.schema.json`; pictures as `data:` addresses).
    /// Offers of badges that it does not hold are kept, and shown again if a later catalogue does.
    ///
    /// # Errors
    /// `catalogue-invalid` with the reason; nothing is changed then.
    pub fn import_catalogue(&self, bytes: &[u8]) -> Answer<CatalogueView> {
        if bytes.len() > MAX_CATALOGUE_BYTES {
            return Err(invalid("fichier trop gros"));
        }
        let text =
            std::str::from_utf8(bytes).map_err(|_| invalid("ce n'est pas du texte UTF-8"))?;
        let text = text.trim_start_matches('\u{feff}');
        parse(text, inline_svg)?;
        self.with(|store| {
            store.save_catalogue(text, self.now())?;
            Ok(Shelf::read(store)?.whole())
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
    fn a_badge_that_is_not_marked_as_an_example_is_refused_in_an_example_catalogue() {
        let text = EXAMPLE_CATALOGUE.replacen("\"example\": true", "\"example\": false", 1);
        assert_eq!(
            parse(&text, |_| Some("<svg/>".into())).unwrap_err().code,
            "catalogue-invalid"
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        let problem = parse("{", |_| None).unwrap_err();
        assert!(problem.what.contains("ligne 1"), "{problem}");
        let insecure = EXAMPLE_CATALOGUE.replacen("https://", "http://", 1);
        let problem = parse(&insecure, |_| Some("<svg/>".into())).unwrap_err();
        assert!(problem.what.contains("adresse"), "{problem}");
    }

    #[test]
    fn only_svg_inside_the_file_is_taken_from_an_import() {
        assert!(inline_svg("badges/a.svg").is_none());
        let uri = format!(
            "{SVG_URI}{}",
            BASE64_STANDARD.encode("<svg xmlns='http://www.w3.org/2000/svg'/>")
        );
        assert!(inline_svg(&uri).is_some());
    }
}
