//! People, with their roles and all their mentions.

use super::Reading;
use crate::model::Person;

/// All people, in the order of their first mention.
pub(super) fn people(_reading: &Reading<'_>) -> Vec<Person> {
    Vec::new()
}

/// The rules of this kind.
pub(super) const RULES: &[&str] = &[];
