//! Units that stand before the number, and people of whom only what befell them is said.

use super::phrase::ends_phrase;
use super::{Miss, Typed, large, unit, unit_at};
use crate::extract::Reading;
use crate::lexicon::UnitClass;
use crate::text::Number;

/// How far before a number its unit is looked for, in tokens.
const REACH: usize = 12;

/// "The total population of Mexico is 126 million", "a population of 38 million", "a country of 38 million"
pub(super) fn population(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let mut near = before_it(reading, number).rev().take_while(|i| !reading.any(*i, &[",", ";", ".", "and"]));
    let start = number.tokens.start;
    let country = reading.is(start.wrapping_sub(1), "of")
        && reading.any(start.wrapping_sub(2), &["country", "nation", "state", "city", "island", "province", "region"]);
    if !country && !near.any(|i| reading.any(i, &["population", "populations", "inhabitants"])) {
        return Err("no population is named before it");
    }
    if !large(number) {
        return Err("it is too small for a population");
    }
    Ok(Typed::elided("person", number))
}

/// "doses: 4 million", "the number of cases rose to 40,000", "the death toll reached 120"
pub(super) fn before(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let start = number.tokens.start;
    if reading.is(start.wrapping_sub(1), ":") {
        let counted = |sense| unit(reading, sense).filter(|u| u.class != UnitClass::Time);
        let (_, unit) = reading.hit_before(start - 1, counted).ok_or("what the colon follows is no unit")?;
        return Ok(Typed { event: unit.event.clone(), ..Typed::elided(&unit.id, number) });
    }
    if !ends_phrase(reading, number.tokens.end) {
        return Err("a noun phrase goes on behind it");
    }
    let mut named = None;
    for at in before_it(reading, number).rev() {
        if reading.any(at, &[";", "."]) {
            break;
        }
        if reading.is(at, "toll") {
            return Ok(Typed::elided("death", number));
        }
        let counted = unit_at(reading, at).filter(|(_, u)| matches!(u.class, UnitClass::Count | UnitClass::Person));
        named = named.or(counted.map(|(_, unit)| unit));
        if reading.is(at, "number") && reading.is(at + 1, "of") {
            let unit = named.ok_or("the number is of nothing that the lexicon counts")?;
            return Ok(Typed { event: unit.event.clone(), ..Typed::elided(&unit.id, number) });
        }
    }
    Err("no \"number of …\", toll or colon leads to it")
}

/// "killing 12", "12 dead", "left 40 injured", "12 were killed": people, though nobody says so.
pub(super) fn toll(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let end = number.tokens.end;
    let behind = fate(reading, end);
    if !ends_phrase(reading, end) && behind.is_none() {
        return Err("a noun phrase goes on behind it");
    }
    let hedge = super::hedge::of(reading, number.tokens.clone(), end);
    let event = harm(reading, hedge.first).or(behind).ok_or("no verb of harm stands beside it")?;
    Ok(Typed {
        unit: "person".to_owned(),
        event: Some(event.to_owned()),
        tokens: number.tokens.clone(),
        ..Typed::default()
    })
}

/// What happened to the people just counted: "have died", "were killed", "dead".
pub(super) fn fate(reading: &Reading<'_>, end: usize) -> Option<&'static str> {
    const BETWEEN: &[&str] = &[
        "have", "has", "had", "were", "was", "are", "be", "been", "also", "who", "others", "people", "more", "already",
    ];
    for at in end..end + 4 {
        if reading.any(at, &["died", "dead", "die", "dying", "perished", "killed"]) {
            return Some("death");
        }
        if reading.any(at, &["injured", "wounded", "hurt"]) {
            return Some("injury");
        }
        if !reading.any(at, BETWEEN) {
            return None;
        }
    }
    None
}

/// What the verb right before a phrase does to the people that it has as its object: "killed at least 12 people".
pub(super) fn harm(reading: &Reading<'_>, phrase: usize) -> Option<&'static str> {
    let at = phrase.checked_sub(1)?;
    if reading.any(at, &["killing", "killed", "kill", "kills"]) {
        return Some("death");
    }
    reading.any(at, &["injuring", "injured", "wounding", "wounded", "hurting", "injures", "wounds"]).then_some("injury")
}

/// The tokens of the sentence shortly before a number.
fn before_it(reading: &Reading<'_>, number: &Number) -> std::ops::Range<usize> {
    let start = number.tokens.start;
    let sentence = reading.sentence(start).map_or(start, |s| s.tokens.start);
    start.saturating_sub(REACH).max(sentence)..start
}
