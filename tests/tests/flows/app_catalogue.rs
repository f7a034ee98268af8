//! The catalogue taken in, changed and given out again, and the posters that follow it, through the application's use
//! cases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::io::{Cursor, Write as _};

use anyhow::Result;
use atelier_app::App;
use atelier_app::documents::Format;
use atelier_app::view::{
    BadgeView, CatalogueView, DocumentChoice, Id, PathwayForm, PosterRow, TableChoice,
};
use atelier_domain::{BadgeId, BadgeSource, CatalogueStatus, Origin, PathwayId};
use atelier_tests::{group, paper};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const FORM: &str = "https://openbadgefactory.com/c/earnablebadge/PQ7Z1XaV2b3K/apply";

fn badges(catalogue: &CatalogueView) -> Vec<&BadgeView> {
    catalogue
        .pathways
        .iter()
        .flat_map(|pathway| &pathway.badges)
        .collect()
}

fn id(text: &str) -> BadgeId {
    BadgeId::parse(text).unwrap()
}

fn badge<'a>(catalogue: &'a CatalogueView, id: &str) -> &'a BadgeView {
    badges(catalogue)
        .into_iter()
        .find(|badge| badge.id.as_str() == id)
        .expect("no such badge")
}

/// A catalogue of two badges, as INAÉ would supply it.
fn official() -> Value {
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>";
    let image = format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg));
    let badge = |id: &str, name: &str| {
        json!({
            "id": id, "pathway": "p", "name": name, "example": false, "recognises": "Un travail.",
            "application_url": FORM, "image": image,
            "suggested_rule": {"criterion": "c", "evidence": "e", "assessor": "a", "process": "p"}
        })
    };
    json!({
        "status": "official", "version": "2026-1", "issuer": "INAÉ",
        "pathways": [{"id": "p", "name": "Parcours", "purpose": "But.", "colour": "#225577"}],
        "badges": [badge("un", "Un"), badge("deux", "Deux")]
    })
}

fn take(app: &App, value: &Value) -> Result<CatalogueView> {
    let preview = app.read_catalogue(value.to_string().as_bytes())?;
    Ok(app.confirm_catalogue(&preview.token, true)?.catalogue)
}

#[test]
fn a_catalogue_is_shown_as_a_difference_before_it_is_applied() -> Result<()> {
    let (_home, app) = group::empty()?;
    let before = app.catalogue()?;
    let preview = app.read_catalogue(official().to_string().as_bytes())?;
    assert_eq!((preview.added.len(), preview.gone.len()), (2, 15));
    assert_eq!(app.catalogue()?, before, "looking changes nothing");
    let done = app.confirm_catalogue(&preview.token, true)?;
    assert_eq!(done.catalogue.status, CatalogueStatus::Official);
    assert!(
        badges(&done.catalogue)
            .iter()
            .all(|one| one.source == BadgeSource::Inae)
    );

    let mut next = official();
    next["version"] = json!("2026-2");
    next["badges"][0]["name"] = json!("Un autre nom");
    next["badges"][0]["suggested_rule"]["criterion"] = json!("nouveau");
    next["badges"].as_array_mut().unwrap().remove(1);
    let preview = app.read_catalogue(next.to_string().as_bytes())?;
    let fields: Vec<_> = preview.changed[0]
        .fields
        .iter()
        .map(|one| (one.field.as_str(), one.before.as_str(), one.after.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("name", "Un", "Un autre nom"),
            ("criterion", "c", "nouveau")
        ]
    );
    assert_eq!(preview.gone[0].id.as_str(), "deux");
    assert_eq!(
        app.confirm_catalogue("autre", true).unwrap_err().code(),
        "catalogue-gone"
    );
    let done = app.confirm_catalogue(&preview.token, true)?;
    assert_eq!(done.catalogue.version, "2026-2");
    assert_eq!(app.undo_catalogue(&done.undo)?.catalogue.version, "2026-1");
    Ok(())
}

#[test]
fn a_bad_file_is_refused_with_its_reason_and_changes_nothing() -> Result<()> {
    let (_home, app) = group::empty()?;
    let before = app.catalogue()?;
    let with = |change: &dyn Fn(&mut Value)| {
        let mut file = official();
        change(&mut file);
        file.to_string().into_bytes()
    };
    let script = BASE64_STANDARD.encode(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>1</script></svg>",
    );
    let script = format!("data:image/svg+xml;base64,{script}");
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (b"{".to_vec(), "ligne 1"),
        (b"{}".to_vec(), "Open Badges 2.0"),
        (b"\xff\xfe".to_vec(), "UTF-8"),
        (b"PK\x03\x04rien".to_vec(), "ZIP"),
        (br#"{"type": "Assertion"}"#.to_vec(), "une personne"),
        (
            with(&|file| file["badges"][1]["id"] = json!("un")),
            "deux fois",
        ),
        (
            with(&|file| file["badges"][1]["image"] = json!("absente.svg")),
            "mettez le JSON et ses images dans un même ZIP",
        ),
        (with(&|file| file["version"] = json!(" ")), "version manque"),
        (
            with(&|file| file["version"] = json!("1".repeat(65))),
            "64 caractères",
        ),
        (
            with(&|file| file["badges"][1]["image"] = json!(script.as_str())),
            "programme",
        ),
        (
            with(&|file| file["badges"][1]["application_url"] = json!("http://a.fr")),
            "adresse",
        ),
    ];
    for (bytes, said) in cases {
        let problem = app.read_catalogue(&bytes).unwrap_err();
        assert_eq!(problem.code(), "catalogue-invalid", "{problem}");
        assert!(problem.told().what.contains(said), "{said}: {problem}");
    }
    assert_eq!(app.catalogue()?, before);
    Ok(())
}

#[test]
fn what_the_structure_changes_is_its_own_and_is_never_called_inae_s() -> Result<()> {
    let (_home, app) = group::empty()?;
    take(&app, &official())?;
    let mut form = app.badge_form(Some(&id("un")))?;
    let same = app.save_badge(&form)?;
    assert_eq!(badge(&same.catalogue, "un").source, BadgeSource::Inae);
    assert_eq!(same.undo, "", "nothing changed");

    form.name = "Un, chez nous".into();
    let changed = app.save_badge(&form)?;
    assert_eq!(badge(&changed.catalogue, "un").source, BadgeSource::Edited);
    assert!(changed.catalogue.edited);
    let back = app.undo_catalogue(&changed.undo)?.catalogue;
    assert_eq!(badge(&back, "un").source, BadgeSource::Inae);
    assert!(!back.edited);

    let mut own = app.badge_form(None)?;
    own.name = "Un".into();
    assert_eq!(
        app.save_badge(&own).unwrap_err().field.as_deref(),
        Some("application_url")
    );
    own.application_url = format!(" {FORM}#ancre ");
    own.pathway = "p".into();
    let added = app.save_badge(&own)?.catalogue;
    let found = badge(&added, "un-2");
    assert_eq!(found.source, BadgeSource::Own);
    assert_eq!(found.application_url, FORM);

    // A new catalogue of INAÉ's leaves it in place, unless asked otherwise.
    let preview = app.read_catalogue(official().to_string().as_bytes())?;
    let own: Vec<_> = preview.own.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(own, ["Un"]);
    assert!(!preview.unchanged_without_own);
    assert_eq!(preview.same, 2);
    let kept = app.confirm_catalogue(&preview.token, true)?.catalogue;
    assert_eq!(badges(&kept).len(), 3);
    let preview = app.read_catalogue(official().to_string().as_bytes())?;
    let left = app.confirm_catalogue(&preview.token, false)?.catalogue;
    assert_eq!(badges(&left).len(), 2);
    Ok(())
}

#[test]
fn badges_and_pathways_are_moved_and_removed_and_put_back() -> Result<()> {
    let (_home, app) = group::empty()?;
    take(&app, &official())?;
    let names = |catalogue: &CatalogueView| -> Vec<String> {
        badges(catalogue)
            .iter()
            .map(|one| one.id.to_string())
            .collect()
    };
    assert_eq!(
        names(&app.move_badge(&id("deux"), true)?.catalogue),
        ["deux", "un"]
    );
    assert_eq!(app.move_badge(&id("deux"), true)?.undo, "", "already first");
    let removed = app.remove_badge(&id("un"))?;
    assert_eq!(names(&removed.catalogue), ["deux"]);
    assert_eq!(
        app.remove_badge(&id("deux")).unwrap_err().code(),
        "catalogue-last-badge"
    );
    let back = app.undo_catalogue(&removed.undo)?;
    assert_eq!(names(&back.catalogue), ["deux", "un"]);
    assert_eq!(
        app.undo_catalogue(&removed.undo).unwrap_err().code(),
        "undo-too-late"
    );
    let form = PathwayForm {
        id: None,
        name: "Autre".into(),
        purpose: String::new(),
        colour: "#112233".into(),
    };
    app.save_pathway(&form)?;
    let moved = app
        .move_pathway(&PathwayId::parse("autre").unwrap(), true)?
        .catalogue;
    assert_eq!(moved.pathways[0].id, "autre");
    let gone = app
        .remove_pathway(&PathwayId::parse("p").unwrap())?
        .catalogue;
    assert_eq!(gone.pathways.last().unwrap().badges.len(), 2);
    Ok(())
}

#[test]
fn the_export_is_taken_in_again_as_it_was_in_both_forms() -> Result<()> {
    let (home, app) = group::empty()?;
    take(&app, &official())?;
    let mut own = app.badge_form(None)?;
    own.name = "À nous".into();
    own.application_url = FORM.into();
    let photo = std::fs::read(atelier_tests::place::fixture("photo.jpg"))?;
    own.image = app.read_picture("photo.jpg", &photo)?.image;
    app.save_badge(&own)?;
    let mut edited = app.badge_form(Some(&id("deux")))?;
    edited.recognises = "Autre chose.".into();
    app.save_badge(&edited)?;
    let wanted = app.catalogue()?;
    for format in ["json", "zip"] {
        let path = home.path().join(format!("catalogue.{format}"));
        app.export_catalogue(format, Some(&path))?;
        let bytes = std::fs::read(&path)?;
        let (other_home, other) = group::empty()?;
        let preview = other.read_catalogue(&bytes)?;
        let taken = other.confirm_catalogue(&preview.token, true)?.catalogue;
        assert_eq!(taken, wanted, "{format}");
        let again = other_home.path().join("again");
        other.export_catalogue(format, Some(&again))?;
        assert_eq!(std::fs::read(&again)?, bytes, "{format}");
        // Nothing differs from itself.
        let preview = app.read_catalogue(&bytes)?;
        assert!(preview.added.is_empty() && preview.changed.is_empty());
        assert!(preview.gone.is_empty() && preview.unchanged && preview.unchanged_without_own);
    }
    Ok(())
}

#[test]
fn a_badge_class_is_added_then_given_its_address() -> Result<()> {
    let (_home, app) = group::empty()?;
    let class = json!({
        "@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass",
        "id": "https://exemple.fr/badges/1", "name": "Venu d'ailleurs", "description": "Un travail.",
        "image": "https://exemple.fr/badges/1.png", "criteria": {"narrative": "Avoir fait."}
    });
    let preview = app.read_catalogue(class.to_string().as_bytes())?;
    assert!(!preview.whole && preview.gone.is_empty());
    assert_eq!((preview.added.len(), preview.notices.len()), (1, 1));
    let id = preview.added[0].id.clone();
    let added = app.confirm_catalogue(&preview.token, true)?.catalogue;
    assert_eq!(badge(&added, id.as_str()).source, BadgeSource::Own);
    assert_eq!(badge(&added, id.as_str()).rule.criterion, "Avoir fait.");

    let choice = DocumentChoice::Poster {
        badges: vec![id.clone()],
        together: false,
        format: Format::default(),
        beside: None,
    };
    assert_eq!(
        app.save_document(&choice, None).unwrap_err().code(),
        "badge-no-address"
    );
    let mut form = app.badge_form(Some(&id))?;
    form.application_url = FORM.into();
    app.save_badge(&form)?;
    app.save_document(&choice, None)?;
    // The same definition again is the same badge, and keeps its address.
    let preview = app.read_catalogue(class.to_string().as_bytes())?;
    assert_eq!((preview.added.len(), preview.changed.len()), (0, 0));
    Ok(())
}

/// A zip of these files.
fn zip(files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default())?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[test]
fn what_is_beside_the_badges_of_a_zip_is_left_aside_and_named() -> Result<()> {
    let (_home, app) = group::empty()?;
    let photo = std::fs::read(atelier_tests::place::fixture("photo.jpg"))?;
    let class = json!({
        "@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass",
        "id": "https://exemple.fr/badges/1", "name": "Venu d'ailleurs", "description": "Un travail.",
        "image": "photo.jpg", "criteria": {"narrative": "Avoir fait. ".repeat(200)}
    });
    let class = class.to_string().into_bytes();
    let issuer = br#"{"type": "Issuer", "name": "Ailleurs"}"#.to_vec();
    let manifest = br#"{"badges": ["badge.json"], "made": "2026-11-23"}"#.to_vec();
    let bytes = zip(&[
        ("export/badge.json", class),
        ("export/photo.jpg", photo),
        ("export/issuer.json", issuer.clone()),
        ("manifest.json", manifest.clone()),
    ])?;
    let preview = app.read_catalogue(&bytes)?;
    assert_eq!(preview.added.len(), 1);
    let [cut, aside] = preview.notices.as_slice() else {
        panic!("{:?}", preview.notices);
    };
    assert!(cut.contains("coupé"), "{cut}");
    assert!(aside.starts_with("2 fichiers"), "{aside}");
    assert!(
        aside.contains("export/issuer.json, manifest.json"),
        "{aside}"
    );
    let id = preview.added[0].id.clone();
    let taken = app.confirm_catalogue(&preview.token, true)?.catalogue;
    // 166 sentences of 12 characters hold in 2,000.
    let criterion = "Avoir fait. ".repeat(166);
    assert_eq!(
        badge(&taken, id.as_str()).rule.criterion,
        criterion.trim_end()
    );
    // Nothing of it changes when it is read again.
    assert!(app.read_catalogue(&bytes)?.unchanged);

    for (files, said) in [
        (vec![("issuer.json", issuer.clone())], "émetteur"),
        (
            vec![("issuer.json", issuer), ("manifest.json", manifest)],
            "ni catalogue ni badge",
        ),
        (vec![("badge.json", b"{".to_vec())], "ligne 1"),
    ] {
        let problem = app.read_catalogue(&zip(&files)?).unwrap_err();
        assert_eq!(problem.code(), "catalogue-invalid", "{problem}");
        assert!(problem.told().what.contains(said), "{said}: {problem}");
    }
    Ok(())
}

#[test]
fn a_badge_that_left_keeps_its_requests_readable() -> Result<()> {
    let (_home, app) = group::empty()?;
    take(&app, &official())?;
    let rule = badge(&app.catalogue()?, "deux").rule.clone();
    app.save_offer(&id("deux"), rule)?;
    let person = app.save_participant(&atelier_app::view::ParticipantForm {
        id: None,
        first_name: "Léa".into(),
        last_name: "Essai".into(),
        email: String::new(),
        phone: String::new(),
        nickname: String::new(),
        language: None,
    })?;
    let request = app.open_request(person.id.0, &id("deux"), None)?.summary.id;
    app.remove_badge(&id("deux"))?;
    let read = app.request(request.0)?;
    assert_eq!(read.badge.name, "Deux");
    assert_eq!(read.summary.badge_name, "Deux");
    let mut next = official();
    next["badges"].as_array_mut().unwrap().remove(0);
    let preview = app.read_catalogue(next.to_string().as_bytes())?;
    assert_eq!(preview.added[0].id.as_str(), "deux");
    Ok(())
}

#[tokio::test]
async fn an_address_is_told_by_its_form_and_by_whether_it_answers() -> Result<()> {
    let (_home, app) = group::empty()?;
    let known = app.check_address(FORM);
    assert!(known.ok && known.known);
    let other = app.check_address("https://formulaire.exemple.fr/a");
    assert!(other.ok && !other.known);
    assert!(!app.check_address("http://exemple.fr").ok);
    let mut form = app.badge_form(None)?;
    form.name = "Nulle part".into();
    // Reserved for ever: no such host (RFC 2606).
    form.application_url = "https://badge.invalid/a".into();
    app.save_badge(&form)?;
    let state = app.look_at_address(&id("nulle-part")).await?;
    assert_eq!(state.code, "unreachable", "{state:?}");
    assert_eq!(state.address, "https://badge.invalid/a");
    assert!(state.looked_at.contains(" à\u{a0}"), "{state:?}");
    Ok(())
}

fn one(posters: &[PosterRow], code: &str) -> PosterRow {
    posters
        .iter()
        .find(|poster| poster.code == code)
        .cloned()
        .expect("no such poster")
}

#[test]
fn a_poster_is_followed_from_its_printing_to_its_replacement() -> Result<()> {
    let (home, app) = group::empty()?;
    take(&app, &official())?;
    let rule = badge(&app.catalogue()?, "un").rule.clone();
    app.save_offer(&id("un"), rule.clone())?;
    let choice = DocumentChoice::Poster {
        badges: vec![Id(id("un"))],
        together: false,
        format: Format::default(),
        beside: None,
    };
    app.document_page(&choice, 1, 300)?;
    assert!(app.posters()?.posters.is_empty(), "a look gives no code");
    let pdf = home.path().join("a.pdf");
    app.save_document(&choice, Some(&pdf))?;
    app.save_document(&choice, Some(&home.path().join("b.pdf")))?;
    let posters = app.posters()?.posters;
    assert_eq!(posters.len(), 1, "saved twice on one day, it is one poster");
    let code = posters[0].code.clone();
    assert!(paper::text(&pdf)?.contains(&code));
    app.set_poster_place(&code, " salle de pause ")?;
    assert_eq!(one(&app.posters()?.posters, &code).state, "hung");
    assert_eq!(app.find_poster(&code)?.place, "salle de pause");

    let mut changed = rule;
    changed.criterion = "Autre critère".into();
    app.save_offer(&id("un"), changed)?;
    let view = app.posters()?;
    assert_eq!(view.outdated, std::slice::from_ref(&code));
    assert_eq!(app.home()?.posters_outdated, 1);

    let again = DocumentChoice::Reprint {
        posters: view.outdated,
    };
    let new = home.path().join("c.pdf");
    app.save_document(&again, Some(&new))?;
    let view = app.posters()?;
    assert!(view.outdated.is_empty());
    assert_eq!(one(&view.posters, &code).state, "to-replace");
    let fresh = view.posters[0].clone();
    assert_eq!(
        (fresh.place.as_str(), fresh.state.as_str()),
        ("salle de pause", "saved")
    );
    let view = app.set_posters_hung(std::slice::from_ref(&fresh.code), true)?;
    assert_eq!(one(&view.posters, &code).state, "withdrawn");
    assert!(one(&view.posters, &code).why.contains(&fresh.code));
    assert!(paper::text(&new)?.contains(&fresh.code));
    // The old one still leads to its badge as long as somebody sees it.
    assert_eq!(app.find_poster(&code)?.badge.unwrap().id.as_str(), "un");
    let withdrawn = app.set_poster_withdrawn(&fresh.code, true)?;
    assert_eq!(one(&withdrawn.posters, &fresh.code).state, "withdrawn");

    let table = home.path().join("posters.csv");
    app.save_table(&TableChoice::Posters, "csv", Some(&table))?;
    let text = std::fs::read_to_string(&table)?;
    assert_eq!(text.lines().count(), 3);
    assert!(
        text.contains(&format!("{code};Un;salle de pause;")),
        "{text}"
    );
    Ok(())
}

#[test]
fn an_older_poster_known_by_its_badge_is_still_found_and_counted_apart() -> Result<()> {
    let (_home, app) = group::empty()?;
    take(&app, &official())?;
    let rule = badge(&app.catalogue()?, "un").rule.clone();
    app.save_offer(&id("un"), rule)?;
    let id = id("un");
    let old = atelier_app::posters::code::short_code(&id);
    let person = app.save_participant(&atelier_app::view::ParticipantForm {
        id: None,
        first_name: "Léa".into(),
        last_name: "Essai".into(),
        email: String::new(),
        phone: String::new(),
        nickname: String::new(),
        language: None,
    })?;
    let request = app.open_poster_request(person.id.0, &old, None)?;
    assert_eq!(request.summary.origin, Origin::Poster);
    let view = app.posters()?;
    assert_eq!((view.requests, view.requests_without_code), (1, 1));
    Ok(())
}
