//! What is stored, held against itself.

use super::{Kept, KeptPassage, Span};

/// What a stored version of an article came to.
#[derive(Debug)]
pub struct Verified {
    /// As it is stored, its page and its passages taken out.
    pub kept: Kept,
    /// The page by its hash.
    pub page: Integrity,
    /// The text by its hash.
    pub text: Integrity,
    /// The text as the page gives it when it is read today, by the hash that it had when it was stored.
    pub read: Integrity,
    /// The passages.
    pub passages: Vec<VerifiedPassage>,
}

/// Whether something is as it was when it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// It is.
    Same,
    /// It is something else.
    Differs,
    /// It cannot be read: why.
    Damaged(String),
    /// There is nothing to hold against anything: no page was kept, or it is not the one that was stored.
    Missing,
}

/// What a passage came to.
#[derive(Debug)]
pub struct VerifiedPassage {
    /// As it is stored.
    pub kept: KeptPassage,
    /// Its words in the stored text.
    pub in_text: Located,
    /// Its words in the text as the page gives it today; `None` where the page gives none.
    pub in_page: Option<Located>,
}

impl Verified {
    /// Whether all is as it was stored. That no page was kept is no difference.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let as_stored = |state: &Integrity| matches!(state, Integrity::Same | Integrity::Missing);
        let found =
            |it: &VerifiedPassage| it.in_text == Located::Found && it.in_page.is_none_or(|it| it == Located::Found);
        [&self.page, &self.text, &self.read].into_iter().all(as_stored)
            && self.kept.passages.is_ok()
            && self.passages.iter().all(found)
    }

    /// What could not be read, and why.
    pub fn damages(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let states = [("the page", &self.page), ("the text", &self.text), ("the page, read again,", &self.read)];
        let states = states.into_iter().filter_map(|(what, state)| match state {
            Integrity::Damaged(why) => Some((what, why.as_str())),
            Integrity::Same | Integrity::Differs | Integrity::Missing => None,
        });
        states.chain(self.kept.passages.as_ref().err().map(|why| ("the list of its passages", why.as_str())))
    }
}

/// What became of words that stood at a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Located {
    /// They stand where they stood.
    Found,
    /// They stand once, somewhere else.
    Moved(Span),
    /// They do not stand where they stood, and more than once elsewhere: how often.
    Ambiguous(usize),
    /// They stand nowhere.
    Gone,
}
