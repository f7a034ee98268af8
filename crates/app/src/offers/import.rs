//! Taking in a catalogue, or definitions of badges: read, shown as a difference, then applied or not. All or nothing.

use atelier_domain::{Badge, BadgeSource, Catalogue, LocalRule, ParticipantId, Pathway};
use atelier_store::{RequestFilter, Store};
use atelier_texts as texts;
use atelier_texts::catalogue_reason as reason;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Id;
use crate::catalogue::drawing::picture_uri;
use crate::catalogue::file::{Kept, MAX_BADGES};
use crate::catalogue::offered::read_kept;
use crate::catalogue::open_badges::{BadgeClass, Document};
use crate::catalogue::picture::{NO_PICTURE, Pictures};
use crate::catalogue::reason::invalid;
use crate::catalogue::{archive, file, open_badges};
use crate::offers::change;
use crate::offers::pending::{Catalogues, Content, PendingCatalogue};
use crate::offers::view::{
    BadgeLine, CatalogueChange, CataloguePreview, ChangedBadge, FieldChange,
};

/// Largest file taken in, in bytes.
const MAX_BYTES: usize = 40_000_000;

/// Most files named one by one in a notice.
const MAX_NAMED: usize = 8;

/// What one JSON file is.
enum Read {
    /// Something for the catalogue.
    Content(Content),
    /// Well written, but neither a catalogue nor a definition: why.
    NotBadges(Problem),
}

impl App {
    /// Reads a catalogue (JSON, or a zip with its pictures) or definitions of badges (Open Badges 2.0 BadgeClass, alone,
    /// in an array or in a zip), and says what would change. In a zip of definitions, the JSON files that are something
    /// else, such as an issuer, are left aside and named. Nothing is changed.
    ///
    /// # Errors
    /// `catalogue-invalid` with the reason.
    pub fn read_catalogue(&self, bytes: &[u8]) -> Answer<CataloguePreview> {
        let (content, notices) = read(bytes)?;
        let token = ParticipantId::new(self.clock.new_id()).to_string();
        let preview = self.with(|store| preview(store, &token, &content, notices))?;
        let read = PendingCatalogue { token, content };
        self.keeping(|known: &mut Catalogues| known.pending = Some(read));
        Ok(preview)
    }

    /// Applies what was read. `keep_own`: the structure's own badges stay beside a whole catalogue.
    ///
    /// # Errors
    /// `catalogue-gone` when another file was read since, or the program was locked; nothing is changed then.
    pub fn confirm_catalogue(&self, token: &str, keep_own: bool) -> Answer<CatalogueChange> {
        let pending = self.keeping(|known: &mut Catalogues| known.pending.clone());
        let pending = pending
            .filter(|pending| pending.token == token)
            .ok_or_else(|| Problem::of(Case::CatalogueGone))?;
        let done = self.change_catalogue(|kept| {
            *kept = merged(kept, &pending.content, keep_own)?;
            Ok(())
        })?;
        self.keeping(|known: &mut Catalogues| known.pending = None);
        Ok(done)
    }
}

fn read(bytes: &[u8]) -> Answer<(Content, Vec<String>)> {
    if bytes.len() > MAX_BYTES {
        return Err(invalid(&reason::too_large()));
    }
    let mut files = BTreeMap::new();
    if !archive::is_zip(bytes) {
        let mut pictures = Pictures {
            beside: &files,
            folder: String::new(),
            notices: Vec::new(),
        };
        return match read_json(bytes, &mut pictures)? {
            Read::Content(content) => Ok((content, pictures.notices)),
            Read::NotBadges(problem) => Err(problem),
        };
    }
    files.append(&mut archive::read(bytes)?);
    let is_json = |name: &&String| name.to_ascii_lowercase().ends_with(".json");
    let mut names: Vec<&String> = files.keys().filter(is_json).collect();
    // A catalogue says what it is by its name; the other files, such as its schema, are then left alone.
    let whole = names
        .iter()
        .find(|name| name.rsplit('/').next() == Some("catalogue.json"));
    if let Some(whole) = whole {
        names = vec![whole];
    }
    let mut notices = Vec::new();
    let mut classes = Vec::new();
    let mut aside = Vec::new();
    for name in names {
        let folder = name
            .rsplit_once('/')
            .map(|(folder, _)| format!("{folder}/"));
        let mut pictures = Pictures {
            beside: &files,
            folder: folder.unwrap_or_default(),
            notices: Vec::new(),
        };
        let content = files.get(name).map(Vec::as_slice).unwrap_or_default();
        match read_json(content, &mut pictures)? {
            Read::Content(Content::Badges(mut more)) => classes.append(&mut more),
            Read::Content(whole @ Content::Whole(_)) => return Ok((whole, pictures.notices)),
            Read::NotBadges(problem) => aside.push((name.as_str(), problem)),
        }
        notices.append(&mut pictures.notices);
    }
    if classes.is_empty() {
        return Err(match <[_; 1]>::try_from(aside) {
            Ok([(_, problem)]) => problem,
            Err(_) => invalid(&reason::zip_no_json()),
        });
    }
    distinct(&classes)?;
    notices.extend(left_aside(
        &aside.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
    ));
    Ok((Content::Badges(classes), notices))
}

/// Says which files of a zip are no badge.
fn left_aside(names: &[&str]) -> Option<String> {
    let listed = names.iter().take(MAX_NAMED).copied();
    let more = (names.len() > MAX_NAMED).then_some("…");
    let listed: Vec<&str> = listed.chain(more).collect();
    let any = !names.is_empty();
    any.then(|| texts::catalogue_notice::aside(names.len(), listed.join(", ")))
}

fn distinct(classes: &[(BadgeClass, Option<String>)]) -> Answer<()> {
    let mut seen = BTreeSet::new();
    match classes.iter().find(|(class, _)| !seen.insert(&class.id)) {
        Some((class, _)) => Err(invalid(&reason::class_twice(&class.name))),
        None => Ok(()),
    }
}

fn read_json(bytes: &[u8], pictures: &mut Pictures<'_>) -> Answer<Read> {
    let text = std::str::from_utf8(bytes).map_err(|_| invalid(&reason::not_utf8()))?;
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line().to_string(), error.column().to_string());
        invalid(&reason::json(&column, &line))
    })?;
    let classes = match open_badges::classes(&value)? {
        Document::Classes(classes) => classes,
        Document::NotBadges(what) => return Ok(Read::NotBadges(invalid(&what))),
        Document::Other if value.get("badges").is_none() || value.get("pathways").is_none() => {
            return Ok(Read::NotBadges(invalid(&reason::unknown())));
        }
        Document::Other => {
            let kept = file::read(text, |badge, image| pictures.take(badge, image))?;
            file::check_marks(&kept.catalogue)?;
            return Ok(Read::Content(Content::Whole(kept.catalogue)));
        }
    };
    let mut read = Vec::new();
    for class in classes {
        let image = class_picture(&class, pictures)?;
        if class.cut {
            let notice = texts::catalogue_notice::cut(&class.name);
            pictures.notices.push(notice);
        }
        read.push((class, image));
    }
    distinct(&read)?;
    Ok(Read::Content(Content::Badges(read)))
}

/// The picture of a definition; `None` when it is elsewhere on the web, where nobody goes and looks.
fn class_picture(class: &BadgeClass, pictures: &mut Pictures<'_>) -> Answer<Option<String>> {
    match &class.image {
        Some(image) if !image.contains("://") => pictures.take(&class.name, image).map(Some),
        _ => {
            let notice = texts::catalogue_notice::no_picture(&class.name);
            pictures.notices.push(notice);
            Ok(None)
        }
    }
}

/// The catalogue once `content` is applied.
fn merged(before: &Kept, content: &Content, keep_own: bool) -> Answer<Kept> {
    let mut after = match content {
        Content::Whole(new) => whole(&before.catalogue, new, keep_own),
        Content::Badges(classes) => added(&before.catalogue, classes),
    };
    change::settle(&mut after);
    if after.badges.len() > MAX_BADGES {
        return Err(invalid(&reason::too_many()));
    }
    let former = change::former(before, &after);
    Ok(Kept {
        catalogue: after,
        former,
    })
}

pub(crate) fn whole(before: &Catalogue, new: &Catalogue, keep_own: bool) -> Catalogue {
    let mut after = new.clone();
    if !keep_own {
        return after;
    }
    let own = before.badges.iter().filter(|badge| is_own(badge, new));
    for badge in own {
        if let Some(wanted) = &badge.pathway
            && !after.pathways.iter().any(|pathway| pathway.id == *wanted)
        {
            let known = before.pathways.iter().find(|pathway| pathway.id == *wanted);
            after.pathways.extend(known.cloned());
        }
        after.badges.push(badge.clone());
    }
    after
}

/// A badge of the structure's own, that a new catalogue does not hold.
fn is_own(badge: &Badge, new: &Catalogue) -> bool {
    badge.source == BadgeSource::Own && new.badge(&badge.id).is_none()
}

fn added(before: &Catalogue, classes: &[(BadgeClass, Option<String>)]) -> Catalogue {
    let mut after = before.clone();
    for (class, image) in classes {
        let BadgeClass {
            id,
            name,
            recognises,
            image: _,
            rule,
            cut: _,
        } = class;
        match after.badges.iter_mut().find(|badge| badge.id == *id) {
            Some(known) => {
                let mut next = known.clone();
                next.name.clone_from(name);
                next.recognises.clone_from(recognises);
                if let Some(image) = image {
                    next.image_svg.clone_from(image);
                }
                if !rule.criterion.is_empty() {
                    next.suggested_rule.criterion.clone_from(&rule.criterion);
                }
                change::rewrite(known, next);
            }
            None => after.badges.push(Badge {
                id: id.clone(),
                pathway: None,
                name: name.clone(),
                recognises: recognises.clone(),
                source: BadgeSource::Own,
                application_url: String::new(),
                image_svg: image.clone().unwrap_or_else(|| NO_PICTURE.to_owned()),
                suggested_rule: rule.clone(),
            }),
        }
    }
    after.edited = after.edited || after.badges != before.badges;
    after
}

fn preview(
    store: &Store,
    token: &str,
    content: &Content,
    notices: Vec<String>,
) -> Answer<CataloguePreview> {
    let kept = read_kept(store)?;
    let before = &kept.catalogue;
    let after = merged(&kept, content, true)?.catalogue;
    let without_own = merged(&kept, content, false)?.catalogue;
    let line = |badge: &Badge, requests: u32| BadgeLine {
        id: Id(badge.id.clone()),
        name: badge.name.clone(),
        image: picture_uri(badge),
        requests,
    };
    let leaving = |badge: &Badge| -> Answer<BadgeLine> {
        let filter = RequestFilter {
            badge: Some(badge.id.clone()),
            ..RequestFilter::default()
        };
        let requests = store.requests(&filter)?.len();
        Ok(line(badge, u32::try_from(requests).unwrap_or(u32::MAX)))
    };
    let mut view = CataloguePreview {
        token: token.to_owned(),
        whole: matches!(content, Content::Whole(_)),
        status: after.status.code().to_owned(),
        status_text: texts::catalogue_status::of(after.status),
        version: after.version.clone(),
        added: Vec::new(),
        changed: Vec::new(),
        gone: Vec::new(),
        own: Vec::new(),
        pathways: pathway_changes(&before.pathways, &after.pathways),
        pathways_without_own: pathway_changes(&before.pathways, &without_own.pathways),
        same: 0,
        unchanged: after == *before,
        unchanged_without_own: without_own == *before,
        notices,
    };
    for badge in &after.badges {
        match before.badge(&badge.id) {
            None => view.added.push(line(badge, 0)),
            Some(known) => {
                let fields = field_changes(before, known, &after, badge);
                if fields.is_empty() {
                    view.same += 1;
                } else {
                    view.changed.push(ChangedBadge {
                        id: Id(badge.id.clone()),
                        name: known.name.clone(),
                        image: picture_uri(known),
                        edited: known.source == BadgeSource::Edited,
                        fields,
                    });
                }
            }
        }
    }
    for badge in &before.badges {
        if after.badge(&badge.id).is_none() {
            view.gone.push(leaving(badge)?);
        }
    }
    if let Content::Whole(new) = content {
        let own = before.badges.iter().filter(|badge| is_own(badge, new));
        view.own = own.map(leaving).collect::<Answer<_>>()?;
        // The structure's own badges are neither changed nor the same: they are told apart.
        let own = u32::try_from(view.own.len()).unwrap_or(u32::MAX);
        view.same = view.same.saturating_sub(own);
    }
    Ok(view)
}

fn pathway_changes(before: &[Pathway], after: &[Pathway]) -> Vec<String> {
    use texts::pathway_change as change;
    let new = after.iter().filter_map(|pathway| {
        match before.iter().find(|known| known.id == pathway.id) {
            None => Some(change::added(&pathway.name)),
            Some(known) if known != pathway => Some(change::changed(&known.name)),
            Some(_) => None,
        }
    });
    let left = before
        .iter()
        .filter(|known| !after.iter().any(|pathway| pathway.id == known.id))
        .map(|known| change::gone(&known.name));
    new.chain(left).collect()
}

fn pathway_name(catalogue: &Catalogue, badge: &Badge) -> String {
    let found = catalogue
        .pathways
        .iter()
        .find(|pathway| Some(&pathway.id) == badge.pathway.as_ref());
    found.map_or_else(texts::badge::no_pathway, |pathway| pathway.name.clone())
}

fn field_changes(
    before: &Catalogue,
    known: &Badge,
    after: &Catalogue,
    badge: &Badge,
) -> Vec<FieldChange> {
    use texts::badge_field as field;
    let told = |code: &str, label: String, before: String, after: String| {
        (before != after).then(|| FieldChange {
            field: code.to_owned(),
            label,
            before,
            after,
        })
    };
    let (old, new): (&LocalRule, &LocalRule) = (&known.suggested_rule, &badge.suggested_rule);
    [
        told(
            "name",
            field::name(),
            known.name.clone(),
            badge.name.clone(),
        ),
        told(
            "recognises",
            field::recognises(),
            known.recognises.clone(),
            badge.recognises.clone(),
        ),
        told(
            "pathway",
            field::pathway(),
            pathway_name(before, known),
            pathway_name(after, badge),
        ),
        told(
            "application_url",
            field::application_url(),
            known.application_url.clone(),
            badge.application_url.clone(),
        ),
        told(
            "image",
            field::image(),
            picture_uri(known),
            picture_uri(badge),
        ),
        told(
            "criterion",
            field::criterion(),
            old.criterion.clone(),
            new.criterion.clone(),
        ),
        told(
            "evidence",
            field::evidence(),
            old.evidence.clone(),
            new.evidence.clone(),
        ),
        told(
            "assessor",
            field::assessor(),
            old.assessor.clone(),
            new.assessor.clone(),
        ),
        told(
            "process",
            field::process(),
            old.process.clone(),
            new.process.clone(),
        ),
        told(
            "source",
            field::source(),
            texts::badge_source::of(known.source),
            texts::badge_source::of(badge.source),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
