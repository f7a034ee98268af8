//! Group workshops: who is invited, who came, which badges are aimed at.

use atelier_domain::{
    Attendance, BadgeId, CalendarDate, Moment, Participant, ParticipantId, RequestState, StaffId,
    Workshop, WorkshopId, WorkshopPlan,
};
use atelier_store::{Removed, RequestFilter, Store};
use atelier_texts as texts;
use atelier_texts::french;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::base::app::App;
use crate::base::numbers::count;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::{own, shown};
use crate::catalogue::offered::Shelf;
use crate::catalogue::view::BadgeView;
use crate::people::participants;
use crate::requests::read;
use crate::workshops::view::{AttendeeView, PlanView, WorkshopForm, WorkshopSummary, WorkshopView};

/// What was removed since the store was opened, to be put back, by its identifier.
#[derive(Default)]
struct RemovedRows(BTreeMap<String, Removed>);

/// Longest workshop, in minutes.
const MAX_MINUTES: u16 = 600;

/// Longest list of equipment, in characters.
const MAX_EQUIPMENT: usize = 500;

/// The workshop, or `not-found`.
pub(crate) fn find(store: &Store, id: WorkshopId) -> Answer<Workshop> {
    store
        .workshop(id)?
        .ok_or_else(|| Problem::of(Case::NotFound))
}

/// Whether a day is past, today, or to come.
fn when(day: CalendarDate, today: CalendarDate) -> &'static str {
    match day.cmp(&today) {
        Ordering::Less => "past",
        Ordering::Equal => "today",
        Ordering::Greater => "coming",
    }
}

/// One workshop, as in a list, with the states of its requests.
fn summary_of(
    workshop: Workshop,
    today: CalendarDate,
    closed: bool,
    counts: &[(RequestState, u32)],
) -> WorkshopSummary {
    let sum = |wanted: fn(RequestState) -> bool| -> u32 {
        let rows = counts.iter().filter(|(state, _)| wanted(*state));
        rows.map(|(_, count)| count).sum()
    };
    WorkshopSummary {
        id: workshop.id.into(),
        date: workshop.date.to_string(),
        date_text: french::when(&workshop),
        invited: count(workshop.participants.len()),
        present: count(workshop.present().count()),
        requests: sum(|_| true),
        to_complete: sum(|state| matches!(state, RequestState::Draft | RequestState::Returned)),
        badges: shown(&workshop.badges),
        kind_label: texts::workshop_kind::of(workshop.plan.kind),
        when: when(workshop.date, today).to_owned(),
        closed,
        place: workshop.place,
    }
}

/// One workshop, as in a list.
pub(crate) fn summary(
    store: &Store,
    workshop: Workshop,
    today: CalendarDate,
) -> Answer<WorkshopSummary> {
    let counts = store.request_states_at(workshop.id)?;
    let closed = store.workshop_times(workshop.id)?.closed_at.is_some();
    Ok(summary_of(workshop, today, closed, &counts))
}

/// Every workshop, newest first.
pub(crate) fn summaries(store: &Store, today: CalendarDate) -> Answer<Vec<WorkshopSummary>> {
    let by_workshop = store.requests_by_workshop()?;
    let closed = store.closed_workshops()?;
    let workshops = store.workshops()?.into_iter();
    Ok(workshops
        .map(|workshop| {
            let counts = by_workshop.get(&workshop.id).map_or(&[][..], Vec::as_slice);
            let over = closed.contains(&workshop.id);
            summary_of(workshop, today, over, counts)
        })
        .collect())
}

/// A workshop as it can be typed again.
pub(crate) fn form_of(workshop: &Workshop) -> WorkshopForm {
    WorkshopForm {
        id: Some(workshop.id.into()),
        date: workshop.date.to_string(),
        place: workshop.place.clone(),
        facilitators: shown(&workshop.facilitators),
        participants: shown(workshop.participants.iter().map(|(id, _)| id)),
        badges: shown(&workshop.badges),
        plan: PlanView::from(&workshop.plan),
    }
}

/// A workshop, whole.
pub(crate) fn view(store: &Store, id: WorkshopId) -> Answer<WorkshopView> {
    let workshop = find(store, id)?;
    let shelf = Shelf::read(store)?;
    let people: BTreeMap<ParticipantId, Participant> = store
        .participants_of(id)?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let rows = store.requests(&RequestFilter {
        workshop: Some(id),
        ..RequestFilter::default()
    })?;
    let summaries = read::summaries(store, &shelf, &rows)?;
    let mut attendees: Vec<(String, AttendeeView)> = workshop
        .participants
        .iter()
        .filter_map(|(id, attendance)| people.get(id).map(|person| (person, attendance)))
        .map(|(person, attendance)| {
            let id = person.id;
            let own: Vec<_> = summaries
                .iter()
                .filter(|request| request.participant_id == id)
                .cloned()
                .collect();
            let attendee = AttendeeView {
                participant: participants::view(person, count(own.len())),
                attendance: attendance.into(),
                requests: own,
            };
            (person.name_key(), attendee)
        })
        .collect();
    attendees.sort_by(|(a, _), (b, _)| a.cmp(b));
    let badges: Vec<BadgeView> = workshop.badges.iter().map(|id| shelf.view(id)).collect();
    let facilitator_names = store
        .staff()?
        .into_iter()
        .filter(|member| workshop.facilitators.contains(&member.id))
        .map(|member| member.name)
        .collect();
    Ok(WorkshopView {
        form: form_of(&workshop),
        date_text: french::when(&workshop),
        kind_label: texts::workshop_kind::of(workshop.plan.kind),
        closed: store.workshop_times(id)?.closed_at.is_some(),
        facilitator_names,
        badges,
        attendees: attendees
            .into_iter()
            .map(|(_, attendee)| attendee)
            .collect(),
    })
}

/// What a form says, once read.
pub(crate) struct Plan {
    date: CalendarDate,
    place: String,
    facilitators: Vec<StaffId>,
    invited: Vec<ParticipantId>,
    badges: Vec<BadgeId>,
    plan: WorkshopPlan,
}

impl From<&WorkshopPlan> for PlanView {
    fn from(plan: &WorkshopPlan) -> Self {
        let WorkshopPlan {
            kind,
            starts_at,
            minutes,
            with_inae,
            equipment,
            connection,
        } = plan;
        Self {
            kind: kind.into(),
            starts_at: starts_at.map(|time| time.to_string()).unwrap_or_default(),
            minutes: *minutes,
            with_inae: *with_inae,
            equipment: equipment.clone(),
            connection: connection.into(),
        }
    }
}

impl Default for PlanView {
    fn default() -> Self {
        Self::from(&WorkshopPlan::default())
    }
}

fn read_plan(plan: &PlanView) -> Answer<WorkshopPlan> {
    if plan.minutes == 0 || plan.minutes > MAX_MINUTES {
        return Err(Problem::of(Case::WorkshopMinutes).on("minutes"));
    }
    let starts_at = match plan.starts_at.as_str() {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| Problem::of(Case::WorkshopHour).on("starts_at"))?,
        ),
    };
    Ok(WorkshopPlan {
        starts_at,
        kind: plan.kind.0,
        minutes: plan.minutes,
        with_inae: plan.with_inae,
        equipment: plan.equipment.trim().chars().take(MAX_EQUIPMENT).collect(),
        connection: plan.connection.0,
    })
}

pub(crate) fn read_form(form: &WorkshopForm) -> Answer<Plan> {
    let date = form
        .date
        .parse()
        .map_err(|_| Problem::of(Case::WorkshopDate).on("date"))?;
    if form.place.chars().count() > 255 {
        return Err(Problem::of(Case::WorkshopPlace).on("place"));
    }
    Ok(Plan {
        date,
        place: form.place.trim().to_owned(),
        facilitators: own(form.facilitators.clone()),
        invited: own(form.participants.clone()),
        badges: own(form.badges.clone()),
        plan: read_plan(&form.plan)?,
    })
}

/// Keeps a workshop. Attendance already marked stays.
///
/// # Errors
/// `workshop-has-requests` when a person taken off it has a request of this workshop; `store-conflict` for an unknown
/// person or permanent.
pub(crate) fn keep(store: &Store, id: WorkshopId, plan: Plan, at: Moment) -> Answer<()> {
    let Plan {
        date,
        place,
        facilitators,
        invited,
        badges,
        plan,
    } = plan;
    let before = store.workshop(id)?;
    let marked = |person: ParticipantId| {
        before
            .iter()
            .flat_map(|workshop| &workshop.participants)
            .find(|(known, _)| *known == person)
            .map_or(Attendance::Expected, |(_, attendance)| *attendance)
    };
    let filter = RequestFilter {
        workshop: Some(id),
        ..RequestFilter::default()
    };
    for row in store.requests(&filter)? {
        if !invited.contains(&row.request.participant) {
            return Err(Problem::of(Case::WorkshopHasRequests).on("participants"));
        }
    }
    let participants = invited
        .iter()
        .map(|person| (*person, marked(*person)))
        .collect();
    let workshop = Workshop {
        id,
        date,
        place,
        facilitators,
        participants,
        badges,
        plan,
    };
    Ok(store.save_workshop(&workshop, at)?)
}

impl App {
    /// Every workshop, newest first.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn workshops(&self) -> Answer<Vec<WorkshopSummary>> {
        let today = self.clock.today();
        self.with(|store| summaries(store, today))
    }

    /// A workshop, whole.
    ///
    /// # Errors
    /// `not-found`.
    pub fn workshop(&self, id: WorkshopId) -> Answer<WorkshopView> {
        self.with(|store| view(store, id))
    }

    /// Keeps a workshop. Attendance already marked stays.
    ///
    /// # Errors
    /// `workshop-date` or `workshop-place` on the field at fault; `not-found` for an unknown person or permanent;
    /// `workshop-has-requests` when a person taken off it has a request of this workshop.
    pub fn save_workshop(&self, form: &WorkshopForm) -> Answer<WorkshopView> {
        let plan = read_form(form)?;
        let id = match form.id {
            Some(id) => id.0,
            None => WorkshopId::new(self.clock.new_id()),
        };
        self.atomically(|store| {
            keep(store, id, plan, self.now())?;
            view(store, id)
        })
    }

    /// Removes a workshop that has no request; [`App::restore_removed`] puts it back.
    ///
    /// # Errors
    /// `in-use` when it has one.
    pub fn remove_workshop(&self, id: WorkshopId) -> Answer<()> {
        let removed = self.with(|store| Ok(store.remove_workshop(id)?))?;
        self.keep_removed(&id.to_string(), removed);
        Ok(())
    }

    pub(crate) fn keep_removed(&self, id: &str, removed: Removed) {
        self.keeping(|all: &mut RemovedRows| all.0.insert(id.to_owned(), removed));
    }

    /// Puts back a workshop or a person removed since the store was opened, as they were.
    ///
    /// # Errors
    /// `not-found` when nothing such was removed; `store-conflict` when it is there already.
    pub fn restore_removed(&self, id: &str) -> Answer<()> {
        let kept = self.keeping(|all: &mut RemovedRows| all.0.remove(id));
        let kept = kept.ok_or_else(|| Problem::of(Case::NotFound))?;
        self.with(|store| {
            store.put_back(&kept)?;
            store.append_journal(self.now(), "restored", id)?;
            Ok(())
        })
    }
}
