//! Places.

use super::Reading;
use crate::model::Place;

/// All mentions of places, in order.
pub(super) fn places(_reading: &Reading<'_>) -> Vec<Place> {
    Vec::new()
}

/// The rules of this kind.
pub(super) const RULES: &[&str] = &[];
