//! Days by name: weekdays, weekends, holidays, "yesterday", and the parts of a day.

use jiff::civil::Date;

use super::calendar;
use super::context::{Context, Found};
use super::tense::{possessor_tense, tense};
use crate::lexicon::{Direction, Lead, TimeWord, WeekdayForm};
use crate::model::{Anchor, DateKind, DateValue, DayPart, TimeUnit};
use crate::text::{Case, TokenKind};

/// "Thursday", "last Thursday", "Tuesday morning", "Monday of last week", "Fridays"
pub(super) fn weekday(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let lead = context
        .leads(at, &[Lead::The])
        .and_then(|(_, end)| context.leads(end, &[Lead::Previous, Lead::Following, Lead::Next, Lead::Last]))
        .or_else(|| context.leads(at, &[Lead::Last, Lead::This, Lead::Next, Lead::Same]));
    let (number, form, end) = context.weekday(lead.map_or(at, |(_, end)| end))?;
    // "the Sunday Times"
    let paper = lead.is_none() && context.before_is(at, &["the"]) && context.case(end) == Case::Title;
    if paper && part_behind(context, end).is_none() {
        return None;
    }
    let part = part_behind(context, end);
    if context.is(end, "school") {
        return None;
    }
    // "Saturday Night Live"
    if let Some((.., last)) = part
        && context.case(last - 1).capital()
        && context.case(last) == Case::Title
    {
        return None;
    }
    if form == WeekdayForm::Plural || part.is_some_and(|(_, plural, _)| plural) {
        let (code, end) = part.map_or(("", end), |(part, _, end)| (part.code(), end));
        let time = if part.is_some() { "T" } else { "" };
        let value = DateValue::Open(format!("XXXX-WXX-{number}{time}{code}"));
        return Some(Found::explicit(end, value).of(DateKind::Set));
    }
    if form == WeekdayForm::Short && !short_is_meant(context, at, end) {
        return None;
    }
    // a day with a name of its own is not the last or the next one
    if context.before_is(at, &["super", "holy", "fat", "bloody", "giving"]) && lead.is_none() {
        return Some(Found::date(end, None, Anchor::None));
    }
    let (day, end) = match week_behind(context, end) {
        Some((n, end)) => (context.relative(end, |p| calendar::weekday_in_week(p, number, n).map(DateValue::Day)), end),
        None => (resolved(context, lead.map(|(lead, _)| lead), number, at, end), end),
    };
    Some(with_part(day.until(end), part))
}

fn resolved(context: &Context<'_, '_>, lead: Option<Lead>, number: i8, at: usize, end: usize) -> Found {
    let day = |date: Option<Date>| date.map(DateValue::Day);
    match lead {
        Some(Lead::Last) => context.relative(end, |p| day(calendar::weekday_before(p, number, true))),
        Some(Lead::Next) => context.relative(end, |p| day(calendar::weekday_after(p, number))),
        Some(Lead::This) => context.relative(end, |p| {
            day(match tense(context, at..end) {
                Some(Direction::Past) => calendar::weekday_before(p, number, false),
                _ => calendar::weekday_after(p.yesterday().ok()?, number),
            })
        }),
        Some(Lead::Previous) => {
            context.spoken_of(end, TimeUnit::Day, |d| day(calendar::weekday_before(d, number, true)))
        }
        Some(Lead::Following) => context.spoken_of(end, TimeUnit::Day, |d| day(calendar::weekday_after(d, number))),
        Some(Lead::Same) => context.spoken_of(end, TimeUnit::Day, |d| day(calendar::weekday_before(d, number, false))),
        _ => context.relative(end, |p| {
            // "Thursday's announcement", written on a Thursday, is that day's
            let possessive = context.kind(end) == Some(TokenKind::Clitic);
            if possessive && p.weekday().to_monday_one_offset() == number {
                return Some(DateValue::Day(p));
            }
            let direction = if possessive {
                possessor_tense(context, at..end).or(Some(Direction::Past))
            } else {
                tense(context, at..end)
            };
            match direction.or_else(|| nearest(p, number)) {
                // what a paper says will be on the day that it comes out is that day's
                Some(Direction::Future) => day(calendar::weekday_after(p.yesterday().ok()?, number)),
                Some(_) => day(calendar::weekday_before(p, number, false)),
                None => None,
            }
        }),
    }
}

/// The direction that the publication day gives where no verb does: the day itself, the two before it, the one behind.
fn nearest(published: Date, number: i8) -> Option<Direction> {
    match (published.weekday().to_monday_one_offset() - number).rem_euclid(7) {
        0..=2 => Some(Direction::Past),
        6 => Some(Direction::Future),
        _ => None,
    }
}

/// An abbreviated weekday stands with a full stop, or before a date or an hour: "Sat." and not the paper "Sun".
fn short_is_meant(context: &Context<'_, '_>, at: usize, end: usize) -> bool {
    let stopped = context.word(end - 1) == "." && !context.before_is(at, &["the", "The"]);
    stopped && context.reading.sentence(at).is_some_and(|s| s.tokens.end > end || s.tokens.start < at)
}

/// "Monday of last week", "Tuesday of this week", "Friday next week"
fn week_behind(context: &Context<'_, '_>, at: usize) -> Option<(i64, usize)> {
    let at = if context.is(at, "of") { at + 1 } else { at };
    let (lead, end) = context.leads(at, &[Lead::Last, Lead::This, Lead::Next])?;
    let (TimeUnit::Week, false, end) = context.unit(end)? else { return None };
    Some((if lead == Lead::Last { -1 } else { i64::from(lead == Lead::Next) }, end))
}

/// A part of the day, and whether it is a plural.
pub(super) fn part_behind(context: &Context<'_, '_>, at: usize) -> Option<(DayPart, bool, usize)> {
    let pick = |word| if let TimeWord::Part { part, plural } = word { Some((part, plural)) } else { None };
    // "late Tuesday night", "Tuesday early morning"
    let body = if context.any(at, &["early", "late"]) { at + 1 } else { at };
    context.time(body, pick).map(|((part, plural), end)| (part, plural, end))
}

/// The part of a day that was found.
pub(super) fn with_part(found: Found, part: Option<(DayPart, bool, usize)>) -> Found {
    let Some((part, _, end)) = part.filter(|(_, plural, _)| !plural) else { return found };
    let value = match found.value {
        Some(DateValue::Day(day)) => Some(DateValue::Part { day, part }),
        other => other,
    };
    Found { end: end.max(found.end), kind: DateKind::Time, value, ..found }
}

/// "today", "yesterday morning", "the day before yesterday"
pub(super) fn day_name(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let (n, end) = context.time(at, |word| if let TimeWord::Day(n) = word { Some(n) } else { None })?;
    // "USA Today" and "Today" the programme stand behind a name or "the"
    if context.case(at).capital()
        && !context.before(at).is_empty()
        && context.reading.tokens.get(at.wrapping_sub(1)).is_some_and(|t| t.case.capital())
    {
        return None;
    }
    let found = context.shifted(end, TimeUnit::Day, i64::from(n));
    Some(with_part(found, part_behind(context, end)))
}

/// "this morning", "last night", "tonight", "the next morning", "that evening", "overnight"
pub(super) fn part(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    if context.is(at, "tonight") {
        return Some(with_part(context.shifted(at + 1, TimeUnit::Day, 0), Some((DayPart::Night, false, at + 1))));
    }
    if context.is(at, "overnight") {
        // as an adjective it means any night
        let verb = context.word(at + 1).is_empty() || !context.kind(at + 1).is_some_and(|k| k == TokenKind::Word);
        return verb
            .then(|| with_part(context.shifted(at + 1, TimeUnit::Day, 0), Some((DayPart::Night, false, at + 1))));
    }
    let the = context.past(at, Lead::The);
    if let Some((part, false, of)) = part_behind(context, the).filter(|(_, _, of)| context.is(*of, "of")) {
        // "the night of March 3"
        let inner = [super::day::day, weekday].into_iter().find_map(|rule| rule(context, of + 1))?;
        let end = inner.end;
        return (the > at).then(|| with_part(inner, Some((part, false, end))));
    }
    // "mid-afternoon yesterday"
    if let Some((part, false, day)) = part_behind(context, at)
        && let Some(inner) = [day_name, weekday].into_iter().find_map(|rule| rule(context, day))
    {
        let end = inner.end;
        return (inner.kind == DateKind::Date).then(|| with_part(inner, Some((part, false, end))));
    }
    let (lead, end) =
        context.leads(the, &[Lead::This, Lead::Last, Lead::Same, Lead::Next, Lead::Following, Lead::Previous])?;
    let part = part_behind(context, end).filter(|(_, plural, _)| !plural)?;
    let end = part.2;
    let day = |n: i64| move |d: Date| calendar::shifted(d, TimeUnit::Day, n);
    let found = match lead {
        Lead::This => context.relative(end, day(0)),
        Lead::Last => context.relative(end, day(-1)),
        Lead::Same => context.spoken_of(end, TimeUnit::Day, day(0)),
        Lead::Previous => context.spoken_of(end, TimeUnit::Day, day(-1)),
        _ => context.spoken_of(end, TimeUnit::Day, day(1)),
    };
    Some(with_part(found, Some(part)))
}

/// "the first Tuesday of November", "the last Friday in May 2019"
pub(super) fn nth_weekday(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.lead(at, Lead::The)?;
    let (nth, end) = match context.day_number(the).filter(|_| context.digits(the).is_none()) {
        Some(read) => read,
        None => (-1, context.is(the, "last").then_some(the + 1)?),
    };
    let (number, WeekdayForm::Full, of) = context.weekday(end)? else { return None };
    let month = if context.any(of, &["of", "in"]) { super::day::month(context, of + 1)? } else { return None };
    let value = match month.value {
        Some(DateValue::Month { year, month }) => calendar::nth_weekday(year, month, number, nth).map(DateValue::Day),
        _ => None,
    };
    Some(Found { value, ..month })
}

/// "the weekend", "this weekend", "last weekend", "the weekend of March 6"
pub(super) fn weekend(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    let lead = context.leads(the, &[Lead::This, Lead::Last, Lead::Next, Lead::Previous, Lead::Following, Lead::Same]);
    let open = lead.map_or(the, |(_, end)| end);
    let ((), end) = context.time(open, |word| (word == TimeWord::Weekend).then_some(()))?;
    if open == at {
        return None; // "weekend traffic"
    }
    let value = |context: &Context<'_, '_>, p: Date| {
        let resting = p.weekday().to_monday_one_offset() >= 6;
        let past = tense(context, at..end) == Some(Direction::Past) || context.before_is(at, &["over"]);
        let n = match lead.map(|(lead, _)| lead) {
            Some(Lead::Last | Lead::Previous) => -1,
            Some(Lead::Next | Lead::Following) => 1,
            Some(Lead::Same) => 0,
            _ => -i64::from(past && !resting),
        };
        Some(calendar::week(calendar::moved(p, TimeUnit::Week, n)?, true))
    };
    Some(context.relative(end, |p| value(context, p)))
}

/// "Christmas", "last Thanksgiving", "New Year's Eve 2020"
pub(super) fn holiday(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let lead = context.leads(at, &[Lead::Last, Lead::This, Lead::Next]);
    let pick = |word| if let TimeWord::Holiday(index) = word { Some(index) } else { None };
    let (index, end) = context.time(lead.map_or(at, |(_, end)| end), pick)?;
    let rule = context.reading.lexicon.holidays.get(usize::from(index))?.rule;
    let name_behind = context.case(end).capital() && context.kind(end) == Some(TokenKind::Word) && !context.glued(end);
    if name_behind && context.weekday(end).is_none() {
        return None; // "Christmas Island", "Easter Rising"
    }
    if let Some((TimeUnit::Week, false, week)) = context.unit(end) {
        let day =
            |p: Date| [p.year(), p.year() + 1].into_iter().filter_map(|y| calendar::holiday(rule, y)).find(|d| *d >= p);
        return Some(context.relative(week, |p| Some(calendar::week(day(p)?, false))));
    }
    let year_at = if context.word(end) == "," || context.any(end, &["of", "in"]) { end + 1 } else { end };
    if let Some((year, end)) = context.year_number(year_at) {
        return Some(Found::date(end, calendar::holiday(rule, year).map(DateValue::Day), Anchor::Explicit));
    }
    let direction = match lead {
        Some((Lead::Last, _)) => Some(Direction::Past),
        Some((Lead::Next, _)) => Some(Direction::Future),
        Some(_) => Some(Direction::Present),
        None => tense(context, at..end),
    };
    Some(context.relative(end, |p| {
        let on = |year: i16| calendar::holiday(rule, year);
        let here = on(p.year())?;
        let day = match direction {
            Some(Direction::Past) if here > p => on(p.year() - 1)?,
            Some(Direction::Future) if here < p => on(p.year() + 1)?,
            Some(_) => here,
            None => [on(p.year() - 1)?, here, on(p.year() + 1)?]
                .into_iter()
                .min_by_key(|d| p.until(*d).map_or(i32::MAX, |s| s.get_days().abs()))?,
        };
        Some(DateValue::Day(day))
    }))
}
