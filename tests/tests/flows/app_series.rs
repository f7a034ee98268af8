//! A new workshop starts from what is usual or from another one; the same each week is made, and taken back, as a whole.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use atelier_app::view::{Id, PlanView, StaffView, WorkshopForm, own};
use atelier_app::{App, Clock, Places};
use atelier_domain::{Moment, StaffRole, WorkshopId};
use atelier_tests::group;
use tempfile::TempDir;

/// An identifier that nothing has.
const NOBODY: &str = "01890000-0000-7000-8000-000000000000";

/// A Monday.
const YESTERDAY: &str = "2026-11-23";
/// A Tuesday of September.
const LONG_AGO: &str = "2026-09-15";

/// A permanent, and a workshop of two people for a badge on that day; its identifier.
fn workshop(app: &App, date: &str, place: &str) -> Result<WorkshopId> {
    let setup = app.save_staff(&StaffView {
        id: None,
        name: format!("Nadia {place}"),
        role: StaffRole::Cip.into(),
        role_label: String::new(),
    })?;
    let form = WorkshopForm {
        id: None,
        date: date.into(),
        place: place.into(),
        facilitators: setup.staff.iter().filter_map(|one| one.id).collect(),
        participants: app
            .participants("")?
            .iter()
            .take(2)
            .map(|one| one.id)
            .collect(),
        badges: group::pathway(app)?
            .iter()
            .take(1)
            .map(|one| one.id.clone())
            .collect(),
        plan: PlanView {
            starts_at: "14:00".into(),
            minutes: 120,
            equipment: "Deux ordinateurs".into(),
            ..PlanView::default()
        },
    };
    Ok(app.save_workshop(&form)?.form.id.unwrap().0)
}

/// Tuesday 24 November 2026, at noon.
fn clock() -> Clock {
    Clock {
        now: || Moment::from_unix_millis(1_795_521_600_000),
        ..Clock::system()
    }
}

/// An empty store, on that day.
fn empty() -> Result<(TempDir, Arc<App>)> {
    let home = tempfile::tempdir()?;
    let places = Places {
        data: home.path().join("store"),
        documents: home.path().join("documents"),
    };
    let app = App::new(places, clock());
    app.create_store("cheval orange table lundi pomme vélo sept")?;
    Ok((home, app))
}

fn demonstration(home: &Path) -> Result<Arc<App>> {
    group::demonstration_at(home, clock())
}

#[test]
fn a_new_workshop_is_filled_with_what_is_usual_but_for_whom_and_what() -> Result<()> {
    let (_home, app) = empty()?;
    let none = app.new_workshop(None)?;
    assert_eq!((none.like.as_str(), none.form.place.as_str()), ("", ""));
    assert_eq!(none.form.date, app.session()?.today);

    let home = tempfile::tempdir()?;
    let app = demonstration(home.path())?;
    workshop(&app, YESTERDAY, "Atelier bois")?;
    let usual = app.new_workshop(None)?;
    assert!(usual.like.ends_with(", Atelier bois"), "{}", usual.like);
    let WorkshopForm {
        id,
        date,
        place,
        facilitators,
        participants,
        badges,
        plan,
    } = usual.form;
    assert_eq!(
        (id, place.as_str(), plan.starts_at.as_str(), plan.minutes),
        (None, "Atelier bois", "14:00", 120)
    );
    assert_eq!(plan.equipment, "Deux ordinateurs");
    assert!(!facilitators.is_empty());
    assert!(participants.is_empty() && badges.is_empty());
    assert_eq!(date, "2026-11-30", "the same day of the week as yesterday");
    Ok(())
}

#[test]
fn a_workshop_again_has_its_group_its_badges_its_team_and_a_day_to_come() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = demonstration(home.path())?;
    let id = workshop(&app, LONG_AGO, "Salle de pause")?;
    let before = app.workshop(id)?.form;
    let again = app.new_workshop(Some(id))?.form;
    let expected = WorkshopForm {
        id: None,
        date: again.date.clone(),
        ..before.clone()
    };
    assert_eq!(again, expected);
    // The next Tuesday on which there is none: there may be one today.
    assert!(
        ["2026-11-24", "2026-12-01"].contains(&again.date.as_str()),
        "{}",
        again.date
    );
    // What is no longer offered is not asked for again.
    app.withdraw_offer(&before.badges[0])?;
    assert!(app.new_workshop(Some(id))?.form.badges.is_empty());
    assert_eq!(
        app.new_workshop(Some(NOBODY.parse()?)).unwrap_err().code(),
        "not-found"
    );
    // Saved, it is another workshop: the first stays as it is.
    let made = app.save_workshop(&again)?.form.id;
    assert_ne!(made, Some(Id(id)));
    assert_eq!(app.workshop(id)?.form, before);
    Ok(())
}

#[test]
fn the_days_of_a_series_are_told_before_it_is_made_with_those_when_one_is_closed() -> Result<()> {
    let (_home, app) = empty()?;
    // 11 December 2026 is a Friday, and so is 25 December.
    let days = app.weekly_days("2026-12-11", 4, None)?;
    let dates: Vec<&str> = days.iter().map(|day| day.date.as_str()).collect();
    assert_eq!(
        dates,
        ["2026-12-11", "2026-12-18", "2026-12-25", "2027-01-01"]
    );
    let closed: Vec<bool> = days.iter().map(|day| day.closed).collect();
    assert_eq!(closed, [false, false, true, true]);
    assert!(days[2].note.contains("Noël") && days[2].text.starts_with("vendredi 25"));
    // Until a day: that day too.
    assert_eq!(
        app.weekly_days("2026-12-11", 0, Some("2026-12-25"))?.len(),
        3
    );
    assert_eq!(
        app.weekly_days("2026-12-11", 0, Some("2026-12-24"))?.len(),
        2
    );
    assert_eq!(
        app.weekly_days("2026-12-11", 0, Some("2028-12-24"))
            .unwrap_err()
            .code(),
        "series-long"
    );
    assert_eq!(
        app.weekly_days("demain", 2, None)
            .unwrap_err()
            .field
            .as_deref(),
        Some("date")
    );
    // A day on which there is a workshop already.
    let form = WorkshopForm {
        date: "2026-12-18".into(),
        place: "Ici".into(),
        ..WorkshopForm::default()
    };
    app.save_workshop(&form)?;
    let days = app.weekly_days("2026-12-11", 2, None)?;
    assert!(days[0].note.is_empty() && days[1].note.contains("déjà prévu"));
    Ok(())
}

#[test]
fn a_series_is_made_whole_or_not_at_all_and_taken_back_whole_or_not_at_all() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = demonstration(home.path())?;
    let before = app.workshops()?.len();
    let id = workshop(&app, LONG_AGO, "Salle de pause")?;
    let form = app.new_workshop(Some(id))?.form;
    let days: Vec<String> = ["2031-03-04", "2031-03-18", "2031-03-11", "2031-03-11"]
        .map(String::from)
        .into();

    // A person whom nobody knows: none is made.
    let stranger = WorkshopForm {
        participants: vec![Id(NOBODY.parse()?)],
        ..form.clone()
    };
    assert!(app.save_series(&stranger, &days).is_err());
    let wrong = [days.clone(), vec!["2031-02-30".into()]].concat();
    assert_eq!(
        app.save_series(&form, &wrong).unwrap_err().code(),
        "workshop-date"
    );
    assert_eq!(
        app.save_series(&form, &[]).unwrap_err().code(),
        "series-empty"
    );
    assert_eq!(app.workshops()?.len(), before + 1);

    let made = app.save_series(&form, &days)?;
    assert_eq!(made.len(), 3, "each day once");
    let dates: Vec<String> = made
        .iter()
        .map(|id| app.workshop(id.0).unwrap().form.date)
        .collect();
    assert_eq!(dates, ["2031-03-04", "2031-03-11", "2031-03-18"]);
    let group = |id: WorkshopId| app.workshop(id).unwrap().form.participants;
    assert!(made.iter().all(|id| group(id.0) == form.participants));

    // One of them has a request: none is removed.
    let (person, badge) = (&form.participants[0], &form.badges[0]);
    let catalogue = app.catalogue()?;
    let offered = catalogue
        .pathways
        .iter()
        .flat_map(|one| &one.badges)
        .filter(|one| one.offered);
    let mut free = offered.map(|one| &one.id).filter(|id| *id != badge);
    let request = loop {
        let request = app.open_request(person.0, free.next().unwrap(), Some(made[1].0))?;
        if request.summary.workshop_id == Some(made[1]) {
            break request.summary.id;
        }
    };
    assert_eq!(
        app.remove_workshops(&own(made.clone())).unwrap_err().code(),
        "in-use"
    );
    assert_eq!(app.workshops()?.len(), before + 4);
    app.remove_request(request.0)?;
    assert_eq!(app.remove_workshops(&own(made.clone()))?, 3);
    assert_eq!(app.workshops()?.len(), before + 1);
    app.restore_removed(&made[2].to_string())?;
    assert_eq!(group(made[2].0), form.participants);
    Ok(())
}

#[test]
fn workshops_are_told_apart_by_their_day_and_by_whether_they_are_closed() -> Result<()> {
    let (_home, app) = empty()?;
    for date in ["2026-11-21", "2026-11-24", "2099-01-01"] {
        let form = WorkshopForm {
            date: date.into(),
            place: "Ici".into(),
            ..WorkshopForm::default()
        };
        app.save_workshop(&form)?;
    }
    let all = app.workshops()?;
    let when: Vec<&str> = all.iter().map(|one| one.when.as_str()).collect();
    assert_eq!(when, ["coming", "today", "past"]);
    assert!(all.iter().all(|one| !one.closed));
    app.set_closed(all[2].id.0, true)?;
    let closed: Vec<bool> = app.workshops()?.iter().map(|one| one.closed).collect();
    assert_eq!(closed, [false, false, true]);
    Ok(())
}
