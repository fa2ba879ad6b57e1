//! Ranks: "20th", "first", "twenty-first", "one hundred and first".

use rust_decimal::Decimal;

use super::figure::figure;
use super::vocabulary::{ordinal_word, plain_word};
use super::{Number, Reader, Shape};
use crate::model::Amount;
use crate::text::tokens::TokenKind;

impl Reader<'_> {
    pub(super) fn ordinal(&self, at: usize) -> Option<Number> {
        let word = self.word(at);
        if self.tokens.get(at)?.kind == TokenKind::Figure {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let suffix = word.get(digits.len()..)?.to_ascii_lowercase();
            let value = matches!(suffix.as_str(), "st" | "nd" | "rd" | "th").then(|| figure(digits)).flatten()?;
            return self.made(at..at + 1, Amount::exact(value), Shape::Ordinal);
        }
        let (tens, next) = match plain_word(word) {
            Some(tens) if tens >= 20 && tens % 10 == 0 => (tens, self.past_hyphen(at + 1)),
            Some(tens) if tens > 1 => return self.counted_ordinal(at),
            Some(_) => return self.hundred_and_first(at),
            None => (0, at),
        };
        let value = ordinal_word(self.word(next)).filter(|v| tens == 0 || *v < 10)?;
        self.made(at..next + 1, Amount::exact(Decimal::from(tens + value)), Shape::Ordinal)
    }

    /// "two hundredth", "five millionth"
    fn counted_ordinal(&self, at: usize) -> Option<Number> {
        let (count, end) = self.small(at)?;
        let next = self.past_hyphen(end);
        let scale = ordinal_word(self.word(next)).filter(|v| *v >= 100);
        let Some(scale) = scale else { return self.hundred_and_first(at) };
        self.made(at..next + 1, Amount::exact(count.checked_mul(Decimal::from(scale))?), Shape::Ordinal)
    }

    /// "one hundred and first"
    fn hundred_and_first(&self, at: usize) -> Option<Number> {
        if !self.is(at + 1, "hundred") || !self.is(at + 2, "and") {
            return None;
        }
        let hundreds = Decimal::from(plain_word(self.word(at))?).checked_mul(Decimal::ONE_HUNDRED)?;
        let rank = ordinal_word(self.word(at + 3)).filter(|v| *v < 100)?;
        self.made(at..at + 4, Amount::exact(hundreds.checked_add(Decimal::from(rank))?), Shape::Ordinal)
    }
}
