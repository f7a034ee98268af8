//! Plurals, numbers, sizes, days and hours, as French writes them.

use std::fmt::Display;

use atelier_domain::{CalendarDate, TimeOfDay, Workshop};

use crate::formats;

/// How many there are of what a text counts.
pub trait Count: Copy {
    /// Whether it takes the singular: 0 and 1 do.
    fn single(self) -> bool;

    /// In figures.
    fn french(self) -> String;
}

macro_rules! counts {
    ($($number:ty)*) => {$(
        impl Count for $number {
            fn single(self) -> bool {
                self < 2
            }

            fn french(self) -> String {
                number(self)
            }
        }
    )*};
}
counts!(u8 u16 u32 u64 usize i64);

/// A whole number, by thousands: « 12 345 ».
#[must_use]
pub fn number(n: impl Display) -> String {
    let figures = n.to_string();
    let mut grouped = String::with_capacity(figures.len() + 4);
    for (place, figure) in figures.chars().enumerate() {
        if place > 0 && (figures.len() - place).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(figure);
    }
    grouped
}

/// A size in bytes: « 1,2 Mo ».
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a size shown with one decimal")]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..=999 => formats::size::bytes(bytes),
        1_000..=999_999 => formats::size::kilobytes(bytes / 1_000),
        _ => formats::size::megabytes(format!("{:.1}", bytes as f64 / 1e6).replace('.', ",")),
    }
}

/// A day in full: « lundi 23 novembre 2026 ».
#[must_use]
pub fn date(day: CalendarDate) -> String {
    use time::Weekday;
    let weekday = match day.date().weekday() {
        Weekday::Monday => formats::day::monday(),
        Weekday::Tuesday => formats::day::tuesday(),
        Weekday::Wednesday => formats::day::wednesday(),
        Weekday::Thursday => formats::day::thursday(),
        Weekday::Friday => formats::day::friday(),
        Weekday::Saturday => formats::day::saturday(),
        Weekday::Sunday => formats::day::sunday(),
    };
    formats::date::whole(short_date(day), weekday)
}

/// A day without its name: « 23 novembre 2026 », « 1er mars 2026 ».
#[must_use]
pub fn short_date(day: CalendarDate) -> String {
    use time::Month;
    let day = day.date();
    let month = match day.month() {
        Month::January => formats::month::january(),
        Month::February => formats::month::february(),
        Month::March => formats::month::march(),
        Month::April => formats::month::april(),
        Month::May => formats::month::may(),
        Month::June => formats::month::june(),
        Month::July => formats::month::july(),
        Month::August => formats::month::august(),
        Month::September => formats::month::september(),
        Month::October => formats::month::october(),
        Month::November => formats::month::november(),
        Month::December => formats::month::december(),
    };
    let figure = match day.day() {
        1 => formats::date::first(),
        n => n.to_string(),
    };
    formats::date::short(figure, month, day.year())
}

/// An hour of the day: « 9 h », « 14 h 05 ».
#[must_use]
pub fn time(at: TimeOfDay) -> String {
    match (at.minutes() / 60, at.minutes() % 60) {
        (hour, 0) => formats::time::hour(hour),
        (hour, minute) => formats::time::whole(hour, format!("{minute:02}")),
    }
}

/// How long something takes: « 45 minutes », « 1 h 30 ».
#[must_use]
pub fn duration(minutes: u16) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => formats::time::minutes(minutes),
        (hours, 0) => formats::time::hour(hours),
        (hours, minutes) => formats::time::whole(hours, format!("{minutes:02}")),
    }
}

/// A day and an hour of it: « 23 novembre 2026 à 14 h 05 ».
#[must_use]
pub fn moment(day: CalendarDate, hour: u32, minute: u32) -> String {
    let time = formats::time::whole(hour, format!("{minute:02}"));
    formats::date::at(short_date(day), time)
}

/// When a workshop takes place: the day, and the hour when it is known.
#[must_use]
pub fn when(workshop: &Workshop) -> String {
    let day = date(workshop.date);
    match workshop.plan.starts_at {
        Some(at) => formats::date::at(day, time(at)),
        None => day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_and_one_are_singular_and_thousands_are_set_apart() {
        let waiting = |n: u32| crate::sync::waits_connection(n);
        assert!(waiting(0).starts_with("0 demande attend la"));
        assert!(waiting(1).starts_with("1 demande attend la"));
        assert!(waiting(2).starts_with("2 demandes attendent la"));
        assert!(waiting(1_234_567).starts_with("1\u{202f}234\u{202f}567 demandes"));
        assert_eq!(
            ["0", "12", "123", "1234"].map(number),
            ["0", "12", "123", "1\u{202f}234"]
        );
    }

    #[test]
    fn sizes_are_told_in_french() {
        assert_eq!(size(1), "1\u{a0}octet");
        assert_eq!(size(812), "812\u{a0}octets");
        assert_eq!(size(45_300), "45\u{a0}ko");
        assert_eq!(size(1_240_000), "1,2\u{a0}Mo");
    }

    #[test]
    fn days_and_hours_are_told_in_french() {
        let day: CalendarDate = "2026-03-01".parse().unwrap();
        assert_eq!(date(day), "dimanche 1er mars 2026");
        assert_eq!(
            short_date("2026-11-23".parse().unwrap()),
            "23 novembre 2026"
        );
        for (text, said) in [
            ("00:00", "0\u{a0}h"),
            ("09:05", "9\u{a0}h\u{a0}05"),
            ("14:30", "14\u{a0}h\u{a0}30"),
        ] {
            assert_eq!(time(text.parse().unwrap()), said);
        }
        let at = moment(day, 14, 0);
        assert_eq!(at, "1er mars 2026 à\u{a0}14\u{a0}h\u{a0}00");
        assert_eq!(
            [45, 60, 90].map(duration),
            ["45 minutes", "1\u{a0}h", "1\u{a0}h\u{a0}30"]
        );
    }
}
