//! Floor 1: normalisation, paragraphs, sentences, tokens, number words. Knows no facts.

mod normalise;

pub use normalise::normalise;
