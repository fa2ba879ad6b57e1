//! Expressions of time.

use jiff::civil::Date;

use super::Reading;
use crate::model::DateMention;

/// All expressions of time, in order.
pub(super) fn dates(_reading: &Reading<'_>, _published: Option<Date>) -> Vec<DateMention> {
    Vec::new()
}

/// The rules of this kind.
pub(super) const RULES: &[&str] = &[];
