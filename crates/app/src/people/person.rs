//! A person, with all that one comes for: their requests, their workshops, and why they cannot be removed, if so.

use atelier_domain::{ParticipantId, RequestState};
use atelier_store::{RequestFilter, RequestRow, Store};
use atelier_texts as texts;
use atelier_texts::french;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::people::participants::view;
use crate::people::view::{KeptView, PersonView, PersonWorkshop};
use crate::requests::read::summaries;

/// Why a person cannot be removed, and what can be done instead; `None` when they can.
fn kept(store: &Store, rows: &[RequestRow]) -> Answer<Option<KeptView>> {
    let (mut sent, mut waiting, mut drafts) = (0_u32, 0_u32, 0_u32);
    for row in rows {
        let received = store.receipt(&row.request.id.to_string())?.is_some();
        match row.request.state {
            _ if received => sent += 1,
            RequestState::Held | RequestState::Queued => waiting += 1,
            _ => drafts += 1,
        }
    }
    use texts::person_kept as kept;
    let (why, instead) = match (sent, waiting, drafts) {
        (0, 0, 0) => return Ok(None),
        (0, 0, drafts) => (kept::drafts(drafts), kept::drafts_instead()),
        (0, waiting, _) => (kept::waiting(waiting), kept::waiting_instead()),
        (sent, _, _) => (kept::sent(sent), kept::sent_instead()),
    };
    Ok(Some(KeptView { why, instead }))
}

impl App {
    /// A person, with all that one comes for.
    ///
    /// # Errors
    /// `not-found`.
    pub fn person(&self, id: ParticipantId) -> Answer<PersonView> {
        let today = self.clock.today();
        self.with(|store| {
            let person = store.participant(id)?;
            let person = person.ok_or_else(|| Problem::of(Case::NotFound))?;
            let mut rows = store.requests(&RequestFilter {
                participant: Some(id),
                ..RequestFilter::default()
            })?;
            rows.sort_by_key(|row| std::cmp::Reverse(row.updated_at));
            let kept = kept(store, &rows)?;
            let obtained = rows.iter().any(|row| {
                matches!(
                    row.request.state,
                    RequestState::Issued | RequestState::InPassport
                )
            });
            let workshops = store.workshops_of(id)?.into_iter();
            let workshops = workshops.map(|(workshop, attendance)| PersonWorkshop {
                id: workshop.id.into(),
                day: french::date(workshop.date),
                place: workshop.place,
                attendance: attendance.into(),
                attendance_label: texts::attendance::of(attendance),
                to_come: workshop.date.date() > today.date(),
            });
            let number = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            Ok(PersonView {
                person: view(&person, number),
                requests: summaries(store, &Shelf::read(store)?, &rows)?,
                workshops: workshops.collect(),
                obtained,
                kept,
            })
        })
    }
}
