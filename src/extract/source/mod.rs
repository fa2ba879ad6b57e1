//! Where the article says that its information comes from.

use super::Reading;
use crate::model::Source;

/// All mentions of sources, in order.
pub(super) fn sources(_reading: &Reading<'_>) -> Vec<Source> {
    Vec::new()
}

/// The rules of this kind.
pub(super) const RULES: &[&str] = &[];
