//! Trying with invented people: from its beginning to its end, and what may come between.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context as _, Result};
use atelier_app::documents::Format;
use atelier_app::view::{DocumentChoice, Id, PracticeState, Stage, SyncKind, TableChoice};
use atelier_app::{App, Places, demo};
use atelier_domain::{BadgeId, ParticipantId, ValidationMode};
use atelier_store::Store;
use atelier_tests::small_disk::SmallDisk;
use atelier_tests::{paper, wait_until, when};

const PASS: &str = "cheval orange table lundi pomme velo sept";
const MARK: &str = "Essai — personnes inventées";

fn application(home: &Path) -> Arc<App> {
    let places = Places {
        data: home.join("donnees"),
        documents: home.join("documents"),
    };
    App::new(places, when::morning())
}

fn folder(home: &Path) -> PathBuf {
    home.join("donnees").join("essai-personnes-inventees")
}

/// Every file below a folder, with what is in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                found.insert(path, bytes);
            }
        }
    }
    found
}

fn start(app: &Arc<App>) -> Result<()> {
    let view = app.start_practice(|_| {})?;
    assert_eq!(
        (view.stage, view.practice),
        (Stage::Open, PracticeState::On)
    );
    Ok(())
}

#[test]
fn it_goes_from_nothing_to_nothing_and_never_asks_for_a_passphrase() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    let told = Mutex::new(Vec::new());
    let view = app.start_practice(|progress| {
        // Not shown before it is whole.
        let stage = app.session().unwrap();
        assert_eq!(
            (stage.stage, stage.practice),
            (Stage::New, PracticeState::Off)
        );
        told.lock().unwrap().push((progress.done, progress.total));
    })?;
    assert_eq!(
        (view.stage, view.practice),
        (Stage::Open, PracticeState::On)
    );
    let told = told.into_inner()?;
    assert!(told.is_sorted() && told.len() > 5, "{told:?}");
    assert_eq!(told.last().map(|(done, total)| done == total), Some(true));
    assert_eq!(app.participants("")?.len(), 12);
    // There is a workshop to run at once, with people who are expected.
    let first = app.home()?.next.context("a workshop")?;
    assert_eq!(first.turn, "run");
    assert_eq!(first.workshop.date, view.today);
    assert!(first.workshop.invited > 5 && first.workshop.present == 0);
    assert!(
        !Store::exists(&home.path().join("donnees")),
        "beside, not in place"
    );
    assert_eq!(app.home()?.recovery, None, "no sheet is asked for");

    // What is written in it is there after locking, without a passphrase.
    let people = app.participants("")?;
    app.remove_participant(people.last().context("twelve")?.id.0)
        .ok();
    let left = app.participants("")?.len();
    let locked = app.lock()?;
    assert_eq!(
        (locked.stage, locked.practice),
        (Stage::Locked, PracticeState::On)
    );
    assert_eq!(app.participants("").unwrap_err().code(), "locked");
    let resumed = app.resume_practice()?;
    assert_eq!(resumed.stage, Stage::Open);
    assert_eq!(app.participants("")?.len(), left);

    let ended = app.end_practice()?;
    assert_eq!(
        (ended.stage, ended.practice),
        (Stage::New, PracticeState::Off)
    );
    assert!(!folder(home.path()).exists());
    assert!(
        files(home.path()).is_empty(),
        "{:?}",
        files(home.path()).keys()
    );
    assert_eq!(app.end_practice().unwrap_err().code(), "practice-none");
    assert_eq!(app.resume_practice().unwrap_err().code(), "practice-none");
    // And the real thing begins as on a new computer.
    app.create_store(PASS)?;
    assert!(app.participants("")?.is_empty());
    Ok(())
}

#[test]
fn the_real_data_are_closed_meanwhile_and_stay_byte_for_byte() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    demo::fill(&app)?;
    assert_eq!(
        app.start_practice(|_| {}).unwrap_err().code(),
        "practice-data-open"
    );
    app.lock()?;
    let before = files(home.path());
    start(&app)?;
    for refused in [
        app.unlock(demo::PASSPHRASE).unwrap_err(),
        app.create_store(PASS).unwrap_err(),
        app.recover("4K7M2", PASS).unwrap_err(),
    ] {
        assert_eq!(refused.code(), "practice-on");
    }
    assert_eq!(
        app.start_practice(|_| {}).unwrap_err().code(),
        "practice-data-open"
    );
    let ended = app.end_practice()?;
    assert_eq!(
        (ended.stage, ended.practice),
        (Stage::Locked, PracticeState::Off)
    );
    assert_eq!(files(home.path()), before);
    assert_eq!(app.unlock(demo::PASSPHRASE)?.practice, PracticeState::Off);
    Ok(())
}

#[tokio::test]
async fn it_can_neither_be_linked_nor_sent() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    start(&app)?;
    let guichet = TcpListener::bind("127.0.0.1:0")?;
    guichet.set_nonblocking(true)?;
    let address = format!("http://{}", guichet.local_addr()?);
    let linked = app.enrol(&address, "ABCD-EFGH", "Essai").await.unwrap_err();
    assert_eq!(linked.code(), "practice-never-leaves");
    assert_eq!(
        app.resume_row("any").unwrap_err().code(),
        "practice-never-leaves"
    );
    assert_eq!(
        app.may_open_passport().unwrap_err().code(),
        "practice-no-account"
    );
    for refused in [
        app.change_passphrase(PASS, "autre cheval orange table lundi pomme velo")
            .unwrap_err(),
        app.make_recovery(PASS).unwrap_err(),
    ] {
        assert_eq!(refused.code(), "practice-no-passphrase");
    }
    let queue = app.queue()?;
    assert!(!queue.enrolled && queue.sync.waiting > 0, "something waits");
    assert_eq!(queue.sync.kind, SyncKind::Practice);
    assert!(guichet.accept().is_err(), "nobody called");
    Ok(())
}

#[tokio::test]
async fn a_demonstration_store_is_not_sent_even_with_an_enrolment_in_it() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    demo::fill(&app)?;
    app.mark_as_practice()?;
    app.lock()?;
    let guichet = TcpListener::bind("127.0.0.1:0")?;
    guichet.set_nonblocking(true)?;
    let enrolment = serde_json::json!({
        "address": format!("http://{}", guichet.local_addr()?),
        "device_id": "device",
        "device_token": "token",
        "guichet_name": "Guichet",
    });
    {
        let store = Store::open(&home.path().join("donnees"), demo::PASSPHRASE)?;
        store.set_setting("guichet.enrolment", &enrolment.to_string())?;
    }
    let said = Arc::new(Mutex::new(Vec::new()));
    let courier = {
        let said = Arc::clone(&said);
        tokio::spawn(Arc::clone(&app).run_courier(move |sync| said.lock().unwrap().push(sync)))
    };
    assert_eq!(
        app.unlock(demo::PASSPHRASE)?.practice,
        PracticeState::Demonstration
    );
    // What it says first comes after it decided what to do.
    for times in 1..=2 {
        wait_until("the courier", async || {
            let said = said.lock().unwrap();
            Ok((said.len() >= times).then_some(()))
        })
        .await?;
        // Work is added: told again.
        app.set_validation_mode(if times == 1 {
            ValidationMode::Systematic
        } else {
            ValidationMode::Committee
        })?;
    }
    assert!(guichet.accept().is_err(), "nobody called");
    for sync in said.lock().unwrap().iter() {
        assert_eq!(sync.kind, SyncKind::Practice);
    }
    courier.abort();
    Ok(())
}

#[test]
fn all_that_is_printed_or_exported_says_so() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    start(&app)?;
    let badges: Vec<Id<BadgeId>> = app
        .catalogue()?
        .pathways
        .into_iter()
        .flat_map(|pathway| pathway.badges)
        .filter(|badge| badge.offered)
        .map(|badge| badge.id)
        .collect();
    let workshop = app.workshops()?[0].id;
    let people: Vec<Id<ParticipantId>> = app
        .participants("")?
        .into_iter()
        .map(|one| one.id)
        .collect();
    let poster = |together, format| DocumentChoice::Poster {
        badges: badges.clone(),
        together,
        format,
        beside: None,
    };
    let sheet = |name: &str, people: &[Id<ParticipantId>]| DocumentChoice::Sheet {
        name: name.to_owned(),
        workshop: people.is_empty().then_some(workshop),
        people: people.to_vec(),
    };
    let choices = [
        poster(false, Format::A4),
        poster(true, Format::A3Landscape),
        poster(false, Format::FlyerFour),
        DocumentChoice::HowToAsk {
            format: Format::A4,
            beside: None,
        },
        DocumentChoice::Receipts { workshop: None },
        sheet("attendance", &[]),
        sheet("memo-cards", &[]),
        sheet("attestation", &people),
        sheet("cards", &people),
    ];
    for choice in choices {
        let saved = app.save_document(&choice, None)?;
        let path = PathBuf::from(&saved.path);
        assert!(path.starts_with(folder(home.path())), "{}", saved.path);
        for (number, page) in paper::page_texts(&path)?.iter().enumerate() {
            assert!(page.contains(MARK), "page {number} of {choice:?}: {page}");
        }
    }
    let table = app.save_table(&TableChoice::Todo, "csv", None)?;
    let text = fs::read_to_string(&table.path)?;
    assert!(
        text.lines().count() > 1 && text.lines().all(|line| line.contains(MARK)),
        "{text}"
    );
    app.end_practice()?;
    assert!(files(home.path()).is_empty(), "the documents went with it");
    Ok(())
}

#[test]
fn what_a_crash_left_cannot_be_read_and_goes_at_the_next_start() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    start(&app)?;
    drop(app);
    assert!(
        folder(home.path())
            .join("store")
            .join("atelier.db")
            .exists()
    );
    // Another start: there is no way back in, and no trace.
    let app = application(home.path());
    assert!(app.sweep_practice());
    assert!(files(home.path()).is_empty());
    let view = app.session()?;
    assert_eq!(
        (view.stage, view.practice),
        (Stage::New, PracticeState::Off)
    );
    assert!(view.practice_swept, "and it is said");
    assert!(!application(home.path()).session()?.practice_swept);
    // Begun again without sweeping first.
    start(&app)?;
    drop(app);
    start(&application(home.path()))?;
    Ok(())
}

#[test]
fn a_folder_that_is_not_a_trial_is_never_touched() -> Result<()> {
    let home = tempfile::tempdir()?;
    let own = folder(home.path()).join("mes notes.txt");
    fs::create_dir_all(own.parent().context("a folder")?)?;
    fs::write(&own, "à garder")?;
    let app = application(home.path());
    assert!(!app.sweep_practice());
    assert_eq!(
        app.start_practice(|_| {}).unwrap_err().code(),
        "practice-folder"
    );
    assert_eq!(fs::read_to_string(&own)?, "à garder");
    Ok(())
}

#[test]
fn a_second_window_leaves_the_trial_of_the_first_alone() -> Result<()> {
    let home = tempfile::tempdir()?;
    let (first, second) = (application(home.path()), application(home.path()));
    start(&first)?;
    // Locked too: its store is free then, but not its folder.
    for _ in 0..2 {
        assert!(!second.sweep_practice());
        assert_eq!(
            second.start_practice(|_| {}).unwrap_err().code(),
            "practice-elsewhere"
        );
        first.lock()?;
    }
    first.resume_practice()?;
    assert_eq!(first.participants("")?.len(), 12);
    first.end_practice()?;
    start(&second)?;
    Ok(())
}

#[test]
fn a_full_disk_leaves_nothing_behind() -> Result<()> {
    let disk = SmallDisk::mount(6)?;
    let app = application(disk.path());
    disk.fill()?;
    for _ in 0..2 {
        let refused = app.start_practice(|_| {}).unwrap_err();
        assert_eq!(refused.code(), "store-full");
        assert!(!folder(disk.path()).exists());
        let view = app.session()?;
        assert_eq!(
            (view.stage, view.practice),
            (Stage::New, PracticeState::Off)
        );
        // Then room for a beginning, not for the whole.
        let mut ballast = fs::File::options()
            .write(true)
            .open(disk.path().join("ballast"))?;
        let size = ballast.metadata()?.len();
        ballast.set_len(size - 400_000)?;
        std::io::Write::flush(&mut ballast)?;
    }
    disk.free()?;
    start(&app)?;
    Ok(())
}

#[test]
fn the_station_of_a_trial_is_closed_without_a_passphrase() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    start(&app)?;
    let mut workshops = app.workshops()?.into_iter();
    let workshop = workshops
        .find(|one| one.present > 0)
        .context("one with people")?;
    app.open_station(workshop.id.0, Some("2580"))?;
    let wrong = app.close_station("1111").unwrap_err();
    assert_eq!(wrong.code(), "practice-pin-wrong");
    assert!(!app.close_station(" Essai ")?.open);
    // On real data the word is worth nothing.
    app.end_practice()?;
    demo::fill(&app)?;
    app.open_station(
        app.workshops()?
            .into_iter()
            .find(|one| one.present > 0)
            .context("one")?
            .id
            .0,
        Some("2580"),
    )?;
    assert_eq!(
        app.close_station("essai").unwrap_err().code(),
        "station-pin-wrong"
    );
    Ok(())
}
