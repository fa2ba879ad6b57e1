//! Units that are not said again: "2.5 million doses in Mexico and 1.5 million in Canada", "2.5 million of those".

use super::{Typed, class, large, noun, number_at, phrase, sign, unit_at};
use crate::extract::Reading;
use crate::lexicon::{ActionEntry, Sense, UnitClass, singular};
use crate::model::{Action, Quantity};
use crate::text::{Number, Shape, TokenKind};

pub(super) const REFERRED: &str = "quantity/referred";
pub(super) const SHARED: &str = "quantity/shared";
pub(super) const MENTIONED: &str = "quantity/mentioned";

/// The unit that the words before leave to a number without one, and the rule that says so.
pub(super) fn find(reading: &Reading<'_>, number: &Number, before: &[Quantity]) -> Option<(&'static str, Typed)> {
    let end = number.tokens.end;
    if number.shape == Shape::Fraction {
        return None;
    }
    let typed = |unit: String| Typed::elided(&unit, number);
    let sentence = reading.sentence(number.tokens.start)?;
    if let Some(unit) = percents(reading, number, before).or_else(|| begins_range(reading, number)) {
        return Some((SHARED, typed(unit)));
    }
    let last = before.iter().rev().take(4).find(|q| {
        let part = q.amount.value.is_some_and(|v| v < rust_decimal::Decimal::ONE);
        let people = q.unit.as_deref().and_then(|unit| class(reading, unit)) == Some(UnitClass::Person);
        !(part || people && of_things(reading, number)) && q.unit.as_deref().is_some_and(|unit| shares(reading, unit))
    });
    let same = last.filter(|q| sentence.span.contains(q.span));
    // things and people come whole
    let whole = number.amount.value.is_none_or(|v| v.scale() == 0);

    let of = reading.is(end, "of") && reading.any(end + 1, &["those", "them", "these", "which", "whom", "the"]);
    let others = reading.any(end, &["others", "more", "additional"]) && !reading.is(end + 1, "than");
    if of || others && reading.any(end, &["others"]) || others && phrase::ends_phrase(reading, end + 1) {
        // the sentence before, at most: further back "those" are others
        let near = last.filter(|q| sentence.span.start().saturating_sub(q.span.end()) < 400);
        let near = near.filter(|q| whole || measure(reading, q));
        if let Some(unit) = near.and_then(|q| q.unit.clone()) {
            return Some((REFERRED, typed(unit)));
        }
    }
    let open = opens(reading, end);
    // "The remaining 2.8 million will arrive", "Of those, 1,400 were lost"
    let near =
        last.filter(|q| sentence.span.start().saturating_sub(q.span.end()) < 400 && (whole || measure(reading, q)));
    if let Some(unit) = near.filter(|_| open && goes_on(reading, number)).and_then(|q| q.unit.clone()) {
        return Some((REFERRED, typed(unit)));
    }
    let weighty = large(number) || number.shape == Shape::Vague;
    let same = same.filter(|q| whole || measure(reading, q));
    if let Some(unit) = same.filter(|q| open && (weighty || parallel(reading, q, number))).and_then(|q| q.unit.clone())
    {
        return Some((SHARED, typed(unit)));
    }
    if !(open && weighty && whole) {
        return None;
    }
    mentioned(reading, number, sentence.tokens.start)
        .or_else(|| last.filter(|q| handed_on(reading, number, q)).and_then(|q| q.unit.clone()))
        .map(|unit| (MENTIONED, typed(unit)))
}

/// "an order for 5 million", "a shipment of 2 million": of no people.
fn of_things(reading: &Reading<'_>, number: &Number) -> bool {
    let held = number.tokens.start.wrapping_sub(1);
    let noun = |sense| matches!(sense, Sense::ActionNoun(_)).then_some(());
    reading.any(held, &["for", "of"]) && reading.hit_before(held, noun).is_some()
}

/// Whether the words before a number say that it is a part of what was counted.
fn goes_on(reading: &Reading<'_>, number: &Number) -> bool {
    let start = number.tokens.start;
    let hedge = |sense| matches!(sense, Sense::HedgeBefore(_)).then_some(());
    let at = reading.hit_before(start, hedge).map_or(start, |(hit, ())| hit.first);
    let Some(before) = at.checked_sub(1) else { return false };
    let rest = reading.any(before, &["remaining", "other", "next", "first", "last", "final", "initial"])
        && reading.any(before.wrapping_sub(1), &["the", "its", "their", "his", "her", "our"])
        && (large(number) || reading.any(before, &["remaining", "other"]));
    let of_those = (2..=3).any(|back| {
        reading.is(start.wrapping_sub(back), "of")
            && reading.any((start + 1).wrapping_sub(back), &["those", "them", "these"])
    });
    rest || of_those
}

/// "We asked for 5 million doses. We got 1.7 million.": what the sentence before counted is the object of this one's
/// verb, and no other figure stands between the two.
fn handed_on(reading: &Reading<'_>, number: &Number, earlier: &Quantity) -> bool {
    let start = number.tokens.start;
    let hedge = |sense| matches!(sense, Sense::HedgeBefore(_)).then_some(());
    let at = reading.hit_before(start, hedge).map_or(start, |(hit, ())| hit.first);
    let sentence = |token: usize| reading.tokens.get(token).map(|t| t.sentence);
    let next = sentence(reading.token_at(earlier.span.start())).map(|s| s + 1);
    let verb = |sense| match sense {
        Sense::Action(index, _) => reading.lexicon.actions.get(usize::from(index)).filter(|entry| moves(entry)),
        _ => None,
    };
    next.is_some() && next == sentence(start) && reading.hit_before(at, verb).is_some()
}

/// Whether what the verb is done with is a thing or a person, and not money alone.
fn moves(entry: &ActionEntry) -> bool {
    entry.only.is_none()
        && matches!(entry.action, Action::Give | Action::Order | Action::Produce | Action::Have | Action::Administer)
}

/// Whether something else than a counted noun follows, so that the unit must stand elsewhere.
fn opens(reading: &Reading<'_>, end: usize) -> bool {
    let Some(next) = reading.tokens.get(end) else { return true };
    next.starts_paragraph
        || next.kind == TokenKind::Quote
        || phrase::ends_phrase(reading, end)
        || reading.any(end, OPENING)
        || reading.word(end).ends_with("ed")
}

const OPENING: &[&str] = &[
    "more",
    "others",
    "another",
    "still",
    "already",
    "now",
    "currently",
    "so",
    "last",
    "this",
    "next",
    "earlier",
    "worldwide",
    "globally",
    "nationwide",
    "each",
];

/// A small number shares a unit only in a list that says so: "free to 69 countries and sold to 28 more".
fn parallel(reading: &Reading<'_>, earlier: &Quantity, number: &Number) -> bool {
    let between = number.tokens.start.saturating_sub(reading.token_at(earlier.span.end()));
    let from = reading.token_at(earlier.span.end());
    between < 16
        && (from..number.tokens.start).any(|i| reading.any(i, &["and", "from", "to", "than", "or"]))
        && (reading.any(number.tokens.end, &["more", "others", "in", "on", "a", "from", "to"]))
}

/// The last noun that is counted anywhere before it in the sentence: "doses … has risen to 70 million".
fn mentioned(reading: &Reading<'_>, number: &Number, from: usize) -> Option<String> {
    let start = number.tokens.start.saturating_sub(40).max(from);
    (start..number.tokens.start).rev().find_map(|at| {
        let (_, unit) =
            unit_at(reading, at).filter(|(_, u)| matches!(u.class, UnitClass::Count | UnitClass::Person))?;
        // a plural is counted; a singular is somebody or something, and what has something is not it
        let word = reading.word(at);
        let owner = reading.tokens.get(at + 1).is_some_and(|t| t.glued && matches!(t.kind, TokenKind::Quote));
        (!owner && singular(word) != word.to_lowercase() && unit.id != "country").then(|| unit.id.clone())
    })
}

/// Shares and money are said again each time; people, doses and things are not. How often is not what.
fn shares(reading: &Reading<'_>, unit: &str) -> bool {
    let class = class(reading, unit);
    unit != "time" && matches!(class, None | Some(UnitClass::Count | UnitClass::Person | UnitClass::Measure))
}

fn measure(reading: &Reading<'_>, earlier: &Quantity) -> bool {
    earlier.unit.as_deref().and_then(|unit| class(reading, unit)) == Some(UnitClass::Measure)
}

/// "from 7.3 percent in January to 7.7", "6 percent, up from 5": the level before or after a level in percent.
fn percents(reading: &Reading<'_>, number: &Number, before: &[Quantity]) -> Option<String> {
    let start = number.tokens.start;
    let last = before.last().filter(|q| {
        q.unit.as_deref().and_then(|unit| class(reading, unit)) == Some(UnitClass::Percent)
            && reading.sentence(start).is_some_and(|s| s.span.contains(q.span))
    })?;
    let near = start.saturating_sub(reading.token_at(last.span.end())) < 12;
    let share = number.amount.point().is_some_and(|v| v.abs() <= rust_decimal::Decimal::ONE_HUNDRED);
    let first = reading.token_at(last.phrase.start());
    let other = match () {
        () if reading.is(start.wrapping_sub(1), "to") => reading.is(first.wrapping_sub(1), "from"),
        () if reading.is(start.wrapping_sub(1), "from") => reading.any(start.wrapping_sub(2), &["up", "down"]),
        () => false,
    };
    (near && share && other && opens(reading, number.tokens.end)).then(|| last.unit.clone()).flatten()
}

/// "from 3.2 to 6.1 percent", "from 10 to 12 patients", "10 or 100 litres": the second number says what the first counts.
fn begins_range(reading: &Reading<'_>, number: &Number) -> Option<String> {
    let end = number.tokens.end;
    let from = reading.is(number.tokens.start.wrapping_sub(1), "from") && reading.is(end, "to");
    if !from && !reading.is(end, "or") {
        return None;
    }
    let second = number_at(reading, end + 1)?;
    let typed = sign::percent(reading, second).or_else(|_| noun::behind(reading, second)).ok()?;
    let class = class(reading, &typed.unit);
    (!matches!(class, Some(UnitClass::Time | UnitClass::Money))).then_some(typed.unit)
}

/// "3 million people have died, including 572,000 in the US": what happened to the whole happened to its part.
pub(super) fn share_events(reading: &Reading<'_>, found: &mut [Quantity]) {
    for i in 1..found.len() {
        let (head, tail) = found.split_at_mut(i);
        let (Some(whole), Some(part)) = (head.last(), tail.first_mut()) else { continue };
        let gap = reading.token_at(whole.span.end())..reading.token_at(part.phrase.start());
        let including = gap.len() < 24
            && gap.clone().any(|t| reading.any(t, &["including", "among"]))
            && gap.clone().all(|t| !reading.any(t, &[".", "!", "?"]));
        if part.event.is_none() && whole.event.is_some() && part.unit == whole.unit && including {
            part.event.clone_from(&whole.event);
        }
    }
}
