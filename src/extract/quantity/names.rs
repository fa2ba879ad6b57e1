//! Numbers that are no figures: parts of names, ages, ranks, times, scores, phone numbers.

use rust_decimal::Decimal;

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
        || reading.is(number.tokens.start.wrapping_sub(1), "per")
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
];
