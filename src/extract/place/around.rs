//! What stands beside a token.

use super::Reading;
use crate::lexicon::{Beside, Sense};
use crate::text::{Case, TokenKind};

/// Whether a token is a word with a capital.
pub(super) fn capital(reading: &Reading<'_>, token: usize) -> bool {
    reading.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Word && t.case.capital())
}

/// Whether a token is a word in small letters.
pub(super) fn lower(reading: &Reading<'_>, token: usize) -> bool {
    reading.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower)
}

/// Whether a token is a word all in capitals, of two letters or more.
pub(super) fn upper(reading: &Reading<'_>, token: usize) -> bool {
    reading.tokens.get(token).is_some_and(|t| t.case == Case::Upper && t.span.len() > 1)
}

/// Whether a token alone is such a word.
pub(super) fn beside(reading: &Reading<'_>, token: usize, what: Beside) -> bool {
    reading.hits.at(token).iter().any(|hit| hit.end == token + 1 && hit.sense == Sense::Beside(what))
}

/// Whether a token begins the name or the adjective of a place.
pub(super) fn place(reading: &Reading<'_>, token: usize) -> bool {
    reading.hits.at(token).iter().any(|hit| matches!(hit.sense, Sense::Place(_) | Sense::Demonym(_)))
}

/// The token before, where both stand in one sentence.
pub(super) fn before(reading: &Reading<'_>, token: usize) -> Option<usize> {
    let before = token.checked_sub(1)?;
    let (a, b) = (reading.tokens.get(before)?, reading.tokens.get(token)?);
    (a.sentence == b.sentence).then_some(before)
}

/// Whether two tokens stand in one sentence.
pub(super) fn together(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    match (reading.tokens.get(one), reading.tokens.get(other)) {
        (Some(one), Some(other)) => one.sentence == other.sentence,
        _ => false,
    }
}

/// Whether the words around a token are written as in a headline, most of them with a capital.
pub(super) fn headline(reading: &Reading<'_>, token: usize) -> bool {
    const REACH: usize = 8;
    let words = (token.saturating_sub(REACH)..token + REACH)
        .filter(|at| together(reading, *at, token))
        .filter_map(|at| reading.tokens.get(at))
        .filter(|t| t.kind == TokenKind::Word && t.span.len() > 3);
    let (capitals, all) = words.fold((0, 0), |(capitals, all), t| (capitals + usize::from(t.case.capital()), all + 1));
    all >= 3 && capitals * 5 >= all * 4
}

/// Whether tokens stand where the abbreviation of a state does: behind a city and a comma ("Salem, Ore."), or behind
/// a party ("R-Ky.").
pub(super) fn behind_city(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let Some(mark) = before(reading, first) else { return false };
    let Some(word) = before(reading, mark) else { return false };
    if reading.is(mark, "-") {
        return reading.any(word, &["D", "R", "I"]);
    }
    // two capitals are a postal code, and in a line of capitals any word
    let postal = upper(reading, first) && !reading.word(first).contains('.');
    reading.is(mark, ",")
        && capital(reading, word)
        && !(postal && (upper(reading, end) || lower(reading, end) && upper(reading, word)))
}
