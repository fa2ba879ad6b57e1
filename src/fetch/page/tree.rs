//! One walk over a page's tree, without the stack: a page may nest deeper than that would carry.

use scraper::node::Element;
use scraper::{Html, Node};

/// What is told of a page's elements and words, in the order of the page.
pub(super) trait Visitor<'p> {
    /// An element begins: whether what it holds is to be told.
    fn open(&mut self, element: &'p Element) -> bool;
    /// Words between tags.
    fn words(&mut self, words: &str);
    /// An element ends; `entered` is what `open` said of it.
    fn close(&mut self, element: &'p Element, entered: bool);
}

/// Walks a page.
pub(super) fn walk<'p>(page: &'p Html, visitor: &mut impl Visitor<'p>) {
    let mut node = page.tree.root();
    loop {
        let enters = match node.value() {
            Node::Text(words) => {
                visitor.words(words);
                false
            }
            Node::Element(element) => visitor.open(element),
            Node::Document | Node::Fragment => true,
            _ => false,
        };
        if enters && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        let mut entered = enters;
        loop {
            if let Node::Element(element) = node.value() {
                visitor.close(element, entered);
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return,
            }
            entered = true;
        }
    }
}
