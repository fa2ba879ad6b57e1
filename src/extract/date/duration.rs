//! Lengths of time and how often: "two and a half years", "several months", "a 30-day", "daily", "every Thursday".

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::context::{Context, Found};
use crate::lexicon::{Lead, TimeWord, WeekdayForm};
use crate::model::{Anchor, DateKind, DateValue, TimeUnit};
use crate::text::{Case, Shape, TokenKind};

/// A count of units of time.
#[derive(Clone, Debug)]
pub(super) struct Length {
    /// `None` where the words give no number.
    pub count: Option<Decimal>,
    pub unit: TimeUnit,
    pub end: usize,
    /// What a second unit or a half adds: "and 20 minutes".
    rest: String,
}

impl Length {
    /// The TIMEX3 value.
    pub(super) fn value(&self) -> DateValue {
        DateValue::Duration(format!("{}{}", written(self.count, self.unit), self.rest))
    }

    /// The count as a whole number.
    pub(super) fn whole(&self) -> Option<i64> {
        self.count.filter(|c| c.is_integer() && self.rest.is_empty()).and_then(|c| c.to_i64())
    }

    pub(super) fn found(&self) -> Found {
        Found::explicit(self.end, self.value()).of(DateKind::Duration)
    }
}

/// `P4M`, `PT36H`, `PXY`; decades and centuries with a number in years.
pub(super) fn written(count: Option<Decimal>, unit: TimeUnit) -> String {
    let (letter, times) = match unit {
        TimeUnit::Second => ("T#S", 1),
        TimeUnit::Minute => ("T#M", 1),
        TimeUnit::Hour => ("T#H", 1),
        TimeUnit::Day => ("#D", 1),
        TimeUnit::Week => ("#W", 1),
        TimeUnit::Month => ("#M", 1),
        TimeUnit::Quarter => ("#Q", 1),
        TimeUnit::Year => ("#Y", 1),
        TimeUnit::Decade if count.is_none() => ("#DE", 1),
        TimeUnit::Century if count.is_none() => ("#C", 1),
        TimeUnit::Decade => ("#Y", 10),
        TimeUnit::Century => ("#Y", 100),
    };
    // "two and a half years" is two years and six months
    let halves = count.filter(|c| c.fract() == Decimal::new(5, 1)).map(|c| c.trunc());
    let small = match unit {
        TimeUnit::Year => Some(("Y", "6M")),
        TimeUnit::Hour => Some(("H", "30M")),
        TimeUnit::Minute => Some(("M", "30S")),
        _ => None,
    };
    if let (Some(whole), Some((letter, rest))) = (halves, small) {
        let time = if unit <= TimeUnit::Hour { "T" } else { "" };
        return if whole.is_zero() { format!("P{time}{rest}") } else { format!("P{time}{whole}{letter}{rest}") };
    }
    let number = count
        .and_then(|c| c.checked_mul(Decimal::from(times)))
        .map_or_else(|| "X".to_owned(), |c| c.normalize().to_string());
    format!("P{}", letter.replace('#', &number))
}

/// A count with its unit, wherever it stands: the base of "two weeks ago" and "the past two weeks" too.
pub(super) fn length(context: &Context<'_, '_>, at: usize) -> Option<Length> {
    let (count, half, end) = count(context, at)?;
    let mut body = context.past_hyphen(end);
    for _ in 0..2 {
        let filler = if context.any(body, &["or", "and"]) { None } else { context.lead(body, Lead::Filler) };
        body = filler.map_or(body, |end| context.past_hyphen(end));
    }
    let (unit, plural, end) = context.unit(body)?;
    let hyphened = body > at && context.hyphen(body - 1);
    // "60 Minutes" with a capital is a programme, "24 hours a day" is always
    let named = context.case(body) == Case::Title && !context.before(at).is_empty();
    let always = context.lead(end, Lead::A).is_some()
        && context.unit(end + 1).is_some()
        && !context.any(end + 2, &["ago", "later", "earlier"]);
    let compared = named || always || context.hyphen(end) && context.any(end + 1, &["earlier", "ago"]);
    if compared || !fits(context, at, count, unit, plural, hyphened) || aged(context, end) {
        return None;
    }
    let mut length = Length { count, unit, end, rest: String::new() };
    if half {
        add_half(&mut length);
    }
    extend(context, &mut length);
    if aged(context, length.end) { None } else { Some(length) }
}

/// Whether a count and a unit make a length. "A second dose", "a quarter of them" and "three quarters" do not, nor does
/// "some day".
fn fits(
    context: &Context<'_, '_>,
    at: usize,
    count: Option<Decimal>,
    unit: TimeUnit,
    plural: bool,
    hyphened: bool,
) -> bool {
    match unit {
        TimeUnit::Second => plural || hyphened && context.lead(at, Lead::A).is_none(),
        TimeUnit::Quarter => {
            let before = at.checked_sub(1).and_then(|i| context.leads(i, &[Lead::Last, Lead::Next, Lead::The]));
            let run = context.any(at + 1, &["consecutive", "straight", "successive"]);
            let several = context.lead(at, Lead::Several).is_some();
            plural && (several || !context.any(at + 2, &["of"])) && (count.is_none() || before.is_some() || run)
        }
        _ => plural || hyphened || count.is_some(),
    }
}

/// "82 years old", "a 30-year-old", "18 years of age", "aged 30 years"
fn aged(context: &Context<'_, '_>, end: usize) -> bool {
    let at = context.past_hyphen(end);
    context.any(at, &["old", "olds", "older", "younger"]) || context.is(at, "of") && context.is(at + 1, "age")
}

/// A number before a unit: its value (`None` for "several"), whether "and a half" is said of it, and its end.
fn count(context: &Context<'_, '_>, at: usize) -> Option<(Option<Decimal>, bool, usize)> {
    if context.any(at, &["half"]) {
        let end = context.lead(at, Lead::Half).unwrap_or(at + 1);
        return Some((Some(Decimal::new(5, 1)), false, end));
    }
    if let Some(number) = context.number(at) {
        if number.shape == Shape::Ordinal || context.word(at) == "." {
            return None;
        }
        let end = number.tokens.end;
        // "two quarters" is half of something for those who read numbers only
        if number.shape == Shape::Fraction && context.unit(end - 1).is_some() {
            let count = number.amount.value?.checked_mul(Decimal::from(4))?;
            return (end > at + 1).then_some((Some(count), false, end - 1));
        }
        if number.shape == Shape::Fraction {
            // "two thirds of a year"
            let of = context.is(end, "of") && context.lead(end + 1, Lead::A).is_some();
            return Some((number.amount.value, false, if of { end + 2 } else { end }));
        }
        let one_half = context.is(end, "and") && context.is(end + 1, "a") && context.is(end + 2, "half");
        let figure_half = context.word(end + 1) == "/" && context.word(end) == "1" && context.word(end + 2) == "2";
        let half = one_half || figure_half;
        let end = if half { end + 3 } else { end };
        return range_end(context, end, number.amount.value, half);
    }
    if let Some(end) = context.lead(at, Lead::Several) {
        // "some two years", "the last couple of years"
        let two = context.any(end - 1, &["couple"]) || end - at >= 2 && context.any(end - 2, &["couple"]);
        return Some((two.then_some(Decimal::TWO), false, end));
    }
    if context.is(at, "another") {
        let number = context.number(at + 1);
        return Some(number.map_or((Some(Decimal::ONE), false, at + 1), |n| (n.amount.value, false, n.tokens.end)));
    }
    let end = context.lead(at, Lead::A)?;
    let several = context.lead(end, Lead::Several);
    // in "a several-year tenure" the article is the noun's
    if several.is_some_and(|end| context.hyphen(end)) {
        return None;
    }
    Some(several.map_or((Some(Decimal::ONE), false, end), |end| (None, false, end)))
}

/// "two to three weeks", "a year or two": the first stands for both.
fn range_end(
    context: &Context<'_, '_>,
    end: usize,
    value: Option<Decimal>,
    half: bool,
) -> Option<(Option<Decimal>, bool, usize)> {
    let joined = context.any(end, &["to", "or"]) || context.hyphen(end);
    let second = context.number(end + 1).filter(|n| joined && n.shape != Shape::Ordinal && n.amount.value > value);
    Some(second.map_or((value, half, end), |second| (value, half, second.tokens.end)))
}

fn add_half(length: &mut Length) {
    let (rest, count) = match length.unit {
        TimeUnit::Year => ("6M", Decimal::ZERO),
        TimeUnit::Hour => ("30M", Decimal::ZERO),
        TimeUnit::Minute => ("30S", Decimal::ZERO),
        TimeUnit::Day => ("T12H", Decimal::ZERO),
        _ => ("", Decimal::new(5, 1)),
    };
    length.rest = rest.to_owned();
    length.count = length.count.and_then(|c| c.checked_add(count));
}

/// "and a half", "and 20 minutes", "or two", "or so"
fn extend(context: &Context<'_, '_>, length: &mut Length) {
    let end = length.end;
    if context.is(end, "and") && context.is(end + 1, "a") && context.is(end + 2, "half") {
        add_half(length);
        length.end = end + 3;
        return;
    }
    if context.is(end, "or")
        && (context.any(end + 1, &["two", "so", "more", "longer"]))
        && context.unit(end + 2).is_none()
    {
        length.end = end + 2;
        return;
    }
    let next = if context.is(end, "and") || context.word(end) == "," { end + 1 } else { end };
    if next == end || context.number(next).is_none() {
        return;
    }
    if let (Some((Some(more), false, after)), true) = (count(context, next), length.rest.is_empty())
        && let Some((unit, _, last)) = context.unit(context.past_hyphen(after))
        && unit < length.unit
        && more.is_integer()
        && !matches!(unit, TimeUnit::Quarter)
    {
        let second = written(Some(more), unit);
        let second = second.trim_start_matches('P');
        // the "T" is written once
        length.rest = if length.unit <= TimeUnit::Hour { second.trim_start_matches('T') } else { second }.to_owned();
        length.end = last;
    }
}

/// "four months", "a 30-day", "half an hour", "years" behind "for"
pub(super) fn duration(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    if context.glued(at) && matches!(context.before(at), "-" | "–" | "/" | "." | "$" | "£" | "€") {
        return None;
    }
    if let Some(length) = length(context, at) {
        // "it may one day rain"
        if context.is(at, "one") && context.is(at + 1, "day") && context.before_is(at, MODALS) {
            return Some(Found::explicit(length.end, DateValue::Future));
        }
        let article = context.lead(at, Lead::A).is_some();
        if article && length.count == Some(Decimal::ONE) && rate(context, at) {
            return None;
        }
        return Some(long(context, length.found()));
    }
    // "the nine months", "those four years"
    if let Some(end) = context.lead(at, Lead::The).or_else(|| context.any(at, &["those", "these"]).then_some(at + 1))
        && context.number(end).is_some()
        && let Some(length) = length(context, end)
        && !context.hyphen(length.end - 2)
        && context.unit(length.end - 1).is_some_and(|(_, plural, _)| plural)
    {
        return Some(length.found());
    }
    // "over the years"
    if let Some(the) = context.lead(at, Lead::The)
        && context.before_is(at, &["over"])
        && let Some((unit, true, end)) = context.unit(the)
    {
        let open = unit > TimeUnit::Day && !context.any(end, &["of", "that", "when"]);
        return open.then(|| Found::explicit(end, DateValue::Duration(written(None, unit))).of(DateKind::Duration));
    }
    if let Some(found) = definite(context, at) {
        return Some(found);
    }
    let (unit, plural, end) = context.unit(at)?;
    if context.hyphen(end) && context.is(end + 1, "long") {
        let count = if plural { None } else { Some(Decimal::ONE) };
        return Some(Found::explicit(end + 2, DateValue::Duration(written(count, unit))).of(DateKind::Duration));
    }
    let open = context.before_is(
        at,
        &[
            "for",
            "in",
            "over",
            "within",
            "after",
            "follows",
            "following",
            "take",
            "took",
            "taken",
            "last",
            "lasted",
            "spent",
            "spend",
            "or",
            "and",
        ],
    );
    let joined = context.before_is(at, &["or", "and"]);
    // "in the weeks before the vote"
    let beside = context.before_is(at, &["the"])
        && context.any(end, &["before", "after", "since", "leading", "ahead", "that"])
        && at.checked_sub(2).is_some_and(|i| context.any(i, &["in", "during", "over", "for"]));
    let open = open || beside || context.any(end, &["before", "after"]);
    let whole = plural
        && open
        && unit > TimeUnit::Second
        && unit != TimeUnit::Quarter
        && !(joined && context.spoken.end + 1 != at);
    let counted = context.is(end, "of") && !context.before_is(at, &["for", "after", "over", "follows", "following"]);
    (whole && !counted).then(|| {
        let found = Found::explicit(and_longer(context, end), DateValue::Duration(written(None, unit)));
        found.of(DateKind::Duration)
    })
}

pub(super) const MODALS: &[&str] = &["will", "would", "could", "can", "may", "might", "must", "should", "to"];

/// Past the second of "weeks or months".
pub(super) fn and_longer(context: &Context<'_, '_>, end: usize) -> usize {
    match context.unit(end + 1) {
        Some((_, true, last)) if context.any(end, &["or", "and"]) && context.unit(last).is_none() => last,
        _ => end,
    }
}

/// "for the year", "in the fiscal year ended June 30", "during the week": a span that the words around it fix.
fn definite(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.lead(at, Lead::The)?;
    let body = if context.is(the, "full") { the + 1 } else { context.past(the, Lead::Fiscal) };
    let (unit, false, end) = context.unit(body)? else { return None };
    let open = context.before_is(at, &["for", "in", "during", "throughout", "of", "over", "per"]);
    let closed = context.hyphen(end)
        || context.any(end, &["of", "before", "after", "following", "that", "when"])
        || context.number(end).is_some();
    let name = context.case(end - 1) == Case::Title; // "Woman of the Year"
    if !matches!(unit, TimeUnit::Week | TimeUnit::Month | TimeUnit::Year) || closed || name || !(open || body > the) {
        return None;
    }
    if context.any(end, &["ended", "ending"]) {
        return Some(
            Found::explicit(end, DateValue::Duration(written(Some(Decimal::ONE), unit))).of(DateKind::Duration),
        );
    }
    Some(context.shifted(end, unit, 0))
}

/// "two-year-long"
fn long(context: &Context<'_, '_>, found: Found) -> Found {
    let end = found.end;
    if context.hyphen(end) && context.is(end + 1, "long") { found.until(end + 2) } else { found }
}

/// Whether "a year" says how often, as in "$2 million a year" and "twice a day"; it then belongs to the figure.
fn rate(context: &Context<'_, '_>, at: usize) -> bool {
    let word = context.before(at);
    let Some(before) = at.checked_sub(1).filter(|_| !word.is_empty()) else { return false };
    let plural = context.case(before) == Case::Lower
        && word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !context.any(before, &["this", "lasts", "takes", "thus", "perhaps", "always", "gives", "days", "weeks"]);
    let figure = context.kind(before) == Some(TokenKind::Figure) || matches!(word, "%" | "percent");
    plural
        || figure
        || context.counted(before)
        || context.any(before, &["once", "twice", "times", "thrice", "share", "each", "million", "billion", "thousand"])
}

/// "daily", "every Thursday", "each month", "every two weeks"
pub(super) fn set(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let made =
        |end: usize, value: String| Found::date(end, Some(DateValue::Open(value)), Anchor::Explicit).of(DateKind::Set);
    if let Some((unit, end)) = context.time(at, |word| if let TimeWord::Every(unit) = word { Some(unit) } else { None })
    {
        // "the quarterly dividend" says what it is, not when; and "the Daily Mail" is a paper
        if unit == TimeUnit::Quarter && context.kind(end) == Some(TokenKind::Word) {
            return None;
        }
        let name = context.case(at).capital() && !context.before(at).is_empty() || context.case(end) == Case::Title;
        return (!name).then(|| made(end, written(Some(Decimal::ONE), unit)));
    }
    let every = context.lead(at, Lead::Every)?;
    let other = context.is(every, "other") || context.is(every.wrapping_sub(1), "other") && every > at + 1;
    let body = if context.is(every, "other") { every + 1 } else { every };
    if let Some((number, WeekdayForm::Full, end)) = context.weekday(body) {
        let part = super::named::part_behind(context, end);
        let (code, end) = part.map_or((String::new(), end), |(part, _, end)| (format!("T{}", part.code()), end));
        return Some(made(end, format!("XXXX-WXX-{number}{code}")));
    }
    if let Some((month, end)) = context.month(body) {
        return Some(made(end, format!("XXXX-{month:02}")));
    }
    if let Some((season, end)) =
        context.time(body, |word| if let TimeWord::Season(season) = word { Some(season) } else { None })
    {
        return Some(made(end, format!("XXXX-{}", season.code())));
    }
    if let Some((part, _, end)) = super::named::part_behind(context, body) {
        return Some(made(end, format!("XXXX-XX-XXT{}", part.code())));
    }
    if let Some((unit, false, end)) = context.unit(body) {
        let fits = unit != TimeUnit::Second || context.kind(end) != Some(TokenKind::Word);
        return fits.then(|| made(end, written(Some(if other { Decimal::TWO } else { Decimal::ONE }), unit)));
    }
    let counted = context.number(body).is_some() || context.lead(body, Lead::Several).is_some();
    let length = counted.then(|| length(context, body)).flatten()?;
    Some(made(length.end, length.value().to_string()))
}
