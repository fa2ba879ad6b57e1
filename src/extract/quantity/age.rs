//! Ages: numbers of years that are said of somebody.

use rust_decimal::Decimal;

use super::phrase::ends_phrase;
use super::unit_at;
use crate::extract::Reading;
use crate::lexicon::UnitClass;
use crate::text::{Case, Number, Shape};

/// Whether the number is somebody's age.
pub(super) fn said(reading: &Reading<'_>, number: &Number) -> bool {
    let most = number.amount.high.or(number.amount.value);
    let young = most.is_none_or(|value| value < Decimal::from(130) && value.scale() == 0);
    young
        && (in_years(reading, number) || bounded(reading, number) || bare(reading, number) || apposed(reading, number))
}

/// "82-year-old", "aged 12", "between the ages of 14 and 18", "12 years old", "18- to 29-year-olds"
fn in_years(reading: &Reading<'_>, number: &Number) -> bool {
    let (start, end) = (number.tokens.start, number.tokens.end);
    let before = start.wrapping_sub(1);
    if reading.any(before, &["aged", "age", "ages", "under-", "over-"])
        || reading.is(before, "of") && reading.any(start.wrapping_sub(2), &["age", "ages"])
        || reading.any(before, &["between", "from"]) && reading.any(start.wrapping_sub(2), &["aged", "age", "ages"])
    {
        return true;
    }
    let hanging = reading.is(end, "-") && reading.is(end + 1, "to");
    if hanging && (end + 2..end + 8).any(|i| reading.any(i, &["year", "years"])) {
        return true;
    }
    let year = if reading.is(end, "-") { end + 1 } else { end };
    let old = if reading.is(year + 1, "-") { year + 2 } else { year + 1 };
    reading.any(year, &["year", "years", "month", "months"])
        && (reading.any(old, &["old", "olds"]) || reading.is(old, "of") && reading.is(old + 1, "age"))
}

/// "people over 65", "voters under 30", "children between 11 and 15", "65 and older"
fn bounded(reading: &Reading<'_>, number: &Number) -> bool {
    let (before, end) = (number.tokens.start.wrapping_sub(1), number.tokens.end);
    if reading.any(end, &["and", "or"]) && reading.any(end + 1, &["older", "over", "above", "under", "younger", "up"]) {
        return true;
    }
    let whose = before.wrapping_sub(1);
    reading.any(before, &["over", "under", "above", "below", "between"])
        && (ends_phrase(reading, end) || reading.is(end, "s"))
        && (reading.any(whose, GROWING) || people(reading, whose))
}

/// "turned 40", "when she was 5", "he will be 80", "dies at 79", "At 57, Ruiz …"
fn bare(reading: &Reading<'_>, number: &Number) -> bool {
    let (start, end) = (number.tokens.start, number.tokens.end);
    if number.tokens.len() > 1 || !ends_phrase(reading, end) || reading.is(end, "%") {
        return false;
    }
    let hedged = reading.any(start.wrapping_sub(1), &["about", "only", "just", "around", "nearly", "almost", "now"]);
    let before = if hedged { start.wrapping_sub(2) } else { start.wrapping_sub(1) };
    let before_it = before.wrapping_sub(1);
    if reading.is(before, "at") {
        let named = reading.tokens.get(end + 1).is_some_and(|t| t.case == Case::Title);
        let opens = reading.tokens.get(before).is_some_and(|t| t.case == Case::Title) && reading.is(end, ",");
        return reading.any(before_it, &["dies", "died", "death"])
            || opens && (named || reading.any(end + 1, &["he", "she"]));
    }
    let being = reading.any(before, &["was", "is", "am", "be", "were"]);
    reading.any(before, &["turned", "turning", "turns"])
        || being && (before.saturating_sub(2)..before).any(|i| reading.any(i, &["he", "she", "i"]))
}

/// "Maria Lopez, 52,", "a woman, 82.", "Lee and Ruiz, both 14,", "Ana Ruiz (40)"
fn apposed(reading: &Reading<'_>, number: &Number) -> bool {
    let (start, end) = (number.tokens.start, number.tokens.end);
    if number.tokens.len() > 1 || number.shape != Shape::Figure {
        return false;
    }
    let title = |i: usize| reading.tokens.get(i).is_some_and(|t| t.case == Case::Title);
    let before = start.wrapping_sub(1);
    if reading.is(before, "(") && reading.is(end, ")") {
        return title(before.wrapping_sub(1)) && title(before.wrapping_sub(2));
    }
    let both = reading.any(before, &["both", "also"]);
    let comma = if both { before.wrapping_sub(1) } else { before };
    let closed = reading.any(end, &[",", ".", ";", "—", "–"])
        || reading.tokens.get(end).is_none_or(|t| t.starts_paragraph)
        || reading.is(end, "-") && !reading.tokens.get(end).is_none_or(|t| t.glued);
    let whose = comma.wrapping_sub(1);
    reading.is(comma, ",") && closed && (both || title(whose) || people(reading, whose))
}

/// Whether a word counts people.
fn people(reading: &Reading<'_>, at: usize) -> bool {
    unit_at(reading, at).is_some_and(|(hit, unit)| unit.class == UnitClass::Person && hit.end == at + 1)
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
