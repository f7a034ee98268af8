//! How far each person is at each workshop, and when the workshop began and ended.

use std::collections::BTreeSet;

use atelier_domain::{
    Block, BlockReason, Moment, ParticipantId, Progress, Step, StepState, WorkshopId, WorkshopKind,
};
use rusqlite::{Row, params};

use crate::row::{decoded, found, get, moment, moment_or_none, parsed, parsed_or_none};
use crate::{Result, Store, StoreError};

/// A mark, with whose and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressRow {
    /// The person.
    pub participant: ParticipantId,
    /// The workshop.
    pub workshop: WorkshopId,
    /// The mark.
    pub progress: Progress,
}

/// When a workshop began and ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Times {
    /// When its timer was started.
    pub started_at: Option<Moment>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
}

pub(crate) const COLUMNS: &str =
    "participant_id, workshop_id, step, state, since, reason, detail, follow_up";

impl Store {
    /// The marks of a workshop's people, made at this workshop or at others, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn progress_around(&self, workshop: WorkshopId) -> Result<Vec<ProgressRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM progress
             WHERE participant_id IN
                 (SELECT participant_id FROM workshop_participant WHERE workshop_id = ?1)
             ORDER BY since DESC, participant_id, step"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then([workshop.to_string()], row_of)?
            .collect()
    }

    /// What is left to do about people: steps blocked at a workshop where they are still invited and settled nowhere
    /// since, those with a day to come back to it first, the earliest before the others; each with the workshop's kind.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn follow_ups(&self) -> Result<Vec<(ProgressRow, WorkshopKind)>> {
        let sql = format!(
            "SELECT {COLUMNS},
                 (SELECT kind FROM workshop WHERE id = blocked.workshop_id) AS kind
             FROM progress
             AS blocked WHERE state = 'blocked'
               AND EXISTS (SELECT 1 FROM workshop_participant AS invited
                   WHERE invited.participant_id = blocked.participant_id
                     AND invited.workshop_id = blocked.workshop_id)
               AND NOT EXISTS (SELECT 1 FROM progress AS settled
                   WHERE settled.participant_id = blocked.participant_id
                     AND settled.step = blocked.step AND settled.state = 'done'
                     AND settled.since > blocked.since)
             ORDER BY follow_up IS NULL, follow_up, participant_id, step"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let with_kind = |row: &Row<'_>| {
            let kind = decoded(row, "kind", WorkshopKind::from_code)?;
            Ok((row_of(row)?, kind))
        };
        statement.query_and_then([], with_kind)?.collect()
    }

    /// Accounts made whose address is confirmed at no workshop, nor by a badge taken into the passport since, the earliest
    /// first: one mark a person, the latest.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unconfirmed_accounts(&self) -> Result<Vec<ProgressRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM progress AS made
             WHERE step = ?1 AND state = ?3
               AND NOT EXISTS (SELECT 1 FROM progress AS sure
                   WHERE sure.participant_id = made.participant_id
                     AND sure.step IN (?2, ?4, ?5) AND sure.state = ?3)
               AND NOT EXISTS (SELECT 1 FROM badge_request AS kept
                   WHERE kept.participant_id = made.participant_id
                     AND kept.state = 'in-passport' AND kept.updated_at >= made.since)
               AND NOT EXISTS (SELECT 1 FROM progress AS later
                   WHERE later.participant_id = made.participant_id
                     AND later.step = ?1 AND later.state = ?3
                     AND (later.since, later.workshop_id) > (made.since, made.workshop_id))
             ORDER BY since, participant_id"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let codes = [
            Step::Registered.code(),
            Step::Confirmed.code(),
            StepState::Done.code(),
            Step::Accepted.code(),
            Step::Enriched.code(),
        ];
        statement.query_and_then(codes, row_of)?.collect()
    }

    /// Marks how far a person is with a step.
    ///
    /// # Errors
    /// `store-conflict` when the person or the workshop is not in the store.
    pub fn set_progress(&self, row: &ProgressRow) -> Result<()> {
        let ProgressRow {
            participant,
            workshop,
            progress,
        } = row;
        let Progress {
            step,
            state,
            since,
            block,
        } = progress;
        let sql = format!(
            "INSERT OR REPLACE INTO progress ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        );
        self.connection().prepare_cached(&sql)?.execute(params![
            participant.to_string(),
            workshop.to_string(),
            step.code(),
            state.code(),
            since.unix_millis(),
            block.as_ref().map(|block| block.reason.code()),
            block.as_ref().map(|block| &block.detail),
            block
                .as_ref()
                .and_then(|block| block.follow_up)
                .map(|day| day.to_string()),
        ])?;
        Ok(())
    }

    /// Takes a mark away, as if it had never been made.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn clear_progress(
        &self,
        participant: ParticipantId,
        workshop: WorkshopId,
        step: Step,
    ) -> Result<()> {
        let sql = "DELETE FROM progress
                   WHERE participant_id = ?1 AND workshop_id = ?2 AND step = ?3";
        self.connection().prepare_cached(sql)?.execute([
            &participant.to_string(),
            &workshop.to_string(),
            step.code(),
        ])?;
        Ok(())
    }

    /// When a workshop began and ended.
    ///
    /// # Errors
    /// `not-found`.
    pub fn workshop_times(&self, workshop: WorkshopId) -> Result<Times> {
        let sql = "SELECT started_at, closed_at FROM workshop WHERE id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([workshop.to_string()])?;
        let row = rows
            .next()?
            .ok_or_else(|| StoreError::NotFound(format!("workshop {workshop}")))?;
        Ok(Times {
            started_at: moment_or_none(row, "started_at")?,
            closed_at: moment_or_none(row, "closed_at")?,
        })
    }

    /// The workshops that were closed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn closed_workshops(&self) -> Result<BTreeSet<WorkshopId>> {
        let sql = "SELECT id FROM workshop WHERE closed_at IS NOT NULL";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([], |row| parsed(row, "id"))?
            .collect()
    }

    /// Notes when a workshop began and ended.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_workshop_times(&self, workshop: WorkshopId, times: Times) -> Result<()> {
        let Times {
            started_at,
            closed_at,
        } = times;
        let sql = "UPDATE workshop SET started_at = ?2, closed_at = ?3 WHERE id = ?1";
        let changed = self.connection().prepare_cached(sql)?.execute(params![
            workshop.to_string(),
            started_at.map(Moment::unix_millis),
            closed_at.map(Moment::unix_millis),
        ])?;
        found(changed, "workshop", &workshop)
    }
}

pub(crate) fn row_of(row: &Row<'_>) -> Result<ProgressRow> {
    let reason: Option<String> = get(row, "reason")?;
    let block = match reason {
        Some(_) => Some(Block {
            reason: decoded(row, "reason", BlockReason::from_code)?,
            detail: get::<Option<String>>(row, "detail")?.unwrap_or_default(),
            follow_up: parsed_or_none(row, "follow_up")?,
        }),
        None => None,
    };
    Ok(ProgressRow {
        participant: parsed(row, "participant_id")?,
        workshop: parsed(row, "workshop_id")?,
        progress: Progress {
            step: decoded(row, "step", Step::from_code)?,
            state: decoded(row, "state", StepState::from_code)?,
            since: moment(row, "since")?,
            block,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{amina, at, store, workshop, workshop_id};
    use atelier_domain::Attendance;

    #[test]
    fn a_mark_is_kept_replaced_and_taken_away() {
        let (_dir, store) = store();
        let amina = amina(&store);
        for n in [1, 2] {
            let mut one = workshop(workshop_id(n));
            one.participants = vec![(amina, Attendance::Present)];
            store.save_workshop(&one, at(0)).unwrap();
        }
        let mut row = ProgressRow {
            participant: amina,
            workshop: workshop_id(1),
            progress: Progress {
                step: Step::Mailbox,
                state: StepState::Blocked,
                since: at(5),
                block: Some(Block {
                    reason: BlockReason::MailboxClosed,
                    detail: "Code reçu sur un ancien numéro".into(),
                    follow_up: Some("2026-11-30".parse().unwrap()),
                }),
            },
        };
        store.set_progress(&row).unwrap();
        let left = store.follow_ups().unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].0, row);
        // Seen from the other workshop too: an account made at one is there at the next.
        assert_eq!(
            store.progress_around(workshop_id(2)).unwrap(),
            [row.clone()]
        );
        // Saving the workshop again keeps the marks.
        let kept = store.workshop(workshop_id(1)).unwrap().unwrap();
        store.save_workshop(&kept, at(6)).unwrap();
        assert_eq!(store.follow_ups().unwrap().len(), 1);

        row.progress.state = StepState::Done;
        row.progress.block = None;
        store.set_progress(&row).unwrap();
        assert!(store.follow_ups().unwrap().is_empty());
        assert_eq!(
            store.progress_around(workshop_id(1)).unwrap(),
            [row.clone()]
        );
        store
            .clear_progress(amina, workshop_id(1), Step::Mailbox)
            .unwrap();
        assert!(store.progress_around(workshop_id(1)).unwrap().is_empty());
    }

    #[test]
    fn an_account_waits_for_its_confirmation_wherever_it_was_made() {
        let (_dir, store) = store();
        let amina = amina(&store);
        let mark = |n: u8, step, since| ProgressRow {
            participant: amina,
            workshop: workshop_id(n),
            progress: Progress {
                step,
                state: StepState::Done,
                since: at(since),
                block: None,
            },
        };
        for n in [1, 2] {
            store
                .save_workshop(&workshop(workshop_id(n)), at(0))
                .unwrap();
            store
                .set_progress(&mark(n, Step::Registered, i64::from(n)))
                .unwrap();
        }
        let latest = mark(2, Step::Registered, 2);
        assert_eq!(store.unconfirmed_accounts().unwrap(), [latest]);
        store.set_progress(&mark(1, Step::Confirmed, 3)).unwrap();
        assert!(store.unconfirmed_accounts().unwrap().is_empty());
        store
            .clear_progress(amina, workshop_id(1), Step::Confirmed)
            .unwrap();
        // A badge is given to a confirmed address alone.
        let mut kept = crate::sample::request(1, amina);
        kept.state = atelier_domain::RequestState::InPassport;
        store.save_request(&kept, at(4)).unwrap();
        assert!(store.unconfirmed_accounts().unwrap().is_empty());
    }

    #[test]
    fn a_workshop_begins_and_ends() {
        let (_dir, store) = store();
        let one = workshop(workshop_id(1));
        store.save_workshop(&one, at(0)).unwrap();
        assert_eq!(store.workshop_times(one.id).unwrap(), Times::default());
        let times = Times {
            started_at: Some(at(1)),
            closed_at: Some(at(2)),
        };
        store.set_workshop_times(one.id, times).unwrap();
        store.save_workshop(&one, at(3)).unwrap();
        assert_eq!(store.workshop_times(one.id).unwrap(), times);
        assert!(store.workshop_times(workshop_id(9)).is_err());
    }
}
