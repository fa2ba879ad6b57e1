//! Direct speech whose quotation marks a copy has lost.

use super::cues::{Cue, Ground};
use super::{Part, clause};
use crate::extract::grammar::Tag;
use crate::model::{Form, Span};

/// First person or an exclamation before its cue, in a paragraph without any quotation mark.
pub(super) const RULE: &str = "quote/unmarked";

/// Adds clauses to the parts; those that are somebody's own words become direct speech.
pub(super) fn unmarked(ground: Ground<'_, '_>, cues: &[Cue<'_>], clauses: Vec<Part>, parts: &mut Vec<Part>) {
    for part in clauses {
        let cue = part.cue.and_then(|index| cues.get(index));
        let direct = cue.filter(|_| part.rule == clause::BEFORE).and_then(|cue| own_words(ground, cue, part.span));
        match direct {
            Some(span) => {
                parts.push(Part { span, form: Form::Unmarked, rule: RULE, ..part.clone() });
                if let Some(span) = cue.and_then(|cue| goes_on(ground, cue)) {
                    parts.push(Part { span, form: Form::Unmarked, rule: RULE, ..part });
                }
            }
            None => parts.push(part),
        }
    }
}

/// The stretch of somebody's own words that ends where the clause does: it may begin sentences before.
fn own_words(ground: Ground<'_, '_>, cue: &Cue<'_>, clause: Span) -> Option<Span> {
    /// No more sentences than this are looked through.
    const FAR: usize = 8;
    let reading = ground.reading;
    let here = reading.tokens.get(cue.verb.start)?.sentence as usize;
    let paragraph = reading.sentences.get(here)?.paragraph;
    if marked(ground, here) {
        return None;
    }
    let exclaims = reading.tokens_of(clause).end;
    let mut first = (first_person(ground, reading.tokens_of(clause)) || reading.is(exclaims, "!")).then_some(here);
    for index in (here.saturating_sub(FAR)..here).rev() {
        let Some(sentence) = reading.sentences.get(index).filter(|s| s.paragraph == paragraph) else { break };
        if marked(ground, index) {
            break;
        }
        let said = reading
            .hits
            .within(sentence.tokens.clone())
            .iter()
            .any(|h| matches!(h.sense, crate::lexicon::Sense::Saying(_, form) if form.past()));
        if said {
            break;
        }
        if first_person(ground, sentence.tokens.clone()) {
            first = Some(index);
        }
    }
    let start = reading.sentences.get(first?)?.span.start();
    // the mark that ends it belongs to it: "Good news!", "they said they are coming,"
    let mut end = clause.end();
    let next = reading.token_at(end);
    if matches!(ground.tag(next), Tag::Comma | Tag::Stop) {
        end = reading.tokens.get(next)?.span.end();
    }
    Some(Span::new(start, end))
}

/// The sentence behind the cue's, if it is in the first person too.
fn goes_on(ground: Ground<'_, '_>, cue: &Cue<'_>) -> Option<Span> {
    let reading = ground.reading;
    let here = reading.tokens.get(cue.verb.start)?.sentence as usize;
    let paragraph = reading.sentences.get(here)?.paragraph;
    let next = reading
        .sentences
        .get(here + 1)
        .filter(|s| s.paragraph == paragraph && s.tokens.len() <= clause::LONGEST)
        .filter(|s| first_person(ground, s.tokens.clone()))?;
    let said =
        reading.hits.within(next.tokens.clone()).iter().any(|h| matches!(h.sense, crate::lexicon::Sense::Saying(..)));
    (!said).then_some(next.span)
}

/// Whether a sentence has a quotation mark, or is too long to be looked through for every cue.
fn marked(ground: Ground<'_, '_>, sentence: usize) -> bool {
    ground
        .reading
        .sentences
        .get(sentence)
        .is_some_and(|s| s.tokens.len() > clause::LONGEST || s.tokens.clone().any(|i| ground.tag(i) == Tag::Quote))
}

fn first_person(ground: Ground<'_, '_>, tokens: std::ops::Range<usize>) -> bool {
    let mut tokens = tokens;
    tokens.any(|i| {
        matches!(ground.tag(i), Tag::Pronoun | Tag::Object | Tag::Determiner)
            && ground.reading.any(i, &["I", "we", "us", "me", "my", "our"])
    })
}
