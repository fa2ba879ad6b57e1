//! Quotation marks: which opens, which closes, and what stands between them.

use std::ops::Range;

use crate::extract::Reading;
use crate::model::Span;
use crate::text::TokenKind;

/// What stands between two quotation marks.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    /// The tokens inside; the opening mark stands before the first.
    pub(super) tokens: Range<usize>,
    /// One past the closing mark; the end of the paragraph where a quote goes on in the next.
    pub(super) end: usize,
    /// The opening mark's first token.
    pub(super) open: usize,
    /// The words inside, in bytes.
    pub(super) span: Span,
    /// Whether it goes on in the next paragraph, which opens with a mark again.
    pub(super) goes_on: bool,
}

/// All quotes that are not inside another, in order.
///
/// A paragraph is read by itself: a mark that nothing closes costs its own quote and no more. The one exception is
/// the quote over several paragraphs, each of which opens with a mark while only the last one closes.
pub(super) fn marked(reading: &Reading<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let end = paragraph_end(reading, at);
        let kept = found.len();
        if !paragraph(reading, at..end, true, &mut found) {
            // an apostrophe was read as an opening mark: once more without single marks
            found.truncate(kept);
            paragraph(reading, at..end, false, &mut found);
        }
        at = end;
    }
    found
}

fn paragraph_end(reading: &Reading<'_>, first: usize) -> usize {
    let mut sentence = reading.tokens.get(first).map_or(0, |t| t.sentence as usize);
    let Some(number) = reading.sentences.get(sentence).map(|s| s.paragraph) else { return reading.tokens.len() };
    while reading.sentences.get(sentence + 1).is_some_and(|s| s.paragraph == number) {
        sentence += 1;
    }
    reading.sentences.get(sentence).map_or(reading.tokens.len(), |s| s.tokens.end).max(first + 1)
}

/// What a mark looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Straight,
    /// `“ ”`, also `„ “`
    Curly,
    Guillemet,
    /// `' '` and `‘ ’`
    Single,
    /// `'' ''`
    TwoSingles,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// A mark of this shape can be either: its neighbours decide.
    Either,
}

struct Open {
    family: Family,
    at: usize,
    width: usize,
}

/// Reads one paragraph; false where a single mark opened and nothing closed it.
fn paragraph(reading: &Reading<'_>, tokens: Range<usize>, singles: bool, found: &mut Vec<Marked>) -> bool {
    let mut open: Option<Open> = None;
    let mut at = tokens.start;
    while at < tokens.end {
        let known = mark(reading, at).filter(|(family, ..)| singles || *family != Family::Single);
        let Some((family, side, width)) = known else {
            at += 1;
            continue;
        };
        let left_free = at == tokens.start || !glued(reading, at) || opens_behind(reading.word(at - 1));
        let right_free = at + width >= tokens.end || !glued(reading, at + width);
        match &open {
            None => {
                let opens = match side {
                    Side::Open => true,
                    Side::Close => false,
                    Side::Either => left_free && (!right_free || family != Family::Single),
                };
                if opens && at + width < tokens.end {
                    open = Some(Open { family, at, width });
                }
            }
            Some(begun) if begun.family == family => {
                let closes = match side {
                    Side::Open => false,
                    Side::Close => family != Family::Single || right_free || ends_before(reading.word(at + width)),
                    Side::Either => right_free || ends_before(reading.word(at + width)) || !left_free,
                };
                if closes {
                    push(reading, begun, at, at + width, false, found);
                    open = None;
                } else if side == Side::Open && family == Family::Curly {
                    // an opening mark inside a quote of its own kind: the quote before it was never closed, or the
                    // whole paragraph is one and this is nested; the nearer close tells
                    if !closes_twice(reading, at + width, tokens.end) {
                        open = Some(Open { family, at, width });
                    }
                }
            }
            Some(_) => {}
        }
        at += width;
    }
    if let Some(begun) = open {
        let next = tokens.end;
        let goes_on = begun.family != Family::Single
            && mark(reading, next).is_some_and(|(family, side, _)| family == begun.family && side != Side::Close);
        let whole = goes_on || (begun.at == tokens.start && found.last().is_some_and(|q| q.goes_on));
        if whole {
            push(reading, &begun, tokens.end, tokens.end, goes_on, found);
        }
        return begun.family != Family::Single;
    }
    true
}

/// Whether two curly marks close before another one opens.
fn closes_twice(reading: &Reading<'_>, from: usize, end: usize) -> bool {
    /// Further than this nobody nests.
    const FAR: usize = 200;
    let marks = (from..end.min(from + FAR)).filter_map(|i| match reading.word(i) {
        "”" => Some(1),
        "“" => Some(-1),
        _ => None,
    });
    let mut depth = 0;
    for step in marks {
        depth += step;
        if depth == 2 {
            return true;
        }
        if depth < 0 {
            return false;
        }
    }
    false
}

fn push(reading: &Reading<'_>, open: &Open, close: usize, end: usize, goes_on: bool, found: &mut Vec<Marked>) {
    let inside = open.at + open.width..close;
    if inside.is_empty() {
        return;
    }
    let span = reading.span(inside.clone());
    found.push(Marked { tokens: inside, end, open: open.at, span, goes_on });
}

fn mark(reading: &Reading<'_>, at: usize) -> Option<(Family, Side, usize)> {
    if reading.tokens.get(at)?.kind != TokenKind::Quote {
        return None;
    }
    Some(match reading.word(at) {
        "\"" => (Family::Straight, Side::Either, 1),
        "“" | "„" | "‟" => (Family::Curly, Side::Open, 1),
        "”" => (Family::Curly, Side::Close, 1),
        "«" | "‹" => (Family::Guillemet, Side::Open, 1),
        "»" | "›" => (Family::Guillemet, Side::Close, 1),
        "'" | "’" | "‘" | "`" => {
            let twin = glued(reading, at + 1) && matches!(reading.word(at + 1), "'" | "’" | "‘" | "`");
            match (twin, reading.word(at)) {
                (true, _) => (Family::TwoSingles, Side::Either, 2),
                (false, "‘") => (Family::Single, Side::Open, 1),
                (false, "’") => (Family::Single, Side::Close, 1),
                (false, _) => (Family::Single, Side::Either, 1),
            }
        }
        _ => return None,
    })
}

fn glued(reading: &Reading<'_>, at: usize) -> bool {
    reading.tokens.get(at).is_some_and(|t| t.glued)
}

fn opens_behind(word: &str) -> bool {
    matches!(word, "(" | "[" | "—" | "–" | "-" | "--" | "\"" | "“" | "‘" | "'" | "/" | ":" | "…")
}

fn ends_before(word: &str) -> bool {
    matches!(
        word,
        "," | "." | "!" | "?" | ";" | ":" | ")" | "]" | "—" | "–" | "-" | "--" | "\"" | "”" | "’" | "'" | "s"
    )
}
