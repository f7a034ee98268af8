//! A workshop as it is in the middle of an afternoon: ten people of the demonstration, each somewhere else.

use std::path::Path;

use anyhow::{Context, Result};
use atelier_app::App;
use atelier_app::view::{BlockForm, ParticipantForm, PlanView, WorkshopForm, shown};
use atelier_domain::{Attendance, BlockReason, ParticipantId, Step, StepState, WorkshopId};

use crate::group;
use crate::when::{clock, minutes_ago};

/// The longest names that a workshop must hold, each in one word as well as in several.
const LONG: [(&str, &str); 2] = [
    ("Marie-Antoinette", "Vandenbroucke-Lefebvre"),
    ("Abdelkader", "Benabdallah El Idrissi"),
];

/// The demonstration in the home folder of a user, with that workshop today, begun forty minutes ago; gives the workshop.
///
/// # Errors
/// When it cannot be written there.
pub fn furnish(home: &Path) -> Result<WorkshopId> {
    minutes_ago(45);
    let app = group::demonstration_at(home, clock())?;
    let people = people(&app)?;
    let badges = app
        .catalogue()?
        .pathways
        .into_iter()
        .flat_map(|pathway| pathway.badges)
        .filter(|badge| badge.offered)
        .map(|badge| badge.id)
        .collect();
    let form = WorkshopForm {
        id: None,
        date: app.session()?.today,
        place: "Salle polyvalente".into(),
        facilitators: vec![],
        participants: shown(&people),
        badges,
        plan: PlanView::default(),
    };
    let id = app
        .save_workshop(&form)?
        .form
        .id
        .context("its identifier")?
        .0;
    minutes_ago(40);
    app.set_attendance(id, &people, Attendance::Present)?;
    app.set_timer(id, true)?;
    let step = |person: usize, step: Step, ago: i64| -> Result<()> {
        minutes_ago(ago);
        let person = people.get(person).context("ten people")?;
        app.set_step(id, *person, step, StepState::Done)?;
        Ok(())
    };
    for person in 0..10 {
        // One of them is left behind.
        if person != 5 {
            step(person, Step::Mailbox, 30 - i64::try_from(person)?)?;
        }
    }
    for person in [0, 1, 2, 3, 6, 7] {
        step(person, Step::Registered, 12)?;
    }
    for person in [0, 2, 3] {
        step(person, Step::Confirmed, 6)?;
    }
    minutes_ago(4);
    let block = BlockForm {
        reason: BlockReason::NoMail.into(),
        detail: "Rien dans les indésirables".into(),
        follow_up: String::new(),
    };
    let at = |n: usize| people.get(n).copied().context("ten people");
    app.block_step(id, at(7)?, Step::Confirmed, &block)?;
    app.set_attendance(id, &[at(9)?], Attendance::Absent)?;
    minutes_ago(0);
    app.lock()?;
    Ok(id)
}

/// Eight of the demonstration, and two with long names.
fn people(app: &App) -> Result<Vec<ParticipantId>> {
    let mut people: Vec<ParticipantId> = app
        .participants("")?
        .into_iter()
        .skip(3)
        .take(8)
        .map(|person| person.id.0)
        .collect();
    for (first, last) in LONG {
        let form = ParticipantForm {
            id: None,
            first_name: first.into(),
            last_name: last.into(),
            email: String::new(),
            phone: String::new(),
            nickname: String::new(),
            language: None,
        };
        people.push(app.save_participant(&form)?.id.0);
    }
    Ok(people)
}
