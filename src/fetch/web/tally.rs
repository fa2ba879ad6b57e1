//! What a run came to.

use std::collections::BTreeMap;

use super::failure::Failure;
use super::frontier::Passed;

/// What came of one URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A page that is new, or another than before.
    Fetched,
    /// The page is as it was.
    Unchanged,
    /// The run that this one continues had it.
    Before,
    /// It leads to a page that is listed on its own account.
    Elsewhere,
    /// It lists so many pages.
    Listing(usize),
    /// It was not asked for, since robots.txt says no.
    Refused,
    /// It was not had.
    Failed(Failure),
}

/// Counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Requests made, redirects and robots.txt among them.
    pub requests: u64,
    /// Bytes of the bodies that came, as they came.
    pub bytes: u64,
    /// Pages that are new or changed.
    pub fetched: u64,
    /// Pages that are as they were.
    pub unchanged: u64,
    /// Pages that the run which this one continues had.
    pub before: u64,
    /// URLs that lead to a page that is listed on its own account.
    pub elsewhere: u64,
    /// Feeds, sitemaps and lists.
    pub listings: u64,
    /// What was not asked for, since robots.txt says no.
    pub refused: u64,
    /// What was not had, by kind.
    pub failed: BTreeMap<String, u64>,
    /// Listed pages that were passed over, by why.
    pub passed: BTreeMap<Passed, u64>,
    /// URLs that were not asked for when the run was stopped.
    pub left: usize,
}

impl Tally {
    pub(super) fn count(&mut self, outcome: &Outcome) {
        *match outcome {
            Outcome::Fetched => &mut self.fetched,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Before => &mut self.before,
            Outcome::Elsewhere => &mut self.elsewhere,
            Outcome::Listing(_) => &mut self.listings,
            Outcome::Refused => &mut self.refused,
            Outcome::Failed(failure) => self.failed.entry(failure.kind()).or_default(),
        } += 1;
    }

    pub(super) fn pass(&mut self, passed: Passed, times: u64) {
        if times > 0 {
            *self.passed.entry(passed).or_default() += times;
        }
    }

    /// Pages that are there now.
    #[must_use]
    pub const fn pages(&self) -> u64 {
        self.fetched + self.unchanged + self.before
    }
}
