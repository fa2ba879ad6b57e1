//! What of the element that holds an article is no part of it.

use super::body::{Weights, ends_a_sentence, is_prose};
use super::outline::Outline;

/// The blocks of `root` that are the article's.
pub(super) fn prune(outline: &Outline<'_>, root: usize, out: &[bool], _weights: &Weights) -> Vec<usize> {
    let element = &outline.elements[root];
    let mut kept = Vec::new();
    let lists = linked_lists(outline);
    for at in element.first..element.end {
        let block = &outline.blocks[at];
        let text = outline.text(block);
        let tag = outline.elements[block.owner].tag;
        if out[block.owner] || lists[block.owner] || tag == "h1" {
            continue;
        }
        let is_links = block.linked * 10 >= text.len() * 8;
        if is_links && !ends_a_sentence(text) {
            continue;
        }
        if tag == "div" && text.len() < 60 && !is_prose(outline, block) && !ends_a_sentence(text) {
            continue;
        }
        kept.push(at);
    }
    // headings with nothing under them
    let mut kept_with_text: Vec<usize> = Vec::new();
    for (n, at) in kept.iter().enumerate() {
        let is_heading = |at: usize| is_heading(outline.elements[outline.blocks[at].owner].tag);
        if is_heading(*at) && kept.get(n + 1).is_none_or(|next| *next > at + 1 && is_heading(*next)) {
            continue;
        }
        kept_with_text.push(*at);
    }
    kept_with_text
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h2" | "h3" | "h4" | "h5" | "h6")
}

/// For each element whether it stands in a list that is mostly links.
fn linked_lists(outline: &Outline<'_>) -> Vec<bool> {
    let mut sums = vec![(0, 0)];
    let (mut all, mut linked) = (0, 0);
    for block in &outline.blocks {
        all += outline.text(block).len();
        linked += block.linked;
        sums.push((all, linked));
    }
    let mut lists: Vec<bool> = Vec::with_capacity(outline.elements.len());
    for (at, element) in outline.elements.iter().enumerate() {
        let all = sums[element.end].0 - sums[element.first].0;
        let linked = sums[element.end].1 - sums[element.first].1;
        let inherits = at > 0 && lists[element.parent];
        lists.push(inherits || matches!(element.tag, "ul" | "ol" | "dl") && linked * 10 > all * 6);
    }
    lists
}
