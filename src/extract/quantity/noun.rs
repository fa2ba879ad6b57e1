//! Units that are nouns: behind the number, before it, glued to it by a hyphen, or the head noun where none is known.

use super::{Typed, large, unit, unit_at};
use crate::extract::Reading;
use crate::lexicon::{Sense, UnitClass, UnitEntry, singular};
use crate::text::{Case, Number, Shape, TokenKind};

/// A noun phrase between a number and its noun is at most this long.
const REACH: usize = 9;

/// "4 million doses", "25 million COVID-19 vaccine doses", "millions of AstraZeneca's doses"
pub(super) fn behind(reading: &Reading<'_>, number: &Number) -> Option<Typed> {
    let from = if reading.is(number.tokens.end, "of") { number.tokens.end + 1 } else { number.tokens.end };
    let partitive = from > number.tokens.end;
    let limit = from + REACH;
    let mut at = from;
    while at < limit {
        if let Some((hit, unit)) = unit_at(reading, at) {
            // "2 million test kits": a singular before a plural only describes it
            let describes = unit.class != UnitClass::Percent
                && is_plural(reading, hit.end)
                && !is_plural(reading, hit.end - 1)
                && !number_is_one(number)
                && !ends_phrase(reading, hit.end);
            if !describes {
                let (end, unit) = head(reading, hit.end, unit);
                return Some(Typed {
                    unit: unit.id.clone(),
                    event: unit.event.clone(),
                    tokens: number.tokens.start..end,
                    ..Typed::default()
                });
            }
        }
        let determiner = reading.any(at, DETERMINERS);
        if ends_phrase(reading, at) && !(partitive && at == from && determiner) && !joins(reading, at, limit)
            || (at > from && determiner)
        {
            return None;
        }
        at += 1;
    }
    None
}

/// "vaccine doses" are doses, "health workers" people: of nouns side by side the last one counts.
fn head<'r>(reading: &Reading<'r>, mut end: usize, mut found: &'r UnitEntry) -> (usize, &'r UnitEntry) {
    while let Some((hit, next)) =
        unit_at(reading, end).filter(|(_, next)| next.class != UnitClass::Time && next.event.is_none())
    {
        end = hit.end;
        found = next;
    }
    (end, found)
}

/// "Pfizer and Moderna doses": a conjunction inside the phrase, with the noun near behind it.
fn joins(reading: &Reading<'_>, at: usize, limit: usize) -> bool {
    reading.any(at, &["and", "or", ",", "-", "/", "&"]) && {
        let near = (at + 1..limit.min(at + 4)).take_while(|i| !ends_phrase(reading, *i));
        reading.tokens.get(at + 1).is_some_and(|t| t.kind != TokenKind::Figure && (t.glued || t.case.capital()))
            && near.into_iter().any(|i| unit_at(reading, i).is_some())
    }
}

/// "30,000-person trial", "27-nation bloc": the noun hangs on the number.
pub(super) fn compound(reading: &Reading<'_>, number: &Number) -> Option<Typed> {
    let end = number.tokens.end;
    let hyphen =
        reading.any(end, &["-", "‑", "–"]) && reading.tokens.get(end)?.glued && reading.tokens.get(end + 1)?.glued;
    let (hit, unit) = hyphen.then(|| unit_at(reading, end + 1)).flatten()?;
    let one = hit.first + 1 == hit.end;
    (one || !ends_phrase(reading, end + 1)).then(|| Typed {
        unit: unit.id.clone(),
        event: unit.event.clone(),
        tokens: number.tokens.start..hit.end,
        ..Typed::default()
    })
}

/// "40,000 Americans": people by their country.
pub(super) fn demonym(reading: &Reading<'_>, number: &Number) -> Option<Typed> {
    let from = if reading.is(number.tokens.end, "of") { number.tokens.end + 1 } else { number.tokens.end };
    (from..from + 4)
        .take_while(|at| *at == from || !ends_phrase(reading, *at - 1))
        .find_map(|at| reading.hit(at, |sense| matches!(sense, Sense::Demonym(_)).then_some(())).map(|(hit, ())| hit))
        .filter(|hit| reading.word(hit.end - 1).ends_with('s') && ends_or_goes_on(reading, hit.end))
        .map(|hit| Typed { unit: "person".to_owned(), tokens: number.tokens.start..hit.end, ..Typed::default() })
}

fn ends_or_goes_on(reading: &Reading<'_>, at: usize) -> bool {
    ends_phrase(reading, at) || reading.tokens.get(at).is_none_or(|t| t.case != Case::Title)
}

/// "The total population of Mexico is 126 million", "a population of 38 million"
pub(super) fn population(reading: &Reading<'_>, number: &Number) -> Option<Typed> {
    let start = number.tokens.start;
    let sentence = reading.sentence(start)?.tokens.start;
    let near =
        (start.saturating_sub(12).max(sentence)..start).rev().take_while(|i| !reading.any(*i, &[",", ";", ".", "and"]));
    let said = near.into_iter().any(|i| reading.any(i, &["population", "populations", "inhabitants"]));
    (said && large(number)).then(|| Typed {
        unit: "person".to_owned(),
        tokens: number.tokens.clone(),
        elided: true,
        ..Typed::default()
    })
}

/// "doses: 4 million", "the number of cases rose to 40,000", "the death toll reached 120"
pub(super) fn before(reading: &Reading<'_>, number: &Number) -> Option<Typed> {
    let start = number.tokens.start;
    let sentence = reading.sentence(start)?.tokens.start;
    let typed = |unit: &str, event: Option<&str>| Typed {
        unit: unit.to_owned(),
        event: event.map(str::to_owned),
        tokens: number.tokens.clone(),
        elided: true,
        ..Typed::default()
    };
    if reading.is(start.wrapping_sub(1), ":") {
        let (_, unit) =
            reading.hit_before(start - 1, |sense| unit(reading, sense).filter(|u| u.class != UnitClass::Time))?;
        return Some(typed(&unit.id, unit.event.as_deref()));
    }
    if !ends_phrase(reading, number.tokens.end) {
        return None;
    }
    let window = start.saturating_sub(12).max(sentence)..start;
    let mut toll = None;
    for at in window.rev() {
        if reading.any(at, &[";", "."]) {
            break;
        }
        if reading.any(at, &["toll"]) {
            return Some(typed("death", None));
        }
        if toll.is_none() {
            toll = unit_at(reading, at)
                .filter(|(_, u)| matches!(u.class, UnitClass::Count | UnitClass::Person))
                .map(|(_, unit)| unit);
        }
        if reading.is(at, "number") && reading.is(at + 1, "of") {
            return toll.map(|unit| typed(&unit.id, unit.event.as_deref()));
        }
    }
    None
}

/// "killing 12", "12 dead", "left 40 injured", "12 were killed": people, though nobody says so.
pub(super) fn toll(reading: &Reading<'_>, number: &Number) -> Option<Typed> {
    let (start, end) = (number.tokens.start, number.tokens.end);
    let typed = |event: &str| Typed {
        unit: "person".to_owned(),
        event: Some(event.to_owned()),
        tokens: number.tokens.clone(),
        ..Typed::default()
    };
    let harm = |i: usize| match () {
        () if reading.any(i, &["killing", "killed", "kill", "kills"]) => Some("death"),
        () if reading.any(i, &["injuring", "injured", "wounding", "wounded", "hurting", "injures", "wounds"]) => {
            Some("injury")
        }
        () => None,
    };
    if !ends_phrase(reading, end) && fate(reading, end).is_none() {
        return None;
    }
    let hedge = super::hedge::of(reading, number.tokens.clone(), end);
    harm(hedge.first.wrapping_sub(1))
        .filter(|_| hedge.first > 0 && start > 0)
        .map(typed)
        .or_else(|| fate(reading, end).map(|event| typed(&event)))
}

/// What happened to the people just counted: "have died", "were killed", "dead".
pub(super) fn fate(reading: &Reading<'_>, end: usize) -> Option<String> {
    for at in end..end + 4 {
        if reading.any(at, &["died", "dead", "die", "dying", "perished"]) || reading.is(at, "killed") {
            return Some("death".to_owned());
        }
        if reading.any(at, &["injured", "wounded", "hurt"]) {
            return Some("injury".to_owned());
        }
        if !reading.any(
            at,
            &[
                "have", "has", "had", "were", "was", "are", "be", "been", "also", "who", "others", "people", "had",
                "more", "already",
            ],
        ) {
            return None;
        }
    }
    None
}

/// The head noun where the lexicon knows none: the first plural of the phrase, or the next word behind "one".
pub(super) fn any(reading: &Reading<'_>, number: &Number) -> Option<Typed> {
    if number.shape == Shape::Fraction {
        return None;
    }
    let from = if reading.is(number.tokens.end, "of") { number.tokens.end + 1 } else { number.tokens.end };
    for at in from..from + 5 {
        let token = reading.tokens.get(at)?;
        if ends_phrase(reading, at) && !(at == from && from > number.tokens.end && reading.any(at, DETERMINERS)) {
            return None;
        }
        if is_plural(reading, at) && token.case == Case::Lower && !is_plural(reading, at + 1) {
            let unit = singular(reading.word(at));
            return Some(Typed { unit, tokens: number.tokens.start..at + 1, ..Typed::default() });
        }
    }
    None
}

/// Whether the number's own phrase says what it counts.
pub(super) fn counted(reading: &Reading<'_>, number: &Number) -> bool {
    behind(reading, number).is_some() || compound(reading, number).is_some()
}

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
        TokenKind::Word => STOPS.contains(&&*crate::text::fold(reading.word(at))),
    }
}

/// Ends like a plural: "-s" but not "-ss", "-us", "-is"; and a word of its own.
fn is_plural(reading: &Reading<'_>, at: usize) -> bool {
    let Some(token) = reading.tokens.get(at) else { return false };
    let word = reading.word(at);
    token.kind == TokenKind::Word
        && (word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
            && !STOPS.contains(&word)
            && !ADVERBS.contains(&word)
            || ["people", "men", "women", "children"].contains(&word))
}

fn number_is_one(number: &Number) -> bool {
    number.amount.value == Some(rust_decimal::Decimal::ONE)
}

const DETERMINERS: &[&str] =
    &["the", "those", "these", "its", "their", "his", "her", "our", "my", "your", "such", "all", "some", "any"];

const ADVERBS: &[&str] = &[
    "others",
    "lots",
    "times",
    "always",
    "perhaps",
    "besides",
    "sometimes",
    "overseas",
    "abroads",
    "towards",
    "afterwards",
];

/// Words that no noun phrase goes on over: prepositions, conjunctions, pronouns, auxiliaries, and common verbs.
const STOPS: &[&str] = &[
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
];
