//! Things as lines of JSON, in the public forms.

use std::io::Write;

use super::listing::Listing;
use super::{ExportError, Sink};

pub(super) struct Lines<L, W> {
    listing: L,
    out: W,
}

impl<L, W> Lines<L, W> {
    pub(super) fn new(listing: L, out: W) -> Self {
        Self { listing, out }
    }
}

impl<L: Listing, W: Write> Sink<L::Item> for Lines<L, W> {
    fn put(&mut self, item: &L::Item) -> Result<(), ExportError> {
        self.listing.lines(item, &mut self.out)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}
