//! Days and months of the calendar: "2021-03-18", "18/03/2021", "Thursday, March 18", "the 18th of March", "last May".

use jiff::civil::Date;

use super::calendar;
use super::context::{Context, Found, century_of};
use super::tense::{happened, infinitive, tense};
use crate::lexicon::{Direction, Lead, TimeWord, WeekdayForm};
use crate::model::{Anchor, DateKind, DateValue, TimeUnit};
use crate::text::{Case, TokenKind};

/// "2021-03-18", "2021-03-18T14:30"
pub(super) fn iso(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let (year, _) = context.year_number(at)?;
    let part = |i: usize| {
        let joined = context.word(i) == "-" && context.glued(i) && context.glued(i + 1);
        joined.then(|| context.word(i + 1))
    };
    let month = part(at + 1).filter(|w| w.len() == 2)?.parse().ok()?;
    let last = part(at + 3)?;
    let day = Date::new(year, month, last.get(..2)?.parse().ok()?).ok()?;
    if last.len() == 2 {
        return Some(Found::explicit(at + 5, DateValue::Day(day)));
    }
    let hour = last.get(2..)?.strip_prefix('T')?.parse().ok().filter(|h| (0..24).contains(h))?;
    let minute = context.word(at + 5) == ":" && context.glued(at + 5) && context.glued(at + 6);
    let minute =
        minute.then(|| context.word(at + 6).get(..2)?.parse().ok()).flatten().filter(|m| (0..60).contains(m))?;
    Some(Found::explicit(at + 7, DateValue::Clock { day, hour, minute }).of(DateKind::Time))
}

/// "18/03/2021", "3/18/21", "18.03.2021". Where day and month cannot be told apart the value stays open.
pub(super) fn numeric(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let (parts, end) = numeric_parts(context, at)?;
    let [first, second, year] = parts;
    let number = |word: &str| word.parse::<i8>().ok().filter(|_| (1..=2).contains(&word.len()));
    let (first, second) = (number(first)?, number(second)?);
    let year = match year.len() {
        4 => year.parse().ok().filter(|y| (1500..2200).contains(y))?,
        2 => century_of(year.parse().ok()?, context.published),
        _ => return None,
    };
    let (one, other) = (Date::new(year, second, first).ok(), Date::new(year, first, second).ok());
    let value = match (one, other) {
        (Some(day), None) | (None, Some(day)) => Some(day),
        (Some(one), Some(other)) => (one == other).then_some(one),
        (None, None) => return None,
    };
    Some(Found::date(end, value.map(DateValue::Day), Anchor::Explicit))
}

fn numeric_parts<'t>(context: &Context<'_, 't>, at: usize) -> Option<([&'t str; 3], usize)> {
    if context.kind(at)? != TokenKind::Figure || context.glued(at) && !context.before_is(at, &["("]) {
        return None;
    }
    let word = context.word(at);
    let dotted: Vec<&str> = word.splitn(4, '.').collect();
    if let [first, second, third] = dotted[..] {
        return (third.len() == 4).then_some(([first, second, third], at + 1));
    }
    let slash = |i: usize| context.word(i) == "/" && context.glued(i) && context.glued(i + 1);
    let whole = slash(at + 1) && slash(at + 3) && !slash(at + 5);
    whole.then(|| ([word, context.word(at + 2), context.word(at + 4)], at + 5))
}

/// "March 18, 2021", "18 March", "Thursday, March 18", "the 18th of March"
pub(super) fn day(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let open = context.leads(at, &[Lead::This, Lead::Next, Lead::Last]).map_or(at, |(_, end)| end);
    let (weekday, body) = match context.weekday(open) {
        Some((number, WeekdayForm::Full | WeekdayForm::Short, end)) => {
            let end = if context.word(end) == "," { end + 1 } else { end };
            (Some(number), context.past(end, Lead::The))
        }
        _ if open > at => return None,
        _ => (None, context.past(at, Lead::The)),
    };
    let article = weekday.is_none() && body > at;
    let (month, day, end) = month_first(context, body).filter(|_| !article).or_else(|| day_first(context, body))?;
    let (year, end) = year_behind(context, end);
    let known = match year {
        Year::Explicit(year) => Some((Date::new(year, month, day).ok()?, Anchor::Explicit)),
        Year::Relative(n) => {
            context.published.and_then(|p| Some((Date::new(p.year() + n, month, day).ok()?, Anchor::Published)))
        }
        Year::Open => open_year(context, month, day, weekday, at..end).map(|d| (d, Anchor::Published)),
    };
    Some(match known {
        Some((day, anchor)) => Found::date(end, Some(DateValue::Day(day)), anchor),
        None if Date::new(2024, month, day).is_err() => return None,
        None => Found::date(end, Some(DateValue::Open(format!("XXXX-{month:02}-{day:02}"))), Anchor::None),
    })
}

/// "March 18", "March the 18th", "March 18th"
fn month_first(context: &Context<'_, '_>, at: usize) -> Option<(i8, i8, usize)> {
    let (month, end) = context.month(at)?;
    let (day, last) = context.day_number(context.past(end, Lead::The))?;
    // "in March 18 people died" says nothing of a day
    let counts = context.counted(last) && context.before_is(at, &["in"])
        || context.word(last) == ":" && context.glued(last + 1)
        || context.hyphen(last) && context.year_number(last + 1).is_some();
    let joined = context.word(last) == "," && context.glued(last + 1);
    if counts || joined { None } else { Some((month, day, last)) }
}

/// "18 March", "18th of March", and the first of "3 to 9 March"
fn day_first(context: &Context<'_, '_>, at: usize) -> Option<(i8, i8, usize)> {
    let (day, end) = context.day_number(at)?;
    let month = |end: usize| context.month(if context.is(end, "of") { end + 1 } else { end });
    if let Some((month, last)) = month(end) {
        // "18 March 3" is a list
        return Some((month, day, last));
    }
    let joined =
        context.any(end, &["to", "and", "or", "until", "through"]) || matches!(context.word(end), "-" | "–" | "/");
    let (_, second) = context.day_number(end + 1).filter(|(later, _)| joined && *later > day)?;
    month(second).map(|(month, _)| (month, day, end))
}

enum Year {
    Explicit(i16),
    Relative(i16),
    Open,
}

/// ", 2021", "of 2021", "last year"
fn year_behind(context: &Context<'_, '_>, at: usize) -> (Year, usize) {
    let skip = if context.word(at) == "," || context.is(at, "of") { at + 1 } else { at };
    if let Some((year, end)) = super::year::spoken_year(context, skip) {
        return (Year::Explicit(year), end);
    }
    if let Some((year, end)) = context.year_number(skip).filter(|(year, end)| *year >= 1500 && !context.counted(*end)) {
        // "March 18, 2021-22" and "18 March 2021:30" are something else
        return (Year::Explicit(year), end);
    }
    let lead = if context.word(at) == "," { None } else { context.leads(skip, &[Lead::This, Lead::Last, Lead::Next]) };
    if let Some((lead, word)) = lead
        && let Some((TimeUnit::Year, false, end)) = context.unit(word)
        && !context.is(word.wrapping_sub(1), "past")
    {
        let n = match lead {
            Lead::Last => -1,
            Lead::Next => 1,
            _ => 0,
        };
        return (Year::Relative(n), end);
    }
    (Year::Open, at)
}

/// Which year a day without one means: that in which the day of the week fits, else the nearest in the verb's direction.
fn open_year(
    context: &Context<'_, '_>,
    month: i8,
    day: i8,
    weekday: Option<i8>,
    words: std::ops::Range<usize>,
) -> Option<Date> {
    let published = context.published?;
    let nearest = calendar::nearest_year(published, month, day)?;
    let candidate = |year: i16| Date::new(year, month, day).ok();
    if let Some(number) = weekday {
        let fits = |date: &Date| date.weekday().to_monday_one_offset() == number;
        return [nearest, nearest - 1, nearest + 1]
            .into_iter()
            .filter_map(candidate)
            .find(fits)
            .or_else(|| candidate(nearest));
    }
    let date = candidate(nearest)?;
    if context.before_is(words.start, &["ended", "since"]) && date > published {
        return candidate(nearest - 1);
    }
    let distance = published.until(date).ok()?.get_days();
    // half a year off, the verb decides; one that stands right before the date does so sooner
    let happened = happened(context, words.start);
    match tense(context, words) {
        Some(Direction::Past) if distance > 120 || happened && distance > 14 => candidate(nearest - 1),
        Some(Direction::Future) if distance < -120 => candidate(nearest + 1),
        _ => Some(date),
    }
}

/// The second of "March 3-9", "April 24 and 25": a day whose month stands before.
pub(super) fn day_behind(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let first = context.spoken.day.filter(|_| context.spoken.end + 1 == at)?;
    let list = context.word(at - 1) == ",";
    if !(list || context.before_is(at, &["-", "–", "to", "and", "or", "through"])) {
        return None;
    }
    // the figure before must have been the end of the first: "March 3", not "3 March"
    let (_, last) = context.day_number(at.checked_sub(2)?)?;
    let (day, end) = context.day_number(at).filter(|_| last == at - 1)?;
    let month_next = context.month(end).is_some() || context.is(end, "of") && context.month(end + 1).is_some();
    let counts = context.counted(end)
        || context.kind(end) == Some(TokenKind::Word)
            && context.case(end) == Case::Lower
            && context.digits(at).is_some()
            && !goes_on(context, end)
        || context.word(end) == ":" && context.glued(end + 1)
        || list && !(context.word(end) == "," || context.any(end, &["and", "or"])) && context.digits(at).is_some();
    if month_next || counts {
        return None;
    }
    let day = Date::new(first.year(), first.month(), day).ok().filter(|d| *d > first)?;
    let (year, end) = match year_behind(context, end) {
        (Year::Explicit(year), end) => (year, end),
        _ => (day.year(), end),
    };
    let day = Date::new(year, day.month(), day.day()).ok()?;
    Some(Found::date(end, Some(DateValue::Day(day)), Anchor::Text))
}

fn goes_on(context: &Context<'_, '_>, at: usize) -> bool {
    context.any(
        at,
        &[
            "in", "at", "with", "of", "for", "and", "or", "to", "by", "from", "on", "when", "as", "after", "before",
            "that", "is", "was", "will", "were", "are",
        ],
    )
}

/// "March 2021", "last March", "May": a month without a day.
pub(super) fn month(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let lead = context.leads(at, &[Lead::This, Lead::Last, Lead::Next, Lead::Previous, Lead::Following]);
    let (month, end) = context.month(lead.map_or(at, |(_, end)| end))?;
    if lead.is_some() && month_first(context, end - 1).or_else(|| month_first(context, end.checked_sub(2)?)).is_some() {
        return None; // "last Oct. 23"
    }
    let (year, last) = year_behind(context, end);
    let found = |year: i16, last: usize| {
        Some(DateValue::Month { year, month }).map(|v| Found::date(last, Some(v), Anchor::Published))
    };
    match (year, lead) {
        (Year::Explicit(year), _) => {
            return Some(Found::explicit(last, DateValue::Month { year, month }));
        }
        (Year::Relative(n), _) => {
            return Some(context.relative(last, |p| Some(DateValue::Month { year: p.year() + n, month })));
        }
        (Year::Open, Some((lead, _))) => {
            return Some(context.relative(end, |p| {
                let year = match lead {
                    // of the month that is just over one would say "last month"
                    Lead::Last if p.month() == month + 1 => p.year() - 1,
                    Lead::Last | Lead::Previous => calendar::month_before(p, month, true),
                    Lead::This => p.year(),
                    _ => calendar::month_after(p, month, true),
                };
                Some(DateValue::Month { year, month })
            }));
        }
        (Year::Open, None) => {}
    }
    if !is_month(context, at, end, month) {
        return None;
    }
    let Some(published) = context.published else {
        return Some(Found::date(end, Some(DateValue::Open(format!("XXXX-{month:02}"))), Anchor::None));
    };
    // behind an infinitive or "through" the nearest one is meant, unless that is far on the wrong side of the verb
    let adjective = context.before_is(at, &["the", "a", "its", "their", "'s", "’s"]);
    let open = adjective || infinitive(context, at) || context.before_is(at, &["by", "through", "until"]);
    let nearest = calendar::nearest_year(published, month, 15)?;
    let ahead = i32::from(nearest - published.year()) * 12 + i32::from(month - published.month());
    let year = match tense(context, at..end) {
        Some(Direction::Past) if !open || ahead > 5 => calendar::month_before(published, month, false),
        Some(Direction::Future) if !open || ahead < -3 => calendar::month_after(published, month, false),
        _ => nearest,
    };
    found(year, end)
}

/// Whether a month's bare name is one: "in May", "the May meeting"; not "Theresa May", "the March on Rome", "April Ryan".
fn is_month(context: &Context<'_, '_>, at: usize, end: usize, month: i8) -> bool {
    let after = context.case(end);
    let name_behind = after.capital()
        && context.kind(end) == Some(TokenKind::Word)
        && !context.glued(end)
        && context.weekday(end).is_none();
    let (number, before) = (at.checked_sub(1), context.before(at));
    let name_before = number.is_some_and(|i| {
        !before.is_empty()
            && context.case(i).capital()
            && context.kind(i) == Some(TokenKind::Word)
            && context.time(i, Some).is_none()
            && context.reading.sentence(i).is_some_and(|s| s.tokens.start < i || !context.any(i, PREPOSITIONS))
    });
    // an abbreviation without its full stop is a name: "Jan Kavan"
    if context.word(end - 1).len() == 3 && month != 5 {
        return false;
    }
    if !matches!(month, 3 | 4 | 5 | 6 | 8) {
        let person = name_before || name_behind && before.is_empty();
        return !person || context.before_is(at, PREPOSITIONS);
    }
    let march = month == 3 && context.any(end, &["of", "for", "on", "to", "in", "against"]);
    if march && (context.before_is(at, &["'s", "’s", "for"]) || context.case(end + 1) == Case::Title) {
        return false;
    }
    let dated = context.before_is(at, PREPOSITIONS)
        || context.before_is(at, &["and", "or", "to", "-", "–"]) && context.spoken.end + 1 == at
        || number.is_some_and(|i| context.leads(i, &[Lead::Part]).is_some() || context.hyphen(i));
    let adjective = context.before_is(at, &["the", "a", "its", "their", "his", "her", "our", "'s", "’s"])
        && context.kind(end) == Some(TokenKind::Word)
        && after == Case::Lower
        && !(month == 3
            && context.any(end, &["on", "for", "to", "against", "of", "in", "and", "was", "is", "through"]));
    let person = context.spoken.people & (1 << month) != 0
        && !context.before_is(at, &["in", "since", "until", "last", "during"]);
    let before_name = name_behind && !context.before_is(at, &["in", "since", "until"]);
    (dated || adjective) && !person && !before_name
}

const PREPOSITIONS: &[&str] = &[
    "in",
    "since",
    "until",
    "till",
    "by",
    "from",
    "through",
    "throughout",
    "between",
    "during",
    "on",
    "into",
    "despite",
    "before",
    "after",
    "of",
    "for",
    "last",
    "late",
    "early",
    "mid",
    "around",
    "every",
    "each",
    "starting",
    "beginning",
    "ending",
    "ended",
    "next",
    "through",
    "to",
];

/// Whether a month's name is a person's here: behind another name or a title, or before a name.
pub(super) fn person(context: &Context<'_, '_>, at: usize) -> Option<i8> {
    let (month, _) = context.month(at).filter(|(month, _)| matches!(month, 3 | 4 | 5 | 6 | 8))?;
    let before = at.checked_sub(1)?;
    let name = context.case(before) == Case::Title
        && context.kind(before) == Some(TokenKind::Word)
        && context
            .time(before, |word| {
                matches!(
                    word,
                    TimeWord::Lead(_) | TimeWord::Weekday { .. } | TimeWord::Month { .. } | TimeWord::Tense(_)
                )
                .then_some(())
            })
            .is_none()
        && !context.any(before, PREPOSITIONS)
        && !context.before(at).is_empty();
    name.then_some(month)
}
