//! Expressions of time, as TIMEX3 defines them, that know their own precision.

use std::fmt;

use jiff::civil::Date;

use super::Span;

/// A mention of a time.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// The expression, without prepositions and possessive 's.
    pub span: Span,
    /// TIMEX3's type.
    pub kind: DateKind,
    /// What it comes to; `None` where the words leave it open or nothing anchors it.
    pub value: Option<DateValue>,
    /// First day of the interval.
    pub from: Option<Date>,
    /// Last day of the interval, inclusive.
    pub to: Option<Date>,
    /// "by", "since", "until" and the like.
    pub bound: Option<DateBound>,
    /// What a relative expression was worked out against.
    pub anchor: Anchor,
    /// The rule that found it.
    pub rule: &'static str,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are TIMEX3's own")]
pub enum DateKind {
    Date,
    Time,
    Duration,
    Set,
}

/// A preposition that makes a date one end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the words")]
pub enum DateBound {
    By,
    Before,
    Until,
    Since,
    After,
}

/// What a date was worked out against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Anchor {
    /// Nothing: the words say it all.
    Explicit,
    /// The article's publication date.
    Published,
    /// Another date of the text.
    Text,
    /// It is relative and there was nothing to work it out against.
    None,
}

/// A TIMEX3 value with its precision. `Display` writes the TIMEX3 text.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields are the calendar's own")]
pub enum DateValue {
    /// `2021-03-18`
    Day(Date),
    /// `2021-03`
    Month { year: i16, month: i8 },
    /// `2021-Q2`
    Quarter { year: i16, quarter: i8 },
    /// `2021-H1`
    Half { year: i16, half: i8 },
    /// `2021-SU`
    Season { year: i16, season: Season },
    /// `2021-W11`, an ISO week; a weekend is `2021-W11-WE`
    Week { year: i16, week: i8, weekend: bool },
    /// `2021`
    Year(i16),
    /// `199`
    Decade(i16),
    /// `19`
    Century(i16),
    /// `2021-03-16TMO`
    Part { day: Date, part: DayPart },
    /// `2021-03-16T14:30`
    Clock { day: Date, hour: i8, minute: i8 },
    /// `P4M`, `PT36H`, `PXM` where the number is not given. The text is canonical TIMEX3.
    Duration(String),
    /// `XXXX-05-01`, `XXXX-WXX-1`, `P1D` of a set, and other values with open places. The text is canonical TIMEX3.
    Open(String),
    /// `PRESENT_REF`
    Present,
    /// `PAST_REF`
    Past,
    /// `FUTURE_REF`
    Future,
}

impl DateValue {
    /// First and last day; `None` where the value is no interval of the calendar.
    #[must_use]
    pub fn interval(&self) -> Option<(Date, Date)> {
        match self {
            Self::Day(day) | Self::Part { day, .. } | Self::Clock { day, .. } => Some((*day, *day)),
            Self::Month { year, month } => months(*year, *month, 1),
            Self::Quarter { year, quarter } => months(*year, quarter * 3 - 2, 3),
            Self::Half { year, half } => months(*year, half * 6 - 5, 6),
            Self::Season { year, season } => {
                let (first, count) = season.months();
                months(*year, first, count)
            }
            Self::Week { year, week, weekend } => {
                let monday = jiff::civil::ISOWeekDate::new(*year, *week, jiff::civil::Weekday::Monday).ok()?.date();
                let offset = if *weekend { 5 } else { 0 };
                Some((add_days(monday, offset)?, add_days(monday, 6)?))
            }
            Self::Year(year) => months(*year, 1, 12),
            Self::Decade(decade) => years(decade.checked_mul(10)?, 10),
            Self::Century(century) => years(century.checked_mul(100)?, 100),
            Self::Duration(_) | Self::Open(_) | Self::Present | Self::Past | Self::Future => None,
        }
    }
}

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Quarter { year, quarter } => write!(f, "{year:04}-Q{quarter}"),
            Self::Half { year, half } => write!(f, "{year:04}-H{half}"),
            Self::Season { year, season } => write!(f, "{year:04}-{}", season.code()),
            Self::Week { year, week, weekend } => {
                write!(f, "{year:04}-W{week:02}{}", if *weekend { "-WE" } else { "" })
            }
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Decade(decade) => write!(f, "{decade:03}"),
            Self::Century(century) => write!(f, "{century:02}"),
            Self::Part { day, part } => write!(f, "{day}T{}", part.code()),
            Self::Clock { day, hour, minute } => write!(f, "{day}T{hour:02}:{minute:02}"),
            Self::Duration(text) | Self::Open(text) => f.write_str(text),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Past => f.write_str("PAST_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
        }
    }
}

/// The seasons, of the northern hemisphere where an interval is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the words")]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// TIMEX3's code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// First month and number of months; winter begins in December.
    const fn months(self) -> (i8, i8) {
        match self {
            Self::Spring => (3, 3),
            Self::Summer => (6, 3),
            Self::Autumn => (9, 3),
            Self::Winter => (12, 3),
        }
    }
}

/// The parts of a day that TIMEX3 knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the words")]
pub enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    /// TIMEX3's code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// Units of time in the order of their length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the words")]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

words!(DateKind { Date => "date", Time => "time", Duration => "duration", Set => "set" });
words!(DateBound { By => "by", Before => "before", Until => "until", Since => "since", After => "after" });
words!(Anchor { Explicit => "explicit", Published => "published", Text => "text", None => "none" });
words!(TimeUnit {
    Second => "second", Minute => "minute", Hour => "hour", Day => "day", Week => "week", Month => "month",
    Quarter => "quarter", Year => "year", Decade => "decade", Century => "century",
});
words!(DayPart { Morning => "morning", Midday => "midday", Afternoon => "afternoon", Evening => "evening", Night => "night" });
words!(Season { Spring => "spring", Summer => "summer", Autumn => "autumn", Winter => "winter" });

fn add_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn months(year: i16, first: i8, count: i8) -> Option<(Date, Date)> {
    let from = Date::new(year, first, 1).ok()?;
    let next = from.checked_add(jiff::Span::new().try_months(count).ok()?).ok()?;
    Some((from, next.yesterday().ok()?))
}

fn years(first: i16, count: i16) -> Option<(Date, Date)> {
    Some((Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(count - 1)?, 12, 31).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{DateValue, Season};

    fn interval(value: &DateValue) -> String {
        value.interval().map_or_else(|| "none".to_owned(), |(a, b)| format!("{a}..{b}"))
    }

    #[test]
    fn values_write_timex3_and_know_their_interval() {
        for (value, text, days) in [
            (DateValue::Month { year: 2021, month: 2 }, "2021-02", "2021-02-01..2021-02-28"),
            (DateValue::Quarter { year: 2021, quarter: 4 }, "2021-Q4", "2021-10-01..2021-12-31"),
            (DateValue::Half { year: 2020, half: 2 }, "2020-H2", "2020-07-01..2020-12-31"),
            (DateValue::Season { year: 2021, season: Season::Winter }, "2021-WI", "2021-12-01..2022-02-28"),
            (DateValue::Week { year: 2021, week: 11, weekend: false }, "2021-W11", "2021-03-15..2021-03-21"),
            (DateValue::Week { year: 2021, week: 11, weekend: true }, "2021-W11-WE", "2021-03-20..2021-03-21"),
            (DateValue::Year(2021), "2021", "2021-01-01..2021-12-31"),
            (DateValue::Decade(199), "199", "1990-01-01..1999-12-31"),
            (DateValue::Century(19), "19", "1900-01-01..1999-12-31"),
            (DateValue::Present, "PRESENT_REF", "none"),
        ] {
            assert_eq!(value.to_string(), text);
            assert_eq!(interval(&value), days, "{text}");
        }
    }

    #[test]
    fn nonsense_has_no_interval() {
        assert_eq!(DateValue::Month { year: 2021, month: 13 }.interval(), None);
        assert_eq!(DateValue::Decade(9999).interval(), None);
    }
}
