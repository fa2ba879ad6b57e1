//! Months, weekdays, seasons, holidays, parts of the day, units of time, and the small words that stand around them.

use serde::Deserialize;

use super::load::{parse, word};
use super::{Lexicon, LexiconError, Sense};
use crate::model::{DayPart, Season, TimeUnit};

/// What a word can be in an expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeWord {
    /// A month, 1 to 12; `short` where the name is an abbreviation.
    #[allow(missing_docs, reason = "said above")]
    Month { number: i8, short: bool },
    /// A day of the week, Monday 1 to Sunday 7.
    #[allow(missing_docs, reason = "said above")]
    Weekday { number: i8, form: WeekdayForm },
    /// A season.
    Season(Season),
    /// An index into the lexicon's holidays.
    Holiday(u16),
    /// A part of the day; `plural` as in "nights".
    #[allow(missing_docs, reason = "said above")]
    Part { part: DayPart, plural: bool },
    /// A word for an hour of the clock, such as "noon".
    Hour(i8),
    /// A unit of time.
    #[allow(missing_docs, reason = "said above")]
    Unit { unit: TimeUnit, plural: bool },
    /// "weekend"
    Weekend,
    /// A day counted from the day of writing: 0 is "today".
    Day(i8),
    /// A decade by its name, in tens of years: 9 is "nineties".
    Decade(i8),
    /// How often, by unit: "daily".
    Every(TimeUnit),
    /// A time zone's abbreviation.
    Zone,
    /// Vague words for a time.
    Vague(Direction),
    /// A word that opens or modifies an expression of time.
    Lead(Lead),
    /// A verb or its auxiliary, by the direction that it points to.
    Tense(Direction),
}

/// How a day of the week is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the words")]
pub enum WeekdayForm {
    Full,
    Plural,
    Short,
}

/// Where words point, seen from the time of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are the words")]
pub enum Direction {
    Past,
    Present,
    Future,
}

/// Words that open or modify an expression of time, by what they do to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lead {
    /// "the"
    The,
    /// "a"
    A,
    /// "this"
    This,
    /// "current": this one
    Current,
    /// "that", "the same": the one spoken of
    Same,
    /// "last", "past": the one before the time of writing
    Last,
    /// "latest": the last one that is over
    Latest,
    /// "previous": the one before the one spoken of
    Previous,
    /// "next": the one behind the time of writing
    Next,
    /// "following": the one behind the one spoken of
    Following,
    /// "recent"
    Recent,
    /// "every"
    Every,
    /// "early", "late", "mid": a part of the one named
    Part,
    /// "end", "beginning": a part of the one named, with "the … of" around it
    Edge,
    /// "fiscal"
    Fiscal,
    /// "comparable": the one that another is held against
    Comparable,
    /// "several", "a few": more than one
    Several,
    /// "half"
    Half,
    /// "third", "those", "tonight": opens an expression by what stands behind it, or is one by itself
    Opener,
    /// "another", "more", "full": between a count and its unit, with no change to the value
    Filler,
}

/// A holiday with a fixed rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayEntry {
    /// The usual name, and further ones.
    pub names: Vec<String>,
    /// Its rule.
    pub rule: HolidayRule,
}

/// When a holiday falls.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HolidayRule {
    /// `[month, day]`
    Fixed(i8, i8),
    /// `[month, weekday, nth]`, Monday 1; the nth from the end where it is negative
    Nth(i8, i8, i8),
    /// `[year, month, day]`: a day of history that has a name
    Once(i16, i8, i8),
    /// Days from Easter Sunday of the western churches
    Easter(i16),
    /// `[month, day, weekday]`: the first such weekday on the day or behind it
    From(i8, i8, i8),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbered {
    number: i8,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    plural: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeasonWords {
    #[serde(deserialize_with = "word")]
    season: Season,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartWords {
    #[serde(deserialize_with = "word")]
    part: DayPart,
    names: Vec<String>,
    #[serde(default)]
    plural: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitWords {
    #[serde(deserialize_with = "word")]
    unit: TimeUnit,
    names: Vec<String>,
    plural: Vec<String>,
    #[serde(default)]
    every: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DirectionWords {
    direction: Direction,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeadWords {
    lead: Lead,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    zones: Vec<String>,
    #[serde(default)]
    weekend: Vec<String>,
    #[serde(default)]
    month: Vec<Numbered>,
    #[serde(default)]
    weekday: Vec<Numbered>,
    #[serde(default)]
    hour: Vec<Numbered>,
    #[serde(default)]
    day: Vec<Numbered>,
    #[serde(default)]
    decade: Vec<Numbered>,
    #[serde(default)]
    season: Vec<SeasonWords>,
    #[serde(default)]
    part: Vec<PartWords>,
    #[serde(default)]
    unit: Vec<UnitWords>,
    #[serde(default)]
    vague: Vec<DirectionWords>,
    #[serde(default)]
    tense: Vec<DirectionWords>,
    #[serde(default)]
    lead: Vec<LeadWords>,
    #[serde(default)]
    holiday: Vec<HolidayEntry>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    let file = parse::<File>(name, contents)?;
    let mut add = |forms: &[String], word: TimeWord| {
        for form in forms {
            lexicon.automaton.add(form, Sense::Time(word));
        }
    };
    add(&file.zones, TimeWord::Zone);
    add(&file.weekend, TimeWord::Weekend);
    for Numbered { number, names, short, .. } in &file.month {
        add(names, TimeWord::Month { number: *number, short: false });
        add(short, TimeWord::Month { number: *number, short: true });
    }
    for Numbered { number, names, plural, short } in &file.weekday {
        add(names, TimeWord::Weekday { number: *number, form: WeekdayForm::Full });
        add(plural, TimeWord::Weekday { number: *number, form: WeekdayForm::Plural });
        add(short, TimeWord::Weekday { number: *number, form: WeekdayForm::Short });
    }
    for (list, sense) in [
        (&file.hour, TimeWord::Hour as fn(i8) -> TimeWord),
        (&file.day, TimeWord::Day),
        (&file.decade, TimeWord::Decade),
    ] {
        for Numbered { number, names, .. } in list {
            add(names, sense(*number));
        }
    }
    for SeasonWords { season, names } in &file.season {
        add(names, TimeWord::Season(*season));
    }
    for PartWords { part, names, plural } in &file.part {
        add(names, TimeWord::Part { part: *part, plural: false });
        add(plural, TimeWord::Part { part: *part, plural: true });
    }
    for UnitWords { unit, names, plural, every } in &file.unit {
        add(names, TimeWord::Unit { unit: *unit, plural: false });
        add(plural, TimeWord::Unit { unit: *unit, plural: true });
        add(every, TimeWord::Every(*unit));
    }
    for DirectionWords { direction, words } in &file.vague {
        add(words, TimeWord::Vague(*direction));
    }
    for DirectionWords { direction, words } in &file.tense {
        add(words, TimeWord::Tense(*direction));
    }
    for LeadWords { lead, words } in &file.lead {
        add(words, TimeWord::Lead(*lead));
    }
    for holiday in file.holiday {
        let index = super::index(lexicon.holidays.len());
        for form in &holiday.names {
            lexicon.automaton.add(form, Sense::Time(TimeWord::Holiday(index)));
        }
        lexicon.holidays.push(holiday);
    }
    Ok(())
}
