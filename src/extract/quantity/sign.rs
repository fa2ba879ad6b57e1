//! Units that are signs: currencies before the number, the percent sign behind it.

use super::phrase::ends_phrase;
use super::{Miss, Typed, number_before, unit_at};
use crate::extract::Reading;
use crate::lexicon::{Sense, UnitClass, UnitEntry};
use crate::text::Number;

/// "$2 billion", "US$ 3m", "€40", "Rs 500": the sign is part of the number.
pub(super) fn money(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let (first, sign) = sign_before(reading, number.tokens.start).ok_or("no currency sign stands before it")?;
    // "10 rmb 20 usd", "10 $ 30 cents": the sign is of the number before it
    let other = unit_at(reading, number.tokens.end)
        .is_some_and(|(_, unit)| unit.class == UnitClass::Money && unit.id != sign.id);
    if other && number_before(reading, first).is_some() {
        return Err("the sign before it is of another number");
    }
    let span = reading.span(first..number.tokens.end);
    Ok(Typed { unit: sign.id.clone(), span: Some(span), tokens: first..number.tokens.end, ..Typed::default() })
}

/// "53%": the sign is part of the number; "53 percent" is not, and is left to the unit words.
pub(super) fn percent(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let end = number.tokens.end;
    if !reading.is(end, "%") {
        return Err("no percent sign stands behind it");
    }
    let id = if reading.any(end + 1, &["point", "points"]) { "percentage_point" } else { "percent" };
    let tokens = number.tokens.start..end + 1;
    Ok(Typed { unit: id.to_owned(), span: Some(reading.span(tokens.clone())), tokens, ..Typed::default() })
}

/// "20C", "-5F": degrees in short. The letter is a unit only glued to its figure.
pub(super) fn degrees(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let end = number.tokens.end;
    let glued = |i: usize| reading.tokens.get(i).is_some_and(|t| t.glued);
    let letter = matches!(reading.word(end), "C" | "F") && glued(end);
    if !letter || glued(end + 1) && !ends_phrase(reading, end + 1) {
        return Err("no letter of degrees is glued to it");
    }
    Ok(Typed { unit: "degree".to_owned(), tokens: number.tokens.start..end + 1, ..Typed::default() })
}

/// Whether a sign says what the number is.
pub(super) fn signed(reading: &Reading<'_>, number: &Number) -> bool {
    reading.is(number.tokens.end, "%") || sign_before(reading, number.tokens.start).is_some()
}

fn sign_before<'r>(reading: &Reading<'r>, start: usize) -> Option<(usize, &'r UnitEntry)> {
    let sign = |sense| if let Sense::UnitSign(unit) = sense { reading.lexicon.units.get(unit as usize) } else { None };
    let (hit, known) = reading.hit_before(start, sign)?;
    // "A $5 million reward" is in no Australian dollars
    let last = hit.end - 1;
    let apart = hit.first < last && reading.is(hit.first, "a") && !reading.tokens[last].glued;
    if apart { reading.hit(last, sign).map(|(hit, sign)| (hit.first, sign)) } else { Some((hit.first, known)) }
}
