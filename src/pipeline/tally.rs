//! What a run came to, counted as it goes: nothing is dropped in silence.

use std::collections::BTreeMap;

use crate::fetch::Skip;
use crate::store::{Added, AddedState, Prepared};

/// Counts of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles read.
    pub articles: u64,
    /// Bytes of their text.
    pub bytes: u64,
    /// Articles that the store had not seen.
    pub new: u64,
    /// Articles that became a new version of a stored one.
    pub changed: u64,
    /// Articles that were stored already.
    pub unchanged: u64,
    /// Articles without a publication date: what they say relative to it stays open.
    pub undated: u64,
    /// Numbers seen.
    pub numbers: u64,
    /// Numbers seen and typed.
    pub typed: u64,
    /// Claims that the store did not have.
    pub claims_new: u64,
    /// Mentions that joined a claim that was there.
    pub claims_merged: u64,
    /// What was passed over or stored without being extracted, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// Inputs that could not be read.
    pub errors: u64,
}

impl Tally {
    /// Counts an article, and what became of it in the store.
    pub fn count(&mut self, prepared: &Prepared, added: Added) {
        let Prepared { article, coverage, skipped, .. } = prepared;
        self.articles += 1;
        self.bytes += article.text.len() as u64;
        self.numbers += coverage.numbers as u64;
        self.typed += coverage.typed as u64;
        self.undated += u64::from(article.published.is_none());
        skipped.iter().for_each(|reason| self.skip(reason));
        match added.state {
            AddedState::New => self.new += 1,
            AddedState::Changed => self.changed += 1,
            AddedState::Unchanged => self.unchanged += 1,
        }
        self.claims_new += added.claims_new;
        self.claims_merged += added.claims_merged;
    }

    /// Counts something that is not extracted.
    pub fn skip(&mut self, reason: &str) {
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    /// Takes in the files that the reader passed over.
    pub fn passed_over(&mut self, files: &BTreeMap<Skip, u64>) {
        for (why, count) in files {
            *self.skipped.entry(why.as_str().to_owned()).or_default() += count;
        }
    }
}
