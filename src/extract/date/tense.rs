//! Which way the verb of a date points. Looks no further than the clause and a fixed number of words.

use std::ops::Range;

use super::context::Context;
use crate::lexicon::{Direction, Sense, TimeWord};
use crate::text::Case;

/// How far a verb is looked for, in tokens.
const REACH: usize = 40;

/// The direction of the verb that a date belongs to; `None` where there is none near.
///
/// A date at the start of its clause belongs to the verb behind it ("On Friday, it will"), any other one to the verb
/// before it ("said Friday it will").
pub(super) fn tense(context: &Context<'_, '_>, date: Range<usize>) -> Option<Direction> {
    if context.before_is(date.start, &["until", "till", "starting", "beginning", "effective"]) {
        let late = date.start.checked_sub(2).is_some_and(|i| context.any(i, &["not", "up", "since"]));
        let over = late || opens_a_clause(context, date.start - 1);
        let past = || right(context, date.end) == Some(Direction::Past);
        return Some(if over && past() { Direction::Past } else { Direction::Future });
    }
    if context.before_is(date.start, &["since"]) {
        return Some(Direction::Past);
    }
    // "the vote is on Friday"
    let is = date.start.checked_sub(2).is_some_and(|i| context.any(i, &["is", "are"]));
    if is && context.before_is(date.start, &["in", "on"]) {
        return Some(Direction::Future);
    }
    let left = || left(context, date.start);
    let right = || right(context, date.end);
    // "the court Thursday refused": the verb right behind the date is its own
    if let Some(direction) = verb(context, date.end).filter(|_| governs(context, date.start)) {
        return Some(direction);
    }
    if opens_a_clause(context, date.start) { right().or_else(left) } else { left().or_else(right) }
}

/// The direction of the verb behind a possessive: "Friday's vote will".
pub(super) fn possessor_tense(context: &Context<'_, '_>, end: usize) -> Option<Direction> {
    let near = (end..end + 6).find(|i| context.word(*i) == "," || verb(context, *i).is_some())?;
    verb(context, near)
}

/// Whether nothing before a date has a claim on it: "for Saturday was cancelled", not "said Friday was".
fn governs(context: &Context<'_, '_>, start: usize) -> bool {
    start.checked_sub(1).is_none_or(|before| verb(context, before).is_none())
}

/// Whether an infinitive stands between a date and the verb before it: "agreed to buy the bank in January".
pub(super) fn infinitive(context: &Context<'_, '_>, start: usize) -> bool {
    let Some(sentence) = context.reading.sentence(start) else { return false };
    for at in (sentence.tokens.start.max(start.saturating_sub(REACH))..start).rev() {
        if verb(context, at).is_some() {
            return false;
        }
        let noun = context.any(at + 1, &["the", "a", "an", "its", "his", "her", "their", "this", "that"]);
        if context.is(at, "to") && context.case(at + 1) == Case::Lower && !noun && context.number(at + 1).is_none() {
            return true;
        }
    }
    false
}

fn opens_a_clause(context: &Context<'_, '_>, at: usize) -> bool {
    let first =
        if context.before_is(at, &["on", "in", "by", "early", "late", "last", "next", "this", "before", "after"]) {
            at - 1
        } else {
            at
        };
    matches!(context.before(first), "" | "," | "\"" | "“" | "—" | "–" | ":" | ";" | "But" | "And" | "(")
}

fn left(context: &Context<'_, '_>, start: usize) -> Option<Direction> {
    let sentence = context.reading.sentence(start)?.tokens.start;
    for at in (sentence.max(start.saturating_sub(REACH))..start).rev() {
        if matches!(context.word(at), "\"" | "“" | ";") {
            return None;
        }
        if let Some(direction) = verb(context, at) {
            return Some(direction);
        }
    }
    None
}

fn right(context: &Context<'_, '_>, end: usize) -> Option<Direction> {
    let sentence = context.reading.sentence(end.checked_sub(1)?)?.tokens.end;
    for at in end..sentence.min(end.saturating_add(REACH)) {
        if matches!(context.word(at), "\"" | "”" | ";") && at > end + 1 {
            return None;
        }
        if let Some(direction) = verb(context, at) {
            return Some(direction);
        }
    }
    None
}

/// The direction of the verb, or the phrase, that ends at a token.
fn verb(context: &Context<'_, '_>, at: usize) -> Option<Direction> {
    let reading = context.reading;
    let pick = |sense: Sense| if let Sense::Time(TimeWord::Tense(direction)) = sense { Some(direction) } else { None };
    // a name that is written like a verb is none
    let named = context.case(at).capital() && !context.before(at).is_empty();
    let known = reading.hit_before(at + 1, pick).map(|(_, direction)| direction).filter(|_| !named);
    match known {
        Some(Direction::Future) => known,
        Some(direction) => chain(context, at).or(Some(direction)),
        None => regular_past(context, at).then(|| chain(context, at).unwrap_or(Direction::Past)),
    }
}

/// A verb written like a regular past form. Words of other kinds with that ending are told by heart.
fn regular_past(context: &Context<'_, '_>, at: usize) -> bool {
    const OTHERS: &[&str] = &[
        "need",
        "speed",
        "indeed",
        "hundred",
        "exceed",
        "proceed",
        "succeed",
        "unprecedented",
        "sacred",
        "naked",
        "breed",
        "wicked",
    ];
    let word = context.word(at);
    word.len() > 3
        && word.ends_with("ed")
        && !word.starts_with("un")
        && context.case(at) == Case::Lower
        && !OTHERS.contains(&word)
}

/// What the auxiliaries before a participle say: "will be held", "is released", "have been closed".
fn chain(context: &Context<'_, '_>, at: usize) -> Option<Direction> {
    for step in 1..5 {
        let before = at.checked_sub(step)?;
        let word = context.word(before);
        if context.case(before).capital() && !context.before(before).is_empty() {
            return None; // the month of May is no verb
        }
        if context.any(
            before,
            &["will", "'ll", "’ll", "to", "would", "could", "should", "may", "might", "must", "shall", "can", "won't"],
        ) {
            return Some(Direction::Future);
        }
        if context.any(before, &["is", "are"]) {
            return Some(Direction::Future);
        }
        if !(context.any(before, &["be", "been", "being", "not", "also", "have", "get", "now"]) || word.ends_with("ly"))
        {
            return None;
        }
    }
    None
}
