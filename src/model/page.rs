//! The page that an article was read from.

use super::Span;

/// A page as it came, kept beside the text that was read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// SHA-256 of `bytes`, 64 lower-case hex digits.
    pub sha256: String,
    /// The page, out of its content encoding, in its own character set.
    pub bytes: Vec<u8>,
    /// When it was fetched: ISO 8601 in UTC; `None` where it was read from a file that doesn't say.
    pub fetched: Option<String>,
    /// The character set that it came with, as an HTTP header names it; it goes before what the page declares itself.
    pub charset: Option<String>,
    /// Where each block of the text stands in the page, in the order of the text.
    pub blocks: Vec<Block>,
}

/// A stretch of an article's text and the element of the page that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it is in the text.
    pub span: Span,
    /// The element, as an XPath of names and positions: `/html/body/div[2]/p[1]`.
    pub path: String,
}

/// How much of an article its page shows, and how much of the page is in its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The page says that the article is not for everybody to read.
    pub paywalled: bool,
    /// The text seems to be the beginning of an article alone.
    pub partial: bool,
    /// Numbers in figures that the page shows, navigation and all.
    pub numbers: usize,
    /// Those of them that are in the text.
    pub kept: usize,
}
