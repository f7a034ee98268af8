//! What the window says of the sending is true, whatever comes first: through locks and unlocks, linked to a real guichet.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::{Path, PathBuf};
use std::sync::Arc;

use atelier_app::view::SyncKind;
use atelier_app::{App, demo};
use atelier_tests::display::Display;
use atelier_tests::guichet_process::GuichetProcess;
use atelier_tests::window::Window;
use atelier_tests::{group, place, station, wait_at_most, wait_until};
use serde_json::{Value, json};

/// Locks and unlocks of one test.
const ROUNDS: u32 = 200;

/// Takes the keyboard's focus off the window, as when another program is in front.
fn look_elsewhere(display: &Display) {
    let root = display
        .ask("xdotool", &["search", "--maxdepth", "0", ""])
        .unwrap();
    let root = root.lines().next().unwrap().to_owned();
    display.ask("xdotool", &["windowfocus", &root]).unwrap();
}

/// Has the desktop of that home folder show notifications in a file: the bus starts what shows them.
fn desktop(home: &Path) -> PathBuf {
    let file = home.join("notifications");
    let services = home.join(".local/share/dbus-1/services");
    std::fs::create_dir_all(&services).unwrap();
    let program = place::program("notifications").unwrap();
    let service = format!(
        "[D-BUS Service]\nName=org.freedesktop.Notifications\nExec={} {}\n",
        program.display(),
        file.display()
    );
    let name = "org.freedesktop.Notifications.service";
    std::fs::write(services.join(name), service).unwrap();
    file
}

/// The demonstration structure linked to a guichet, with everything that could leave received; locked.
async fn linked(home: &Path, guichet: &GuichetProcess) -> Arc<App> {
    let app = group::demonstration(home).unwrap();
    let courier = tokio::spawn(Arc::clone(&app).run_courier(|_| {}));
    let code = guichet.enrol("Structure d’essai").unwrap();
    app.enrol(&format!("http://{}", guichet.address()), &code, "Essai")
        .await
        .unwrap();
    wait_until("everything to be received", async || {
        Ok((app.queue()?.sync.kind == SyncKind::Idle).then_some(()))
    })
    .await
    .unwrap();
    courier.abort();
    app.lock().unwrap();
    app
}

#[tokio::test(flavor = "multi_thread")]
async fn the_side_bar_says_how_the_sending_stands_through_two_hundred_locks() {
    // Unlocks, goes to the workshops a moment later, and waits until the application itself says that nothing is under way:
    // the side bar must then say so too. The moment differs each time, from none to longer than an exchange takes.
    const PLAY: &str = "
        const [passphrase, rounds] = arguments[0];
        const until = async (what, look) => {
            for (let turn = 0; turn < 3000; turn += 1) {
                const found = await look();
                if (found) return found;
                await new Promise((resolve) => setTimeout(resolve, 10));
            }
            throw new Error(what);
        };
        const said = () => document.querySelector('.sync .text')?.textContent.trim() ?? '';
        window.played = { rounds: 0, lies: [], failed: null };
        (async () => {
            for (let round = 0; round < rounds; round += 1) {
                const box = await until('the passphrase', () => document.querySelector('form input[type=password]'));
                box.value = passphrase;
                box.dispatchEvent(new Event('input', { bubbles: true }));
                box.form.requestSubmit();
                await until('the navigation', () => document.querySelector('nav a[href=\"#/workshops\"]'));
                await new Promise((resolve) => setTimeout(resolve, (round * 37) % 400));
                document.querySelector('nav a[href=\"#/workshops\"]').click();
                await until('the sending to rest', async () => {
                    const queue = await window.__TAURI_INTERNALS__.invoke('queue');
                    return queue.sync.kind === 'idle';
                });
                // What was told before this answer has two turns of the page to be drawn.
                for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setTimeout(resolve, 20));
                const first = said();
                if (first !== 'Tout est envoyé') {
                    await new Promise((resolve) => setTimeout(resolve, 1000));
                    window.played.lies.push(`round ${round}: « ${first} », then « ${said()} »`);
                }
                document.querySelector('button.lock').click();
                window.played.rounds = round + 1;
            }
        })().catch((error) => (window.played.failed = `${error.message} in round ${window.played.rounds}`));
        return true;";
    let home = tempfile::tempdir().unwrap();
    let guichet = GuichetProcess::start(&home.path().join("guichet")).unwrap();
    linked(home.path(), &guichet).await;
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    let session = window.session();
    window.wait_for("Phrase de passe").await.unwrap();
    let arguments = json!([demo::PASSPHRASE, ROUNDS]);
    session.script(PLAY, arguments).await.unwrap();
    let patience = std::time::Duration::from_secs(1_800);
    let played = wait_at_most(patience, "every round", async || {
        let played = session.script("return window.played", Value::Null).await?;
        let ended = played["rounds"] == ROUNDS || !played["failed"].is_null();
        Ok(ended.then_some(played))
    })
    .await
    .unwrap();
    assert_eq!(played["failed"], Value::Null);
    assert_eq!(played["lies"], json!([]), "the side bar lied");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_counted_listed_and_read_by_being_seen_and_a_lock_keeps_the_place() {
    let home = tempfile::tempdir().unwrap();
    let guichet = GuichetProcess::start(&home.path().join("guichet")).unwrap();
    let app = linked(home.path(), &guichet).await;
    app.unlock(demo::PASSPHRASE).unwrap();
    let read = app.answers(100).unwrap().answers;
    let read: Vec<i32> = read.iter().map(|one| one.number).collect();
    app.mark_answers(&read, true).unwrap();
    let delivered = app.queue().unwrap().receipts;
    app.lock().unwrap();
    drop(app);
    let known: Vec<String> = guichet
        .received()
        .await
        .unwrap()
        .iter()
        .map(|one| one["record"]["id"].as_str().unwrap().to_owned())
        .collect();
    let sent: Vec<_> = delivered
        .iter()
        .filter(|receipt| known.contains(&receipt.request_id.to_string()))
        .collect();
    assert!(sent.len() >= 2, "two requests at least reached the guichet");

    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    station::unlock(&window).await.unwrap();
    window.wait_for("Tout est envoyé").await.unwrap();
    window.press("Envois").await.unwrap();
    window.press("Chercher les réponses d’INAÉ").await.unwrap();
    window.wait_for("Aucune nouvelle réponse").await.unwrap();

    guichet
        .answer(
            sent[0].request_id.0,
            "returned",
            Some("Quelle semaine était-ce ?"),
        )
        .unwrap();
    guichet
        .answer(sent[1].request_id.0, "accepted", None)
        .unwrap();
    window.press("Chercher les réponses d’INAÉ").await.unwrap();
    window
        .wait_for("2 nouvelles réponses sont arrivées")
        .await
        .unwrap();
    let count = "return document.querySelector('nav .count')?.textContent.trim() ?? ''";
    let counted = async || {
        let text = window.session().script(count, Value::Null).await?;
        Ok::<_, anyhow::Error>(text.as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(counted().await.unwrap(), "2");

    window.press("2 nouvelles réponses").await.unwrap();
    window.wait_for("Quelle semaine était-ce").await.unwrap();
    window.wait_for(&sent[1].person).await.unwrap();
    // Before the eyes for a moment: nothing is new any more, though what was new stays marked on this screen.
    wait_until("the count to go", async || {
        Ok((counted().await?.is_empty()).then_some(()))
    })
    .await
    .unwrap();
    assert!(window.sees("Nouveau").await.unwrap());

    // Locked, then opened again: one is back on the same screen, which has nothing new any more.
    window.press("Fermer à clé").await.unwrap();
    window.wait_for("Phrase de passe").await.unwrap();
    assert!(!window.sees(&sent[1].person).await.unwrap());
    station::unlock(&window).await.unwrap();
    window.wait_for("Quelle semaine était-ce").await.unwrap();
    assert!(!window.sees("Nouveau").await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_system_tells_once_that_inae_answered_names_nobody_and_can_be_told_not_to() {
    let home = tempfile::tempdir().unwrap();
    let guichet = GuichetProcess::start(&home.path().join("guichet")).unwrap();
    let app = linked(home.path(), &guichet).await;
    drop(app);
    let received = guichet.received().await.unwrap();
    let request = |rank: usize| {
        received[rank]["record"]["id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap()
    };
    let file = desktop(home.path());
    let told = || std::fs::read_to_string(&file).unwrap_or_default();

    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    station::unlock(&window).await.unwrap();
    window.wait_for("Tout est envoyé").await.unwrap();
    look_elsewhere(&display);
    guichet.answer(request(0), "accepted", None).unwrap();
    guichet.answer(request(1), "in-committee", None).unwrap();
    guichet.answer(request(1), "accepted", None).unwrap();
    window.press("Envois").await.unwrap();
    window.press("Chercher les réponses d’INAÉ").await.unwrap();
    window
        .wait_for("2 nouvelles réponses sont arrivées")
        .await
        .unwrap();
    wait_until("the notification", async || {
        Ok((!told().is_empty()).then_some(()))
    })
    .await
    .unwrap();
    assert_eq!(told(), "Atelier Badges | INAÉ a répondu à 2 demandes.\n");

    let settings = "location.hash = '#/settings/link'";
    window
        .session()
        .script(settings, Value::Null)
        .await
        .unwrap();
    let untick = "document.querySelector('.notify input').click(); return true";
    wait_until("the setting", async || {
        Ok(window.session().script(untick, Value::Null).await.ok())
    })
    .await
    .unwrap();
    window
        .wait_for("L’ordinateur ne préviendra plus")
        .await
        .unwrap();
    guichet.answer(request(0), "issued", None).unwrap();
    window.press("Envois").await.unwrap();
    window.press("Chercher les réponses d’INAÉ").await.unwrap();
    window
        .wait_for("1 nouvelle réponse est arrivée")
        .await
        .unwrap();
    assert_eq!(told().lines().count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn left_alone_the_window_warns_then_closes_and_opens_again_where_one_was() {
    let home = tempfile::tempdir().unwrap();
    let app = group::demonstration(home.path()).unwrap();
    let mut habits = app.habits().unwrap();
    habits.lock_minutes = 1;
    app.save_habits(&habits).unwrap();
    let person = app.participants("").unwrap().remove(0);
    let request = &app.queue().unwrap().receipts[0].request_id;
    app.lock().unwrap();
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    station::unlock(&window).await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    let to = format!("location.hash = '#/requests/{request}'");
    window.session().script(&to, Value::Null).await.unwrap();
    window.wait_for("Ce que j’ai fait").await.unwrap();

    let a_minute = std::time::Duration::from_secs(120);
    window
        .wait_longer_for(a_minute, "Vous êtes toujours là")
        .await
        .unwrap();
    window
        .wait_longer_for(a_minute, "Phrase de passe")
        .await
        .unwrap();
    let text = window.text().await.unwrap();
    assert!(!text.contains(&person.last_name) && !text.contains("Ce que j"));

    station::unlock(&window).await.unwrap();
    window.wait_for("Ce que j’ai fait").await.unwrap();
}
