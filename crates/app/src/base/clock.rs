//! The clock and the dice of the application: the one place where time and randomness enter.

use atelier_domain::{CalendarDate, Moment, NewId, TimeOfDay};
use atelier_texts::french;
use chrono::{DateTime, Datelike, Local, TimeZone, Timelike, Utc};

/// Where time and randomness come from.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The present instant.
    pub now: fn() -> Moment,
    /// Fills a buffer from the operating system's source of randomness.
    pub entropy: fn(&mut [u8]),
}

impl Clock {
    /// The computer's own.
    #[must_use]
    pub fn system() -> Self {
        Self {
            now: || Moment::from_unix_millis(Utc::now().timestamp_millis()),
            entropy: os_entropy,
        }
    }

    /// One that begins on 24 November 2026 at ten o'clock in London when it is first read, and goes on from there: no midnight
    /// falls in a test.
    #[cfg(test)]
    pub(crate) fn of_tests() -> Self {
        use std::sync::LazyLock;
        use std::time::Instant;
        static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
        Self {
            now: || {
                let since = i64::try_from(BEGUN.elapsed().as_millis()).unwrap_or(i64::MAX);
                Moment::from_unix_millis(1_795_514_400_000).plus_millis(since)
            },
            ..Self::system()
        }
    }

    /// What a new identifier is made of.
    #[must_use]
    pub fn new_id(&self) -> NewId {
        let mut random = [0; 10];
        (self.entropy)(&mut random);
        NewId {
            at: (self.now)(),
            random,
        }
    }

    /// A number from 0 to 1, to spread retries.
    #[must_use]
    pub fn jitter(&self) -> f64 {
        let mut bytes = [0; 4];
        (self.entropy)(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
    }

    /// The present day, in the computer's time zone.
    #[must_use]
    pub fn today(&self) -> CalendarDate {
        day_of((self.now)())
    }
}

const EPOCH: CalendarDate = CalendarDate::EPOCH;

fn os_entropy(buffer: &mut [u8]) {
    // Without the system's randomness there is neither key nor identifier: nothing sensible can follow.
    if getrandom::fill(buffer).is_err() {
        std::process::abort();
    }
}

fn local(at: Moment) -> DateTime<Local> {
    DateTime::<Utc>::from_timestamp_millis(at.unix_millis())
        .unwrap_or_default()
        .with_timezone(&Local)
}

/// The day of an instant, in the computer's time zone.
#[must_use]
pub fn day_of(at: Moment) -> CalendarDate {
    let local = local(at);
    let text = format!(
        "{:04}-{:02}-{:02}",
        local.year(),
        local.month(),
        local.day()
    );
    text.parse().unwrap_or(EPOCH)
}

/// The hour of an instant, in the computer's time zone.
#[must_use]
pub fn hour_of(at: Moment) -> TimeOfDay {
    let local = local(at);
    let text = format!("{:02}:{:02}", local.hour(), local.minute());
    text.parse().unwrap_or(TimeOfDay::MIDNIGHT)
}

/// The beginning of a day, in the computer's time zone.
#[must_use]
pub fn start_of(day: CalendarDate) -> Moment {
    let date = day.date();
    // The few zones that change their clocks at midnight have no such hour that day: it begins at the next one.
    let begins = (0..=2).find_map(|hour| {
        Local
            .with_ymd_and_hms(
                date.year(),
                u32::from(u8::from(date.month())),
                u32::from(date.day()),
                hour,
                0,
                0,
            )
            .earliest()
    });
    Moment::from_unix_millis(begins.map_or(0, |at| at.timestamp_millis()))
}

/// « 23 novembre 2026 ».
#[must_use]
pub fn short_day(day: CalendarDate) -> String {
    french::short_date(day)
}

/// « 23 novembre 2026 à 14 h 05 », in the computer's time zone; its hour is never cut between two lines.
#[must_use]
pub fn french_moment(at: Moment) -> String {
    let local = local(at);
    french::moment(day_of(at), local.hour(), local.minute())
}

/// An instant written as RFC 3339.
#[must_use]
pub fn moment_of(text: &str) -> Option<Moment> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    Some(Moment::from_unix_millis(at.timestamp_millis()))
}

/// The same, from RFC 3339 text; the text itself when it is not a date.
#[must_use]
pub fn french_rfc3339(text: &str) -> String {
    moment_of(text).map_or_else(|| text.to_owned(), french_moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_differ() {
        let clock = Clock::system();
        assert_ne!(clock.new_id().random, clock.new_id().random);
        assert!((0.0..=1.0).contains(&clock.jitter()));
    }

    #[test]
    fn a_day_begins_when_its_first_instant_does() {
        for text in ["2026-03-29", "2026-10-25", "2024-02-29", "2026-01-01"] {
            let day: CalendarDate = text.parse().unwrap();
            let begins = start_of(day);
            assert_eq!(day_of(begins), day);
            let before = Moment::from_unix_millis(begins.unix_millis() - 1);
            assert_eq!(day_of(before).date().next_day(), Some(day.date()));
        }
        assert_eq!(short_day("2026-03-01".parse().unwrap()), "1er mars 2026");
    }

    #[test]
    fn an_instant_is_told_in_french() {
        let told = french_rfc3339("2026-11-23T14:05:00.000Z");
        assert!(
            told.contains("novembre 2026 à\u{a0}") && told.contains("\u{a0}h\u{a0}05"),
            "{told}"
        );
        assert!(!told.starts_with("lundi"));
        assert_eq!(french_rfc3339("hier"), "hier");
    }
}
