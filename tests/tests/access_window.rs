//! Every screen of the real window, as those who see little, or have only a keyboard, find it: axe-core in three
//! palettes, the Tab key through everything that can be acted on, then everything twice as large.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use atelier_app::demo;
use atelier_tests::display::Display;
use atelier_tests::window::Window;
use atelier_tests::{group, place, station, wait_until};
use serde_json::{Value, json};

/// Screens reached by no link that begins with `#/`.
const BESIDE: [&str; 3] = ["#/workshops/new", "#/people/import", "#/settings/passport"];
/// The Tab key, for a driver.
const TAB: &str = "\u{E004}";
/// More presses than any screen needs.
const MANY: usize = 260;

/// The demonstration structure, with posters that hang; its busiest workshop, and the first name of someone there.
fn furnish(home: &Path) -> (String, String) {
    let app = group::demonstration(home).unwrap();
    group::hang_posters(&app).unwrap();
    let id = group::busiest(&app).unwrap();
    let here = app.workshop(&id).unwrap().attendees.into_iter();
    let mut here = here.filter(|one| one.attendance == "present");
    let name = here.next().unwrap().participant.first_name;
    app.lock().unwrap();
    (id, name)
}

/// The participant's station, screen by screen, the last one from right to left; what is wrong there.
async fn at_the_station(window: &Window, workshop: &str, name: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut look = async |screen: &str| {
        settled(window).await;
        wrong.extend(violations(window, screen).await);
        wrong.extend(unreached(window, screen).await);
        wrong.extend(too_wide(window, screen).await);
    };
    station::open(window, workshop).await.unwrap();
    look("station, who").await;
    window.press(name).await.unwrap();
    window.wait_for("choisissez une image").await.unwrap();
    look("station, picture").await;
    window.press("Poisson").await.unwrap();
    window.wait_for("Voici vos étapes").await.unwrap();
    look("station, steps").await;
    window.press("Demander un badge").await.unwrap();
    window.wait_for("Quel badge voulez-vous").await.unwrap();
    look("station, badges").await;
    let free = "[...document.querySelectorAll('main li button')].at(-1).click()";
    script(window, free).await;
    window.wait_for("Étape 1 sur").await.unwrap();
    look("station, question").await;
    station::up_to_evidence(window).await.unwrap();
    look("station, evidence").await;
    window.press("العربية").await.unwrap();
    window.wait_for("هل لديك دليل").await.unwrap();
    look("station, evidence in Arabic").await;
    wrong
}

async fn script(window: &Window, source: &str) -> Value {
    window.session().script(source, Value::Null).await.unwrap()
}

async fn settled(window: &Window) {
    const SETTLED: &str = "return document.querySelector('h1') !== null
        && document.querySelector('.skeleton, [aria-busy=true]') === null && document.getAnimations().every(({ effect }) => !effect.target.checkVisibility())";
    wait_until("the screen", async || {
        Ok((script(window, SETTLED).await == Value::Bool(true)).then_some(()))
    })
    .await
    .unwrap();
}

/// What axe-core finds wrong on the screen, in each palette.
async fn violations(window: &Window, address: &str) -> Vec<String> {
    const RUN: &str = "window.axeSaid = null;
        axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => {
            window.axeSaid = violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 140)))
        }, (thrown) => (window.axeSaid = [String(thrown)]))";
    let mut all = Vec::new();
    for palette in ["light", "dark", "contrast"] {
        let paint = format!("document.documentElement.dataset.theme = '{palette}'");
        script(window, &paint).await;
        settled(window).await;
        script(window, RUN).await;
        let said = wait_until("axe", async || {
            let said = script(window, "return window.axeSaid").await;
            Ok(said.as_array().cloned())
        })
        .await
        .unwrap();
        all.extend(
            said.iter()
                .map(|one| format!("{address}, {palette}: {one}")),
        );
    }
    script(window, "document.documentElement.dataset.theme = 'light'").await;
    all
}

/// Walks through the screen with the Tab key; gives what was not reached, or was reached without being seen to be.
async fn unreached(window: &Window, address: &str) -> Vec<String> {
    const BEGIN: &str = "window.unseen = []; document.activeElement?.blur();
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
    left.map(|one| format!("{address}: {}", one.as_str().unwrap_or_default()))
        .collect()
}

/// What runs out of the screen at 200 %: a window of 1366 points then shows 683 of them.
async fn too_wide(window: &Window, address: &str) -> Vec<String> {
    // What scrolls by itself, such as a table, may be wider.
    const OUT: &str = "const edge = document.documentElement.clientWidth + 1;
        const scrolls = (e) => e !== null && e !== document.documentElement &&
            (e.scrollWidth > e.clientWidth && /auto|scroll/.test(getComputedStyle(e).overflowX) && e.tagName !== 'MAIN' || scrolls(e.parentElement));
        const seen = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && !e.closest('[aria-hidden=true], .visually-hidden, .skip');
        return innerWidth > 700 ? ['the window is ' + innerWidth + ' points wide'] :
            [...document.body.querySelectorAll('*')].filter((e) => {
                const { left, right, width } = e.getBoundingClientRect();
                return width > 1 && (right > edge || left < -1) && seen(e) && !scrolls(e.parentElement)
            }).map((e) => e.outerHTML.slice(0, 140))";
    window.session().resize(683, 480).await.unwrap();
    settled(window).await;
    window.session().painted().await.unwrap();
    let out = script(window, OUT).await;
    window.session().resize(1366, 768).await.unwrap();
    settled(window).await;
    let out = out.as_array().unwrap().iter().take(3);
    out.map(|one| format!("{address}, 200 %: {}", one.as_str().unwrap_or_default()))
        .collect()
}

/// One address stands for all those that differ by an identifier.
fn pattern(address: &str) -> String {
    let parts = address.split('/').map(|part| {
        let identifier = part.len() > 12 && part.contains('-');
        if identifier || part.parse::<u32>().is_ok() {
            "*"
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_screen_can_be_seen_and_used_by_everyone() {
    let axe = place::root().join("ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(axe).expect("`cargo xtask test` installs it");
    let home = tempfile::tempdir().unwrap();
    let (workshop, name) = furnish(home.path());
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    script(&window, &format!("{axe}; window.axe = window.axe ?? axe")).await;
    let mut wrong = violations(&window, "locked").await;
    wrong.extend(unreached(&window, "locked").await);
    wrong.extend(too_wide(&window, "locked").await);
    window
        .type_in("Phrase de passe", demo::PASSPHRASE)
        .await
        .unwrap();
    window.press("Ouvrir").await.unwrap();
    window.wait_for("Accueil").await.unwrap();

    let mut waiting: VecDeque<String> = BESIDE.iter().map(|one| (*one).to_owned()).collect();
    waiting.push_front("#/home".to_owned());
    let mut known = BTreeSet::new();
    while let Some(address) = waiting.pop_front() {
        if !known.insert(pattern(&address)) {
            continue;
        }
        window
            .session()
            .script("location.hash = arguments[0]", json!(address))
            .await
            .unwrap();
        settled(&window).await;
        wrong.extend(violations(&window, &address).await);
        wrong.extend(unreached(&window, &address).await);
        wrong.extend(too_wide(&window, &address).await);
        const LINKS: &str = "return [...document.querySelectorAll('a[href^=\"#/\"]')].map((one) => one.getAttribute('href'))";
        let links = script(&window, LINKS).await;
        let links = links.as_array().unwrap().iter();
        waiting.extend(links.filter_map(|one| one.as_str().map(str::to_owned)));
    }
    for screen in [
        "#/people",
        "#/workshops/*/run",
        "#/workshops/*/prepare",
        "#/workshops/*/summary",
        "#/guide",
        "#/queue",
    ] {
        assert!(
            known.contains(screen),
            "{screen} was not visited: {known:?}"
        );
    }
    wrong.extend(at_the_station(&window, &workshop, &name).await);
    assert!(
        wrong.is_empty(),
        "{} screens; wrong:\n{}",
        known.len(),
        wrong.join("\n")
    );
}
