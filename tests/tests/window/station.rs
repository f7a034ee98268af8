//! The participant's station in the real window: what it shows, what it refuses, what it finds again after a crash.

#![cfg(unix)] // the way to the speech engine is a script
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use atelier_domain::{Attendance, WorkshopId};
use atelier_tests::display::Display;
use atelier_tests::group;
use atelier_tests::sound::Loudspeaker;
use atelier_tests::station::{self, PIN};
use atelier_tests::window::{Role, Window};
use atelier_tests::{place, wait_until};
use serde_json::{Value, json};

/// The demonstration structure in the home folder of a user; the busiest workshop, and a first name of someone present.
fn furnish(home: &Path) -> (WorkshopId, String) {
    let app = group::demonstration(home).unwrap();
    let id = group::busiest(&app).unwrap();
    let workshop = app.workshop(id).unwrap();
    let mut here = workshop.attendees.iter();
    let here = here
        .find(|one| one.attendance == Attendance::Present)
        .unwrap();
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

/// The sound that the engine made, once it is whole: it is not silence. It is taken away.
async fn voice(engine: &Path) -> Vec<i16> {
    let file = engine.with_extension("wav");
    let bytes = wait_until("the voice", async || Ok(fs::read(&file).ok()))
        .await
        .unwrap();
    fs::remove_file(&file).unwrap();
    assert_eq!(bytes.get(..4), Some(&b"RIFF"[..]));
    let (samples, _) = bytes[44..].as_chunks::<2>();
    let samples: Vec<i16> = samples.iter().map(|one| i16::from_le_bytes(*one)).collect();
    let loud = samples.iter().filter(|one| one.unsigned_abs() > 1_000);
    assert!(loud.count() > samples.len() / 20, "nothing but silence");
    samples
}

/// The programs of the test alone, in a folder that can be the whole PATH: no speech engine among them.
fn programs(home: &Path) -> PathBuf {
    let programs = home.join("programs");
    fs::create_dir(&programs).unwrap();
    for name in ["dbus-run-session", "dbus-daemon", "WebKitWebDriver"] {
        symlink(program(name), programs.join(name)).unwrap();
    }
    programs
}

/// A window at « Qui êtes-vous » whose computer has these programs and no other.
async fn at_the_welcome(
    display: &Display,
    home: &Path,
    programs: &Path,
    variable: (&str, &str),
) -> Window {
    let (workshop, _) = furnish(home);
    let path = programs.to_str().unwrap();
    let variables = [("PATH", path), variable];
    let window = Window::open(display, home, &variables).await.unwrap();
    station::unlock(&window).await.unwrap();
    window.wait_for("Accueil").await.unwrap();
    let ask = json!({"workshop": workshop.to_string(), "pin": PIN});
    assert_eq!(asked(&window, "open_station", ask).await, "ok");
    let again = "location.reload()";
    window.session().script(again, Value::Null).await.unwrap();
    window.wait_for("Qui êtes-vous").await.unwrap();
    window
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
    station::open(&window, workshop).await.unwrap();

    // What is recorded needs no engine; people's names are read by the computer's own, in the person's language.
    let mut sounds = Vec::new();
    for (language, code, face) in [
        ("Français", "fr", "Atkinson Hyperlegible"),
        ("العربية", "ar", "Noto Sans Arabic Variable"),
        ("Українська", "uk", "Noto Sans Variable"),
        ("English", "en", "Atkinson Hyperlegible"),
    ] {
        window.press(language).await.unwrap();
        let faces = shipped_faces(&window).await;
        assert!(faces.contains(&face.to_owned()), "{language}: {faces:?}");
        window.press(listen_in(code)).await.unwrap();
        wait_until("the name to be read", async || {
            let text = fs::read_to_string(engine.with_extension("text"));
            Ok(text.ok().filter(|text| *text == format!("{name}.")))
        })
        .await
        .unwrap();
        sounds.push(voice(&engine).await);
        let arguments = fs::read_to_string(engine.with_extension("args")).unwrap();
        assert_eq!(arguments.trim(), format!("-v {code} -s 145 --stdin"));
    }
    for (at, sound) in sounds.iter().enumerate() {
        assert!(!sounds[..at].contains(sound), "two languages, one voice");
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
        ("workshop", json!({"id": workshop.to_string()})),
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
async fn a_computer_without_any_voice_reads_aloud_what_is_recorded_and_says_what_it_cannot_read() {
    let home = tempfile::tempdir().unwrap();
    let speaker = Loudspeaker::plug_in(home.path()).await.unwrap();
    let (variable, value) = speaker.variable();
    let display = Display::open(1366, 768).unwrap();
    let programs = programs(home.path());
    let window = at_the_welcome(&display, home.path(), &programs, (variable, &value)).await;
    let reading = async || {
        let marked = "return document.querySelector('[data-reading]')?.textContent ?? ''";
        let marked = window.session().script(marked, Value::Null).await.unwrap();
        marked.as_str().unwrap().to_owned()
    };

    // In each language: the sound is heard, and what is read is marked while it is.
    assert_eq!(speaker.loud(), 0);
    for (language, code) in [("العربية", "ar"), ("Українська", "uk"), ("Français", "fr")]
    {
        window.press(language).await.unwrap();
        let before = speaker.loud();
        window.press(listen_in(code)).await.unwrap();
        wait_until("a line that is marked", async || {
            Ok((!reading().await.is_empty()).then_some(()))
        })
        .await
        .unwrap();
        // Half a second of sound at the least, the silence between words aside.
        wait_until("the voice", async || {
            Ok((speaker.loud() > before + 24_000).then_some(()))
        })
        .await
        .unwrap();
        // It ends by itself; names alone were left out, and nobody needs to be told.
        window.wait_for(listen_in(code)).await.unwrap();
        assert_eq!(reading().await, "");
    }
    assert!(!window.sees("Une partie n’est pas lue").await.unwrap());

    // It stops when it is asked to.
    window.press("Écouter").await.unwrap();
    window.press("Arrêter").await.unwrap();
    window.wait_for("Écouter").await.unwrap();
    assert_eq!(reading().await, "");

    // What INAÉ or the structure wrote has no recording: it is said, aloud too, once the rest is read.
    let tile = "document.querySelector('main li button').click()";
    window.session().script(tile, Value::Null).await.unwrap();
    window.press("Poisson").await.unwrap();
    window.press("Demander un badge").await.unwrap();
    window.wait_for("Quel badge voulez-vous").await.unwrap();
    let before = speaker.loud();
    window.press("Écouter").await.unwrap();
    window
        .wait_for("Une partie n’est pas lue ici")
        .await
        .unwrap();
    assert!(speaker.loud() > before + 24_000);
    window.press("Retour").await.unwrap();
    window.wait_for("Voici vos étapes").await.unwrap();
    assert!(!window.sees("Une partie n’est pas lue").await.unwrap());

    // An engine that is there, on a computer that it cannot make speak: the same.
    let engine = programs.join("espeak-ng");
    fs::write(&engine, "#!/bin/sh\necho 'error: No such file' >&2\n").unwrap();
    fs::set_permissions(&engine, fs::Permissions::from_mode(0o755)).unwrap();
    window.press("Demander un badge").await.unwrap();
    window.wait_for("Quel badge voulez-vous").await.unwrap();
    window.press("Écouter").await.unwrap();
    window
        .wait_for("Une partie n’est pas lue ici")
        .await
        .unwrap();
}

#[tokio::test]
async fn every_sentence_of_the_station_comes_with_the_application() {
    const ASK: &str = "return (async () => {
        const [lists] = arguments
        const missing = []
        for (const [language, names] of Object.entries(lists)) for (const name of names) {
            const answer = await fetch(`/voice/${language}/${name}`)
            const bytes = new Uint8Array(await answer.arrayBuffer())
            if (!answer.ok || new TextDecoder().decode(bytes.subarray(0, 4)) !== 'OggS') missing.push(`${language} ${name}`)
        }
        return missing
    })()";
    let built = place::root().join("ui/dist/voice");
    let mut lists = serde_json::Map::new();
    for language in ["fr", "en", "ar", "uk"] {
        let files = fs::read_dir(built.join(language)).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let names: Vec<String> = names.collect();
        assert!(names.len() > 200, "{language}: {} recordings", names.len());
        lists.insert(language.to_owned(), json!(names));
    }
    let home = tempfile::tempdir().unwrap();
    let display = Display::open(1366, 768).unwrap();
    let window = Window::open(&display, home.path(), &[]).await.unwrap();
    let missing = window.session().script(ASK, json!(lists)).await.unwrap();
    assert_eq!(missing, json!([]));
}
