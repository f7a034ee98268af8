//! What the projector shows of a board: those present under the name they chose, and one step.

use std::collections::BTreeMap;

use crate::base::app::App;
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::workshops::board::read::{Place, read};
use crate::workshops::board::view::{ProjectionRow, ProjectionView};
use crate::workshops::board::{group, step_view};
use atelier_domain::{Attendance, Participant, Step, WorkshopId};

/// Names for the group: two people never read the same one.
fn names(people: &[&Participant]) -> Vec<String> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    people
        .iter()
        .map(|person| {
            let name = person.shown_name();
            let same = people.iter().filter(|one| one.shown_name() == name).count();
            if same < 2 {
                return name.to_owned();
            }
            let number = seen.entry(name.to_owned()).or_default();
            *number += 1;
            format!("{name} {number}")
        })
        .collect()
}

impl App {
    /// What the projector shows: those present under the name they chose, and one step. No last name, no address.
    ///
    /// # Errors
    /// `not-found`, `step-unknown`.
    pub fn projection(&self, id: WorkshopId, step: Step) -> Answer<ProjectionView> {
        self.with(|store| {
            let board = read(store, id, &Shelf::read(store)?)?;
            let (done, total) = group(&board);
            let present: Vec<&Place> = board
                .places
                .iter()
                .filter(|place| place.attendance == Attendance::Present)
                .collect();
            let people: Vec<&Participant> = present.iter().map(|place| &place.person).collect();
            let mut rows: Vec<ProjectionRow> = present
                .iter()
                .zip(names(&people))
                .map(|(place, name)| ProjectionRow {
                    name,
                    states: place.cells.iter().map(|cell| cell.state.into()).collect(),
                })
                .collect();
            rows.sort_by_key(|row| atelier_domain::fold::fold(&row.name));
            let address = crate::platform::passport::platform(store)?.address_of(step);
            Ok(ProjectionView {
                place: board.workshop.place.clone(),
                steps: Step::of(board.workshop.plan.kind)
                    .iter()
                    .map(|step| step_view(*step))
                    .collect(),
                step: step.into(),
                people: rows,
                done,
                total,
                code: address
                    .as_deref()
                    .map(crate::platform::passport::code_uri)
                    .transpose()?,
                address,
                practice: crate::base::practice::is(store)?,
            })
        })
    }
}
