//! Every screen of the real window, as those who see little, or have only a keyboard, find it: axe-core in three palettes, the
//! Tab key through everything that can be acted on. `layout` makes everything twice as large.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test says plainly that something cannot be otherwise

use std::collections::BTreeSet;
use std::fs;

use atelier_tests::screens::{JOURNEYS, Journey, Size, Walk, pattern};
use atelier_tests::window::{Role, Window};
use atelier_tests::{place, wait_until};
use serde_json::Value;

/// The Tab key, for a driver.
const TAB: &str = "\u{E004}";
/// More presses than any screen needs.
const MANY: usize = 260;

async fn script(window: &Window, source: &str) -> Value {
    window.session().script(source, Value::Null).await.unwrap()
}

/// What axe-core finds wrong on the screen, in each palette.
async fn violations(walk: &Walk, screen: &str) -> Vec<String> {
    const RUN: &str = "window.axeSaid = null;
        axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => {
            window.axeSaid = violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 140)))
        }, (thrown) => (window.axeSaid = [String(thrown)]))";
    let mut all = Vec::new();
    for palette in ["light", "dark", "contrast"] {
        walk.paint(palette).await.unwrap();
        script(&walk.window, RUN).await;
        let said = wait_until("axe", async || {
            let said = script(&walk.window, "return window.axeSaid").await;
            Ok(said.as_array().cloned())
        })
        .await
        .unwrap();
        let told = said.iter().map(|one| format!("{screen}, {palette}: {one}"));
        all.extend(told);
    }
    walk.paint("light").await.unwrap();
    all
}

/// Walks through the screen with the Tab key; gives what was not reached, or was reached without being seen to be.
async fn unreached(window: &Window, screen: &str) -> Vec<String> {
    const BEGIN: &str = "window.unseen = []; document.activeElement?.blur();
        for (const e of document.querySelectorAll('[data-reached]')) delete e.dataset.reached;
        const main = document.querySelector('dialog[open]') ?? document.querySelector('main') ?? document.body;
        main.setAttribute('tabindex', '-1'); main.focus()";
    // Marks what has the focus; says whether it was there already.
    const MARK: &str = "const e = document.activeElement;
        if (!e || e === document.body) return 'nowhere';
        const ring = (one) => { const s = getComputedStyle(one);
            return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none' };
        let at = e, seen = false;
        for (let up = 0; at && up < 4 && !seen; up += 1) { seen = ring(at); at = at.parentElement }
        if (!seen && !window.unseen.includes(e)) window.unseen.push(e);
        if (e.dataset.reached) return 'again';
        e.dataset.reached = 'yes';
        return 'new'";
    const LEFT: &str = "const visible = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && e.getClientRects().length > 0;
        // A dialogue that is open is all that there is.
        const main = document.querySelector('dialog[open]') ?? document.querySelector('main') ?? document.body;
        const groups = new Set();
        const left = [...main.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter((e) => {
            if (e.disabled || e.tabIndex < 0 || !visible(e) || e.closest('[inert]')) return false;
            if (e.type === 'radio') { const mine = groups.has(e.name); groups.add(e.name);
                if (mine || main.querySelector('input[data-reached][name=\"' + CSS.escape(e.name) + '\"]')) return false }
            return !e.dataset.reached
        });
        return left.map((e) => 'not reached: ' + e.outerHTML.slice(0, 140))
            .concat(window.unseen.map((e) => 'no visible focus: ' + e.outerHTML.slice(0, 140)))";
    script(window, BEGIN).await;
    let session = window.session();
    let mut again = 0;
    for _ in 0..MANY {
        session.press_key(TAB).await.unwrap();
        match script(window, MARK).await.as_str() {
            Some("again") => again += 1,
            _ => again = 0,
        }
        // Once round.
        if again > 3 {
            break;
        }
    }
    let left = script(window, LEFT).await;
    let left = left.as_array().unwrap().iter();
    left.map(|one| format!("{screen}: {}", one.as_str().unwrap_or_default()))
        .collect()
}

/// Controls whose name is not, in the page, what the engine tells assistive technologies: the tests find by the first. Spaces
/// do not count, nor what a control adds to its own label.
async fn misnamed(window: &Window, screen: &str) -> Vec<String> {
    let words = |name: &str| name.replace(' ', "");
    let mut wrong = Vec::new();
    for role in Role::ALL {
        for (element, name) in window.all(role).await.unwrap() {
            let told = window.session().accessible_name(&element).await.unwrap();
            if name.is_empty() || !words(&told).starts_with(&words(&name)) {
                wrong.push(format!("{screen}: « {name} » is told as « {told} »"));
            }
        }
    }
    wrong
}

/// The links of a screen whose address is not in the list of the screens.
async fn unknown(window: &Window, screen: &str) -> Vec<String> {
    const LINKS: &str = "return [...document.querySelectorAll('a[href^=\"#/\"]')].map((one) => one.getAttribute('href'))";
    let screens = JOURNEYS.iter().flat_map(|journey| journey.screens);
    let known: BTreeSet<String> = screens.filter_map(|one| one.pattern()).collect();
    let links = script(window, LINKS).await;
    let links: BTreeSet<String> = links
        .as_array()
        .unwrap()
        .iter()
        .map(|one| pattern(one.as_str().unwrap()))
        .collect();
    let unknown = links.difference(&known);
    unknown
        .map(|one| format!("{screen}: {one} is not in tests/src/screens/list.rs"))
        .collect()
}

/// What is wrong in the screens of a journey.
async fn wrong_in(journey: &Journey) -> Vec<String> {
    let axe = place::root().join("ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(axe).expect("`cargo xtask test` installs it");
    let axe = format!("{axe}; window.axe = window.axe ?? axe");
    let walk = Walk::begin(journey, Size::Laptop).await.unwrap();
    script(&walk.window, &axe).await;
    let mut wrong = Vec::new();
    for screen in journey.screens {
        if let Err(problem) = walk.go(screen).await {
            wrong.push(format!("{problem:#}"));
            break;
        }
        wrong.extend(violations(&walk, screen.name).await);
        wrong.extend(unreached(&walk.window, screen.name).await);
        wrong.extend(misnamed(&walk.window, screen.name).await);
        wrong.extend(unknown(&walk.window, screen.name).await);
    }
    wrong
}

async fn check(name: &str) {
    let journey = JOURNEYS.iter().find(|one| one.name == name).unwrap();
    let wrong = wrong_in(journey).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_first_launch_can_be_seen_and_used_by_everyone() {
    check("first").await;
}

#[tokio::test]
async fn every_screen_can_be_seen_and_used_by_everyone() {
    check("work").await;
}

#[tokio::test]
async fn the_station_can_be_seen_and_used_by_everyone() {
    check("station").await;
}

#[tokio::test]
async fn every_dialog_can_be_seen_and_used_by_everyone() {
    check("dialogs").await;
}

/// Those above are all that there is.
#[test]
fn every_journey_is_checked() {
    let names: Vec<&str> = JOURNEYS.iter().map(|one| one.name).collect();
    assert_eq!(names, ["first", "work", "station", "dialogs"]);
}
