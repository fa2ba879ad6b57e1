//! A figure's surroundings: what the slots of its frame are filled from.

use std::ops::Range;

use super::party::Party;
use super::said::Sayings;
use crate::extract::Reading;
use crate::lexicon::UnitClass;
use crate::model::{Claim, Facts, Quantity, Span};
use crate::text::TokenKind;

/// What stands around one figure.
pub(super) struct Scene<'s, 't> {
    pub(super) reading: &'s Reading<'t>,
    pub(super) facts: &'s Facts,
    pub(super) said: &'s Sayings<'s>,
    pub(super) parties: &'s [Party],
    /// The claims before it.
    pub(super) earlier: &'s [Claim],
    /// The sentence, without who says it.
    pub(super) sentence: Range<usize>,
    /// The figure, from hedge to unit and product.
    pub(super) phrase: Range<usize>,
    /// From behind the figure before to the figure behind: what a list gives to each of its figures.
    pub(super) reach: Range<usize>,
}

/// A clause without end is looked at this far around the figure, in tokens.
pub(super) const CLAUSE: usize = 120;
/// Bytes between two sentences that follow each other.
const NEXT: usize = 4;

impl<'s, 't> Scene<'s, 't> {
    /// The surroundings of the figure with this index.
    pub(super) fn new(
        reading: &'s Reading<'t>,
        facts: &'s Facts,
        said: &'s Sayings<'s>,
        parties: &'s [Party],
        earlier: &'s [Claim],
        index: usize,
    ) -> Self {
        let quantity = &facts.quantities[index];
        let phrase = reading.tokens_of(quantity.phrase.cover(quantity.span));
        let whole = reading.sentence(phrase.start).map_or(phrase.clone(), |s| s.tokens.clone());
        let clause = said.clause(reading, quantity.span, &whole);
        let near = phrase.start.saturating_sub(CLAUSE)..phrase.end + CLAUSE;
        let lead = dateline(reading, whole.start).min(phrase.start);
        let sentence = clause.start.max(near.start).max(lead)..clause.end.min(near.end).max(phrase.end);
        let reach = reach(reading, facts, index, &sentence, &phrase);
        Self { reading, facts, said, parties, earlier, sentence, phrase, reach }
    }

    /// The claim before, where it stands in the same paragraph and at most a sentence back.
    pub(super) fn last_claim(&self) -> Option<&Claim> {
        let sentence = |byte: usize| self.reading.sentence(self.reading.token_at(byte));
        let own = sentence(self.start())?;
        let last = self.earlier.last()?;
        let theirs = sentence(last.span.start())?;
        let near = own.paragraph == theirs.paragraph && own.span.start().saturating_sub(theirs.span.end()) <= NEXT;
        near.then_some(last)
    }

    /// The figure's phrase, in bytes.
    pub(super) fn figure(&self) -> Span {
        self.reading.span(self.phrase.clone())
    }

    /// Where the figure's phrase begins, in bytes.
    pub(super) fn start(&self) -> usize {
        self.figure().start()
    }
}

/// From behind the figure before to the figure behind, inside the clause; a new clause ends it too.
fn reach(
    reading: &Reading<'_>,
    facts: &Facts,
    index: usize,
    clause: &Range<usize>,
    phrase: &Range<usize>,
) -> Range<usize> {
    let counts = |q: &&Quantity| q.unit.is_some() && !q.span.overlaps(facts.quantities[index].span) && !one_dose(q);
    let before = facts.quantities[..index].iter().rev().take(3).find(counts);
    // "1 billion euros ($1.2 billion) to Chad": the same sum in other money ends nothing
    let money =
        |q: &Quantity| q.unit.as_deref().and_then(|unit| reading.lexicon.unit_class(unit)) == Some(UnitClass::Money);
    let converted = |q: &&Quantity| {
        let own = &facts.quantities[index];
        money(own) && money(q) && reading.is(phrase.end, "(") && reading.tokens_of(q.phrase).start == phrase.end + 1
    };
    let behind = facts.quantities[index + 1..].iter().take(4).filter(|q| !converted(q)).find(counts);
    let start = before.map_or(clause.start, |q| reading.tokens_of(q.phrase).end.max(clause.start));
    let next = behind.map_or(clause.end, |q| reading.tokens_of(q.phrase).start.min(clause.end));
    // "…, and both countries have requested more": a new clause with a verb of its own
    let opens = |i: usize| reading.is(i, ",") && reading.any(i + 1, &["and", "but", "while", "with", "despite"]);
    let cut = (phrase.end..next).find(|i| opens(*i) || reading.any(*i, &[";", "unless"]));
    start.min(phrase.start)..cut.unwrap_or(next).max(phrase.end)
}

/// Behind a dateline, if a paragraph opens with one: "GENEVA (Reuters) -", "BEIJING, Jan. 12 —". The story is written
/// there; that it happened there is not said.
pub(super) fn dateline(reading: &Reading<'_>, start: usize) -> usize {
    /// A dateline is no longer, in tokens.
    const FAR: usize = 14;
    if reading.tokens.get(start).is_none_or(|t| !t.starts_paragraph || t.kind != TokenKind::Word) {
        return start;
    }
    let named = |at: &usize| {
        reading.tokens.get(*at).is_some_and(|t| match t.kind {
            TokenKind::Word => t.case.capital(),
            TokenKind::Figure => true,
            TokenKind::Mark => reading.any(*at, &[",", ".", "(", ")", "/"]),
            _ => false,
        })
    };
    let end = (start..start + FAR).take_while(named).last().map_or(start, |last| last + 1);
    let spaced = reading.tokens.get(end).is_some_and(|t| !t.glued);
    let dash = reading.any(end, &["—", "–", "--"]) || reading.is(end, "-") && spaced;
    if !dash || end == start {
        return start;
    }
    let again = usize::from(reading.any(end + 1, &["-", "—", "–"]));
    end + 1 + again
}

/// "at least one dose" says what people got, not how much of anything.
fn one_dose(quantity: &Quantity) -> bool {
    quantity.amount.value.is_some_and(|v| v <= rust_decimal::Decimal::TWO) && quantity.unit.as_deref() == Some("dose")
}
