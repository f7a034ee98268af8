//! Every screen of the real window, as those who see little, or have only a keyboard, find it: axe-core in three palettes, the
//! Tab key through everything that can be acted on. On the same way, at the size of a common laptop, what `layout` and `cut`
//! look for: that takes a walk less.

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

use crate::layout;

/// The Tab key, for a driver.
const TAB: &str = "\u{E004}";
/// Presses asked for at once, and how many times they are at most: more than any screen needs.
const PRESSES: usize = 13;
const TURNS: usize = 20;

async fn script(window: &Window, source: &str) -> Value {
    window.session().script(source, Value::Null).await.unwrap()
}

/// What axe-core finds wrong on the screen: everything in the light palette, and in the others what colours decide.
async fn violations(window: &Window, screen: &str) -> Vec<String> {
    // Colours do not change little by little meanwhile.
    const RUN: &str = "window.axeSaid = null;
        const still = new CSSStyleSheet();
        still.replaceSync('*, ::before, ::after { transition: none !important }');
        document.adoptedStyleSheets.push(still);
        const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
        const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
        const run = async () => {
            const said = [];
            for (const palette of ['dark', 'contrast', 'light']) {
                document.documentElement.dataset.theme = palette;
                const runOnly = palette === 'light' ? everything : colours;
                const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
                for (const { id, nodes } of violations)
                    for (const { html } of nodes) said.push(palette + ': ' + id + ': ' + html.slice(0, 140));
            }
            document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== still);
            return said
        };
        run().then((said) => (window.axeSaid = said), (thrown) => (window.axeSaid = [String(thrown)]))";
    script(window, RUN).await;
    let said = wait_until("axe", async || {
        let said = script(window, "return window.axeSaid").await;
        Ok(said.as_array().cloned())
    })
    .await
    .unwrap();
    let said = said.iter().filter_map(Value::as_str);
    said.map(|one| format!("{screen}, {one}")).collect()
}

/// Walks through the screen with the Tab key; gives what was not reached, or was reached without being seen to be.
async fn unreached(window: &Window, screen: &str) -> Vec<String> {
    // Marks what gets the focus, as it does, and counts what had it already.
    const BEGIN: &str = "document.activeElement?.blur();
        const main = document.querySelector('dialog[open]') ?? document.querySelector('main') ?? document.body;
        main.setAttribute('tabindex', '-1'); main.focus();
        window.unseen = []; window.again = 0;
        for (const e of document.querySelectorAll('[data-reached]')) delete e.dataset.reached;
        if (window.reaching) return;
        const ring = (one) => { const s = getComputedStyle(one);
            return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none' };
        window.reaching = true;
        addEventListener('keyup', () => {
            const e = document.activeElement;
            if (!e || e === document.body) return void (window.again = 0);
            let at = e, seen = false;
            for (let up = 0; at && up < 4 && !seen; up += 1) { seen = ring(at); at = at.parentElement }
            if (!seen && !window.unseen.includes(e)) window.unseen.push(e);
            window.again = e.dataset.reached ? window.again + 1 : 0;
            e.dataset.reached = 'yes'
        })";
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
    for _ in 0..TURNS {
        window.session().press_often(TAB, PRESSES).await.unwrap();
        // Once round.
        if script(window, "return window.again > 3").await == Value::Bool(true) {
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
        match layout::wrong_on(&walk, screen).await {
            Ok(found) => wrong.extend(found),
            Err(problem) => {
                wrong.push(format!("{problem:#}"));
                break;
            }
        }
        wrong.extend(violations(&walk.window, screen.name).await);
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
