//! Every screen of the real window at three sizes: the document is never larger than its window, the navigation stays in it,
//! nothing runs out sideways, and a screen begins at its top. Here on a small screen and at 200 %; `access` looks for the same
//! on a common laptop, on its way through them.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says plainly that something cannot be otherwise

use std::collections::BTreeSet;
use std::fs;

use anyhow::Result;
use atelier_tests::place;
use atelier_tests::screens::{JOURNEYS, Screen, Size, Walk};

use crate::cut::cut_on;

/// Goes to a screen, from the end of the one before; what is wrong with how it fits in its window.
///
/// # Errors
/// When the screen does not come.
pub(crate) async fn wrong_on(walk: &Walk, screen: &Screen) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let size = walk.size();
    walk.scroll_to_end().await?;
    walk.go(screen).await?;
    let name = format!("{}, {}", size.name(), screen.name);
    let extent = walk.extent().await?;
    // At 200 %, and before the store is open, the whole page scrolls.
    if extent.below > 0.5 && extent.inner {
        let by = extent.below;
        wrong.push(format!(
            "{name}: the document is {by} px taller than its window"
        ));
    }
    if extent.beside > 0.5 {
        let by = extent.beside;
        wrong.push(format!(
            "{name}: the document is {by} px wider than its window"
        ));
    }
    // What is pressed was brought into sight.
    let untouched = screen.address.is_some() && screen.then.is_empty();
    if untouched && (extent.top > 0.5 || extent.main > 0.5) {
        let (top, main) = (extent.top, extent.main);
        wrong.push(format!("{name}: begins at {top} px, its content at {main}"));
    }
    if size == Size::Laptop {
        wrong.extend(cut_on(walk, screen).await?);
    }
    let beside = walk.beside().await?.into_iter().take(3);
    wrong.extend(beside.map(|one| format!("{name}: out of the window sideways: {one}")));
    if extent.inner {
        let out = walk.navigation_out().await?.into_iter();
        wrong.extend(out.map(|one| format!("{name}: out of sight: {one}")));
    }
    Ok(wrong)
}

/// What is wrong with the screens at a size.
async fn wrong_at(size: Size) -> Vec<String> {
    let mut wrong = Vec::new();
    for journey in JOURNEYS {
        let walk = Walk::begin(journey, size).await.unwrap();
        for screen in journey.screens {
            match wrong_on(&walk, screen).await {
                Ok(found) => wrong.extend(found),
                Err(problem) => {
                    wrong.push(format!("{}: {problem:#}", size.name()));
                    break;
                }
            }
        }
    }
    wrong
}

#[tokio::test]
async fn no_document_is_larger_than_its_window_on_a_small_screen() {
    let wrong = wrong_at(Size::Small).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn at_200_percent_nothing_runs_out_sideways_and_each_screen_begins_at_its_top() {
    let wrong = wrong_at(Size::Double).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every entry of the navigation and every section of the settings is in the list of the screens.
#[test]
fn every_screen_is_in_the_list() {
    let screens = JOURNEYS.iter().flat_map(|journey| journey.screens);
    let known: BTreeSet<String> = screens.clone().filter_map(|one| one.pattern()).collect();
    let identifiers = |file: &str| {
        let source = fs::read_to_string(place::root().join("ui/src").join(file));
        let source = source.unwrap();
        let parts = source.split("{ id: '").skip(1);
        let all = parts.filter_map(|part| Some(part.split_once('\'')?.0.to_owned()));
        all.collect::<Vec<_>>()
    };
    let features = identifiers("app/registry.ts");
    let sections = identifiers("features/settings/sections.ts");
    assert!(
        features.len() > 6 && sections.len() > 10,
        "{features:?} {sections:?}"
    );
    let wanted = features.iter().filter(|one| *one != "settings");
    let wanted = wanted.map(|one| format!("#/{one}"));
    let wanted = wanted.chain(sections.iter().map(|one| format!("#/settings/{one}")));
    let missing: Vec<String> = wanted.filter(|one| !known.contains(one)).collect();
    assert!(
        missing.is_empty(),
        "add to tests/src/screens/list.rs: {missing:?}"
    );
    let names: BTreeSet<&str> = screens.clone().map(|one| one.name).collect();
    assert_eq!(names.len(), screens.count(), "two screens of one name");
}
