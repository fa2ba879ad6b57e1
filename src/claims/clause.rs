//! Which verb or noun governs a figure.

use std::ops::Range;

use crate::extract::Reading;
use crate::lexicon::{ActionEntry, Sense, Side, VerbForm};
use crate::model::Action;
use crate::text::TokenKind;

/// What governs a figure, and from which side.
#[derive(Clone, Debug)]
pub(super) struct Governor<'r> {
    /// The action of the lexicon.
    pub(super) entry: &'r ActionEntry,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The verb's form; `None` for a noun.
    pub(super) form: Option<VerbForm>,
    /// How the figure stands to it.
    pub(super) role: Role,
    /// The rule that found it.
    pub(super) rule: &'static str,
}

/// How a figure stands to what governs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// "gave 4 million doses"
    Object,
    /// "4 million doses arrived", "4 million people received"
    Subject,
    /// "4 million doses were given"
    Passive,
    /// "a donation of 4 million doses"
    Noun,
}

/// An action word of a sentence.
#[derive(Clone, Copy, Debug)]
struct Event {
    first: usize,
    end: usize,
    entry: usize,
    form: Option<VerbForm>,
}

/// A figure's clause is looked through this many tokens to either side.
const REACH: usize = 48;
/// A noun phrase's modifiers ("of the … in …") before its verb are at most this long.
const SUBJECT: usize = 16;

/// Finds the governor of the figure whose phrase is `phrase`, inside its clause.
pub(super) fn governor<'r>(
    reading: &Reading<'r>,
    sentence: &Range<usize>,
    phrase: &Range<usize>,
) -> Option<Governor<'r>> {
    let left = left(reading, sentence, phrase);
    let right = right(reading, sentence, phrase);
    let entry = |event: Event| reading.lexicon.actions.get(event.entry);
    let made = |event: Event, role, rule| {
        Some(Governor { entry: entry(event)?, tokens: event.first..event.end, form: event.form, role, rule })
    };
    match (left, right) {
        // "the gift of 4 million doses was delivered": what is right behind the noun's "of" belongs to the verb
        (Some(l), Some((r, role))) if l.form.is_none() || !adjoins(reading, l.end, phrase.start) => {
            made(r, role, "claim/subject")
        }
        (None, Some((r, role))) => made(r, role, "claim/subject"),
        (Some(l), _) => match l.form {
            Some(_) => made(outer(reading, sentence, l), Role::Object, "claim/object"),
            None => made(l, Role::Noun, "claim/noun"),
        },
        (None, None) => {
            if let Some(event) = topic(reading, sentence, phrase) {
                return made(event, Role::Object, "claim/topic");
            }
            made(reduced(reading, sentence, phrase)?, Role::Passive, "claim/participle")
        }
    }
}

/// Whether only hedges, articles and the like stand between a verb and the figure's phrase.
fn adjoins(reading: &Reading<'_>, end: usize, start: usize) -> bool {
    end <= start
        && start - end <= 12
        && (end..start).all(|i| !reading.any(i, &[",", "and", "but", ";", "–", "—", "as", "with", "or"]))
}

/// The nearest action to the left, in the figure's clause.
fn left(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<Event> {
    let from = phrase.start.saturating_sub(REACH).max(sentence.start);
    let mut noun = None;
    for at in (from..phrase.start).rev() {
        if let Some(event) = event_ending(reading, at + 1, from) {
            if event.form.is_some() {
                return Some(event);
            }
            // a noun governs by "of": "a donation of 4 million doses", "orders for 4 million doses"
            let near = reading.any(event.end, &["of", "for", "worth", "totaling", "totalling"])
                && phrase.start - event.end <= 5;
            if near && noun.is_none() {
                noun = Some(event);
            }
        }
        // an auxiliary here belongs to another verb, of which the figure is a part: "has risen to 70 million"
        if boundary(reading, at) || reading.any(at, AUXILIARIES) {
            break;
        }
    }
    noun
}

/// A word over which no figure is governed from the left.
fn boundary(reading: &Reading<'_>, at: usize) -> bool {
    let opens = reading.tokens[at].kind == TokenKind::Quote && matches!(reading.word(at), "“" | "„" | "«");
    let colon = reading.any(at, &[";", ":"]);
    let subordinate = reading.any(
        at,
        &[
            "which", "who", "whose", "because", "although", "though", "while", "whereas", "after", "before", "unless",
            "since", "but",
        ],
    ) || reading.is(at, "that") && !reading.is(at + 1, "’s");
    opens || colon || subordinate
}

/// The verb whose subject the figure is, if a finite verb follows its noun phrase.
fn right(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<(Event, Role)> {
    let limit = sentence.end.min(phrase.end + SUBJECT);
    let mut at = phrase.end;
    while at < limit {
        if reading.any(at, AUXILIARIES) || reading.any(at, &["’ve", "'ve", "’ll", "'ll", "’re", "'re"]) {
            return after_auxiliary(reading, at, sentence.end);
        }
        if let Some(event) = verb_at(reading, at).filter(|e| e.form.is_some_and(|f| f.past() || f == VerbForm::Third)) {
            let theme = reading
                .lexicon
                .actions
                .get(event.entry)
                .is_some_and(|e| e.subject == Side::Theme || e.action == Action::Die);
            let people = event.form.is_some_and(VerbForm::past)
                && reading.any(event.end, &["a", "at", "one", "their", "the", "both", "two"]);
            if theme || people {
                return Some((event, Role::Subject));
            }
        }
        if stops(reading, at) {
            return None;
        }
        at += 1;
    }
    None
}

/// A subject's noun phrase ends at a comma, a conjunction or a subordinate clause.
fn stops(reading: &Reading<'_>, at: usize) -> bool {
    let mark = matches!(reading.tokens[at].kind, TokenKind::Mark) && !reading.any(at, &["-", "/", "&", "%", "(", ")"]);
    mark || boundary(reading, at)
        || reading.any(at, &["and", "or", "as", "than", "when", "if", "to", "including", "–", "—"])
        || reading.tokens[at].kind == TokenKind::Quote
}

/// "have been administered", "will be sent", "are available", "are in production"
fn after_auxiliary(reading: &Reading<'_>, at: usize, end: usize) -> Option<(Event, Role)> {
    let mut passive = reading.any(at, BE);
    let mut i = at + 1;
    let limit = end.min(at + 9);
    while i < limit {
        if let Some(event) = verb_at(reading, i) {
            if event.form.is_some_and(VerbForm::participle) && passive {
                return Some((event, Role::Passive));
            }
            return Some((event, Role::Subject));
        }
        if reading.any(i, BE) {
            passive = true;
        } else if reading.any(i, &["available", "stockpiled", "stored", "left", "ready"]) {
            return state(reading, i, "stock");
        } else if reading.any(i, &["in", "under"]) && reading.any(i + 1, &["production", "manufacture"]) {
            return state(reading, i + 1, "produce");
        } else if stops(reading, i) && !reading.any(i, &["to"]) {
            break;
        }
        i += 1;
    }
    None
}

/// A state told by an adjective or a noun stands for a verb of the lexicon.
fn state(reading: &Reading<'_>, at: usize, verb: &str) -> Option<(Event, Role)> {
    let entry = reading.lexicon.actions.iter().position(|entry| entry.verb == verb)?;
    Some((Event { first: at, end: at + 1, entry, form: Some(VerbForm::PastOrParticiple) }, Role::Passive))
}

/// "2.5 million of those, we are working to lend to Mexico": the figure stands in front, its verb behind.
fn topic(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<Event> {
    let lead = phrase.start <= sentence.start + 2;
    let limit = sentence.end.min(phrase.end + REACH);
    let comma = (phrase.end..limit.min(phrase.end + 6)).find(|i| reading.is(*i, ","))?;
    let subject = reading.any(comma + 1, &["we", "they", "it", "he", "she", "i", "the"]);
    (lead && subject).then_some(())?;
    (comma..limit).rev().find_map(|at| {
        verb_at(reading, at).filter(|e| e.form == Some(VerbForm::Base) || e.form == Some(VerbForm::Gerund))
    })
}

/// "600,000 people vaccinated", "tens of millions of doses stockpiled in the US"
fn reduced(reading: &Reading<'_>, sentence: &Range<usize>, phrase: &Range<usize>) -> Option<Event> {
    let limit = sentence.end.min(phrase.end + 8);
    for at in phrase.end.saturating_sub(1)..limit {
        if let Some(event) = verb_at(reading, at).filter(|e| e.form.is_some_and(VerbForm::participle)) {
            return Some(event);
        }
        if reading.is(at, "available") {
            return state(reading, at, "stock").map(|(event, _)| event);
        }
        if at >= phrase.end && stops(reading, at) {
            return None;
        }
    }
    None
}

/// "contracted X to produce 300 million doses" is an order: the outer verb governs.
fn outer(reading: &Reading<'_>, sentence: &Range<usize>, inner: Event) -> Event {
    let infinitive = inner.form == Some(VerbForm::Base) && reading.is(inner.first.wrapping_sub(1), "to");
    if !infinitive {
        return inner;
    }
    let from = inner.first.saturating_sub(10).max(sentence.start);
    (from..inner.first - 1)
        .rev()
        .take_while(|at| !boundary(reading, *at) && !reading.is(*at, ","))
        .find_map(|at| {
            verb_at(reading, at)
                .filter(|e| reading.lexicon.actions.get(e.entry).is_some_and(|entry| entry.action == Action::Order))
        })
        .unwrap_or(inner)
}

/// The action word that ends before a token.
fn event_ending(reading: &Reading<'_>, end: usize, from: usize) -> Option<Event> {
    (end.saturating_sub(3).max(from)..end).filter_map(|at| event_at(reading, at)).find(|event| event.end == end)
}

fn verb_at(reading: &Reading<'_>, at: usize) -> Option<Event> {
    event_at(reading, at).filter(|event| event.form.is_some())
}

/// The action word that begins at a token, if it is used as one there.
fn event_at(reading: &Reading<'_>, at: usize) -> Option<Event> {
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
        VerbForm::Past | VerbForm::Participle | VerbForm::PastOrParticiple => !reading.any(before, &["the", "a", "an"]),
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

const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "get", "got"];
const AUXILIARIES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "could",
    "may",
    "might",
    "can",
    "should",
    "must",
    "shall",
    "won't",
    "wasn't",
    "weren't",
    "isn't",
    "aren't",
    "hasn't",
    "haven't",
    "won’t",
    "weren’t",
    "aren’t",
    "haven’t",
    "cannot",
];
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
    "and",
];
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "these", "those", "of", "vaccine", "total", "more", "in",
    "for", "on", "to", "from", "and",
];
