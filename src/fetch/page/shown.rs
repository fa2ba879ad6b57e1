//! A kept page as it can be shown: its words and the elements that give them their shape, and nothing of it that could
//! do anything.
//!
//! What comes out are words and names of elements from a closed list, without attributes: no script, style, address or
//! form of the page is in it, whatever the page holds.

use std::ops::Range;

use scraper::Html;
use scraper::node::Element;

use crate::model::{Block, Span};
use crate::text::normalise;

use super::names::{Names, Says};
use super::outline::is_block;
use super::tree::{Visitor, walk};

/// Elements that are shown as they are; of others their words. `<mark>` is none: it is ours.
const ELEMENTS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "b",
    "blockquote",
    "caption",
    "cite",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "i",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "small",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];
/// A passage that runs over more blocks is marked in these.
const BLOCKS: usize = 8;

/// A piece of a page, in the order of the page. What is opened is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// An element begins.
    Open(&'static str),
    /// It ends.
    Close(&'static str),
    /// A line ends.
    Break,
    /// Words, any characters, normalised as texts are.
    Words(String),
    /// Words of the passage.
    Passage(String),
}

/// The pieces of a page, those of a passage told apart: `passage` is where it stands in the article's `text`, and `blocks`
/// tell where in the page that was read. None are where its words don't stand there.
pub(in crate::fetch) fn shown(page: &Html, text: &str, blocks: &[Block], passage: Option<Span>) -> Vec<Piece> {
    let holds = |block: &&Block| passage.is_some_and(|it| it.overlaps(block.span));
    let wanted: Vec<&Block> = blocks.iter().filter(holds).take(BLOCKS).collect();
    let place = |block: &&Block| Place { element: element(page, &block.path), pieces: 0..0 };
    let mut all = Walk { places: wanted.iter().map(place).collect(), ..Walk::default() };
    walk(page, &mut all);
    let Walk { pieces, places, .. } = all;
    let found = wanted.iter().zip(places).filter_map(|(block, place)| {
        let Range { start, end } = place.pieces;
        let found = find(pieces.get(start..end)?, text, block.span, passage?)?;
        Some(Stretch { pieces: found.pieces.start + start..found.pieces.end + start, ..found })
    });
    told_apart(&pieces, &found.collect::<Vec<_>>())
}

/// The element that a path of names and positions leads to.
fn element<'p>(page: &'p Html, path: &str) -> Option<&'p Element> {
    let mut node = page.tree.root();
    for step in path.split('/').skip(1) {
        let (name, position) = match step.strip_suffix(']').and_then(|step| step.rsplit_once('[')) {
            Some((name, position)) => (name, position.parse::<usize>().ok()?),
            None => (step, 1),
        };
        let mut named = node.children().filter(|it| it.value().as_element().is_some_and(|it| it.name() == name));
        node = named.nth(position.checked_sub(1)?)?;
    }
    node.value().as_element()
}

/// An element that holds a part of the passage, and which of the pieces are its own.
struct Place<'p> {
    element: Option<&'p Element>,
    pieces: Range<usize>,
}

impl Place<'_> {
    fn is(&self, element: &Element) -> bool {
        self.element.is_some_and(|it| std::ptr::eq(it, element))
    }
}

#[derive(Default)]
struct Walk<'p> {
    names: Names<'p>,
    pieces: Vec<Piece>,
    places: Vec<Place<'p>>,
}

impl<'p> Visitor<'p> for Walk<'p> {
    fn open(&mut self, element: &'p Element) -> bool {
        if self.names.read(element).0 == Says::Never {
            return false;
        }
        let now = self.pieces.len();
        self.places.iter_mut().filter(|place| place.is(element)).for_each(|place| place.pieces.start = now);
        self.pieces.extend(begins(element));
        true
    }

    fn words(&mut self, words: &str) {
        self.pieces.push(Piece::Words(normalise(words)));
    }

    fn close(&mut self, element: &'p Element, entered: bool) {
        if !entered {
            return;
        }
        self.pieces.extend(ends(element));
        let now = self.pieces.len();
        self.places.iter_mut().filter(|place| place.is(element)).for_each(|place| place.pieces.end = now);
    }
}

fn begins(element: &Element) -> Option<Piece> {
    match element.name() {
        "br" | "hr" => Some(Piece::Break),
        // as the text has it
        "q" => Some(Piece::Words("“".to_owned())),
        name => shape(name).map(Piece::Open),
    }
}

fn ends(element: &Element) -> Option<Piece> {
    match element.name() {
        "q" => Some(Piece::Words("”".to_owned())),
        name => shape(name).map(Piece::Close),
    }
}

/// What an element is shown as.
fn shape(name: &str) -> Option<&'static str> {
    let known = ELEMENTS.iter().find(|known| **known == name).copied();
    let is_ours = matches!(name, "html" | "body" | "br" | "hr");
    known.or_else(|| (is_block(name) && !is_ours).then_some("div"))
}

/// Where the passage begins and ends: in which pieces, and at which bytes of the first and the last of them.
#[derive(Clone)]
struct Stretch {
    pieces: Range<usize>,
    from: usize,
    to: usize,
}

/// Where among the pieces of an element the passage's words of a block are. White space is passed over: the text has it otherwise.
fn find(pieces: &[Piece], text: &str, block: Span, passage: Span) -> Option<Stretch> {
    let (from, to) = (passage.start().max(block.start()), passage.end().min(block.end()));
    let wanted = letters(text.get(from..to)?);
    let before = letters(text.get(block.start()..from)?);
    let all = letters(block.of(text));
    let (mut letters, mut places) = (String::new(), Vec::new());
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Words(words) = piece else { continue };
        for (offset, c) in words.char_indices().filter(|(_, c)| is_letter(*c)) {
            places.push((letters.len(), at, offset..offset + c.len_utf8()));
            letters.push(c);
        }
    }
    // the passage may stand there twice, but with all that is around it seldom
    let start = letters.find(&all).map(|at| at + before.len()).or_else(|| letters.find(&wanted))?;
    let last = places.partition_point(|(at, ..)| *at < start + wanted.len()).checked_sub(1)?;
    let first = places.partition_point(|(at, ..)| *at < start);
    let ((_, first, from), (_, last, to)) = (places.get(first)?, places.get(last)?);
    Some(Stretch { pieces: *first..last + 1, from: from.start, to: to.end })
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| is_letter(*c)).collect()
}

/// Whether a character is compared.
fn is_letter(c: char) -> bool {
    !c.is_whitespace() && c != '\u{feff}'
}

/// The pieces with those stretches of their words as pieces of their own.
fn told_apart(pieces: &[Piece], found: &[Stretch]) -> Vec<Piece> {
    let mut all = Vec::with_capacity(pieces.len() + 4 * found.len());
    for (at, piece) in pieces.iter().enumerate() {
        let stretch = found.iter().find(|it| it.pieces.contains(&at));
        // in a table, what stands between cells would leave it
        let (Piece::Words(words), Some(it)) = (piece, stretch.filter(|_| !is_blank(piece))) else {
            all.push(piece.clone());
            continue;
        };
        let from = if it.pieces.start == at { it.from } else { 0 };
        let to = if it.pieces.end == at + 1 { it.to } else { words.len() };
        let cut = |range: Range<usize>| words.get(range).unwrap_or_default().to_owned();
        all.extend([Piece::Words(cut(0..from)), Piece::Passage(cut(from..to)), Piece::Words(cut(to..words.len()))]);
    }
    all
}

fn is_blank(piece: &Piece) -> bool {
    matches!(piece, Piece::Words(words) if words.trim().is_empty())
}
