//! Hours of the clock: "9 a.m. EST Tuesday", "noon", "14:30 GMT", "five o'clock in the morning".

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, Found};
use super::{day, named};
use crate::lexicon::{Lead, TimeWord};
use crate::model::{Anchor, DateKind, DateValue, DayPart};
use crate::text::{Shape, TokenKind};

/// An hour, with its zone and its day where they follow.
pub(super) fn clock(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let (hour, minute, end) = time_of_day(context, at)?;
    let zone = |at: usize| context.time(at, |word| (word == TimeWord::Zone).then_some(())).map_or(at, |((), end)| end);
    let end = zone(end);
    // "10:35 a.m. (0735 GMT) Friday"
    let closing = (end + 2..end + 6).find(|i| context.word(*i) == ")").filter(|_| context.word(end) == "(");
    let day_at = closing.map_or(end, |i| i + 1);
    let comma = if context.word(day_at) == "," { day_at + 1 } else { day_at };
    let open = if context.is(comma, "on") { comma + 1 } else { comma };
    if let Some(found) = day_behind(context, open) {
        let value = found.value.clone().and_then(|value| at_hour(&value, hour, minute));
        // what stands in brackets, and the day behind them, are expressions of their own
        let end = if closing.is_some() { end } else { found.end };
        return Some(Found { end, value, kind: DateKind::Time, ..found });
    }
    // "from 9 a.m. to 5 p.m. Friday"
    let range = context.any(end, &["to", "until", "-", "–"]);
    if let Some((.., last)) = range.then(|| time_of_day(context, end + 1)).flatten()
        && let Some(found) = day_behind(context, zone(last))
    {
        let value = found.value.as_ref().and_then(|value| at_hour(value, hour, minute));
        return Some(Found { end, value, kind: DateKind::Time, ..found });
    }
    // "Friday at 9 a.m."
    let beside = context.spoken.day.filter(|_| context.spoken.end + 2 >= at);
    Some(
        match beside {
            Some(day) => Found::date(end, Some(DateValue::Clock { day, hour, minute }), Anchor::Text),
            None => context.relative(end, |day| Some(DateValue::Clock { day, hour, minute })),
        }
        .of(DateKind::Time),
    )
}

/// The day that follows an hour.
fn day_behind(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    [named::weekday, day::day, named::day_name, named::holiday, named::part]
        .into_iter()
        .filter_map(|rule| rule(context, at))
        .max_by_key(|found| found.end)
        .filter(|found| found.kind != DateKind::Set)
}

fn at_hour(value: &DateValue, hour: i8, minute: i8) -> Option<DateValue> {
    let day: Date = match value {
        DateValue::Day(day) | DateValue::Part { day, .. } => *day,
        _ => return None,
    };
    Some(DateValue::Clock { day, hour, minute })
}

fn time_of_day(context: &Context<'_, '_>, at: usize) -> Option<(i8, i8, usize)> {
    if let Some((hour, end)) = context.time(at, |word| if let TimeWord::Hour(hour) = word { Some(hour) } else { None })
    {
        // "high noon" and "Noon" the paper are none
        let open = [
            "", "at", "by", "until", "till", "around", "about", "before", "after", "since", "from", "past", "and",
            "between", "to",
        ];
        let day = context.weekday(end).is_some()
            || context
                .time(end, |w| matches!(w, TimeWord::Day(_) | TimeWord::Zone | TimeWord::Month { .. }).then_some(()))
                .is_some();
        let until = context.any(end, &["to", "until"]) || context.hyphen(at.wrapping_sub(1));
        return (context.before_is(at, &open) || day || until || context.is(end, "on")).then_some((hour, 0, end));
    }
    if context.kind(at) == Some(TokenKind::Figure) {
        if context.glued(at) && !matches!(context.before(at), "(" | "\"" | "“" | "-" | "–" | "—" | "[") {
            return None;
        }
        let read = figures(context, at)?;
        return Some(read);
    }
    // "five o'clock"
    let number = context.number(at).filter(|n| n.shape == Shape::Words)?;
    let hour = number.amount.value?.to_i8().filter(|h| (1..=12).contains(h))?;
    let end = number.tokens.end;
    if context.any(end, &["o'clock", "o’clock"]) {
        return Some(halved(context, hour, 0, end + 1));
    }
    let half = meridiem(context, end)?;
    Some((twelve(hour, half.0), 0, half.1))
}

fn figures(context: &Context<'_, '_>, at: usize) -> Option<(i8, i8, usize)> {
    let word = context.word(at);
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (figure, suffix) = word.split_at(digits);
    // "14:30", "1430 GMT"
    if suffix.is_empty() && figure.len() == 4 {
        let zone =
            context.time(at + 1, |w| (w == TimeWord::Zone).then_some(())).is_some() || context.is(at + 1, "hours");
        let (hour, minute) = (figure.get(..2)?.parse().ok()?, figure.get(2..)?.parse().ok()?);
        return (zone && hour < 24 && minute < 60).then_some((hour, minute, at + 1));
    }
    let hour = figure.parse::<i8>().ok().filter(|h| (0..=24).contains(h))?;
    let (minute, suffix, end) = match suffix.strip_prefix('.') {
        Some(rest) if !rest.is_empty() => {
            let minute = rest.get(..2)?.parse::<i8>().ok().filter(|m| (0..60).contains(m))?;
            (Some(minute), rest.get(2..)?, at + 1)
        }
        Some(_) => return None,
        None if suffix.is_empty() && context.word(at + 1) == ":" && context.glued(at + 1) && context.glued(at + 2) => {
            let rest = context.word(at + 2);
            let minute = rest.get(..2)?.parse::<i8>().ok().filter(|m| (0..60).contains(m))?;
            if context.word(at + 3) == ":" && context.glued(at + 3) {
                return None;
            }
            (Some(minute), rest.get(2..)?, at + 3)
        }
        None => (None, suffix, at + 1),
    };
    let half = match suffix.to_ascii_lowercase().as_str() {
        "" => meridiem(context, end),
        "am" | "a.m" => Some((0, end)),
        "pm" | "p.m" => Some((12, end)),
        _ => return None,
    };
    if let Some((half, end)) = half {
        return (1..=12).contains(&hour).then(|| (twelve(hour, half), minute.unwrap_or(0), end));
    }
    if context.any(end, &["o'clock", "o’clock"]) && minute.is_none() && hour <= 12 {
        return Some(halved(context, hour, 0, end + 1));
    }
    // "4 in the morning"
    if minute.is_none()
        && (1..=12).contains(&hour)
        && context.before_is(at, &["at", "about", "around", "until", "till", "by"])
    {
        let (_, _, end) = in_the_part(context, end)?;
        return Some((halved(context, hour, 0, end).0, 0, end));
    }
    let zone = context.time(end, |w| (w == TimeWord::Zone).then_some(())).is_some();
    let minute = minute.filter(|_| !word.contains('.') || zone)?;
    let open =
        context.before_is(at, &["at", "by", "around", "about", "until", "till", "from", "before", "after", "since"]);
    let on = if context.is(end, "on") { end + 1 } else { end };
    let open = open || context.weekday(on).is_some() || day::day(context, on).is_some();
    (hour < 24 && (open && !context.counted(end) || zone)).then_some((hour, minute, end))
}

fn meridiem(context: &Context<'_, '_>, at: usize) -> Option<(i8, usize)> {
    let half = if context.any(at, &["am", "a.m.", "a.m"]) {
        0
    } else if context.any(at, &["pm", "p.m.", "p.m"]) {
        12
    } else {
        return None;
    };
    Some((half, at + 1))
}

const fn twelve(hour: i8, half: i8) -> i8 {
    if hour == 12 { half } else { hour + half }
}

/// "in the morning", "at night" behind an hour.
fn in_the_part(context: &Context<'_, '_>, at: usize) -> Option<(DayPart, bool, usize)> {
    if context.is(at, "in") && context.lead(at + 1, Lead::The).is_some() {
        return named::part_behind(context, at + 2).filter(|(_, plural, _)| !plural);
    }
    context
        .is(at, "at")
        .then(|| named::part_behind(context, at + 1))
        .flatten()
        .filter(|(part, ..)| *part == DayPart::Night)
}

fn halved(context: &Context<'_, '_>, hour: i8, minute: i8, end: usize) -> (i8, i8, usize) {
    let Some((part, _, last)) = in_the_part(context, end).or_else(|| {
        let part = named::part_behind(context, end.checked_sub(1)?)?;
        Some(part)
    }) else {
        return (hour, minute, end);
    };
    let late = matches!(part, DayPart::Afternoon | DayPart::Evening) || part == DayPart::Night && hour >= 6;
    (twelve(hour, if late { 12 } else { 0 }), minute, last.max(end))
}
