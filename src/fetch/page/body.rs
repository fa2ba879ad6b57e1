//! Which of a page's blocks are its article.

use super::names::Says;
use super::outline::{Block, Outline};

/// Words of a block that are no link, at least so many bytes, are prose without a full stop.
const PROSE: usize = 80;

/// The blocks of the article, in the order of the page; none where the page has no prose.
pub(super) fn blocks(outline: &Outline<'_>) -> Vec<usize> {
    let weights = Weights::of(outline);
    let out = around(outline, &weights);
    let inside = Weights::within(outline, |block| !out[block.owner]);
    let Some(root) = root(outline, &inside) else { return Vec::new() };
    super::prune::prune(outline, root, &out, &inside)
}

/// How much prose elements hold: sums over the blocks before each.
#[derive(Debug)]
pub(super) struct Weights(Vec<usize>);

impl Weights {
    fn of(outline: &Outline<'_>) -> Self {
        Self::within(outline, |_| true)
    }

    fn within(outline: &Outline<'_>, counts: impl Fn(&Block) -> bool) -> Self {
        let mut sum = 0;
        let mut sums = vec![0];
        for block in &outline.blocks {
            if counts(block) && is_prose(outline, block) {
                sum += outline.text(block).len() - block.linked;
            }
            sums.push(sum);
        }
        Self(sums)
    }

    /// The bytes of prose in an element.
    pub(super) fn element(&self, outline: &Outline<'_>, element: usize) -> usize {
        let element = &outline.elements[element];
        self.0[element.end] - self.0[element.first]
    }

    /// The bytes of prose in the page.
    pub(super) fn all(&self) -> usize {
        self.0.last().copied().unwrap_or_default()
    }
}

/// Whether a block reads as prose: its own words are long, or end a sentence.
pub(super) fn is_prose(outline: &Outline<'_>, block: &Block) -> bool {
    let text = outline.text(block);
    let own = text.len() - block.linked;
    own * 2 > text.len() && (own >= PROSE || own >= 25 && ends_a_sentence(text))
}

pub(super) fn ends_a_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| "\"'”’»)]".contains(c));
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', ':'])
}

/// For each element whether it stands around the article. One that by its name does so and yet holds most of the page's prose, or what is
/// named a body, doesn't.
fn around(outline: &Outline<'_>, weights: &Weights) -> Vec<bool> {
    let mut bodies = vec![0_usize; outline.elements.len()];
    for at in (0..outline.elements.len()).rev() {
        let element = &outline.elements[at];
        let own = if element.says == Says::Body { weights.element(outline, at) } else { 0 };
        bodies[at] = bodies[at].max(own);
        bodies[element.parent] = bodies[element.parent].max(bodies[at]);
    }
    let all = weights.all();
    let mut out: Vec<bool> = Vec::with_capacity(outline.elements.len());
    for (at, element) in outline.elements.iter().enumerate() {
        let inherits = at > 0 && out[element.parent];
        let holds = weights.element(outline, at);
        let is_out = match element.says {
            Says::Around => holds * 2 <= all && bodies[at] * 4 <= all,
            Says::Comments => holds * 10 <= all * 9 && bodies[at] * 4 <= all,
            _ => false,
        };
        out.push(inherits || is_out);
    }
    out
}

/// The element that holds the article.
fn root(outline: &Outline<'_>, weights: &Weights) -> Option<usize> {
    let all = weights.all();
    if all == 0 {
        return None;
    }
    let best = |says: Says| {
        let named = (0..outline.elements.len()).filter(|at| outline.elements[*at].says == says);
        named.map(|at| (weights.element(outline, at), at)).max_by_key(|(prose, at)| (*prose, usize::MAX - at))
    };
    let start =
        [Says::Body, Says::Article].into_iter().find_map(|says| best(says).filter(|(prose, _)| prose * 3 > all));
    let mut root = start.map_or(0, |(_, at)| at);
    let mut next = root + 1;
    // What follows an element in the list and is in it is its first child, whose next sibling is behind all that it holds.
    while let Some(element) = outline.elements.get(next) {
        if element.first >= outline.elements[root].end && next > root + 1 {
            break;
        }
        if element.parent == root && weights.element(outline, next) * 10 >= weights.element(outline, root) * 9 {
            root = next;
        }
        next += 1;
    }
    Some(root)
}
