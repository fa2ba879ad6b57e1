//! Which way the verb of a date points. Looks no further than the clause and a fixed number of words.

use std::ops::Range;

use super::context::Context;
use crate::lexicon::{Direction, Sense, TimeWord};
use crate::text::Case;

/// Verbs whose infinitive is as much a fact as they are.
const DONE: &[&str] =
    &["managed", "failed", "began", "started", "continued", "tried", "helped", "forced", "refused", "used", "rushed"];

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
    if context.before_is(date.start, &["through"]) {
        return left(context, date.start).or(Some(Direction::Future));
    }
    let left = || left(context, date.start);
    let right = || right(context, date.end);
    // "the court Thursday refused": the verb right behind the date is its own
    if let Some(direction) = verb(context, date.end).filter(|_| governs(context, date.start)) {
        return Some(direction);
    }
    if opens_a_clause(context, date.start) {
        right().or_else(left)
    } else {
        left().or_else(|| copula(context, date.start)).or_else(right)
    }
}

/// Whether a verb right before a date says what happened on it: "was raised on May 1", "died May 1".
pub(super) fn happened(context: &Context<'_, '_>, start: usize) -> bool {
    let on = usize::from(context.before_is(start, &["on"])) + 1;
    let before = start.checked_sub(on);
    before.is_some_and(|at| !context.is(at, "set") && verb(context, at) == Some(Direction::Past))
}

/// The direction of the verb that a possessive belongs to: "Friday's vote will", "will speak at Friday's rally".
pub(super) fn possessor_tense(context: &Context<'_, '_>, date: Range<usize>) -> Option<Direction> {
    let near = (date.end..date.end + 6).find(|i| context.word(*i) == "," || verb(context, *i).is_some());
    let behind = || near.and_then(|i| verb(context, i));
    let object = context.before_is(date.start, &["at", "in", "during", "before", "for", "by", "until"])
        && !opens_a_clause(context, date.start);
    let before = if object { left(context, date.start) } else { None };
    before.or_else(behind)
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
    let mut quoted = false;
    for at in (sentence.max(start.saturating_sub(REACH))..start).rev() {
        match context.word(at) {
            ";" => return None,
            // a quotation that is closed before the date hides its words: "said on “This Week” on Sunday"
            "”" => quoted = true,
            "\"" if !quoted && context.glued(at) && !context.glued(at + 1) => quoted = true,
            "“" | "\"" if quoted => quoted = false,
            "“" | "\"" => return None,
            _ if quoted => {}
            _ => {
                if let Some(direction) = verb(context, at) {
                    return Some(direction);
                }
            }
        }
    }
    None
}

/// What is on a day lies ahead: "the vote is in Lyon on Friday", "they are meeting Friday". What stands in a phrase
/// between may be over: "they are looking into the crash on Friday".
fn copula(context: &Context<'_, '_>, start: usize) -> Option<Direction> {
    const PHRASE: &[&str] =
        &["a", "an", "the", "its", "his", "her", "their", "of", "from", "by", "and", "after", "'s", "’s"];
    let sentence = context.reading.sentence(start)?.tokens.start;
    let last = start.checked_sub(1)?;
    let from = sentence.max(start.saturating_sub(REACH));
    let at = (from..=last).rev().find(|at| context.any(*at, &["is", "are"]) || context.any(*at, PHRASE))?;
    context.any(at, &["is", "are"]).then_some(Direction::Future)
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
    let before = |n: usize| at.checked_sub(n).map_or("", |i| context.word(i));
    match known {
        // "had been due to", "had been scheduled for"
        Some(Direction::Future) if before(1) == "been" && before(2) == "had" => Some(Direction::Past),
        Some(Direction::Future) if before(2) == "been" && before(3) == "had" => Some(Direction::Past),
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
    // "on Monday, followed by one on Tuesday"
    let list = word == "followed" && context.is(at + 1, "by") && context.before(at) == ",";
    !list
        && word.len() > 3
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
        // "managed to split" is over
        if context.is(before, "to") && before.checked_sub(1).is_some_and(|i| context.any(i, DONE)) {
            return Some(Direction::Past);
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
        if !(context.any(before, &["be", "been", "not", "also", "have", "get", "now"]) || word.ends_with("ly")) {
            return None;
        }
    }
    None
}
