//! Floor 4: claims from facts. Pure.

use crate::extract::Reading;
use crate::model::{Article, Claim, Facts, Group, Keyed, Relation};

/// The claims of one article and how they hang together (indices into the claims).
#[must_use]
pub fn claims(_reading: &Reading<'_>, _facts: &Facts, _article: &Article) -> (Vec<Claim>, Vec<Relation<usize>>) {
    (Vec::new(), Vec::new())
}

/// Decides which of a block's keys are one claim.
#[must_use]
pub fn regroup(_keys: &[Keyed]) -> Vec<Group> {
    Vec::new()
}
