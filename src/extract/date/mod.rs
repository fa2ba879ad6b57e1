//! Expressions of time, as TIMEX3 has them: dates, times, durations and sets.
//!
//! The text is walked once. A word of time, or a number, opens an expression; every rule that can begin there reads as
//! far as it can, and the longest reading stands. Rules see what the text has named before, never what comes later.

mod calendar;
mod clock;
mod context;
mod day;
mod duration;
mod edge;
mod named;
mod period;
mod relative;
mod tense;

use jiff::civil::Date;

use self::context::{Context, Found, Mentioned, Spoken};
use super::Reading;
use crate::lexicon::{Lead, Sense, TimeWord};
use crate::model::{DateBound, DateKind, DateMention, DateValue};
use crate::text::TokenKind;

/// A rule reads an expression that begins at a token.
type Rule = fn(&Context<'_, '_>, usize) -> Option<Found>;

/// Readings that others may be built on, the more telling first.
const CORE: &[(&str, Rule)] = &[
    ("date/iso", day::iso),
    ("date/numeric", day::numeric),
    ("date/clock", clock::clock),
    ("date/day", day::day),
    ("date/day-behind", day::day_behind),
    ("date/month", day::month),
    ("date/weekday", named::weekday),
    ("date/day-name", named::day_name),
    ("date/part-of-day", named::part),
    ("date/weekend", named::weekend),
    ("date/holiday", named::holiday),
    ("date/fiscal", period::fiscal),
    ("date/quarter", period::quarter),
    ("date/reported", period::reported),
    ("date/decade", period::decade),
    ("date/century", period::century),
    ("date/season", period::season),
    ("date/year", period::year),
    ("date/ago", relative::ago),
    ("date/ahead", relative::ahead),
    ("date/unit", relative::unit),
    ("date/week-of", relative::week_of),
    ("date/beside", relative::beside),
    ("date/lengths", relative::lengths),
    ("date/lengths-behind", relative::lengths_behind),
    ("date/set", duration::set),
    ("date/duration", duration::duration),
];

/// Readings around a date.
const AROUND: &[(&str, Rule)] = &[
    ("date/part", edge::part),
    ("date/edge", edge::edge),
    ("date/end-behind", edge::end_behind),
    ("date/past-future", relative::past_future),
    ("date/vague", relative::vague),
];

const NAMES: [&str; CORE.len() + AROUND.len()] = {
    let mut names = [""; CORE.len() + AROUND.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = if i < CORE.len() { CORE[i].0 } else { AROUND[i - CORE.len()].0 };
        i += 1;
    }
    names
};

/// The rules of this kind.
pub(super) const RULES: &[&str] = &NAMES;

/// All expressions of time, in order.
pub(super) fn dates(reading: &Reading<'_>, published: Option<Date>) -> Vec<DateMention> {
    let mut context = Context { reading, published, spoken: Spoken::default() };
    let mut mentions = Vec::new();
    let mut numbers = reading.numbers.iter().peekable();
    let mut at = 0;
    while at < reading.tokens.len() {
        while numbers.next_if(|n| n.tokens.start < at).is_some() {}
        let number = numbers.peek().is_some_and(|n| n.tokens.start == at);
        let Some((rule, found)) = opens(reading, at, number).then(|| longest(&context, at)).flatten() else {
            if let Some(month) = day::person(&context, at) {
                context.spoken.people |= 1 << month;
            }
            at += 1;
            continue;
        };
        let mention = mention(&context, at, rule, &found);
        remember(&mut context.spoken, &mention, found.end);
        mentions.push(mention);
        at = found.end;
    }
    mentions
}

/// Whether an expression can begin at a token.
fn opens(reading: &Reading<'_>, at: usize, number: bool) -> bool {
    let figure = |at: usize| reading.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Figure);
    let word = || reading.word(at);
    number
        || figure(at)
        || reading.hits.at(at).iter().any(|hit| match hit.sense {
            Sense::Time(word) if leads(word) => led(reading, at),
            Sense::Time(TimeWord::Tense(_)) => false,
            Sense::Time(_) => true,
            _ => false,
        })
        || matches!(word(), "'" | "’" | "‘") && figure(at + 1)
        || matches!(word().as_bytes(), [b'Q' | b'H', b'1'..=b'4'])
        || word().starts_with("FY")
        || reading.any(at, &["tonight", "overnight", "those", "these", "another", "latter", "year"])
}

/// Whether a word of time is one of those small ones that stand everywhere: "the", "a", "that".
const fn leads(word: TimeWord) -> bool {
    matches!(word, TimeWord::Lead(Lead::The | Lead::A | Lead::Same))
}

/// Whether a figure or a telling word of time stands close behind, without which a small word begins nothing.
fn led(reading: &Reading<'_>, at: usize) -> bool {
    /// As far as that word can stand: "the first of the two remaining months".
    const FAR: usize = 6;
    let near = at + 1..at + 1 + FAR;
    let telling = |sense| matches!(sense, Sense::Time(word) if !leads(word) && !matches!(word, TimeWord::Tense(_)));
    reading.is(at + 1, "future")
        || reading.hits.within(near.clone()).iter().any(|hit| telling(hit.sense))
        || near.clone().any(|i| reading.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Figure))
        || reading
            .numbers
            .get(reading.numbers.partition_point(|n| n.tokens.start < near.start))
            .is_some_and(|n| n.tokens.start < near.end)
}

fn longest(context: &Context<'_, '_>, at: usize) -> Option<(&'static str, Found)> {
    best(context, at, CORE.iter().chain(AROUND))
}

/// The longest of the readings that others may be built on.
fn core(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    best(context, at, CORE.iter()).map(|(_, found)| found)
}

fn best<'a>(
    context: &Context<'_, '_>,
    at: usize,
    rules: impl Iterator<Item = &'a (&'static str, Rule)>,
) -> Option<(&'static str, Found)> {
    let sentence = context.reading.sentence(at)?.tokens.end;
    let mut best: Option<(&'static str, Found)> = None;
    for (name, rule) in rules {
        if let Some(found) = rule(context, at).filter(|f| f.end > at && f.end <= sentence)
            && best.as_ref().is_none_or(|(_, other)| found.end > other.end)
        {
            best = Some((name, found));
        }
    }
    best
}

fn mention(context: &Context<'_, '_>, at: usize, rule: &'static str, found: &Found) -> DateMention {
    let start = if found.kind == DateKind::Duration || rule == "date/ago" || rule == "date/clock" {
        hedged(context, at)
    } else {
        at
    };
    let days = found.days.or_else(|| found.value.as_ref().and_then(DateValue::interval));
    DateMention {
        span: context.reading.span(start..found.end),
        kind: found.kind,
        value: found.value.clone(),
        from: days.map(|(from, _)| from),
        to: days.map(|(_, to)| to),
        bound: bound(context, start),
        anchor: found.anchor,
        rule,
    }
}

/// The hedge before a length or an hour belongs to it: "nearly two years", "around 7:15 p.m."
fn hedged(context: &Context<'_, '_>, at: usize) -> usize {
    let hedge = |sense: Sense| matches!(sense, Sense::HedgeBefore(_)).then_some(());
    let first = context.reading.hit_before(at, hedge).map_or(at, |(hit, ())| hit.first);
    let same = |i: usize| context.reading.tokens.get(i).map(|t| t.sentence);
    if first >= context.spoken.end && same(first) == same(at) { first } else { at }
}

/// The preposition before a date that makes it one end of an interval.
fn bound(context: &Context<'_, '_>, start: usize) -> Option<DateBound> {
    let before = context.before(start);
    [
        (DateBound::By, &["by"][..]),
        (DateBound::Before, &["before"]),
        (DateBound::Until, &["until", "till", "through"]),
        (DateBound::Since, &["since"]),
        (DateBound::After, &["after"]),
    ]
    .into_iter()
    .find(|(_, words)| words.iter().any(|word| before.eq_ignore_ascii_case(word)))
    .map(|(bound, _)| bound)
}

fn remember(spoken: &mut Spoken, mention: &DateMention, end: usize) {
    spoken.end = end;
    spoken.day = None;
    if mention.kind == DateKind::Duration {
        return;
    }
    if let Some(value @ DateValue::Quarter { year, quarter }) = &mention.value {
        spoken.quarter = Some((*year, *quarter));
        spoken.last = value.interval().map(|(from, _)| Mentioned { value: value.clone(), from });
        return;
    }
    if let (Some(value), Some(from)) = (&mention.value, mention.from) {
        if let DateValue::Day(day) = value {
            spoken.day = Some(*day);
        }
        spoken.last = Some(Mentioned { value: value.clone(), from });
    }
}
