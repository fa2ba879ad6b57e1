//! Interviews printed as such: paragraphs that open with who speaks, "Q:" and "A:" or names.

use super::cues::Ground;
use crate::extract::grammar::Tag;
use crate::model::{Form, Person, Quote, Span, Speaker};
use crate::text::TokenKind;

/// "ANA RUIZ: …", "Q: …"
pub(super) const RULE: &str = "quote/interview";

/// Fewer paragraphs of this form are no interview but a headline or a list.
const FEWEST: usize = 2;

struct Turn {
    /// First sentence, and one past the last.
    sentences: std::ops::Range<usize>,
    label: Span,
    /// The mark behind the label.
    colon: Span,
    /// First token behind the colon.
    first: usize,
}

/// Adds the turns of an interview, and takes away what was found inside of them.
pub(super) fn interview(ground: Ground<'_, '_>, quotes: &mut Vec<Quote>) {
    let turns = turns(ground);
    let question =
        |turn: &Turn| matches!(turn.label.of(ground.reading.text), "Q" | "A" | "Q." | "A." | "Question" | "Answer");
    // the labels must come again: two people who speak in turn
    let again = turns
        .iter()
        .zip(turns.iter().skip(2))
        .any(|(a, b)| a.label.of(ground.reading.text) == b.label.of(ground.reading.text));
    if turns.len() < FEWEST || !(again || turns.iter().all(question)) {
        return;
    }
    let guest = turns.first().and_then(|turn| introduced(ground, turn));
    let found: Vec<Quote> = turns.iter().filter_map(|turn| quote(ground, turn, guest)).collect();
    quotes.retain(|quote| {
        let at = found.partition_point(|turn| turn.span.end() <= quote.span.start());
        found.get(at).is_none_or(|turn| !turn.span.overlaps(quote.span))
    });
    quotes.extend(found);
}

fn turns(ground: Ground<'_, '_>) -> Vec<Turn> {
    /// A label has no more words.
    const LONGEST: usize = 4;
    let reading = ground.reading;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sentence) = reading.sentences.get(at) {
        let end = at
            + reading
                .sentences
                .get(at..)
                .unwrap_or(&[])
                .iter()
                .take_while(|s| s.paragraph == sentence.paragraph)
                .count();
        // a transcript may open each paragraph with a mark
        let start = sentence.tokens.start + usize::from(ground.tag(sentence.tokens.start) == Tag::Quote);
        // "Q. Why so late?": the label is one token with its full stop
        let point = reading.any(start, &["Q.", "A."]).then_some(start);
        let colon = point.or_else(|| (start + 1..=start + LONGEST).find(|i| reading.is(*i, ":")));
        let name = colon.filter(|colon| {
            (start..*colon).all(|i| matches!(ground.tag(i), Tag::Capital | Tag::Mark) || reading.any(i, &["Q", "A"]))
        });
        if let Some(colon) = name.filter(|colon| {
            *colon + 1 < sentence.tokens.end.max(start + LONGEST + 2) && ground.tag(*colon + 1) != Tag::Quote
        }) {
            found.push(Turn {
                sentences: at..end,
                label: reading.span(start..colon.max(start + 1)),
                colon: reading.span(colon..colon + 1),
                first: colon + 1,
            });
        }
        at = end.max(at + 1);
    }
    found
}

/// Who answers, where the introduction tells: whom it says that somebody spoke with, or the only one it names.
fn introduced<'a>(ground: Ground<'a, '_>, turn: &Turn) -> Option<&'a Person> {
    /// An introduction is no longer, in tokens.
    const FAR: usize = 600;
    /// Words between the interview and who is interviewed: "spoke with the museum's director, …".
    const NEAR: usize = 14;
    let reading = ground.reading;
    let end = reading.token_at(turn.label.start());
    let start = end.saturating_sub(FAR);
    let mentions = ground.people.all_within(start, end);
    let meets = |at: usize| {
        reading.any(at, &["with", "to"])
            && reading.any(
                at.wrapping_sub(1),
                &["spoke", "talked", "talks", "speaks", "interview", "conversation", "chat", "down", "up"],
            )
            || reading.any(at, &["interviewed", "asked"])
    };
    let met = mentions.iter().find(|m| {
        let sentence = ground.sentence(m.0);
        (sentence.start.max(m.0.saturating_sub(NEAR))..m.0).any(meets)
    });
    let first = mentions.first()?;
    let alone = mentions.iter().all(|m| m.2 == first.2);
    ground.people.people.get(met.or(Some(first).filter(|_| alone))?.2)
}

fn quote(ground: Ground<'_, '_>, turn: &Turn, guest: Option<&Person>) -> Option<Quote> {
    let reading = ground.reading;
    let last = reading.sentences.get(turn.sentences.end.checked_sub(1)?)?;
    let end = last.tokens.end.checked_sub(1).and_then(|at| reading.tokens.get(at))?;
    let end = if end.kind == TokenKind::Quote { end.span.start() } else { last.span.end() };
    let first = reading.tokens.get(turn.first).filter(|t| !t.starts_paragraph)?;
    let label = turn.label.of(reading.text);
    let mentions = ground.people.all_within(reading.token_at(turn.label.start()), turn.first);
    let person = mentions.first().and_then(|m| ground.people.people.get(m.2));
    let speaker = match (label, person) {
        ("A" | "A." | "Answer", _) => guest.map(Speaker::from).unwrap_or_default(),
        // who asks, the label does not say
        ("Q" | "Q." | "Question", _) => Speaker::default(),
        (_, Some(p)) => Speaker::from(p),
        _ => Speaker { name: Some(label.to_owned()), ..Speaker::default() },
    };
    Some(Quote {
        span: Span::new(first.span.start(), end.max(first.span.start())),
        form: Form::Block,
        speaker: Some(Speaker { span: Some(turn.label), ..speaker }),
        cue: Some(turn.colon),
        via: Vec::new(),
        group: None,
        rule: RULE,
    })
}
