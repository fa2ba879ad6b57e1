//! Units that are not said again: "2.5 million doses in Mexico and 1.5 million in Canada", "2.5 million of those".

use super::{Typed, class, large, phrase, unit_at};
use crate::extract::Reading;
use crate::lexicon::{UnitClass, singular};
use crate::model::Quantity;
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
    let last = before.iter().rev().take(4).find(|q| q.unit.as_deref().is_some_and(|unit| shares(class(reading, unit))));
    let same = last.filter(|q| sentence.span.contains(q.span));

    let of = reading.is(end, "of") && reading.any(end + 1, &["those", "them", "these", "which", "whom", "the"]);
    let others = reading.any(end, &["others", "more", "additional"]) && !reading.is(end + 1, "than");
    if of || others && reading.any(end, &["others"]) || others && phrase::ends_phrase(reading, end + 1) {
        // the sentence before, at most: further back "those" are others
        let near = last.filter(|q| sentence.span.start().saturating_sub(q.span.end()) < 400);
        if let Some(unit) = near.and_then(|q| q.unit.clone()) {
            return Some((REFERRED, typed(unit)));
        }
    }
    let open = opens(reading, end);
    let weighty = large(number) || number.shape == Shape::Vague;
    if let Some(unit) = same.filter(|q| open && (weighty || parallel(reading, q, number))).and_then(|q| q.unit.clone())
    {
        return Some((SHARED, typed(unit)));
    }
    if !(open && weighty) {
        return None;
    }
    mentioned(reading, number, sentence.tokens.start).map(|unit| (MENTIONED, typed(unit)))
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
        // a plural is counted; a singular is somebody or something
        let word = reading.word(at);
        (singular(word) != word.to_lowercase() && unit.id != "country").then(|| unit.id.clone())
    })
}

/// Shares and money are said again each time; people, doses and things are not.
fn shares(class: Option<UnitClass>) -> bool {
    matches!(class, None | Some(UnitClass::Count | UnitClass::Person | UnitClass::Measure))
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
