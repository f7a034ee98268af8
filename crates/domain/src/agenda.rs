//! Which workshop comes first today, and what one does about it at this moment.

use crate::id::WorkshopId;
use crate::moment::{CalendarDate, Moment, TimeOfDay};
use crate::wait::is_under_way;

const MINUTE: i64 = 60_000;
/// So long before its hour, a workshop is still prepared; and so long after its end, one has gone on to the bilan.
const MARGIN: u16 = 60;
/// A workshop that was not closed is asked about for so many days.
const DAYS: i64 = 30;

/// A workshop, as far as its place in time goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Which.
    pub id: WorkshopId,
    /// Its day.
    pub date: CalendarDate,
    /// Its hour, when it was said.
    pub starts_at: Option<TimeOfDay>,
    /// Its expected length, in minutes.
    pub minutes: u16,
    /// When its timer was started.
    pub started_at: Option<Moment>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// Whether anybody came.
    pub attended: bool,
}

/// The one thing to do about a workshop now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is to come.
    Prepare,
    /// It is its time.
    Run,
    /// It is over: who came, what is left, and it is closed.
    Summary,
}

impl Turn {
    /// Stable code, for the interface.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Run => "run",
            Self::Summary => "summary",
        }
    }
}

/// The present, as a clock on the wall tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Present {
    /// The instant.
    pub now: Moment,
    /// The day.
    pub today: CalendarDate,
    /// The hour.
    pub hour: TimeOfDay,
}

/// How near a workshop is: what is nearest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    UnderWay,
    Today,
    /// In so many days.
    Coming(i64),
    /// So many days ago, and never closed.
    Past(i64),
}

fn near(slot: &Slot, present: Present) -> Option<Near> {
    if slot.closed_at.is_some() {
        return None;
    }
    if is_under_way(slot.started_at, None, present.now) {
        return Some(Near::UnderWay);
    }
    let days = (slot.date.date() - present.today.date()).whole_days();
    match days {
        0 => Some(Near::Today),
        1.. => Some(Near::Coming(days)),
        ..0 if slot.attended && -days <= DAYS => Some(Near::Past(-days)),
        ..0 => None,
    }
}

fn turn(slot: &Slot, near: Near, present: Present) -> Turn {
    match near {
        Near::UnderWay => {
            let most = i64::from(slot.minutes.saturating_add(MARGIN)) * MINUTE;
            let long_over = slot
                .started_at
                .is_some_and(|started| present.now >= started.plus_millis(most));
            if long_over { Turn::Summary } else { Turn::Run }
        }
        Near::Today => match slot.starts_at {
            Some(hour) if hour.minutes() > present.hour.minutes() + MARGIN => Turn::Prepare,
            _ => Turn::Run,
        },
        Near::Coming(_) => Turn::Prepare,
        Near::Past(_) => Turn::Summary,
    }
}

/// The workshop that comes first, and what one does about it now: the one under way, that of the day, the next one; failing
/// that, the last that nobody closed.
#[must_use]
pub fn first(slots: &[Slot], present: Present) -> Option<(WorkshopId, Turn)> {
    let known = slots
        .iter()
        .filter_map(|slot| near(slot, present).map(|near| (near, slot)));
    let (near, slot) = known.min_by_key(|(near, slot)| (*near, slot.starts_at, slot.id))?;
    Some((slot.id, turn(slot, near, present)))
}

/// Those to come, the nearest first.
#[must_use]
pub fn coming(slots: &[Slot], present: Present) -> Vec<WorkshopId> {
    in_order(slots, present, |near| match near {
        Near::UnderWay | Near::Today | Near::Coming(_) => true,
        Near::Past(_) => false,
    })
}

/// Those that are over and that nobody closed, the latest first.
#[must_use]
pub fn to_close(slots: &[Slot], present: Present) -> Vec<WorkshopId> {
    in_order(slots, present, |near| matches!(near, Near::Past(_)))
}

fn in_order(slots: &[Slot], present: Present, wanted: fn(Near) -> bool) -> Vec<WorkshopId> {
    let mut found: Vec<(Near, &Slot)> = slots
        .iter()
        .filter_map(|slot| Some((near(slot, present)?, slot)))
        .filter(|(near, _)| wanted(*near))
        .collect();
    found.sort_by_key(|(near, slot)| (*near, slot.starts_at, slot.id));
    found.into_iter().map(|(_, slot)| slot.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::NewId;

    /// Ten in the morning of the 30th, as if it were the beginning of time.
    fn present() -> Present {
        Present {
            now: Moment::from_unix_millis(0),
            today: "2026-11-30".parse().unwrap(),
            hour: "10:00".parse().unwrap(),
        }
    }

    fn id(n: u8) -> WorkshopId {
        WorkshopId::new(NewId {
            at: Moment::from_unix_millis(0),
            random: [n; 10],
        })
    }

    fn slot(n: u8, date: &str, hour: &str) -> Slot {
        Slot {
            id: id(n),
            date: date.parse().unwrap(),
            starts_at: hour.parse().ok(),
            minutes: 90,
            started_at: None,
            closed_at: None,
            attended: true,
        }
    }

    fn ago(minutes: i64) -> Option<Moment> {
        Some(Moment::from_unix_millis(-minutes * MINUTE))
    }

    #[test]
    fn today_comes_before_what_is_to_come_and_before_what_is_past() {
        let slots = [
            slot(1, "2026-12-07", ""),
            slot(2, "2026-11-27", ""),
            slot(3, "2026-11-30", "14:00"),
            slot(4, "2026-11-30", "10:30"),
            slot(5, "2026-12-01", ""),
        ];
        assert_eq!(first(&slots, present()), Some((id(4), Turn::Run)));
        assert_eq!(coming(&slots, present()), [4, 3, 5, 1].map(id));
        assert_eq!(to_close(&slots, present()), [id(2)]);
        assert_eq!(first(&slots[..2], present()), Some((id(1), Turn::Prepare)));
        assert_eq!(first(&slots[1..2], present()), Some((id(2), Turn::Summary)));
        assert_eq!(first(&[], present()), None);
    }

    #[test]
    fn one_prepares_until_an_hour_before_then_runs_then_sums_up() {
        let turn = |slot: Slot| first(&[slot], present()).map(|(_, turn)| turn);
        let today = slot(1, "2026-11-30", "11:01");
        assert_eq!(turn(today), Some(Turn::Prepare));
        let soon = slot(1, "2026-11-30", "11:00");
        assert_eq!(turn(soon), Some(Turn::Run));
        assert_eq!(turn(slot(1, "2026-11-30", "")), Some(Turn::Run));
        let begun = |minutes| Slot {
            started_at: ago(minutes),
            ..today
        };
        assert_eq!(turn(begun(149)), Some(Turn::Run));
        assert_eq!(turn(begun(150)), Some(Turn::Summary));
        // Begun before its day: it is the one that takes place.
        let early = Slot {
            id: id(2),
            date: "2026-12-02".parse().unwrap(),
            ..begun(5)
        };
        assert_eq!(first(&[today, early], present()), Some((id(2), Turn::Run)));
    }

    #[test]
    fn what_is_closed_or_long_past_or_was_not_held_is_left_alone() {
        let past = slot(1, "2026-11-27", "");
        let closed = Slot {
            closed_at: ago(9),
            ..past
        };
        let nobody = Slot {
            attended: false,
            ..past
        };
        let old = slot(1, "2026-10-30", "");
        assert_eq!(first(&[closed, nobody, old], present()), None);
        let closed_today = Slot {
            date: "2026-11-30".parse().unwrap(),
            started_at: ago(200),
            ..closed
        };
        assert_eq!(first(&[closed_today], present()), None);
    }
}
