//! A text with all that the rules ask of it.

use std::ops::Range;

use crate::lexicon::{Hit, Hits, Lexicon, Sense};
use crate::model::Span;
use crate::text::{Layout, Number, Sentence, Token, numbers};

/// A text with its tokens, sentences, numbers and the words of it that the lexicon knows. Made once, read by all rules.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The text.
    pub text: &'t str,
    /// The words known.
    pub lexicon: &'t Lexicon,
    /// Every token, in order.
    pub tokens: Vec<Token>,
    /// Every sentence, in order.
    pub sentences: Vec<Sentence>,
    /// Every number, in order.
    pub numbers: Vec<Number>,
    /// Every known word, in order.
    pub hits: Hits,
}

impl<'t> Reading<'t> {
    /// Reads a text, once over.
    #[must_use]
    pub fn new(text: &'t str, lexicon: &'t Lexicon) -> Self {
        let Layout { tokens, sentences } = Layout::of(text);
        let numbers = numbers(text, &tokens);
        let hits = lexicon.scan(text, &tokens);
        Self { text, lexicon, tokens, sentences, numbers, hits }
    }

    /// A token's words; empty past the end.
    #[must_use]
    #[inline]
    pub fn word(&self, token: usize) -> &'t str {
        self.tokens.get(token).map_or("", |t| t.span.of(self.text))
    }

    /// Whether a token is this word, whatever its case.
    #[must_use]
    #[inline]
    pub fn is(&self, token: usize, word: &str) -> bool {
        same(self.bytes(token), word)
    }

    /// Whether a token is one of these words, whatever its case.
    #[must_use]
    #[inline]
    pub fn any(&self, token: usize, words: &[&str]) -> bool {
        let have = self.bytes(token);
        words.iter().any(|word| same(have, word))
    }

    /// A token's words as they are compared: where they lie between characters has been seen to.
    #[inline]
    fn bytes(&self, token: usize) -> &[u8] {
        self.tokens.get(token).and_then(|t| self.text.as_bytes().get(t.span.range())).unwrap_or_default()
    }

    /// From the first of the tokens to the last, in bytes; empty where there are none.
    #[must_use]
    pub fn span(&self, tokens: Range<usize>) -> Span {
        let last = tokens.end.checked_sub(1).filter(|last| *last >= tokens.start);
        match (self.tokens.get(tokens.start), last.and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The sentence that a token stands in.
    #[must_use]
    pub fn sentence(&self, token: usize) -> Option<&Sentence> {
        self.sentences.get(self.tokens.get(token)?.sentence as usize)
    }

    /// The first token that ends behind a byte.
    #[must_use]
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end() <= byte)
    }

    /// The tokens that a span touches.
    #[must_use]
    pub fn tokens_of(&self, span: Span) -> Range<usize> {
        let first = self.token_at(span.start());
        first..first.max(self.tokens.partition_point(|t| t.span.start() < span.end()))
    }

    /// The longest hit that begins at a token and has a sense that `pick` takes.
    #[inline]
    pub fn hit<T>(&self, token: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<(Hit, T)> {
        self.hits.at(token).iter().find_map(|hit| pick(hit.sense).map(|value| (*hit, value)))
    }

    /// The longest hit that ends before a token (its `end` is the token) and has a sense that `pick` takes.
    pub fn hit_before<T>(&self, token: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<(Hit, T)> {
        // no form of the lexicon is longer than this many tokens, and a longer one is only missed
        const LONGEST: usize = 6;
        (token.saturating_sub(LONGEST)..token)
            .flat_map(|first| self.hits.at(first))
            .find_map(|hit| if hit.end == token { pick(hit.sense).map(|value| (*hit, value)) } else { None })
    }
}

/// Whether two words are the same, whatever their case. Rules ask this of every token many times over, and nearly always
/// the length or the first letter tells.
#[inline]
fn same(have: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    let first = |word: &[u8]| word.first().map(|b| b | 0x20);
    have.len() == word.len() && first(have) == first(word) && have.eq_ignore_ascii_case(word)
}
