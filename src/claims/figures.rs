//! Figures in words, and whether two of them can both be true.

use rust_decimal::Decimal;

use crate::model::{Amount, Bound};

/// A figure as its passages hedge it.
#[derive(Clone, Copy)]
pub(super) struct Figure<'a> {
    pub(super) amount: Amount,
    pub(super) bounds: &'a [Bound],
}

impl Figure<'_> {
    /// "more than 572,000", "4.02 million", "52 million to 56 million".
    pub(super) fn words(self) -> String {
        hedged(self.amount, self.bounds, words)
    }

    /// Whether one bound or range takes in the other: "more than 500,000" and 572,000.
    pub(super) fn admits(self, other: Self) -> bool {
        let ((low, high), (other_low, other_high)) = (self.range(), other.range());
        let within = |low: Option<Decimal>, high: Option<Decimal>| low.zip(high).is_none_or(|(low, high)| low <= high);
        within(low, other_high) && within(other_low, high)
    }

    /// Whether the figure with fewer digits is the other, rounded: "4 million" and 4.02 million. One that is not said to
    /// be rough is less than one in twenty off.
    pub(super) fn rounds(self, other: Self) -> bool {
        let (Some(a), Some(b)) = (self.amount.value, other.amount.value) else { return false };
        let (worth, other_worth) = (last_digit(a), last_digit(b));
        let rough = if worth > other_worth { self } else { other };
        let Some(gap) = a.max(b).checked_sub(a.min(b)) else { return false };
        let within_half = gap.checked_mul(Decimal::TWO).is_some_and(|twice| twice <= worth.max(other_worth));
        // "more than 600,000" is not 572,000 rounded up
        let one_sided = rough.bounds.iter().any(|bound| !matches!(bound, Bound::Exactly | Bound::About));
        let said_rough = rough.bounds.contains(&Bound::About);
        worth != other_worth && within_half && !one_sided && (said_rough || self.is_close(other))
    }

    /// Whether the two are less than one in twenty apart.
    pub(super) fn is_close(self, other: Self) -> bool {
        let (Some(a), Some(b)) = (self.amount.value, other.amount.value) else { return false };
        near(a, b, 20)
    }

    fn range(self) -> (Option<Decimal>, Option<Decimal>) {
        let Some(value) = self.amount.value else { return (self.amount.low, self.amount.high) };
        let hedged = |wanted: [Bound; 2]| self.bounds.iter().any(|bound| wanted.contains(bound));
        let low = Some(value).filter(|_| !hedged([Bound::LessThan, Bound::AtMost]));
        let high = Some(value).filter(|_| !hedged([Bound::MoreThan, Bound::AtLeast]));
        (low, high)
    }
}

/// A number or range with its hedge, where all passages share it.
pub(super) fn hedged(amount: Amount, bounds: &[Bound], number: fn(Decimal) -> String) -> String {
    let hedge = match bounds {
        [Bound::About] => "about ",
        [Bound::MoreThan] => "more than ",
        [Bound::AtLeast] => "at least ",
        [Bound::LessThan] => "less than ",
        [Bound::AtMost] => "at most ",
        _ => "",
    };
    match (amount.value, amount.low, amount.high) {
        (Some(value), ..) => format!("{hedge}{}", number(value)),
        (None, Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (None, Some(low), None) => format!("at least {}", number(low)),
        (None, None, high) => format!("at most {}", number(high.unwrap_or_default())),
    }
}

/// Whether two numbers are less than one in `part` apart.
pub(super) fn near(a: Decimal, b: Decimal, part: i64) -> bool {
    let larger = a.abs().max(b.abs());
    a.saturating_sub(b).abs().checked_mul(Decimal::from(part)).is_some_and(|gap| gap < larger)
}

/// What one in the last digit that is not zero is worth: a hundred thousand in 1.5 million.
fn last_digit(value: Decimal) -> Decimal {
    let value = value.normalize();
    let mut worth = Decimal::try_from_i128_with_scale(1, value.scale()).unwrap_or(Decimal::ONE);
    let mut digits = value.mantissa();
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
        worth = worth.checked_mul(Decimal::TEN).unwrap_or(worth);
    }
    worth
}

/// A number as news writes it: "572,000", "1.5 million".
pub(super) fn words(value: Decimal) -> String {
    written(value, &[("billion", 9), ("million", 6)], 2)
}

/// A number under the first scale, by its power of ten, that leaves it so many decimals at most; else its digits.
pub(super) fn written(value: Decimal, scales: &[(&str, u32)], decimals: u32) -> String {
    for (name, power) in scales {
        let scale = Decimal::from(10_i64.pow(*power));
        let scaled = value.checked_div(scale).unwrap_or(value).normalize();
        if value.abs() >= scale && scaled.scale() <= decimals {
            return format!("{scaled} {name}");
        }
    }
    grouped(value)
}

/// A number with its thousands apart: "572,000", "-4,300.5".
#[must_use]
pub fn grouped(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
    let mut grouped = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// Numbers of one kind: "1.5" and "4 million" rather than "1.5 million" and "4 million". The last one keeps its scale.
pub(super) fn listed(values: &[Decimal]) -> Vec<String> {
    let mut all: Vec<String> = values.iter().map(|value| words(*value)).collect();
    let scale = all.last().and_then(|last| last.split_once(' ')).map(|(_, scale)| format!(" {scale}"));
    let Some(scale) = scale.filter(|scale| all.iter().all(|number| number.ends_with(scale.as_str()))) else {
        return all;
    };
    let before = all.len().saturating_sub(1);
    for number in all.iter_mut().take(before) {
        number.truncate(number.len().saturating_sub(scale.len()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: i64, bounds: &[Bound]) -> Figure<'_> {
        Figure { amount: Amount::exact(Decimal::from(value)), bounds }
    }

    #[test]
    fn numbers_stand_as_news_writes_them() {
        let written = |text: &str| words(Decimal::from_str_exact(text).expect("a number"));
        for (number, expected) in [
            ("572000", "572,000"),
            ("1500000", "1.5 million"),
            ("2100000000", "2.1 billion"),
            ("23123456", "23,123,456"),
            ("-4300.50", "-4,300.5"),
            ("-2000000", "-2 million"),
            ("0", "0"),
            ("999", "999"),
        ] {
            assert_eq!(written(number), expected);
        }
        let values = [1_500_000, 2_500_000, 4_000_000].map(Decimal::from);
        assert_eq!(listed(&values), ["1.5", "2.5", "4 million"]);
        assert_eq!(listed(&[500, 4_000_000].map(Decimal::from)), ["500", "4 million"]);
    }

    #[test]
    fn a_rounded_figure_is_the_other_in_fewer_digits() {
        for (a, bound, b, rounds) in [
            (4_000_000, Bound::Exactly, 4_020_000, true),
            (4_000_000, Bound::Exactly, 4_400_000, false),
            (4_000_000, Bound::About, 4_400_000, true),
            (4_000_000, Bound::About, 4_600_000, false),
            (600_000, Bound::MoreThan, 572_000, false),
            (67, Bound::About, 74, false),
            (1_090, Bound::Exactly, 1_091, true),
            (1_091, Bound::Exactly, 1_092, false),
            (0, Bound::Exactly, 3, false),
        ] {
            let (bounds, other) = ([bound], figure(b, &[]));
            let said = figure(a, &bounds);
            assert_eq!((said.rounds(other), other.rounds(said)), (rounds, rounds), "{a} and {b}");
        }
    }

    #[test]
    fn a_bound_takes_in_what_lies_on_its_side() {
        let more = [Bound::MoreThan];
        assert!(figure(500_000, &more).admits(figure(572_000, &[])));
        assert!(figure(572_000, &[]).admits(figure(500_000, &more)));
        assert!(!figure(572_000, &more).admits(figure(500_000, &[])));
        assert!(!figure(41, &[]).admits(figure(67, &[])));
        let range = Figure { amount: Amount::between(Decimal::from(52), Decimal::from(56)), bounds: &[] };
        assert!(range.admits(figure(54, &[])) && !range.admits(figure(57, &[])));
    }
}
