//! Posters as they multiply: each copy its own code, and those that show the whole of an offer which grows.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use atelier_domain::BadgeId;
use std::collections::BTreeSet;

use anyhow::Result;
use atelier_app::App;
use atelier_app::documents::Format;
use atelier_app::view::{BadgeView, DocumentChoice, LookView, PosterRow};
use atelier_tests::group;
use atelier_tests::group::{pathway, together};

#[test]
fn a_printer_that_takes_nothing_leaves_one_of_each_poster_with_the_same_code_at_each_attempt()
-> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badges = pathway(&app)?;
    let of = |format| DocumentChoice::Poster {
        badges: badges.iter().map(|badge| badge.id.clone()).collect(),
        together: false,
        format,
        beside: None,
    };
    let how_to_ask = |format| DocumentChoice::HowToAsk {
        format,
        beside: None,
    };
    let codes = || -> Result<BTreeSet<String>> {
        let posters = app.posters()?.posters.into_iter();
        let badges = posters.flat_map(|one| one.badges);
        Ok(badges.map(|one| one.code).collect())
    };
    let documents = home.path().join("documents");
    let files =
        || Ok::<_, anyhow::Error>(std::fs::read_dir(&documents).into_iter().flatten().count());
    for (choice, made) in [
        (of(Format::A4), badges.len()),
        (of(Format::FlyerTwo), badges.len()),
        (together(&badges, Format::A3), badges.len()),
        (how_to_ask(Format::A4), 1),
        (how_to_ask(Format::FlyerFour), 1),
    ] {
        let (before, kept) = (codes()?, files()?);
        let mut given = BTreeSet::new();
        // No printer of that name: what was to be printed is kept, and tried again with the same codes.
        for attempt in 1..=2 {
            let refused = app.print_document(&choice, Some("Nulle-part"), 3, false);
            assert!(refused.is_err());
            let now: BTreeSet<String> = codes()?.difference(&before).cloned().collect();
            assert_eq!(now.len(), made, "{choice:?}");
            assert!(attempt == 1 || now == given);
            assert_eq!(files()?, kept + 1, "the same file");
            given = now;
        }
    }
    Ok(())
}

#[test]
fn what_shows_the_whole_of_an_offer_is_out_of_date_once_there_is_one_more() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let all = |app: &App| -> Vec<BadgeView> {
        let pathways = app.catalogue().unwrap().pathways.into_iter();
        let badges = pathways.flat_map(|pathway| pathway.badges);
        badges.filter(|badge| badge.offered).collect()
    };
    let (path, offered) = (pathway(&app)?, all(&app));
    assert!(offered.len() > path.len());
    let file = |name: &str| home.path().join(name);
    app.save_document(&together(&offered, Format::A3), Some(&file("a.pdf")))?;
    app.save_document(&together(&path, Format::A4), Some(&file("b.pdf")))?;
    app.save_document(
        &together(&path[..1], Format::A4Landscape),
        Some(&file("c.pdf")),
    )?;
    group::hang_all(&app)?;
    assert!(app.posters()?.outdated.is_empty());
    let more = |pathway: &str| -> Result<()> {
        let mut form = app.badge_form(None)?;
        form.name = format!("Un badge de plus dans {pathway}");
        form.application_url = "https://exemple.org/demande".into();
        form.pathway = pathway.to_owned();
        let saved = app.save_badge(&form)?.catalogue.pathways.into_iter();
        let mut badges = saved.flat_map(|pathway| pathway.badges);
        let badge = badges.find(|badge| badge.name == form.name).unwrap();
        app.save_offer(&badge.id, badge.rule)?;
        Ok(())
    };
    let pathways = app.catalogue()?.pathways;
    let has = |id: &BadgeId, badges: &[BadgeView]| badges.iter().any(|badge| badge.id == *id);
    let mine = pathways
        .iter()
        .find(|one| one.badges.iter().any(|badge| has(&badge.id, &path)));
    let mine = mine.unwrap().id.clone();
    let other = pathways
        .iter()
        .find(|one| one.id != mine && !one.id.is_empty())
        .unwrap();
    more(&other.id)?;
    assert_eq!(app.posters()?.outdated.len(), 1, "that of all");
    more(&mine)?;
    let view = app.posters()?;
    assert_eq!(view.outdated.len(), 2, "that of the pathway too");
    assert!(view.posters.iter().any(|one| one.why.contains("de plus")));
    // Printed again, they show them too.
    let again = DocumentChoice::Reprint {
        posters: view.outdated,
    };
    app.save_document(&again, Some(&file("d.pdf")))?;
    group::hang_all(&app)?;
    let view = app.posters()?;
    assert!(view.outdated.is_empty());
    let up = view.posters.iter().filter(|one| one.state == "hung");
    let mut shown: Vec<usize> = up.map(|one| one.badges.len()).collect();
    shown.sort_unstable();
    assert_eq!(shown, [1, path.len() + 1, offered.len() + 2]);
    // That of the pathway stays its own when no other pathway is offered any more, and once more are again.
    let pathways = app.catalogue()?.pathways.into_iter();
    let others = pathways.filter(|one| one.id != mine);
    let elsewhere: Vec<BadgeView> = others
        .flat_map(|one| one.badges)
        .filter(|badge| badge.offered)
        .collect();
    for badge in &elsewhere {
        app.withdraw_offer(&badge.id)?;
    }
    app.save_look(&LookView {
        contact: "Karim, à l’accueil".into(),
        ..LookView::default()
    })?;
    let reprinted = app.posters()?.outdated;
    let again = DocumentChoice::Reprint { posters: reprinted };
    app.save_document(&again, Some(&file("e.pdf")))?;
    group::hang_all(&app)?;
    for badge in elsewhere {
        app.save_offer(&badge.id, badge.rule)?;
    }
    let view = app.posters()?;
    let outdated = |one: &&PosterRow| view.outdated.contains(&one.code);
    let outdated: Vec<usize> = view
        .posters
        .iter()
        .filter(outdated)
        .map(|one| one.badges.len())
        .collect();
    assert_eq!(outdated, [path.len() + 1], "that of all alone");
    Ok(())
}
