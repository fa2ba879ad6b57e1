//! What a claims database keeps of an article, for a check of it.

use super::{Snapshot, Span};

/// A version of an article with what its claims rest on, as it is stored: nothing of it has been held against anything.
/// What is damaged says why, in the store's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The article's id.
    pub article: String,
    /// Counted from 1.
    pub version: u64,
    /// Whether no newer version has replaced it. Only this one has passages.
    pub current: bool,
    /// Where it was published.
    pub url: Option<String>,
    /// Where it was read from.
    pub path: Option<String>,
    /// SHA-256 that its text had, 64 lower-case hex digits.
    pub sha256: String,
    /// The text.
    pub text: Result<String, String>,
    /// The page that it was read from; `None` where it came as text.
    pub page: Result<Option<Snapshot>, String>,
    /// Its passages, in the order of the text.
    pub passages: Result<Vec<KeptPassage>, String>,
}

/// A passage as it is stored, whether it fits the text or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPassage {
    /// Its id.
    pub id: String,
    /// The claim that it counts for; `None` where it is rejected.
    pub claim: Option<String>,
    /// The figure, in bytes of the text.
    pub span: Span,
    /// The figure's words.
    pub words: String,
    /// The sentence, in bytes of the text.
    pub sentence: Span,
    /// Where the figure begins and ends, in code points.
    pub chars: (u64, u64),
}
