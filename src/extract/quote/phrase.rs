//! Noun phrases before and behind a verb of saying.

use std::ops::Range;

use super::cues::Ground;
use crate::extract::grammar::Tag;
use crate::lexicon::Sense;

/// The furthest that a subject with its appositions stretches.
const FAR: usize = 45;

/// The subject that ends before token `end`: "the head of the agency", "Ana Ruiz, the minister,".
pub(super) fn before(ground: Ground<'_, '_>, end: usize, start: usize) -> Option<Range<usize>> {
    let mut end = end;
    // "the group on Thursday said"
    if end > start && ground.tag(end - 1) == Tag::Weekday {
        end -= 1;
        end -= usize::from(end > start && ground.tag(end - 1) == Tag::Preposition);
    }
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
        _ => {
            let subject = simple(ground, end, start)?;
            relative(ground, &subject, start).or(Some(subject))
        }
    }
}

/// The subject of "a nurse who asked not to be named said": what stands before the verb is the end of a relative clause.
fn relative(ground: Ground<'_, '_>, last: &Range<usize>, start: usize) -> Option<Range<usize>> {
    let predicate = last.start > start
        && ground.tag(last.start - 1) == Tag::Auxiliary
        && last.clone().all(|i| matches!(ground.tag(i), Tag::Lower | Tag::Adverb));
    let floor = start.max(last.start.saturating_sub(FAR));
    let who = (floor..last.start).rev().filter(|_| predicate).find(|i| ground.reading.any(*i, &["who", "which"]))?;
    Some(simple(ground, who, start)?.start..last.end)
}

/// A subject with an apposition or a relative clause between commas or dashes behind it.
fn set_off(ground: Ground<'_, '_>, last: usize, start: usize) -> Option<Range<usize>> {
    let mark = ground.tag(last);
    let floor = start.max(last.saturating_sub(FAR));
    let (mut nearest, mut opener) = (None, None);
    for at in (floor..last).rev() {
        if matches!(ground.tag(at), Tag::Quote | Tag::Stop) {
            break;
        }
        if ground.tag(at) != mark || at == floor {
            continue;
        }
        let Some(subject) = simple(ground, at, start) else { continue };
        let named = ground.people.all_within(subject.start, at).last().is_some_and(|m| m.1 == at);
        let clause = !ground.reading.any(at + 1, &["who", "which", "whose"])
            && (at + 1..last).any(|i| matches!(ground.tag(i), Tag::Auxiliary | Tag::Pronoun | Tag::Clitic));
        if clause {
            continue;
        }
        // "China, which has sent tents, blankets and food, said": of the commas the one that opens the clause counts
        if mark == Tag::Comma && ground.reading.any(at + 1, &["which", "who", "whose"]) {
            opener = opener.or(Some(subject.start..last));
        }
        if named {
            return Some(subject.start..last);
        }
        // "…, the minister, said": with no name in sight the words before the nearest comma are the subject
        nearest = nearest.or(Some(subject.start..last));
    }
    opener.or(nearest)
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
        // "his nephew Karim Ruiz", "another friend, Karim Ruiz"
        let comma = usize::from(first > floor && ground.tag(first - 1) == Tag::Comma);
        let noun = first - comma;
        if noun > floor + 1
            && ground.tag(noun - 1) == Tag::Lower
            && ground.tag(noun - 2) == Tag::Determiner
            && !verbal(ground, noun - 1)
            && (comma == 0 || ground.reading.hit_before(noun, person).is_some())
        {
            first = noun - 1;
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
        && matches!(ground.tag(first - 1), Tag::Preposition | Tag::To)
        && ground.reading.any(first - 1, &["of", "for", "from", "at", "with", "in", "by", "on", "to"])
        && (ground.tag(first - 1) != Tag::To || ground.reading.hit_before(first - 1, person).is_some())
        && matches!(ground.tag(first - 2), Tag::Lower | Tag::Capital | Tag::Close)
        && !verbal(ground, first - 2)
}

fn person(sense: Sense) -> Option<()> {
    matches!(sense, Sense::Title(class) if class.person()).then_some(())
}

fn title_part(ground: Ground<'_, '_>, at: usize) -> bool {
    match ground.tag(at) {
        Tag::Capital => true,
        Tag::Lower => {
            ground.reading.hits.at(at).iter().any(|h| matches!(h.sense, Sense::Title(_) | Sense::BodyHead(_)))
        }
        Tag::Possessive | Tag::Hyphen | Tag::Mark => true,
        Tag::Figure => ground.reading.tokens.get(at).is_some_and(|t| t.glued),
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
