//! Figures.

use super::Reading;
use crate::model::{DateMention, Quantity};

/// All figures, in order.
pub(super) fn quantities(_reading: &Reading<'_>, _dates: &[DateMention]) -> Vec<Quantity> {
    Vec::new()
}

/// The rules of this kind.
pub(super) const RULES: &[&str] = &[];
