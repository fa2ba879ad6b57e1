//! Whether a page is an article at all.

use super::body::{Body, is_prose};
use super::declared::Declared;
use super::outline::Outline;

/// Why a page is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoArticle {
    /// It leads to others, as a front page and a page of search results do.
    Index,
    /// It shows a film.
    Video,
    /// It stands in for a page that could not be shown.
    Error,
}

impl NoArticle {
    /// What such a page is called.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Video => "video",
            Self::Error => "error page",
        }
    }
}

/// An article may be so short, in bytes of prose, where the page does not say that it is one.
const SHORT: usize = 600;
/// Less prose than this, in bytes, is no article beside many headlines.
const SCRAP: usize = 100;
/// Blocks of links alone, as long as headlines, that a page without an article has.
const HEADLINES: usize = 12;

/// Why the page is no article; `None` where it is one, or nothing says that it is none.
pub(super) fn no_article(outline: &Outline<'_>, body: &Body, declared: &Declared) -> Option<NoArticle> {
    if declared.is_article {
        return None;
    }
    let kept = &body.blocks;
    let prose: Vec<_> = kept.iter().map(|at| &outline.blocks[*at]).filter(|block| is_prose(outline, block)).collect();
    let bytes: usize = prose.iter().map(|block| outline.text(block).len() - block.linked).sum();
    if declared.is_error && bytes < SHORT {
        return Some(NoArticle::Error);
    }
    if declared.is_video && bytes < SHORT {
        return Some(NoArticle::Video);
    }
    if body.is_named {
        return None;
    }
    let headlines = outline.blocks.iter().filter(|block| {
        let text = outline.text(block);
        text.len() >= 20 && block.linked * 10 >= text.len() * 8
    });
    let is_scattered = prose.len() >= 4 && most_together(outline, kept) <= 2;
    let least = if declared.is_list { HEADLINES / 2 } else { HEADLINES };
    (headlines.count() >= least && (is_scattered || bytes < SCRAP)).then_some(NoArticle::Index)
}

/// How many blocks of prose follow one another in one element: an article's paragraphs do, the teasers of an index are
/// each in an element of their own.
fn most_together(outline: &Outline<'_>, kept: &[usize]) -> usize {
    let (mut most, mut run, mut last) = (0, 0, None);
    for block in kept.iter().map(|at| &outline.blocks[*at]).filter(|block| is_prose(outline, block)) {
        let element = &outline.elements[block.owner];
        let holder = if matches!(element.tag, "p" | "li" | "blockquote") { element.parent } else { block.owner };
        run = if last == Some(holder) { run + 1 } else { 1 };
        last = Some(holder);
        most = most.max(run);
    }
    most
}
