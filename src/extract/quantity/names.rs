//! Numbers that are no figures: parts of names, ages, ranks, times, scores, phone numbers.

use rust_decimal::Decimal;

use super::phrase::ends_phrase;
use crate::extract::Reading;
use crate::text::{Case, Number, Shape, TokenKind};

/// Whether the number counts or measures nothing. What a rate is taken over ("per 100,000") belongs to the rate.
pub(super) fn no_figure(reading: &Reading<'_>, number: &Number) -> bool {
    number.shape == Shape::Ordinal
        || part_of_a_name(reading, number)
        || age(reading, number)
        || time_or_score(reading, number)
        || pronoun(reading, number)
        || list_number(reading, number)
        || phone(reading, number)
        || calibre(reading, number)
        || reading.any(number.tokens.start.wrapping_sub(1), &["per", "every"])
}

/// "Group of 7", "Article 5", "No. 1", "Boeing 737", "Phase 3", "@user2", "#4"
fn part_of_a_name(reading: &Reading<'_>, number: &Number) -> bool {
    if number.shape != Shape::Figure && number.shape != Shape::Words || number.tokens.len() > 1 {
        return false;
    }
    let Some(before) = number.tokens.start.checked_sub(1) else { return false };
    if starts_sentence(reading, number.tokens.start) {
        return false;
    }
    if reading.any(before, NUMBERED) || reading.any(before, &["#", "@", "№"]) {
        return true;
    }
    if reading.is(before, ".") && before > 0 && reading.any(before - 1, &["no", "nos", "art", "sec", "fig"]) {
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
    let word = reading.word(before);
    let named =
        reading.tokens[before].case == Case::Title || reading.tokens[before].case == Case::Upper && word.len() > 1;
    figure
        && named
        && !starts_sentence(reading, before)
        && !reading.word(number.tokens.start).contains(',')
        && !super::noun::counted(reading, number)
        && !super::sign::signed(reading, number)
}

/// "82-year-old", "aged 12", "age 65", "12 years old", "Maria Lopez, 52,"
fn age(reading: &Reading<'_>, number: &Number) -> bool {
    let (start, end) = (number.tokens.start, number.tokens.end);
    let young = number.amount.point().is_none_or(|value| value < Decimal::from(130));
    if !young {
        return false;
    }
    let before = start.wrapping_sub(1);
    if reading.any(before, &["aged", "age", "ages", "under-", "over-"])
        || reading.is(before, "of") && reading.is(start.wrapping_sub(2), "age")
    {
        return true;
    }
    if reading.any(before, &["between", "from"]) && reading.any(start.wrapping_sub(2), &["aged", "age", "ages"])
        || reading.any(before, &["over", "under", "above", "below", "turned", "turning", "turns"])
            && reading.any(start.wrapping_sub(2), GROWING)
            && (ends_phrase(reading, end) || reading.is(end, "s"))
    {
        return true;
    }
    // "18- to 29-year-olds"
    if reading.is(end, "-")
        && reading.is(end + 1, "to")
        && (end + 2..end + 8).any(|i| reading.any(i, &["year", "years"]))
    {
        return true;
    }
    if reading.any(end, &["and", "or"]) && reading.any(end + 1, &["older", "over", "above", "under", "younger", "up"]) {
        return true;
    }
    let year = if reading.is(end, "-") { end + 1 } else { end };
    if reading.any(year, &["year", "years", "month", "months"]) {
        let old = if reading.is(year + 1, "-") { year + 2 } else { year + 1 };
        if reading.any(old, &["old", "olds", "of"]) && (reading.word(old) != "of" || reading.is(old + 1, "age")) {
            return true;
        }
    }
    let apposed = reading.is(before, ",")
        && start >= 2
        && reading.tokens[start - 2].case == Case::Title
        && reading.any(end, &[",", ".", ";"]);
    apposed && number.tokens.len() == 1 && number.shape == Shape::Figure
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
    (behind || ahead) && !super::noun::counted(reading, number) && !super::sign::signed(reading, number)
}

/// "one of", "no one", "one another", "the one", "one day": "one" that counts nothing.
fn pronoun(reading: &Reading<'_>, number: &Number) -> bool {
    let at = number.tokens.start;
    number.tokens.len() == 1 && reading.is(at, "one") && !super::noun::counted(reading, number)
}

/// "1. Wash your hands", "2) …" at the start of a paragraph
fn list_number(reading: &Reading<'_>, number: &Number) -> bool {
    let at = number.tokens.start;
    number.tokens.len() == 1
        && reading.tokens.get(at).is_some_and(|t| t.starts_paragraph && t.kind == TokenKind::Figure)
        && reading.any(at + 1, &[".", ")"])
        && number.amount.point().is_some_and(|value| value < Decimal::ONE_HUNDRED)
        && reading.tokens.get(at + 2).is_some_and(|t| !t.starts_paragraph)
}

/// "0800 123 4567", "+44 20 7946 0000", "(202) 555-0134", "007": figures that are read one by one.
fn phone(reading: &Reading<'_>, number: &Number) -> bool {
    let at = number.tokens.start;
    let figure = |i: usize| reading.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Figure);
    let digits = |i: usize| figure(i) && reading.word(i).bytes().all(|b| b.is_ascii_digit());
    let zero = |i: usize| digits(i) && reading.word(i).len() > 1 && reading.word(i).starts_with('0');
    let plus = |i: usize| reading.is(i.wrapping_sub(1), "+") && reading.tokens.get(i).is_some_and(|t| t.glued);
    if number.shape != Shape::Figure || number.tokens.len() > 1 || !digits(at) {
        return false;
    }
    let dialled = reading.is(at + 1, ")") && reading.is(at.wrapping_sub(1), "(") && reading.word(at).len() == 3;
    if zero(at) || dialled && digits(at + 2) {
        return true;
    }
    let first = (at.saturating_sub(4)..at).rev().take_while(|i| digits(*i)).last().unwrap_or(at);
    (first < at || digits(at + 1)) && (zero(first) || plus(first))
}

/// ".45-caliber", ".22 rifle": the width of a barrel.
fn calibre(reading: &Reading<'_>, number: &Number) -> bool {
    let end = number.tokens.end;
    let at = if reading.is(end, "-") { end + 1 } else { end };
    reading.any(at, &["caliber", "calibre"])
        || reading.is(number.tokens.start, ".")
            && reading.any(at, &["rifle", "pistol", "handgun", "revolver", "magnum"])
}

/// Whose age is said by a bare number: "people over 65", "anyone under 18", "she turned 40".
const GROWING: &[&str] = &[
    "people",
    "person",
    "persons",
    "adults",
    "children",
    "men",
    "women",
    "those",
    "anyone",
    "everyone",
    "all",
    "citizens",
    "residents",
    "girls",
    "boys",
    "teenagers",
    "youths",
    "patients",
    "he",
    "she",
    "who",
    "has",
    "just",
    "they",
];

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
];
