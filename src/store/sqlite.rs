//! SQLite behind the store's trait.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use super::{Added, AddedState, Filter, Near, Store, StoreError, Totals};
use crate::model::{Article, ClaimRecord, Evidence, Processed, Regroup};

/// A stand-in until the database is there: forgets all at its end.
#[derive(Debug, Default)]
pub struct SqliteStore {
    articles: BTreeMap<String, Article>,
}

impl SqliteStore {
    /// Opens nothing.
    ///
    /// # Errors
    /// Never.
    pub fn open(_path: &Path) -> Result<Self, StoreError> {
        Ok(Self::default())
    }
}

impl Store for SqliteStore {
    fn add(&mut self, batch: &[Processed], _regroup: Regroup) -> Result<Vec<Added>, StoreError> {
        let mut added = Vec::new();
        for processed in batch {
            let article = processed.article.clone();
            let state = match self.articles.insert(article.id.clone(), article.clone()) {
                None => AddedState::New,
                Some(old) if old.sha256 == article.sha256 => AddedState::Unchanged,
                Some(_) => AddedState::Changed,
            };
            added.push(Added { state, claims_new: 0, claims_merged: 0 });
        }
        Ok(added)
    }
    fn claims(&self, _: &Filter, _: &mut dyn FnMut(ClaimRecord) -> ControlFlow<()>) -> Result<(), StoreError> {
        Ok(())
    }
    fn evidence(&self, _: &str, _: &mut dyn FnMut(Evidence) -> ControlFlow<()>) -> Result<(), StoreError> {
        Ok(())
    }
    fn find(&self, _: &str) -> Result<Vec<ClaimRecord>, StoreError> {
        Ok(Vec::new())
    }
    fn near(&self, _: &Near) -> Result<Vec<ClaimRecord>, StoreError> {
        Ok(Vec::new())
    }
    fn article(&self, id: &str) -> Result<Option<Article>, StoreError> {
        Ok(self.articles.get(id).cloned())
    }
    fn totals(&self) -> Result<Totals, StoreError> {
        Ok(Totals { articles: self.articles.len() as u64, ..Totals::default() })
    }
}
