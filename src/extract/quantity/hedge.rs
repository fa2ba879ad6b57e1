//! Hedges around a number: "about", "up to", "an estimated", "or so".

use std::ops::Range;

use crate::extract::Reading;
use crate::lexicon::Sense;
use crate::model::Bound;
use crate::text::{Number, Shape};

/// What stands around a number.
pub(super) struct Hedge {
    /// What it makes of the number.
    pub(super) bound: Bound,
    /// First token of the hedge, or of the number where there is none.
    pub(super) first: usize,
    /// One past the last token of a hedge behind, or of the number.
    pub(super) end: usize,
}

/// The hedge of a number whose tokens are `number`, and whose unit ends before `unit_end`.
pub(super) fn of(reading: &Reading<'_>, number: Range<usize>, unit_end: usize) -> Hedge {
    let before = |sense| if let Sense::HedgeBefore(bound) = sense { Some(bound) } else { None };
    let behind = |sense| if let Sense::HedgeBehind(bound) = sense { Some(bound) } else { None };
    let sentence = reading.sentence(number.start).map_or(number.start, |s| s.tokens.start);
    let mut first = number.start;
    // "a combined", "the first", "another", "a total of" may stand between the hedge and the number
    for _ in 0..3 {
        if first > sentence && reading.any(first - 1, FILLERS) {
            first -= 1;
        }
    }
    for at in [number.start, first] {
        if let Some((hit, bound)) = reading.hit_before(at, before).filter(|(hit, _)| hit.first >= sentence) {
            // "more than an estimated 4 million": the outer hedge bounds the inner one
            let outer = reading.hit_before(hit.first, before).filter(|(hit, _)| hit.first >= sentence);
            let (hit, bound) = outer.unwrap_or((hit, bound));
            return Hedge { bound, first: hit.first, end: number.end };
        }
    }
    for at in [number.end, unit_end] {
        if let Some((hit, bound)) = reading.hit(at, behind) {
            return Hedge { bound, first: number.start, end: hit.end };
        }
    }
    Hedge { bound: Bound::Exactly, first: number.start, end: number.end }
}

const FILLERS: &[&str] = &[
    "a",
    "an",
    "the",
    "combined",
    "total",
    "of",
    "another",
    "additional",
    "further",
    "extra",
    "record",
    "initial",
    "first",
    "whopping",
    "staggering",
    "mere",
];

/// What a number and its hedge come to together: a range is `between`, a vague number stays vague whatever stands before
/// it, else the hedge decides.
pub(super) fn bound(number: &Number, hedge: Bound) -> Bound {
    match number.shape {
        Shape::Range => Bound::Between,
        Shape::Vague => Bound::Vague,
        _ => hedge,
    }
}
