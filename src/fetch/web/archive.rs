//! A web archive as a place that keeps what was fetched: every exchange, in the order they are done.

use super::keep::{Keep, KeepError, Seen};
use crate::fetch::warc::Writer;
use crate::model::Exchange;

impl Keep for Writer {
    fn last(&self, url: &str) -> Result<Option<Seen>, KeepError> {
        Ok(self.last(url))
    }

    fn keep(&mut self, exchange: &Exchange, page: Option<&[u8]>) -> Result<bool, KeepError> {
        Ok(self.write(exchange, page)?)
    }

    fn finish(&mut self) -> Result<(), KeepError> {
        Ok(self.finish()?)
    }
}
