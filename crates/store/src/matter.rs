//! What is left to do about people, and when workshops take place: a few columns of many rows, nothing of their content.

use atelier_domain::agenda::Slot;
use atelier_domain::{
    BadgeId, CalendarDate, Moment, Origin, ParticipantId, RequestId, RequestState, WorkshopId,
};

use crate::progress::COLUMNS as MARK_COLUMNS;
use crate::progress::row_of as mark_of;
use crate::row::{decoded, get, moment, moment_or_none, parsed, parsed_or_none};
use crate::{ProgressRow, Result, Store};

/// A request about which something is left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRequest {
    /// Which.
    pub id: RequestId,
    /// Whose.
    pub participant: ParticipantId,
    /// For which badge.
    pub badge: BadgeId,
    /// Prepared at which workshop.
    pub workshop: Option<WorkshopId>,
    /// Where it stands.
    pub state: RequestState,
    /// How it was begun.
    pub origin: Origin,
    /// Whether the person handed it to the facilitator.
    pub handed: bool,
    /// When it last changed.
    pub updated_at: Moment,
    /// Whether its badge was learned to be issued since the last ceremony.
    pub to_celebrate: bool,
}

impl Store {
    /// Requests being written, complete or sent back, badges to accept, and badges obtained since the last ceremony (`None`:
    /// there was none), by the person's name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open_requests(&self, ceremony: Option<Moment>) -> Result<Vec<OpenRequest>> {
        let sql = "SELECT r.id, r.participant_id, r.badge_id, r.workshop_id, r.state, r.origin,
                       r.handed_at, r.updated_at,
                       coalesce(r.issue_learned_at > ?1, FALSE) AS to_celebrate
                   FROM badge_request r JOIN participant p ON p.id = r.participant_id
                   WHERE r.state IN ('draft', 'ready', 'returned', 'issued')
                      OR (r.state = 'in-passport' AND r.issue_learned_at > ?1)
                   ORDER BY p.last_key, p.first_key, r.id";
        let since = ceremony.map_or(i64::MIN, Moment::unix_millis);
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([since], |row| {
                Ok(OpenRequest {
                    id: parsed(row, "id")?,
                    participant: parsed(row, "participant_id")?,
                    badge: decoded(row, "badge_id", BadgeId::parse)?,
                    workshop: parsed_or_none(row, "workshop_id")?,
                    state: decoded(row, "state", RequestState::from_code)?,
                    origin: decoded(row, "origin", Origin::from_code)?,
                    handed: moment_or_none(row, "handed_at")?.is_some(),
                    updated_at: moment(row, "updated_at")?,
                    to_celebrate: get(row, "to_celebrate")?,
                })
            })?
            .collect()
    }

    /// Everyone, by last then first name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn names_in_order(&self) -> Result<Vec<ParticipantId>> {
        let sql = "SELECT id FROM participant ORDER BY last_key, first_key, id";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([], |row| parsed(row, "id"))?
            .collect()
    }

    /// Every mark of a person, at whatever workshop, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn marks_of(&self, participant: ParticipantId) -> Result<Vec<ProgressRow>> {
        let sql = format!(
            "SELECT {MARK_COLUMNS} FROM progress WHERE participant_id = ?1 ORDER BY since DESC, step"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then([participant.to_string()], mark_of)?
            .collect()
    }

    /// The workshops that take place on a day or later, and those begun and not closed, in time.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn slots(&self, from: CalendarDate) -> Result<Vec<Slot>> {
        let sql = "SELECT id, date, starts_at, minutes, started_at, closed_at,
                       EXISTS (SELECT 1 FROM workshop_participant AS came
                           WHERE came.workshop_id = workshop.id AND came.attendance = 'present')
                       AS attended
                   FROM workshop WHERE date >= ?1 OR (started_at IS NOT NULL AND closed_at IS NULL)
                   ORDER BY date, starts_at, id";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([from.to_string()], |row| {
                Ok(Slot {
                    id: parsed(row, "id")?,
                    date: parsed(row, "date")?,
                    starts_at: decoded(row, "starts_at", |text| match text {
                        "" => Some(None),
                        text => text.parse().ok().map(Some),
                    })?,
                    minutes: get(row, "minutes")?,
                    started_at: moment_or_none(row, "started_at")?,
                    closed_at: moment_or_none(row, "closed_at")?,
                    attended: get(row, "attended")?,
                })
            })?
            .collect()
    }

    /// How many workshops there are.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_workshops(&self) -> Result<u32> {
        let sql = "SELECT COUNT(*) FROM workshop";
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{amina, at, person, request, store, workshop, workshop_id};
    use atelier_domain::Attendance;

    #[test]
    fn what_is_open_is_told_by_name_with_what_there_is_to_celebrate() {
        let (_dir, store) = store();
        let amina = amina(&store);
        let ali = person(2, "Ali", "Avant", None);
        store.insert_participant(&ali, at(0)).unwrap();
        let states = [
            (1, amina, RequestState::Draft),
            (2, amina, RequestState::Delivered),
            (3, ali.id, RequestState::InPassport),
            (4, amina, RequestState::Issued),
            (5, ali.id, RequestState::InPassport),
        ];
        for (n, person, state) in states {
            let mut one = request(n, person);
            one.state = state;
            store.save_request(&one, at(1)).unwrap();
            if matches!(state, RequestState::InPassport | RequestState::Issued) {
                let learned = at(i64::from(n) * 10);
                store.set_request_issued(one.id, at(1), learned).unwrap();
            }
        }
        let told = |ceremony| -> Vec<(RequestState, bool)> {
            let open = store.open_requests(ceremony).unwrap().into_iter();
            open.map(|one| (one.state, one.to_celebrate)).collect()
        };
        use RequestState::{Draft, InPassport, Issued};
        let all = [
            (InPassport, true),
            (InPassport, true),
            (Draft, false),
            (Issued, true),
        ];
        assert_eq!(told(None), all);
        // One badge was handed over at the ceremony, the other learned since.
        let since = [(InPassport, true), (Draft, false), (Issued, false)];
        assert_eq!(told(Some(at(40))), since);
        assert_eq!(store.names_in_order().unwrap(), [ali.id, amina]);
    }

    #[test]
    fn workshops_are_told_in_time_with_those_that_were_forgotten() {
        let (_dir, store) = store();
        let amina = amina(&store);
        for (n, date) in [(1, "2026-01-05"), (2, "2026-03-01"), (3, "2025-12-31")] {
            let mut one = workshop(workshop_id(n));
            one.date = date.parse().unwrap();
            if n == 2 {
                one.participants = vec![(amina, Attendance::Present)];
            }
            store.save_workshop(&one, at(0)).unwrap();
        }
        let times = crate::Times {
            started_at: Some(at(5)),
            closed_at: None,
        };
        store.set_workshop_times(workshop_id(3), times).unwrap();
        let slots = store.slots("2026-02-01".parse().unwrap()).unwrap();
        let told: Vec<_> = slots
            .iter()
            .map(|slot| (slot.id, slot.attended, slot.started_at))
            .collect();
        assert_eq!(
            told,
            [
                (workshop_id(3), false, Some(at(5))),
                (workshop_id(2), true, None)
            ]
        );
        assert_eq!(store.count_workshops().unwrap(), 3);
    }
}
