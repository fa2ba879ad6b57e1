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
    // nothing inside somebody's own words is a saying of its own
    let mut own: Vec<Span> = parts.iter().filter(|p| p.form == Form::Unmarked).map(|p| p.span).collect();
    own.sort_unstable();
    parts.retain(|part| {
        let at = own.partition_point(|span| span.end() <= part.span.start());
        part.form != Form::Indirect || own.get(at).is_none_or(|span| !span.contains(part.span))
    });
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
        let said = reading
            .hits
            .within(sentence.tokens.clone())
            .iter()
            .any(|h| matches!(h.sense, crate::lexicon::Sense::Saying(_, form) if form.past()));
        if said || marked(ground, index) {
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
        .filter(|s| s.paragraph == paragraph && first_person(ground, s.tokens.clone()))?;
    let said = reading
        .hits
        .within(next.tokens.clone())
        .iter()
        .take(SIGHT)
        .any(|h| matches!(h.sense, crate::lexicon::Sense::Saying(..)));
    (!said).then_some(next.span)
}

/// No sentence is longer than this, in tokens; what only looks like one is looked into no further.
const SIGHT: usize = 300;

fn marked(ground: Ground<'_, '_>, sentence: usize) -> bool {
    ground
        .reading
        .sentences
        .get(sentence)
        .is_some_and(|s| s.tokens.clone().take(SIGHT).any(|i| ground.tag(i) == Tag::Quote))
}

fn first_person(ground: Ground<'_, '_>, tokens: std::ops::Range<usize>) -> bool {
    tokens.take(SIGHT).any(|i| {
        matches!(ground.tag(i), Tag::Pronoun | Tag::Object | Tag::Determiner)
            && ground.reading.any(i, &["I", "we", "us", "me", "my", "our"])
    })
}
