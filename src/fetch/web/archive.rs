//! A web archive as a place that keeps what was fetched: every exchange, in the order they are done.

use super::keep::{Keep, KeepError, Seen};
use crate::fetch::warc::Writer;
use crate::model::Exchange;

impl Keep for Writer {
    /// Nothing: an archive is read from end to end, and not asked for one page.
    fn last(&self, _url: &str) -> Result<Option<Seen>, KeepError> {
        Ok(None)
    }

    fn keep(&mut self, exchange: &Exchange, page: Option<&[u8]>) -> Result<bool, KeepError> {
        self.write(exchange)?;
        Ok(page.is_some())
    }

    fn finish(&mut self) -> Result<(), KeepError> {
        Ok(())
    }
}
