//! Workshops: who runs them, who is invited, who came.

use std::collections::BTreeMap;

use atelier_domain::{
    Attendance, BadgeId, CalendarDate, Connection, Moment, ParticipantId, Workshop, WorkshopId,
    WorkshopKind, WorkshopPlan,
};
use rusqlite::{Row, params};

use crate::removed::{self, Removed};
use crate::row::{decoded, found, get, moment, parsed};
use crate::{Result, Store, StoreError};

const COLUMNS: &str = "id, date, place, kind, starts_at, minutes, with_inae, equipment, connection";

/// By what a workshop is known in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkshopName {
    /// The workshop.
    pub id: WorkshopId,
    /// Its day.
    pub date: CalendarDate,
    /// Where; may be empty.
    pub place: String,
}

impl Store {
    /// Every workshop, the latest date first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn workshops(&self) -> Result<Vec<Workshop>> {
        let sql =
            format!("SELECT {COLUMNS} FROM workshop ORDER BY date DESC, starts_at DESC, id DESC");
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then([], |row| self.workshop_of(row))?
            .collect()
    }

    /// The day and the place of every workshop, the latest date first: without its lists.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn workshop_names(&self) -> Result<Vec<WorkshopName>> {
        let sql =
            "SELECT id, date, place FROM workshop ORDER BY date DESC, starts_at DESC, id DESC";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([], |row| {
                Ok(WorkshopName {
                    id: parsed(row, "id")?,
                    date: parsed(row, "date")?,
                    place: get(row, "place")?,
                })
            })?
            .collect()
    }

    /// The workshops to which a person was invited, and whether they came; the latest date first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn workshops_of(&self, person: ParticipantId) -> Result<Vec<(WorkshopName, Attendance)>> {
        let sql = "SELECT w.id, w.date, w.place, i.attendance
            FROM workshop_participant i JOIN workshop w ON w.id = i.workshop_id
            WHERE i.participant_id = ?1 ORDER BY w.date DESC, w.starts_at DESC, w.id DESC";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([person.to_string()], |row| {
                let name = WorkshopName {
                    id: parsed(row, "id")?,
                    date: parsed(row, "date")?,
                    place: get(row, "place")?,
                };
                Ok((name, decoded(row, "attendance", Attendance::from_code)?))
            })?
            .collect()
    }

    /// The workshop with this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn workshop(&self, id: WorkshopId) -> Result<Option<Workshop>> {
        let sql = format!("SELECT {COLUMNS} FROM workshop WHERE id = ?1");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([id.to_string()])?;
        rows.next()?.map(|row| self.workshop_of(row)).transpose()
    }

    /// Adds a workshop, or changes the one with this identifier, lists included.
    ///
    /// # Errors
    /// `store-conflict` when it names a person or a permanent who is not in the store, or one person twice.
    pub fn save_workshop(&self, workshop: &Workshop, at: Moment) -> Result<()> {
        let Workshop {
            id,
            date,
            place,
            facilitators,
            participants,
            badges,
            plan,
        } = workshop;
        let WorkshopPlan {
            kind,
            starts_at,
            minutes,
            with_inae,
            equipment,
            connection,
        } = plan;
        let arrivals = self.arrivals(*id)?;
        let id = id.to_string();
        self.atomically(|s| {
            let sql = "INSERT INTO workshop (id, date, place, updated_at,
                           kind, minutes, with_inae, equipment, connection, starts_at)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                       ON CONFLICT (id) DO UPDATE
                       SET date = excluded.date, place = excluded.place,
                           updated_at = excluded.updated_at, kind = excluded.kind,
                           minutes = excluded.minutes, with_inae = excluded.with_inae,
                           equipment = excluded.equipment, connection = excluded.connection,
                           starts_at = excluded.starts_at";
            s.connection().prepare_cached(sql)?.execute(params![
                id,
                date.to_string(),
                place,
                at.unix_millis(),
                kind.code(),
                minutes,
                with_inae,
                equipment,
                connection.code(),
                starts_at.map(|time| time.to_string()).unwrap_or_default(),
            ])?;
            for sql in [
                "DELETE FROM workshop_facilitator WHERE workshop_id = ?1",
                "DELETE FROM workshop_participant WHERE workshop_id = ?1",
                "DELETE FROM workshop_badge WHERE workshop_id = ?1",
            ] {
                s.connection().prepare_cached(sql)?.execute([&id])?;
            }
            let mut insert = s.connection().prepare_cached(
                "INSERT INTO workshop_facilitator (workshop_id, position, staff_id)
                 VALUES (?1, ?2, ?3)",
            )?;
            for (position, staff) in (0_i64..).zip(facilitators) {
                insert.execute(params![id, position, staff.to_string()])?;
            }
            let mut insert = s.connection().prepare_cached(
                "INSERT INTO workshop_participant
                     (workshop_id, position, participant_id, attendance, came_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for (position, (person, attendance)) in (0_i64..).zip(participants) {
                let came = arrivals.get(person).map(|at| at.unix_millis());
                let (person, attendance) = (person.to_string(), attendance.code());
                insert.execute(params![id, position, person, attendance, came])?;
            }
            let mut insert = s.connection().prepare_cached(
                "INSERT INTO workshop_badge (workshop_id, position, badge_id) VALUES (?1, ?2, ?3)",
            )?;
            for (position, badge) in (0_i64..).zip(badges) {
                insert.execute(params![id, position, badge.as_str()])?;
            }
            Ok(())
        })
    }

    /// When those who came to a workshop were first noted to be there.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn arrivals(&self, workshop: WorkshopId) -> Result<BTreeMap<ParticipantId, Moment>> {
        let sql = "SELECT participant_id, came_at FROM workshop_participant
                   WHERE workshop_id = ?1 AND came_at IS NOT NULL";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([workshop.to_string()], |row| {
                Ok((parsed(row, "participant_id")?, moment(row, "came_at")?))
            })?
            .collect()
    }

    /// Notes whether an invited person came. Who is present came `at` that moment, or when it was noted first: a mistake
    /// that is put right does not make them come later.
    ///
    /// # Errors
    /// `not-found` when the person is not on this workshop's list.
    pub fn set_attendance(
        &self,
        workshop: WorkshopId,
        participant: ParticipantId,
        attendance: Attendance,
        at: Moment,
    ) -> Result<()> {
        let sql = "UPDATE workshop_participant
                   SET attendance = ?3, came_at = CASE ?3
                       WHEN 'expected' THEN NULL
                       WHEN 'present' THEN coalesce(came_at, ?4)
                       ELSE came_at END
                   WHERE workshop_id = ?1 AND participant_id = ?2";
        let changed = self.connection().prepare_cached(sql)?.execute(params![
            workshop.to_string(),
            participant.to_string(),
            attendance.code(),
            at.unix_millis(),
        ])?;
        found(changed, "invitation of", &participant)
    }

    /// Removes a workshop, its lists and its marks, and gives them to be put back.
    ///
    /// # Errors
    /// `in-use` when requests were prepared at it; `not-found`.
    pub fn remove_workshop(&self, id: WorkshopId) -> Result<Removed> {
        self.atomically(|s| {
            let sql = "SELECT 1 FROM badge_request WHERE workshop_id = ?1";
            let used = s
                .connection()
                .prepare_cached(sql)?
                .exists([id.to_string()])?;
            if used {
                return Err(StoreError::InUse(format!("workshop {id}")));
            }
            let kept = s.kept(removed::OF_WORKSHOP, &id.to_string())?;
            let sql = "DELETE FROM workshop WHERE id = ?1";
            let removed = s
                .connection()
                .prepare_cached(sql)?
                .execute([id.to_string()])?;
            found(removed, "workshop", &id)?;
            Ok(kept)
        })
    }

    fn workshop_of(&self, row: &Row<'_>) -> Result<Workshop> {
        let id: String = get(row, "id")?;
        let facilitators = self
            .connection()
            .prepare_cached(
                "SELECT staff_id FROM workshop_facilitator
                 WHERE workshop_id = ?1 ORDER BY position",
            )?
            .query_and_then([&id], |row| parsed(row, "staff_id"))?
            .collect::<Result<_>>()?;
        let participants = self
            .connection()
            .prepare_cached(
                "SELECT participant_id, attendance FROM workshop_participant
                 WHERE workshop_id = ?1 ORDER BY position",
            )?
            .query_and_then([&id], |row| {
                let attendance = decoded(row, "attendance", Attendance::from_code)?;
                Ok((parsed(row, "participant_id")?, attendance))
            })?
            .collect::<Result<_>>()?;
        let badges = self
            .connection()
            .prepare_cached(
                "SELECT badge_id FROM workshop_badge WHERE workshop_id = ?1 ORDER BY position",
            )?
            .query_and_then([&id], |row| decoded(row, "badge_id", BadgeId::parse))?
            .collect::<Result<_>>()?;
        Ok(Workshop {
            id: parsed(row, "id")?,
            date: parsed(row, "date")?,
            place: get(row, "place")?,
            facilitators,
            participants,
            badges,
            plan: WorkshopPlan {
                kind: decoded(row, "kind", WorkshopKind::from_code)?,
                starts_at: decoded(row, "starts_at", |text| match text {
                    "" => Some(None),
                    text => text.parse().ok().map(Some),
                })?,
                minutes: get(row, "minutes")?,
                with_inae: get(row, "with_inae")?,
                equipment: get(row, "equipment")?,
                connection: decoded(row, "connection", Connection::from_code)?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{
        amina, at, badge, person, person_id, request, store, workshop, workshop_id,
    };

    #[test]
    fn a_workshop_keeps_its_lists_in_order() {
        let (_dir, store) = store();
        let amina = amina(&store);
        let lea = person(2, "Léa", "Modèle", None);
        store.insert_participant(&lea, at(0)).unwrap();
        let mut one = workshop(workshop_id(1));
        one.participants = vec![
            (lea.id, Attendance::Expected),
            (amina, Attendance::Expected),
        ];
        one.badges = vec![badge("z"), badge("a")];
        one.plan = WorkshopPlan {
            kind: WorkshopKind::Accounts,
            starts_at: "09:30".parse().ok(),
            minutes: 120,
            with_inae: true,
            equipment: "Deux portables, un partage de connexion".into(),
            connection: Connection::Weak,
        };
        store.save_workshop(&one, at(0)).unwrap();
        assert_eq!(store.workshop(one.id).unwrap().as_ref(), Some(&one));

        store
            .set_attendance(one.id, amina, Attendance::Present, at(3))
            .unwrap();
        let marked = store.workshop(one.id).unwrap().unwrap();
        assert_eq!(marked.present().collect::<Vec<_>>(), [amina]);

        one.participants.remove(0);
        store.save_workshop(&one, at(1)).unwrap();
        let absent = store.set_attendance(one.id, lea.id, Attendance::Absent, at(4));
        assert_eq!(absent.unwrap_err().code(), "not-found");
    }

    #[test]
    fn who_came_came_once() {
        let (_dir, store) = store();
        let amina = amina(&store);
        let mut one = workshop(workshop_id(1));
        one.participants = vec![(amina, Attendance::Expected)];
        store.save_workshop(&one, at(0)).unwrap();
        let came = |attendance, millis| {
            store
                .set_attendance(one.id, amina, attendance, at(millis))
                .unwrap();
            store.arrivals(one.id).unwrap().get(&amina).copied()
        };
        assert_eq!(came(Attendance::Absent, 1), None);
        assert_eq!(came(Attendance::Present, 2), Some(at(2)));
        // Marked absent by mistake, and put right.
        assert_eq!(came(Attendance::Absent, 3), Some(at(2)));
        assert_eq!(came(Attendance::Present, 4), Some(at(2)));
        store.save_workshop(&one, at(5)).unwrap();
        assert_eq!(store.arrivals(one.id).unwrap().len(), 1);
        // Taken back: they come when they come.
        assert_eq!(came(Attendance::Expected, 6), None);
        assert_eq!(came(Attendance::Present, 7), Some(at(7)));
    }

    #[test]
    fn workshops_are_told_without_their_lists_and_those_of_a_person_with_whether_they_came() {
        let (_dir, store) = store();
        let amina = amina(&store);
        for (n, date, came) in [
            (1, "2026-11-02", Some(Attendance::Present)),
            (2, "2026-11-30", None),
            (3, "2026-11-16", Some(Attendance::Absent)),
        ] {
            let mut one = workshop(workshop_id(n));
            one.date = date.parse().unwrap();
            one.participants = came.into_iter().map(|came| (amina, came)).collect();
            store.save_workshop(&one, at(0)).unwrap();
        }
        let names = store.workshop_names().unwrap();
        let ids: Vec<WorkshopId> = names.iter().map(|one| one.id).collect();
        assert_eq!(ids, [2, 3, 1].map(workshop_id));
        assert_eq!(names[0].place, "Salle du bas");
        let hers = store.workshops_of(amina).unwrap();
        let told: Vec<_> = hers.iter().map(|(name, came)| (name.id, *came)).collect();
        assert_eq!(
            told,
            [
                (workshop_id(3), Attendance::Absent),
                (workshop_id(1), Attendance::Present)
            ]
        );
    }

    #[test]
    fn the_latest_comes_first() {
        let (_dir, store) = store();
        for (n, date) in [(1, "2026-01-05"), (2, "2026-03-01"), (3, "2025-12-31")] {
            let mut one = workshop(workshop_id(n));
            one.date = date.parse().unwrap();
            store.save_workshop(&one, at(0)).unwrap();
        }
        let ids: Vec<_> = store.workshops().unwrap().iter().map(|w| w.id).collect();
        assert_eq!(ids, [2, 1, 3].map(workshop_id));
    }

    #[test]
    fn an_unknown_person_changes_nothing() {
        let (_dir, store) = store();
        let mut one = workshop(workshop_id(1));
        store.save_workshop(&one, at(0)).unwrap();
        one.place = "Ailleurs".into();
        one.participants = vec![(person_id(9), Attendance::Expected)];
        let refused = store.save_workshop(&one, at(1)).unwrap_err();
        assert_eq!(refused.code(), "store-conflict");
        let kept = store.workshop(one.id).unwrap().unwrap();
        assert_eq!(kept.place, "Salle du bas");
    }

    #[test]
    fn a_workshop_with_requests_stays() {
        let (_dir, store) = store();
        let amina = amina(&store);
        let one = workshop(workshop_id(1));
        store.save_workshop(&one, at(0)).unwrap();
        let mut request = request(1, amina);
        request.workshop = Some(one.id);
        store.save_request(&request, at(0)).unwrap();
        assert_eq!(store.remove_workshop(one.id).unwrap_err().code(), "in-use");
        store.remove_request(request.id).unwrap();
        store
            .set_workshop_times(
                one.id,
                crate::Times {
                    started_at: Some(at(5)),
                    closed_at: None,
                },
            )
            .unwrap();
        let mark = crate::ProgressRow {
            participant: amina,
            workshop: one.id,
            progress: atelier_domain::Progress {
                step: atelier_domain::Step::Registered,
                state: atelier_domain::StepState::Done,
                since: at(7),
                block: None,
            },
        };
        store.set_progress(&mark).unwrap();
        let kept = store.workshop(one.id).unwrap();
        let marks = store.progress_around(one.id).unwrap();
        let removed = store.remove_workshop(one.id).unwrap();
        assert_eq!(store.workshop(one.id).unwrap(), None);
        assert!(store.progress_around(one.id).unwrap().is_empty());

        // Put back whole: lists, marks, times.
        store.put_back(&removed).unwrap();
        assert_eq!(store.workshop(one.id).unwrap(), kept);
        assert_eq!(store.progress_around(one.id).unwrap(), marks);
        let times = store.workshop_times(one.id).unwrap();
        assert_eq!(times.started_at, Some(at(5)));
        assert_eq!(
            store.put_back(&removed).unwrap_err().code(),
            "store-conflict"
        );
    }
}
