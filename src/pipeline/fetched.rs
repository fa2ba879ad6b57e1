//! What is fetched from the web, kept in a store: every request, and the article of each page.

use std::fmt;
use std::mem;

use rayon::prelude::*;

use super::queue::guarded;
use super::{BATCH_BYTES, Event, Intake, Tally, prepared};
use crate::fetch::web::{Keep, KeepError, Seen};
use crate::fetch::{Given, Limits, Raw, sha256};
use crate::lexicon::Lexicon;
use crate::model::{Answer, Exchange};
use crate::store::{Store, StoreError};

/// Requests that are held back: what a run that is killed has to ask for again.
const HELD: usize = 32;

/// Keeps what is fetched in a store, as [`super::add`] does what is read.
pub struct Fetched<'a> {
    intake: Intake<'a>,
    given: &'a Given,
    lexicon: &'a Lexicon,
    /// Requests, without what they brought, with the hash of their page.
    held: Vec<(Exchange, Option<String>)>,
    /// Their pages.
    pages: Vec<Raw>,
    bytes: usize,
}

impl<'a> Fetched<'a> {
    /// A place for pages of which `given` is known.
    #[must_use]
    pub fn new(
        store: &'a mut dyn Store,
        given: &'a Given,
        lexicon: &'a Lexicon,
        tell: &'a mut dyn FnMut(Event<'_>),
    ) -> Self {
        let intake = Intake::new(store, tell);
        Self { intake, given, lexicon, held: Vec::new(), pages: Vec::new(), bytes: 0 }
    }

    /// Stores what is held back, and tells what the pages came to. A run that was stopped needs it as well.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn done(mut self) -> Result<Tally, StoreError> {
        self.write()?;
        Ok(self.intake.tally)
    }

    /// Stores what is held back, articles before requests: a page that a later run does not ask for has its article.
    fn write(&mut self) -> Result<(), StoreError> {
        let (given, lexicon) = (self.given, self.lexicon);
        let work = |raw| guarded(raw, |raw| prepared(raw, given, lexicon));
        let read: Vec<_> = mem::take(&mut self.pages).into_par_iter().map(work).collect();
        self.bytes = 0;
        read.into_iter().try_for_each(|read| self.intake.take(read))?;
        self.intake.write()?;
        for (exchange, page) in mem::take(&mut self.held) {
            self.intake.store.keep(&exchange, page.as_deref())?;
        }
        Ok(())
    }
}

impl Keep for Fetched<'_> {
    fn last(&self, url: &str) -> Result<Option<Seen>, KeepError> {
        // A list that has not changed is read again for what it names.
        let seen = self.intake.store.last(url)?.filter(|seen| seen.page.is_some());
        Ok(seen.map(|seen| Seen { etag: seen.etag, last_modified: seen.last_modified, pending: seen.pending }))
    }

    fn keep(&mut self, exchange: &Exchange, page: Option<&[u8]>) -> Result<bool, KeepError> {
        let sha256 = page.map(sha256);
        let mut is_new = false;
        if sha256.is_some() {
            is_new = self.intake.store.last(&exchange.url)?.is_none_or(|seen| seen.page != sha256);
            match Raw::of(exchange.clone(), Limits::default()) {
                Ok(raw) => {
                    self.bytes += raw.size();
                    self.pages.push(raw);
                }
                Err(skip) => self.intake.tally.skip(skip.as_str()),
            }
        }
        let answer = exchange.answer.as_ref().map(|answer| Answer { body: Vec::new(), ..answer.clone() });
        self.held.push((Exchange { answer: answer.map_err(Clone::clone), ..exchange.clone() }, sha256));
        if self.held.len() >= HELD || self.bytes >= BATCH_BYTES {
            self.write()?;
        }
        Ok(is_new)
    }

    fn finish(&mut self) -> Result<(), KeepError> {
        self.write()?;
        Ok(self.intake.store.finish()?)
    }
}

impl fmt::Debug for Fetched<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetched").field("held", &self.held.len()).finish_non_exhaustive()
    }
}
