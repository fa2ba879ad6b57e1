//! What the number and its hedge come to together.

use crate::model::{Amount, Bound};
use crate::text::{Number, Shape};

/// A range is `between`, a vague number stays vague whatever stands before it, else the hedge decides.
pub(super) fn bounded(number: &Number, hedge: Bound) -> (Amount, Bound) {
    let bound = match number.shape {
        Shape::Range => Bound::Between,
        Shape::Vague => Bound::Vague,
        _ => hedge,
    };
    (number.amount, bound)
}
