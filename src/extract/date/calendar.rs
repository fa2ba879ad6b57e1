//! Calendar arithmetic: checked everywhere, so that no text can leave the calendar.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::lexicon::HolidayRule;
use crate::model::{DateValue, Season, TimeUnit};

/// The unit `n` steps from the one that a day lies in, no more precise than the unit. `None` below a day.
pub(super) fn shifted(day: Date, unit: TimeUnit, n: i64) -> Option<DateValue> {
    let day = moved(day, unit, n)?;
    Some(match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
        TimeUnit::Day => DateValue::Day(day),
        TimeUnit::Week => week(day, false),
        TimeUnit::Month => DateValue::Month { year: day.year(), month: day.month() },
        TimeUnit::Quarter => DateValue::Quarter { year: day.year(), quarter: (day.month() - 1) / 3 + 1 },
        TimeUnit::Year => DateValue::Year(day.year()),
        TimeUnit::Decade => DateValue::Decade(day.year().div_euclid(10)),
        TimeUnit::Century => DateValue::Century(day.year().div_euclid(100)),
    })
}

/// The day `n` units away.
pub(super) fn moved(day: Date, unit: TimeUnit, n: i64) -> Option<Date> {
    let span = match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
        TimeUnit::Day => 0.days().try_days(n),
        TimeUnit::Week => 0.days().try_weeks(n),
        TimeUnit::Month => 0.days().try_months(n),
        TimeUnit::Quarter => 0.days().try_months(n.checked_mul(3)?),
        TimeUnit::Year => 0.days().try_years(n),
        TimeUnit::Decade => 0.days().try_years(n.checked_mul(10)?),
        TimeUnit::Century => 0.days().try_years(n.checked_mul(100)?),
    };
    day.checked_add(span.ok()?).ok()
}

/// The ISO week, or weekend, that a day lies in.
pub(super) fn week(day: Date, weekend: bool) -> DateValue {
    let iso = day.iso_week_date();
    DateValue::Week { year: iso.year(), week: iso.week(), weekend }
}

/// The last such day of the week not after `day`, or before it where `strictly`.
pub(super) fn weekday_before(day: Date, number: i8, strictly: bool) -> Option<Date> {
    let back = i64::from((day.weekday().to_monday_one_offset() - number).rem_euclid(7));
    moved(day, TimeUnit::Day, if back == 0 && strictly { -7 } else { -back })
}

/// The first such day of the week behind `day`.
pub(super) fn weekday_after(day: Date, number: i8) -> Option<Date> {
    let ahead = i64::from((number - day.weekday().to_monday_one_offset()).rem_euclid(7));
    moved(day, TimeUnit::Day, if ahead == 0 { 7 } else { ahead })
}

/// The day of the week in the ISO week `n` weeks from that of `day`.
pub(super) fn weekday_in_week(day: Date, number: i8, n: i64) -> Option<Date> {
    let monday = weekday_before(day, 1, false)?;
    moved(moved(monday, TimeUnit::Week, n)?, TimeUnit::Day, i64::from(number) - 1)
}

/// The year in which a month, or a day of it, is nearest to `day`.
pub(super) fn nearest_year(day: Date, month: i8, of_month: i8) -> Option<i16> {
    let distance = |year: i16| {
        let there = Date::new(year, month, of_month).ok()?;
        Some((day.until(there).ok()?.get_days().abs(), year))
    };
    [day.year() - 1, day.year(), day.year() + 1].into_iter().filter_map(distance).min().map(|(_, year)| year)
}

/// The year of the last month of that name not after the month of `day`, or before it where `strictly`.
pub(super) fn month_before(day: Date, month: i8, strictly: bool) -> i16 {
    if month < day.month() || month == day.month() && !strictly { day.year() } else { day.year() - 1 }
}

/// The year of the first month of that name not before the month of `day`, or behind it where `strictly`.
pub(super) fn month_after(day: Date, month: i8, strictly: bool) -> i16 {
    if month > day.month() || month == day.month() && !strictly { day.year() } else { day.year() + 1 }
}

/// The season that a day lies in; January and February lie in the winter of the year before.
pub(super) fn season(day: Date) -> (i16, Season) {
    match day.month() {
        1 | 2 => (day.year() - 1, Season::Winter),
        3..=5 => (day.year(), Season::Spring),
        6..=8 => (day.year(), Season::Summer),
        9..=11 => (day.year(), Season::Autumn),
        _ => (day.year(), Season::Winter),
    }
}

/// The day a holiday falls on in a year.
pub(super) fn holiday(rule: HolidayRule, year: i16) -> Option<Date> {
    match rule {
        HolidayRule::Fixed(month, day) => Date::new(year, month, day).ok(),
        HolidayRule::Nth(month, weekday, nth) => nth_weekday(year, month, weekday, nth),
        HolidayRule::Once(year, month, day) => Date::new(year, month, day).ok(),
        HolidayRule::Easter(days) => moved(easter(year)?, TimeUnit::Day, i64::from(days)),
        HolidayRule::From(month, day, weekday) => {
            weekday_after(Date::new(year, month, day).ok()?.yesterday().ok()?, weekday)
        }
    }
}

/// The nth such day of the week in a month, counted from the end where it is negative.
pub(super) fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Easter Sunday, by the Gregorian computus of Meeus, Jones and Butcher.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_moves() {
        for (year, day) in [(1998, date(1998, 4, 12)), (2021, date(2021, 4, 4)), (2024, date(2024, 3, 31))] {
            assert_eq!(easter(year), Some(day));
        }
    }

    #[test]
    fn days_of_the_week() {
        let thursday = date(2021, 3, 18);
        assert_eq!(weekday_before(thursday, 4, false), Some(thursday));
        assert_eq!(weekday_before(thursday, 4, true), Some(date(2021, 3, 11)));
        assert_eq!(weekday_after(thursday, 4), Some(date(2021, 3, 25)));
        assert_eq!(weekday_in_week(thursday, 1, -1), Some(date(2021, 3, 8)));
    }

    #[test]
    fn the_calendar_ends() {
        assert_eq!(shifted(Date::MAX, TimeUnit::Day, 1), None);
        assert_eq!(shifted(Date::MIN, TimeUnit::Century, -1), None);
        assert_eq!(moved(date(2021, 3, 18), TimeUnit::Century, i64::MAX), None);
        assert_eq!(nearest_year(date(2021, 3, 18), 2, 30), None);
    }
}
