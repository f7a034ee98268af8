//! The catalogue: the shipped example until INAÉ's own is imported, and what the structure made of each badge.

use atelier_domain::{
    Badge, BadgeId, BadgeSource, BadgeWords, Catalogue, CatalogueStatus, Language, LocalRule,
    Moment, PathwayId,
};
use atelier_store::Store;
use atelier_texts as texts;
use atelier_texts::catalogue_reason as reason;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Id;
use crate::catalogue::drawing::{picture_uri, svg_uri};
use crate::catalogue::file::Kept;
use crate::catalogue::reason::{MAX_RULE_PART, invalid};
use crate::catalogue::view::{BadgeView, CatalogueView, PathwayView, RuleView};
use crate::catalogue::{file, picture};

include!(concat!(env!("OUT_DIR"), "/example_catalogue.rs"));

pub(crate) fn read_kept(store: &Store) -> Answer<Kept> {
    match store.catalogue()? {
        Some(text) => file::read(&text, |badge, image| {
            picture::kept(image).ok_or_else(|| invalid(&reason::picture_data(badge)))
        }),
        None => Ok(Kept {
            catalogue: example()?,
            former: Vec::new(),
        }),
    }
}

pub(crate) fn keep(store: &Store, kept: &Kept, at: Moment) -> Answer<()> {
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
            .ok_or_else(|| invalid(&reason::picture_data(badge)))
    };
    Ok(file::read(EXAMPLE_CATALOGUE, shipped)?.catalogue)
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

/// The first part of a rule that is too long.
pub(crate) fn long_part(rule: &RuleView) -> Option<&'static str> {
    let parts = [
        ("criterion", &rule.criterion),
        ("evidence", &rule.evidence),
        ("assessor", &rule.assessor),
        ("process", &rule.process),
    ];
    let mut long = parts.into_iter();
    long.find(|(_, part)| part.chars().count() > MAX_RULE_PART)
        .map(|(field, _)| field)
}

/// A badge, as shown, with the structure's rule if it offers it.
#[must_use]
pub fn badge_view(badge: &Badge, offer: Option<&LocalRule>) -> BadgeView {
    let rule = offer.unwrap_or(&badge.suggested_rule);
    BadgeView {
        id: Id(badge.id.clone()),
        name: badge.name.clone(),
        recognises: badge.recognises.clone(),
        application_url: badge.application_url.clone(),
        example: badge.source == BadgeSource::Example,
        source: badge.source.into(),
        source_label: texts::badge_source::of(badge.source),
        offered: offer.is_some(),
        rule: rule_view(rule),
        rule_complete: rule.is_complete(),
    }
}

/// The catalogue and the structure's offers, read together.
pub struct Shelf {
    /// The catalogue in force.
    pub catalogue: Catalogue,
    /// The structure's rule for each badge that it offers, or offered when it was in the catalogue: one that comes back
    /// finds its rule.
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

    /// The badges of the present catalogue that the structure offers, each with its rule.
    pub fn offered(&self) -> impl Iterator<Item = (&BadgeId, &LocalRule)> {
        self.offers
            .iter()
            .filter(|(id, _)| self.catalogue.badge(id).is_some())
    }

    /// Whether the structure offers a badge of the present catalogue.
    #[must_use]
    pub fn is_offered(&self, id: &BadgeId) -> bool {
        self.catalogue.badge(id).is_some() && self.offers.contains_key(id)
    }

    /// Their codes.
    #[must_use]
    pub fn offered_ids(&self) -> BTreeSet<BadgeId> {
        self.offered().map(|(id, _)| id.clone()).collect()
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
        self.catalogue.badge(id).ok_or_else(|| {
            Problem::of(Case::BadgeUnknown {
                badge: id.as_str().to_owned(),
            })
        })
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
                id: id.into(),
                name: id.to_string(),
                recognises: String::new(),
                application_url: String::new(),
                example: self.catalogue.status == CatalogueStatus::Example,
                source: BadgeSource::Own.into(),
                source_label: texts::badge::gone(),
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

    pub(crate) fn whole(&self) -> CatalogueView {
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
                name: texts::badge::no_pathway(),
                purpose: String::new(),
                colour: "#4a5568".to_owned(),
                badges: others,
            });
        }
        CatalogueView {
            example: self.catalogue.status == CatalogueStatus::Example,
            status: self.catalogue.status.into(),
            edited: self.catalogue.edited,
            version: self.catalogue.version.clone(),
            pathways,
        }
    }
}

impl App {
    /// The catalogue, with what the structure made of each badge.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn catalogue(&self) -> Answer<CatalogueView> {
        self.with(|store| Ok(Shelf::read(store)?.whole()))
    }

    /// The picture of every badge of the catalogue, and of those that left it, by the badge's code, as a `data:` address. Views
    /// name badges by their code alone: each picture travels to the interface once, instead of with each mention of its badge.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn badge_pictures(&self) -> Answer<BTreeMap<Id<BadgeId>, String>> {
        self.with(|store| {
            let Kept { catalogue, former } = read_kept(store)?;
            let badges = former.into_iter().chain(catalogue.badges);
            Ok(badges
                .map(|badge| (Id(badge.id), svg_uri(&badge.image_svg)))
                .collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use atelier_protocol::RecordBody;
    use atelier_store::OutboxKind;

    use super::*;
    use crate::catalogue::reason::slug;
    use atelier_domain::{StaffRole, StructureKind, ValidationMode};

    const FORM: &str = "https://openbadgefactory.com/c/earnablebadge/PQ7Z1XaV2b3K/apply";

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

    /// Where a part of a rule is.
    type Part = fn(&mut RuleView) -> &mut String;

    /// The badges that the declaration waiting to leave names, and its revision.
    fn declared(app: &App) -> (Vec<String>, u32) {
        let waiting = app.with(|store| {
            let rows = store.outbox()?.into_iter();
            let mut rows = rows.filter(|row| row.kind == OutboxKind::Declaration);
            Ok(rows.next().unwrap())
        });
        let row = waiting.unwrap();
        let record = crate::sealing::seal::record_of(&row).unwrap();
        let RecordBody::Declaration(declaration) = record.body else {
            panic!("{record:?}");
        };
        (declaration.badges, row.revision)
    }

    fn code(text: &str) -> BadgeId {
        BadgeId::parse(text).unwrap()
    }

    /// An application whose first launch is over, that offers these badges.
    fn launched(home: &std::path::Path, offered: &[&str]) -> std::sync::Arc<App> {
        let places = crate::base::app::Places {
            data: home.join("store"),
            documents: home.join("documents"),
        };
        let app = App::new(places, crate::base::clock::Clock::of_tests());
        app.create_store("cheval orange table lundi pomme vélo sept")
            .unwrap();
        let structure = crate::structure::view::StructureView {
            name: "Les Jardins".into(),
            kind: Some(StructureKind::Aci.into()),
        };
        app.save_structure(&structure).unwrap();
        let member = crate::structure::view::StaffView {
            id: None,
            name: "Ana".into(),
            role: StaffRole::Cip.into(),
            role_label: String::new(),
        };
        app.save_staff(&member).unwrap();
        for id in offered.iter().map(|id| code(id)) {
            let rule = app.badge_form(Some(&id)).unwrap().suggested_rule;
            app.save_offer(&id, rule).unwrap();
        }
        app.set_validation_mode(ValidationMode::Systematic).unwrap();
        app.finish_setup().unwrap();
        app
    }

    #[test]
    fn a_badge_that_left_is_declared_no_more_and_comes_back_with_its_rule() {
        let home = tempfile::tempdir().unwrap();
        let app = launched(home.path(), &["exemple-a1", "exemple-a2"]);
        let (badges, first) = declared(&app);
        assert_eq!(badges, ["exemple-a1", "exemple-a2"]);
        let mut rule = app
            .badge_form(Some(&code("exemple-a1")))
            .unwrap()
            .suggested_rule;
        rule.criterion = "À notre façon.".into();
        app.save_offer(&code("exemple-a1"), rule.clone()).unwrap();

        // Nothing is told again when nothing declared changes.
        app.remove_badge(&code("exemple-b1")).unwrap();
        app.move_badge(&code("exemple-a2"), true).unwrap();
        assert_eq!(declared(&app).1, first);

        let removed = app.remove_badge(&code("exemple-a1")).unwrap();
        assert_eq!(declared(&app), (vec!["exemple-a2".to_owned()], first + 1));
        let setup = app.setup().unwrap();
        assert_eq!((setup.offered, setup.rules_complete), (1, 1));
        app.undo_catalogue(&removed.undo).unwrap();
        let both = vec!["exemple-a1".to_owned(), "exemple-a2".to_owned()];
        assert_eq!(declared(&app), (both, first + 2));
        let shelf = app.with(Shelf::read).unwrap();
        let id = code("exemple-a1");
        assert_eq!(rule_view(&shelf.offers[&id]), rule);

        // Another catalogue holds none of them: nothing is offered, and it is said.
        let mut other: serde_json::Value = serde_json::from_str(EXAMPLE_CATALOGUE).unwrap();
        other["badges"] = serde_json::json!([{
            "id": "autre", "pathway": null, "name": "Autre", "example": true, "recognises": "",
            "application_url": FORM, "image": svg_uri(picture::NO_PICTURE),
            "suggested_rule": {"criterion": "", "evidence": "", "assessor": "", "process": ""}
        }]);
        let preview = app.read_catalogue(other.to_string().as_bytes()).unwrap();
        let taken = app.confirm_catalogue(&preview.token, true).unwrap();
        assert_eq!(declared(&app), (Vec::new(), first + 3));
        let setup = app.setup().unwrap();
        assert_eq!(setup.missing, [texts::setup::badges()]);
        app.undo_catalogue(&taken.undo).unwrap();
        assert_eq!(declared(&app).0.len(), 2);
    }

    #[test]
    fn a_part_too_long_is_told_on_its_own_field() {
        let home = tempfile::tempdir().unwrap();
        let app = launched(home.path(), &["exemple-a1"]);
        let long = "é".repeat(MAX_RULE_PART + 1);
        let fields: [(&str, Part); 4] = [
            ("criterion", |rule| &mut rule.criterion),
            ("evidence", |rule| &mut rule.evidence),
            ("assessor", |rule| &mut rule.assessor),
            ("process", |rule| &mut rule.process),
        ];
        for (field, part) in fields {
            let mut form = app.badge_form(Some(&code("exemple-a1"))).unwrap();
            part(&mut form.suggested_rule).clone_from(&long);
            let problem = app.save_badge(&form).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some(field));
            let problem = app
                .save_offer(&code("exemple-a1"), form.suggested_rule)
                .unwrap_err();
            assert_eq!(problem.field.as_deref(), Some(field));
        }
    }

    #[test]
    fn a_name_becomes_a_code() {
        assert_eq!(slug("Je suis à l'heure !"), "je-suis-a-l-heure");
        assert_eq!(slug("  Œuvre n°2 "), "oeuvre-n-2");
        assert_eq!(slug("…"), "");
        assert!(slug(&"mot ".repeat(40)).len() <= 48);
    }
}
