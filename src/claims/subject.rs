//! Who does what a verb says: the party that is its subject, or that its pronoun stands for.

use super::party::{self, Kind, Party};
use super::scene::{CLAUSE, Scene};
use crate::extract::Reading;
use crate::lexicon::Sense;
use crate::text::{Sentence, TokenKind};

impl Scene<'_, '_> {
    /// The subject of a verb: the nearest party to the left that no preposition holds.
    pub(super) fn subject(&self, verb: usize) -> Option<(Vec<String>, usize)> {
        let reading = self.reading;
        let from = self.sentence.start.max(verb.saturating_sub(40));
        let near = party::within(self.parties, &(from..verb));
        let pronoun = (from..verb).rev().find(|at| reading.any(*at, PRONOUNS) && !reading.is(at + 1, "-"));
        for party in near.iter().rev() {
            let held = held(reading, party.tokens.start, from);
            if held || !acts(reading, party) {
                continue;
            }
            if pronoun.is_some_and(|at| at > party.tokens.end && !reading.any(at, &["that", "which", "who"])) {
                break;
            }
            let (names, first) = together(reading, near, party);
            return Some((names, first));
        }
        let at = pronoun?;
        Some((self.stands_for(at)?, at))
    }

    /// Whom a pronoun, or "the country" and the like, stands for.
    fn stands_for(&self, at: usize) -> Option<Vec<String>> {
        let reading = self.reading;
        let byte = reading.tokens.get(at)?.span.start();
        if reading.any(at, &["we", "our", "i", "us"]) {
            return self.said.we(byte).map(|name| vec![name.to_owned()]);
        }
        let own = reading.any(at.wrapping_sub(1), &["his", "her", "their", "its", "our", "my"]);
        if own && reading.any(at, &["government", "administration", "country"]) || reading.any(at, &["he", "she"]) {
            // only the United States' government is called an administration in English news
            let idiom = if reading.is(at, "administration") { Some("US") } else { None };
            return self.said.country(byte).or(idiom).map(|name| vec![name.to_owned()]);
        }
        let wanted = |party: &Party| match party.kind {
            Kind::Company => !reading.any(at, &["country", "nation", "government", "state"]),
            Kind::Country => !reading.is(at, "company"),
            Kind::Demonym => {
                reading.any(at, &["country", "nation", "government"])
                    || !reading.is(at, "company") && governs(reading, party.tokens.end)
            }
            Kind::Body => !reading.any(at, &["company", "country", "nation", "government", "state"]),
            Kind::City | Kind::Region => false,
        };
        // the subject of the sentence so far, else of the ones before it in the paragraph, else of the paragraph before
        let subject_of = |sentence: &Sentence| {
            let end = sentence.tokens.end.min(at);
            let range = sentence.tokens.start.max(end.saturating_sub(CLAUSE))..end;
            let mut near = party::within(self.parties, &range).iter();
            near.find(|p| {
                wanted(p)
                    && (acts(reading, p) || reading.any(at, &["country", "nation"]))
                    && !held(reading, p.tokens.start, range.start)
            })
            .map(|p| vec![p.name.clone()])
        };
        let own = reading.sentence(at)?;
        let talked_of = || {
            let last = self.last_claim().filter(|c| !c.slots.actor.is_empty() && c.span.end() <= own.span.start())?;
            (!reading.any(at, &["company", "which", "who"])).then(|| last.slots.actor.clone())
        };
        let index = reading.tokens.get(at)?.sentence as usize;
        let before =
            || (index.saturating_sub(3)..index).rev().filter_map(|i| reading.sentences.get(i)).find_map(subject_of);
        subject_of(own).or_else(talked_of).or_else(before)
    }
}

/// "Mexico and Canada", "Mexico, Canada and Chile": a subject of many, from its last one back.
fn together(reading: &Reading<'_>, near: &[Party], last: &Party) -> (Vec<String>, usize) {
    let mut names = vec![last.name.clone()];
    let mut first = last.tokens.start;
    let mut joined = false;
    for party in near.iter().rev().skip_while(|p| p.tokens.end > last.tokens.start) {
        let mut between = party.tokens.end..first;
        let and = between.clone().any(|i| reading.is(i, "and"));
        if !(and || joined) || !between.all(|i| reading.any(i, &["and", ",", "the"])) {
            break;
        }
        joined = true;
        names.push(party.name.clone());
        first = party.tokens.start;
    }
    (names, first)
}

/// Whether a preposition holds the party, so that it is no subject.
fn held(reading: &Reading<'_>, first: usize, from: usize) -> bool {
    for back in 1..=3 {
        let Some(at) = first.checked_sub(back).filter(|at| *at >= from) else { return false };
        if reading.any(
            at,
            &[
                "of",
                "in",
                "from",
                "to",
                "with",
                "by",
                "for",
                "at",
                "on",
                "through",
                "under",
                "via",
                "into",
                "across",
                "among",
                "between",
                "than",
                "including",
                "like",
                "over",
                "about",
                "against",
                "near",
                "outside",
                "within",
            ],
        ) {
            // "the government of India"
            return !(reading.is(at, "of") && reading.any(at.wrapping_sub(1), GOVERNING));
        }
        let inside = reading.any(at, &["the", "a", "an", "its", "former", "new", "neighbouring", "neighboring"])
            || reading.tokens[at].case.capital() && reading.tokens[at].kind == TokenKind::Word;
        if !inside {
            return false;
        }
    }
    false
}

/// Whether a party can do something where it stands: "Canadian regulators" act, "Canadian wheat" does not.
fn acts(reading: &Reading<'_>, party: &Party) -> bool {
    let end = party.tokens.end;
    if reading.any(end, &["’s", "'s"]) {
        return governs(reading, end + 1);
    }
    match party.kind {
        Kind::Demonym => {
            governs(reading, end) || governs(reading, end + 1) || reading.word(end.wrapping_sub(1)).ends_with('s')
        }
        Kind::Country | Kind::City | Kind::Region => {
            let next = reading.tokens.get(end);
            // "U.S. vaccines", "Canada geese": a name before a noun only describes it, before a verb it acts
            next.is_none_or(|t| t.kind != TokenKind::Word)
                || governs(reading, end)
                || governs(reading, end + 1)
                || !describes(reading, end)
        }
        Kind::Body | Kind::Company => true,
    }
}

fn describes(reading: &Reading<'_>, at: usize) -> bool {
    reading.hits.at(at).iter().any(|h| matches!(h.sense, Sense::Unit(_) | Sense::ActionNoun(_)))
        && !reading.hits.at(at).iter().any(|h| matches!(h.sense, Sense::Action(..)))
        || reading.any(
            at,
            &[
                "citizens",
                "officials",
                "vaccines",
                "vaccine",
                "allies",
                "plants",
                "production",
                "glut",
                "shelves",
                "stockpile",
                "population",
                "troops",
            ],
        )
}

/// Whether a word names those who act for a country.
pub(super) fn governs(reading: &Reading<'_>, at: usize) -> bool {
    reading.any(at, GOVERNING)
}

const GOVERNING: &[&str] = &[
    "government",
    "governments",
    "administration",
    "authorities",
    "officials",
    "regulators",
    "ministry",
    "minister",
    "president",
    "parliament",
    "military",
    "army",
    "leaders",
    "leader",
    "state",
    "officers",
    "health",
    "foreign",
    "federal",
    "prime",
    "navy",
    "forces",
    "congress",
    "senate",
];

const PRONOUNS: &[&str] = &[
    "it",
    "they",
    "which",
    "who",
    "we",
    "he",
    "she",
    "country",
    "company",
    "government",
    "nation",
    "i",
    "administration",
];
