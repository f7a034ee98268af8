//! Posters as they multiply: each copy its own code, and those that show the whole of an offer which grows.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use anyhow::Result;
use atelier_app::App;
use atelier_app::documents::Format;
use atelier_app::view::{BadgeView, DocumentChoice};
use atelier_tests::group::{pathway, together};
use atelier_tests::{group, paper};

#[test]
fn each_copy_to_be_hung_has_its_own_code_and_a_stack_of_flyers_has_one() -> Result<()> {
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
    let n = badges.len();
    for (choice, made) in [
        (of(Format::A4), 3 * n),
        (of(Format::FlyerTwo), n),
        (together(&badges, Format::A3), 3),
        (how_to_ask(Format::A4), 3),
        (how_to_ask(Format::FlyerFour), 1),
    ] {
        let before = app.posters()?.posters.len();
        // No printer of that name: what was to be printed is kept, and tried again with the same codes.
        for _ in 0..2 {
            let refused = app.print_document(&choice, Some("Nulle-part"), 3, false);
            assert!(refused.is_err());
            assert_eq!(app.posters()?.posters.len(), before + made, "{choice:?}");
        }
        let codes: std::collections::BTreeSet<String> = app
            .posters()?
            .posters
            .into_iter()
            .map(|one| one.code)
            .collect();
        assert_eq!(codes.len(), before + made);
    }
    // Each of them is a page of what is kept.
    let kept = home.path().join("documents");
    let name = format!("Affiches ({n} badges).pdf");
    let pages = paper::pages(&kept.join(name), &home.path().join("page"), 50)?;
    assert_eq!(pages.len(), 3 * n);
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
    let has = |id: &str, badges: &[BadgeView]| badges.iter().any(|badge| badge.id == id);
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
    let view = app.posters()?;
    assert!(view.outdated.is_empty());
    let up = view.posters.iter().filter(|one| one.state == "current");
    let mut shown: Vec<usize> = up.map(|one| one.badges.len()).collect();
    shown.sort_unstable();
    assert_eq!(shown, [1, path.len() + 1, offered.len() + 2]);
    Ok(())
}
