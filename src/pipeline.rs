//! Floor 5: the one place that ties fetch, extract, claims and store together.

mod check;
mod fetched;
mod pool;
mod queue;
mod refresh;
mod tally;
mod verify;

use std::mem;

pub use check::{Wanted, check};
pub use fetched::Fetched;
pub use pool::{Broken, Pool};
pub use queue::run;
pub use refresh::{Step, refresh};
pub use tally::Tally;
pub use verify::verify;

use crate::claims;
use crate::extract::{self, Reading};
use crate::fetch::{Given, Input, InputError, Raw, Reader};
use crate::lexicon::Lexicon;
use crate::model::{Article, Facts, Processed};
use crate::store::{Prepared, Store, StoreError};

/// Articles of one transaction: in a large database most of what one changes is the same for many.
const BATCH: usize = 2048;
/// Bytes of articles, as they are stored, after which a transaction is closed with fewer.
const BATCH_BYTES: usize = 32 << 20;

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
    Processed { article, mark, facts, claims, relations, skipped, warnings: Vec::new(), page: None, extent: None }
}

/// Extracts an article, and keeps what is known of how it was read.
#[must_use]
pub fn finished(input: Input, lexicon: &Lexicon) -> Processed {
    let Input { article, warnings, page, extent, .. } = input;
    Processed { warnings, page, extent, ..process(article, lexicon) }
}

/// What [`add`] tells while it works.
#[derive(Debug)]
pub enum Event<'a> {
    /// An input could not be read; the rest goes on.
    Problem(&'a InputError),
    /// An input holds no words, or no article, which is no fault.
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
    let mut intake = Intake::new(store, tell);
    run(reader, |raw| prepared(raw, given, lexicon), |read| intake.take(read))?;
    intake.write()?;
    intake.tally.passed_over(reader.skipped());
    (intake.tell)(Event::Progress(&intake.tally));
    Ok(intake.tally)
}

fn prepared(raw: Raw, given: &Given, lexicon: &Lexicon) -> Result<Prepared, InputError> {
    Ok(Prepared::from(finished(raw.read(given)?, lexicon)))
}

/// Takes what was read into a store, a transaction a batch, and counts it.
struct Intake<'a> {
    store: &'a mut dyn Store,
    tell: &'a mut dyn FnMut(Event<'_>),
    tally: Tally,
    batch: Vec<Prepared>,
    bytes: usize,
}

impl<'a> Intake<'a> {
    fn new(store: &'a mut dyn Store, tell: &'a mut dyn FnMut(Event<'_>)) -> Self {
        Self { store, tell, tally: Tally::default(), batch: Vec::new(), bytes: 0 }
    }

    fn take(&mut self, read: Result<Prepared, InputError>) -> Result<(), StoreError> {
        match read {
            Ok(prepared) => {
                self.bytes += prepared.bytes();
                self.batch.push(prepared);
            }
            Err(error) => match error.reason.nothing() {
                Some(why) => {
                    self.tally.skip(&why);
                    (self.tell)(Event::Empty(&error));
                }
                None => {
                    self.tally.errors += 1;
                    (self.tell)(Event::Problem(&error));
                }
            },
        }
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES {
            self.write()?;
            (self.tell)(Event::Progress(&self.tally));
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), StoreError> {
        self.bytes = 0;
        let batch = mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        let added = self.store.add(&batch, claims::regroup)?;
        tracing::debug!(articles = batch.len(), "stored a batch");
        for (prepared, added) in batch.iter().zip(added) {
            self.tally.count(prepared, added);
        }
        Ok(())
    }
}
