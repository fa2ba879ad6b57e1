//! What a face asks that shows the database page by page, beside the bulk operations of [`Store`].
//!
//! Every page is found along an index from where the last one ended, so that the thousandth costs what the first does.

use super::{Filter, QuoteFilter, Store, StoreError};
use crate::model::{ClaimRecord, Evidence, Occurrence, QuoteRecord, Snapshot, Span, Speaker, Status};

/// A store that is read page by page.
pub trait Browse: Store {
    /// The claims that fit, in an order.
    ///
    /// # Errors
    /// Where the database cannot be read, or `page.after` is none of its cursors.
    fn claims_page(&self, filter: &Filter, order: Order, page: &Asked) -> Result<Page<ClaimRecord>, StoreError>;

    /// The claim of this very id.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn claim(&self, id: &str) -> Result<Option<ClaimRecord>, StoreError>;

    /// The passages of a claim, by publication day (unknown ones last) and the order of adding.
    ///
    /// # Errors
    /// Where the database cannot be read, or `page.after` is none of its cursors.
    fn evidence_page(&self, claim: &str, page: &Asked) -> Result<Page<Evidence>, StoreError>;

    /// On which days a claim was said to be in which state, by day; unknown days last.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn told(&self, claim: &str) -> Result<Vec<Told>, StoreError>;

    /// The figures of an article that are claims, in the order of the text.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn mentions(&self, article: &str) -> Result<Vec<Mention>, StoreError>;

    /// Which page the current version of an article was read from; `None` where it came as text.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn page_of(&self, article: &str) -> Result<Option<PageRecord>, StoreError>;

    /// The page itself, whose hash is for the caller to compare.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn snapshot(&self, article: &str) -> Result<Option<Snapshot>, StoreError>;

    /// The quotes that fit, each at its latest occurrence that does, the latest first.
    ///
    /// # Errors
    /// Where the database cannot be read, or `page.after` is none of its cursors.
    fn quotes_page(&self, filter: &QuoteFilter, page: &Asked) -> Result<Page<QuoteRecord>, StoreError>;

    /// The quote of this very id, with its first `limit` occurrences.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn quote(&self, id: &str, limit: usize) -> Result<Option<(QuoteRecord, Vec<Occurrence>)>, StoreError>;

    /// Who is quoted, by name: those in whose name a word begins so, whatever its case and accents.
    ///
    /// # Errors
    /// Where the database cannot be read, or `page.after` is none of its cursors.
    fn speakers_page(&self, begins: &str, page: &Asked) -> Result<Page<SpeakerRecord>, StoreError>;

    /// Articles of which something is not known: not extracted, with numbers that could not be typed, or with warnings;
    /// in the order of adding.
    ///
    /// # Errors
    /// Where the database cannot be read, or `page.after` is none of its cursors.
    fn gaps_page(&self, gap: Gap, page: &Asked) -> Result<Page<GapRecord>, StoreError>;

    /// Counts over the whole database: all of it is read.
    ///
    /// # Errors
    /// Where the database cannot be read.
    fn overview(&self) -> Result<Overview, StoreError>;
}

/// Which page is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The cursor that the page before gave; `None` for the first page.
    pub after: Option<String>,
    /// How many items at most.
    pub limit: usize,
}

/// Some of the items that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins; `None` where there is none.
    pub next: Option<String>,
}

/// The order of claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// First said latest first.
    #[default]
    Newest,
    /// First said earliest first; unknown days come before all.
    Oldest,
    /// By action, unit, value and id.
    Figure,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Oldest, Self::Figure];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Figure => "figure",
        }
    }

    /// The order of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == word)
    }
}

/// A state that a claim was said to be in on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The publication day, ISO; `None` where it is not known.
    pub day: Option<String>,
    /// The state.
    pub status: Status,
    /// Passages of that day that say so.
    pub passages: u64,
}

/// A figure of an article and the claim that it is a mention of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The figure, in bytes of the article's text.
    pub span: Span,
    /// The claim's id; `None` where the passage is rejected.
    pub claim: Option<String>,
}

/// A page that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRecord {
    /// Of the page as it came, 64 lower-case hex digits.
    pub sha256: String,
    /// Its bytes.
    pub size: u64,
    /// When it was fetched: ISO 8601 in UTC; `None` where it was read from a file that doesn't say.
    pub fetched: Option<String>,
}

/// Somebody who is quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerRecord {
    /// As names are compared: small letters, no accents, no marks.
    pub name: String,
    /// As one article has it that names the speaker.
    pub speaker: Speaker,
    /// How often the name is quoted.
    pub occurrences: u64,
    /// Latest publication day of these, ISO.
    pub last_said: Option<String>,
}

/// What is not known of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// Numbers that could not be typed.
    #[default]
    Untyped,
    /// Nothing was extracted.
    Skipped,
    /// Something that a reader should know.
    Warned,
}

impl Gap {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Untyped, Self::Skipped, Self::Warned];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Untyped => "untyped",
            Self::Skipped => "skipped",
            Self::Warned => "warned",
        }
    }

    /// The gap of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gap| gap.as_str() == word)
    }
}

/// An article of which something is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapRecord {
    /// The article's id.
    pub article: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Numbers seen.
    pub numbers: u64,
    /// Numbers with a unit.
    pub typed: u64,
    /// Why nothing was extracted.
    pub skipped: Option<String>,
    /// What a reader should know.
    pub warnings: Vec<String>,
}

/// Counts over the whole database, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Current articles.
    pub articles: u64,
    /// Claims.
    pub claims: u64,
    /// Passages.
    pub evidence: u64,
    /// Numbers seen.
    pub numbers: u64,
    /// Numbers with a unit.
    pub typed: u64,
    /// Articles with warnings.
    pub warned: u64,
    /// Articles that were not extracted, by the reason.
    pub skipped: Vec<(String, u64)>,
    /// The units that most claims count, and how many do.
    pub units: Vec<(String, u64)>,
}
