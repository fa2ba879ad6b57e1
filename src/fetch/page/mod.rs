//! The article in a page: its words, block by block, and where in the page each block stands.

mod body;
mod names;
mod outline;
mod prune;

use scraper::Html;

use crate::model::{Block, Span};
use crate::text::normalise;

use outline::Outline;

/// An article's words as a page shows them.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// A blank line between blocks. Normalised.
    pub(super) text: String,
    /// Where each block stands, in the order of the text; bytes of `text`.
    pub(super) blocks: Vec<Block>,
}

/// Reads a page.
pub(super) fn read(page: &Html) -> Page {
    let outline = Outline::read(page);
    let mut read = Page::default();
    for at in body::blocks(&outline) {
        let block = &outline.blocks[at];
        read.push(outline.text(block), || outline.path(block.owner));
    }
    read
}

impl Page {
    fn push(&mut self, words: &str, path: impl FnOnce() -> String) {
        let is_mark = |c: char| c == '\u{feff}' || c.is_whitespace();
        let words = normalise(words.trim_matches(is_mark));
        let words = words.trim_matches(is_mark);
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let from = self.text.len();
        self.text.push_str(words);
        self.blocks.push(Block { span: Span::new(from, self.text.len()), path: path() });
    }
}
