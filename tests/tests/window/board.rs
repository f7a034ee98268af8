//! The board and the home screen in the real window, in the middle of an afternoon: what one must see at a glance is whole,
//! true and on the screen, at the two sizes of the laptops in the field.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use atelier_app::demo;
use atelier_domain::WorkshopId;
use atelier_tests::display::Display;
use atelier_tests::window::Window;
use atelier_tests::{nine, wait_until};
use serde_json::{Value, json};

const LARGE: (u32, u32) = (1366, 768);
const SMALL: (u32, u32) = (1024, 600);

async fn script(window: &Window, source: &str) -> Value {
    window.session().script(source, Value::Null).await.unwrap()
}

fn texts(found: &Value) -> Vec<String> {
    let found = found.as_array().unwrap().iter();
    found
        .map(|one| one.as_str().unwrap_or_default().to_owned())
        .collect()
}

async fn open(window: &Window, address: &str, (width, height): (u32, u32)) {
    window.session().resize(width, height).await.unwrap();
    let go = "location.hash = arguments[0]";
    window.session().script(go, json!(address)).await.unwrap();
    wait_until("the screen", async || {
        const READY: &str =
            "return innerWidth === WIDTH && document.querySelector('main h2, main tbody') !== null
            && document.querySelector('.skeleton, [aria-busy=true]') === null";
        let ready = READY.replace("WIDTH", &width.to_string());
        Ok((script(window, &ready).await == Value::Bool(true)).then_some(()))
    })
    .await
    .unwrap();
}

/// Texts of the content that do not fit in their box, or that lie on another's.
async fn cut(window: &Window) -> Vec<String> {
    const CUT: &str = "
        const shown = (e) => e.checkVisibility() && !e.closest('.visually-hidden');
        const main = document.querySelector('main');
        const cut = [...main.querySelectorAll('*')].filter((e) =>
            shown(e) && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1
            && getComputedStyle(e).display !== 'inline' && e.textContent.trim() !== '')
            .map((e) => 'cut: ' + e.outerHTML.slice(0, 160));
        // Nothing slides under its neighbour: what is written in a cell stays in it.
        const out = [...main.querySelectorAll('tbody th, tbody td')].flatMap((cell) => {
            const room = cell.getBoundingClientRect();
            const ranges = [...cell.querySelectorAll('*')].filter((e) => shown(e) && e.children.length === 0);
            return ranges.map((e) => [e, e.getBoundingClientRect()])
                .filter(([, box]) => box.width > 1 && (box.right > room.right + 1 || box.left < room.left - 1))
                .map(([e]) => 'out of its cell: ' + e.outerHTML.slice(0, 160));
        });
        return [...cut, ...out]";
    texts(&script(window, CUT).await)
}

/// What is drawn with a tick, by what is said of it.
async fn ticked(window: &Window) -> Vec<String> {
    const TICKED: &str = "return [...document.querySelectorAll('td .cell')]
        .filter((cell) => cell.querySelector('.sign path')?.getAttribute('d') === 'm5 12.5 4.5 4.5L19 7.5')
        .map((cell) => cell.ariaLabel)";
    texts(&script(window, TICKED).await)
}

/// The steps that are shown in full, and those that are folded at the side, by their button.
async fn steps(window: &Window) -> (Vec<String>, Vec<String>) {
    const FULL: &str =
        "return [...document.querySelectorAll('thead .step')].map((e) => e.textContent.trim())";
    const FOLDED: &str =
        "return [...document.querySelectorAll('thead button')].map((e) => e.title)";
    (
        texts(&script(window, FULL).await),
        texts(&script(window, FOLDED).await),
    )
}

async fn the_board_is_whole_and_true(window: &Window, workshop: WorkshopId) {
    open(window, &format!("#/workshops/{workshop}/run"), LARGE).await;
    assert_eq!(cut(window).await, Vec::<String>::new());
    let (full, folded) = steps(window).await;
    assert_eq!((full.len(), folded.len()), (6, 0), "{full:?} {folded:?}");
    // One person has waited longest: the one left behind.
    let longest = "return [...document.querySelectorAll('tbody tr')].filter((row) => row.textContent.includes('attend le plus'))
        .map((row) => row.querySelector('.name').textContent)";
    assert_eq!(texts(&script(window, longest).await), ["Olena Ivanova"]);
    // A tick is for what is done.
    for said in ticked(window).await {
        let done = said.contains("Fait") || said.contains("Déjà fait") || said.contains("Acceptée");
        assert!(done, "a tick before « {said} »");
    }
    let says = async |person: &str, step: &str, state: &str| {
        let name = format!("{person}, {step} : {state}");
        assert!(
            window
                .has(atelier_tests::window::Role::Action, &name)
                .await
                .unwrap(),
            "not « {name} »"
        );
    };
    // What the badge in the passport proves; what was sent back; what waits; what blocks.
    says("Hélène Étienne", "Adresse confirmée", "Déjà fait").await;
    says("Hélène Étienne", "Demande envoyée", "Dans le passeport").await;
    says("Yacine Haddad", "Demande envoyée", "À envoyer").await;
    says("Fatou Koné", "Adresse confirmée", "Bloqué").await;
    let returned = "return [...document.querySelectorAll('td .cell')].filter((cell) => cell.ariaLabel.includes('Kevin Faure'))
        .map((cell) => cell.textContent.trim())";
    let kevin = texts(&script(window, returned).await);
    assert!(kevin[4].starts_with("À compléter"), "{kevin:?}");
}

async fn on_a_small_screen_nothing_is_lost(window: &Window, workshop: WorkshopId) {
    open(window, &format!("#/workshops/{workshop}/run"), SMALL).await;
    wait_until("the folded steps", async || {
        Ok((!steps(window).await.1.is_empty()).then_some(()))
    })
    .await
    .unwrap();
    assert_eq!(cut(window).await, Vec::<String>::new());
    let across = "return document.querySelector('.room').scrollWidth - document.querySelector('.room').clientWidth";
    assert_eq!(script(window, across).await, json!(0), "moved across");
    let (full, folded) = steps(window).await;
    let told: Vec<&String> = folded
        .iter()
        .filter(|one| one.contains("Demande envoyée"))
        .collect();
    assert!(full.len() >= 3 && told.len() == 1, "{full:?} {folded:?}");
    // Where each person is, at the steps that are folded too.
    let signs = "return [...document.querySelectorAll('td.folded .sign')].length";
    let signs = script(window, signs).await.as_u64().unwrap();
    assert_eq!(signs, 10 * (6 - full.len() as u64));
    // They come back by the button, and by the arrows.
    window.press(told[0]).await.unwrap();
    wait_until("the last step", async || {
        let (full, _) = steps(window).await;
        Ok(full.contains(&"Demande envoyée".to_owned()).then_some(()))
    })
    .await
    .unwrap();
    let first = "document.querySelector('[data-place=\"0-7\"] button').focus();
        for (let n = 0; n < 5; n += 1)
            document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }))";
    script(window, first).await;
    wait_until("the first step, with the focus", async || {
        let here = "return document.activeElement?.ariaLabel ?? ''";
        let here = script(window, here).await;
        Ok(here
            .as_str()
            .unwrap()
            .contains("Boîte mail ouverte")
            .then_some(()))
    })
    .await
    .unwrap();
    // « Fermer à clé » is on the screen.
    let lock = "return document.querySelector('.lock').getBoundingClientRect().bottom <= innerHeight
        && document.querySelector('aside').scrollHeight <= document.querySelector('aside').clientHeight";
    assert_eq!(script(window, lock).await, Value::Bool(true));
}

async fn home_begins_with_the_workshop(window: &Window) {
    for size in [LARGE, SMALL] {
        open(window, "#/home", size).await;
        window.wait_for("Aujourd’hui").await.unwrap();
        assert_eq!(cut(window).await, Vec::<String>::new());
        const FIRST: &str = "const first = document.querySelector('main h2');
            const button = document.querySelector('main section .button.primary');
            return [first.textContent.trim(), button.textContent.trim(),
                String(Math.max(first.getBoundingClientRect().bottom, button.getBoundingClientRect().bottom) <= innerHeight)]";
        assert_eq!(
            texts(&script(window, FIRST).await),
            ["Salle polyvalente", "Animer", "true"]
        );
        // Each person once.
        const PEOPLE: &str =
            "return [...document.querySelectorAll('.person .who a')].map((e) => e.textContent)";
        let people = texts(&script(window, PEOPLE).await);
        let mut once = people.clone();
        once.sort();
        once.dedup();
        assert_eq!(
            (once.len(), people.is_empty()),
            (people.len(), false),
            "{people:?}"
        );
        const NARROW: &str = "return Math.min(...[...document.querySelectorAll('.item .words')].map((e) => e.clientWidth))";
        let narrow = script(window, NARROW).await.as_f64().unwrap();
        assert!(narrow > 250.0, "what is left to do is {narrow} px wide");
    }
}

#[tokio::test]
async fn an_afternoon_is_seen_at_a_glance() {
    let home = tempfile::tempdir().unwrap();
    let workshop = nine::furnish(home.path()).unwrap();
    let display = Display::open(LARGE.0, LARGE.1).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    window
        .type_in("Phrase de passe", demo::PASSPHRASE)
        .await
        .unwrap();
    window.press("Ouvrir").await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    home_begins_with_the_workshop(&window).await;
    the_board_is_whole_and_true(&window, workshop).await;
    on_a_small_screen_nothing_is_lost(&window, workshop).await;
}
