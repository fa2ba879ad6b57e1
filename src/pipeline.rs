//! Floor 5: the one place that ties fetch, extract, claims and store together.

mod check;
mod queue;
mod refresh;
mod tally;

use std::mem;

pub use check::{Checked, Matched, Outcome, Wanted, check};
pub use queue::run;
pub use refresh::{Step, refresh};
pub use tally::Tally;

use crate::claims;
use crate::extract::{self, Reading};
use crate::fetch::{Given, InputError, Reader, Reason};
use crate::lexicon::Lexicon;
use crate::model::{Article, Facts, Processed};
use crate::store::{Store, StoreError};

/// Articles of one transaction.
const BATCH: usize = 256;
/// Bytes of text after which a transaction is closed with fewer articles.
const BATCH_BYTES: usize = 8 << 20;

/// Extracts one article. Pure: no clock, no files, the same answer every time.
///
/// An article whose language is known and not English comes back with nothing found and `skipped` saying why.
#[must_use]
pub fn process(article: Article, lexicon: &Lexicon) -> Processed {
    let foreign = article.language.as_deref().filter(|language| *language != "en");
    let skipped = foreign.map(|language| format!("language: {language}"));
    let (facts, mark, claims, relations) = if skipped.is_some() {
        (Facts::default(), None, Vec::new(), Vec::new())
    } else {
        let reading = Reading::new(&article.text, lexicon);
        let facts = extract::facts(&reading, article.published.as_ref().map(|published| published.day));
        let (claims, relations) = claims::claims(&reading, &facts, &article);
        let mark = claims::mark(&facts, &article).map(str::to_owned);
        (facts, mark, claims, relations)
    };
    Processed { article, mark, facts, claims, relations, skipped, warnings: Vec::new() }
}

/// What [`add`] tells while it works.
#[derive(Debug)]
pub enum Event<'a> {
    /// An input could not be read; the rest goes on.
    Problem(&'a InputError),
    /// An input holds no words, which is no fault.
    Empty(&'a InputError),
    /// A batch is stored, or all is done.
    Progress(&'a Tally),
}

/// Extracts all that `reader` finds, on all cores, and adds it to a store in the order of the inputs.
///
/// The store sees a transaction a batch: when the program is killed, whole batches are there, and running it again
/// completes the work.
///
/// # Errors
/// Where the store cannot be written; batches before are stored then.
pub fn add(
    reader: &mut Reader,
    given: &Given,
    lexicon: &Lexicon,
    store: &mut dyn Store,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Tally, StoreError> {
    let mut tally = Tally::default();
    let mut batch = Vec::new();
    let mut bytes = 0;
    run(
        reader,
        |raw| {
            let input = raw.read(given)?;
            Ok(Processed { warnings: input.warnings, ..process(input.article, lexicon) })
        },
        |read| {
            match read {
                Ok(processed) => {
                    bytes += processed.article.text.len();
                    batch.push(processed);
                }
                Err(error) if matches!(error.reason, Reason::Empty) => {
                    tally.skip("no words");
                    tell(Event::Empty(&error));
                }
                Err(error) => {
                    tally.errors += 1;
                    tell(Event::Problem(&error));
                }
            }
            if batch.len() >= BATCH || bytes >= BATCH_BYTES {
                bytes = 0;
                write(&mut batch, store, &mut tally)?;
                tell(Event::Progress(&tally));
            }
            Ok(())
        },
    )?;
    write(&mut batch, store, &mut tally)?;
    tally.passed_over(reader.skipped());
    tell(Event::Progress(&tally));
    Ok(tally)
}

fn write(batch: &mut Vec<Processed>, store: &mut dyn Store, tally: &mut Tally) -> Result<(), StoreError> {
    let batch = mem::take(batch);
    if batch.is_empty() {
        return Ok(());
    }
    let added = store.add(&batch, claims::regroup)?;
    tracing::debug!(articles = batch.len(), "stored a batch");
    for (processed, added) in batch.iter().zip(&added) {
        tally.count(processed, Some(*added));
    }
    Ok(())
}
