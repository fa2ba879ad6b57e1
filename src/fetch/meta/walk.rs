//! A walk over a part of a page's tree that climbs by hand: a page may nest deeper than the stack would carry.

use scraper::{ElementRef, Node};

/// What a walk comes by.
pub(super) enum Step<'p> {
    Open(ElementRef<'p>),
    Close(ElementRef<'p>),
    Text(&'p str),
}

/// Walks an element and all that it holds, in the order of the page, for as long as `see` says so.
pub(super) fn walk<'p>(root: ElementRef<'p>, mut see: impl FnMut(Step<'p>) -> bool) {
    let mut node = *root;
    loop {
        let goes_on = match node.value() {
            Node::Text(text) => see(Step::Text(text)),
            _ => ElementRef::wrap(node).is_none_or(|element| see(Step::Open(element))),
        };
        if !goes_on {
            return;
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if !ElementRef::wrap(node).is_none_or(|element| see(Step::Close(element))) || node.id() == root.id() {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return };
            node = parent;
        }
    }
}
