//! Indirect speech: the clause behind, before or around a cue.

use std::ops::Range;

use super::cues::{Cue, Ground, Side};
use super::marks::Marked;
use super::{Part, phrase};
use crate::extract::grammar::Tag;
use crate::lexicon::Construction;
use crate::model::Form;

/// The clause stands behind: "X said that …".
pub(super) const BEHIND: &str = "quote/clause-behind";
/// The clause stands before: "…, X said".
pub(super) const BEFORE: &str = "quote/clause-before";
/// The cue stands in the middle: "The plan, X said, is …".
pub(super) const AROUND: &str = "quote/clause-around";

/// The clauses of all cues that frame no direct speech. `spoken` tells where a cue's direct speech ends, in bytes.
pub(super) fn clauses(
    ground: Ground<'_, '_>,
    marked: &[Marked],
    cues: &[Cue<'_>],
    spoken: &[Option<usize>],
) -> Vec<Part> {
    let mut parts = Vec::new();
    for (index, cue) in cues.iter().enumerate() {
        let speech = spoken.get(index).copied().flatten();
        let mut add = |tokens: Range<usize>, rule| {
            let tokens = trim(ground, tokens);
            // one word is no clause
            if tokens.len() > 1 {
                let span = ground.reading.span(tokens);
                parts.push(Part { span, form: Form::Indirect, cue: Some(index), saying: index, rule });
            }
        };
        if speech.is_some() {
            if let Some(tokens) = mixed(ground, marked, cues, index) {
                add(tokens, BEHIND);
            }
            continue;
        }
        let sentence = around_cue(ground, cue);
        let before = before(ground, cues, index, &sentence);
        let around = before.as_ref().and_then(|_| around(ground, cues, index, &sentence));
        match (before, around) {
            (Some(first), Some(second)) => {
                add(first, AROUND);
                add(second, AROUND);
            }
            (Some(tokens), None) => add(tokens, BEFORE),
            (None, _) => {
                if let Some(tokens) = behind(ground, marked, cues, index, &sentence) {
                    add(tokens, BEHIND);
                }
            }
        }
    }
    parts
}

/// The furthest from its cue that a clause stretches, in tokens: longer sentences are lists and broken text.
pub(super) const LONGEST: usize = 500;

/// The sentence of a cue, or what of it stands near.
fn around_cue(ground: Ground<'_, '_>, cue: &Cue<'_>) -> Range<usize> {
    let sentence = ground.sentence(cue.verb.start);
    sentence.start.max(cue.verb.start.saturating_sub(LONGEST))..sentence.end.min(cue.verb.end + LONGEST)
}

/// Leaves out marks at both ends, and a pair of quotation marks never by half.
fn trim(ground: Ground<'_, '_>, tokens: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = tokens;
    while start < end && matches!(ground.tag(start), Tag::Comma | Tag::Colon | Tag::Dash | Tag::Stop) {
        start += 1;
    }
    while start < end && matches!(ground.tag(end - 1), Tag::Comma | Tag::Colon | Tag::Dash | Tag::Stop) {
        end -= 1;
    }
    start..end
}

/// Content before the cue: "…, X said."
fn before(ground: Ground<'_, '_>, cues: &[Cue<'_>], index: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let cue = cues.get(index)?;
    if !cue.entry.takes(Construction::Behind) || cue.side == Side::Shared || cue.opened {
        return None;
    }
    let extent = cue.extent();
    let first = extent.start;
    if first <= sentence.start + 1 {
        return None;
    }
    let preposition = cue.entry.takes(Construction::Preposition);
    let set_off = matches!(ground.tag(first - 1), Tag::Comma | Tag::Dash | Tag::Quote);
    if !(set_off || preposition) {
        return None;
    }
    // nothing may be said behind it
    let closed = matches!(
        ground.tag(cue.after),
        Tag::Stop
            | Tag::Comma
            | Tag::Close
            | Tag::Dash
            | Tag::Colon
            | Tag::And
            | Tag::But
            | Tag::Subordinator
            | Tag::Quote
            | Tag::Preposition
            | Tag::To
            | Tag::Question
            | Tag::Adverb
            | Tag::Open
    ) || cue.after >= sentence.end;
    if !closed && !preposition && cue.side != Side::Behind {
        return None;
    }
    // a subject's own apposition or an introduction is no content: "In Boston, the mayor said …"
    let end = first - usize::from(set_off && ground.tag(first - 1) != Tag::Quote);
    let floor = floor(ground, cues, index, sentence.start);
    let tokens = floor..end;
    let verb = tokens.clone().any(|i| phrase::finite(ground, i));
    let long = tokens.len() > 5;
    (verb && tokens.len() > 2
        || long && preposition
        || long && closed && (cue.after >= sentence.end || matches!(ground.tag(cue.after), Tag::Stop)))
    .then_some(tokens)
}

/// Where content before a cue begins: the sentence, or behind what another cue has said.
fn floor(ground: Ground<'_, '_>, cues: &[Cue<'_>], index: usize, start: usize) -> usize {
    let _ = (cues, index);
    let mut first = start;
    while matches!(ground.tag(first), Tag::Quote) {
        first += 1;
    }
    start.max(first.min(start + usize::from(ground.tag(start) == Tag::Stop)))
}

/// The rest of the sentence behind a cue that interrupts it: "The plan, X said, is …".
fn around(ground: Ground<'_, '_>, cues: &[Cue<'_>], index: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let cue = cues.get(index)?;
    let comma = cue.after;
    if ground.tag(comma) != Tag::Comma || comma + 3 > sentence.end {
        return None;
    }
    let next = comma + 1;
    // ", adding that …", ", the AP reported", ", but …" are no rest of it
    let end = end_of(ground, cues, index, next, sentence.end);
    let starts = matches!(
        ground.tag(next),
        Tag::Auxiliary
            | Tag::Lower
            | Tag::Preposition
            | Tag::That
            | Tag::To
            | Tag::And
            | Tag::Adverb
            | Tag::Article
            | Tag::Determiner
            | Tag::Pronoun
    );
    let gerund = ground.reading.word(next).ends_with("ing");
    let other = cues.get(index + 1).is_some_and(|c| c.extent().start <= next + 1);
    (starts && !gerund && !other && end > next + 1 && phrase::finite(ground, next)).then_some(next..end)
}

/// Content behind the cue.
fn behind(
    ground: Ground<'_, '_>,
    _marked: &[Marked],
    cues: &[Cue<'_>],
    index: usize,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let cue = cues.get(index)?;
    if cue.entry.takes(Construction::Preposition) {
        // "According to X, …"
        let comma = cue.after;
        if cue.group > sentence.start + 1 || ground.tag(comma) != Tag::Comma {
            return None;
        }
        return Some(comma + 1..end_of(ground, cues, index, comma + 1, sentence.end));
    }
    let mut first = cue.after;
    if ground.tag(first) == Tag::Colon {
        first += 1;
    }
    if first >= sentence.end {
        return None;
    }
    let tag = ground.tag(first);
    let infinitive = tag == Tag::To;
    let fits = cue.opened
        || match tag {
            Tag::To => cue.entry.takes(Construction::Infinitive),
            Tag::Stop | Tag::Comma | Tag::Close | Tag::Dash | Tag::Colon => false,
            Tag::But | Tag::Subordinator if !cue.entry.takes(Construction::Bare) => false,
            _ if cue.entry.takes(Construction::Object) => true,
            _ => cue.entry.takes(Construction::Bare),
        };
    if !fits {
        return None;
    }
    let end = end_of(ground, cues, index, first, sentence.end);
    let tokens = first..end.max(first);
    let clause = cue.opened
        || infinitive
        || cue.entry.takes(Construction::Object)
        || tokens.clone().any(|i| phrase::finite(ground, i));
    (clause && tokens.len() > 1).then_some(tokens)
}

/// The indirect rest of a saying whose clause a quote opens: `said that "…" when …`.
fn mixed(ground: Ground<'_, '_>, marked: &[Marked], cues: &[Cue<'_>], index: usize) -> Option<Range<usize>> {
    let cue = cues.get(index)?;
    let at = marked.partition_point(|q| q.open < cue.after);
    let quote = marked.get(at).filter(|q| q.open == cue.after)?;
    let sentence = ground.sentence(quote.end.saturating_sub(1));
    let end = end_of(ground, cues, index, quote.end, sentence.end.min(quote.end + LONGEST));
    let rest = trim(ground, quote.end..end.max(quote.end));
    let ended = matches!(ground.tag(quote.tokens.end.saturating_sub(1)), Tag::Stop | Tag::Comma)
        || ground.tag(quote.end) == Tag::Stop;
    (!ended && rest.len() > 1).then_some(quote.open..rest.end)
}

/// Where a clause that begins at `first` ends: with its sentence, or before what another cue takes, before a
/// coordinated verb of saying, and before a clause that is the reporter's.
fn end_of(ground: Ground<'_, '_>, cues: &[Cue<'_>], index: usize, first: usize, end: usize) -> usize {
    let mut stop = end;
    for cue in cues.get(index + 1..).unwrap_or(&[]).iter().take(6) {
        if cue.verb.start >= stop {
            break;
        }
        let extent = cue.extent();
        let at = extent.start;
        if at <= first {
            continue;
        }
        let mark = ground.tag(at - 1);
        let closes =
            !cue.opened && (matches!(ground.tag(cue.after), Tag::Stop) || cue.after >= end) && cue.side != Side::Shared;
        let shared = cue.side == Side::Shared && matches!(mark, Tag::Comma | Tag::And | Tag::But);
        let preposition = cue.entry.takes(Construction::Preposition);
        if (mark == Tag::Comma && closes)
            || shared
            || preposition
            || (matches!(mark, Tag::And | Tag::But) && cue.entry.takes(Construction::Bare) && cue.side == Side::Before)
        {
            stop = at - usize::from(!preposition || mark == Tag::Comma);
        }
    }
    let mut depth = 0_u32;
    for at in first + 2..stop {
        match ground.tag(at) {
            Tag::Open => depth += 1,
            Tag::Close => depth = depth.saturating_sub(1),
            Tag::Comma if depth == 0 && reporters(ground, at + 1) => {
                stop = at;
                break;
            }
            Tag::Colon if depth == 0 && ground.reading.is(at, ";") => {
                stop = at;
                break;
            }
            _ => {}
        }
    }
    // a coordination is left out with its comma
    while stop > first && matches!(ground.tag(stop - 1), Tag::And | Tag::But) {
        stop -= 1;
    }
    stop
}

/// Whether the words behind a comma are the reporter's again: ", but she had …", ", after accusing …".
fn reporters(ground: Ground<'_, '_>, at: usize) -> bool {
    match ground.tag(at) {
        Tag::But => {
            matches!(ground.tag(at + 1), Tag::Pronoun | Tag::Capital | Tag::Auxiliary | Tag::Adverb | Tag::Article)
        }
        Tag::Subordinator => ground.reading.any(at, &["after", "although", "though", "while"]),
        Tag::Preposition => ground.reading.any(at, &["despite"]),
        Tag::Lower => matches!(ground.reading.word(at), "according" | "referring" | "citing" | "speaking" | "pointing"),
        _ => false,
    }
}
