//! Words that take a part of a date and leave its value: "early April", "the end of the week", "year-end".

use super::calendar;
use super::context::{Context, Found};
use super::{core, relative};
use crate::lexicon::{Direction, Lead, TimeWord};
use crate::model::{DateKind, DateValue, TimeUnit};

/// "early April", "late 2020", "mid-March", "earlier this month", "later in the year"
pub(super) fn part(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let end = context.lead(at, Lead::Part)?;
    let body = context.past_hyphen(end);
    let inner = if context.any(body, &["in", "on"]) {
        let day = context.unit(body + 2).is_some_and(|(unit, ..)| unit == TimeUnit::Day);
        let inner = relative::bare(context, body + 1).or_else(|| core(context, body + 1))?;
        Some(inner).filter(|_| !day)
    } else {
        core(context, body)
    };
    // "Earlier Friday, she": earlier than what was told before, on Friday
    if context.any(at, &["earlier", "later"]) && context.weekday(body).is_some() {
        return None;
    }
    let vague = context
        .time(body, |w| matches!(w, TimeWord::Vague(Direction::Past | Direction::Future)).then_some(()))
        .is_some();
    inner.filter(|found| !vague && !matches!(found.kind, DateKind::Set) && !spans(found))
}

/// "the end of April", "the beginning of next year", "the rest of the week", "the middle of October"
pub(super) fn edge(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    let end = context.lead(context.past(the, Lead::Part), Lead::Edge)?;
    if !context.is(end, "of") {
        return None;
    }
    let inner = relative::bare(context, end + 1)
        .filter(|_| context.unit(end + 2).is_none_or(|(unit, ..)| unit != TimeUnit::Day));
    let inner = match (inner, core(context, end + 1)) {
        (Some(a), Some(b)) => Some(if b.end >= a.end { b } else { a }),
        (a, b) => a.or(b),
    };
    inner.filter(|found| !matches!(found.kind, DateKind::Set) && !spans(found))
}

/// "year-end", "month's end", "year end"
pub(super) fn end_behind(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    let (unit, false, end) = context.unit(the)? else { return None };
    let body = if context.any(end, &["'s", "’s"]) { end + 1 } else { context.past_hyphen(end) };
    let whole = context.is(body, "end")
        && matches!(unit, TimeUnit::Year | TimeUnit::Month | TimeUnit::Week | TimeUnit::Quarter);
    if !whole {
        return None;
    }
    let n = if context.before_is(at, &["since"]) { -1 } else { 0 };
    // "year-end" is the day on which books are closed, "the year's end" a part of the year
    let closing = |day| Some(DateValue::Day(calendar::shifted(day, unit, n)?.interval()?.1));
    let found = context.shifted(body + 1, unit, n);
    Some(if context.hyphen(end) { context.relative(body + 1, closing) } else { found })
}

/// Whether what was found is a length, of which there is no early part.
fn spans(found: &Found) -> bool {
    found.kind == DateKind::Duration || matches!(found.value, Some(DateValue::Duration(_)))
}
