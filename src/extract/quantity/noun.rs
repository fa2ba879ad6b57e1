//! Units that are nouns: behind the number, glued to it by a hyphen, or the head noun where none is known.

use super::phrase::{DETERMINERS, ends_phrase, is_plural};
use super::{Miss, Typed, number_at, unit_at};
use crate::extract::Reading;
use crate::lexicon::{Hit, Sense, UnitClass, UnitEntry, singular};
use crate::text::{Case, Number, Shape, Token, TokenKind};

/// A noun phrase between a number and its noun is at most this long.
const REACH: usize = 9;

/// "4 million doses", "25 million COVID-19 vaccine doses", "millions of AstraZeneca's doses"
pub(super) fn behind(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let from = begin(reading, number);
    let partitive = from > number.tokens.end;
    let limit = from + REACH;
    if is_part(number) && reading.is(number.tokens.end, "-") {
        return Err("a hyphen makes a word of the part");
    }
    let part = is_part(number) && from > number.tokens.end && reading.any(from - 1, &["a", "an"]);
    for at in from..limit {
        if at > from && is_a_time(reading, at) {
            return Err("a time stands where its noun would");
        }
        if let Some((hit, unit)) = unit_at(reading, at)
            && (!part || measures(unit.class))
            && !describes(reading, number, unit, hit.end)
            && !modifies(reading, number, unit, hit)
        {
            let (end, unit) = head(reading, hit.end, unit);
            let typed = Typed::of(unit, number.tokens.start..end);
            return Ok(if fired(reading, number, end) { Typed { unit: "shot".to_owned(), ..typed } } else { typed });
        }
        let determiner = reading.any(at, DETERMINERS);
        let of_the = partitive && at == from && determiner;
        if (ends_phrase(reading, at) && !of_the && !joins(reading, at, limit)) || (at > from && determiner) {
            return Err("its noun phrase ends before a unit of the lexicon");
        }
    }
    Err("no unit of the lexicon is near enough behind it")
}

/// "fired 12 shots", "five shots rang out", "six shots on goal": no vaccine.
fn fired(reading: &Reading<'_>, number: &Number, end: usize) -> bool {
    const BEFORE: &[&str] = &["fired", "fire", "fires", "firing", "heard", "hear", "missed", "made", "took", "saved"];
    const BEHIND: &[&str] = &["fired", "rang", "struck", "hit", "on", "at", "from"];
    if !reading.any(end - 1, &["shot", "shots"]) {
        return false;
    }
    let start = number.tokens.start;
    let behind = end + usize::from(reading.any(end, &["were", "was", "being", "had", "been"]));
    (start.saturating_sub(4)..start).any(|at| reading.any(at, BEFORE)) && number.tokens.len() == 1
        || reading.any(behind, BEHIND) && !super::large(number)
}

/// "12 million last week": what stands there says when.
fn is_a_time(reading: &Reading<'_>, at: usize) -> bool {
    reading.any(at - 1, &["last", "this", "next", "past", "each", "every"])
        && !is_plural(reading, at)
        && unit_at(reading, at).is_some_and(|(_, unit)| unit.class == UnitClass::Time)
}

/// "2 million test kits": a singular before a plural only describes it.
fn describes(reading: &Reading<'_>, number: &Number, unit: &UnitEntry, end: usize) -> bool {
    let one = number.amount.value == Some(rust_decimal::Decimal::ONE);
    unit.class != UnitClass::Percent
        && !one
        && is_plural(reading, end)
        && !is_plural(reading, end - 1)
        && !ends_phrase(reading, end)
}

/// Whether a unit's word only belongs to the head: "one of the country's parties", "23 Boy Scout troops"; and whether it
/// says what befell the head ("two dogs injured") or is the next number's sign.
fn modifies(reading: &Reading<'_>, number: &Number, unit: &UnitEntry, hit: Hit) -> bool {
    let (token, next) = (reading.tokens.get(hit.first), reading.tokens.get(hit.end));
    let plural = is_plural(reading, hit.end - 1);
    if next.is_some_and(|t| t.kind == TokenKind::Clitic) && !plural {
        return true;
    }
    let title = |t: Option<&Token>| t.is_some_and(|t| t.case == Case::Title);
    if unit.class == UnitClass::Money {
        let sign = token.is_some_and(|t| t.kind != TokenKind::Word);
        let other = |n: &Number| {
            unit_at(reading, n.tokens.end).is_some_and(|(_, u)| u.class == UnitClass::Money && u.id != unit.id)
        };
        return sign && number_at(reading, hit.end).is_some_and(|n| !other(n));
    }
    unit.event.is_some() && hit.first > number.tokens.end && is_plural(reading, hit.first - 1)
        || unit.class == UnitClass::Person && !plural && title(token) && title(next)
}

/// "half", "a third", "0.5"
fn is_part(number: &Number) -> bool {
    number.shape == Shape::Fraction || number.amount.value.is_some_and(|v| v.abs() < rust_decimal::Decimal::ONE)
}

/// What a part is taken of behind "a": "half a mile", "a quarter of a percentage point". A century is time.
fn measures(class: UnitClass) -> bool {
    matches!(class, UnitClass::Measure | UnitClass::Percent | UnitClass::Money | UnitClass::Time)
}

/// Where a number's noun phrase goes on: behind "of", if there is one, and behind the number of a whole ("1,800 of the
/// 5,000 tents").
fn begin(reading: &Reading<'_>, number: &Number) -> usize {
    let end = number.tokens.end;
    if is_part(number) {
        let of = if reading.is(end, "of") { end + 1 } else { end };
        if reading.any(of, &["a", "an"]) {
            return of + 1;
        }
    }
    let of = if reading.is(end, "out") { end + 1 } else { end };
    if !reading.is(of, "of") {
        // "10 or more cases", "40-odd people"
        let hedge = |sense| matches!(sense, Sense::HedgeBehind(_)).then_some(());
        return reading.hit(end, hedge).map_or(end, |(hit, ())| hit.end);
    }
    let from = of + 1;
    // "116 million of the country's 126 million inhabitants", "67 of a total of 190 seats"
    let inside = |at: &usize| {
        reading.any(*at, DETERMINERS)
            || reading.any(*at, &["a", "total", "of", "’s", "'s", "country", "nation", "state"])
            || reading.hit(*at, |sense| matches!(sense, Sense::Place(_)).then_some(())).is_some()
    };
    let whole = (from..from + WHOLE).find(|at| !inside(at)).unwrap_or(from);
    number_at(reading, whole).map_or(from, |n| n.tokens.end)
}

/// The number of a whole stands at most this many tokens behind the "of" of its part.
const WHOLE: usize = 5;

/// "vaccine doses" are doses, "health workers" people: of nouns side by side the last one counts.
fn head<'r>(reading: &Reading<'r>, mut end: usize, mut found: &'r UnitEntry) -> (usize, &'r UnitEntry) {
    while let Some((hit, next)) =
        unit_at(reading, end).filter(|(_, next)| next.class != UnitClass::Time && next.event.is_none())
    {
        end = hit.end;
        found = next;
    }
    (end, found)
}

/// "Pfizer and Moderna doses": a conjunction inside the phrase, with the noun near behind it.
fn joins(reading: &Reading<'_>, at: usize, limit: usize) -> bool {
    reading.any(at, &["and", "or", ",", "-", "/", "&"]) && {
        let near = (at + 1..limit.min(at + 4)).take_while(|i| !ends_phrase(reading, *i));
        reading.tokens.get(at + 1).is_some_and(|t| t.kind != TokenKind::Figure && (t.glued || t.case.capital()))
            && near.into_iter().any(|i| unit_at(reading, i).is_some())
    }
}

/// "30,000-person trial", "27-nation bloc": the noun hangs on the number.
pub(super) fn compound(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let end = number.tokens.end;
    let glued = |at: usize| reading.tokens.get(at).is_some_and(|t| t.glued);
    if !(reading.any(end, &["-", "‑", "–"]) && glued(end) && glued(end + 1)) {
        return Err("no hyphen joins a noun to it");
    }
    let Some((hit, unit)) = unit_at(reading, end + 1) else { return joined(reading, number) };
    if number.shape == Shape::Fraction && !measures(unit.class) {
        return Err("a fraction counts nothing");
    }
    Ok(Typed::of(unit, number.tokens.start..hit.end))
}

/// "50-state plan", "two-page letter": a noun that the lexicon doesn't know.
fn joined(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let at = number.tokens.end + 1;
    let noun = reading.word(at);
    let counts = matches!(number.shape, Shape::Figure | Shape::Words | Shape::Range)
        && number.amount.value.is_none_or(|v| v > rust_decimal::Decimal::ONE);
    let lower = reading.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower);
    let verbal = noun.len() > 5 && (noun.ends_with("ed") || noun.ends_with("ing"));
    if !counts || !lower || number_at(reading, at).is_some() || noun.len() < 3 || verbal || reading.any(at, UNCOUNTED) {
        return Err("what the hyphen joins is no noun that is counted");
    }
    Ok(Typed { unit: singular(noun), tokens: number.tokens.start..at + 1, ..Typed::default() })
}

/// "40,000 Americans": people by their country.
pub(super) fn demonym(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    let from = begin(reading, number);
    let hit = (from..from + 4)
        .take_while(|at| *at == from || !ends_phrase(reading, *at - 1))
        .find_map(|at| reading.hit(at, |sense| matches!(sense, Sense::Demonym(_)).then_some(())))
        .map(|(hit, ())| hit)
        .ok_or("no people of a country stand behind it")?;
    let people = reading.word(hit.end - 1).ends_with('s');
    let head = ends_phrase(reading, hit.end) || reading.tokens.get(hit.end).is_none_or(|t| t.case != Case::Title);
    if !(people && head) {
        return Err("the country's word describes something else");
    }
    Ok(Typed { unit: "person".to_owned(), tokens: number.tokens.start..hit.end, ..Typed::default() })
}

/// The head noun where the lexicon knows none: the first plural of the phrase that none follows.
pub(super) fn any(reading: &Reading<'_>, number: &Number) -> Result<Typed, Miss> {
    if number.shape == Shape::Fraction && !reading.is(number.tokens.end, "of") {
        return Err("a fraction counts nothing");
    }
    let from = begin(reading, number);
    for at in from..from + REACH {
        if at > from && paired(reading, at) {
            continue;
        }
        let of_the = at == from && from > number.tokens.end && reading.any(at, DETERMINERS);
        if ends_phrase(reading, at) && !of_the {
            return Err("its noun phrase ends before a plural noun");
        }
        let small = reading.tokens.get(at).is_some_and(|t| t.case == Case::Lower);
        // "half of the rules committee" is no half of rules
        let head = number.shape != Shape::Fraction || ends_phrase(reading, at + 1);
        if small && is_plural(reading, at) && !is_plural(reading, at + 1) && head {
            let unit = singular(reading.word(at));
            return Ok(Typed { unit, tokens: number.tokens.start..at + 1, ..Typed::default() });
        }
    }
    Err("no plural noun is near enough behind it")
}

/// "27 search and rescue teams": what "and" joins before the head tells of it.
fn paired(reading: &Reading<'_>, and: usize) -> bool {
    let plain = |at: usize| {
        let lower = reading.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower);
        lower && !is_plural(reading, at) && !ends_phrase(reading, at)
    };
    reading.is(and, "and") && plain(and - 1) && plain(and + 1) && is_plural(reading, and + 2)
}

/// Whether the number's own phrase says what it counts.
pub(super) fn counted(reading: &Reading<'_>, number: &Number) -> bool {
    behind(reading, number).is_ok() || compound(reading, number).is_ok()
}

/// What hangs on a number by a hyphen and is not counted: "20-odd", "three-way", "486-based".
const UNCOUNTED: &[&str] = &[
    "old",
    "olds",
    "odd",
    "plus",
    "fold",
    "time",
    "times",
    "something",
    "somethings",
    "ish",
    "strong",
    "style",
    "like",
    "way",
    "off",
    "out",
    "and",
    "for",
    "high",
    "long",
    "wide",
    "deep",
    "tall",
    "thick",
    "low",
    "late",
    "half",
    "quarter",
    "quarters",
    "third",
    "thirds",
    "fifths",
    "tolerance",
    "sum",
    "up",
    "to",
    "or",
    "by",
    "in",
    "based",
    "sized",
    "headed",
    "sided",
];
