//! A page as a list of its blocks of words and of the elements that they stand in, in one walk over its tree.

use std::collections::BTreeMap;

use scraper::Html;
use scraper::node::Element as Node;

use super::names::{Names, Says};
use super::tree::{Visitor, walk};

/// Elements deeper than this are read as part of the one they stand in, so that no path grows beyond measure.
const DEPTH: usize = 256;

/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tr",
    "ul",
];

/// Whether an element begins and ends a block.
pub(super) fn is_block(tag: &str) -> bool {
    BLOCKS.contains(&tag)
}

/// All that is needed to tell what of a page is its article.
#[derive(Debug)]
pub(super) struct Outline<'p> {
    /// In the order of the page: an element stands before what it holds.
    pub(super) elements: Vec<Element<'p>>,
    /// In the order of the page.
    pub(super) blocks: Vec<Block>,
    /// The words of all blocks.
    words: String,
    /// The bytes of links before each block.
    linked: Vec<usize>,
}

/// An element, but for those that are never read.
#[derive(Debug)]
pub(super) struct Element<'p> {
    pub(super) parent: usize,
    pub(super) tag: &'p str,
    pub(super) says: Says,
    /// Whether its name says that it keeps people from reading on.
    pub(super) is_paywall: bool,
    /// Its place among its parent's elements of the same tag, from 1.
    position: usize,
    /// Its blocks and those of the elements in it: `blocks[first..end]`.
    pub(super) first: usize,
    pub(super) end: usize,
}

/// Words that nothing but inline elements parts.
#[derive(Debug)]
pub(super) struct Block {
    /// The innermost element that holds them.
    pub(super) owner: usize,
    from: usize,
    to: usize,
    /// Bytes of them that are links.
    pub(super) linked: usize,
}

impl<'p> Outline<'p> {
    /// Walks a page.
    pub(super) fn read(page: &'p Html) -> Self {
        let mut all = Walk::default();
        walk(page, &mut all);
        all.outline()
    }

    /// The words of a block.
    pub(super) fn text(&self, block: &Block) -> &str {
        &self.words[block.from..block.to]
    }

    /// The bytes of links in an element.
    pub(super) fn linked(&self, element: usize) -> usize {
        let Element { first, end, .. } = self.elements[element];
        self.linked[end] - self.linked[first]
    }

    /// The bytes of words in an element.
    pub(super) fn bytes(&self, element: usize) -> usize {
        let Element { first, end, .. } = self.elements[element];
        let from = |at: usize| self.blocks.get(at).map_or(self.words.len(), |block| block.from);
        from(end) - from(first)
    }

    /// An element and those that it stands in, from the inside.
    pub(super) fn ancestors(&self, element: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(element), |at| (*at > 0).then(|| self.elements[*at].parent))
    }

    /// An element as an XPath of names and positions.
    pub(super) fn path(&self, element: usize) -> String {
        let mut steps: Vec<usize> = self.ancestors(element).collect();
        steps.reverse();
        let mut path = String::new();
        for step in steps {
            let Element { tag, position, .. } = &self.elements[step];
            path.push('/');
            path.push_str(tag);
            if !matches!(*tag, "html" | "body" | "head") {
                path.push_str(&format!("[{position}]"));
            }
        }
        path
    }
}

/// What parts the next word from the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Tab,
    Line,
    Block,
}

#[derive(Debug, Default)]
struct Walk<'p> {
    names: Names<'p>,
    elements: Vec<Element<'p>>,
    blocks: Vec<Block>,
    words: String,
    open: Vec<Open<'p>>,
    gap: Gap,
    /// How many of the open elements are `<pre>`, and links.
    pre: usize,
    links: usize,
}

/// An element that is not closed yet.
#[derive(Debug)]
struct Open<'p> {
    element: usize,
    /// The innermost element that begins and ends a block, itself where it does.
    owner: usize,
    /// Whether its words are parted from those around it.
    is_block: bool,
    tags: BTreeMap<&'p str, usize>,
}

impl<'p> Visitor<'p> for Walk<'p> {
    fn open(&mut self, node: &'p Node) -> bool {
        let tag = node.name();
        let position = self.open.last_mut().map_or(1, |parent| {
            let count = parent.tags.entry(tag).or_default();
            *count += 1;
            *count
        });
        match tag {
            "br" => self.line(),
            "td" | "th" => self.part(Gap::Tab),
            "q" => self.push("“"),
            "pre" => self.pre += 1,
            "a" => self.links += 1,
            _ => {}
        }
        let (mut says, is_paywall) = self.names.read(node);
        if says == Says::Never || tag == "br" {
            return false;
        }
        let inside = self.open.last();
        let is_block =
            is_block(tag) || says != Says::Nothing && !inside.is_some_and(|open| self.is_prose(open.element));
        let parent = inside.map_or(0, |open| open.element);
        let inside_owner = inside.map_or(0, |open| open.owner);
        if is_block {
            self.part(Gap::Block);
        } else {
            says = Says::Nothing;
        }
        let first = self.blocks.len();
        let element = if self.open.len() < DEPTH {
            self.elements.push(Element { parent, tag, says, is_paywall, position, first, end: first });
            self.elements.len() - 1
        } else {
            parent
        };
        let owner = if is_block { element } else { inside_owner };
        self.open.push(Open { element, owner, is_block, tags: BTreeMap::new() });
        true
    }

    fn words(&mut self, words: &str) {
        self.push(words);
    }

    fn close(&mut self, node: &'p Node, entered: bool) {
        match node.name() {
            "td" | "th" => self.part(Gap::Tab),
            "q" => self.push("”"),
            "pre" => self.pre = self.pre.saturating_sub(1),
            "a" => self.links = self.links.saturating_sub(1),
            _ => {}
        }
        if !entered {
            if node.name() != "br" && self.gap == Gap::None {
                self.part(if is_block(node.name()) { Gap::Block } else { Gap::Space });
            }
            return;
        }
        let Some(open) = self.open.pop() else { return };
        if open.is_block {
            self.part(Gap::Block);
        }
        let end = self.blocks.len();
        if let Some(element) = self.elements.get_mut(open.element) {
            element.end = end;
        }
    }
}

impl<'p> Walk<'p> {
    /// Whether an element is a paragraph or the like, in which a name makes no block.
    fn is_prose(&self, element: usize) -> bool {
        !matches!(
            self.elements[element].tag,
            "div" | "section" | "article" | "main" | "body" | "html" | "figure" | "header" | "aside" | "footer"
        )
    }

    fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn line(&mut self) {
        self.gap = if self.gap >= Gap::Line { self.gap.max(Gap::Block) } else { Gap::Line };
    }

    fn push(&mut self, words: &str) {
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 {
                if self.pre > 0 { self.line() } else { self.part(Gap::Space) }
            }
            self.push_line(line);
        }
    }

    fn push_line(&mut self, line: &str) {
        let is_space = |c: char| c.is_ascii_whitespace();
        if line.starts_with(is_space) {
            self.part(Gap::Space);
        }
        for word in line.split_ascii_whitespace() {
            self.push_word(word);
        }
        if !line.ends_with(is_space) && !line.is_empty() {
            self.gap = Gap::None;
        }
    }

    fn push_word(&mut self, word: &str) {
        let from = self.words.len();
        match self.blocks.last_mut() {
            Some(block) if self.gap < Gap::Block => {
                self.words.push_str(match self.gap {
                    Gap::None | Gap::Block => "",
                    Gap::Space => " ",
                    Gap::Tab => "\t",
                    Gap::Line => "\n",
                });
                self.words.push_str(word);
                block.to = self.words.len();
                block.linked += if self.links > 0 { block.to - from } else { 0 };
            }
            _ => {
                // Inline elements hold no block: the words after them stand in the same one.
                let owner = self.open.last().map_or(0, |open| open.owner);
                self.words.push_str(word);
                let to = self.words.len();
                self.blocks.push(Block { owner, from, to, linked: if self.links > 0 { to - from } else { 0 } });
            }
        }
        self.gap = Gap::Space;
    }

    fn outline(self) -> Outline<'p> {
        let mut sum = 0;
        let sums = self.blocks.iter().map(|block| {
            sum += block.linked;
            sum
        });
        let linked = std::iter::once(0).chain(sums).collect();
        Outline { elements: self.elements, blocks: self.blocks, words: self.words, linked }
    }
}
