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
mod year;

use jiff::civil::Date;

use self::context::{Context, Found, Mentioned, Spoken};
use super::Reading;
use crate::lexicon::{Lead, Sense, TimeWord};
use crate::model::{Anchor, DateBound, DateKind, DateMention, DateValue};
use crate::text::TokenKind;

/// A rule reads an expression that begins at a token.
type Rule = fn(&Context<'_, '_>, usize) -> Option<Found>;

/// A rule's name, what its expressions can begin with, and itself.
type Row = (&'static str, u16, Rule);

/// Readings that others may be built on, the more telling first.
const CORE: &[Row] = &[
    ("date/iso", NUMBER, day::iso),
    ("date/numeric", NUMBER, day::numeric),
    ("date/clock", NUMBER | HOUR, clock::clock),
    ("date/day", NUMBER | MONTH | WEEKDAY | THE | POINTER, day::day),
    ("date/day-behind", NUMBER, day::day_behind),
    ("date/month", MONTH | POINTER, day::month),
    ("date/weekday", WEEKDAY | THE | POINTER, named::weekday),
    ("date/nth-weekday", THE, named::nth_weekday),
    ("date/day-name", NAME, named::day_name),
    ("date/part-of-day", NAME | THE | POINTER | WORD, named::part),
    ("date/weekend", THE | POINTER, named::weekend),
    ("date/holiday", NAME | POINTER, named::holiday),
    ("date/fiscal", THE | PART | CODE, period::fiscal),
    ("date/quarter", NUMBER | THE | POINTER | PART | CODE | WORD, period::quarter),
    ("date/reported", UNIT | THE | POINTER, period::reported),
    ("date/decade", NUMBER | THE, year::decade),
    ("date/century", NUMBER | THE | PART, year::century),
    ("date/season", NAME | THE | POINTER, period::season),
    ("date/years", NUMBER, year::years),
    ("date/year", NUMBER | THE, year::year),
    ("date/ago", NUMBER | COUNT | WORD, relative::ago),
    ("date/ahead", NUMBER | COUNT | WORD, relative::ahead),
    ("date/unit", THE | POINTER, relative::unit),
    ("date/week-of", UNIT | THE, relative::week_of),
    ("date/beside", THE, relative::beside),
    ("date/lengths", THE | POINTER, relative::lengths),
    ("date/lengths-behind", UNIT | THE, relative::lengths_behind),
    ("date/set", SET, duration::set),
    ("date/duration", NUMBER | COUNT | UNIT | THE | WORD, duration::duration),
];

/// Readings around a date.
const AROUND: &[Row] = &[
    ("date/part", PART, edge::part),
    ("date/edge", THE | PART, edge::edge),
    ("date/end-behind", UNIT | THE, edge::end_behind),
    ("date/past-future", THE, relative::past_future),
    ("date/vague", NAME, relative::vague),
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
        let Some((rule, found)) = best(&context, at, opening(reading, at, number), CORE.iter().chain(AROUND)) else {
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

// What an expression can begin with, a bit each.
const NUMBER: u16 = 1;
const MONTH: u16 = 1 << 1;
const WEEKDAY: u16 = 1 << 2;
/// A day, season, holiday or part of the day by name, or a vague word.
const NAME: u16 = 1 << 3;
const HOUR: u16 = 1 << 4;
const UNIT: u16 = 1 << 5;
const THE: u16 = 1 << 6;
/// "last", "this", "next" and the like.
const POINTER: u16 = 1 << 7;
/// "a", "several", "half".
const COUNT: u16 = 1 << 8;
/// "early", "end", "fiscal".
const PART: u16 = 1 << 9;
/// "daily", "every".
const SET: u16 = 1 << 10;
/// "Q2", "FY2021".
const CODE: u16 = 1 << 11;
/// Any other word that opens one.
const WORD: u16 = 1 << 12;

/// What the token is of these; 0 where no expression begins at it.
fn opening(reading: &Reading<'_>, at: usize, number: bool) -> u16 {
    let kind = reading.tokens.get(at).map(|t| t.kind);
    let figure = |at: usize| reading.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Figure);
    let mut opening = if number || kind == Some(TokenKind::Figure) { NUMBER } else { 0 };
    for hit in reading.hits.at(at) {
        if let Sense::Time(word) = hit.sense {
            let class = class(word);
            // most words that only point have nothing of time behind them
            let points = class & (THE | POINTER | COUNT | PART) != 0;
            opening |= if points && !of_time(reading, hit.end) { 0 } else { class };
        }
    }
    match kind {
        Some(TokenKind::Quote) if figure(at + 1) => opening | NUMBER,
        Some(TokenKind::Word | TokenKind::Figure) => {
            let code = matches!(
                reading.word(at).as_bytes(),
                [b'Q' | b'H', b'1'..=b'4'] | [b'1'..=b'4', b'Q' | b'H'] | [b'F', b'Y', ..]
            );
            if code { opening | CODE } else { opening }
        }
        _ => opening,
    }
}

fn class(word: TimeWord) -> u16 {
    match word {
        TimeWord::Month { .. } => MONTH,
        TimeWord::Weekday { .. } => WEEKDAY,
        TimeWord::Season(_) | TimeWord::Holiday(_) | TimeWord::Part { .. } | TimeWord::Day(_) | TimeWord::Vague(_) => {
            NAME
        }
        TimeWord::Hour(_) => HOUR,
        TimeWord::Unit { .. } => UNIT,
        TimeWord::Every(_) | TimeWord::Lead(Lead::Every) => SET,
        TimeWord::Lead(lead) => match lead {
            Lead::The => THE,
            Lead::A | Lead::Several | Lead::Half => COUNT,
            Lead::Part | Lead::Edge | Lead::Fiscal => PART,
            Lead::Opener => WORD,
            Lead::Filler => 0,
            _ => POINTER,
        },
        TimeWord::Weekend | TimeWord::Decade(_) | TimeWord::Zone | TimeWord::Tense(_) => 0,
    }
}

/// Whether the token behind a word that points can belong to an expression.
fn of_time(reading: &Reading<'_>, at: usize) -> bool {
    let Some(token) = reading.tokens.get(at) else { return false };
    let word = |sense: Sense| matches!(sense, Sense::Time(word) if !matches!(word, TimeWord::Tense(_)));
    match token.kind {
        TokenKind::Figure | TokenKind::Mark | TokenKind::Quote => true,
        _ => {
            reading.hits.at(at).iter().any(|hit| word(hit.sense))
                || reading.any(at, &["of", "in", "on", "past", "future"])
                || reading.numbers.binary_search_by_key(&at, |n| n.tokens.start).is_ok()
                || matches!(reading.word(at).as_bytes(), [b'Q' | b'H', b'1'..=b'4'])
        }
    }
}

/// The longest of the readings that others may be built on.
fn core(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let number = context.number(at).is_some();
    best(context, at, opening(context.reading, at, number), CORE.iter()).map(|(_, found)| found)
}

fn best<'a>(
    context: &Context<'_, '_>,
    at: usize,
    opening: u16,
    rules: impl Iterator<Item = &'a Row>,
) -> Option<(&'static str, Found)> {
    if opening == 0 {
        return None;
    }
    let sentence = context.reading.sentence(at)?.tokens.end;
    let mut best: Option<(&'static str, Found)> = None;
    for (name, opens, rule) in rules {
        if opens & opening != 0
            && let Some(found) = rule(context, at).filter(|f| f.end > at && f.end <= sentence)
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
    // "over" and "higher than" hold two things against each other as often
    const FIRST: &[&str] = &[
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "some",
        "more",
        "less",
        "fewer",
        "at",
        "up",
        "no",
        "just",
        "well",
        "not",
        "as",
    ];
    let hedge = |sense: Sense| matches!(sense, Sense::HedgeBefore(_)).then_some(());
    let counts =
        context.lead(at, Lead::The).is_none() && context.leads(at, &[Lead::Last, Lead::Next, Lead::Recent]).is_none();
    let first = context.reading.hit_before(at, hedge).map_or(at, |(hit, ())| hit.first);
    let sentence = |i: usize| context.reading.tokens.get(i).map(|t| t.sentence);
    let whole = counts && first >= context.spoken.end && sentence(first) == sentence(at) && context.any(first, FIRST);
    if whole { first } else { at }
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

/// What later expressions may lean on. What was itself told from another date is no ground to stand on.
fn remember(spoken: &mut Spoken, mention: &DateMention, end: usize) {
    spoken.end = end;
    spoken.day = None;
    if mention.kind == DateKind::Duration {
        let months = mention.value.as_ref().map(ToString::to_string);
        if matches!(months.as_deref(), Some("P9M" | "P6M" | "P1Y")) {
            spoken.longer = Some(end);
        }
        return;
    }
    let (Some(value), Some(from)) = (&mention.value, mention.from) else { return };
    if let DateValue::Day(day) | DateValue::Clock { day, .. } = value {
        spoken.day = Some(*day);
    }
    if mention.anchor == Anchor::Text && matches!(mention.rule, "date/ago" | "date/reported") {
        return;
    }
    if let DateValue::Quarter { year, quarter } = value {
        spoken.quarter = Some((*year, *quarter));
        spoken.longer = None;
    }
    let mentioned = Mentioned { value: value.clone(), from, end };
    if matches!(value, DateValue::Day(_) | DateValue::Part { .. } | DateValue::Clock { .. }) {
        spoken.dated = Some(mentioned.clone());
    }
    spoken.last = Some(mentioned);
}
