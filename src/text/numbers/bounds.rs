//! Numbers that give no point: ranges ("10 to 12 million") and lower bounds ("tens of millions", "several hundred").

use rust_decimal::Decimal;

use super::vocabulary::{TIMES, plural, scale, scale_or_dozen};
use super::{Number, Read, Reader, Shape, Single};
use crate::model::Amount;

impl Reader<'_> {
    /// "millions", "tens of millions", "several hundred", "a few thousand", "dozens"
    pub(super) fn vague(&self, at: usize) -> Option<Number> {
        let several = if self.any(at, &["several", "many", "few"]) {
            Some(at + 1)
        } else if self.is(at, "a") && self.any(at + 1, &["few", "couple"]) {
            Some(if self.is(at + 2, "of") { at + 3 } else { at + 2 })
        } else {
            None
        };
        let start = several.unwrap_or(at);
        let (low, end) = match self.plural_scale(start) {
            Some((first, end)) => {
                // "tens of millions", "hundreds of thousands of millions" has no third step in any language of news
                match self.is(end, "of").then(|| self.plural_scale(end + 1)).flatten() {
                    Some((second, end)) => (first.checked_mul(second)?, end),
                    None => (first, end),
                }
            }
            None => {
                several?;
                // "several hundred thousand"
                let first = scale_or_dozen(self.word(start))?;
                let second = scale(self.word(start + 1)).filter(|s| *s > Decimal::ONE_HUNDRED);
                match second.and_then(|second| first.checked_mul(second)) {
                    Some(product) => (product, start + 2),
                    None => (first, start + 1),
                }
            }
        };
        self.made(at..end, Amount::from(low), Shape::Vague)
    }

    fn plural_scale(&self, at: usize) -> Option<Read> {
        let value = plural(self.word(at))?;
        // a match has scores, and sums have tens
        let noun = self.any(at, &["scores", "tens"]) && !self.is(at + 1, "of");
        (!noun).then(|| (Decimal::from(value), at + 1))
    }

    /// "10 to 12 million", "10-12 million", "between 2 and 3 million", "2 million to 3 million", "5%-10%"
    pub(super) fn range(&self, at: usize, low: Single) -> Option<Number> {
        let Single { value: low, end: bare, .. } = low;
        let (low, mut middle) = self.scaled(low, bare);
        let whole = middle == bare;
        let unit = self.unit_said_twice(at, middle);
        middle += unit;
        let hyphen = matches!(self.word(middle), "-" | "–" | "—") && self.glued(middle);
        if let Some(to) = self.hanging_hyphen(middle).filter(|_| hyphen) {
            middle = to;
        }
        let dash = hyphen && self.glued(middle + 1);
        if !(dash || self.ranges(at, middle, unit > 0)) || !self.same_paragraph(middle + 1) {
            return None;
        }
        // a currency sign may stand again before the second: "$2 to $3 billion"
        let second = self.past_sign(middle + 1);
        let Single { value: high, end: bare, .. } = self.single(second)?;
        let (high, end) = self.scaled(high, bare);
        // the scale word is shared: "10 to 12 million"
        let shared = self.scaled(Decimal::ONE, bare);
        let low =
            if whole && shared.1 > bare && low < Decimal::ONE_THOUSAND { low.checked_mul(shared.0)? } else { low };
        let year = |v: Decimal| v.scale() == 0 && v >= Decimal::from(1800) && v <= Decimal::from(2100);
        let longer =
            self.glued(end) && matches!(self.word(end), "-" | "–") && self.glued(end + 1) && self.is_figure(end + 1);
        // "10 million or 100 million" leaves a choice of two
        let apart = self.is(middle, "or") && low.checked_mul(Decimal::from(3)).is_some_and(|most| high > most);
        if low >= high
            || apart
            || dash && year(low)
            || longer
            || !(0..unit).all(|i| self.is(end + i, self.word(middle - unit + i)))
        {
            return None;
        }
        self.made(at..end, Amount::between(low.normalize(), high), Shape::Range)
    }

    /// The last token between the numbers of "10- to 12-foot" and "10-to-12-foot".
    fn hanging_hyphen(&self, hyphen: usize) -> Option<usize> {
        let to = hyphen + 1;
        if !self.any(to, &["to", "or"]) {
            return None;
        }
        let second = if self.glued(to) && self.word(to + 1) == "-" { to + 1 } else { to };
        (self.glued(to) == (second > to)).then_some(second)
    }

    /// How many tokens of a unit stand behind the first number of a range, to be said again behind the second:
    /// "5%-10%", "between 10 per cent and 12 per cent". Lengths of time are left to dates.
    fn unit_said_twice(&self, at: usize, middle: usize) -> usize {
        if self.word(middle) == "%" {
            return 1;
        }
        let between = at.checked_sub(1).is_some_and(|i| self.is(i, "between")) && !self.any(middle, TIMES);
        let unit = (1..=2).find(|i| self.is(middle + i, "and") && (0..*i).all(|k| self.same_paragraph(middle + k)));
        unit.filter(|_| between && !self.is(middle, "and")).unwrap_or(0)
    }

    /// Whether the word between two numbers makes them a range: "to" and "or", but not behind "from" and words of
    /// change ("rose 2 million to 12 million"), and "and" behind "between".
    fn ranges(&self, at: usize, middle: usize, unit: bool) -> bool {
        const CHANGE: &[&str] = &[
            "from",
            "up",
            "down",
            "rose",
            "rise",
            "rises",
            "rising",
            "fell",
            "fall",
            "falls",
            "falling",
            "grew",
            "grow",
            "gained",
            "gain",
            "lost",
            "increased",
            "decreased",
            "climbed",
            "dropped",
            "declined",
            "jumped",
            "slipped",
            "surged",
            "slid",
            "sank",
            "advanced",
        ];
        let before = (at.saturating_sub(2)..at).rev().find(|i| self.past_sign(*i) == *i && !super::sign(self.word(*i)));
        let behind = |words: &[&str]| before.is_some_and(|i| self.any(i, words));
        if behind(&["between"]) {
            return self.is(middle, "and");
        }
        !unit && (self.is(middle, "or") || self.is(middle, "to") && !behind(CHANGE))
    }
}
