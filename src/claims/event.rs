//! Action words where they are used as such: a verb that is one there, a noun of action.

use crate::extract::Reading;
use crate::lexicon::{ActionEntry, Sense, Side, VerbForm};
use crate::text::TokenKind;

/// An action word of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// Its first token.
    pub(super) first: usize,
    /// One past its last token.
    pub(super) end: usize,
    /// Index of its action in the lexicon.
    pub(super) entry: usize,
    /// The verb's form; `None` for a noun.
    pub(super) form: Option<VerbForm>,
}

impl Event {
    /// Its action.
    pub(super) fn action<'r>(&self, reading: &Reading<'r>) -> Option<&'r ActionEntry> {
        reading.lexicon.actions.get(self.entry)
    }

    /// Whether its subject is what changes hands, so that it governs nothing behind it.
    pub(super) fn is_of_theme(&self, reading: &Reading<'_>) -> bool {
        self.action(reading).is_some_and(|entry| entry.subject == Side::Theme)
    }

    /// "were killed", "has been given": a participle behind a form of "be".
    pub(super) fn is_passive(&self, reading: &Reading<'_>) -> bool {
        let be = |back: usize| self.first.checked_sub(back).is_some_and(|at| reading.any(at, BE));
        self.form.is_some_and(VerbForm::participle) && (be(1) || be(2) && reading.word(self.first - 1).ends_with("ly"))
    }
}

/// The action word that ends before a token.
pub(super) fn event_ending(reading: &Reading<'_>, end: usize, from: usize) -> Option<Event> {
    (end.saturating_sub(3).max(from)..end).filter_map(|at| event_at(reading, at)).find(|event| event.end == end)
}

pub(super) fn verb_at(reading: &Reading<'_>, at: usize) -> Option<Event> {
    event_at(reading, at).filter(|event| event.form.is_some())
}

/// The action word that begins at a token, if it is used as one there.
pub(super) fn event_at(reading: &Reading<'_>, at: usize) -> Option<Event> {
    let mut noun = None;
    for hit in reading.hits.at(at) {
        match hit.sense {
            Sense::Action(entry, form) => {
                let event = Event { first: hit.first, end: hit.end, entry: entry as usize, form: Some(form) };
                if used_as_verb(reading, event, form) {
                    return Some(event);
                }
            }
            Sense::ActionNoun(entry) => {
                noun = noun.or(Some(Event { first: hit.first, end: hit.end, entry: entry as usize, form: None }))
            }
            _ => {}
        }
    }
    noun
}

/// Many verbs are nouns too ("order", "exports"), and "have" is mostly an auxiliary.
fn used_as_verb(reading: &Reading<'_>, event: Event, form: VerbForm) -> bool {
    let before = event.first.wrapping_sub(1);
    let entry = reading.lexicon.actions.get(event.entry);
    let verb = entry.map_or("", |entry| entry.verb.as_str());
    // "hard-hit" describes, and "including" opens a list
    if reading.is(before, "-") || verb == "include" && form == VerbForm::Gerund {
        return false;
    }
    if verb == "have" {
        return owns(reading, event.end);
    }
    if matches!(verb, "go" | "sit" | "land" | "make" | "get" | "hold")
        && form == VerbForm::Gerund
        && reading.is(event.end, "to")
    {
        return false;
    }
    match form {
        VerbForm::Base => {
            reading.any(before, BEFORE_BASE)
                || reading.any(before, &["’ll", "'ll", "’d", "'d"])
                || (reading.is(before, "and") && figures_follow(reading, event.end))
                || plural_before(reading, before)
        }
        VerbForm::Third if entry.is_some_and(|e| e.subject == Side::Theme) => true,
        VerbForm::Third => {
            !reading.any(before, DETERMINERS)
                && reading.tokens.get(before).is_none_or(|t| t.kind != TokenKind::Figure)
                && figures_follow(reading, event.end)
        }
        VerbForm::Gerund => {
            !reading.any(before, &["the", "a", "an", "its", "their", "this", "of"])
                || figures_follow(reading, event.end)
        }
        VerbForm::Past | VerbForm::Participle | VerbForm::PastOrParticiple => {
            // "the previously announced pact" describes
            let adverb = usize::from(reading.word(before).ends_with("ly"));
            !reading.any(before.wrapping_sub(adverb), &["the", "a", "an"])
        }
    }
}

fn plural_before(reading: &Reading<'_>, before: usize) -> bool {
    let word = reading.word(before);
    before != usize::MAX
        && word.ends_with('s')
        && word.len() > 3
        && reading.tokens.get(before).is_some_and(|t| t.kind == TokenKind::Word)
        && !reading.any(before, &["this", "its", "plus", "was", "has", "is"])
}

/// "has 870,000 doses", "we have 7 million", "had about 40 beds"; not "has given", "have been"
fn owns(reading: &Reading<'_>, mut at: usize) -> bool {
    while reading.any(
        at,
        &[
            "already",
            "also",
            "now",
            "still",
            "only",
            "just",
            "currently",
            "not",
            "never",
            "at",
            "least",
            "a",
            "an",
            "the",
            "its",
            "some",
            "total",
            "of",
            "combined",
        ],
    ) {
        at += 1;
    }
    let Some(token) = reading.tokens.get(at) else { return false };
    token.kind == TokenKind::Figure
        || reading.numbers.binary_search_by_key(&at, |n| n.tokens.start).is_ok()
        || reading
            .hits
            .at(at)
            .iter()
            .any(|hit| matches!(hit.sense, Sense::HedgeBefore(_) | Sense::Product(_) | Sense::UnitSign(_)))
        || reading.any(at, &["enough", "no", "access"])
}

/// What follows a verb that has an object: a figure, a hedge, an article, a name.
fn figures_follow(reading: &Reading<'_>, at: usize) -> bool {
    let Some(token) = reading.tokens.get(at) else { return false };
    token.kind == TokenKind::Figure
        || token.case.capital()
        || reading.numbers.binary_search_by_key(&at, |n| n.tokens.start).is_ok()
        || reading.hits.at(at).iter().any(|hit| matches!(hit.sense, Sense::HedgeBefore(_) | Sense::UnitSign(_)))
        || reading.any(
            at,
            &[
                "the",
                "a",
                "an",
                "its",
                "their",
                "his",
                "her",
                "our",
                "another",
                "additional",
                "some",
                "any",
                "all",
                "more",
                "those",
                "these",
                "them",
                "free",
                "vaccines",
                "doses",
                "on",
            ],
        )
}

/// Forms of "be", and of "get" where it stands for it.
pub(super) const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "get", "got"];
const BEFORE_BASE: &[&str] = &[
    "to",
    "will",
    "would",
    "could",
    "can",
    "may",
    "might",
    "must",
    "should",
    "shall",
    "we",
    "they",
    "you",
    "i",
    "not",
    "do",
    "does",
    "did",
    "also",
    "directly",
    "each",
    "both",
    "jointly",
    "still",
    "then",
    "only",
    "help",
    "helped",
    "never",
    "now",
    "soon",
    "eventually",
    "who",
    "that",
    "which",
    "didn't",
    "don't",
    "doesn't",
    "didn’t",
    "don’t",
    "doesn’t",
    "won't",
    "won’t",
    "people",
];
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "these", "those", "of", "vaccine", "total", "more", "in",
    "for", "on", "to", "from",
];
