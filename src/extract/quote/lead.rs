//! What stands between a verb of saying and what is said, and before what a sentence says: hearers, days, occasions,
//! datelines.

use super::cues::Ground;
use crate::extract::grammar::Tag;
use crate::lexicon::{Construction, SayingEntry, Sense};

/// Where what is said can begin behind a verb, and whether a word there opens a clause.
pub(super) fn content_start(ground: Ground<'_, '_>, entry: &SayingEntry, from: usize, end: usize) -> (usize, bool) {
    let mut at = from;
    if entry.takes(Construction::Hearer) {
        at = hearer(ground, at, end);
    }
    at = adverbials(ground, at, end);
    if let Some(that) = that(ground, at, end) {
        // "said that was a lie": the word stands for a thing
        return if ground.tag(that + 1) == Tag::Auxiliary { (that, true) } else { (that + 1, true) };
    }
    let opens = ground.reading.any(at, &["whether", "if", "how", "why", "what", "who", "which", "where", "when"]);
    (at, opens && entry.takes(Construction::Question))
}

/// Steps over the one spoken to: "reporters", "the committee", "CNN".
fn hearer(ground: Ground<'_, '_>, from: usize, end: usize) -> usize {
    let mut at = from;
    let mut fresh = true;
    while at < end && at < from + 12 {
        match ground.tag(at) {
            Tag::Object if at == from => return at + 1,
            Tag::Article | Tag::Determiner if fresh => {}
            Tag::Capital | Tag::Figure | Tag::Possessive | Tag::Hyphen | Tag::Mark => fresh = false,
            Tag::Lower => fresh = false,
            Tag::Preposition if !fresh && ground.reading.any(at, &["of", "at", "from"]) => fresh = true,
            Tag::And if !fresh => fresh = true,
            _ => break,
        }
        at += 1;
    }
    if matches!(ground.tag(at), Tag::Auxiliary | Tag::Clitic) {
        // "told reporters the plan was dead" keeps its clause: the hearer ends before the article
        let article = (from + 1..at).rev().find(|i| matches!(ground.tag(*i), Tag::Article | Tag::Determiner));
        return article.unwrap_or(from + 1);
    }
    at
}

/// Behind a dateline, if the sentence opens with one: "BOSTON (AP) —", "LONDON, March 3 (Reuters) -".
pub(super) fn dateline(ground: Ground<'_, '_>, start: usize, end: usize) -> usize {
    /// A dateline is no longer.
    const FAR: usize = 12;
    let head = start..end.min(start + FAR);
    let plain = |upto: usize| {
        !(start..upto)
            .any(|i| matches!(ground.tag(i), Tag::Lower | Tag::Pronoun | Tag::Auxiliary | Tag::Article | Tag::Quote))
    };
    if let Some(dash) = head.clone().find(|i| ground.tag(*i) == Tag::Dash).filter(|dash| plain(*dash)) {
        // "BOSTON --Two people …"
        return dash + 1 + usize::from(matches!(ground.tag(dash + 1), Tag::Hyphen | Tag::Dash));
    }
    let outlet = |sense| matches!(sense, Sense::Body(_)).then_some(());
    let close = head.clone().find(|i| ground.tag(*i) == Tag::Close).filter(|close| plain(*close));
    let open = close.and_then(|close| (start..close).rev().find(|i| ground.tag(*i) == Tag::Open));
    match (open, close) {
        (Some(open), Some(close)) if ground.reading.hit(open + 1, outlet).is_some_and(|(hit, ())| hit.end == close) => {
            close + 1
        }
        _ => start,
    }
}

/// Steps over time, place and manner: "on Friday", "in a statement", "via Twitter", "last week".
fn adverbials(ground: Ground<'_, '_>, from: usize, end: usize) -> usize {
    let reading = ground.reading;
    let mut at = from;
    for _ in 0..6 {
        let next = match ground.tag(at) {
            Tag::Adverb if manner(reading.word(at)) => at + 1,
            Tag::Weekday => at + 1 + usize::from(reading.any(at + 1, &["morning", "afternoon", "evening", "night"])),
            Tag::Preposition => prepositional(ground, at, end),
            Tag::Capital if month(reading.word(at)) => {
                let mut next = at + 1 + usize::from(reading.is(at + 1, "."));
                next += usize::from(ground.tag(next) == Tag::Figure);
                if ground.tag(next) == Tag::Comma && ground.tag(next + 1) == Tag::Figure { next + 2 } else { next }
            }
            Tag::Lower | Tag::Determiner
                if reading.any(at, &["last", "this", "next", "earlier"])
                    && (period(reading.word(at + 1)) || ground.tag(at + 1) == Tag::Weekday) =>
            {
                at + 2
            }
            _ => at,
        };
        if next == at || next > end {
            break;
        }
        at = next;
    }
    at
}

/// Whether an adverb tells when or how something was said; "there", "only", "now" open what was said.
fn manner(word: &str) -> bool {
    word.ends_with("ly") && word != "only"
        || matches!(
            word,
            "later"
                | "earlier"
                | "today"
                | "yesterday"
                | "tonight"
                | "afterward"
                | "afterwards"
                | "again"
                | "ago"
                | "then"
                | "further"
        )
}

fn month(word: &str) -> bool {
    ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec"]
        .iter()
        .any(|m| word.starts_with(m))
        && word.len() <= 9
}

fn period(word: &str) -> bool {
    matches!(
        word,
        "week"
            | "month"
            | "year"
            | "night"
            | "weekend"
            | "summer"
            | "spring"
            | "fall"
            | "autumn"
            | "winter"
            | "morning"
            | "evening"
            | "afternoon"
            | "time"
    )
}

/// Steps over a preposition with a day, a medium or an occasion; stays where it belongs to what is said.
fn prepositional(ground: Ground<'_, '_>, at: usize, end: usize) -> usize {
    let reading = ground.reading;
    match ground.tag(at + 1) {
        Tag::Weekday => {
            return at + 2 + usize::from(reading.any(at + 2, &["morning", "afternoon", "evening", "night"]));
        }
        Tag::Figure => return at + 2,
        Tag::Capital if month(reading.word(at + 1)) => return at + 1,
        _ => {}
    }
    let mut stop = at + 1;
    let mut occasion = false;
    let mut fresh = true;
    while stop < end && stop < at + 14 {
        match ground.tag(stop) {
            Tag::Article | Tag::Determiner if fresh => {}
            Tag::Capital | Tag::Figure | Tag::Possessive | Tag::Hyphen | Tag::Weekday | Tag::Mark => fresh = false,
            Tag::Lower => fresh = false,
            Tag::Preposition if reading.any(stop, &["of", "with", "for", "to", "by"]) => fresh = true,
            _ => break,
        }
        occasion |= OCCASIONS.contains(&reading.word(stop))
            || reading.hits.at(stop).iter().any(|hit| matches!(hit.sense, Sense::Body(_)));
        stop += 1;
    }
    let ends = matches!(
        ground.tag(stop),
        Tag::That
            | Tag::Comma
            | Tag::Quote
            | Tag::Stop
            | Tag::Colon
            | Tag::Preposition
            | Tag::Pronoun
            | Tag::Article
            | Tag::Determiner
            | Tag::Adverb
            | Tag::Dash
    ) || stop == end;
    if occasion && ends { stop } else { at }
}

/// Where and how things are said.
const OCCASIONS: &[&str] = &[
    "statement",
    "interview",
    "interviews",
    "speech",
    "email",
    "e-mail",
    "post",
    "tweet",
    "tweets",
    "letter",
    "conference",
    "briefing",
    "call",
    "rally",
    "event",
    "hearing",
    "report",
    "remarks",
    "release",
    "appearance",
    "debate",
    "video",
    "memo",
    "column",
    "op-ed",
    "article",
    "message",
    "testimony",
    "meeting",
    "filing",
    "note",
    "blog",
    "address",
    "segment",
    "broadcast",
    "editorial",
    "book",
    "podcast",
    "essay",
    "documents",
    "audience",
    "crowd",
    "telephone",
    "phone",
    "reporters",
    "panel",
    "advisory",
    "response",
    "summit",
    "visit",
    "ceremony",
    "dinner",
    "forum",
    "newspaper",
    "magazine",
    "television",
    "radio",
];

/// Finds the "that" of a clause behind what may still stand before it.
fn that(ground: Ground<'_, '_>, at: usize, end: usize) -> Option<usize> {
    /// As far as "that" stands from its verb.
    const NEAR: usize = 14;
    if ground.tag(at) == Tag::That {
        return Some(at);
    }
    // "said, however, that"
    let mut from = at;
    if ground.tag(at) == Tag::Comma {
        let comma = (at + 1..end.min(at + NEAR)).find(|i| ground.tag(*i) == Tag::Comma)?;
        return (ground.tag(comma + 1) == Tag::That).then_some(comma + 1);
    }
    while from < end.min(at + NEAR) {
        match ground.tag(from) {
            Tag::That => {
                return matches!(ground.tag(at), Tag::Preposition | Tag::Adverb | Tag::To | Tag::Object)
                    .then_some(from);
            }
            Tag::Comma | Tag::Quote | Tag::Auxiliary | Tag::Pronoun | Tag::Colon | Tag::Stop | Tag::Clitic => {
                return None;
            }
            _ => from += 1,
        }
    }
    None
}
