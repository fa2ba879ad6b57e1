//! What a rule sees: the text, the publication date, and the dates that the text has named so far.

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::calendar;
use crate::extract::Reading;
use crate::lexicon::{Lead, Sense, TimeWord, WeekdayForm};
use crate::model::{Anchor, DateKind, DateValue, TimeUnit};
use crate::text::{Case, Number, Shape, TokenKind};

pub(super) struct Context<'r, 't> {
    pub reading: &'r Reading<'t>,
    pub published: Option<Date>,
    pub spoken: Spoken,
}

/// The dates that the text has named so far.
#[derive(Default)]
pub(super) struct Spoken {
    /// The last one that is an interval of the calendar.
    pub last: Option<Mentioned>,
    /// The last one that is a day.
    pub dated: Option<Mentioned>,
    /// The token behind a longer period that the text has turned to since: "in the first nine months".
    pub longer: Option<usize>,
    /// The last quarter of a year: what "the quarter" and, in a report of earnings, "a year earlier" mean.
    pub quarter: Option<(i16, i8)>,
    /// The token behind the last mention of any kind.
    pub end: usize,
    /// The value of that mention, where it is a day of the calendar.
    pub day: Option<Date>,
    /// A bit for each month that the text has used as a person's name.
    pub people: u16,
}

#[derive(Clone)]
pub(super) struct Mentioned {
    pub value: DateValue,
    pub from: Date,
    /// Its token behind.
    pub end: usize,
}

/// An expression that a rule has read; it begins at the token that the rule was given.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// One past its last token.
    pub end: usize,
    pub kind: DateKind,
    pub value: Option<DateValue>,
    /// The interval, where the value is none of the calendar.
    pub days: Option<(Date, Date)>,
    pub anchor: Anchor,
}

impl Found {
    pub(super) const fn date(end: usize, value: Option<DateValue>, anchor: Anchor) -> Self {
        Self { end, kind: DateKind::Date, value, days: None, anchor }
    }

    pub(super) const fn explicit(end: usize, value: DateValue) -> Self {
        Self::date(end, Some(value), Anchor::Explicit)
    }

    pub(super) fn of(self, kind: DateKind) -> Self {
        Self { kind, ..self }
    }

    pub(super) fn until(self, end: usize) -> Self {
        Self { end, ..self }
    }
}

impl<'t> Context<'_, 't> {
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.reading.word(at)
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.reading.is(at, word)
    }

    pub(super) fn any(&self, at: usize, words: &[&str]) -> bool {
        self.reading.any(at, words)
    }

    fn sentence(&self, at: usize) -> u32 {
        self.reading.tokens.get(at).map_or(0, |t| t.sentence)
    }

    /// The word before a token; empty at the start of a sentence.
    pub(super) fn before(&self, at: usize) -> &'t str {
        let same = |before: &usize| {
            let sentence = |i: usize| self.reading.tokens.get(i).map(|t| t.sentence);
            sentence(*before) == sentence(at)
        };
        at.checked_sub(1).filter(same).map_or("", |before| self.word(before))
    }

    pub(super) fn before_is(&self, at: usize, words: &[&str]) -> bool {
        let have = self.before(at);
        words.iter().any(|word| have.eq_ignore_ascii_case(word))
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.reading.tokens.get(at).map(|t| t.kind)
    }

    pub(super) fn case(&self, at: usize) -> Case {
        self.reading.tokens.get(at).map_or(Case::None, |t| t.case)
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.reading.tokens.get(at).is_some_and(|t| t.glued)
    }

    /// Whether a token is a hyphen between two words.
    pub(super) fn hyphen(&self, at: usize) -> bool {
        matches!(self.word(at), "-" | "‑" | "–") && self.glued(at) && self.glued(at + 1)
    }

    /// Past a hyphen, if there is one.
    pub(super) fn past_hyphen(&self, at: usize) -> usize {
        if self.hyphen(at) { at + 1 } else { at }
    }

    pub(super) fn time<T>(&self, at: usize, pick: impl Fn(TimeWord) -> Option<T>) -> Option<(T, usize)> {
        if at >= self.reading.tokens.len() {
            return None;
        }
        let sense = |sense: Sense| if let Sense::Time(word) = sense { pick(word) } else { None };
        self.reading.hit(at, sense).map(|(hit, value)| (value, hit.end))
    }

    /// A month's number, past its full stop if it is an abbreviation.
    pub(super) fn month(&self, at: usize) -> Option<(i8, usize)> {
        let pick = |word| if let TimeWord::Month { number, short } = word { Some((number, short)) } else { None };
        self.time(at, pick).map(|((number, short), end)| (number, self.past_stop(end, short)))
    }

    pub(super) fn weekday(&self, at: usize) -> Option<(i8, WeekdayForm, usize)> {
        let pick = |word| if let TimeWord::Weekday { number, form } = word { Some((number, form)) } else { None };
        self.time(at, pick).map(|((number, form), end)| (number, form, self.past_stop(end, form == WeekdayForm::Short)))
    }

    fn past_stop(&self, end: usize, short: bool) -> usize {
        if short && self.word(end) == "." && self.glued(end) { end + 1 } else { end }
    }

    pub(super) fn unit(&self, at: usize) -> Option<(TimeUnit, bool, usize)> {
        let pick = |word| if let TimeWord::Unit { unit, plural } = word { Some((unit, plural)) } else { None };
        self.time(at, pick).map(|((unit, plural), end)| (unit, plural, end))
    }

    pub(super) fn lead(&self, at: usize, lead: Lead) -> Option<usize> {
        self.time(at, |word| (word == TimeWord::Lead(lead)).then_some(())).map(|((), end)| end)
    }

    /// Past a word of this kind, if there is one.
    pub(super) fn past(&self, at: usize, lead: Lead) -> usize {
        self.lead(at, lead).unwrap_or(at)
    }

    pub(super) fn leads(&self, at: usize, leads: &[Lead]) -> Option<(Lead, usize)> {
        self.time(at, |word| if let TimeWord::Lead(lead) = word { leads.contains(&lead).then_some(lead) } else { None })
    }

    /// The number that begins at a token.
    pub(super) fn number(&self, at: usize) -> Option<&Number> {
        let numbers = &self.reading.numbers;
        numbers.get(numbers.partition_point(|n| n.tokens.start < at)).filter(|n| n.tokens.start == at)
    }

    /// A figure of nothing but at most eight digits, and how many.
    pub(super) fn digits(&self, at: usize) -> Option<(i32, usize)> {
        let word = self.word(at);
        let plain = (1..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| word.parse().ok()).flatten().map(|value| (value, word.len()))
    }

    /// A day of the month: "3", "03", "3rd", "twenty-first".
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let (value, end) = match self.digits(at) {
            Some((value, length)) if length <= 2 => (value, at + 1),
            Some(_) => return None,
            None => {
                let number = self.number(at).filter(|n| n.shape == Shape::Ordinal)?;
                (number.amount.value?.to_i32()?, number.tokens.end)
            }
        };
        i8::try_from(value).ok().filter(|v| (1..=31).contains(v)).map(|v| (v, end))
    }

    /// A year in four digits, or in two behind an apostrophe.
    pub(super) fn year_number(&self, at: usize) -> Option<(i16, usize)> {
        if matches!(self.word(at), "'" | "’" | "‘") && self.glued(at + 1) {
            let (value, _) = self.digits(at + 1).filter(|(_, length)| *length == 2)?;
            return Some((century_of(i16::try_from(value).ok()?, self.published), at + 2));
        }
        let (value, _) = self.digits(at).filter(|(value, length)| *length == 4 && (1000..2200).contains(value))?;
        // "1,500" is one token; "2021.5" and "2021-22-1" are none of a year
        let broken = self.word(at + 1) == "/" && self.glued(at + 1);
        if broken { None } else { Some((i16::try_from(value).ok()?, at + 1)) }
    }

    /// Whether the word at a token is what a number before it counts: "2000 troops", "18 people".
    pub(super) fn counted(&self, at: usize) -> bool {
        let unit = |sense: Sense| matches!(sense, Sense::Unit(_)).then_some(());
        self.reading.hit(at, unit).is_some() && !self.word(at).ends_with("ed")
            || self.any(at, &["percent", "%", "per", "million", "billion", "thousand", "hundred", "people", "troops"])
    }

    /// A value worked out against the publication date.
    pub(super) fn relative(&self, end: usize, value: impl FnOnce(Date) -> Option<DateValue>) -> Found {
        match self.published {
            Some(day) => Found::date(end, value(day), Anchor::Published),
            None => Found::date(end, None, Anchor::None),
        }
    }

    /// A value worked out against the last date of the text, else against the publication date.
    ///
    /// A day cannot be told from a date that is only a year: `unit` is what the value is to be as precise as.
    pub(super) fn spoken_of(&self, end: usize, unit: TimeUnit, value: impl FnOnce(Date) -> Option<DateValue>) -> Found {
        match &self.spoken.last {
            Some(last) if precision(&last.value) <= unit => Found::date(end, value(last.from), Anchor::Text),
            // the day that was named before a year or a month in passing
            Some(_) => {
                let near = |m: &&Mentioned| self.sentence(end - 1).saturating_sub(self.sentence(m.end - 1)) <= 2;
                let day = self.spoken.dated.as_ref().filter(near).map(|dated| dated.from);
                Found::date(end, day.and_then(value), Anchor::Text)
            }
            None => self.relative(end, value),
        }
    }

    /// A unit `n` steps from the publication date.
    pub(super) fn shifted(&self, end: usize, unit: TimeUnit, n: i64) -> Found {
        self.relative(end, |day| calendar::shifted(day, unit, n))
    }
}

/// The unit that a value is as precise as.
fn precision(value: &DateValue) -> TimeUnit {
    match value {
        DateValue::Day(_) | DateValue::Part { .. } | DateValue::Clock { .. } => TimeUnit::Day,
        DateValue::Week { .. } => TimeUnit::Week,
        DateValue::Month { .. } => TimeUnit::Month,
        DateValue::Quarter { .. } | DateValue::Season { .. } => TimeUnit::Quarter,
        DateValue::Half { .. } | DateValue::Year(_) => TimeUnit::Year,
        DateValue::Decade(_) => TimeUnit::Decade,
        _ => TimeUnit::Century,
    }
}

/// The year that two digits stand for: not more than ten years behind the publication date.
pub(super) fn century_of(two: i16, published: Option<Date>) -> i16 {
    let latest = published.map_or(2030, |day| day.year().saturating_add(10));
    let year = latest - latest.rem_euclid(100) + two;
    if year > latest { year - 100 } else { year }
}
