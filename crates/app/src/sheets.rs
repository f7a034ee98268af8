//! The sheets: what those of a workshop say, from the store, and how each is printed.

use std::collections::BTreeMap;

use atelier_documents::{Fields, Values};
use atelier_domain::StepState;
use atelier_store::Store;

use crate::App;
use crate::board::{self, Board};
use crate::catalogue::Shelf;
use crate::documents::structure_name;
use crate::labels::label;
use crate::look;
use crate::participants::full_name;
use crate::passport;
use crate::problem::{Answer, Problem};
use crate::records;
use crate::view::SummaryLine;
use crate::workshops::workshop_id;

/// The sheets that a workshop can print.
pub const NAMES: [&str; 7] = [
    "convocation",
    "information",
    "attendance",
    "memo",
    "memo-cards",
    "mailbox-note",
    "summary",
];

/// Every sheet: those of a workshop, then those of people's badges.
pub fn all() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().chain(records::NAMES)
}

pub(crate) fn values<const N: usize>(pairs: [(&str, String); N]) -> Values {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// « 45 minutes », « 1 h 30 ».
fn duration(minutes: u16) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} minutes"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    }
}

fn lines(all: &[SummaryLine]) -> Vec<Values> {
    all.iter()
        .map(|line| {
            values([
                ("person", line.person.clone()),
                ("phone", line.phone.clone()),
                ("text", line.text.clone()),
            ])
        })
        .collect()
}

/// What the sheets of a workshop say. `people`: those to print for, everyone when empty.
pub(crate) fn fields(
    app: &App,
    store: &Store,
    workshop: &str,
    people: &[String],
) -> Answer<Fields> {
    let id = workshop_id(workshop)?;
    let Board {
        workshop,
        times: _,
        places,
        requests,
        begun: _,
    } = board::read(store, id, &Shelf::read(store)?)?;
    let platform = passport::platform(store)?;
    let structure = structure_name(store)?;
    let mut facilitators: Vec<String> = store
        .staff()?
        .into_iter()
        .filter(|member| workshop.facilitators.contains(&member.id))
        .map(|member| member.name)
        .collect();
    if workshop.plan.with_inae {
        facilitators.push("INAÉ".to_owned());
    }
    let facilitators = facilitators.join(", ");
    let contact = match facilitators.as_str() {
        "" => structure.clone(),
        names => names.to_owned(),
    };
    let summary = crate::follow_up::summary(store, id, app.clock.today())?;
    let mut everyone = Vec::new();
    let mut not_ready = Vec::new();
    for place in &places {
        let person = &place.person;
        if !people.is_empty() && !people.contains(&person.id.to_string()) {
            continue;
        }
        let email = person
            .email
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let steps: Vec<String> = place
            .cells
            .iter()
            .filter(|cell| cell.state == StepState::Done)
            .map(|cell| label("step", cell.step.code()))
            .collect();
        let own = requests
            .iter()
            .filter(|row| row.request.participant == person.id);
        let reasons = store
            .mailbox_check(person.id)?
            .not_ready(person.email.is_some());
        let todo: Vec<String> = reasons
            .iter()
            .map(|reason| label("mailbox-note", reason.code()))
            .collect();
        let row = values([
            ("person", full_name(person)),
            ("first_name", person.first_name.to_string()),
            ("last_name", person.last_name.to_string()),
            ("email", email),
            ("attendance", label("attendance", place.attendance.code())),
            ("steps", steps.join(", ")),
            ("requests", own.count().to_string()),
            ("todo", todo.join("\n")),
        ]);
        if !reasons.is_empty() {
            not_ready.push(row.clone());
        }
        everyone.push(row);
    }
    Ok(Fields {
        values: values([
            ("structure", structure),
            ("date", workshop.date.in_french()),
            ("when", workshop.when_in_french()),
            ("place", workshop.place),
            ("duration", duration(workshop.plan.minutes)),
            ("kind", label("workshop-kind", workshop.plan.kind.code())),
            ("facilitators", facilitators),
            ("contact", contact),
            ("register_address", platform.register()),
            ("login_address", platform.login()),
            ("present", summary.present.to_string()),
            ("invited", summary.invited.to_string()),
            ("accounts", summary.accounts.to_string()),
            ("received", summary.received.to_string()),
            ("waiting", summary.waiting.to_string()),
            (
                "to_complete",
                (summary.to_complete + summary.ready).to_string(),
            ),
        ]),
        lists: BTreeMap::from([
            ("people".to_owned(), everyone),
            ("not_ready".to_owned(), not_ready),
            ("to_confirm".to_owned(), lines(&summary.to_confirm)),
            ("blocked".to_owned(), lines(&summary.blocked)),
        ]),
    })
}

/// A sheet of a workshop, or of people's badges, as PDF, with the name under which it is kept.
pub(crate) fn print(
    app: &App,
    name: &str,
    workshop: Option<&str>,
    people: &[String],
) -> Answer<(String, Vec<u8>)> {
    let today = app.clock.today();
    let theme = app.with(look::theme)?;
    let (fields, day, nothing) = app.with(|store| match workshop {
        Some(workshop) if NAMES.contains(&name) => {
            let day = crate::workshops::find(store, workshop_id(workshop)?)?.date;
            let fields = fields(app, store, workshop, people)?;
            Ok((fields, day, "nobody-to-print"))
        }
        None if records::NAMES.contains(&name) => {
            let fields = records::fields(store, name, people, today)?;
            Ok((fields, today, records::nothing(name)))
        }
        _ => Err(Problem::of("not-found")),
    })?;
    let made = if name == records::CARDS {
        app.with(|store| records::cards(store, &fields, &theme, today))?
    } else {
        atelier_documents::sheet(name, &fields, &theme, today)
    };
    let pdf = match made {
        Err(atelier_documents::DocumentError::Nothing) => return Err(Problem::of(nothing)),
        other => other.map_err(crate::documents::failed)?,
    };
    Ok((
        label("sheet", name).replace("{date}", &day.to_string()),
        pdf,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_of_a_workshop_exists_and_every_length_is_told() {
        let known = atelier_documents::sheet_names();
        for name in all().filter(|name| *name != records::CARDS) {
            assert!(known.contains(&name), "{name}");
        }
        assert_eq!(duration(45), "45 minutes");
        assert_eq!(duration(60), "1 h");
        assert_eq!(duration(95), "1 h 35");
    }
}
