//! The home screen: the workshop that comes first with the one thing to do about it, and what waits.

pub mod view;

use atelier_domain::agenda::{self, Present, Turn};
use atelier_domain::{CalendarDate, CatalogueStatus, RequestState, WorkshopId};
use atelier_store::{PersonSearch, Store};
use atelier_texts as texts;
use atelier_texts::french;

use crate::base::app::App;
use crate::base::clock::hour_of;
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::home::view::{HomeView, NextWorkshop};
use crate::posters::listed;
use crate::sealing::enrolment;
use crate::structure::recovery;
use crate::workshops::summary::{celebrated, last_ceremony};
use crate::workshops::{plan, preparation};

/// Most workshops shown after the first.
const FEW: usize = 3;

/// How far back a workshop that nobody closed is looked for, in days.
const BACK: i64 = 31;

/// When a day is, seen from another.
fn seen_from(today: CalendarDate, day: CalendarDate) -> String {
    let days = (day.date() - today.date()).whole_days();
    match days {
        ..-1 => texts::when::days_ago(-days),
        -1 => texts::when::yesterday(),
        0 => texts::when::today(),
        1 => texts::when::tomorrow(),
        2.. => texts::when::in_days(days),
    }
}

fn next(store: &Store, id: WorkshopId, turn: Turn, today: CalendarDate) -> Answer<NextWorkshop> {
    let workshop = plan::find(store, id)?;
    let view = preparation::view(store, id)?;
    let count = |found: usize| u32::try_from(found).unwrap_or(u32::MAX);
    let ready = view.rows.iter().filter(|row| row.not_ready.is_empty());
    let ticked = view.checklist.iter().filter(|item| item.done);
    Ok(NextWorkshop {
        turn: turn.code().to_owned(),
        when_text: seen_from(today, workshop.date),
        ready: count(ready.count()),
        ticked: count(ticked.count()),
        items: count(view.checklist.len()),
        workshop: plan::summary(store, workshop, today)?,
    })
}

fn view(store: &Store, present: Present) -> Answer<HomeView> {
    let shelf = Shelf::read(store)?;
    let posters = listed::summary(store)?;
    let counts = store.counts_by_state()?;
    let count = |wanted: &[RequestState]| -> u32 {
        let rows = counts.iter().filter(|(state, _)| wanted.contains(state));
        rows.map(|(_, n)| *n).sum()
    };
    let back = present.today.date() - time::Duration::days(BACK);
    let slots = store.slots(back.into())?;
    let first = agenda::first(&slots, present);
    let others = |ids: Vec<WorkshopId>, most: usize| {
        ids.into_iter()
            .filter(|id| first.is_none_or(|(first, _)| first != *id))
            .take(most)
            .map(|id| plan::summary(store, plan::find(store, id)?, present.today))
            .collect::<Answer<Vec<_>>>()
    };
    let ceremony = last_ceremony(store)?;
    Ok(HomeView {
        participants: store.count_people(&PersonSearch::default())?,
        workshops: store.count_workshops()?,
        next: first
            .map(|(id, turn)| next(store, id, turn, present.today))
            .transpose()?,
        later: others(agenda::coming(&slots, present), FEW)?,
        to_close: others(agenda::to_close(&slots, present), usize::MAX)?,
        waiting: count(&[RequestState::Held, RequestState::Queued]),
        received: count(&[
            RequestState::Delivered,
            RequestState::InCommittee,
            RequestState::Accepted,
            RequestState::Issued,
            RequestState::InPassport,
        ]),
        to_celebrate: celebrated(store, ceremony)?,
        ceremony_text: ceremony
            .map(|moment| french::date(crate::base::clock::day_of(moment)))
            .unwrap_or_default(),
        ceremony: ceremony.map(crate::base::numbers::millis),
        example_catalogue: shelf.catalogue.status == CatalogueStatus::Example,
        enrolled: enrolment::enrolment(store)?.is_some(),
        recovery: recovery::next(store)?,
        posters_outdated: posters.outdated,
        posters_made: posters.made,
        posters_unsaid: posters.unsaid,
        posters_requests: posters.requests,
    })
}

impl App {
    /// The home screen: what to do now.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn home(&self) -> Answer<HomeView> {
        let now = self.now();
        let present = Present {
            now,
            today: self.clock.today(),
            hour: hour_of(now),
        };
        self.with(|store| view(store, present))
    }
}
