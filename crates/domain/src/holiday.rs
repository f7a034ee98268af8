//! The public holidays of metropolitan France: days on which a structure is most often closed (Code du travail, L3133-1).

use crate::coded;
use time::{Date, Duration, Month};

use crate::CalendarDate;

coded! {
    /// A public holiday.
    Holiday {
        /// 1 January.
        NewYear = "new-year",
        /// The day after Easter.
        EasterMonday = "easter-monday",
        /// 1 May.
        Labour = "labour",
        /// 8 May.
        Victory = "victory",
        /// Thirty-nine days after Easter.
        Ascension = "ascension",
        /// Fifty days after Easter.
        WhitMonday = "whit-monday",
        /// 14 July.
        Bastille = "bastille",
        /// 15 August.
        Assumption = "assumption",
        /// 1 November.
        AllSaints = "all-saints",
        /// 11 November.
        Armistice = "armistice",
        /// 25 December.
        Christmas = "christmas",
    }
}

impl Holiday {
    /// The holiday of a day, if it is one.
    #[must_use]
    pub fn on(day: CalendarDate) -> Option<Self> {
        let date = day.date();
        let fixed = match (date.month(), date.day()) {
            (Month::January, 1) => Some(Self::NewYear),
            (Month::May, 1) => Some(Self::Labour),
            (Month::May, 8) => Some(Self::Victory),
            (Month::July, 14) => Some(Self::Bastille),
            (Month::August, 15) => Some(Self::Assumption),
            (Month::November, 1) => Some(Self::AllSaints),
            (Month::November, 11) => Some(Self::Armistice),
            (Month::December, 25) => Some(Self::Christmas),
            _ => None,
        };
        fixed.or_else(|| match (date - easter(date.year())?).whole_days() {
            1 => Some(Self::EasterMonday),
            39 => Some(Self::Ascension),
            50 => Some(Self::WhitMonday),
            _ => None,
        })
    }
}

/// Easter Sunday, by the algorithm of Meeus, Jones and Butcher for the Gregorian calendar.
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    // Days since 22 March, the earliest that it can be.
    let since = i64::from(h + l - 7 * m);
    let earliest = Date::from_calendar_date(year, Month::March, 22).ok()?;
    earliest.checked_add(Duration::days(since))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str) -> Option<Holiday> {
        Holiday::on(day.parse().unwrap())
    }

    #[test]
    fn easter_is_where_almanacs_put_it() {
        // Given by the Bureau des longitudes; the first and the last are the earliest and the latest that it can be.
        for (year, month, day) in [
            (1818, Month::March, 22),
            (2024, Month::March, 31),
            (2025, Month::April, 20),
            (2026, Month::April, 5),
            (2027, Month::March, 28),
            (2038, Month::April, 25),
        ] {
            let wanted = Date::from_calendar_date(year, month, day).unwrap();
            assert_eq!(easter(year), Some(wanted), "{year}");
        }
    }

    #[test]
    fn the_eleven_holidays_of_a_year_are_known_and_no_other() {
        let first = Date::from_calendar_date(2026, Month::January, 1).unwrap();
        let days = (0..365).map(|n| CalendarDate::from(first + Duration::days(n)));
        let found: Vec<String> = days
            .filter(|day| Holiday::on(*day).is_some())
            .map(|day| day.to_string())
            .collect();
        let wanted = [
            "2026-01-01",
            "2026-04-06",
            "2026-05-01",
            "2026-05-08",
            "2026-05-14",
            "2026-05-25",
            "2026-07-14",
            "2026-08-15",
            "2026-11-01",
            "2026-11-11",
            "2026-12-25",
        ];
        assert_eq!(found, wanted);
        assert_eq!(on("2026-05-14"), Some(Holiday::Ascension));
    }
}
