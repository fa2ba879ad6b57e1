//! Towns that the lexicon doesn't know, by the state or country behind their comma: "in Ashby, Mass."

use super::{Article, Form, around, unlisted};
use crate::lexicon::Beside;
use crate::model::{Place, PlaceKind};
use crate::text::TokenKind;

/// The rule's name.
pub(super) const RULE: &str = "place/town-before-state";

/// Longest name of a town, in words.
const LONGEST: usize = 3;

/// The town before a mention that stands for a state or country, unless a place was found there.
pub(super) fn town_before(article: &Article<'_>, at: usize, found: &[Place]) -> Option<Place> {
    let reading = article.reading;
    let mention = article.mentions.get(at)?;
    let state = found.last()?;
    let behind_city = mention.form == Form::BehindCity;
    let named = mention.form == Form::Name && matches!(state.kind, PlaceKind::Country | PlaceKind::Region);
    if !behind_city && !named {
        return None;
    }
    let [country] = state.countries.as_slice() else { return None };
    let comma = around::before(reading, mention.tokens.start).filter(|comma| reading.is(*comma, ","))?;
    let mut first = comma;
    while let Some(word) = around::before(reading, first).filter(|word| around::capital(reading, *word)) {
        if comma - word > LONGEST {
            return None;
        }
        first = word;
    }
    if first == comma || known(article, first, comma, found) {
        return None;
    }
    let before = around::before(reading, first);
    let placed = match before {
        Some(before) if behind_city => {
            reading.any(before, &["in", "at", "near", "from", "of", "to", "outside", "and", ","])
        }
        Some(before) => reading.any(before, &["in", "near", "outside"]) && closes(article, mention.tokens.end),
        None => behind_city,
    };
    let county = reading.any(comma - 1, &["County", "Parish", "Township"]);
    let kind = if county { PlaceKind::Region } else { PlaceKind::City };
    placed.then(|| unlisted(reading.span(first..comma), reading.text, kind, country.clone(), RULE))
}

/// Whether the words are a place already, or no name of a town.
fn known(article: &Article<'_>, first: usize, comma: usize, found: &[Place]) -> bool {
    let reading = article.reading;
    let span = reading.span(first..comma);
    found.iter().rev().take(2).any(|place| place.span.overlaps(span))
        || around::beside(reading, first, Beside::NoTown)
        || (first..comma).any(|token| around::place(reading, token))
        || reading.any(comma - 1, &["Inc", "Corp", "Co", "Ltd", "LLC", "Jr", "Sr", "University", "College"])
        || (first..comma).all(|token| reading.word(token).len() < 3)
}

/// Whether an apposition ends behind the country: not "In Ashby, China has …".
fn closes(article: &Article<'_>, end: usize) -> bool {
    article.reading.tokens.get(end).is_none_or(|t| matches!(t.kind, TokenKind::Mark | TokenKind::Quote))
}
