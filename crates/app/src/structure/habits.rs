//! After how long without a gesture the store closes by itself, and whether the system tells of INAÉ's answers.

use atelier_store::Store;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::structure::view::Habits;

const SETTING: &str = "habits";

/// Minutes that may be chosen.
const SHORTEST: u32 = 1;

const LONGEST: u32 = 120;

impl Habits {
    /// Five minutes: time to answer the telephone, not to leave a laptop with people's data open in a room.
    pub(crate) const fn usual() -> Self {
        Self {
            lock_minutes: 5,
            lock_minutes_workshop: 5,
            notify: true,
        }
    }
}

/// As last saved; as usual otherwise.
pub(crate) fn read(store: &Store) -> Answer<Habits> {
    Ok(store
        .setting(SETTING)?
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_else(Habits::usual))
}

impl App {
    /// When the store closes by itself, and whether the system tells of answers.
    ///
    /// # Errors
    /// When no store is open.
    pub fn habits(&self) -> Answer<Habits> {
        self.with(read)
    }

    /// Keeps them. During a workshop, the store never closes sooner than at other times.
    ///
    /// # Errors
    /// `lock-minutes` when a time is not between one minute and two hours.
    pub fn save_habits(&self, habits: &Habits) -> Answer<Habits> {
        let Habits {
            lock_minutes,
            lock_minutes_workshop,
            notify,
        } = *habits;
        let allowed = SHORTEST..=LONGEST;
        if !allowed.contains(&lock_minutes) || !allowed.contains(&lock_minutes_workshop) {
            return Err(Problem::of(Case::LockMinutes).on("lock_minutes"));
        }
        let kept = Habits {
            lock_minutes,
            lock_minutes_workshop: lock_minutes_workshop.max(lock_minutes),
            notify,
        };
        let text = serde_json::to_string(&kept).map_err(Problem::unexpected)?;
        self.with(|store| Ok(store.set_setting(SETTING, &text)?))?;
        self.habits()
    }
}

#[cfg(test)]
mod tests {
    use crate::base::app::App;
    use crate::base::app::Places;
    use crate::base::clock::Clock;
    use crate::demo;
    use crate::structure::view::Habits;

    #[test]
    fn five_minutes_unless_chosen_and_a_workshop_is_never_closed_sooner() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            data: folder.path().join("data"),
            documents: folder.path().join("documents"),
        };
        let app = App::new(places, Clock::of_tests());
        demo::fill(&app).unwrap();
        let habits = app.habits().unwrap();
        assert_eq!(
            (
                habits.lock_minutes,
                habits.lock_minutes_workshop,
                habits.notify
            ),
            (5, 5, true)
        );
        let chosen = Habits {
            lock_minutes: 15,
            lock_minutes_workshop: 10,
            notify: false,
        };
        let kept = app.save_habits(&chosen).unwrap();
        assert_eq!(
            (kept.lock_minutes, kept.lock_minutes_workshop, kept.notify),
            (15, 15, false)
        );
        assert_eq!(app.habits().unwrap(), kept);
        for minutes in [0, 121] {
            let wrong = Habits {
                lock_minutes: minutes,
                ..chosen.clone()
            };
            assert_eq!(app.save_habits(&wrong).unwrap_err().code(), "lock-minutes");
        }
        assert_eq!(app.habits().unwrap(), kept);
    }
}
