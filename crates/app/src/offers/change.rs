//! Changing the catalogue in hand: badges and pathways, one change at a time, each undone as a whole.

use atelier_domain::{
    Badge, BadgeId, BadgeSource, Catalogue, CatalogueStatus, LocalRule, Pathway, PathwayId,
};
use atelier_texts as texts;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Id;
use crate::catalogue::drawing::picture_uri;
use crate::catalogue::file::{
    Kept, MAX_BADGES, MAX_PATHWAYS, MAX_PURPOSE, MAX_RECOGNISES, is_colour,
};
use crate::catalogue::offered::Shelf;
use crate::catalogue::offered::keep;
use crate::catalogue::offered::long_part;
use crate::catalogue::offered::read_kept;
use crate::catalogue::offered::rule_view;
use crate::catalogue::picture::NO_PICTURE;
use crate::catalogue::reason::{MAX_BADGE_NAME, MAX_RULE_PART, slug};
use crate::catalogue::view::RuleView;
use crate::catalogue::{address, picture};
use crate::offers::pending::{Catalogues, has_example};
use crate::offers::view::{BadgeForm, CatalogueChange, PathwayForm};

/// How many changes can be undone.
const MAX_UNDO: usize = 20;

/// Takes note of a badge's new wording, and of who wrote it: what the structure rewrites is INAÉ's no more. An example
/// stays one as long as its address leads nowhere.
pub(crate) fn rewrite(known: &mut Badge, mut next: Badge) {
    if *known == next {
        return;
    }
    next.source = match known.source {
        BadgeSource::Inae | BadgeSource::Edited => BadgeSource::Edited,
        BadgeSource::Own => BadgeSource::Own,
        BadgeSource::Example if known.application_url == next.application_url => {
            BadgeSource::Example
        }
        BadgeSource::Example => BadgeSource::Own,
    };
    *known = next;
}

/// A catalogue is an example's or INAÉ's only as long as something of it is.
pub(crate) fn settle(catalogue: &mut Catalogue) {
    let has_inae = catalogue
        .badges
        .iter()
        .any(|badge| matches!(badge.source, BadgeSource::Inae | BadgeSource::Edited));
    let left = match catalogue.status {
        CatalogueStatus::Example => !has_example(catalogue),
        CatalogueStatus::Official => !has_inae,
        CatalogueStatus::Own => false,
    };
    if left {
        catalogue.status = CatalogueStatus::Own;
    }
}

/// The badges that left, once `after` follows `before`.
pub(crate) fn former(before: &Kept, after: &Catalogue) -> Vec<Badge> {
    let mut former: Vec<Badge> = Vec::new();
    for badge in before.catalogue.badges.iter().chain(&before.former) {
        let known = former.iter().any(|one| one.id == badge.id);
        if !known && after.badge(&badge.id).is_none() {
            former.push(Badge {
                pathway: None,
                ..badge.clone()
            });
        }
    }
    former
}

/// Moves the item at `from` by one place among those that `same` says it stands with.
fn moved<T>(items: &mut [T], from: usize, up: bool, same: impl Fn(&T) -> bool) {
    let mut places = items.iter().enumerate().filter(|(_, item)| same(item));
    let to = if up {
        places.filter(|(at, _)| *at < from).map(|(at, _)| at).last()
    } else {
        places.find(|(at, _)| *at > from).map(|(at, _)| at)
    };
    if let Some(to) = to {
        items.swap(from, to);
    }
}

fn free_code(name: &str, fallback: &str, taken: impl Fn(&str) -> bool) -> String {
    let base = match slug(name) {
        base if base.is_empty() => fallback.to_owned(),
        base => base,
    };
    let mut code = base.clone();
    let mut number = 2;
    while taken(&code) {
        code = format!("{base}-{number}");
        number += 1;
    }
    code
}

fn too_long(field: &str, max: usize) -> Problem {
    Problem::of(Case::TextTooLong { max }).on(field)
}

fn name_of(text: &str) -> Answer<String> {
    let name = text.trim();
    if name.is_empty() {
        return Err(Problem::of(Case::BadgeNameEmpty).on("name"));
    }
    if name.chars().count() > MAX_BADGE_NAME {
        return Err(too_long("name", MAX_BADGE_NAME));
    }
    Ok(name.to_owned())
}

fn pathway_id(kept: &Kept, code: &str) -> Answer<PathwayId> {
    let found = kept
        .catalogue
        .pathways
        .iter()
        .find(|pathway| pathway.id.as_str() == code);
    found
        .map(|pathway| pathway.id.clone())
        .ok_or_else(|| Problem::of(Case::NotFound))
}

fn position(kept: &Kept, id: &BadgeId) -> Answer<usize> {
    let mut badges = kept.catalogue.badges.iter();
    badges.position(|badge| badge.id == *id).ok_or_else(|| {
        Problem::of(Case::BadgeUnknown {
            badge: id.as_str().to_owned(),
        })
    })
}

fn write_badge(kept: &mut Kept, form: &BadgeForm) -> Answer<()> {
    let BadgeForm {
        id,
        name,
        recognises,
        pathway,
        application_url,
        image,
        suggested_rule,
        source_label: _,
    } = form;
    let name = name_of(name)?;
    if recognises.chars().count() > MAX_RECOGNISES {
        return Err(too_long("recognises", MAX_RECOGNISES));
    }
    if let Some(part) = long_part(suggested_rule) {
        return Err(too_long(part, MAX_RULE_PART));
    }
    let RuleView {
        criterion,
        evidence,
        assessor,
        process,
    } = suggested_rule.clone();
    let suggested_rule = LocalRule {
        criterion,
        evidence,
        assessor,
        process,
    };
    let pathway = match pathway.as_str() {
        "" => None,
        code => Some(pathway_id(kept, code)?),
    };
    let known = match id {
        Some(id) => Some(position(kept, id)?),
        None => None,
    };
    let known = known.and_then(|at| kept.catalogue.badges.get_mut(at));
    // A definition read from a file has no address yet: it may be corrected before one is known.
    let waits = known
        .as_ref()
        .is_some_and(|badge| badge.application_url.is_empty());
    let application_url = if waits && application_url.trim().is_empty() {
        String::new()
    } else {
        address::tidy(application_url)?
    };
    let image_svg = if image.is_empty() {
        NO_PICTURE.to_owned()
    } else {
        match &known {
            Some(badge) if picture_uri(badge) == *image => badge.image_svg.clone(),
            _ => picture::given(image)?,
        }
    };
    let recognises = recognises.trim().to_owned();
    if let Some(known) = known {
        let next = Badge {
            pathway,
            name,
            recognises,
            application_url,
            image_svg,
            suggested_rule,
            ..known.clone()
        };
        rewrite(known, next);
        return Ok(());
    }
    if kept.catalogue.badges.len() >= MAX_BADGES {
        return Err(Problem::of(Case::CatalogueFull));
    }
    let Kept { catalogue, former } = kept;
    let taken = |code: &str| {
        let mut known = catalogue.badges.iter().chain(&*former);
        known.any(|badge| badge.id.as_str() == code)
    };
    let code = free_code(&name, "badge", taken);
    let id =
        BadgeId::parse(&code).ok_or_else(|| Problem::unexpected("a code made here is none"))?;
    catalogue.badges.push(Badge {
        id,
        pathway,
        name,
        recognises,
        source: BadgeSource::Own,
        application_url,
        image_svg,
        suggested_rule,
    });
    Ok(())
}

fn write_pathway(kept: &mut Kept, form: &PathwayForm) -> Answer<()> {
    let PathwayForm {
        id,
        name,
        purpose,
        colour,
    } = form;
    let name = name_of(name)?;
    let purpose = purpose.trim().to_owned();
    if purpose.chars().count() > MAX_PURPOSE {
        return Err(too_long("purpose", MAX_PURPOSE));
    }
    if !is_colour(colour) {
        return Err(Problem::of(Case::PathwayColour).on("colour"));
    }
    let colour = colour.clone();
    let id = match id {
        Some(id) => pathway_id(kept, id.as_str())?,
        None => {
            if kept.catalogue.pathways.len() >= MAX_PATHWAYS {
                return Err(Problem::of(Case::CatalogueFull));
            }
            let pathways = &kept.catalogue.pathways;
            let taken = |code: &str| pathways.iter().any(|known| known.id.as_str() == code);
            let code = free_code(&name, "parcours", taken);
            PathwayId::parse(&code)
                .ok_or_else(|| Problem::unexpected("a code made here is none"))?
        }
    };
    let written = Pathway {
        id,
        name,
        purpose,
        colour,
    };
    let pathways = &mut kept.catalogue.pathways;
    match pathways.iter_mut().find(|known| known.id == written.id) {
        Some(known) => *known = written,
        None => pathways.push(written),
    }
    Ok(())
}

impl App {
    /// What the editor starts from: a badge of the catalogue, or an empty one.
    ///
    /// # Errors
    /// `badge-unknown`.
    pub fn badge_form(&self, id: Option<&BadgeId>) -> Answer<BadgeForm> {
        let Some(id) = id else {
            return Ok(BadgeForm {
                id: None,
                name: String::new(),
                recognises: String::new(),
                pathway: String::new(),
                application_url: String::new(),
                image: String::new(),
                suggested_rule: rule_view(&LocalRule::default()),
                source_label: texts::badge_source::of(BadgeSource::Own),
            });
        };
        self.with(|store| {
            let shelf = Shelf::read(store)?;
            let badge = shelf.badge(id)?;
            Ok(BadgeForm {
                id: Some(Id(badge.id.clone())),
                name: badge.name.clone(),
                recognises: badge.recognises.clone(),
                pathway: badge
                    .pathway
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                application_url: badge.application_url.clone(),
                image: picture_uri(badge),
                suggested_rule: rule_view(&badge.suggested_rule),
                source_label: texts::badge_source::of(badge.source),
            })
        })
    }

    /// Adds a badge of the structure's own, or changes one.
    ///
    /// # Errors
    /// `badge-name-empty`, `badge-address`, `text-too-long`, each on its field; those of a picture.
    pub fn save_badge(&self, form: &BadgeForm) -> Answer<CatalogueChange> {
        self.edit_catalogue(|kept| write_badge(kept, form))
    }

    /// Takes a badge out of the catalogue. Its requests stay, under its name.
    ///
    /// # Errors
    /// `badge-unknown`; `catalogue-last-badge`.
    pub fn remove_badge(&self, id: &BadgeId) -> Answer<CatalogueChange> {
        self.edit_catalogue(|kept| {
            let at = position(kept, id)?;
            if kept.catalogue.badges.len() == 1 {
                return Err(Problem::of(Case::CatalogueLastBadge));
            }
            kept.catalogue.badges.remove(at);
            Ok(())
        })
    }

    /// Moves a badge up or down in its pathway.
    ///
    /// # Errors
    /// `badge-unknown`.
    pub fn move_badge(&self, id: &BadgeId, up: bool) -> Answer<CatalogueChange> {
        self.edit_catalogue(|kept| {
            let at = position(kept, id)?;
            let badges = &mut kept.catalogue.badges;
            let pathway = badges.get(at).and_then(|badge| badge.pathway.clone());
            moved(badges, at, up, |badge| badge.pathway == pathway);
            Ok(())
        })
    }

    /// Adds a pathway, or changes one.
    ///
    /// # Errors
    /// `badge-name-empty`, `text-too-long` or `pathway-colour`, each on its field.
    pub fn save_pathway(&self, form: &PathwayForm) -> Answer<CatalogueChange> {
        self.edit_catalogue(|kept| write_pathway(kept, form))
    }

    /// Removes a pathway. Its badges stay, in none.
    ///
    /// # Errors
    /// `not-found`.
    pub fn remove_pathway(&self, id: &PathwayId) -> Answer<CatalogueChange> {
        self.edit_catalogue(|kept| {
            let id = pathway_id(kept, id.as_str())?;
            let Catalogue {
                pathways, badges, ..
            } = &mut kept.catalogue;
            pathways.retain(|pathway| pathway.id != id);
            for badge in badges {
                if badge.pathway.as_ref() == Some(&id) {
                    badge.pathway = None;
                }
            }
            Ok(())
        })
    }

    /// Moves a pathway up or down.
    ///
    /// # Errors
    /// `not-found`.
    pub fn move_pathway(&self, id: &PathwayId, up: bool) -> Answer<CatalogueChange> {
        self.edit_catalogue(|kept| {
            let id = pathway_id(kept, id.as_str())?;
            let pathways = &mut kept.catalogue.pathways;
            if let Some(at) = pathways.iter().position(|pathway| pathway.id == id) {
                moved(pathways, at, up, |_| true);
            }
            Ok(())
        })
    }

    /// Puts the catalogue back as it was before a change, the latest one.
    ///
    /// # Errors
    /// `undo-too-late` when another change followed, or the program was locked.
    pub fn undo_catalogue(&self, token: &str) -> Answer<CatalogueChange> {
        let last = self.keeping(|known: &mut Catalogues| known.former.last().cloned());
        let (_, text) = last
            .filter(|(known, _)| known == token)
            .ok_or_else(|| Problem::of(Case::UndoTooLate))?;
        self.atomically(|store| {
            let offered = Shelf::read(store)?.offered_ids();
            match &text {
                Some(text) => store.save_catalogue(text, self.now())?,
                None => store.clear_catalogue()?,
            }
            store.append_journal(self.now(), "catalogue-undone", "")?;
            self.catalogue_changed(store, &offered)
        })?;
        let catalogue = self.catalogue()?;
        self.keeping(|known: &mut Catalogues| known.former.pop());
        Ok(CatalogueChange {
            catalogue,
            undo: String::new(),
        })
    }

    /// A change by the structure itself.
    fn edit_catalogue(
        &self,
        work: impl FnOnce(&mut Kept) -> Answer<()>,
    ) -> Answer<CatalogueChange> {
        self.change_catalogue(|kept| {
            let before = kept.clone();
            work(kept)?;
            if *kept != before {
                kept.catalogue.edited = true;
            }
            Ok(())
        })
    }

    /// Changes the catalogue, all or nothing, and remembers what it was.
    pub(crate) fn change_catalogue(
        &self,
        work: impl FnOnce(&mut Kept) -> Answer<()>,
    ) -> Answer<CatalogueChange> {
        let (before, catalogue) = self.atomically(|store| {
            let text = store.catalogue()?;
            let kept = read_kept(store)?;
            let mut next = kept.clone();
            work(&mut next)?;
            next.former = former(&kept, &next.catalogue);
            settle(&mut next.catalogue);
            let changed = next != kept;
            if changed {
                let offered = Shelf::read(store)?.offered_ids();
                keep(store, &next, self.now())?;
                store.append_journal(self.now(), "catalogue-changed", "")?;
                self.catalogue_changed(store, &offered)?;
            }
            Ok((changed.then_some(text), Shelf::read(store)?.whole()))
        })?;
        let Some(before) = before else {
            let undo = String::new();
            return Ok(CatalogueChange { catalogue, undo });
        };
        let undo = self.keeping(|known: &mut Catalogues| {
            known.count += 1;
            let undo = known.count.to_string();
            known.former.push((undo.clone(), before));
            if known.former.len() > MAX_UNDO {
                known.former.remove(0);
            }
            undo
        });
        Ok(CatalogueChange { catalogue, undo })
    }
}
