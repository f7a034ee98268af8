//! The main job through the application's use cases, against the real guichet, without a window.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use atelier_app::view::{
    DocumentChoice, ImportChoices, PlanView, QueueView, RuleView, StaffView, StructureView,
    SyncKind, WorkshopForm, shown,
};
use atelier_app::{App, Clock, Places};
use atelier_domain::{
    Attendance, BadgeId, ParticipantId, RequestId, RequestState, StaffRole, StructureKind,
    ValidationMode, WorkshopId,
};
use atelier_tests::guichet_process::GuichetProcess;
use atelier_tests::wire::{State, Wire};
use atelier_tests::{place, wait_until};

const PASSPHRASE: &str = "cheval orange table lundi pomme vélo sept";

fn application(home: &Path) -> Arc<App> {
    let places = Places {
        data: home.join("store"),
        documents: home.join("documents"),
    };
    App::new(places, Clock::system())
}

fn courier(app: &Arc<App>) -> tokio::task::JoinHandle<()> {
    tokio::spawn(Arc::clone(app).run_courier(|_| {}))
}

/// First launch done: one structure, one permanent, every example badge of one pathway offered.
fn settle(app: &App) -> Result<BadgeId> {
    app.create_store(PASSPHRASE)?;
    app.save_structure(&StructureView {
        name: "Chantier d'essai".into(),
        kind: Some(StructureKind::Aci.into()),
    })?;
    let member = StaffView {
        id: None,
        name: "Claire Essai".into(),
        role: StaffRole::Cip.into(),
        role_label: String::new(),
    };
    app.save_staff(&member)?;
    let badge = app.catalogue()?.pathways.remove(0).badges.remove(0);
    app.save_offer(&badge.id, badge.rule)?;
    app.finish_setup()?;
    Ok(badge.id.0)
}

/// Everyone of the fixture list at one workshop, each with a complete request for `badge`, confirmed.
fn confirm_workshop(app: &App, badge: &BadgeId, people: usize) -> Result<WorkshopId> {
    let list = std::fs::read(place::fixture("participants.xlsx"))?;
    let preview = app.read_list("participants.xlsx", &list)?;
    app.confirm_import(
        &preview.token,
        &ImportChoices {
            corrected: vec![],
            left_out: vec![],
        },
    )?;
    let people: Vec<ParticipantId> = app
        .participants("")?
        .into_iter()
        .filter(|person| !person.email.is_empty())
        .take(people)
        .map(|person| person.id.0)
        .collect();
    let form = WorkshopForm {
        id: None,
        date: "2026-11-23".into(),
        place: "Atelier".into(),
        facilitators: vec![],
        participants: shown(&people),
        badges: vec![badge.into()],
        plan: PlanView::default(),
    };
    let workshop = app
        .save_workshop(&form)?
        .form
        .id
        .context("no identifier")?
        .0;
    app.set_attendance(workshop, &people, Attendance::Present)?;
    let photo = std::fs::read(place::fixture("photo.jpg"))?;
    let document = std::fs::read(place::fixture("document.pdf"))?;
    for (number, request) in app
        .start_requests(workshop, badge)?
        .attendees
        .iter()
        .flat_map(|a| &a.requests)
        .enumerate()
    {
        app.save_narrative(
            request.id.0,
            &format!("J'ai tenu le poste d'accueil, semaine {number}."),
        )?;
        app.add_evidence(request.id.0, "photo.jpg", &photo)?;
        app.add_evidence(request.id.0, "attestation.pdf", &document)?;
    }
    app.confirm_workshop(workshop)?;
    Ok(workshop)
}

fn states(app: &App) -> Result<Vec<&'static str>> {
    let all = atelier_app::view::RequestFilterForm {
        participant: None,
        workshop: None,
    };
    Ok(app
        .requests(&all)?
        .into_iter()
        .map(|request| request.state.code())
        .collect())
}

async fn queue_when(app: &App, what: &str, look: impl Fn(&QueueView) -> bool) -> Result<QueueView> {
    wait_until(what, async || {
        Ok(Some(app.queue()?).filter(|queue| look(queue)))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_held_until_inae_knows_the_mode_then_leave_by_themselves_and_get_their_receipts()
-> Result<()> {
    let home = tempfile::tempdir()?;
    let guichet = GuichetProcess::start(&home.path().join("guichet"))?;
    let app = application(home.path());
    let badge = settle(&app)?;
    confirm_workshop(&app, &badge, 3)?;
    assert_eq!(states(&app)?, ["held"; 3]);

    let courier = courier(&app);
    let code = guichet.enrol("Chantier d'essai")?;
    app.enrol(&format!("http://{}", guichet.address()), &code, "Essai")
        .await?;
    // Linked, and still nothing leaves: nobody has said how INAÉ is to validate.
    queue_when(&app, "nothing under way", |queue| {
        queue.sync.kind == SyncKind::Waiting
    })
    .await?;
    assert_eq!(states(&app)?, ["held"; 3]);

    app.set_validation_mode(ValidationMode::Committee)?;
    let queue = queue_when(&app, "three receipts", |queue| queue.receipts.len() == 3).await?;
    assert!(queue.rows.is_empty());
    assert_eq!(states(&app)?, ["delivered"; 3]);
    let mut numbers: Vec<String> = queue
        .receipts
        .into_iter()
        .map(|receipt| receipt.number)
        .collect();
    numbers.sort();
    assert!(
        numbers.iter().all(|number| number.starts_with("R-")),
        "{numbers:?}"
    );
    let saved = app.save_document(&DocumentChoice::Receipts { workshop: None }, None)?;
    let printed = atelier_tests::paper::text(Path::new(&saved.path))?;
    assert!(
        numbers.iter().all(|number| printed.contains(number)),
        "{printed}"
    );
    courier.abort();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_new_until_they_are_seen_and_asking_says_whether_some_came() -> Result<()> {
    let home = tempfile::tempdir()?;
    let guichet = GuichetProcess::start(&home.path().join("guichet"))?;
    let app = application(home.path());
    let badge = settle(&app)?;
    app.set_validation_mode(ValidationMode::Committee)?;
    confirm_workshop(&app, &badge, 3)?;
    let courier = courier(&app);
    app.enrol(
        &format!("http://{}", guichet.address()),
        &guichet.enrol("Chantier d'essai")?,
        "Essai",
    )
    .await?;
    let queue = queue_when(&app, "all sent", |queue| {
        queue.sync.kind == SyncKind::Idle && queue.receipts.len() == 3
    })
    .await?;
    assert_eq!((queue.sync.answers, queue.sync.learned), (0, 0));

    // Asked, and nothing came: the exchange is counted, no answer is.
    let before = queue.sync.exchanges;
    app.send_now();
    let queue = queue_when(&app, "one more exchange", |queue| {
        queue.sync.exchanges > before && queue.sync.kind == SyncKind::Idle
    })
    .await?;
    assert_eq!((queue.sync.answers, queue.sync.learned), (0, 0));

    let asked: Vec<RequestId> = queue.receipts.iter().map(|one| one.request_id.0).collect();
    guichet.answer(asked[0], "returned", Some("Quelle semaine était-ce ?"))?;
    guichet.answer(asked[1], "accepted", None)?;
    app.send_now();
    let queue = queue_when(&app, "two answers", |queue| queue.sync.learned == 2).await?;
    assert_eq!(queue.sync.answers, 2);
    let view = app.answers(30)?;
    assert_eq!((view.more, view.unseen, view.answers.len()), (false, 2, 2));
    assert!(app.answers(1)?.more);
    let returned = view
        .answers
        .iter()
        .find(|one| one.state == RequestState::Returned)
        .unwrap();
    assert_eq!(
        returned.message.as_deref(),
        Some("Quelle semaine était-ce ?")
    );
    assert!(!returned.person.is_empty() && !returned.now.is_empty() && !returned.seen);

    // Opening the request is seeing what was said of it; the other stays new, through a lock too.
    assert_eq!(app.see_answers(asked[0])?.answers, 1);
    assert_eq!(app.see_answers(asked[0])?.answers, 1);
    app.lock()?;
    app.unlock(PASSPHRASE)?;
    let view = app.answers(30)?;
    assert_eq!(view.unseen, 1);
    assert_eq!(view.answers[0].state, RequestState::Accepted);
    let number = view.answers[0].number;
    assert_eq!(app.mark_answers(&[number], true)?.answers, 0);
    assert_eq!(app.mark_answers(&[number], false)?.answers, 1);
    courier.abort();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_says_what_it_waits_for_and_never_a_connection_that_is_there() -> Result<()> {
    use atelier_app::view::WaitsFor;
    let home = tempfile::tempdir()?;
    let guichet = GuichetProcess::start(&home.path().join("guichet"))?;
    let wire = Wire::to(guichet.address()).await?;
    let app = application(home.path());
    let badge = settle(&app)?;
    app.set_validation_mode(ValidationMode::Systematic)?;
    let queue = app.queue()?;
    assert_eq!(queue.sync.waits_for, Some(WaitsFor::Link));
    assert!(
        queue.rows[0].state_text.contains("relié"),
        "{:?}",
        queue.rows
    );
    let courier = courier(&app);
    app.enrol(&wire.url(), &guichet.enrol("Chantier d'essai")?, "Essai")
        .await?;
    queue_when(&app, "the declaration's receipt", |queue| {
        queue.sync.kind == SyncKind::Idle
    })
    .await?;
    wire.set(State::Down);
    confirm_workshop(&app, &badge, 2)?;
    let queue = queue_when(&app, "no connection", |queue| {
        queue.sync.waits_for == Some(WaitsFor::Connection)
    })
    .await?;
    assert!(
        queue
            .sync
            .text
            .contains("2 demandes attendent la connexion")
    );
    let waiting = |queue: &QueueView| {
        queue
            .rows
            .iter()
            .all(|row| row.state_text.contains("connexion"))
    };
    assert!(waiting(&queue), "{:?}", queue.rows);
    wire.set(State::Up);
    app.send_now();
    let queue = queue_when(&app, "both received", |queue| queue.receipts.len() == 2).await?;
    assert!(queue.rows.is_empty());
    courier.abort();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_request_that_lacks_something_by_now_goes_back_and_holds_nothing_else_up()
-> Result<()> {
    let home = tempfile::tempdir()?;
    let guichet = GuichetProcess::start(&home.path().join("guichet"))?;
    let app = application(home.path());
    let badge = settle(&app)?;
    let other = app.catalogue()?.pathways.remove(0).badges.remove(1);
    app.save_offer(&other.id, other.rule)?;
    let workshop = confirm_workshop(&app, &badge, 1)?;
    let person = app.workshop(workshop)?.attendees.remove(0).participant.id;
    let second = app
        .open_request(person.0, &other.id, Some(workshop))?
        .summary
        .id;
    app.save_narrative(second.0, "J'ai porté mes équipements chaque jour.")?;
    let document = std::fs::read(place::fixture("document.pdf"))?;
    app.add_evidence(second.0, "fiche.pdf", &document)?;
    app.confirm_request(second.0)?;
    app.withdraw_offer(&other.id)?;

    let courier = courier(&app);
    app.set_validation_mode(ValidationMode::Systematic)?;
    app.enrol(
        &format!("http://{}", guichet.address()),
        &guichet.enrol("Chantier d'essai")?,
        "Essai",
    )
    .await?;
    let queue = queue_when(&app, "one receipt", |queue| queue.receipts.len() == 1).await?;
    assert!(queue.rows.is_empty());
    let back = app.request(second.0)?;
    assert_eq!(back.summary.state, RequestState::Draft);
    assert_eq!(back.narrative, "J'ai porté mes équipements chaque jour.");
    courier.abort();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_connection_everything_waits_and_a_restart_loses_nothing_and_sends_nothing_twice()
-> Result<()> {
    let home = tempfile::tempdir()?;
    let guichet = GuichetProcess::start(&home.path().join("guichet"))?;
    let wire = Wire::to(guichet.address()).await?;
    let app = application(home.path());
    let badge = settle(&app)?;
    app.set_validation_mode(ValidationMode::Systematic)?;
    let first_courier = courier(&app);
    app.enrol(&wire.url(), &guichet.enrol("Chantier d'essai")?, "Essai")
        .await?;
    queue_when(&app, "the declaration's receipt", |queue| {
        queue.sync.kind == SyncKind::Idle
    })
    .await?;

    wire.set(State::Down);
    confirm_workshop(&app, &badge, 3)?;
    assert_eq!(states(&app)?, ["queued"; 3]);
    app.send_now();
    let queue = queue_when(&app, "offline", |queue| queue.sync.problem.is_some()).await?;
    assert_eq!(queue.sync.kind, SyncKind::Waiting);
    assert_eq!(queue.sync.waiting, 3);
    assert_eq!(queue.rows.len(), 3);
    // Tried, and nobody was reached: a request can still be taken back, changed, and confirmed again.
    let id: RequestId = queue.rows[0].id.parse()?;
    assert_eq!(
        app.take_back_request(id)?.summary.state,
        RequestState::Ready
    );
    app.save_narrative(id, "J'ai tenu le poste d'accueil, avec un collègue.")?;
    assert_eq!(app.confirm_request(id)?.summary.state, RequestState::Queued);

    // A slow line, and the program is ended while a file is on its way.
    wire.set(State::Slow(40_000));
    app.send_now();
    let queue = queue_when(&app, "a file on its way", |queue| {
        queue
            .sync
            .file
            .as_ref()
            .is_some_and(|file| file.sent > 0.0 && file.sent < file.total)
    })
    .await?;
    assert!(queue.sync.text.contains("Envoi"));
    first_courier.abort();
    let _ = first_courier.await;
    app.lock()?;
    drop(app);

    wire.set(State::Up);
    let again = application(home.path());
    again.unlock(PASSPHRASE)?;
    let courier = courier(&again);
    let queue = queue_when(&again, "three receipts", |queue| queue.receipts.len() == 3).await?;
    assert!(queue.rows.is_empty());
    let desk = rusqlite::Connection::open(home.path().join("guichet/guichet.db"))?;
    let held: i64 = desk.query_row(
        "SELECT count(*) FROM request WHERE position IS NOT NULL",
        [],
        |row| row.get(0),
    )?;
    assert_eq!(held, 3);
    // The photo and the document, shared by the three requests, left once.
    let fetched: i64 = desk.query_row("SELECT count(*) FROM evidence", [], |row| row.get(0))?;
    assert_eq!(fetched, 2);
    courier.abort();
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guichet_that_answers_200_with_a_web_page_is_not_believed() -> Result<()> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let portal = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = portal.local_addr()?;
    tokio::spawn(async move {
        const PAGE: &str = "<!doctype html><title>Wi-Fi</title><p>Connectez-vous</p>";
        while let Ok((mut caller, _)) = portal.accept().await {
            let mut asked = [0; 4096];
            let _ = caller.read(&mut asked).await;
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{PAGE}",
                PAGE.len()
            );
            let _ = caller.write_all(answer.as_bytes()).await;
        }
    });
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    let badge = settle(&app)?;
    confirm_workshop(&app, &badge, 1)?;
    let problem = app
        .enrol(&format!("http://{address}"), "K7PM-3QXH-9TRD", "Essai")
        .await
        .unwrap_err();
    assert_eq!(problem.code(), "guichet-captive-portal");
    assert!(
        problem.told().what.contains("Ce n’est pas le guichet"),
        "{problem}"
    );
    assert!(problem.told().kept.contains("gardé"), "{problem}");
    assert_eq!(states(&app)?, ["held"]);
    assert!(!app.queue()?.enrolled);
    Ok(())
}

#[test]
fn a_rule_is_kept_while_it_is_written_and_completes_the_requests_that_waited_for_it() -> Result<()>
{
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    let badge = settle(&app)?;
    let rule = app.catalogue()?.pathways.remove(0).badges.remove(0).rule;
    app.save_offer(
        &badge,
        RuleView {
            process: String::new(),
            ..rule.clone()
        },
    )?;
    confirm_workshop(&app, &badge, 1)?;
    assert_eq!(states(&app)?, ["draft"]);
    app.save_offer(&badge, rule)?;
    assert_eq!(states(&app)?, ["ready"]);
    Ok(())
}

#[test]
fn the_first_launch_is_taken_up_where_it_was_left_even_with_half_an_answer() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = application(home.path());
    app.create_store(PASSPHRASE)?;
    app.save_structure(&StructureView {
        name: "Chantier d'essai".into(),
        kind: None,
    })?;
    app.lock()?;
    drop(app);
    let again = application(home.path());
    again.unlock(PASSPHRASE)?;
    let setup = again.setup()?;
    assert_eq!(
        (setup.step.as_str(), setup.structure.name.as_str()),
        ("structure", "Chantier d'essai")
    );
    assert_eq!(setup.missing.len(), 3);
    assert_eq!(again.finish_setup().unwrap_err().code(), "setup-incomplete");
    Ok(())
}
