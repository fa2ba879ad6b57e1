//! Numbers within their hedges: "more than 1,000" holds 1,091, and "fewer than 600,000" is not "more than 600,000".

use rust_decimal::Decimal;

use super::Answer;
use crate::claims::figures::near;
use crate::model::{Amount, Bound};

/// How the statement's number stands to the claim's, each with all the hedges that it has.
pub(super) fn answer((said, said_bounds): (Amount, &[Bound]), (have, have_bounds): (Amount, &[Bound])) -> Answer {
    let (said_open, have_open) = (open(said_bounds), open(have_bounds));
    let (Some(a), Some(b)) = (said.value, have.value) else {
        return if said == have { Answer::Same } else { reach(said, said_open).answer(&reach(have, have_open)) };
    };
    if a == b {
        let vague = have_bounds.iter().any(|bound| matches!(bound, Bound::Between | Bound::Vague));
        return match (said_open, have_open) {
            (Open::Up, Open::Down) | (Open::Down, Open::Up) => Answer::Different,
            _ if vague && said_bounds == [Bound::Exactly] => Answer::Close,
            _ => Answer::Same,
        };
    }
    let about = [said_bounds, have_bounds].concat().contains(&Bound::About);
    points((a, said_open), (b, have_open), about)
}

/// Two numbers that are not the same.
fn points((a, said): (Decimal, Open), (b, have): (Decimal, Open), about: bool) -> Answer {
    match (said, have) {
        (Open::Up, Open::No | Open::Up) if a < b && b < double(a) => Answer::Broader,
        (Open::Down, Open::No | Open::Down) if b < a && a < double(b) => Answer::Broader,
        (Open::No, Open::Down) if a < b && b < double(a) => Answer::Narrower,
        // the statement goes past the sources' figure, however little
        (Open::Up, Open::No) if !about => Answer::Different,
        (Open::Down, Open::No) if !about => Answer::Different,
        _ if near(a, b, if about { 10 } else { 20 }) => Answer::Close,
        _ => Answer::Different,
    }
}

/// To which side a number is open by all its hedges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    No,
    Up,
    Down,
}

fn open(bounds: &[Bound]) -> Open {
    let all = |of: [Bound; 2]| !bounds.is_empty() && bounds.iter().all(|bound| of.contains(bound));
    if all([Bound::MoreThan, Bound::AtLeast]) {
        Open::Up
    } else if all([Bound::LessThan, Bound::AtMost]) {
        Open::Down
    } else {
        Open::No
    }
}

/// A bound is meant to be near what it bounds: "more than 10" of 1,000 is another figure. It holds up to the double and
/// down to the half.
fn double(value: Decimal) -> Decimal {
    value.saturating_add(value)
}

fn half(value: Decimal) -> Decimal {
    value.checked_div(Decimal::TWO).unwrap_or_default()
}

/// All that a number may be; `None` is no end.
struct Reach {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

fn reach(amount: Amount, open: Open) -> Reach {
    match (amount.value, open) {
        (None, _) => Reach { low: amount.low, high: amount.high },
        (value, Open::Up) => Reach { low: value, high: value.map(double) },
        (value, Open::Down) => Reach { low: value.map(half), high: value },
        (value, Open::No) => Reach { low: value, high: value },
    }
}

impl Reach {
    fn answer(&self, have: &Self) -> Answer {
        if self.holds(have) {
            Answer::Broader
        } else if have.holds(self) {
            Answer::Narrower
        } else if self.meets(have) {
            Answer::Close
        } else {
            Answer::Different
        }
    }

    fn holds(&self, other: &Self) -> bool {
        let low = self.low.is_none_or(|low| other.low.is_some_and(|theirs| low <= theirs));
        low && self.high.is_none_or(|high| other.high.is_some_and(|theirs| theirs <= high))
    }

    fn meets(&self, other: &Self) -> bool {
        let below = |low: Option<Decimal>, high: Option<Decimal>| low.zip(high).is_none_or(|(low, high)| low <= high);
        below(self.low, other.high) && below(other.low, self.high)
    }
}
