//! Which of a page's blocks are its article.

use super::names::Says;
use super::outline::{Block, Outline};

/// Words of a block that are no link, at least so many bytes, are prose without a full stop.
const PROSE: usize = 80;

/// What is named a body and holds as much prose as this, in bytes, is one wherever it stands.
const BODY: usize = 200;

/// The article of a page.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Its blocks, in the order of the page; none where the page has no prose.
    pub(super) blocks: Vec<usize>,
    /// Whether it stands in an element that is named a body.
    pub(super) is_named: bool,
}

/// Finds the article of a page.
pub(super) fn find(outline: &Outline<'_>) -> Body {
    let weights = Weights::of(outline);
    let out = around(outline, &weights);
    let inside = Weights::within(outline, |block| !out[block.owner]);
    if outline.elements.is_empty() {
        return Body::default();
    }
    let root = root(outline, &inside);
    Body {
        blocks: super::prune::prune(outline, root, &out),
        is_named: outline.ancestors(root).any(|at| outline.elements[at].says == Says::Body),
    }
}

/// How much prose elements hold: sums over the blocks before each.
#[derive(Debug)]
pub(super) struct Weights(Vec<(usize, usize)>);

impl Weights {
    fn of(outline: &Outline<'_>) -> Self {
        Self::within(outline, |_| true)
    }

    fn within(outline: &Outline<'_>, counts: impl Fn(&Block) -> bool) -> Self {
        let mut sum = (0, 0);
        let mut sums = vec![sum];
        for block in &outline.blocks {
            if counts(block) && is_prose(outline, block) {
                sum = (sum.0 + outline.text(block).len() - block.linked, sum.1 + 1);
            }
            sums.push(sum);
        }
        Self(sums)
    }

    /// The bytes of prose in an element.
    pub(super) fn element(&self, outline: &Outline<'_>, element: usize) -> usize {
        let element = &outline.elements[element];
        self.0[element.end].0 - self.0[element.first].0
    }

    /// The blocks of prose in an element.
    fn blocks(&self, outline: &Outline<'_>, element: usize) -> usize {
        let element = &outline.elements[element];
        self.0[element.end].1 - self.0[element.first].1
    }

    /// The bytes of prose in the page.
    pub(super) fn all(&self) -> usize {
        self.0.last().map_or(0, |(bytes, _)| *bytes)
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

/// Why an element is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Out {
    /// It is not.
    No,
    /// It shows a picture or a film; what it quotes is text all the same.
    Media,
    /// It stands around the article.
    Around,
}

/// For each element whether it is left out. One that by its name is, and yet holds most of the page's prose or what is
/// named a body, is not.
fn around(outline: &Outline<'_>, weights: &Weights) -> Vec<bool> {
    let bodies = largest_bodies(outline, weights);
    let all = weights.all();
    let mut out: Vec<Out> = Vec::with_capacity(outline.elements.len());
    for (at, element) in outline.elements.iter().enumerate() {
        let inherited = if at > 0 { out[element.parent] } else { Out::No };
        let holds = weights.element(outline, at);
        let is_small = holds * 2 <= all && bodies[at] * 10 <= all;
        out.push(match element.says {
            Says::Body if holds >= BODY && outline.linked(at) * 5 < holds => Out::No,
            Says::Around if is_small => Out::Around,
            Says::Comments if holds * 10 <= all * 9 && bodies[at] * 4 <= all => Out::Around,
            Says::Media if is_small && inherited == Out::No => Out::Media,
            _ if inherited == Out::Media && matches!(element.tag, "blockquote" | "table" | "pre") => Out::No,
            _ => inherited,
        });
    }
    out.into_iter().map(|out| out != Out::No).collect()
}

/// The prose of the largest element named a body in each.
fn largest_bodies(outline: &Outline<'_>, weights: &Weights) -> Vec<usize> {
    let mut bodies = vec![0_usize; outline.elements.len()];
    for (at, element) in outline.elements.iter().enumerate().rev() {
        let own = if element.says == Says::Body { weights.element(outline, at) } else { 0 };
        bodies[at] = bodies[at].max(own);
        bodies[element.parent] = bodies[element.parent].max(bodies[at]);
    }
    bodies
}

/// Whether the page asks for money or a name before it shows the rest: an element named a paywall with few words of its
/// own.
pub(super) fn has_barrier(outline: &Outline<'_>) -> bool {
    let weights = Weights::of(outline);
    outline.elements.iter().enumerate().any(|(at, element)| {
        let words = element.end - element.first;
        element.is_paywall && element.tag != "p" && words > 0 && weights.element(outline, at) * 4 <= weights.all()
    })
}

/// The element that holds the article: what is named its body, else the largest article, else the page; of that the innermost element
/// that still holds nearly all of its prose.
fn root(outline: &Outline<'_>, weights: &Weights) -> usize {
    let all = weights.all();
    if all == 0 {
        return 0;
    }
    let largest = |says: Says| {
        let named = (0..outline.elements.len()).filter(|at| outline.elements[*at].says == says);
        let named = named.map(|at| (weights.element(outline, at), at));
        named.max_by_key(|(prose, at)| (*prose, usize::MAX - at)).filter(|(prose, _)| *prose > 0).map(|(_, at)| at)
    };
    let prose = |at: usize| weights.element(outline, at);
    let article = largest(Says::Article).filter(|at| prose(*at) * 3 > all);
    let body = largest(Says::Body).and_then(|body| {
        // A body may come in parts, but those of another article are none of them.
        let scope = outline.ancestors(body).find(|at| outline.elements[*at].tag == "article").unwrap_or(0);
        let bodies = bodies(outline, weights, scope);
        (bodies[scope] * 3 > all).then(|| innermost(outline, scope, |at| bodies[at]))
    });
    innermost(outline, body.or(article).unwrap_or(0), |at| if weights.blocks(outline, at) > 1 { prose(at) } else { 0 })
}

/// How much prose each element holds in elements that are named bodies.
fn bodies(outline: &Outline<'_>, weights: &Weights, scope: usize) -> Vec<usize> {
    let mut inside = vec![0_usize; outline.elements.len()];
    let end = outline.elements[scope].end;
    for at in (scope..outline.elements.len()).rev() {
        let element = &outline.elements[at];
        if element.says == Says::Body && element.end <= end {
            inside[at] = weights.element(outline, at);
        }
        if at > scope {
            inside[element.parent] += inside[at];
        }
    }
    inside
}

/// The innermost element in `scope` that holds nearly as much as that.
fn innermost(outline: &Outline<'_>, scope: usize, holds: impl Fn(usize) -> usize) -> usize {
    let mut root = scope;
    for (at, element) in outline.elements.iter().enumerate().skip(scope + 1) {
        if element.first >= outline.elements[root].end {
            break;
        }
        if element.parent == root && holds(at) > 0 && holds(at) * 10 >= holds(root) * 9 {
            root = at;
        }
    }
    root
}
