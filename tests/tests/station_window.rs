//! The participant's station in the real window: what it shows, what it refuses, what it finds again after a crash.

#![cfg(unix)] // the way to the speech engine is a script
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use atelier_tests::display::Display;
use atelier_tests::group;
use atelier_tests::station::{self, PIN};
use atelier_tests::wait_until;
use atelier_tests::window::{Role, Window};
use serde_json::{Value, json};

/// The demonstration structure in the home folder of a user; the busiest workshop, and a first name of someone present.
fn furnish(home: &Path) -> (String, String) {
    let app = group::demonstration(home).unwrap();
    let id = group::busiest(&app).unwrap();
    let workshop = app.workshop(&id).unwrap();
    let mut here = workshop.attendees.iter();
    let here = here.find(|one| one.attendance == "present").unwrap();
    let name = here.participant.first_name.clone();
    app.lock().unwrap();
    (id, name)
}

/// A program of this computer.
fn program(name: &str) -> PathBuf {
    std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .unwrap_or_else(|| panic!("{name} is not installed"))
}

/// The button that reads aloud, in that language.
fn listen_in(code: &str) -> &'static str {
    match code {
        "ar" => "استمع",
        "uk" => "Слухати",
        "en" => "Listen",
        _ => "Écouter",
    }
}

/// The sound that was made, once it is whole: several seconds that are not silence. It is taken away.
async fn voice(engine: &Path) -> Vec<i16> {
    let file = engine.with_extension("wav");
    let bytes = wait_until("the voice", async || Ok(fs::read(&file).ok()))
        .await
        .unwrap();
    fs::remove_file(&file).unwrap();
    assert_eq!(bytes.get(..4), Some(&b"RIFF"[..]));
    let rate = u32::from_le_bytes(bytes[24..28].try_into().unwrap());
    let (samples, _) = bytes[44..].as_chunks::<2>();
    let samples: Vec<i16> = samples.iter().map(|one| i16::from_le_bytes(*one)).collect();
    assert!(samples.len() > 2 * rate as usize, "less than two seconds");
    let loud = samples.iter().filter(|one| one.unsigned_abs() > 1_000);
    assert!(loud.count() > samples.len() / 20, "nothing but silence");
    samples
}

/// The typefaces asked for by the title's letters, among those that the application ships and the window has loaded.
async fn shipped_faces(window: &Window) -> Vec<String> {
    const LOADED: &str = "return (async () => {
        await document.fonts.ready
        const asked = getComputedStyle(document.querySelector('h1')).fontFamily
        return [...document.fonts]
            .filter((face) => face.status === 'loaded')
            .map((face) => face.family.replace(/[\"']/g, ''))
            .filter((family) => asked.includes(family))
    })()";
    let families = window.session().script(LOADED, json!([])).await.unwrap();
    let families = families.as_array().unwrap().iter();
    families
        .map(|one| one.as_str().unwrap().to_owned())
        .collect()
}

/// What a command answers: `ok`, or the code of its refusal.
async fn asked(window: &Window, command: &str, arguments: Value) -> String {
    const ASK: &str = "const [command, given] = arguments[0];
        window.answered = null;
        window.__TAURI_INTERNALS__.invoke(command, given).then(
            () => (window.answered = 'ok'), (refused) => (window.answered = refused.code ?? String(refused)));
        return true;";
    let session = window.session();
    session
        .script(ASK, json!([command, arguments]))
        .await
        .unwrap();
    wait_until("an answer", async || {
        let answered = session
            .script("return window.answered", Value::Null)
            .await?;
        Ok(answered.as_str().map(str::to_owned))
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn the_station_holds_one_person_and_is_found_again_after_a_crash() {
    let home = tempfile::tempdir().unwrap();
    let (workshop, name) = furnish(home.path());
    // The real engine, found where the system looks for programs; its sound goes to a file, for want of a loudspeaker.
    let programs = home.path().join("programs");
    fs::create_dir(&programs).unwrap();
    let engine = programs.join("espeak-ng");
    let real = program("espeak-ng");
    fs::write(
        &engine,
        format!(
            "#!/bin/sh\necho \"$@\" > \"$0.args\"\ntee \"$0.text\" | '{}' \"$@\" --stdout > \"$0.part\" && mv \"$0.part\" \"$0.wav\"\n",
            real.display()
        ),
    )
    .unwrap();
    fs::set_permissions(&engine, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let variables = [("PATH", path.as_str())];

    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &variables)
        .await
        .unwrap();
    station::unlock(&window).await.unwrap();
    station::open(&window, &workshop).await.unwrap();

    // Read aloud by the computer's own engine.
    window.press("Écouter").await.unwrap();
    let text = wait_until("the text to be read", async || {
        let text = fs::read_to_string(engine.with_extension("text"));
        Ok(text.ok().filter(|text| text.contains(&name)))
    })
    .await
    .unwrap();
    assert!(text.contains("Appuyez sur votre prénom."), "{text}");
    let arguments = fs::read_to_string(engine.with_extension("args")).unwrap();
    assert_eq!(arguments.trim(), "-v fr -s 145 --stdin");
    let french = voice(&engine).await;
    // And in the person's own language: another voice, another sound.
    for (language, code, face) in [
        ("العربية", "ar", "Noto Sans Arabic Variable"),
        ("Українська", "uk", "Noto Sans Variable"),
        ("English", "en", "Atkinson Hyperlegible"),
    ] {
        window.press(language).await.unwrap();
        let faces = shipped_faces(&window).await;
        assert!(faces.contains(&face.to_owned()), "{language}: {faces:?}");
        let listen = listen_in(code);
        window.press(listen).await.unwrap();
        assert_ne!(voice(&engine).await, french, "{language}");
        let arguments = fs::read_to_string(engine.with_extension("args")).unwrap();
        assert_eq!(arguments.trim(), format!("-v {code} -s 145 --stdin"));
        window.wait_for(listen).await.unwrap();
    }
    window.press("Français").await.unwrap();

    // Nothing of theirs before they have chosen their picture.
    window.press(&name).await.unwrap();
    window.wait_for("choisissez une image").await.unwrap();
    let ask = json!({"screen": "badges", "request": null, "question": null});
    let refused = asked(&window, "station_go", ask).await;
    assert_eq!(refused, "station-picture-needed");
    window.press("Poisson").await.unwrap();
    window.wait_for("Voici vos étapes").await.unwrap();
    for (command, arguments) in [
        ("participants", json!({"query": ""})),
        ("home", json!({})),
        ("workshop", json!({"id": workshop})),
    ] {
        assert_eq!(asked(&window, command, arguments).await, "station-open");
    }
    assert_eq!(asked(&window, "station", json!({})).await, "ok");
    for on in [false, true] {
        let answer = asked(&window, "full_screen", json!({"on": on})).await;
        assert_eq!(answer, "ok");
    }

    station::ask_for_last_badge(&window).await.unwrap();
    // No camera here: it is said, and a file can be chosen instead.
    window.press("Prendre une photo").await.unwrap();
    window
        .wait_for("La caméra ne marche pas ici")
        .await
        .unwrap();
    assert!(window.sees("Choisir un fichier").await.unwrap());
    window.sigkill().await.unwrap();

    let window = Window::open(&display, home.path(), &variables)
        .await
        .unwrap();
    station::unlock(&window).await.unwrap();
    // The picture is asked for before the draft is shown again.
    window.wait_for("quelle est votre image").await.unwrap();
    assert!(!window.sees("Ateliers").await.unwrap());
    assert!(!window.sees("Avez-vous une preuve").await.unwrap());
    for wrong in ["Soleil", "Lune"] {
        window.press(wrong).await.unwrap();
        window.wait_for("pas votre image").await.unwrap();
    }
    window.press("Tasse").await.unwrap();
    window
        .wait_for("Demandez à votre accompagnateur")
        .await
        .unwrap();
    assert!(!window.has(Role::Action, "Poisson").await.unwrap());
    window.press("Taper le code").await.unwrap();
    window.type_in("Code", PIN).await.unwrap();
    window.press("Ouvrir la place").await.unwrap();
    window.wait_for("choisissez une image").await.unwrap();
    window.press("Cloche").await.unwrap();
    window.wait_for("Avez-vous une preuve").await.unwrap();
    window.press("العربية").await.unwrap();
    window.wait_for("هل لديك دليل").await.unwrap();
    window.press("Français").await.unwrap();
    window.press("Accompagnateur").await.unwrap();
    window.type_in("Code", PIN).await.unwrap();
    window.press("Fermer le poste").await.unwrap();
    window.wait_for("Ateliers").await.unwrap();
    assert_eq!(asked(&window, "home", json!({})).await, "ok");
}

#[tokio::test]
async fn a_computer_that_cannot_read_aloud_says_why() {
    let home = tempfile::tempdir().unwrap();
    let (workshop, _) = furnish(home.path());
    // The programs of the test alone: no speech engine among them.
    let programs = home.path().join("programs");
    fs::create_dir(&programs).unwrap();
    for name in ["dbus-run-session", "dbus-daemon", "WebKitWebDriver"] {
        symlink(program(name), programs.join(name)).unwrap();
    }
    let path = programs.to_str().unwrap().to_owned();
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[("PATH", &path)])
        .await
        .unwrap();
    station::unlock(&window).await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    let ask = json!({"workshop": workshop, "pin": PIN});
    assert_eq!(asked(&window, "open_station", ask).await, "ok");
    let again = "location.reload()";
    window.session().script(again, Value::Null).await.unwrap();
    window.wait_for("Qui êtes-vous").await.unwrap();
    window.press("Écouter").await.unwrap();
    window
        .wait_for("Cet ordinateur n’a pas de voix pour cette langue")
        .await
        .unwrap();

    // An engine that is there, on a computer whose sound does not work.
    let engine = programs.join("espeak-ng");
    fs::write(&engine, "#!/bin/sh\necho 'error: No such file' >&2\n").unwrap();
    fs::set_permissions(&engine, fs::Permissions::from_mode(0o755)).unwrap();
    window.press("Écouter").await.unwrap();
    window
        .wait_for("Cet ordinateur n’arrive pas à lire ce texte")
        .await
        .unwrap();
}
