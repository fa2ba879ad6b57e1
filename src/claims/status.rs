//! Plan or deed: by tense, modal, negation and the verbs that govern the verb.

use std::ops::Range;

use super::clause::{Governor, Role};
use crate::extract::Reading;
use crate::lexicon::{Sense, VerbForm};
use crate::model::{Action, Span, Status};
use crate::text::TokenKind;

/// The status of what governs a figure, and the words that gave it where it is not the verb's own form.
///
/// `clause` is where to look for cues: from the subject to the verb; `figure` is the figure's first token.
pub(super) fn status(
    reading: &Reading<'_>,
    governor: &Governor<'_>,
    clause: &Range<usize>,
    figure: usize,
) -> (Status, Option<Span>) {
    let verb = governor.tokens.start;
    let mut cues: Vec<(Status, Range<usize>)> = Vec::new();
    // the last word may be a state that is a cue itself: "are due in May"
    for hit in reading.hits.within(clause.start..governor.tokens.end) {
        let status = match hit.sense {
            Sense::Cue(status) | Sense::CueVerb(status, _) => status,
            _ => continue,
        };
        // a denial denies what follows it at once, not the clause's end
        let near =
            status != Status::Denied || verb - hit.end.min(verb) <= 3 || (hit.end..hit.end + 5).contains(&figure);
        let state = hit.first == verb && hit.end == governor.tokens.end && status == Status::Planned;
        if (hit.end <= verb || state) && near {
            cues.push((status, hit.first..hit.end));
        }
    }
    // what denies outweighs what asks, what asks what allows, what allows what plans
    if let Some((status, tokens)) = cues.iter().max_by_key(|(status, tokens)| (*status, tokens.end)) {
        return (*status, Some(reading.span(tokens.clone())));
    }
    if let Some(status) = governor.entry.status {
        return (status, Some(reading.span(governor.tokens.clone())));
    }
    (by_form(reading, governor), None)
}

/// What the verb's own form says.
fn by_form(reading: &Reading<'_>, governor: &Governor<'_>) -> Status {
    let before = governor.tokens.start.wrapping_sub(1);
    let state = matches!(governor.entry.action, Action::Have | Action::Need | Action::Cost | Action::Population);
    match governor.form {
        Some(VerbForm::Gerund) => {
            // "proposed giving"
            if reading.any(before, &["proposed", "proposes", "propose", "proposing", "planned", "suggested"]) {
                return Status::Planned;
            }
            let progressive = (1..=3).any(|back| {
                let at = governor.tokens.start.wrapping_sub(back);
                reading.any(at, &["is", "are", "was", "were", "'re", "’re", "been", "keeps", "and"])
                    // "the country's government": only right before the verb is it "is"
                    || back == 1 && reading.any(at, &["'s", "’s"])
            });
            if progressive { Status::Ongoing } else { Status::Done }
        }
        // "to cut", whose past is the same
        Some(form) if form != VerbForm::Gerund && reading.is(before, "to") => Status::Planned,
        Some(VerbForm::Base | VerbForm::Third) if state => Status::Done,
        // "Council approves $40 million budget": a headline tells of what is done
        Some(VerbForm::Third) if headline(reading, governor.tokens.start) => Status::Done,
        Some(VerbForm::Base | VerbForm::Third) if governor.role == Role::Object => Status::Ongoing,
        _ => Status::Done,
    }
}

/// Whether a token stands in a paragraph of one sentence that no mark ends.
fn headline(reading: &Reading<'_>, at: usize) -> bool {
    let Some(sentence) = reading.sentence(at) else { return false };
    let opens = reading.tokens.get(sentence.tokens.start).is_some_and(|t| t.starts_paragraph);
    let closes = reading.tokens.get(sentence.tokens.end).is_some_and(|t| t.starts_paragraph);
    let last = sentence.tokens.end.wrapping_sub(1);
    opens && closes && reading.tokens.get(last).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Figure))
}
