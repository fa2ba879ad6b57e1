//! Parts of a year: "last fall", "fiscal 2021", "Q2", "the year-earlier quarter".

use jiff::civil::Date;

use super::calendar;
use super::context::{Context, Found};
use super::tense::tense;
use super::year::{spoken_year, stops};
use crate::lexicon::{Direction, Lead, TimeWord};
use crate::model::{Anchor, DateValue, Season, TimeUnit};
use crate::text::{Case, TokenKind};

/// "spring 2021", "the summer of 2020", "last fall", "this winter", "summer"
pub(super) fn season(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.lead(at, Lead::The);
    let lead = context
        .leads(the.unwrap_or(at), &[Lead::Last, Lead::This, Lead::Next, Lead::Previous, Lead::Following, Lead::Same]);
    let part = lead.map_or(the.unwrap_or(at), |(_, end)| end);
    let body = context.past_hyphen(if the.is_some() { context.past(part, Lead::Part) } else { part });
    let (season, end) =
        context.time(body, |word| if let TimeWord::Season(season) = word { Some(season) } else { None })?;
    let of = if context.is(end, "of") { end + 1 } else { end };
    if let Some((year, end)) = context.year_number(of).or_else(|| spoken_year(context, of)).filter(|(y, _)| *y >= 1500)
    {
        return Some(Found::explicit(end, DateValue::Season { year, season }));
    }
    if let Some((lead, word)) = context.leads(of, &[Lead::Last, Lead::This, Lead::Next])
        && let Some((TimeUnit::Year, false, end)) = context.unit(word)
    {
        let n = if lead == Lead::Last { -1 } else { i16::from(lead == Lead::Next) };
        return Some(context.relative(end, |p| Some(DateValue::Season { year: p.year() + n, season })));
    }
    if lead.is_none() && !bare_season(context, at, body, end, the.is_some()) {
        return None;
    }
    if matches!(lead, Some((Lead::Same, _))) {
        let season = |day: Date| Some(DateValue::Season { year: day.year(), season });
        return Some(context.spoken_of(end, TimeUnit::Year, season));
    }
    let direction = tense(context, at..end);
    Some(context.relative(end, |p| {
        let (now, here) = calendar::season(p);
        // how many seasons the named one lies behind the present one, 0 to 3 back
        let (named, current) = (season as i16, here as i16);
        let this = now + i16::from(here == Season::Winter && named < current && p.month() <= 2);
        let year = match lead.map(|(lead, _)| lead) {
            Some(Lead::Last | Lead::Previous) => {
                if named < current {
                    now
                } else {
                    now - 1
                }
            }
            Some(Lead::Next | Lead::Following) => {
                if named > current {
                    this
                } else {
                    this + 1
                }
            }
            Some(_) => this,
            None => match direction {
                Some(Direction::Future) if named < current => this + 1,
                Some(Direction::Past) if named > current => this - 1,
                _ => this,
            },
        };
        Some(DateValue::Season { year, season })
    }))
}

/// A season with no more than an article or a preposition: "in the fall" and "by summer", not "the fall of Kabul".
fn bare_season(context: &Context<'_, '_>, at: usize, body: usize, end: usize, the: bool) -> bool {
    let name = context.case(body).capital() && !context.before(body).is_empty();
    let wrapped = at.checked_sub(1).is_some_and(|b| context.lead(b, Lead::Part).is_some() || context.hyphen(b));
    let before = context.before_is(
        at,
        &[
            "in",
            "by",
            "until",
            "since",
            "during",
            "throughout",
            "before",
            "after",
            "through",
            "from",
            "over",
            "for",
            "into",
        ],
    );
    let verb = context.is(body, "fall") || context.is(body, "spring");
    if name || context.case(end).capital() && context.kind(end) == Some(TokenKind::Word) || context.is(end, "of") {
        return false;
    }
    if verb {
        return wrapped
            || context.before_is(at, &["in", "by", "until", "since", "during", "through"])
                && !context.any(end, &["in", "from", "to", "up"]);
    }
    wrapped
        || before
            && (the
                || !context.kind(end).is_some_and(|k| {
                    k == TokenKind::Word
                        && !context.glued(end)
                        && context.case(end) == Case::Lower
                        && !stops(context, end)
                }))
}

/// "fiscal 2021", "FY2021", "the current fiscal year", "fiscal year 2021-22"
pub(super) fn fiscal(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let word = context.word(at);
    if let Some(digits) = word.strip_prefix("FY").filter(|d| matches!(d.len(), 2 | 4)) {
        let year = digits.parse::<i16>().ok()?;
        let year = if digits.len() == 2 { super::context::century_of(year, context.published) } else { year };
        return (1900..2200).contains(&year).then(|| Found::explicit(at + 1, DateValue::Year(year)));
    }
    let open = context.past(at, Lead::The);
    let fiscal = context.lead(open, Lead::Fiscal)?;
    let fiscal = match context.unit(fiscal) {
        Some((TimeUnit::Year, false, end)) => end,
        _ => fiscal,
    };
    if let Some((year, end)) = context.year_number(fiscal) {
        let second = context.hyphen(end).then(|| context.digits(end + 1)).flatten().filter(|(_, length)| *length == 2);
        let year = second
            .and_then(|(two, _)| i16::try_from(two).ok())
            .filter(|two| *two == (year + 1) % 100)
            .map_or(year, |_| year + 1);
        return Some(Found::explicit(if second.is_some() { end + 2 } else { end }, DateValue::Year(year)));
    }
    None
}

/// "the third quarter of 2021", "third-quarter", "Q2", "the 1988 fourth quarter", "the second half of 2020"
pub(super) fn quarter(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    let (year, body) = match context.year_number(the) {
        Some((year, end)) => (Some(year), end),
        None => (None, year_of(context, at).unwrap_or(the)),
    };
    let relative = year_of(context, at).map(|_| {
        if context.lead(the, Lead::Last).is_some() { -1 } else { i16::from(context.lead(the, Lead::Next).is_some()) }
    });
    let body = context.past_hyphen(context.past(body, Lead::Fiscal));
    let (number, half, end) = quarter_number(context, body)?;
    // in "the third-quarter loss" the article is the noun's
    let adjective = end - body > 2 && context.hyphen(end - 2) && context.kind(end) == Some(TokenKind::Word);
    if adjective && the > at && body == context.past(the, Lead::Fiscal) {
        return None;
    }
    let after = if context.is(end, "of") || context.word(end) == "," && !half { end + 1 } else { end };
    let (year, end) = match context.year_number(after).filter(|(_, end)| year.is_none() && !context.counted(*end)) {
        Some((year, end)) => (Some(year), end),
        None => (year, end),
    };
    let value = move |year: i16| {
        if half { DateValue::Half { year, half: number } } else { DateValue::Quarter { year, quarter: number } }
    };
    if let Some(year) = year {
        return Some(Found::explicit(end, value(year)));
    }
    let behind = context.leads(after, &[Lead::Last, Lead::This, Lead::Next]).and_then(|(lead, word)| {
        let (TimeUnit::Year, false, end) = context.unit(word)? else { return None };
        Some((if lead == Lead::Last { -1 } else { i16::from(lead == Lead::Next) }, end))
    });
    if let Some((n, end)) = behind.or(relative.map(|n| (n, end))) {
        return Some(context.relative(end, |p| Some(value(p.year() + n))));
    }
    // halves without a year are those of a game too
    if half && context.lead(the, Lead::Fiscal).is_none() {
        return None;
    }
    let direction = tense(context, at..end);
    Some(context.relative(end, |p| {
        let current = if half { (p.month() - 1) / 6 + 1 } else { (p.month() - 1) / 3 + 1 };
        // a report is on a quarter that is over, unless its verb looks ahead
        let future = direction == Some(Direction::Future);
        Some(value(if number > current && !future { p.year() - 1 } else { p.year() }))
    }))
}

/// "this year's", "last year's"
fn year_of(context: &Context<'_, '_>, at: usize) -> Option<usize> {
    let (_, word) = context.leads(at, &[Lead::This, Lead::Last, Lead::Next])?;
    let (TimeUnit::Year, false, end) = context.unit(word)? else { return None };
    (context.kind(end) == Some(TokenKind::Clitic)).then_some(end + 1)
}

/// "third quarter", "third-quarter", "Q3", "3Q", "H1", "first half": the number, and whether it is of halves.
fn quarter_number(context: &Context<'_, '_>, at: usize) -> Option<(i8, bool, usize)> {
    let word = context.word(at);
    if let [letter, digit @ b'1'..=b'4'] | [digit @ b'1'..=b'4', letter] = word.as_bytes() {
        let number = i8::try_from(digit - b'0').ok()?;
        return match letter {
            b'Q' => Some((number, false, at + 1)),
            b'H' if number <= 2 => Some((number, true, at + 1)),
            _ => None,
        };
    }
    // "a third-quarter loss" holds a third for those who read numbers only
    const NTH: [&str; 4] = ["first", "second", "third", "fourth"];
    let spelt = NTH.iter().zip(1..).find(|(word, _)| context.is(at, word)).map(|(_, number)| (number, at + 1));
    let (number, end) = match spelt.or_else(|| context.day_number(at).filter(|_| context.digits(at).is_none())) {
        Some(read) => read,
        None if context.any(at, &["latter", "last"]) => (2, at + 1),
        None => return None,
    };
    let unit = context.past_hyphen(end);
    if context.is(unit, "half") && number <= 2 {
        return Some((number, true, unit + 1));
    }
    let (TimeUnit::Quarter, plural, end) = context.unit(unit)? else { return None };
    ((1..=4).contains(&number) && !plural && !context.is(at, "last")).then_some((number, false, end))
}

/// "the quarter", "the latest quarter", "the year-earlier quarter", "the 1988 period": of what a report is about.
pub(super) fn reported(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let the = context.past(at, Lead::The);
    let body = context.past(the, Lead::Comparable);
    if context.unit(body).is_some_and(|(unit, plural, _)| unit == TimeUnit::Year && !plural)
        && context.hyphen(body + 1)
        && context.any(body + 2, &["earlier", "ago"])
    {
        return a_year_before(context, the > at, body + 3);
    }
    if the == at {
        return None;
    }
    if let Some((year, end)) = context.year_number(body) {
        let end = period_behind(context, end)?;
        return Some(match context.spoken.quarter {
            Some((_, quarter)) => Found::date(end, Some(DateValue::Quarter { year, quarter }), Anchor::Text),
            None => Found::explicit(end, DateValue::Year(year)),
        });
    }
    let latest = context.lead(body, Lead::Latest);
    let end = period_behind(context, latest.unwrap_or(body))?;
    let quarter = context.unit(end - 1).is_some();
    // "the corresponding period last year", "the quarter a year ago"
    let ago = context.lead(end, Lead::A).is_some() && context.any(end + 2, &["ago", "earlier"]);
    if context.is(end, "last") && context.is(end + 1, "year") || ago && context.is(end + 1, "year") {
        return Some(year_earlier(context, if ago { end + 3 } else { end + 2 }));
    }
    if context.hyphen(end) {
        return None;
    }
    if latest.is_some() {
        return Some(context.shifted(end, TimeUnit::Quarter, -1));
    }
    // "the quarter ended Sept. 30"
    if quarter && context.any(end, &["ended", "ending"]) {
        let month = context.month(end + 1)?.0;
        return Some(context.relative(end, |p| {
            Some(DateValue::Quarter {
                year: if context.is(end, "ended") {
                    calendar::month_before(p, month, false)
                } else {
                    calendar::month_after(p, month, false)
                },
                quarter: (month - 1) / 3 + 1,
            })
        }));
    }
    let (year, quarter) = context.spoken.quarter?;
    Some(Found::date(end, Some(DateValue::Quarter { year, quarter }), Anchor::Text))
}

/// "year-ago", "the year-earlier quarter", "the year-ago third quarter"; alone it is an adjective without "the".
fn a_year_before(context: &Context<'_, '_>, the: bool, end: usize) -> Option<Found> {
    if let Some((number, false, last)) = quarter_number(context, end) {
        let year = context.spoken.quarter.map(|(year, _)| year).or_else(|| context.published.map(|p| p.year()));
        let value = year.map(|year| DateValue::Quarter { year: year - 1, quarter: number });
        return Some(Found::date(last, value, Anchor::Text));
    }
    let period = period_behind(context, end);
    (period.is_some() || !the).then(|| year_earlier(context, period.unwrap_or(end)))
}

fn period_behind(context: &Context<'_, '_>, at: usize) -> Option<usize> {
    if context.is(at, "period") {
        return Some(at + 1);
    }
    context.unit(at).filter(|(unit, plural, _)| *unit == TimeUnit::Quarter && !plural).map(|(.., end)| end)
}

/// A year before what the text reports on: the same quarter where it is on a quarter, else the year.
pub(super) fn year_earlier(context: &Context<'_, '_>, end: usize) -> Found {
    let last = context.spoken.last.as_ref().map(|last| &last.value);
    let near = context.spoken.last.as_ref().is_some_and(|last| {
        let sentence = |at: usize| context.reading.tokens.get(at).map(|t| t.sentence);
        sentence(last.end) == sentence(end - 1)
    });
    if let Some(DateValue::Month { year, month }) = last.filter(|_| near) {
        return Found::date(end, Some(DateValue::Month { year: year - 1, month: *month }), Anchor::Text);
    }
    let longer = context.spoken.longer.is_some_and(|at| {
        let sentence = |at: usize| context.reading.tokens.get(at).map_or(0, |t| t.sentence);
        sentence(end - 1).saturating_sub(sentence(at - 1)) < 2
    });
    match context.spoken.quarter.filter(|_| !longer) {
        Some((year, quarter)) => Found::date(end, Some(DateValue::Quarter { year: year - 1, quarter }), Anchor::Text),
        None => context.shifted(end, TimeUnit::Year, -1),
    }
}
