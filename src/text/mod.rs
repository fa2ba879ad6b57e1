//! Floor 1: normalisation, paragraphs, sentences, tokens, number words. Knows no facts.
//!
//! A text is walked once for its tokens and once for its sentences; everything above works on token indices.

mod boundaries;
mod chars;
mod locate;
mod normalise;
mod numbers;
mod paragraphs;
mod sentences;
mod sketch;
mod table;
mod tokens;
pub mod wording;

use std::ops::Range;

pub use chars::Chars;
pub use locate::locate;
pub use normalise::normalise;
pub use numbers::{Number, Shape, figure, numbers};
pub use sketch::sketch;
pub use table::Table;
pub use tokens::{Case, Token, TokenKind, fold};

use crate::model::Span;

/// A text's tokens and sentences.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Every token, in order; white space is none.
    pub tokens: Vec<Token>,
    /// Every sentence, in order. Together they hold every token once.
    pub sentences: Vec<Sentence>,
}

/// A sentence: a run of tokens of one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last, in bytes.
    pub span: Span,
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// Which paragraph it belongs to, counted from 0.
    pub paragraph: usize,
}

/// The tokens of a phrase of one line, without its sentences.
#[must_use]
pub fn tokens(phrase: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokens::tokenise(phrase, 0..phrase.len(), &mut tokens);
    tokens
}

impl Layout {
    /// Walks the text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        // a token of English is about five bytes with its space, and less where figures are dense
        let mut layout = Self { tokens: Vec::with_capacity(text.len() / 4 + 1), ..Self::default() };
        for (paragraph, lines) in paragraphs::paragraphs(text).enumerate() {
            let first = layout.tokens.len();
            tokens::tokenise(text, lines.clone(), &mut layout.tokens);
            if let Some(token) = layout.tokens.get_mut(first) {
                token.starts_paragraph = true;
            }
            sentences::split(text, lines, first, paragraph, &mut layout);
        }
        for (index, sentence) in layout.sentences.iter().enumerate() {
            for token in &mut layout.tokens[sentence.tokens.clone()] {
                token.sentence = u32::try_from(index).unwrap_or(u32::MAX);
            }
        }
        layout
    }
}
