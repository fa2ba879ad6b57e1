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
        let mut marks = Marks::All;
        let mut left = paragraph(reading, at..end, marks, &mut found);
        if left == Some(Family::Single) {
            // an apostrophe was read as an opening mark: once more without single marks
            marks = Marks::Double;
            found.truncate(kept);
            left = paragraph(reading, at..end, marks, &mut found);
        }
        if left.is_some() {
            // a copy may have mixed straight and curly marks: taken so if every mark then has its partner
            let strict = found.split_off(kept);
            if paragraph(reading, at..end, Marks::Mixed, &mut found).is_some() {
                found.truncate(kept);
                found.extend(strict);
            }
        }
        at = end;
    }
    found
}

/// Which marks count, and which close which.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    All,
    /// Single marks are apostrophes.
    Double,
    /// The same, and straight and curly marks close each other.
    Mixed,
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
    /// `“ ”`
    Curly,
    /// `„ “`, also `„ ”`: what opens elsewhere closes here
    Low,
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
    /// How many marks of the same family are open inside.
    depth: usize,
}

/// A mark with the way it faces.
#[derive(Clone, Copy)]
struct Mark {
    family: Family,
    opens: bool,
    closes: bool,
    width: usize,
}

/// Reads one paragraph, and tells the family of a mark that opened and that nothing closed.
fn paragraph(reading: &Reading<'_>, tokens: Range<usize>, marks: Marks, found: &mut Vec<Marked>) -> Option<Family> {
    let mut open: Option<Open> = None;
    let mut lost = None;
    let mut at = tokens.start;
    while at < tokens.end {
        let Some(mark) =
            faced(reading, at, &tokens).filter(|mark| marks == Marks::All || mark.family != Family::Single)
        else {
            at += 1;
            continue;
        };
        let fresh = || Open { family: mark.family, at, width: mark.width, depth: 0 };
        match &mut open {
            None if mark.opens && at + mark.width < tokens.end => open = Some(fresh()),
            Some(begun) if closes(begun.family, mark, marks) => {
                if begun.depth == 0 {
                    push(reading, begun, at, at + mark.width, false, found);
                    open = None;
                } else {
                    begun.depth -= 1;
                }
            }
            // an opening mark inside a quote of its own kind: either this is nested, and both will be closed, or
            // nothing has closed the quote before
            Some(begun) if begun.family == mark.family => {
                if closed_twice(reading, at + mark.width, &tokens, mark.family) {
                    begun.depth += 1;
                } else {
                    lost = lost.or(Some(begun.family));
                    open = Some(fresh());
                }
            }
            _ => {}
        }
        at += mark.width;
    }
    let Some(begun) = open else { return lost };
    let goes_on = begun.family != Family::Single
        && faced(reading, tokens.end, &(tokens.end..reading.tokens.len()))
            .is_some_and(|m| m.family == begun.family && m.opens);
    let last = begun.at == tokens.start && found.last().is_some_and(|q| q.goes_on);
    if goes_on || last {
        push(reading, &begun, tokens.end, tokens.end, goes_on, found);
    }
    if begun.family == Family::Single {
        Some(Family::Single)
    } else {
        lost.or((!goes_on && !last).then_some(begun.family))
    }
}

/// Whether a mark closes what a family opened; low marks are closed by either curly one.
fn closes(open: Family, mark: Mark, marks: Marks) -> bool {
    match (open, mark.family) {
        (Family::Low, Family::Curly) => true,
        (Family::Straight, Family::Curly) | (Family::Curly, Family::Straight) => {
            marks == Marks::Mixed && mark.closes && !mark.opens
        }
        (open, family) => open == family && mark.closes,
    }
}

/// Whether two marks of a family close before another one opens.
fn closed_twice(reading: &Reading<'_>, from: usize, tokens: &Range<usize>, family: Family) -> bool {
    /// Further than this nobody nests.
    const FAR: usize = 200;
    let marks =
        (from..tokens.end.min(from + FAR)).filter_map(|i| faced(reading, i, tokens)).filter(|m| m.family == family);
    let mut depth = 0;
    for mark in marks.take(8) {
        depth += if mark.closes { 1 } else { -1 };
        if depth == 2 || depth < 0 {
            break;
        }
    }
    depth == 2
}

/// The mark at a token, and whether it opens or closes: its shape tells, or its neighbours.
fn faced(reading: &Reading<'_>, at: usize, paragraph: &Range<usize>) -> Option<Mark> {
    let (family, side, width) = mark(reading, at)?;
    let left_free = at == paragraph.start || !glued(reading, at) || opens_behind(reading.word(at - 1));
    let right_free =
        at + width >= paragraph.end || !glued(reading, at + width) || ends_before(reading.word(at + width));
    let (opens, closes) = match side {
        Side::Open => (true, false),
        Side::Close => (false, family != Family::Single || right_free),
        Side::Either if family == Family::Single => (left_free && !right_free, right_free),
        Side::Either => (left_free, right_free || !left_free),
    };
    Some(Mark { family, opens, closes, width })
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
        "“" | "‟" => (Family::Curly, Side::Open, 1),
        "„" => (Family::Low, Side::Open, 1),
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
