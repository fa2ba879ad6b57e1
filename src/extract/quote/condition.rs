//! The condition under which an unnamed speaker speaks: "on condition of anonymity", "who asked not to be named".

use std::ops::Range;

use super::cues::{Cue, Ground};
use crate::extract::grammar::Tag;
use crate::model::Span;

/// The words of the condition, in the sentence of the cue or in the next, where that goes on about the speaker.
pub(super) fn condition(ground: Ground<'_, '_>, cue: &Cue<'_>) -> Option<Span> {
    let sentence = ground.sentence(cue.verb.start);
    let next = || {
        let next = ground.sentence(sentence.end);
        let back = matches!(ground.tag(next.start), Tag::Article | Tag::Determiner | Tag::Pronoun);
        let paragraph = ground.reading.tokens.get(next.start).is_some_and(|t| !t.starts_paragraph);
        (back && paragraph).then(|| within(ground, &next)).flatten()
    };
    within(ground, &sentence).or_else(next).map(|tokens| ground.reading.span(tokens))
}

fn within(ground: Ground<'_, '_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    sentence.clone().find_map(|at| {
        if !matches!(ground.tag(at), Tag::Lower | Tag::Adverb) {
            return None;
        }
        match ground.reading.word(at) {
            "anonymity" => Some(anonymity(ground, at, sentence.start)..at + 1),
            "anonymously" => Some(at - usize::from(at > sentence.start)..at + 1),
            "anonymous" => asks(ground, at, sentence.start),
            "named" | "identified" | "quoted" if ground.reading.is(at.wrapping_sub(1), "be") => {
                asks(ground, at, sentence.start)
            }
            "authorised" | "authorized" | "allowed" | "permitted" | "cleared" => silenced(ground, at, sentence),
            _ => None,
        }
    })
}

/// Where "on condition of anonymity", "requested anonymity" begins.
fn anonymity(ground: Ground<'_, '_>, at: usize, start: usize) -> usize {
    let mut first = at;
    while first > start
        && ground.reading.any(
            first - 1,
            &[
                "of",
                "condition",
                "conditions",
                "the",
                "on",
                "under",
                "for",
                "requested",
                "asked",
                "granted",
                "requesting",
                "asking",
                "sought",
            ],
        )
    {
        first -= 1;
    }
    first
}

/// "asked not to be named", "on the condition that he remain anonymous": the verb or the noun that asks for it.
fn asks(ground: Ground<'_, '_>, at: usize, start: usize) -> Option<Range<usize>> {
    /// As far as it stands before.
    const FAR: usize = 9;
    let asks = &[
        "asked",
        "asking",
        "declined",
        "declining",
        "refused",
        "refusing",
        "requested",
        "requesting",
        "wished",
        "wanted",
        "preferred",
        "insisted",
        "insisting",
        "condition",
    ];
    let verb = (start.max(at.saturating_sub(FAR))..at).rev().find(|i| ground.reading.any(*i, asks))?;
    let mut first = verb;
    if ground.reading.is(verb, "condition") {
        while first > start && ground.reading.any(first - 1, &["the", "on", "under"]) {
            first -= 1;
        }
    } else if first > start && ground.reading.is(first - 1, "who") {
        first -= 1;
    }
    Some(first..at + 1)
}

/// "who was not authorised to speak publicly": from the relative to the end of its clause.
fn silenced(ground: Ground<'_, '_>, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    /// As far as "not" stands before, and the clause goes on behind.
    const NEAR: usize = 4;
    const FAR: usize = 16;
    let from = sentence.start.max(at.saturating_sub(NEAR));
    let not = (from..at).any(|i| {
        ground.reading.any(i, &["not", "never"])
            || ground.reading.word(i).ends_with("n't")
            || ground.reading.word(i).ends_with("n’t")
    });
    let speaks =
        ground.reading.any(at + 2, &["speak", "talk", "discuss", "comment", "brief", "disclose", "release", "share"]);
    if !not || !speaks {
        return None;
    }
    let first = (from..at).find(|i| ground.reading.any(*i, &["who", "because"])).unwrap_or(from);
    let first = (first..at)
        .find(|i| matches!(ground.tag(*i), Tag::Question | Tag::Subordinator | Tag::Auxiliary | Tag::Pronoun))
        .unwrap_or(at);
    let ends = |i: &usize| {
        matches!(ground.tag(*i), Tag::Comma | Tag::Stop | Tag::Quote | Tag::Colon | Tag::Dash)
            || ends_before_saying(ground, *i)
    };
    let end = (at + 1..sentence.end.min(at + FAR)).find(ends).unwrap_or(sentence.end.min(at + FAR));
    Some(first..end)
}

fn ends_before_saying(ground: Ground<'_, '_>, at: usize) -> bool {
    ground.reading.any(at, &["said", "says", "told"])
}
