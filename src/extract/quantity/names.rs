//! Numbers that are no figures: parts of names, ranks, years, times, scores, the numbers of lists.

use rust_decimal::Decimal;

use super::phrase::ends_phrase;
use super::{Typed, address, age, hedge};
use crate::extract::Reading;
use crate::lexicon::Sense;
use crate::model::{Action, Bound};
use crate::text::{Case, Number, Shape, TokenKind};

/// Whether the number counts or measures nothing. What a rate is taken over ("per 100,000") belongs to the rate.
pub(super) fn no_figure(reading: &Reading<'_>, number: &Number) -> bool {
    number.shape == Shape::Ordinal
        || label(reading, number)
        || time_or_score(reading, number)
        || pronoun(reading, number)
        || list_number(reading, number)
        || spaced_time(reading, number)
        || address::part(reading, number)
        || calibre(reading, number)
        || reading.any(number.tokens.start.wrapping_sub(1), &["per", "every"])
}

/// Whether the number is a name's or an age, and so are those that a list puts behind it: "U.S. 54, 56 and 83".
pub(super) fn label(reading: &Reading<'_>, number: &Number) -> bool {
    part_of_a_name(reading, number) || age::said(reading, number)
}

/// Whether a number that no rule types goes on with the labels of a list whose last one ended before `end`.
pub(super) fn listed(reading: &Reading<'_>, number: &Number, end: usize) -> bool {
    let start = number.tokens.start;
    let link = number.amount.point().is_some_and(|v| v < Decimal::ONE_THOUSAND)
        && start.checked_sub(end).filter(|gap| (1..=2).contains(gap)).is_some();
    let last = reading.any(start - 1, &["and", "or", "&", "through", "to"]);
    let more = reading.is(start - 1, ",") && reading.any(number.tokens.end, &[",", "and", "or", "&"]);
    link && plain(reading, number) && (last || more)
}

/// "the 1988 race", "in 1777, 1779", "2009 taxes": a bare figure like a year's counts only what stands right behind it.
pub(super) fn year(reading: &Reading<'_>, number: &Number, typed: Option<&Typed>) -> bool {
    let word = reading.word(number.tokens.start);
    let Some(year) = word.parse::<u32>().ok().filter(|_| word.len() == 4 && plain(reading, number)) else {
        return false;
    };
    let known = match typed {
        Some(_) => (1900..2100).contains(&year) && year % 100 != 0,
        None => (1500..2101).contains(&year),
    };
    known && hedge::of(reading, number.tokens.clone(), number.tokens.end).bound == Bound::Exactly
}

/// "flew a 747 home": one thing has no such number; it is called so.
pub(super) fn one_thing(reading: &Reading<'_>, number: &Number) -> bool {
    plain(reading, number)
        && reading.any(number.tokens.start.wrapping_sub(1), &["a", "an"])
        && ends_phrase(reading, number.tokens.end)
}

/// One token of nothing but digits.
fn plain(reading: &Reading<'_>, number: &Number) -> bool {
    number.tokens.len() == 1 && reading.word(number.tokens.start).bytes().all(|b| b.is_ascii_digit())
}

/// "Group of 7", "Article 5", "No. 1", "Boeing 737", "Phase 3", "@user2", "#4"
fn part_of_a_name(reading: &Reading<'_>, number: &Number) -> bool {
    let start = number.tokens.start;
    let one = matches!(number.shape, Shape::Figure | Shape::Words) && number.tokens.len() == 1;
    let either = number.shape == Shape::Range && number.tokens.len() == 3 && reading.is(start + 1, "or");
    if !one && !either {
        return false;
    }
    let Some(before) = number.tokens.start.checked_sub(1) else { return false };
    if starts_sentence(reading, number.tokens.start) {
        return false;
    }
    if reading.any(before, NUMBERED) || reading.any(before, &["#", "@", "№"]) {
        return true;
    }
    if reading.is(before, ".") && before > 0 && reading.any(before - 1, ABBREVIATED) {
        return true;
    }
    if reading.is(before, "of")
        && before > 0
        && reading.any(before - 1, &["group", "gang", "committee", "court"])
        && reading.tokens[before - 1].case.capital()
    {
        return true;
    }
    // a name with a bare figure behind it, unless something counted follows
    let figure = reading.tokens[number.tokens.start].kind == TokenKind::Figure;
    // "W.Va. 61", "Pct. 4"
    let short = reading.is(before, ".") && reading.tokens[before].glued && before > 0;
    let before = if short && reading.word(before - 1).len() < 5 { before - 1 } else { before };
    let word = reading.word(before);
    let named =
        reading.tokens[before].case == Case::Title || reading.tokens[before].case == Case::Upper && word.len() > 1;
    figure
        && named
        && !starts_sentence(reading, before)
        && !reading.word(number.tokens.start).contains(',')
        && !super::noun::counted(reading, number)
        && !super::sign::signed(reading, number)
        && !given_to(reading, before)
}

/// "gave Chad 400 tents", "sent South Korea 90 nurses": a place right behind a verb gets what is counted behind it.
fn given_to(reading: &Reading<'_>, last: usize) -> bool {
    let mut places = reading.hits.within(last.saturating_sub(3)..last + 1).iter().filter(|hit| hit.end == last + 1);
    let place = places.find(|hit| matches!(hit.sense, Sense::Place(_)));
    place.and_then(|place| place.first.checked_sub(1)).is_some_and(|verb| {
        let actions = reading.hits.at(verb).iter().filter(|hit| hit.end == verb + 1);
        actions.filter_map(|hit| if let Sense::Action(action, _) = hit.sense { Some(action) } else { None }).any(
            |action| reading.lexicon.actions.get(usize::from(action)).is_some_and(|entry| entry.action == Action::Give),
        )
    })
}

/// "14:30", "7 p.m.", "3-2", "555-0134", "8 o'clock"
fn time_or_score(reading: &Reading<'_>, number: &Number) -> bool {
    let (start, end) = (number.tokens.start, number.tokens.end);
    let token = |i: usize| reading.tokens.get(i);
    if reading.any(end, &["a.m.", "p.m.", "am", "pm", "o'clock", "o’clock", "gmt", "et", "est", "edt", "bst", "utc"])
    {
        return true;
    }
    let joined = |mark: usize, other: usize| {
        reading.any(mark, &[":", "-", "–", "/"])
            && token(mark).is_some_and(|t| t.glued || mark > end)
            && token(other).is_some_and(|t| t.kind == TokenKind::Figure)
    };
    let behind = joined(end, end + 1) && token(end).is_some_and(|t| t.glued) && token(end + 1).is_some_and(|t| t.glued);
    let ahead = start >= 2
        && joined(start - 1, start - 2)
        && token(start).is_some_and(|t| t.glued)
        && token(start - 1).is_some_and(|t| t.glued);
    if number.shape == Shape::Fraction && reading.is(start, "9") && reading.is(start + 2, "11") {
        return true;
    }
    // "5-to-4", "3-for-1": the higher first
    if reading.is(end, "-") && reading.any(end + 1, &["to", "for"]) && reading.is(end + 2, "-") {
        return (end..end + 4).all(|i| token(i).is_some_and(|t| t.glued)) && joined(end + 2, end + 3);
    }
    (behind || ahead) && !super::noun::counted(reading, number) && !super::sign::signed(reading, number)
}

/// "30 - year bonds", as a tokeniser has it.
fn spaced_time(reading: &Reading<'_>, number: &Number) -> bool {
    let end = number.tokens.end;
    reading.is(end, "-") && reading.any(end + 1, &["year", "month", "week", "day", "hour", "minute"])
}

/// "one of", "no one", "one another", "the one", "one day": "one" that counts nothing.
fn pronoun(reading: &Reading<'_>, number: &Number) -> bool {
    let at = number.tokens.start;
    number.tokens.len() == 1 && reading.is(at, "one") && !super::noun::counted(reading, number)
}

/// "1. Wash your hands", "2) …" at the start of a paragraph, or all there is of it
fn list_number(reading: &Reading<'_>, number: &Number) -> bool {
    let at = number.tokens.start;
    number.tokens.len() == 1
        && reading.tokens.get(at).is_some_and(|t| t.starts_paragraph && t.kind == TokenKind::Figure)
        && reading.any(at + 1, &[".", ")"])
        && number.amount.point().is_some_and(|value| value < Decimal::ONE_HUNDRED)
}

/// ".45-caliber", ".22 rifle": the width of a barrel.
fn calibre(reading: &Reading<'_>, number: &Number) -> bool {
    let end = number.tokens.end;
    let at = if reading.is(end, "-") { end + 1 } else { end };
    reading.any(at, &["caliber", "calibre"])
        || reading.is(number.tokens.start, ".")
            && reading.any(at, &["rifle", "pistol", "handgun", "revolver", "magnum"])
}

fn starts_sentence(reading: &Reading<'_>, token: usize) -> bool {
    reading.sentence(token).is_some_and(|s| s.tokens.start == token)
}

/// Words whose number is a rank, a label or a place in a series.
const NUMBERED: &[&str] = &[
    "no",
    "number",
    "article",
    "articles",
    "section",
    "title",
    "chapter",
    "clause",
    "paragraph",
    "phase",
    "stage",
    "level",
    "tier",
    "type",
    "category",
    "grade",
    "class",
    "route",
    "highway",
    "interstate",
    "flight",
    "room",
    "gate",
    "channel",
    "page",
    "pages",
    "line",
    "step",
    "part",
    "volume",
    "version",
    "episode",
    "season",
    "week",
    "day",
    "game",
    "round",
    "lot",
    "unit",
    "block",
    "zone",
    "district",
    "ward",
    "area",
    "form",
    "bill",
    "proposition",
    "prop",
    "amendment",
    "resolution",
    "order",
    "rule",
    "act",
    "ranked",
    "rank",
    "ranks",
    "ranking",
    "seeded",
    "vitamin",
    "covid",
    "line",
    "sector",
    "platform",
    "terminal",
    "runway",
    "model",
    "mark",
    "apartment",
    "suite",
    "box",
    "ext",
    "extension",
    "windows",
    "generation",
    "exit",
    "exits",
    "precinct",
    "marker",
    "table",
    "item",
    "question",
    "lane",
    "pier",
];

/// Such words in short, without the full stop behind them.
const ABBREVIATED: &[&str] =
    &["no", "nos", "nr", "nrs", "art", "sec", "fig", "ext", "vol", "ch", "pp", "apt", "ste", "rt", "rte", "hwy"];
