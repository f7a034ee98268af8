//! The home screen through the use cases: the workshop that comes first with the one thing to do about it, and each person
//! and each thing left to do once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use anyhow::Result;
use atelier_app::view::{BlockForm, HomeView, ParticipantForm, PlanView, TodoPerson, WorkshopForm};
use atelier_app::{App, Places};
use atelier_domain::{Attendance, BlockReason, Moment, ParticipantId, Step, WorkshopId};
use atelier_tests::{group, when};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// Tuesday 1 December 2026, nine in the morning (UTC).
const START: i64 = 1_796_115_600_000;

fn now_is(millis: i64) {
    when::now_is(Moment::from_unix_millis(millis));
}

/// So many days from today, `YYYY-MM-DD`.
fn day(app: &App, days: i64) -> Result<String> {
    now_is(START + days * DAY);
    let day = app.session()?.today;
    now_is(START);
    Ok(day)
}

fn workshop(app: &App, place: &str, days: i64) -> Result<WorkshopId> {
    let form = WorkshopForm {
        id: None,
        date: day(app, days)?,
        place: place.into(),
        facilitators: vec![],
        participants: app
            .participants("")?
            .into_iter()
            .map(|one| one.id)
            .collect(),
        badges: vec![],
        plan: PlanView::default(),
    };
    Ok(app.save_workshop(&form)?.form.id.unwrap().0)
}

fn told(home: &HomeView) -> Option<(&str, &str, &str)> {
    let next = home.next.as_ref()?;
    Some((
        next.workshop.place.as_str(),
        next.turn.as_str(),
        next.when_text.as_str(),
    ))
}

#[test]
fn the_next_workshop_comes_first_with_what_one_does_about_it_now() -> Result<()> {
    now_is(START);
    let folder = tempfile::tempdir()?;
    let places = Places {
        data: folder.path().join("store"),
        documents: folder.path().join("documents"),
    };
    let app = App::new(places, when::clock());
    app.create_store("cheval orange table lundi pomme vélo sept")?;
    let home = app.home()?;
    assert_eq!((home.participants, home.workshops), (0, 0));
    assert_eq!(told(&home), None);

    for first_name in ["Abel", "Bintou"] {
        app.save_participant(&ParticipantForm {
            id: None,
            first_name: first_name.into(),
            last_name: "Essai".into(),
            email: String::new(),
            phone: String::new(),
            nickname: String::new(),
            language: None,
        })?;
    }
    let today = workshop(&app, "Aujourd’hui", 0)?;
    let past = workshop(&app, "Avant-hier", -2)?;
    workshop(&app, "Dans une semaine", 7)?;
    // Nobody came to the one that is past: there is nothing to close.
    let home = app.home()?;
    assert_eq!(told(&home), Some(("Aujourd’hui", "run", "Aujourd’hui")));
    assert_eq!(home.workshops, 3);
    let places = |list: &[atelier_app::view::WorkshopSummary]| -> Vec<String> {
        list.iter().map(|one| one.place.clone()).collect()
    };
    assert_eq!(places(&home.later), ["Dans une semaine"]);
    assert!(home.to_close.is_empty());

    let people: Vec<ParticipantId> = app
        .participants("")?
        .into_iter()
        .map(|one| one.id.0)
        .collect();
    app.set_attendance(past, &people, Attendance::Present)?;
    assert_eq!(places(&app.home()?.to_close), ["Avant-hier"]);
    app.set_closed(today, true)?;
    let home = app.home()?;
    assert_eq!(
        told(&home),
        Some(("Dans une semaine", "prepare", "Dans 7 jours"))
    );
    let next = home.next.unwrap();
    assert_eq!((next.ready, next.ticked, next.workshop.invited), (0, 0, 2));
    assert!(next.items > 5);
    app.remove_workshop(next.workshop.id.0)?;
    let home = app.home()?;
    assert_eq!(
        told(&home),
        Some(("Avant-hier", "summary", "Il y a 2 jours"))
    );
    assert!(home.to_close.is_empty(), "said once");
    app.set_closed(past, true)?;
    assert_eq!(told(&app.home()?), None);
    Ok(())
}

/// What is left to do about someone of that name.
fn left(app: &App, name: &str) -> Result<Vec<(String, String)>> {
    let people = app.todo(1_000)?.people.into_iter();
    let mut own: Vec<TodoPerson> = people.filter(|one| one.person == name).collect();
    assert!(own.len() < 2, "{name} is there twice");
    let items = own.pop().map(|one| one.items).unwrap_or_default();
    Ok(items
        .into_iter()
        .map(|item| (item.kind, item.why))
        .collect())
}

#[test]
fn each_person_and_each_thing_is_there_once() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let all = app.todo(1_000)?;
    let people: BTreeSet<ParticipantId> = all.people.iter().map(|one| one.participant.0).collect();
    assert_eq!(people.len(), all.people.len());
    assert_eq!(u32::try_from(people.len())?, all.total);
    for one in &all.people {
        let subjects: BTreeSet<&str> = one.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(subjects.len(), one.items.len(), "{one:?}");
        let requests: Vec<_> = one.items.iter().filter_map(|item| item.request).collect();
        let once: BTreeSet<_> = requests.iter().collect();
        assert_eq!(once.len(), requests.len(), "{one:?}");
    }
    // A badge that was issued is to be accepted and to be handed over: one thing.
    let issued = left(&app, "Mamadou Diallo")?;
    assert_eq!(issued.len(), 1, "{issued:?}");
    assert_eq!(issued[0].0, "accept");
    assert!(issued[0].1.contains("puis à remettre"), "{issued:?}");
    let obtained = left(&app, "Hélène Étienne")?;
    assert_eq!(obtained[0].0, "celebrate");
    assert_eq!(left(&app, "Kevin Faure")?[0].0, "returned");
    assert_eq!(app.home()?.to_celebrate, 2);
    app.set_ceremony(None)?;
    assert_eq!(app.home()?.to_celebrate, 0);
    assert!(left(&app, "Hélène Étienne")?.is_empty());
    assert!(!left(&app, "Mamadou Diallo")?[0].1.contains("remettre"));

    // Why a request is not finished is said of that request.
    let draft = left(&app, "Fatou Koné")?;
    assert_eq!(draft.len(), 1);
    assert_eq!(draft[0].0, "draft");
    let busiest = group::busiest(&app)?;
    let fatou = app.participants("Fatou")?.remove(0).id;
    let block = BlockForm {
        reason: BlockReason::NoEvidence.into(),
        detail: String::new(),
        follow_up: String::new(),
    };
    app.block_step(busiest, fatou.0, Step::Prepared, &block)?;
    let blocked = left(&app, "Fatou Koné")?;
    assert_eq!(blocked.len(), 1, "{blocked:?}");
    assert_eq!(
        blocked[0],
        ("blocked".into(), "Pas encore de preuve".into())
    );
    // The first of them, and how many there are.
    let few = app.todo(2)?;
    assert_eq!((few.people.len(), few.total > 2), (2, true));
    Ok(())
}
