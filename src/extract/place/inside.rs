//! Places inside the names of bodies: "U.S. Food and Drug Administration", "Bank of England".

use super::{Form, Mention, Reading, around};
use crate::lexicon::Beside;
use crate::text::{Token, TokenKind};

/// Whether a mention is part of the name of an organisation, an event or a title.
pub(super) fn in_name(reading: &Reading<'_>, mention: &Mention) -> bool {
    mention.form != Form::BehindCity
        && (heads_name(reading, mention) || ends_name(reading, mention) || road(reading, mention))
}

/// "U.S. 24", "U.S. Route 24".
fn road(reading: &Reading<'_>, mention: &Mention) -> bool {
    let next = mention.tokens.end;
    let numbered = |t: &Token| t.kind == TokenKind::Figure && t.span.len() <= 3;
    reading.any(mention.tokens.start, &["US", "U.S."])
        && (reading.any(next, &["Route", "Highway", "Hwy"])
            || reading.tokens.get(next).is_some_and(numbered) && !counted(reading, next + 1))
}

/// Whether a token goes on from a number to what it counts: "the U.S. 500 companies".
fn counted(reading: &Reading<'_>, token: usize) -> bool {
    around::lower(reading, token)
        && (reading.word(token).ends_with('s') || reading.any(token, &["million", "billion", "thousand", "percent"]))
        && !reading.any(token, &["is", "was", "has", "runs", "as"])
}

/// A name that goes on behind the place up to a word for a body: "Georgia Bureau of Investigation".
fn heads_name(reading: &Reading<'_>, mention: &Mention) -> bool {
    const REACH: usize = 7;
    let end = mention.tokens.end;
    if !around::capital(reading, end) || reading.tokens.get(end).is_some_and(|t| t.glued) {
        return false;
    }
    for token in end..end + REACH {
        if !around::together(reading, mention.tokens.start, token) {
            return false;
        }
        let capital = around::capital(reading, token);
        if capital && body(reading, token) {
            return true;
        }
        if !capital && !reading.any(token, &["and", "of", "for", "the", "&", "on", "-"]) {
            return false;
        }
    }
    false
}

/// A name that ends in the place: "Serum Institute of India", "the Duchess of Cambridge".
fn ends_name(reading: &Reading<'_>, mention: &Mention) -> bool {
    const REACH: usize = 4;
    const NOBLE: &[&str] =
        &["Prince", "Princess", "Duke", "Duchess", "Earl", "Countess", "Archbishop", "Bishop", "Marquess"];
    let Some(mut of) = around::before(reading, mention.tokens.start) else { return false };
    if reading.is(of, "the") {
        let Some(word) = around::before(reading, of) else { return false };
        of = word;
    }
    if !reading.is(of, "of") {
        return false;
    }
    let mut head = of;
    for _ in 0..REACH {
        let Some(word) = around::before(reading, head) else { return false };
        if !around::capital(reading, word) && !reading.any(word, &["for", "of", "and", "the", "&"]) {
            return false;
        }
        if around::capital(reading, word) && (body(reading, word) || head == of && reading.any(word, NOBLE)) {
            return true;
        }
        head = word;
    }
    false
}

fn body(reading: &Reading<'_>, token: usize) -> bool {
    let word = reading.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Word);
    word && (around::beside(reading, token, Beside::Organisation) || around::beside(reading, token, Beside::Outlet))
}
