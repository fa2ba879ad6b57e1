//! Dates told from another one: "last week", "two weeks ago", "three days later", "the past two weeks", "that year".

use rust_decimal::Decimal;

use super::calendar;
use super::context::{Context, Found};
use super::duration::{Length, MODALS, and_longer, length, written};
use super::period::year_earlier;
use super::tense::tense;
use crate::lexicon::{Direction, Lead, TimeWord};
use crate::model::{Anchor, DateKind, DateValue, TimeUnit};

const LEADS: &[Lead] =
    &[Lead::This, Lead::Current, Lead::Same, Lead::Last, Lead::Previous, Lead::Next, Lead::Following, Lead::Latest];

/// "this week", "last month", "the following year", "that day", "the current fiscal year"
pub(super) fn unit(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    let (lead, body) = context.leads(the, LEADS).or_else(|| context.leads(at, LEADS))?;
    let fiscal = context.past_hyphen(context.past(body, Lead::Fiscal));
    let (unit, plural, end) = context.unit(fiscal)?;
    // "This Week" with capitals is a programme
    if context.case(end - 1).capital() && !context.before(at).is_empty() {
        return None;
    }
    if plural || unit < TimeUnit::Day || context.hyphen(end) && !context.is(end + 1, "long") {
        return None;
    }
    let definite = the > at || context.is(at, "the");
    let over = context.before_is(at, &["over", "in", "within", "for", "during", "throughout"]);
    let step = |n: i64| context.shifted(end, unit, n);
    let one = || DateValue::Duration(written(Some(Decimal::ONE), unit));
    let spoken = |n: i64| {
        // "the same month" of a text that named none is the present one
        let shift = |day| calendar::shifted(day, unit, n);
        context.spoken_of(end, unit, shift)
    };
    Some(match lead {
        Lead::This if unit == TimeUnit::Century => Found { days: None, ..step(0) },
        Lead::This | Lead::Current => step(0),
        Lead::Same if context.is(at, "that") || context.is(body - 1, "same") || definite => spoken(0),
        Lead::Same => return None,
        // "the last day to vote", "the last year of his term"
        Lead::Last if of_another(context, at, body, end, unit) => return None,
        // "the past week" and "in the next year" are lengths that end or begin now
        Lead::Last if definite => span(context, end, lead, one(), Some((unit, 1))),
        Lead::Next if definite && over && (!context.before_is(at, &["in"]) || context.any(end, &["or", "to"])) => {
            span(context, end, lead, one(), Some((unit, 1)))
        }
        Lead::Latest if matches!(unit, TimeUnit::Quarter | TimeUnit::Day) => return None,
        Lead::Last | Lead::Latest => step(-1),
        Lead::Next if definite => spoken(1),
        Lead::Next => step(1),
        Lead::Previous => spoken(-1),
        _ => spoken(1),
    })
}

/// Whether "last" means the end of a row here, and not the one before now.
fn of_another(context: &Context<'_, '_>, at: usize, body: usize, end: usize, unit: TimeUnit) -> bool {
    let definite = |i: usize| context.any(i, &["the", "its", "his", "her", "their"]);
    let row = context.is(end, "of") || unit == TimeUnit::Day && context.any(end, &["to", "on", "for"]);
    row && context.is(body - 1, "last") && (definite(at) || at.checked_sub(1).is_some_and(definite))
}

/// A length that ends, or begins, on the publication date; `whole` where its units are counted.
fn span(context: &Context<'_, '_>, end: usize, lead: Lead, value: DateValue, whole: Option<(TimeUnit, i64)>) -> Found {
    // "the next year or so"
    let end = if context.is(end, "or") && context.any(end + 1, &["so", "two"]) { end + 2 } else { end };
    let days = context.published.zip(whole).and_then(|(day, (unit, n))| match lead {
        Lead::Last | Lead::Recent => Some((calendar::moved(day, unit, n.checked_neg()?)?, day)),
        Lead::Next => Some((day, calendar::moved(day, unit, n)?)),
        _ => None,
    });
    let anchor = if days.is_some() { Anchor::Published } else { Anchor::None };
    Found { days, ..Found::date(end, Some(value), anchor).of(DateKind::Duration) }
}

/// "the past two weeks", "the next several months", "recent years", "the first nine months", "the coming weeks"
pub(super) fn lengths(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    // "it should last decades"
    if the == at && context.is(at, "last") && context.before_is(at, MODALS) {
        return None;
    }
    const SPANS: &[Lead] = &[Lead::Last, Lead::Next, Lead::Recent, Lead::Previous, Lead::Following, Lead::Latest];
    let (lead, body) = context.leads(the, SPANS).or_else(|| {
        // "the first nine months", "the final two weeks"
        let first = the > at && context.any(the, &["first", "final", "opening", "closing", "intervening"]);
        first.then_some((Lead::Filler, the + 1))
    })?;
    if let Some(length) = length(context, body).filter(|l| context.lead(body, Lead::A).is_none() || l.count.is_none()) {
        if !context.unit(length.end - 1).is_none_or(|(_, plural, _)| plural) {
            return None;
        }
        let (lead, end) = if lead == Lead::Latest { (Lead::Filler, length.end) } else { (lead, length.end) };
        let whole = length.whole().map(|n| (length.unit, n));
        return Some(span(context, end, lead, length.value(), whole));
    }
    let (unit, plural, end) = context.unit(context.past(body, Lead::Filler))?;
    if !plural || unit == TimeUnit::Second || lead == Lead::Filler && unit == TimeUnit::Day {
        return None;
    }
    let value = DateValue::Duration(written(None, unit));
    Some(Found::explicit(and_longer(context, end), value).of(DateKind::Duration))
}

/// "the weeks ahead", "years to come", "days ago"
pub(super) fn lengths_behind(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    let (unit, true, end) = context.unit(the)? else { return None };
    let value = || Some(DateValue::Duration(written(None, unit)));
    if context.any(end, &["ago"]) && the == at {
        return Some(Found::date(end + 1, value(), Anchor::Explicit));
    }
    let ahead = context.is(end, "ahead") && the > at;
    let come = context.is(end, "to") && context.is(end + 1, "come");
    (ahead || come).then(|| {
        Found::explicit(end + if ahead { 1 } else { 2 }, DateValue::Duration(written(None, unit)))
            .of(DateKind::Duration)
    })
}

/// "two weeks ago", "a year earlier", "three days later", "a month from now", "the day before"
pub(super) fn ago(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let length = length(context, at)?;
    let end = length.end;
    let closed = |end: usize| {
        let word = context.word(end);
        word.is_empty() || matches!(word, "," | "." | ";" | ")" | "\"" | "”" | "—")
    };
    let (direction, anchored, last) = if context.any(end, &["ago"]) {
        (-1, Side::Now, end + 1)
    } else if context.any(end, &["earlier", "previously"]) || context.any(end, &["before"]) && closed(end + 1) {
        (-1, Side::Spoken, end + 1)
    } else if context.any(end, &["later", "afterward", "afterwards"]) || context.any(end, &["after"]) && closed(end + 1)
    {
        (1, Side::Spoken, end + 1)
    } else if context.is(end, "from") && context.any(end + 1, &["now", "today"]) {
        (1, Side::Now, end + 2)
    } else {
        return None;
    };
    if length.unit == TimeUnit::Year && direction < 0 && length.whole() == Some(1) {
        return Some(year_earlier(context, last));
    }
    Some(stepped(context, &length, direction, anchored, last))
}

/// What a step is counted from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Now,
    Spoken,
}

fn stepped(context: &Context<'_, '_>, length: &Length, direction: i64, side: Side, end: usize) -> Found {
    let Some(n) = length.whole().and_then(|n| n.checked_mul(direction)).filter(|_| length.unit >= TimeUnit::Day) else {
        return Found::date(end, Some(length.value()), Anchor::Explicit);
    };
    let value = |day| match length.unit {
        // a count of decades leads to a year, as one of years does
        TimeUnit::Decade => calendar::shifted(day, TimeUnit::Year, n.checked_mul(10)?),
        unit => calendar::shifted(day, unit, n),
    };
    if side == Side::Spoken { context.spoken_of(end, length.unit, value) } else { context.relative(end, value) }
}

/// "in three days", where the verb looks ahead: a date, not a length.
pub(super) fn ahead(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    if !context.before_is(at, &["in"]) {
        return None;
    }
    let length = length(context, at).filter(|l| l.unit >= TimeUnit::Day && l.whole().is_some())?;
    let future = tense(context, at..length.end) == Some(Direction::Future);
    future.then(|| stepped(context, &length, 1, Side::Now, length.end))
}

/// "the day before", "the week after": beside the date that the text spoke of last.
pub(super) fn beside(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.lead(at, Lead::The)?;
    let (unit, false, end) = context.unit(the)? else { return None };
    let n = if context.is(end, "before") { -1 } else { i64::from(context.is(end, "after")) };
    let closed = matches!(context.word(end + 1), "" | "," | "." | ";" | ")" | "\"" | "”");
    if n == 0 || !closed || unit < TimeUnit::Day || context.spoken.last.is_none() {
        return None;
    }
    Some(context.spoken_of(end + 1, unit, |day| calendar::shifted(day, unit, n)))
}

/// "the week of March 6", "Easter week"
pub(super) fn week_of(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    if the > at
        && let Some(found) = nth_week(context, the)
    {
        return Some(found);
    }
    let (TimeUnit::Week, false, end) = context.unit(the)? else { return None };
    if !context.is(end, "of") {
        return None;
    }
    let day = super::day::day(context, end + 1)?;
    let value = match day.value {
        Some(DateValue::Day(day)) => Some(calendar::week(day, false)),
        _ => None,
    };
    Some(Found { value, ..day })
}

/// "first week of April", "last week in May 2019": the days are sevens of the month, the value is the week of their middle.
fn nth_week(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let (nth, end) = match context.day_number(at).filter(|_| context.digits(at).is_none()) {
        Some((nth, end)) => (Some(nth).filter(|n| *n <= 4), end),
        None => (None, context.any(at, &["last", "final"]).then_some(at + 1)?),
    };
    let (TimeUnit::Week, false, of) = context.unit(end)? else { return None };
    let month = if context.any(of, &["of", "in"]) { super::day::month(context, of + 1)? } else { return None };
    let days = month.value.as_ref().and_then(DateValue::interval).and_then(|(first, last)| match nth {
        Some(nth) => {
            let first = calendar::moved(first, TimeUnit::Week, i64::from(nth) - 1)?;
            Some((first, calendar::moved(first, TimeUnit::Day, 6)?))
        }
        None => Some((calendar::moved(last, TimeUnit::Day, -6)?, last)),
    });
    let middle = days.and_then(|(first, _)| calendar::moved(first, TimeUnit::Day, 3));
    Some(Found { value: middle.map(|day| calendar::week(day, false)), days, ..month })
}

/// "the year", "the month": the present one, where words around it ("by the end of") ask for it.
pub(super) fn bare(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.lead(at, Lead::The)?;
    let body = context.past(the, Lead::Fiscal);
    let (unit, false, end) = context.unit(body)? else { return None };
    (unit >= TimeUnit::Day).then(|| context.shifted(end, unit, 0))
}

/// "now", "currently", "the future"
pub(super) fn vague(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let (direction, end) =
        context.time(at, |word| if let TimeWord::Vague(direction) = word { Some(direction) } else { None })?;
    let other = (context.is(at, "now") && (context.hyphen(end) || context.hyphen(at.wrapping_sub(1))))
        || (context.is(at, "soon")
            && (context.any(end, &["after", "as", "enough"]) || context.before_is(at, &["as", "too", "how"])))
        || context.is(end - 1, "ago") && context.before_is(at, &["how", "that", "so", "too", "very"])
        || context.hyphen(end);
    if other {
        return None;
    }
    // "in the future": the preposition stays outside
    let begin = if context.is(at, "in") { return None } else { end };
    let value = match direction {
        Direction::Past => DateValue::Past,
        Direction::Present => DateValue::Present,
        Direction::Future => DateValue::Future,
    };
    Some(Found::explicit(begin, value))
}

/// "the past" and "the future" behind "in": with another preposition they are the thing itself.
pub(super) fn past_future(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.lead(at, Lead::The)?;
    let value = match context.word(the) {
        "past" => DateValue::Past,
        "future" => DateValue::Future,
        _ => return None,
    };
    let noun = context.is(the + 1, "tense") || context.unit(the + 1).is_some() || context.number(the + 1).is_some();
    (context.before_is(at, &["in", "into", "about", "from", "for"]) && !noun && !context.is(the + 1, "of"))
        .then(|| Found::explicit(the + 1, value))
}
