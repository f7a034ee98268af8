//! Time as data. The clock itself lives in the application.

use std::fmt;
use std::str::FromStr;

use time::macros::format_description;
use time::{Date, OffsetDateTime, Time};

/// An instant, in milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// From milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn from_unix_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn unix_millis(self) -> i64 {
        self.0
    }

    /// This instant, `millis` later.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// RFC 3339, in UTC, with milliseconds: `2026-11-23T14:05:00.000Z`.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let nanos = i128::from(self.0) * 1_000_000;
        OffsetDateTime::from_unix_timestamp_nanos(nanos)
            .ok()
            .and_then(|at| {
                at.format(format_description!(
                    "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"
                ))
                .ok()
            })
            .unwrap_or_default()
    }
}

/// The text is not a date that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a calendar date (YYYY-MM-DD)")]
pub struct NotADate;

/// A day of the calendar, with no hour and no time zone. Written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarDate(Date);

impl CalendarDate {
    /// 1970-01-01.
    pub const EPOCH: Self = Self(time::macros::date!(1970 - 01 - 01));

    /// The same day as the `time` crate's type.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }
}

/// An hour of the day on the clock of the place, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    hour: u8,
    minute: u8,
}

/// A text that is no hour of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an hour of the day")]
pub struct NotATime;

impl TimeOfDay {
    /// The beginning of a day.
    pub const MIDNIGHT: Self = Self { hour: 0, minute: 0 };

    /// Minutes since midnight.
    #[must_use]
    pub fn minutes(self) -> u16 {
        u16::from(self.hour) * 60 + u16::from(self.minute)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl FromStr for TimeOfDay {
    type Err = NotATime;
    /// `HH:MM`, from `00:00` to `23:59`.
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let time =
            Time::parse(text, format_description!("[hour]:[minute]")).map_err(|_| NotATime)?;
        Ok(Self {
            hour: time.hour(),
            minute: time.minute(),
        })
    }
}

impl From<Date> for CalendarDate {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            u8::from(self.0.month()),
            self.0.day()
        )
    }
}

impl FromStr for CalendarDate {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        Date::parse(text, format_description!("[year]-[month]-[day]"))
            .map(Self)
            .map_err(|_| NotADate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_in_utc() {
        assert_eq!(
            Moment::from_unix_millis(1_500).to_rfc3339(),
            "1970-01-01T00:00:01.500Z"
        );
    }

    #[test]
    fn a_date_survives_its_text_form() {
        let day: CalendarDate = "2026-03-01".parse().unwrap();
        assert_eq!(day.to_string(), "2026-03-01");
    }

    #[test]
    fn an_hour_is_read_and_written_in_two_digits() {
        for text in ["00:00", "09:05", "14:30", "23:59"] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
        }
        for text in ["", "9:05", "24:00", "12:60", "12:30:00", "midi"] {
            assert_eq!(text.parse::<TimeOfDay>(), Err(NotATime), "{text}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        assert_eq!("2026-02-30".parse::<CalendarDate>(), Err(NotADate));
    }
}
