//! What the tests of the window do reaches what they mean, or nothing, on a screen that never stops moving.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says plainly that something cannot be otherwise

use atelier_tests::display::Display;
use atelier_tests::window::{Act, Role, Turn, Window};
use serde_json::{Value, json};

/// One button that says yes and no by turns, another that comes and goes, a box that is drawn anew all the time, two screens
/// that have a button of the same name: all of it every few milliseconds. What was clicked is written down as it is then.
const MOVING: &str = "
    document.body.innerHTML = `<h1>Écran 1</h1><p id=says>Premier</p><button id=turns>Oui</button> <button id=next>Suivant</button>
        <span id=box></span> <label>Texte <input id=text></label>`;
    window.pressed = []; window.moves = 0;
    const by = (id) => document.getElementById(id);
    by('turns').onclick = () => pressed.push(by('turns').textContent);
    by('next').onclick = () => pressed.push(by('says').textContent);
    const seen = new Map();
    setInterval(() => {
        moves += 1;
        by('turns').textContent = moves % 2 ? 'Oui' : 'Non';
        by('turns').disabled = moves % 7 === 0;
        by('says').textContent = moves % 3 ? 'Premier' : 'Second';
        if (moves % 5 === 0) {
            const box = document.createElement('input');
            Object.assign(box, { type: 'checkbox', ariaLabel: 'Je veux', checked: window.wants ?? false });
            box.onchange = () => (window.wants = box.checked);
            by('box').replaceChildren(box);
        }
    }, 20)";
/// How often each is tried.
const TIMES: usize = 25;

async fn pressed(window: &Window) -> Vec<String> {
    const TAKE: &str = "return window.pressed.splice(0)";
    let taken = window.session().script(TAKE, Value::Null).await.unwrap();
    let taken = taken.as_array().unwrap().iter();
    taken.map(|one| one.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_is_pressed_is_what_was_meant_however_the_screen_moves() {
    let home = tempfile::tempdir().unwrap();
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    window.session().script(MOVING, Value::Null).await.unwrap();

    for _ in 0..TIMES {
        window.press("Oui").await.unwrap();
    }
    assert_eq!(pressed(&window).await, vec!["Oui"; TIMES]);

    // A button that two screens have: the one that was meant.
    for _ in 0..TIMES {
        let turns = [Turn::on("Second", Act::Press("Suivant"))];
        window.play_once(&turns).await.unwrap();
    }
    assert_eq!(pressed(&window).await, vec!["Second"; TIMES]);

    // A box that is ticked once stays so.
    window.tick(Role::Checkbox, "Je veux").await.unwrap();
    window.tick(Role::Checkbox, "Je veux").await.unwrap();
    let wants = window.session().script("return window.wants", Value::Null);
    assert_eq!(wants.await.unwrap(), true);

    // What is typed is in the field whole, in the place of what was there.
    for text in ["Bonjour", "d’accord & au revoir"] {
        window.type_in("Texte", text).await.unwrap();
        let value = window.in_page("find('field', given).value", json!("Texte"));
        assert_eq!(value.await.unwrap(), text);
    }

    // A key comes to what it is meant for, or to nothing.
    let focus = "document.getElementById('turns').disabled = false; document.getElementById('turns').focus()";
    let mut done = 0;
    for _ in 0..TIMES * 2 {
        window.session().script(focus, Value::Null).await.unwrap();
        if window.key_on("Non", "\u{E007}").await.unwrap() {
            done += 1;
        }
    }
    assert!(done > 0);
    assert_eq!(pressed(&window).await, vec!["Non"; done]);
}
