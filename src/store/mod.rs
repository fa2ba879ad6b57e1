//! Floor 4: keeps articles, facts, claims and their evidence. Knows nothing of how they are found.
//!
//! The store stands behind one coarse trait of bulk operations, so that another engine can take SQLite's place;
//! its tests are written against the trait.

mod browse;
mod canonical;
mod prepared;
mod sqlite;
mod walk;

use std::ops::ControlFlow;
use std::path::PathBuf;

use rust_decimal::Decimal;

pub use browse::{Asked, Browse, Gap, GapRecord, Mention, Order, Overview, Page, PageRecord, SpeakerRecord, Told};
pub use prepared::Prepared;
pub use sqlite::{Interrupt, Names, SqliteStore};
pub use walk::walk;

use crate::model::{
    Action, Article, ArticleRecord, ClaimRecord, Detail, Difference, Dossier, Evidence, Exchange, Form, Judgement,
    JudgementRecord, Kept, Known, Occurrence, Peers, QuoteRecord, Regroup, Seen, Status,
};

/// What a claims database can do.
pub trait Store {
    /// Adds articles in one transaction, and regroups the claims of every block they touch.
    ///
    /// An article with the same id and text as a stored one, and nothing new known of it, changes nothing. One with the
    /// same id, URL or path that says something else becomes a new version; the old one is kept, and its evidence no
    /// longer counts. One outcome an article.
    ///
    /// # Errors
    /// Where the database cannot be written; nothing of the batch is stored then.
    fn add(&mut self, batch: &[Prepared], regroup: Regroup) -> Result<Vec<Added>, StoreError>;

    /// Calls `each` with every claim that fits, sorted by action, unit, value and id.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn claims(&self, filter: &Filter, each: &mut dyn FnMut(ClaimRecord) -> ControlFlow<()>) -> Result<(), StoreError>;

    /// Calls `each` with the passages of one claim, by publication date, article and place in the text.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn evidence(&self, claim: &str, each: &mut dyn FnMut(Evidence) -> ControlFlow<()>) -> Result<(), StoreError>;

    /// Calls `each` with every claim that fits and what it rests on, in the order of [`Self::claims`], in one walk over
    /// the claims and their passages.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn dossiers(
        &self,
        filter: &Filter,
        detail: Detail,
        each: &mut dyn FnMut(Dossier) -> ControlFlow<()>,
    ) -> Result<(), StoreError>;

    /// What decides how a claim hangs together with those of other articles, `None` where there is no such claim: some
    /// thirty claims at most, whatever the database holds.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn peers(&self, claim: &str) -> Result<Option<Peers>, StoreError>;

    /// The claims whose id begins with `prefix`, at most ten.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn find(&self, prefix: &str) -> Result<Vec<ClaimRecord>, StoreError>;

    /// Claims that a statement may be about, at most `near.limit`, the likeliest first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn near(&self, near: &Near) -> Result<Vec<ClaimRecord>, StoreError>;

    /// The units in which the database has claims of an action, sorted.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn units(&self, action: Action) -> Result<Vec<String>, StoreError>;

    /// Calls `each` with every quote that fits, by the day it was first said, speaker and id.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn quotes(
        &self,
        filter: &QuoteFilter,
        each: &mut dyn FnMut(QuoteRecord) -> ControlFlow<()>,
    ) -> Result<(), StoreError>;

    /// Calls `each` with the occurrences of one quote, by publication date, article and place in the text.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn occurrences(&self, quote: &str, each: &mut dyn FnMut(Occurrence) -> ControlFlow<()>) -> Result<(), StoreError>;

    /// Adds a judgement, and regroups the claims that it bears on: its number, from 1. `None` where it would undo a
    /// judgement that is not there, is an undo, or is undone already; nothing is added then.
    ///
    /// # Errors
    /// Where the database cannot be written; nothing is changed then.
    fn judge(&mut self, judgement: &Judgement, regroup: Regroup) -> Result<Option<u64>, StoreError>;

    /// Every judgement, undone ones and undos too, in the order in which they were made.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn judgements(&self) -> Result<Vec<JudgementRecord>, StoreError>;

    /// The standing judgements of a claim: those of its keys, and those of passages that would count for it.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn judgements_of(&self, claim: &str) -> Result<Vec<JudgementRecord>, StoreError>;

    /// Calls `each` with the rejected passages that would count for a claim, in the order of [`Self::evidence`].
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn rejected(&self, claim: &str, each: &mut dyn FnMut(Evidence) -> ControlFlow<()>) -> Result<(), StoreError>;

    /// The passages whose id begins with `prefix`, at most ten.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn passages(&self, prefix: &str) -> Result<Vec<Known>, StoreError>;

    /// Reads every stored article anew, and tells which claims that changes before anything of it is kept, in one
    /// transaction. Memory is bounded by a batch of articles, whatever the database holds.
    ///
    /// # Errors
    /// Where the database cannot be written; nothing is changed then.
    fn refresh(&mut self, refresh: &mut dyn Refresh, regroup: Regroup) -> Result<Refreshed, StoreError>;

    /// Calls `each` with the current version of every article that fits and all that was found in it, sorted by id.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn articles(
        &self,
        filter: &ArticleFilter,
        each: &mut dyn FnMut(ArticleRecord) -> ControlFlow<()>,
    ) -> Result<(), StoreError>;

    /// The current version of an article.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn article(&self, id: &str) -> Result<Option<Article>, StoreError>;

    /// Calls `each` with every version of every article, or with the articles that one claim rests on, as they are
    /// stored, in the order of storing. What is damaged within one is told in it, and the next is gone on with.
    ///
    /// # Errors
    /// Where the database cannot be read at all.
    fn kept(&self, claim: Option<&str>, each: &mut dyn FnMut(Kept) -> ControlFlow<()>) -> Result<(), StoreError>;

    /// Keeps what was asked of the web and what came back; `page` is the SHA-256 of the page that came, out of its
    /// content encoding. The page itself is kept with its article.
    ///
    /// # Errors
    /// Where the database cannot be written.
    fn keep(&mut self, exchange: &Exchange, page: Option<&str>) -> Result<(), StoreError>;

    /// The last answer of a URL that brought a page.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn last(&self, url: &str) -> Result<Option<Seen>, StoreError>;

    /// Notes that a fetch came to its end: what was kept before is no longer pending.
    ///
    /// # Errors
    /// Where the database cannot be written.
    fn finish(&mut self) -> Result<(), StoreError>;

    /// What the database holds.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn totals(&self) -> Result<Totals, StoreError>;
}

/// Who reads stored articles anew. Where it breaks off, nothing is kept.
pub trait Refresh {
    /// What is found in articles now, one answer an article; `None` leaves what is stored of it.
    fn read(&mut self, articles: Vec<Article>) -> ControlFlow<(), Vec<Option<Prepared>>>;

    /// Called with every claim that comes, goes or changes, once all articles are read; sorted by change, action, unit,
    /// amount and id.
    fn differs(&mut self, difference: &Difference) -> ControlFlow<()>;

    /// Called at the end, before anything is kept.
    fn keep(&mut self, refreshed: &Refreshed) -> ControlFlow<()>;
}

/// What a refresh came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Articles read.
    pub articles: u64,
    /// Articles of which something else is found now.
    pub changed: u64,
}

/// Which claims are wanted. An empty filter fits all. Names and units are compared without regard to ASCII case; what
/// is asked of a passage (`status`, `since`, `until`, `text`) is asked of one and the same passage.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The unit.
    pub unit: Option<String>,
    /// One of the actors.
    pub actor: Option<String>,
    /// One of the recipients.
    pub recipient: Option<String>,
    /// One of the products.
    pub product: Option<String>,
    /// The action.
    pub action: Option<Action>,
    /// A state that some evidence gives.
    pub status: Option<Status>,
    /// Said on this ISO day or later.
    pub since: Option<String>,
    /// Said on this ISO day or earlier.
    pub until: Option<String>,
    /// Words that stand in an article that it rests on, all of them; those in quotation marks as a phrase.
    pub text: Option<String>,
}

/// Which quotes are wanted. An empty filter fits all; all that is asked is asked of one and the same occurrence.
#[derive(Clone, Debug, Default)]
pub struct QuoteFilter {
    /// The speaker's name or a part of it, without regard to case and accents.
    pub speaker: Option<String>,
    /// Whether the speaker must hold or speak for a public office.
    pub official: bool,
    /// The speaker's country, as its ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// The article's outlet or a part of its name, without regard to ASCII case.
    pub outlet: Option<String>,
    /// How it is given.
    pub form: Option<Form>,
    /// Said in an article of this ISO day or later.
    pub since: Option<String>,
    /// Said in an article of this ISO day or earlier.
    pub until: Option<String>,
    /// Words of the quote, all of them; those in quotation marks as a phrase.
    pub text: Option<String>,
}

/// Which articles are wanted. An empty filter fits all.
#[derive(Clone, Debug, Default)]
pub struct ArticleFilter {
    /// The outlet or a part of its name, without regard to ASCII case.
    pub outlet: Option<String>,
    /// Published on this ISO day or later.
    pub since: Option<String>,
    /// Published on this ISO day or earlier.
    pub until: Option<String>,
    /// Words of the text, all of them; those in quotation marks as a phrase.
    pub text: Option<String>,
}

/// What a statement says, for finding the claims it may be about.
#[derive(Clone, Debug)]
pub struct Near {
    /// The unit; claims of another unit are no candidates.
    pub unit: String,
    /// The action, preferred.
    pub action: Action,
    /// The number, preferred when equal, then when near.
    pub point: Option<Decimal>,
    /// Preferred where shared.
    pub actor: Vec<String>,
    /// Preferred where shared.
    pub recipient: Vec<String>,
    /// How many at most.
    pub limit: usize,
}

/// What became of one article of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// Whether it was new, a new version, or already there.
    pub state: AddedState,
    /// Claims that the database did not have.
    pub claims_new: u64,
    /// Mentions that joined a claim that was there.
    pub claims_merged: u64,
}

/// Whether an article was new to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddedState {
    /// Not seen before.
    New,
    /// Another text, or more known of the same, under a known id, URL or path.
    Changed,
    /// Already there, word for word.
    Unchanged,
}

/// Counts over the whole database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Current articles.
    pub articles: u64,
    /// Old versions kept.
    pub versions: u64,
    /// Claims.
    pub claims: u64,
    /// Passages.
    pub evidence: u64,
}

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file was written by a newer onrecord.
    #[error("{} was written by a newer onrecord (schema {found}, this one knows {known}); use that one, or another file with --db", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest schema version known here.
        known: i64,
    },
    /// The file was written by an older onrecord and cannot be read as it is.
    #[error("{} was written by an older onrecord; run `onrecord add` with it once to bring it up to date", path.display())]
    Older {
        /// The file.
        path: PathBuf,
    },
    /// There is no such file, and nothing to read.
    #[error("there is no database {}; run `onrecord add` first, or name another file with --db", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is not a database of ours.
    #[error("{} is not an onrecord database; name another file with --db", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The full-text query could not be understood.
    #[error("the words to look for could not be read: {query}")]
    Query {
        /// As it was given.
        query: String,
    },
    /// A page was asked for behind what is no cursor of this list.
    #[error("{cursor:?} is no cursor of this list; begin again without one")]
    Cursor {
        /// As it was given.
        cursor: String,
    },
    /// The answer was broken off from outside, as by a time limit.
    #[error("the search was broken off; ask for less, with more filters")]
    Interrupted,
    /// The disk is full. The batch at hand is not stored; what was stored before is safe.
    #[error("no room left on the disk of {}; what was stored before is safe: make room and run the same again", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Another program holds the file for longer than we wait.
    #[error("{} is in use by another program; run the same again when that is done", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened or written where it lies.
    #[error(
        "cannot {doing} {}: check that its folder is there and that you may write to both, or name another file with --db",
        path.display()
    )]
    Unwritable {
        /// What was being done, such as "open" or "write to".
        doing: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The file is a database of ours and parts of it are broken.
    #[error("{} is damaged; restore it from a copy, or make it anew with --db and the same articles", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// A block's keys were not put into groups, each key into one: a mistake in onrecord. The batch is not stored.
    #[error("the claims of {block:?} were not grouped soundly; this is a mistake in onrecord, please report it")]
    Regroup {
        /// The block.
        block: String,
    },
    /// SQLite said no.
    #[error("cannot {doing} {}: {source}", path.display())]
    Sqlite {
        /// What was being done, such as "open" or "write to".
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}
