//! The requests of a workshop, all at once.

use atelier_domain::{BadgeId, Origin, ParticipantId, RequestState, WorkshopId};
use atelier_store::RequestFilter;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::requests::confirm::confirm_if_complete;
use crate::requests::read::waits_for_a_reading;
use crate::workshops::plan;
use crate::workshops::view::WorkshopView;

impl App {
    /// Confirms every complete request of a workshop. The others are left as they are, and so are those that a person
    /// made at the station: the facilitator reads these one by one.
    ///
    /// # Errors
    /// `not-found`.
    pub fn confirm_workshop(&self, id: WorkshopId) -> Answer<WorkshopView> {
        let view = self.atomically(|store| {
            let shelf = Shelf::read(store)?;
            let states = Some(vec![RequestState::Ready]);
            for row in store.requests(&RequestFilter {
                workshop: Some(id),
                states,
                ..RequestFilter::default()
            })? {
                if shelf.catalogue.badge(&row.request.badge).is_none() || waits_for_a_reading(&row)
                {
                    continue;
                }
                confirm_if_complete(store, row.request.id, self.now())?;
            }
            plan::view(store, id)
        })?;
        self.courier.work_added();
        Ok(view)
    }
}

impl App {
    /// A draft of this badge for everyone present who has no request for it under way.
    ///
    /// # Errors
    /// `badge-unknown`, `not-found`, `nobody-present`.
    pub fn start_requests(&self, id: WorkshopId, badge: &BadgeId) -> Answer<WorkshopView> {
        let present: Vec<ParticipantId> =
            self.with(|store| Ok(plan::find(store, id)?.present().collect()))?;
        if present.is_empty() {
            return Err(Problem::of(Case::NobodyPresent));
        }
        self.atomically(|store| {
            for person in present {
                self.open(store, person, badge, (Some(id), Origin::Group))?;
            }
            plan::view(store, id)
        })
    }
}
