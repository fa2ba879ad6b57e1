//! Where noun phrases end, and what a plural looks like.

use std::sync::LazyLock;

use crate::extract::Reading;
use crate::text::{Case, Table, TokenKind};

/// Whether a noun phrase that began before a token ends there.
pub(super) fn ends_phrase(reading: &Reading<'_>, at: usize) -> bool {
    let Some(token) = reading.tokens.get(at) else { return true };
    if token.starts_paragraph {
        return true;
    }
    match token.kind {
        TokenKind::Mark => {
            !(token.glued && matches!(reading.word(at), "-" | "‑" | "/" | "&" | "%" | "°")) && reading.word(at) != "&"
        }
        TokenKind::Quote => !token.glued,
        TokenKind::Clitic => false,
        TokenKind::Figure | TokenKind::Address => !token.glued,
        // "surface-to-air missiles": what hyphens tie together stops nothing
        TokenKind::Word => {
            STOPS.get_folded(reading.word(at)).is_some()
                && !(token.glued && at > 0 && reading.is(at - 1, "-") && reading.is(at + 1, "-"))
        }
    }
}

/// Ends like a plural: "-s" but not "-ss", "-us", "-is"; and a word of its own.
pub(super) fn is_plural(reading: &Reading<'_>, at: usize) -> bool {
    let Some(token) = reading.tokens.get(at) else { return false };
    let word = reading.word(at);
    let ends = word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    let is_other = || token.case == Case::Lower && STOPS.holds(word) || ADVERBS.contains(&word);
    token.kind == TokenKind::Word && (ends && !is_other() || ["people", "men", "women", "children"].contains(&word))
}

pub(super) const DETERMINERS: &[&str] =
    &["the", "those", "these", "its", "their", "his", "her", "our", "my", "your", "such", "all", "some", "any"];

const ADVERBS: &[&str] =
    &["others", "lots", "always", "perhaps", "besides", "sometimes", "overseas", "abroads", "towards", "afterwards"];

/// Words that no noun phrase goes on over: prepositions, conjunctions, pronouns, auxiliaries, and common verbs.
static STOPS: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::of_words(&[
        "a",
        "about",
        "according",
        "across",
        "after",
        "against",
        "ago",
        "along",
        "already",
        "also",
        "although",
        "am",
        "among",
        "an",
        "and",
        "are",
        "around",
        "as",
        "at",
        "away",
        "be",
        "because",
        "been",
        "before",
        "behind",
        "being",
        "below",
        "between",
        "both",
        "but",
        "by",
        "can",
        "cannot",
        "could",
        "did",
        "do",
        "does",
        "down",
        "during",
        "each",
        "either",
        "ever",
        "every",
        "for",
        "from",
        "get",
        "gets",
        "got",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "his",
        "how",
        "however",
        "i",
        "if",
        "in",
        "including",
        "inside",
        "into",
        "is",
        "it",
        "its",
        "just",
        "later",
        "less",
        "like",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "near",
        "neither",
        "nor",
        "not",
        "now",
        "of",
        "off",
        "on",
        "once",
        "only",
        "onto",
        "or",
        "our",
        "out",
        "outside",
        "over",
        "per",
        "said",
        "say",
        "says",
        "shall",
        "she",
        "should",
        "since",
        "so",
        "some",
        "still",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "though",
        "through",
        "throughout",
        "till",
        "to",
        "today",
        "too",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "via",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yet",
        "you",
        "your",
        "worldwide",
        "globally",
        "nationwide",
        "earlier",
        "ahead",
        "apart",
        "rose",
        "fell",
        "came",
        "went",
        "died",
        "got",
        "made",
        "took",
        "left",
        "became",
        "arrived",
        "received",
        "accumulated",
        "remain",
        "remains",
    ])
});
