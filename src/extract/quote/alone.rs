//! Marked sentences without words of saying: what goes on from reported speech, and what nobody is named for.

use std::ops::Range;

use super::Part;
use super::cues::{Cue, Ground, Side};
use super::marks::Marked;
use crate::extract::grammar::Tag;
use crate::model::{Form, Span};

/// "The mayor said the roads were closed. “We will open them soon.”"
pub(super) const RULE: &str = "quote/alone";

/// Adds the marked sentences that no other rule has taken. The speaker is the one of the sentence before, if it reports
/// the speech of one; else nobody.
pub(super) fn alone(ground: Ground<'_, '_>, marked: &[Marked], cues: &[Cue<'_>], parts: &mut Vec<Part>) {
    let mut taken: Vec<Span> = parts.iter().map(|part| part.span).collect();
    taken.sort_unstable();
    let hung = super::hung(parts, cues.len());
    let mut last: Option<(usize, Option<usize>)> = None;
    let mut found = Vec::new();
    for quote in marked {
        let free = || {
            let to = taken.partition_point(|span| span.start() < quote.span.end());
            taken.get(to.saturating_sub(4)..to).unwrap_or(&[]).iter().all(|span| !span.overlaps(quote.span))
        };
        if !sentence(ground, quote) || !free() {
            continue;
        }
        let before = last.filter(|(end, _)| *end == quote.open);
        let cue = before.map_or_else(|| reported(ground, cues, &hung, quote), |(_, cue)| cue);
        last = Some((quote.end, cue));
        found.push(Part { span: quote.span, form: Form::Direct, cue, saying: None, rule: RULE });
    }
    parts.append(&mut found);
}

/// Whether the marks hold a whole sentence that stands by itself: no title, no motto.
fn sentence(ground: Ground<'_, '_>, quote: &Marked) -> bool {
    /// Fewer tokens make no sentence that is told from a title.
    const FEWEST: usize = 5;
    /// A verb stands further on in no sentence.
    const SIGHT: usize = 60;
    let last = quote.tokens.end.saturating_sub(1);
    let opens = ground.sentence(quote.open).start == quote.open;
    let ends = quote.goes_on || ground.tag(last) == Tag::Stop;
    let spoken = |i: usize| {
        matches!(ground.tag(i), Tag::Auxiliary | Tag::Clitic)
            || ground.tag(i) == Tag::Pronoun && !ground.reading.is(i, "you")
    };
    // what goes on behind the mark holds the marked words as a part: a title, a headline
    let behind = ground.reading.tokens.get(quote.end);
    let closed = behind.is_none_or(|t| {
        t.starts_paragraph
            || matches!(ground.tag(quote.end), Tag::Capital | Tag::Quote)
            || ground.sentence(quote.end).start == quote.end
    });
    opens && ends && closed && quote.tokens.len() >= FEWEST && quote.tokens.clone().take(SIGHT).any(spoken)
}

/// The cue of the sentence before, if it reports the speech of one speaker alone; one sentence may stand between that
/// names nobody else.
fn reported(ground: Ground<'_, '_>, cues: &[Cue<'_>], hung: &[bool], quote: &Marked) -> Option<usize> {
    let mut end = quote.open;
    for between in 0..2 {
        let sentence = ground.sentence(end.checked_sub(1)?);
        match spoken(ground, cues, hung, &sentence) {
            Spoken::By(cue) => return Some(cue),
            Spoken::ByMany => return None,
            Spoken::Not => {}
        }
        let names = !ground.people.all_within(sentence.start, sentence.end).is_empty();
        let opens = ground.reading.tokens.get(end).is_none_or(|t| t.starts_paragraph);
        if between > 0 || names || opens {
            return None;
        }
        end = sentence.start;
    }
    None
}

/// Who is reported to speak in a sentence.
enum Spoken {
    Not,
    /// Index into the cues.
    By(usize),
    ByMany,
}

fn spoken(ground: Ground<'_, '_>, cues: &[Cue<'_>], hung: &[bool], sentence: &Range<usize>) -> Spoken {
    /// Nobody reports more speakers in a sentence.
    const MOST: usize = 4;
    let from = cues.partition_point(|cue| cue.verb.start < sentence.start);
    let here = cues.get(from..).unwrap_or(&[]).iter().take_while(|cue| cue.verb.start < sentence.end).take(MOST);
    let mut speaks = here.enumerate().filter(|(i, _)| hung.get(from + i).is_some_and(|hung| *hung));
    let Some((first, cue)) = speaks.next() else { return Spoken::Not };
    // a second speaker beside the first leaves it open who goes on; one whom the first speaks of does not
    let other = speaks.any(|(_, other)| {
        let before = ground.tag(other.start().wrapping_sub(1));
        let inside = cue.after <= other.start()
            && cue.side == Side::Before
            && !matches!(before, Tag::And | Tag::But | Tag::Colon);
        other.side != Side::Shared && !inside
    });
    if other { Spoken::ByMany } else { Spoken::By(from + first) }
}
