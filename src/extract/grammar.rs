//! As much grammar as closed classes of words give: articles, pronouns, auxiliaries, prepositions, conjunctions.
//!
//! No parser stands behind it. News prose keeps subject, verb and clause in an order that these words mark well enough
//! to tell where the subject of a verb begins and where the clause behind it ends.

use std::sync::OnceLock;

use foldhash::HashMap;

use super::Reading;
use crate::text::{Case, TokenKind};

/// What a token is by its form alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// A word of an open class, in small letters.
    Lower,
    /// A word of an open class with a capital.
    Capital,
    Figure,
    Adverb,
    Article,
    /// "his", "their", and other words that open a noun phrase.
    Determiner,
    /// A pronoun that can be a subject.
    Pronoun,
    /// "him", "them": never a subject.
    Object,
    Auxiliary,
    To,
    Preposition,
    And,
    But,
    /// Opens a clause that depends on another: "because", "if".
    Subordinator,
    That,
    /// "who", "which", "what", "how".
    Question,
    Weekday,
    Possessive,
    Clitic,
    Comma,
    /// Ends a sentence.
    Stop,
    Colon,
    Dash,
    Hyphen,
    Open,
    Close,
    Quote,
    Mark,
}

/// The tags of all tokens of a text.
#[derive(Debug)]
pub(super) struct Tags(Vec<Tag>);

impl Tags {
    pub(super) fn of(reading: &Reading<'_>) -> Self {
        let words = closed();
        let mut tags = Vec::with_capacity(reading.tokens.len());
        for (index, token) in reading.tokens.iter().enumerate() {
            let word = token.span.of(reading.text);
            let fresh = tags.last().is_none_or(|last| matches!(last, Tag::Stop | Tag::Quote | Tag::Colon | Tag::Open))
                || token.starts_paragraph
                || (index > 0 && reading.tokens[index - 1].sentence != token.sentence);
            tags.push(match token.kind {
                TokenKind::Figure => Tag::Figure,
                TokenKind::Quote => Tag::Quote,
                TokenKind::Clitic => {
                    clitic(word, tags.last().copied(), index.checked_sub(1).map_or("", |i| reading.word(i)))
                }
                TokenKind::Mark if word == "." && abbreviates(reading, index) => Tag::Mark,
                TokenKind::Mark => mark(word, token.glued),
                TokenKind::Address => Tag::Mark,
                TokenKind::Word => open(word, token.case, fresh, words),
            });
        }
        Self(tags)
    }

    /// A token's tag; a full stop past the end.
    #[inline]
    pub(super) fn at(&self, token: usize) -> Tag {
        self.0.get(token).copied().unwrap_or(Tag::Stop)
    }
}

fn mark(word: &str, glued: bool) -> Tag {
    match word {
        "," => Tag::Comma,
        "." | "!" | "?" | "…" | "..." => Tag::Stop,
        ":" | ";" => Tag::Colon,
        "—" | "–" | "--" | "―" => Tag::Dash,
        "-" if glued => Tag::Hyphen,
        "-" => Tag::Dash,
        "(" | "[" => Tag::Open,
        ")" | "]" => Tag::Close,
        _ if word.bytes().all(|b| matches!(b, b'.' | b'!' | b'?')) => Tag::Stop,
        _ => Tag::Mark,
    }
}

/// "it's", "that's" and "who's" hold a verb, "Ruiz's" most often does not.
fn clitic(word: &str, before: Option<Tag>, host: &str) -> Tag {
    let verb = matches!(before, Some(Tag::Pronoun | Tag::That | Tag::Question))
        || host.eq_ignore_ascii_case("there")
        || host.eq_ignore_ascii_case("here");
    if word.ends_with(['s', 'S']) && !verb { Tag::Possessive } else { Tag::Clitic }
}

/// Whether a full stop belongs to the word before it: its sentence goes on behind it.
fn abbreviates(reading: &Reading<'_>, at: usize) -> bool {
    match (reading.tokens.get(at), reading.tokens.get(at + 1)) {
        (Some(stop), Some(next)) => {
            stop.glued
                && stop.sentence == next.sentence
                && (matches!(next.kind, TokenKind::Word | TokenKind::Figure) || reading.is(at + 1, ","))
        }
        _ => false,
    }
}

/// The longest word of a closed class, in bytes.
const LONGEST: usize = 10;

fn open(word: &str, case: Case, fresh: bool, words: &HashMap<&'static str, Tag>) -> Tag {
    let capital = case.capital();
    if word.len() <= LONGEST {
        let mut small = [0_u8; LONGEST];
        let bytes = word.as_bytes();
        let small = &mut small[..bytes.len()];
        small.copy_from_slice(bytes);
        small.make_ascii_lowercase();
        let known = std::str::from_utf8(small).ok().and_then(|word| words.get(word)).copied();
        // "US", "IT", "Will Smith", "University Of": a capital in mid-sentence makes a name of it, but for "I" and days
        let name = capital && !matches!(word, "I" | "A") && (!fresh || (case == Case::Upper && word.len() > 1));
        match known {
            Some(Tag::Weekday) if capital => return Tag::Weekday,
            Some(tag) if !name && tag != Tag::Weekday => return tag,
            _ => {}
        }
    }
    if capital || case == Case::Mixed {
        return if fresh && word.ends_with("ly") && word.len() > 6 { Tag::Adverb } else { Tag::Capital };
    }
    if word.ends_with("n't") || word.ends_with("n’t") {
        return Tag::Auxiliary;
    }
    if word.len() > 4
        && word.ends_with("ly")
        && !matches!(word, "family" | "early" | "daily" | "rally" | "ally" | "reply")
    {
        return Tag::Adverb;
    }
    Tag::Lower
}

fn closed() -> &'static HashMap<&'static str, Tag> {
    static WORDS: OnceLock<HashMap<&'static str, Tag>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let classes = CLASSES.iter().flat_map(|(tag, words)| words.split(' ').map(|word| (word, *tag)));
        classes.collect()
    })
}

/// Closed classes. A word that is in two stands in the one that matters more to where a clause begins or ends.
const CLASSES: &[(Tag, &str)] = &[
    (Tag::Article, "the a an"),
    (
        Tag::Determiner,
        "his her its their my our your this these those some any each every another no several many most all both few \
         either neither such other",
    ),
    (Tag::Pronoun, "i he she it we you they"),
    (Tag::Object, "him them us me himself herself itself themselves"),
    (
        Tag::Auxiliary,
        "is are was were be been being am has have had having do does did will would can could may might must shall \
         should ought cannot not never",
    ),
    (Tag::To, "to"),
    (
        Tag::Preposition,
        "of in on at by for from with about into over under between among against through during without within via \
         per upon toward towards across near behind beyond amid despite like including concerning regarding around \
         inside outside aboard alongside",
    ),
    (Tag::And, "and or nor"),
    (Tag::But, "but yet"),
    (
        Tag::Subordinator,
        "because if when while although though as since unless until after before whereas once where whether than",
    ),
    (Tag::That, "that"),
    (Tag::Question, "who which whom whose what how why"),
    (Tag::Weekday, "monday tuesday wednesday thursday friday saturday sunday"),
    (
        Tag::Adverb,
        "also later then now today tonight yesterday tomorrow again once still just even too often always already \
         instead meanwhile however earlier ago further only so there here soon twice back afterward afterwards first",
    ),
];
