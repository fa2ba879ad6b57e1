//! Floor 2: the words as data.

/// The words that the extractor knows.
#[derive(Debug)]
pub struct Lexicon {}

impl Lexicon {
    /// The words that come with onrecord.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
        EMBEDDED.get_or_init(|| Self {})
    }

    /// The embedded words and a user's own: `files` are (name, contents) of TOML files.
    ///
    /// # Errors
    /// Where a file is not as expected: names it, the line, and what is expected.
    pub fn with(_files: &[(String, String)]) -> Result<Self, LexiconError> {
        Ok(Self {})
    }
}

/// Why a lexicon file was refused.
#[derive(Debug, thiserror::Error)]
#[error("{file}, line {line}: {expected}")]
pub struct LexiconError {
    /// The file's name.
    pub file: String,
    /// 1-based.
    pub line: usize,
    /// What was expected there.
    pub expected: String,
}
