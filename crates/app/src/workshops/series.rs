//! A new workshop: what it starts from, and the same one each week.

use atelier_domain::{CalendarDate, Holiday, Workshop, WorkshopId};
use atelier_store::Store;
use atelier_texts as texts;
use atelier_texts::french;
use std::collections::BTreeSet;

use crate::base::app::App;
use crate::base::numbers::count;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Id;
use crate::catalogue::offered::Shelf;
use crate::workshops::plan::{find, form_of, keep, read_form};
use crate::workshops::view::{NewWorkshop, SeriesDay, WorkshopForm};

/// Days in a week.
const WEEK: i64 = 7;

/// Most workshops of a series: a year's.
const MOST: usize = 53;

fn later(day: CalendarDate, days: i64) -> Option<CalendarDate> {
    let later = day.date().checked_add(time::Duration::days(days));
    later.map(CalendarDate::from)
}

/// The first day from today on, on the same day of the week as another, on which there is no workshop yet.
fn next_day(
    like: CalendarDate,
    today: CalendarDate,
    taken: &BTreeSet<CalendarDate>,
) -> CalendarDate {
    let ahead = (like.date() - today.date()).whole_days().rem_euclid(WEEK);
    let weeks = 0..i64::try_from(MOST).unwrap_or(0);
    let mut days = weeks.filter_map(|week| later(today, ahead + WEEK * week));
    days.find(|day| !taken.contains(day)).unwrap_or(today)
}

/// What a new workshop starts from: another, on a day to come.
fn like(store: &Store, other: &Workshop, today: CalendarDate) -> Answer<WorkshopForm> {
    let taken = store.workshops()?.into_iter().map(|one| one.date);
    let shelf = Shelf::read(store)?;
    let mut form = form_of(other);
    form.id = None;
    form.date = next_day(other.date, today, &taken.collect()).to_string();
    form.badges = other
        .badges
        .iter()
        .filter(|badge| shelf.is_offered(badge))
        .map(Id::from)
        .collect();
    Ok(form)
}

fn told(other: &Workshop) -> String {
    texts::workshop::like(french::date(other.date), &other.place)
}

/// The days of a series, each once and in order.
fn read_days(days: &[String]) -> Answer<BTreeSet<CalendarDate>> {
    let days: BTreeSet<CalendarDate> = days
        .iter()
        .map(|day| {
            day.parse()
                .map_err(|_| Problem::of(Case::WorkshopDate).on("date"))
        })
        .collect::<Answer<_>>()?;
    match days.len() {
        0 => Err(Problem::of(Case::SeriesEmpty).on("series")),
        1..=MOST => Ok(days),
        _ => Err(Problem::of(Case::SeriesLong { max: MOST }).on("series")),
    }
}

impl App {
    /// What a new workshop starts from. `from`: the workshop that it is the same as, with its group, badges, team and
    /// equipment; otherwise what is usual: the place, hour, length, team and equipment of the latest one.
    ///
    /// # Errors
    /// `not-found`.
    pub fn new_workshop(&self, from: Option<WorkshopId>) -> Answer<NewWorkshop> {
        let today = self.clock.today();
        self.with(|store| {
            if let Some(from) = from {
                let other = find(store, from)?;
                let form = like(store, &other, today)?;
                return Ok(NewWorkshop {
                    form,
                    like: told(&other),
                });
            }
            let all = store.workshops()?;
            // The latest first: what took place says what is usual better than what is planned.
            let latest = all.iter().find(|one| one.date <= today).or(all.last());
            let Some(latest) = latest else {
                let form = WorkshopForm {
                    date: today.to_string(),
                    ..WorkshopForm::default()
                };
                return Ok(NewWorkshop {
                    form,
                    like: String::new(),
                });
            };
            let form = WorkshopForm {
                participants: Vec::new(),
                badges: Vec::new(),
                ..like(store, latest, today)?
            };
            Ok(NewWorkshop {
                form,
                like: told(latest),
            })
        })
    }

    /// The days of a workshop that takes place each week from `first` on: so many, or until a day, at most a year's.
    /// Those on which the structure is most often closed, or has a workshop already, are told.
    ///
    /// # Errors
    /// `workshop-date` on the field at fault; `series-long` when there would be too many.
    pub fn weekly_days(
        &self,
        first: &str,
        many: u32,
        until: Option<&str>,
    ) -> Answer<Vec<SeriesDay>> {
        let day = |text: &str, field| {
            text.parse()
                .map_err(|_| Problem::of(Case::WorkshopDate).on(field))
        };
        let first: CalendarDate = day(first, "date")?;
        let until: Option<CalendarDate> = until.map(|text| day(text, "until")).transpose()?;
        let weeks = (0..).map_while(|week: i64| later(first, WEEK * week));
        let days: Vec<CalendarDate> = match until {
            Some(until) => weeks
                .take_while(|day| *day <= until)
                .take(MOST + 1)
                .collect(),
            None => weeks
                .take(usize::try_from(many).unwrap_or(MOST + 1).min(MOST + 1))
                .collect(),
        };
        if days.len() > MOST {
            return Err(Problem::of(Case::SeriesLong { max: MOST }).on("series"));
        }
        let taken: BTreeSet<CalendarDate> =
            self.with(|store| Ok(store.workshops()?.into_iter().map(|one| one.date).collect()))?;
        let seen = |day: CalendarDate| {
            let holiday = Holiday::on(day).map(texts::holiday::of);
            let note = match (&holiday, taken.contains(&day)) {
                (Some(holiday), _) => texts::workshop::holiday(holiday),
                (None, true) => texts::workshop::taken(),
                (None, false) => String::new(),
            };
            SeriesDay {
                date: day.to_string(),
                text: french::date(day),
                note,
                closed: holiday.is_some(),
            }
        };
        Ok(days.into_iter().map(seen).collect())
    }

    /// Keeps the same workshop on several days: all of them, or none. Gives their identifiers, the earliest first.
    ///
    /// # Errors
    /// As [`App::save_workshop`]; `series-empty`, `series-long` on `series`.
    pub fn save_series(&self, form: &WorkshopForm, days: &[String]) -> Answer<Vec<Id<WorkshopId>>> {
        let days = read_days(days)?;
        self.atomically(|store| {
            let mut made = Vec::new();
            for day in days {
                let id = WorkshopId::new(self.clock.new_id());
                let form = WorkshopForm {
                    id: None,
                    date: day.to_string(),
                    ..form.clone()
                };
                keep(store, id, read_form(&form)?, self.now())?;
                made.push(Id(id));
            }
            Ok(made)
        })
    }

    /// Removes workshops that have no request: all of them, or none. [`App::restore_removed`] puts each back.
    ///
    /// # Errors
    /// `in-use` when one has requests; `not-found`.
    pub fn remove_workshops(&self, ids: &[WorkshopId]) -> Answer<u32> {
        let removed = self.atomically(|store| {
            let each = ids.iter().map(|id| Ok((*id, store.remove_workshop(*id)?)));
            each.collect::<Answer<Vec<_>>>()
        })?;
        let many = count(removed.len());
        for (id, rows) in removed {
            self.keep_removed(&id.to_string(), rows);
        }
        Ok(many)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CalendarDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_next_one_is_on_the_same_day_of_the_week_where_there_is_none_yet() {
        // 24 November 2026 is a Tuesday.
        let (tuesday, wednesday) = (day("2026-11-10"), day("2026-11-25"));
        let today = day("2026-11-24");
        let none = BTreeSet::new();
        assert_eq!(next_day(tuesday, today, &none), today);
        assert_eq!(next_day(wednesday, today, &none), wednesday);
        assert_eq!(next_day(day("2026-11-16"), today, &none), day("2026-11-30"));
        let taken = BTreeSet::from([today, day("2026-12-01")]);
        assert_eq!(next_day(tuesday, today, &taken), day("2026-12-08"));
    }
}
