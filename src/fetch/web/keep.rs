//! What a place that keeps what was fetched has to offer: a folder, an archive, a database.

use std::error::Error;

use crate::model::Exchange;

/// Why something could not be kept, which ends a run.
pub type KeepError = Box<dyn Error + Send + Sync>;

/// A place that keeps what was fetched.
pub trait Keep {
    /// What is kept of the page at a URL, by its last answer; `None` where nothing is.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn last(&self, url: &str) -> Result<Option<Seen>, KeepError>;

    /// Keeps a request and its answer: each of them, redirects and failures too, in the order they are done.
    ///
    /// `page` is the page that it brought, out of its content encoding and in its own character set. Tells whether the
    /// page is another than what was kept of it before.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn keep(&mut self, exchange: &Exchange, page: Option<&[u8]>) -> Result<bool, KeepError>;

    /// Notes that a run came to its end, and was not stopped.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn finish(&mut self) -> Result<(), KeepError>;
}

/// What is known of a page that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The last answer's `ETag`.
    pub etag: Option<String>,
    /// The last answer's `Last-Modified`.
    pub last_modified: Option<String>,
    /// Whether it was had by a run that was stopped, which this one continues: there is no need to ask again.
    pub pending: bool,
}
