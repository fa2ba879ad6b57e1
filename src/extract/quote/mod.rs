//! What was said, and who said it.

use super::Reading;
use crate::model::{Person, Quote, Source};

/// All quotes, in order. A speaker that is a body is a source too, and is added to `sources`.
pub(super) fn quotes(_reading: &Reading<'_>, _people: &mut [Person], _sources: &mut [Source]) -> Vec<Quote> {
    Vec::new()
}

/// The rules of this kind.
pub(super) const RULES: &[&str] = &[];
