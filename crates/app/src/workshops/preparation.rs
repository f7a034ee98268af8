//! Before a workshop: its checklist, each person's mailbox check, and who was informed.

use atelier_domain::{ParticipantId, StaffId, WorkshopId, WorkshopKind};
use atelier_store::{Store, Tick};
use atelier_texts as texts;
use atelier_texts::french;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::base::app::App;
use crate::base::clock::french_moment;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::people::participants;
use crate::workshops::plan::find;
use crate::workshops::preparation_view::{
    ChecklistItem, MailboxForm, NotReadyView, PreparationRow, PreparationView,
};
use crate::workshops::readiness::Readiness;

const CHECKLISTS: &str = include_str!("../../../../assets/guide/checklists.json");

/// An item of a checklist, as written in `assets/guide/checklists.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    text: String,
    /// Why, or how.
    hint: String,
    when: String,
    /// Kinds of workshop it is for.
    kinds: Vec<String>,
}

/// The items for a kind of workshop, in order.
fn items(kind: WorkshopKind) -> impl Iterator<Item = &'static Item> {
    static PARSED: OnceLock<Vec<Item>> = OnceLock::new();
    PARSED
        .get_or_init(|| serde_json::from_str(CHECKLISTS).unwrap_or_default())
        .iter()
        .filter(move |item| item.kinds.iter().any(|one| one == kind.code()))
}

pub(crate) fn view(store: &Store, id: WorkshopId) -> Answer<PreparationView> {
    let workshop = find(store, id)?;
    let staff: BTreeMap<StaffId, String> = store
        .staff()?
        .into_iter()
        .map(|member| (member.id, member.name))
        .collect();
    let ticks = store.ticks(id)?;
    let checklist = items(workshop.plan.kind)
        .map(|item| {
            let tick = ticks.iter().find(|tick| tick.item == item.id);
            ChecklistItem {
                id: item.id.clone(),
                text: item.text.clone(),
                hint: item.hint.clone(),
                when: item.when.clone(),
                done: tick.is_some(),
                done_text: tick.map_or_else(String::new, |tick| {
                    let when = french_moment(tick.done_at);
                    match tick.done_by.and_then(|id| staff.get(&id)) {
                        Some(name) => format!("{name}, {when}"),
                        None => when,
                    }
                }),
            }
        })
        .collect();
    let shelf = Shelf::read(store)?;
    let marks = store.progress_around(id)?;
    let mut rows = Vec::new();
    for person in store.participants_of(id)? {
        let readiness = Readiness::read(store, &workshop, &person, &marks, &shelf)?;
        let informed = store.informed_on(person.id)?;
        rows.push(PreparationRow {
            mailbox: readiness.form(),
            checked_text: readiness
                .checked_at()
                .map(french_moment)
                .unwrap_or_default(),
            opens_text: readiness.opens_text(),
            not_ready: readiness
                .reasons(&person)
                .into_iter()
                .map(|reason| NotReadyView {
                    code: reason.into(),
                    text: texts::not_ready::of(reason),
                    todo: texts::not_ready_todo::of(reason),
                })
                .collect(),
            informed_on: informed.map(|day| day.to_string()).unwrap_or_default(),
            informed_text: informed.map(french::date).unwrap_or_default(),
            participant: participants::view(&person, participants::requests_of(store, person.id)?),
        });
    }
    Ok(PreparationView {
        workshop: id.into(),
        checklist,
        rows,
    })
}

impl App {
    /// The workshop before it takes place.
    ///
    /// # Errors
    /// `not-found`.
    pub fn preparation(&self, id: WorkshopId) -> Answer<PreparationView> {
        self.with(|store| view(store, id))
    }

    /// Ticks an item of the checklist, or takes the tick back. `done_by`: who did it, if it is known.
    ///
    /// # Errors
    /// `not-found` for an item that this workshop does not have.
    pub fn tick_item(
        &self,
        id: WorkshopId,
        item: &str,
        done: bool,
        done_by: Option<StaffId>,
    ) -> Answer<PreparationView> {
        self.atomically(|store| {
            let kind = find(store, id)?.plan.kind;
            let item = items(kind)
                .find(|one| one.id == item)
                .ok_or_else(|| Problem::of(Case::NotFound))?;
            if done {
                let tick = Tick {
                    item: item.id.clone(),
                    done_by,
                    done_at: self.now(),
                };
                store.tick(id, &tick)?;
            } else {
                store.untick(id, &item.id)?;
            }
            view(store, id)
        })
    }

    /// Keeps a person's mailbox check.
    ///
    /// # Errors
    /// `not-found`.
    pub fn save_mailbox(
        &self,
        id: WorkshopId,
        participant: ParticipantId,
        form: &MailboxForm,
    ) -> Answer<PreparationView> {
        self.atomically(|store| {
            let person = store.participant(participant)?;
            let person = person.ok_or_else(|| Problem::of(Case::NotFound))?;
            let (workshop, marks) = (find(store, id)?, store.progress_around(id)?);
            let shelf = Shelf::read(store)?;
            let known = Readiness::read(store, &workshop, &person, &marks, &shelf)?;
            store.save_mailbox_check(participant, &known.answered(form, self.now())?)?;
            view(store, id)
        })
    }

    /// Notes that these people were given the information that the RGPD requires, today or on a day (`YYYY-MM-DD`); or
    /// takes the note back.
    ///
    /// # Errors
    /// `not-found`; `block-date` when it is no day.
    pub fn set_informed(
        &self,
        id: WorkshopId,
        participants: &[ParticipantId],
        informed: bool,
        on: Option<&str>,
    ) -> Answer<PreparationView> {
        let on = match on {
            Some(day) => day.parse().map_err(|_| Problem::of(Case::BlockDate))?,
            None => self.clock.today(),
        };
        self.atomically(|store| {
            let day = informed.then_some(on);
            for person in participants {
                store.set_informed(*person, day)?;
            }
            view(store, id)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_workshop_has_its_checklist() {
        let all: Vec<Item> = serde_json::from_str(CHECKLISTS).unwrap();
        let mut ids: Vec<&str> = all.iter().map(|item| item.id.as_str()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "an identifier is there twice");
        for item in &all {
            assert!(
                !item.text.is_empty() && !item.hint.is_empty() && !item.when.is_empty(),
                "{}",
                item.id
            );
            for kind in &item.kinds {
                assert!(WorkshopKind::from_code(kind).is_some(), "{kind}");
            }
        }
        for kind in WorkshopKind::ALL {
            assert!(items(kind).count() >= 8, "{kind:?}");
        }
    }
}
