//! Years and more: "2021", "2020-21", "nineteen ninety-six", "the 1990s", "the 20th century".

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, Found};
use crate::lexicon::{Lead, Sense, TimeWord};
use crate::model::{Anchor, DateValue, TimeUnit};
use crate::text::{Case, Shape, TokenKind};

/// "2021" where the words around say that it is a year; "the year 2000"; "nineteen ninety-six"
pub(super) fn year(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    if let Some(end) = context.lead(at, Lead::The)
        && let Some((TimeUnit::Year, false, end)) = context.unit(end)
        && let Some((year, end)) = context.year_number(end).or_else(|| spoken_year(context, end))
    {
        return Some(Found::explicit(end, DateValue::Year(year)));
    }
    if let Some((year, end)) = spoken_year(context, at) {
        return Some(Found::explicit(end, DateValue::Year(year)));
    }
    let (year, end) = context.year_number(at)?;
    is_year(context, at, end, year).then(|| Found::explicit(end, DateValue::Year(year)))
}

/// "2020-21", "the 2019/20 season": two years in one, of which no value is told; the days say from when to when.
pub(super) fn years(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let (year, end) = (context.digits(at).filter(|(_, length)| *length == 4)?.0, at + 1);
    let year = i16::try_from(year).ok().filter(|y| (1800..2100).contains(y))?;
    let joined = matches!(context.word(end), "-" | "–" | "/") && context.glued(end) && context.glued(end + 1);
    let (second, _) = context.digits(end + 1).filter(|(_, length)| joined && *length == 2)?;
    let more = matches!(context.word(end + 2), "-" | "–" | "/") && context.glued(end + 2);
    let apart = (second - i32::from(year % 100)).rem_euclid(100);
    let framed = context.before_is(at, &["from", "in", "between", "of", "during", "for", "the", "("]);
    if apart != 1 && !(framed && (2..20).contains(&apart))
        || more
        || context.glued(at) && !context.before_is(at, &["("])
    {
        return None;
    }
    let last = year + i16::try_from(apart).ok()?;
    let days = Date::new(year, 1, 1).ok().zip(Date::new(last, 12, 31).ok());
    Some(Found { days, ..Found::date(end + 2, None, Anchor::Explicit) })
}

/// "nineteen ninety-six", "two thousand twelve", "two thousand" only behind "year"
pub(super) fn spoken_year(context: &Context<'_, '_>, at: usize) -> Option<(i16, usize)> {
    let first = context.number(at).filter(|n| n.shape == Shape::Words)?;
    let (value, end) = (first.amount.value?.to_i16()?, first.tokens.end);
    if value == 2000 && context.before_is(at, &["year"])
        || (2001..2100).contains(&value) && context.before_is(at, &["in"])
    {
        return Some((value, end));
    }
    if !(17..=20).contains(&value) {
        return None;
    }
    let second = context.number(end).filter(|n| n.shape == Shape::Words)?;
    let low = second.amount.value?.to_i16().filter(|v| (10..100).contains(v))?;
    let (unit, last) = (context.unit(second.tokens.end).is_some(), second.tokens.end);
    (!unit && !context.counted(last)).then_some((value * 100 + low, last))
}

/// Whether four digits are a year here: by the preposition, the determiner, the date or the noun that they stand with.
fn is_year(context: &Context<'_, '_>, at: usize, end: usize, year: i16) -> bool {
    let modern = (1900..2060).contains(&year);
    let word = context.before(at);
    if counts(context, at, end) {
        return false;
    }
    if context.glued(at) && matches!(word, "-" | "–" | "/") {
        return modern && joined(context, at);
    }
    if context.before_is(at, IN) {
        return modern || !plural_noun(context, end);
    }
    if context.before_is(at, OF) {
        let sum = context.before_is(at, &["of"])
            && context.any(at.wrapping_sub(2), &["total", "number", "sum", "maximum", "minimum", "average"]);
        return !sum && year >= 1500 && (modern || year < 1900) && !plural_noun(context, end);
    }
    if context.spoken.end + 1 == at && context.before_is(at, &["and", "or", "to", ","]) {
        return modern && at.checked_sub(2).is_some_and(|i| context.number(i).is_some());
    }
    if matches!(word, "(" | "[") {
        return modern && matches!(context.word(end), ")" | "]" | "," | "-" | "–" | ";");
    }
    modern && (behind_time(context, at) || before_noun(context, at, end))
}

/// Whether a figure counts, or is the number of something: "$2000", "No. 1995", "2000 troops", "2000 years".
fn counts(context: &Context<'_, '_>, at: usize, end: usize) -> bool {
    const OPENING: &[&str] = &["(", "[", "\"", "“", "'", "‘", "-", "–", "—", "/"];
    let word = context.before(at);
    matches!(word, "$" | "€" | "£" | "¥" | "₹" | "#" | "." | "+" | "±" | ":" | "@" | "№")
        || context.glued(at) && !OPENING.contains(&word)
        || context.number(at).is_some_and(|n| n.tokens.end > end && n.shape != Shape::Range)
        || context.counted(end)
        || context.hyphen(end) && context.unit(end + 1).is_some()
        || context.unit(end).is_some_and(|(_, plural, _)| plural)
}

/// Behind a hyphen: "1998-1999", "mid-1996", "post-1959".
fn joined(context: &Context<'_, '_>, at: usize) -> bool {
    at.checked_sub(2).is_some_and(|first| {
        context.year_number(first).is_some()
            || context.any(first, &["mid", "pre", "post", "late", "early"])
            || context.month(first).is_some()
    })
}

/// Behind a word of time: "spring 2021", "late 2020", "fiscal 1998".
fn behind_time(context: &Context<'_, '_>, at: usize) -> bool {
    let time = |word: TimeWord| {
        let part = matches!(word, TimeWord::Lead(Lead::Part | Lead::Fiscal));
        (part || matches!(word, TimeWord::Season(_) | TimeWord::Month { .. })).then_some(())
    };
    at.checked_sub(1).is_some_and(|before| context.time(before, time).is_some())
}

/// "the 2020 election", "the country's 2019 vote", "his unsuccessful 1996 campaign", "2016 Olympics", "2020 was a bad year"
fn before_noun(context: &Context<'_, '_>, at: usize, end: usize) -> bool {
    const DETERMINERS: &[&str] =
        &["the", "a", "its", "his", "her", "their", "our", "'s", "’s", "s", "this", "any", "no", "that"];
    let word_behind = context.kind(end) == Some(TokenKind::Word);
    let name_behind = word_behind && context.case(end).capital();
    if context.before_is(at, DETERMINERS) {
        return word_behind || context.hyphen(end) && context.year_number(end + 1).is_some();
    }
    let Some(before) = at.checked_sub(1).filter(|_| !context.before(at).is_empty()) else {
        return name_behind || context.any(end, &["was", "is", "will", "has", "saw", "marked", "had", "-", "–"]);
    };
    // "Room 2020", "Agenda 2030"
    if context.kind(before) == Some(TokenKind::Word) && context.case(before).capital() {
        return false;
    }
    let hedge = |sense: Sense| matches!(sense, Sense::HedgeBefore(_)).then_some(());
    let adjective = context.kind(before) == Some(TokenKind::Word)
        && context.case(before) == Case::Lower
        && context.number(before).is_none()
        && context.reading.hit_before(at, hedge).is_none();
    let noun = word_behind && context.case(end) == Case::Lower && !plural_noun(context, end) && !stops(context, end);
    adjective && noun
        || word_behind && context.case(end) == Case::Title
        || context.any(end, &["and", "to"]) && context.year_number(end + 1).is_some()
}

fn plural_noun(context: &Context<'_, '_>, at: usize) -> bool {
    let word = context.word(at);
    context.case(at) == Case::Lower
        && word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
        && !context.any(at, &["was", "has", "as"])
}

const IN: &[&str] = &[
    "in",
    "into",
    "due",
    "dated",
    "since",
    "until",
    "till",
    "during",
    "throughout",
    "circa",
    "year",
    "c.",
    "election",
    "elections",
    "sometime",
];
const OF: &[&str] = &[
    "of", "by", "from", "through", "between", "before", "after", "for", "to", "around", "late", "early", "mid", "than",
    "as", "versus", "vs", "with", "on", "and", "or", "late-", "over",
];

/// A word that a noun phrase does not begin with.
pub(super) fn stops(context: &Context<'_, '_>, at: usize) -> bool {
    context.any(
        at,
        &[
            "and", "or", "but", "when", "as", "with", "the", "a", "to", "in", "on", "at", "for", "after", "before",
            "while", "if", "was", "is", "has", "by", "since",
        ],
    )
}

/// "the 1990s", "the '90s", "the nineties", "the late 1970s"
pub(super) fn decade(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.lead(at, Lead::The);
    let mut body = the.unwrap_or(at);
    let part = context.lead(body, Lead::Part);
    if the.is_some()
        && let Some(end) = part
    {
        body = context.past_hyphen(end);
    }
    let quote = matches!(context.word(body), "'" | "’" | "‘") && context.glued(body + 1);
    let figure = if quote { body + 1 } else { body };
    let word = context.word(figure);
    let digits = word.strip_suffix('s').or_else(|| word.strip_suffix("'s")).or_else(|| {
        (context.kind(figure + 1) == Some(TokenKind::Clitic) && context.any(figure + 1, &["'s", "’s"])).then_some(word)
    });
    if let Some(digits) = digits.filter(|d| d.ends_with('0') && d.bytes().all(|b| b.is_ascii_digit())) {
        let clitic = usize::from(digits.len() == word.len());
        let tens = digits.parse::<i16>().ok()? / 10;
        let value = match digits.len() {
            4 if (100..210).contains(&tens) && (clitic == 0 || the.is_some()) => DateValue::Decade(tens),
            // "in her 30s" is an age
            2 if (quote || the.is_some() && part.is_none_or(|_| tens >= 5)) && clitic == 0 => {
                DateValue::Decade(if tens <= 2 { 200 } else { 190 } + tens)
            }
            _ => return None,
        };
        return Some(Found::explicit(figure + 1 + clitic, value));
    }
    let (tens, end) = context.time(body, |word| if let TimeWord::Decade(tens) = word { Some(tens) } else { None })?;
    the.is_some().then(|| Found::explicit(end, DateValue::Decade(if tens <= 2 { 200 } else { 190 } + i16::from(tens))))
}

/// "the 20th century", "the early 21st century"
pub(super) fn century(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    let part = context.past_hyphen(context.past(the, Lead::Part));
    let number = context.number(part).filter(|n| n.shape == Shape::Ordinal)?;
    let after = context.past_hyphen(number.tokens.end);
    let (TimeUnit::Century, _, end) = context.unit(after)? else { return None };
    let value = number.amount.value?.to_i16().filter(|v| (1..=30).contains(v))?;
    Some(Found::explicit(end, DateValue::Century(value - 1)))
}
