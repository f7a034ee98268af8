//! After a workshop: its bilan, and what can be celebrated.

use atelier_domain::{
    Attendance, Basis, CalendarDate, Moment, RequestState, Step, StepState, WorkshopId,
};
use atelier_store::Store;
use atelier_texts as texts;
use atelier_texts::french;

use crate::base::app::App;
use crate::base::clock::{day_of, french_moment};
use crate::base::names::{full_name, phone};
use crate::base::numbers::{count, millis};
use crate::base::problem::Answer;
use crate::base::wire::Id;
use crate::catalogue::offered::Shelf;
use crate::workshops::board::read::{Board, Place};
use crate::workshops::board::{cell, read};
use crate::workshops::summary_view::{CeremonyView, ObtainedBadge, SummaryLine, SummaryView};

/// Open Badge Passport's confirmation link is valid five days (salava, `user/db.clj`).
const CONFIRMATION_DAYS: i64 = 5;

/// The setting that holds when the last ceremony took place: milliseconds since 1970.
const CEREMONY: &str = "last-ceremony";

/// Most badges shown at once; the table has them all.
const MANY: usize = 24;

fn after(day: CalendarDate, days: i64) -> CalendarDate {
    let later = day.date().checked_add(time::Duration::days(days));
    later.map_or(day, CalendarDate::from)
}

/// How the confirmation of an address stands, and the last day of its link.
pub(crate) fn confirmation(
    registered: Moment,
    today: CalendarDate,
) -> (String, CalendarDate, bool) {
    let last = after(day_of(registered), CONFIRMATION_DAYS);
    let left = (last.date() - today.date()).whole_days();
    let text = match left {
        ..0 => texts::confirm::expired(),
        0 => texts::confirm::today(),
        1 => texts::confirm::tomorrow(),
        _ => texts::confirm::days(left),
    };
    (text, last, left < 0)
}

/// A person's account made and not confirmed: since when. Of an account that is known otherwise than by its making, one does
/// not know when the link was sent.
fn unconfirmed(place: &Place) -> Option<Moment> {
    let state = |step| place.cells.iter().find(|cell| cell.step == step);
    let registered = state(Step::Registered).filter(|cell| cell.state == StepState::Done)?;
    let made = match &registered.elsewhere {
        Some(fact) => matches!(fact.basis, Basis::Marked(_)),
        None => place.marks.iter().any(|mark| mark.step == Step::Registered),
    };
    let confirmed = state(Step::Confirmed).is_some_and(|cell| cell.state == StepState::Done);
    registered.since.filter(|_| made && !confirmed)
}

/// The bilan, in plain data: for the screen, the printed sheet and the table.
pub(crate) fn summary(store: &Store, id: WorkshopId, today: CalendarDate) -> Answer<SummaryView> {
    let board = read::read(store, id, &Shelf::read(store)?)?;
    let Board {
        workshop: _,
        times,
        places,
        requests,
        begun: _,
        others: _,
    } = &board;
    let attending = |wanted: Attendance| {
        let places = places.iter().filter(|place| place.attendance == wanted);
        count(places.count())
    };
    let states = |wanted: fn(RequestState) -> bool| {
        let rows = requests.iter().filter(|row| wanted(row.request.state));
        count(rows.count())
    };
    let to_complete = states(|state| matches!(state, RequestState::Draft | RequestState::Returned));
    let ready = states(|state| state == RequestState::Ready);
    let waiting = states(|state| matches!(state, RequestState::Held | RequestState::Queued));
    let line = |place: &Place, text: String, overdue: bool| SummaryLine {
        participant: place.person.id.into(),
        person: full_name(&place.person),
        phone: phone(&place.person),
        text,
        overdue,
    };
    let accounts = places.iter().filter(|place| {
        place.cells.iter().any(|cell| {
            cell.step == Step::Registered && cell.state == StepState::Done && !cell.is_earlier()
        })
    });
    let without_account = places.iter().filter(|place| {
        place.attendance == Attendance::Present
            && place
                .cells
                .iter()
                .any(|cell| cell.step == Step::Registered && cell.state != StepState::Done)
    });
    let lasted = times.started_at.zip(times.closed_at).map(|(from, to)| {
        u32::try_from((to.unix_millis() - from.unix_millis()).max(0) / 60_000).unwrap_or(u32::MAX)
    });
    Ok(SummaryView {
        workshop: id.into(),
        closed_text: times.closed_at.map(french_moment).unwrap_or_default(),
        lasted,
        invited: count(places.len()),
        present: attending(Attendance::Present),
        unmarked: attending(Attendance::Expected),
        accounts: count(accounts.count()),
        accounts_left: count(without_account.count()),
        to_confirm: places
            .iter()
            .filter_map(|place| {
                let (text, _, overdue) = confirmation(unconfirmed(place)?, today);
                Some(line(place, text, overdue))
            })
            .collect(),
        to_complete,
        ready,
        waiting,
        received: count(requests.len()) - to_complete - ready - waiting,
        blocked: places
            .iter()
            .flat_map(|place| {
                let blocked = place
                    .cells
                    .iter()
                    .filter(|cell| cell.state == StepState::Blocked);
                blocked.map(move |cell| (place, cell))
            })
            .map(|(place, cell)| {
                let overdue = cell
                    .block
                    .as_ref()
                    .and_then(|block| block.follow_up)
                    .is_some_and(|day| day < today);
                line(place, cell::block_text(cell).unwrap_or_default(), overdue)
            })
            .collect(),
    })
}

pub(crate) fn last_ceremony(store: &Store) -> Answer<Option<Moment>> {
    let kept = store.setting(CEREMONY)?;
    let millis = kept.and_then(|text| text.parse::<i64>().ok());
    Ok(millis.map(Moment::from_unix_millis))
}

/// How many badges were obtained since a ceremony.
pub(crate) fn celebrated(store: &Store, last: Option<Moment>) -> Answer<u32> {
    let states = [RequestState::Issued, RequestState::InPassport];
    Ok(store.requests_by_name(&states, last, 0)?.1)
}

/// Badges obtained since the last ceremony, by person.
pub(crate) fn ceremony(store: &Store, limit: usize) -> Answer<CeremonyView> {
    let last = last_ceremony(store)?;
    let shelf = Shelf::read(store)?;
    let states = [RequestState::Issued, RequestState::InPassport];
    let (rows, total) = store.requests_by_name(&states, last, limit)?;
    let mut badges = Vec::new();
    for row in rows {
        let Some(person) = store.participant(row.request.participant)? else {
            continue;
        };
        let badge = shelf.known(&row.request.badge);
        badges.push(ObtainedBadge {
            request: row.request.id.into(),
            person: full_name(&person),
            badge_id: Id(row.request.badge.clone()),
            badge_name: badge
                .map_or_else(|| row.request.badge.to_string(), |badge| badge.name.clone()),
            state_label: texts::request_state::of(row.request.state),
            date_text: french::date(day_of(row.issued_at.unwrap_or(row.updated_at))),
        });
    }
    Ok(CeremonyView {
        last_text: last
            .map(|moment| french::date(day_of(moment)))
            .unwrap_or_default(),
        last: last.map(millis),
        badges,
        total,
    })
}

impl App {
    /// The bilan of a workshop.
    ///
    /// # Errors
    /// `not-found`.
    pub fn summary(&self, id: WorkshopId) -> Answer<SummaryView> {
        self.with(|store| summary(store, id, self.clock.today()))
    }

    /// Badges obtained since the last ceremony.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn ceremony(&self) -> Answer<CeremonyView> {
        self.with(|store| ceremony(store, MANY))
    }

    /// Notes that a ceremony took place now (`None`), or puts back when the last one did (undo): milliseconds since
    /// 1970, below zero for never.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn set_ceremony(&self, at: Option<f64>) -> Answer<CeremonyView> {
        self.atomically(|store| {
            match at {
                None => {
                    store.set_setting(CEREMONY, &self.now().unix_millis().to_string())?;
                }
                Some(millis) if millis < 0.0 => store.clear_setting(CEREMONY)?,
                Some(millis) => store.set_setting(CEREMONY, &format!("{millis:.0}"))?,
            }
            ceremony(store, MANY)
        })
    }
}
