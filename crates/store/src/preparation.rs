//! What is done before a workshop: its checklist, and each person's mailbox check.

use atelier_domain::{Device, MailboxCheck, Moment, ParticipantId, StaffId, Tri, WorkshopId};
use rusqlite::{Row, params};

use crate::row::{decoded, get, known_moment, moment, parsed};
use crate::{Result, Store};

/// An item ticked on a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// The item's code, from the checklists' data.
    pub item: String,
    /// Who did it; `None` when nobody was named.
    pub done_by: Option<StaffId>,
    /// When it was ticked.
    pub done_at: Moment,
}

impl Store {
    /// What is ticked on a workshop's checklist.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn ticks(&self, workshop: WorkshopId) -> Result<Vec<Tick>> {
        let sql = "SELECT item, done_by, done_at FROM workshop_check
                   WHERE workshop_id = ?1 ORDER BY done_at, item";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([workshop.to_string()], |row| {
                let done_by: String = get(row, "done_by")?;
                Ok(Tick {
                    item: get(row, "item")?,
                    done_by: if done_by.is_empty() {
                        None
                    } else {
                        Some(parsed(row, "done_by")?)
                    },
                    done_at: moment(row, "done_at")?,
                })
            })?
            .collect()
    }

    /// Ticks an item.
    ///
    /// # Errors
    /// `store-conflict` when the workshop is not in the store.
    pub fn tick(&self, workshop: WorkshopId, tick: &Tick) -> Result<()> {
        let Tick {
            item,
            done_by,
            done_at,
        } = tick;
        let sql = "INSERT OR REPLACE INTO workshop_check (workshop_id, item, done_by, done_at)
                   VALUES (?1, ?2, ?3, ?4)";
        self.connection().prepare_cached(sql)?.execute(params![
            workshop.to_string(),
            item,
            done_by.map(|id| id.to_string()).unwrap_or_default(),
            done_at.unix_millis(),
        ])?;
        Ok(())
    }

    /// Takes a tick back.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn untick(&self, workshop: WorkshopId, item: &str) -> Result<()> {
        let sql = "DELETE FROM workshop_check WHERE workshop_id = ?1 AND item = ?2";
        self.connection()
            .prepare_cached(sql)?
            .execute([&workshop.to_string(), item])?;
        Ok(())
    }

    /// What was checked with a person; nothing known when nothing was asked.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mailbox_check(&self, participant: ParticipantId) -> Result<MailboxCheck> {
        let sql = "SELECT own_address, opens_today, device, recovery_phone, opens_at, checked_at
                   FROM mailbox_check WHERE participant_id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([participant.to_string()])?;
        Ok(rows.next()?.map(check_of).transpose()?.unwrap_or_default())
    }

    /// Keeps what was checked with a person.
    ///
    /// # Errors
    /// `store-conflict` when the person is not in the store.
    pub fn save_mailbox_check(
        &self,
        participant: ParticipantId,
        check: &MailboxCheck,
    ) -> Result<()> {
        let MailboxCheck {
            own_address,
            opens_today,
            device,
            recovery_phone,
            opens_at,
            checked_at,
        } = check;
        let sql = "INSERT OR REPLACE INTO mailbox_check (participant_id, own_address, opens_today,
                       device, recovery_phone, opens_at, checked_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.connection().prepare_cached(sql)?.execute(params![
            participant.to_string(),
            own_address.code(),
            opens_today.code(),
            device.code(),
            recovery_phone.code(),
            opens_at.map_or(0, Moment::unix_millis),
            checked_at.map_or(0, Moment::unix_millis),
        ])?;
        Ok(())
    }
}

fn check_of(row: &Row<'_>) -> Result<MailboxCheck> {
    Ok(MailboxCheck {
        own_address: decoded(row, "own_address", Tri::from_code)?,
        opens_today: decoded(row, "opens_today", Tri::from_code)?,
        device: decoded(row, "device", Device::from_code)?,
        recovery_phone: decoded(row, "recovery_phone", Tri::from_code)?,
        opens_at: known_moment(row, "opens_at")?,
        checked_at: known_moment(row, "checked_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{amina, at, store, workshop, workshop_id};

    #[test]
    fn an_item_is_ticked_by_someone_and_unticked() {
        let (_dir, store) = store();
        store
            .save_workshop(&workshop(workshop_id(1)), at(0))
            .unwrap();
        let tick = Tick {
            item: "room".into(),
            done_by: Some(crate::sample::staff_id(3)),
            done_at: at(1),
        };
        store.tick(workshop_id(1), &tick).unwrap();
        let alone = Tick {
            item: "invite".into(),
            done_by: None,
            done_at: at(2),
        };
        store.tick(workshop_id(1), &alone).unwrap();
        assert_eq!(store.ticks(workshop_id(1)).unwrap(), [tick, alone.clone()]);
        store.untick(workshop_id(1), "room").unwrap();
        assert_eq!(store.ticks(workshop_id(1)).unwrap(), [alone]);
    }

    #[test]
    fn a_mailbox_check_is_kept() {
        let (_dir, store) = store();
        let amina = amina(&store);
        assert_eq!(store.mailbox_check(amina).unwrap(), MailboxCheck::default());
        let check = MailboxCheck {
            own_address: Tri::Yes,
            opens_today: Tri::No,
            device: Device::Phone,
            recovery_phone: Tri::Unknown,
            opens_at: Some(at(2)),
            checked_at: Some(at(3)),
        };
        store.save_mailbox_check(amina, &check).unwrap();
        assert_eq!(store.mailbox_check(amina).unwrap(), check);
        // Everything taken back: at no moment, not at the beginning of time.
        let nothing = MailboxCheck::default();
        store.save_mailbox_check(amina, &nothing).unwrap();
        assert_eq!(store.mailbox_check(amina).unwrap(), nothing);
    }
}
