//! Noun phrases beside a verb of saying, and the clause behind it.

use std::ops::Range;

use super::cues::Ground;
use crate::extract::grammar::Tag;
use crate::lexicon::{Construction, SayingEntry, Sense};

/// The furthest that a subject with its appositions stretches.
const FAR: usize = 45;

/// The subject that ends before token `end`: "the head of the agency", "Ana Ruiz, the minister,".
pub(super) fn before(ground: Ground<'_, '_>, end: usize, start: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|last| *last >= start)?;
    match ground.tag(last) {
        Tag::Pronoun => Some(last..end),
        Tag::Question => ground.reading.any(last, &["who", "which"]).then_some(last..end),
        Tag::Comma | Tag::Dash => set_off(ground, last, start),
        Tag::Close => {
            // the floor stays where it is over any number of brackets
            let floor = start.max(last.saturating_sub(FAR));
            let open = (floor..last).rev().find(|i| ground.tag(*i) == Tag::Open)?;
            before(ground, open, floor).map(|subject| subject.start..end)
        }
        Tag::Determiner => Some(last..end),
        _ => simple(ground, end, start),
    }
}

/// A subject with an apposition or a relative clause between commas or dashes behind it.
fn set_off(ground: Ground<'_, '_>, last: usize, start: usize) -> Option<Range<usize>> {
    let mark = ground.tag(last);
    let floor = start.max(last.saturating_sub(FAR));
    let mut nearest = None;
    for at in (floor..last).rev() {
        if matches!(ground.tag(at), Tag::Quote | Tag::Stop) {
            break;
        }
        if ground.tag(at) != mark || at == floor {
            continue;
        }
        let Some(subject) = simple(ground, at, start) else { continue };
        let named = ground.people.all_within(subject.start, at).last().is_some_and(|m| m.1 == at);
        if named {
            return Some(subject.start..last);
        }
        // "…, the minister, said": with no name in sight the words before the nearest comma are the subject
        nearest = nearest.or(Some(subject.start..last));
    }
    nearest
}

/// A noun phrase without appositions that ends before token `end`.
fn simple(ground: Ground<'_, '_>, end: usize, start: usize) -> Option<Range<usize>> {
    let floor = start.max(end.saturating_sub(FAR));
    let mut first = end;
    // a name ends the phrase: what stands before its title belongs to it only over a preposition
    let named = ground.people.all_within(floor, end).last().filter(|m| m.1 == end);
    if let Some((name, ..)) = named {
        first = *name;
        while first > floor && title_part(ground, first - 1) {
            first -= 1;
        }
        if first > floor && matches!(ground.tag(first - 1), Tag::Article | Tag::Determiner) {
            first -= 1;
        }
        if !joins(ground, first, floor) {
            return Some(first..end);
        }
        first -= 1;
    }
    while first > floor {
        match ground.tag(first - 1) {
            Tag::Capital | Tag::Figure | Tag::Hyphen | Tag::Possessive | Tag::Mark => first -= 1,
            Tag::Close => first = (floor..first - 1).rev().find(|i| ground.tag(*i) == Tag::Open)?,
            Tag::Lower if !verbal(ground, first - 1) => first -= 1,
            Tag::Article | Tag::Determiner => {
                first -= 1;
                if !joins(ground, first, floor) {
                    break;
                }
                first -= 1;
            }
            Tag::Preposition if first < end && joins(ground, first, floor) => first -= 1,
            Tag::And
                if first < end
                    && ground.tag(first) == Tag::Capital
                    && first - 1 > floor
                    && ground.tag(first - 2) == Tag::Capital =>
            {
                first -= 1
            }
            _ => break,
        }
    }
    while first < end && matches!(ground.tag(first), Tag::Hyphen | Tag::Possessive | Tag::Preposition | Tag::And) {
        first += 1;
    }
    (first < end).then_some(first..end)
}

/// Whether the word before `first` is a preposition that hangs the phrase onto a noun before it.
fn joins(ground: Ground<'_, '_>, first: usize, floor: usize) -> bool {
    first > floor + 1
        && ground.tag(first - 1) == Tag::Preposition
        && ground.reading.any(first - 1, &["of", "for", "from", "at", "with", "in", "by", "on"])
        && matches!(ground.tag(first - 2), Tag::Lower | Tag::Capital | Tag::Close)
        && !verbal(ground, first - 2)
}

fn title_part(ground: Ground<'_, '_>, at: usize) -> bool {
    match ground.tag(at) {
        Tag::Capital => true,
        Tag::Lower => {
            ground.reading.hits.at(at).iter().any(|h| matches!(h.sense, Sense::Title(_) | Sense::BodyHead(_)))
        }
        Tag::Possessive | Tag::Hyphen => true,
        _ => false,
    }
}

/// How far a phrase behind its verb may go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Behind "said": place and time no longer belong to it.
    Short,
    /// Behind "according to": everything up to the next comma does.
    Long,
}

/// The noun phrase that begins at token `first`.
pub(super) fn behind(ground: Ground<'_, '_>, first: usize, reach: Reach) -> Option<Range<usize>> {
    let sentence = ground.sentence(first.saturating_sub(1));
    let limit = sentence.end.min(first + FAR);
    let mut end = first;
    let mut fresh = true; // an article may only open a phrase
    while end < limit {
        match ground.tag(end) {
            Tag::Article | Tag::Determiner if fresh => {}
            Tag::Pronoun if end == first => return Some(end..end + 1),
            Tag::Object if end == first && reach == Reach::Long => return Some(end..end + 1),
            Tag::Capital | Tag::Figure | Tag::Possessive | Tag::Hyphen | Tag::Mark => fresh = false,
            Tag::Lower if end > first && verbal(ground, end) && reach == Reach::Short => break,
            Tag::Lower => fresh = false,
            Tag::Close => {}
            Tag::Open => {
                let Some(close) = (end..limit).find(|i| ground.tag(*i) == Tag::Close) else { break };
                if reach == Reach::Short && ground.tag(close + 1) != Tag::Comma && close + 1 < limit {
                    break;
                }
                end = close;
            }
            Tag::Preposition if !fresh && continues(ground, end, reach) => fresh = true,
            Tag::And if !fresh && reach == Reach::Long => fresh = true,
            Tag::And if !fresh && ground.tag(end + 1) == Tag::Capital => fresh = true,
            _ => break,
        }
        end += 1;
    }
    while end > first
        && matches!(ground.tag(end - 1), Tag::Preposition | Tag::And | Tag::Mark | Tag::Article | Tag::Hyphen)
    {
        end -= 1;
    }
    let noun = (first..end).any(|i| matches!(ground.tag(i), Tag::Capital | Tag::Lower | Tag::Determiner));
    noun.then_some(first..end)
}

fn continues(ground: Ground<'_, '_>, at: usize, reach: Reach) -> bool {
    reach == Reach::Long || ground.reading.any(at, &["of", "for", "from", "at", "with"])
}

/// Whether a word in small letters is more likely a verb than a noun.
fn verbal(ground: Ground<'_, '_>, at: usize) -> bool {
    ground.reading.hits.at(at).iter().any(|hit| match hit.sense {
        Sense::Saying(_, form) | Sense::Action(_, form) => form.past(),
        _ => false,
    })
}

/// Whether a finite verb stands at a token, as far as its form tells.
pub(super) fn finite(ground: Ground<'_, '_>, at: usize) -> bool {
    match ground.tag(at) {
        Tag::Auxiliary | Tag::Clitic => true,
        Tag::Lower => {
            let word = ground.reading.word(at);
            (word.len() > 4 && word.ends_with("ed")) || verbal(ground, at)
        }
        _ => false,
    }
}

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

/// Steps over time, place and manner: "on Friday", "in a statement", "via Twitter", "last week".
fn adverbials(ground: Ground<'_, '_>, from: usize, end: usize) -> usize {
    let reading = ground.reading;
    let mut at = from;
    for _ in 0..6 {
        let next = match ground.tag(at) {
            Tag::Adverb => at + 1,
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
