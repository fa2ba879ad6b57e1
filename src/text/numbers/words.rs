//! Numbers in words: "six", "two hundred and five", "one and a half million", "two point five".

use rust_decimal::Decimal;

use super::vocabulary::{plain_word, scale, scale_or_dozen};
use super::{Read, Reader};

/// A number in words is no longer than this many steps.
const LONGEST: usize = 24;

impl Reader<'_> {
    /// Number words: "six", "twenty-five", "two hundred and five", "a dozen", "hundred thousand", "half a million".
    pub(super) fn words(&self, at: usize) -> Option<Read> {
        if let Some(read) = self.part_of_a_scale(at) {
            return Some(read);
        }
        if self.article(at) {
            return Some(self.add_up(at + 2, scale_or_dozen(self.word(at + 1))?));
        }
        // a lone "hundred" counts nothing, "hundred thousand" does
        if self.is(at, "hundred") {
            scale(self.word(at + 1)).filter(|s| *s > Decimal::ONE_HUNDRED)?;
            return Some(self.add_up(at + 1, Decimal::ONE_HUNDRED));
        }
        let (value, end) = self.small(at)?;
        let dozen = self.past_hyphen(end);
        if self.is(dozen, "dozen") {
            return Some((value.checked_mul(Decimal::from(12))?, dozen + 1));
        }
        Some(self.add_up(end, value))
    }

    /// Goes on behind the value of a first word: "… hundred (and) …", "… thousand …", "… and a half", "… point five".
    fn add_up(&self, end: usize, first: Decimal) -> Read {
        let mut sum = Sum::new(first, end);
        for _ in 0..LONGEST {
            if !self.same_paragraph(sum.end) {
                break;
            }
            let more = if self.is(sum.end, "point") {
                self.decimals(sum.end + 1, sum.group).map(|(group, end)| Sum { group, end, ..sum })
            } else if let Some(scale) = scale(self.word(sum.end)) {
                sum.times(scale)
            } else {
                self.part_added(&sum).or_else(|| self.small_added(&sum))
            };
            let Some(more) = more else { break };
            sum = more;
        }
        (sum.value(), sum.end)
    }

    /// "two and a half (million)", "one billion and a half", "one billion and three quarters million"
    fn part_added(&self, sum: &Sum) -> Option<Sum> {
        if !self.is(sum.end, "and") {
            return None;
        }
        if sum.group.is_zero() {
            if let Some((value, end)) = self.part_of_a_scale(sum.end + 1).filter(|(value, _)| *value < sum.last) {
                return Some(Sum { total: sum.total.checked_add(value)?, end, ..*sum });
            }
            let (part, end) = self.part_behind(sum.end + 1)?;
            return Some(Sum { total: sum.total.checked_add(part.checked_mul(sum.last)?)?, end, ..*sum });
        }
        let (part, end) = self.part_behind(sum.end + 1)?;
        Some(Sum { group: sum.group.checked_add(part)?, end, ..*sum })
    }

    /// Only a smaller group may follow a larger one: "two hundred (and) five", "one thousand two".
    fn small_added(&self, sum: &Sum) -> Option<Sum> {
        let and = self.is(sum.end, "and");
        let at = if and { sum.end + 1 } else { self.past_hyphen(sum.end) };
        let (value, end) = self.small(at)?;
        let room = if sum.group.is_zero() {
            !sum.total.is_zero()
        } else {
            (sum.group % Decimal::ONE_HUNDRED).is_zero() && value < Decimal::ONE_HUNDRED
        };
        // "two million and three million" are two numbers, "two million and three hundred" is one
        let next = scale(self.word(end));
        let apart = and && next.is_some_and(|next| !sum.group.is_zero() || next >= sum.last);
        (room && !apart).then(|| Some(Sum { group: sum.group.checked_add(value)?, end, ..*sum })).flatten()
    }

    /// The digits behind "point": "two five", "nought four", "seventy-one".
    fn decimals(&self, at: usize, whole: Decimal) -> Option<Read> {
        if let Some((two, end)) = self.small(at).filter(|(v, _)| *v >= Decimal::TEN) {
            return Some((whole.checked_add(two.checked_div(Decimal::ONE_HUNDRED)?)?, end));
        }
        let (mut value, mut scale, mut end) = (whole, 0u32, at);
        while let Some(digit) = plain_word(self.word(end)).or_else(|| self.is(end, "oh").then_some(0)) {
            scale += 1;
            if scale > 9 || digit > 9 {
                return None;
            }
            value = value.checked_add(Decimal::new(digit, scale))?;
            end += 1;
        }
        (end > at).then_some((value, end))
    }

    /// "six", "fifteen", "twenty five", "twenty-five", and "twenty - five" as a tokeniser has it
    pub(super) fn small(&self, at: usize) -> Option<Read> {
        let value = plain_word(self.word(at))?;
        if value >= 20 && value % 10 == 0 {
            let apart = self.word(at + 1) == "-" && !self.glued(at + 1) && !self.glued(at + 2);
            let next = if apart { at + 2 } else { self.past_hyphen(at + 1) };
            if let Some(unit) = plain_word(self.word(next)).filter(|v| (1..10).contains(v)) {
                return Some((Decimal::from(value + unit), next + 1));
            }
        }
        Some((Decimal::from(value), at + 1))
    }
}

/// A number in words so far.
#[derive(Clone, Copy)]
struct Sum {
    /// What has its scale already: "two million" of "two million five hundred".
    total: Decimal,
    /// What may still get one: "five hundred".
    group: Decimal,
    /// The scale that came last.
    last: Decimal,
    /// The token it ends before.
    end: usize,
}

impl Sum {
    fn new(first: Decimal, end: usize) -> Self {
        if first > Decimal::ONE_HUNDRED {
            Self { total: first, group: Decimal::ZERO, last: first, end }
        } else {
            Self { total: Decimal::ZERO, group: first, last: Decimal::ONE, end }
        }
    }

    fn value(&self) -> Decimal {
        self.total.checked_add(self.group).unwrap_or(self.total)
    }

    /// "… hundred", "… million"; a scale right behind a scale multiplies: "three lakh crore".
    fn times(&self, scale: Decimal) -> Option<Self> {
        let end = self.end + 1;
        if scale == Decimal::ONE_HUNDRED {
            let hundreds = !self.group.is_zero() && self.group < scale;
            return hundreds.then(|| Some(Self { group: self.group.checked_mul(scale)?, end, ..*self })).flatten();
        }
        if self.group.is_zero() {
            return Some(Self { total: self.total.checked_mul(scale)?, last: scale, end, ..*self });
        }
        let product = self.group.checked_mul(scale)?;
        if !self.total.is_zero() && self.total < product {
            return None;
        }
        Some(Self { total: self.total.checked_add(product)?, group: Decimal::ZERO, last: scale, end })
    }
}
