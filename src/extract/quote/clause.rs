//! Indirect speech: the clause behind, before or around a cue.

use std::ops::Range;

use super::cues::{Cue, Ground, Side};
use super::marks::Marked;
use super::{Part, lead, phrase};
use crate::extract::grammar::Tag;
use crate::lexicon::Construction;
use crate::model::Form;

/// The clause stands behind: "X said that …".
pub(super) const BEHIND: &str = "quote/clause-behind";
/// The clause stands before: "…, X said".
pub(super) const BEFORE: &str = "quote/clause-before";
/// The cue stands in the middle: "The plan, X said, is …".
pub(super) const AROUND: &str = "quote/clause-around";

/// The clauses of all cues that frame no direct speech. `spoken` tells which frame some.
pub(super) fn clauses(ground: Ground<'_, '_>, marked: &[Marked], cues: &[Cue<'_>], spoken: &[bool]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (index, cue) in cues.iter().enumerate() {
        let mut add = |tokens: Range<usize>, rule| {
            let tokens = trim(ground, tokens);
            // one word is no clause
            if tokens.len() > 1 {
                let span = ground.reading.span(tokens);
                parts.push(Part { span, form: Form::Indirect, cue: Some(index), saying: Some(index), rule });
            }
        };
        if spoken.get(index).is_some_and(|spoken| *spoken) {
            if let Some(tokens) = mixed(ground, marked, cues, index) {
                add(tokens, BEHIND);
            }
            continue;
        }
        let sentence = ground.sentence(cue.verb.start);
        if let Some((first, second)) = around(ground, cues, index, &sentence) {
            add(first, AROUND);
            add(second, AROUND);
        } else if let Some(tokens) = before(ground, cue, &sentence) {
            add(tokens, BEFORE);
        } else if let Some(tokens) = behind(ground, cues, index, &sentence) {
            add(tokens, BEHIND);
        }
    }
    parts
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

/// Where the sentence before a cue ends, if a mark sets the cue off: "… , X said", "…, as X said", "…! X said".
fn set_off(ground: Ground<'_, '_>, cue: &Cue<'_>, start: usize) -> Option<usize> {
    let first = cue.start();
    if first <= start + 1 {
        return None;
    }
    match ground.tag(first - 1) {
        Tag::Comma | Tag::Dash => Some(first - 1),
        Tag::Quote => Some(first),
        Tag::Stop => Some(first - 1),
        Tag::Subordinator if ground.reading.is(first - 1, "as") && ground.tag(first - 2) == Tag::Comma => {
            Some(first - 2)
        }
        _ if cue.entry.takes(Construction::Preposition) => Some(first),
        _ => None,
    }
}

/// Content before the cue: "…, X said."
fn before(ground: Ground<'_, '_>, cue: &Cue<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    if !cue.entry.takes(Construction::Behind) || cue.side == Side::Shared || cue.opened {
        return None;
    }
    let end = set_off(ground, cue, sentence.start)?;
    // nothing may be said behind it
    let ends = cue.after >= sentence.end || ground.tag(cue.after) == Tag::Stop;
    let closed = ends
        || !matches!(
            ground.tag(cue.after),
            Tag::Article
                | Tag::Determiner
                | Tag::Pronoun
                | Tag::Object
                | Tag::Capital
                | Tag::Lower
                | Tag::Figure
                | Tag::That
        );
    let preposition = cue.entry.takes(Construction::Preposition);
    if !closed && !preposition && cue.side != Side::Behind {
        return None;
    }
    // an introduction is no content: "In Boston, the mayor said …"
    let tokens = lead::dateline(ground, sentence.start, end)..end;
    let introduces = matches!(ground.tag(tokens.start), Tag::Preposition | Tag::Subordinator | Tag::Adverb);
    let verb = tokens.len() > 2
        && (ground.tag(tokens.start) == Tag::Pronoun || tokens.clone().any(|i| phrase::finite(ground, i)));
    let long = tokens.len() > 5 && (preposition || ends || !introduces)
        || tokens.len() > 3 && preposition && closed && !introduces && ground.tag(end) == Tag::Comma;
    let exclaims = ground.tag(end) == Tag::Stop;
    (exclaims || verb || long).then_some(tokens)
}

/// Both sides of a cue that interrupts a sentence: "The plan, X said, is …", "In some towns, X said, people fled".
fn around(
    ground: Ground<'_, '_>,
    cues: &[Cue<'_>],
    index: usize,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let cue = cues.get(index)?;
    if !cue.entry.takes(Construction::Behind) || cue.side == Side::Shared || cue.opened {
        return None;
    }
    let first = set_off(ground, cue, sentence.start)?;
    let first = lead::dateline(ground, sentence.start, first)..first;
    let next = cue.after + 1;
    if ground.tag(cue.after) != Tag::Comma || next + 2 > sentence.end {
        return None;
    }
    // ", adding that …", ", the AP reported" are no rest of it
    let other = cues.get(index + 1).is_some_and(|c| c.start() <= next + 1);
    if other || ground.reading.word(next).ends_with("ing") {
        return None;
    }
    let second = next..end_of(ground, cues, index, next, sentence.end);
    let predicate =
        phrase::finite(ground, next) || (ground.tag(next) == Tag::Adverb && phrase::finite(ground, next + 1));
    let introduction = matches!(ground.tag(first.start), Tag::Preposition | Tag::Subordinator | Tag::Adverb)
        || !first.clone().any(|i| phrase::finite(ground, i));
    let clause = matches!(
        ground.tag(next),
        Tag::Article | Tag::Determiner | Tag::Pronoun | Tag::Capital | Tag::Lower | Tag::Figure | Tag::Adverb
    ) && second.clone().any(|i| phrase::finite(ground, i));
    (second.len() > 1 && (predicate || introduction && clause)).then_some((first, second))
}

/// Content behind the cue.
fn behind(ground: Ground<'_, '_>, cues: &[Cue<'_>], index: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
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
    let subject = cue.start();
    if ground.tag(first) == Tag::Comma && subject == sentence.start + 1 && ground.reading.is(sentence.start, "as") {
        // "As X said, …"
        return Some(first + 1..end_of(ground, cues, index, first + 1, sentence.end));
    }
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
            Tag::To => {
                cue.entry.takes(Construction::Infinitive) && ground.tag(cue.verb.start.wrapping_sub(1)) != Tag::To
            }
            Tag::Stop | Tag::Comma | Tag::Close | Tag::Dash | Tag::Colon => false,
            Tag::But | Tag::Subordinator if !cue.entry.takes(Construction::Bare) => false,
            // "told reporters after the vote": when it was said, not what
            Tag::Subordinator if ground.reading.any(first, &["after", "as", "before", "than"]) => false,
            // "voted to deny a request": nothing has been said yet
            _ if ground.tag(cue.verb.start.wrapping_sub(1)) == Tag::To && cue.entry.takes(Construction::Object) => {
                false
            }
            Tag::Preposition if cue.entry.takes(Construction::Object) => false,
            _ if cue.entry.takes(Construction::Object) => !possible(ground, cue),
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
        || tag == Tag::Pronoun
        || tokens.len() > 4
        || tokens.clone().any(|i| phrase::finite(ground, i))
        // "said prices fell": no clause is "said yes"
        || ground.reading.any(cue.verb.start, &["said", "says", "say"]) && tag == Tag::Lower && !answers(ground, first);
    (clause && tokens.len() > 1).then_some(tokens)
}

/// "said no more", "said goodbye": a word that stands for all that was said.
fn answers(ground: Ground<'_, '_>, at: usize) -> bool {
    ground
        .reading
        .any(at, &["yes", "no", "nothing", "so", "little", "more", "much", "less", "goodbye", "hello", "thanks"])
}

/// "could announce", "will call": nothing has been said yet.
fn possible(ground: Ground<'_, '_>, cue: &Cue<'_>) -> bool {
    (cue.group..cue.verb.start)
        .any(|i| ground.reading.any(i, &["could", "may", "might", "will", "would", "should", "can", "must"]))
}

/// The indirect rest of a saying whose clause a quote opens: `said that "…" when …`.
fn mixed(ground: Ground<'_, '_>, marked: &[Marked], cues: &[Cue<'_>], index: usize) -> Option<Range<usize>> {
    let cue = cues.get(index)?;
    let at = marked.partition_point(|q| q.open < cue.after);
    let quote = marked.get(at).filter(|q| q.open == cue.after)?;
    let sentence = ground.sentence(quote.end.saturating_sub(1));
    let end = end_of(ground, cues, index, quote.end, sentence.end);
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
        let at = cue.start();
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
