//! The sheets: what those of a workshop say, from the store, and how each is printed.

use atelier_documents::{Fields, Of, Values};
use atelier_domain::{CalendarDate, ParticipantId, StepState, WorkshopId};
use atelier_store::Store;
use atelier_texts as texts;
use atelier_texts::french;
use std::collections::BTreeMap;

use crate::base::app::App;
use crate::base::names::{full_name, structure_name};
use crate::base::pages::{failed, refused, values};
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::platform::passport;
use crate::printing::badge_sheets;
use crate::printing::badge_sheets::Whose;
use crate::structure::look;
use crate::workshops::board::read;
use crate::workshops::board::read::Board;
use crate::workshops::readiness::Readiness;
use crate::workshops::summary_view::SummaryLine;

/// Every sheet, with its name in French: those of a workshop, then those of people's badges.
///
/// # Errors
/// `document-failed`: a fault of the program.
pub fn all() -> Answer<Vec<(&'static str, String)>> {
    let offered = atelier_documents::offered().map_err(failed)?.into_iter();
    let mut all: Vec<_> = offered.map(|(name, sheet)| (name, sheet.name)).collect();
    all.push((badge_sheets::CARDS, texts::sheet_name::cards()));
    Ok(all)
}

/// What a sheet is filled from, and the name of its file.
fn offered(name: &str) -> Answer<(Of, String)> {
    if name == badge_sheets::CARDS {
        // Filled with its day as those that come from a description.
        return Ok((Of::Badges, texts::sheet::cards("{date}")));
    }
    let all = atelier_documents::offered().map_err(failed)?.into_iter();
    let mut found = all.filter(|(known, _)| *known == name);
    let (_, sheet) = found.next().ok_or_else(|| Problem::of(Case::NotFound))?;
    Ok((sheet.of, sheet.file))
}

/// Whether a sheet is about a workshop; otherwise about people's badges.
///
/// # Errors
/// `not-found` when no sheet has that name.
pub fn is_of_workshop(name: &str) -> Answer<bool> {
    Ok(offered(name)?.0 == Of::Workshop)
}

/// Whether a sheet that is being made, from its description, is about a workshop.
///
/// # Errors
/// `sheet-data` when the description is not right.
pub fn describes_workshop(description: &str) -> Answer<bool> {
    let offered = atelier_documents::offered_by(description).map_err(refused)?;
    Ok(offered.is_some_and(|offered| offered.of == Of::Workshop))
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
    id: WorkshopId,
    people: &[ParticipantId],
) -> Answer<Fields> {
    let shelf = Shelf::read(store)?;
    let Board {
        workshop,
        times: _,
        places,
        requests,
        begun: _,
        others: _,
    } = read::read(store, id, &shelf)?;
    let marks = store.progress_around(id)?;
    let platform = passport::platform(store)?;
    let structure = structure_name(store)?;
    let mut facilitators: Vec<String> = store
        .staff()?
        .into_iter()
        .filter(|member| workshop.facilitators.contains(&member.id))
        .map(|member| member.name)
        .collect();
    if workshop.plan.with_inae {
        facilitators.push(texts::network::inae());
    }
    let facilitators = facilitators.join(", ");
    // What the structure wants said first; else who is there.
    let contact = [look::theme(store)?.contact, facilitators.clone()];
    let contact = contact.into_iter().find(|words| !words.is_empty());
    let contact = contact.unwrap_or_else(|| structure.clone());
    let summary = crate::workshops::summary::summary(store, id, app.clock.today())?;
    let mut everyone = Vec::new();
    let mut not_ready = Vec::new();
    for place in &places {
        let person = &place.person;
        if !people.is_empty() && !people.contains(&person.id) {
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
            .map(|cell| texts::step::of(cell.step))
            .collect();
        let own = requests
            .iter()
            .filter(|row| row.request.participant == person.id);
        let readiness = Readiness::read(store, &workshop, person, &marks, &shelf)?;
        let reasons = readiness.reasons(person);
        let todo: Vec<String> = reasons
            .iter()
            .map(|reason| texts::mailbox_note::of(*reason))
            .collect();
        let row = values([
            ("person", full_name(person)),
            ("first_name", person.first_name.to_string()),
            ("last_name", person.last_name.to_string()),
            ("email", email),
            ("attendance", texts::attendance::of(place.attendance)),
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
            ("date", french::date(workshop.date)),
            ("when", french::when(&workshop)),
            ("place", workshop.place),
            ("duration", french::duration(workshop.plan.minutes)),
            ("kind", texts::workshop_kind::of(workshop.plan.kind)),
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

/// What a sheet is filled from.
pub(crate) enum About {
    /// A workshop, for these people; for everyone when none is named.
    Workshop(WorkshopId, Vec<ParticipantId>),
    /// People's badges.
    Badges(Whose),
}

impl About {
    /// A workshop, or else these people's badges.
    pub(crate) fn new(workshop: Option<WorkshopId>, people: Vec<ParticipantId>) -> Self {
        match workshop {
            Some(workshop) => Self::Workshop(workshop, people),
            None => Self::Badges(Whose::named(people)),
        }
    }
}

/// A sheet of a workshop, or of people's badges, as PDF, with the name under which it is kept.
pub(crate) fn print(app: &App, name: &str, about: &About) -> Answer<(String, Vec<u8>)> {
    let today = app.clock.today();
    let theme = app.with(look::theme)?;
    let (of, file) = offered(name)?;
    let (fields, day, nothing) = app.with(|store| filled(app, store, (name, of), about))?;
    let made = if name == badge_sheets::CARDS {
        let cards = app.with(|store| badge_sheets::cards(store, &fields))?;
        atelier_documents::cards(&cards, &theme, today)
    } else {
        atelier_documents::sheet(name, &fields, &theme, today)
    };
    let pdf = match made {
        Err(atelier_documents::DocumentError::Nothing) => return Err(Problem::of(nothing)),
        other => other.map_err(crate::base::pages::failed)?,
    };
    Ok((texts::fill(&file, &[("date", &day.to_string())]), pdf))
}

/// What a sheet says, the day that it is about, and the problem told when it says nothing.
fn filled(
    app: &App,
    store: &Store,
    (name, of): (&str, Of),
    about: &About,
) -> Answer<(Fields, CalendarDate, Case)> {
    match (of, about) {
        (Of::Workshop, About::Workshop(workshop, people)) => {
            let day = crate::workshops::plan::find(store, *workshop)?.date;
            let fields = fields(app, store, *workshop, people)?;
            Ok((fields, day, Case::NobodyToPrint))
        }
        (Of::Badges, About::Badges(whose)) => {
            let today = app.clock.today();
            let fields = badge_sheets::fields(store, name, whose, today)?;
            Ok((fields, today, badge_sheets::nothing(name)))
        }
        _ => Err(Problem::of(Case::NotFound)),
    }
}

impl App {
    /// A sheet that is being made, from its description (the text of a `sheet.json`), filled from a workshop, or else
    /// from people's badges.
    ///
    /// # Errors
    /// `sheet-data` when the description is not right; `not-found` for an unknown workshop; `document-failed`.
    pub fn described_sheet(
        &self,
        description: &str,
        workshop: Option<WorkshopId>,
        people: Vec<ParticipantId>,
    ) -> Answer<Vec<u8>> {
        let of = match workshop {
            Some(_) => Of::Workshop,
            None => Of::Badges,
        };
        self.with(|store| {
            let about = About::new(workshop, people);
            let (fields, day, _) = filled(self, store, ("", of), &about)?;
            atelier_documents::described(description, &fields, &look::theme(store)?, day)
                .map_err(refused)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_of_a_workshop_exists() {
        let known = atelier_documents::sheet_names();
        for (name, told) in all().unwrap() {
            assert!(!told.is_empty());
            let file = offered(name).unwrap().1;
            assert!(file.contains("{date}"), "{name}");
            assert!(
                known.contains(&name) || name == badge_sheets::CARDS,
                "{name}"
            );
        }
    }
}
