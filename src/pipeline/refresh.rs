//! Stored articles read anew by the rules and words of today.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::queue::caught;
use crate::claims;
use crate::lexicon::Lexicon;
use crate::model::{Article, Difference};
use crate::store::{Prepared, Refresh, Refreshed, Store, StoreError};

/// What [`refresh`] tells while it works. Where the answer is to break off, nothing is changed.
#[derive(Debug)]
pub enum Step<'a> {
    /// So many articles are read.
    Progress(u64),
    /// An article's id, and why it could not be read anew; what is stored of it stays.
    Problem(&'a str, &'a str),
    /// A claim comes, goes or changes.
    Differs(&'a Difference),
    /// All is told, and what follows is that it is kept.
    Keep(&'a Refreshed),
}

/// Reads every stored article anew on all cores, tells what that changes, and keeps it in one transaction.
///
/// # Errors
/// Where the store cannot be written; nothing is changed then.
pub fn refresh(
    lexicon: &Lexicon,
    store: &mut dyn Store,
    tell: &mut dyn FnMut(Step<'_>) -> ControlFlow<()>,
) -> Result<Refreshed, StoreError> {
    store.refresh(&mut Anew { lexicon, tell, read: 0 }, claims::regroup)
}

struct Anew<'a> {
    lexicon: &'a Lexicon,
    tell: &'a mut dyn FnMut(Step<'_>) -> ControlFlow<()>,
    read: u64,
}

impl Refresh for Anew<'_> {
    fn read(&mut self, articles: Vec<Article>) -> ControlFlow<(), Vec<Option<Prepared>>> {
        let lexicon = self.lexicon;
        let one = |article: Article| {
            let id = article.id.clone();
            (id, caught(|| Prepared::from(super::process(article, lexicon))))
        };
        let read: Vec<_> = articles.into_par_iter().map(one).collect();
        self.read += read.len() as u64;
        let mut found = Vec::with_capacity(read.len());
        for (id, read) in read {
            if let Err(message) = &read {
                (self.tell)(Step::Problem(&id, message))?;
            }
            found.push(read.ok());
        }
        (self.tell)(Step::Progress(self.read))?;
        ControlFlow::Continue(found)
    }

    fn differs(&mut self, difference: &Difference) -> ControlFlow<()> {
        (self.tell)(Step::Differs(difference))
    }

    fn keep(&mut self, refreshed: &Refreshed) -> ControlFlow<()> {
        (self.tell)(Step::Keep(refreshed))
    }
}
