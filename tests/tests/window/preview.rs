//! What is printed, as it is looked at before, in the real window: the whole sheet is in sight, its foot and its code
//! included; the code is looked at closely with the keyboard; and what was saved can be opened.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use atelier_tests::screens::{OPENED, Size, Walk};
use atelier_tests::wait_until;
use atelier_tests::window::Role;
use serde_json::Value;

/// The right arrow, for a driver.
const RIGHT: &str = "\u{E014}";

/// How far the sheet is out of sight, in pixels, whatever it is cut by; null as long as there is none.
const OUT: &str = "(() => {
    const sheet = document.querySelector('.sheet:has(img)')
    if (!sheet) return null
    const here = sheet.getBoundingClientRect()
    let out = Math.max(0, here.bottom - innerHeight, -here.top, here.right - innerWidth, -here.left)
    for (let up = sheet.parentElement; up; up = up.parentElement) {
        if (!/auto|scroll|hidden/.test(getComputedStyle(up).overflowY)) continue
        const room = up.getBoundingClientRect()
        out = Math.max(out, here.bottom - room.bottom, room.top - here.top)
    }
    return [out, here.height]
})()";

/// Whether all of the sheet is in sight, and how high it is at least.
async fn sheet_is_whole(walk: &Walk, place: &str, least: f64) {
    let seen = wait_until("the sheet", async || {
        let seen = walk.window.in_page(OUT, Value::Null).await?;
        Ok(seen.as_array().cloned())
    })
    .await
    .unwrap();
    let [out, height] = [0, 1].map(|at: usize| seen[at].as_f64().unwrap());
    assert!(
        out <= 1.0,
        "{place}: {out} px of the sheet are out of sight"
    );
    assert!(height > least, "{place}: the sheet is {height} px high");
}

/// The codes are shown with the arrows alone, as large as they need to be.
async fn the_code_is_looked_at(walk: &Walk, place: &str) {
    let whole = "document.querySelector('.zoom input').focus()";
    walk.window.in_page(whole, Value::Null).await.unwrap();
    for _ in 0..3 {
        walk.window.session().press_key(RIGHT).await.unwrap();
    }
    let code = "(() => { const code = document.querySelector('img.code'), told = document.querySelector('.says .address');
        if (!code || !told) return null;
        const { width, top, bottom } = code.getBoundingClientRect();
        return [width, top >= 0 && bottom <= innerHeight, told.textContent.startsWith('https://')] })()";
    let seen = wait_until("the code", async || {
        let seen = walk.window.in_page(code, Value::Null).await?;
        Ok(seen.as_array().cloned())
    })
    .await
    .unwrap();
    assert!(seen[0].as_f64().unwrap() > 200.0, "{place}: {seen:?}");
    assert_eq!(
        seen[1..],
        [Value::Bool(true), Value::Bool(true)],
        "{place}: in sight, with what it says"
    );
    walk.window.tick(Role::Radio, "Page entière").await.unwrap();
}

async fn looked_at(size: Size) {
    let walk = Walk::begin(&OPENED, size).await.unwrap();
    let name = size.name();
    walk.unlock().await.unwrap();
    walk.show("#/posters").await.unwrap();
    sheet_is_whole(&walk, name, 280.0).await;
    the_code_is_looked_at(&walk, name).await;
    // Once it is saved, it is said where, and it can be opened; the sheet is still there.
    walk.window.press("Enregistrer en PDF").await.unwrap();
    walk.window
        .find(Role::Action, "Ouvrir le dossier")
        .await
        .unwrap();
    walk.window.find(Role::Action, "Ouvrir «").await.unwrap();
    walk.settled().await.unwrap();
    sheet_is_whole(&walk, &format!("{name}, once saved"), 170.0).await;
    walk.show("#/queue").await.unwrap();
    walk.window.press("Imprimer ou enregistrer").await.unwrap();
    walk.settled().await.unwrap();
    sheet_is_whole(&walk, &format!("{name}, in a dialog"), 250.0).await;
}

#[tokio::test]
async fn a_poster_is_seen_whole_before_it_is_printed() {
    for size in [Size::Laptop, Size::Small] {
        looked_at(size).await;
    }
}
