//! The article in a page: its words, block by block, and where in the page each block stands.

mod body;
mod declared;
mod kind;
mod names;
mod outline;
mod prune;
mod shown;
mod tree;

use scraper::Html;

use crate::model::{Block, Extent, Span};
use crate::text::normalise;

use super::meta::Seen;
use declared::Declared;
use outline::Outline;

pub use kind::NoArticle;
pub use shown::Piece;
pub(super) use shown::shown;

/// So many blocks have a place of their own; the rest of a page with more, which no article is, has that of the page.
const BLOCKS: usize = 1 << 14;
/// An article whose words stand in the page's data counts for more than what is shown where it has so many bytes.
const LEAST: usize = 400;
/// An article that is paid for and shorter than this, in bytes, is the beginning of one.
const TEASER: usize = 1000;

/// An article as a page shows it.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its words, a blank line between blocks. Normalised.
    pub(super) text: String,
    /// Where each block stands, in the order of the text; bytes of `text`.
    pub(super) blocks: Vec<Block>,
    /// How much of the article the page shows, and how much of the page the text holds.
    pub(super) extent: Extent,
}

/// Reads the article of a page, by what was `seen` of what it says of itself.
///
/// # Errors
/// Why the page has none.
pub(super) fn read(page: &Html, seen: &Seen<'_>) -> Result<Page, NoArticle> {
    let outline = Outline::read(page);
    let declared = Declared::of(seen);
    let body = body::find(&outline);
    if let Some(why) = kind::no_article(&outline, &body, &declared) {
        return Err(why);
    }
    let mut read = Page::default();
    for at in &body.blocks {
        let block = &outline.blocks[*at];
        read.push(outline.text(block), || outline.path(block.owner));
    }
    if let Some((body, path)) = &declared.body
        && body.len() >= LEAST
        && body.len() / 3 > read.text.len()
    {
        read = Page::default();
        body.split('\n').for_each(|words| read.push(words, || path.clone()));
    }
    read.extent = extent(&read, &outline, &declared);
    Ok(read)
}

impl Page {
    fn push(&mut self, words: &str, path: impl FnOnce() -> String) {
        let is_mark = |c: char| c == '\u{feff}' || c == '\0' || c.is_whitespace();
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
        let is_full = self.blocks.len() >= BLOCKS;
        match self.blocks.last_mut() {
            Some(last) if is_full => {
                *last = Block { span: Span::new(last.span.start(), self.text.len()), path: "/html".to_owned() };
            }
            _ => self.blocks.push(Block { span: Span::new(from, self.text.len()), path: path() }),
        }
    }
}

fn extent(read: &Page, outline: &Outline<'_>, declared: &Declared) -> Extent {
    let paywalled = declared.is_paid || body::has_barrier(outline);
    let words = read.text.split_ascii_whitespace().count();
    let is_cut = read.text.ends_with(['…']) || read.text.ends_with("...");
    let told = declared.body.as_ref().map_or(0, |(body, _)| body.split_ascii_whitespace().count());
    // Some count characters: alone, the number shows nothing.
    let told = if paywalled { told.max(declared.words.unwrap_or_default()) } else { told };
    Extent {
        paywalled,
        partial: told / 2 > words + 30 || paywalled && is_cut || declared.is_paid && read.text.len() < TEASER,
        numbers: outline.blocks.iter().map(|block| numbers(outline.text(block))).sum(),
        kept: numbers(&read.text),
    }
}

/// How many numbers in figures a text has.
fn numbers(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let goes_on = |at: usize| matches!(bytes[at - 1], b'.' | b',') && at >= 2 && is_digit(at - 2);
    (0..bytes.len()).filter(|at| is_digit(*at) && (*at == 0 || !is_digit(at - 1) && !goes_on(*at))).count()
}
