//! Who does what a verb says: the party that is its subject, or that its pronoun stands for.

use super::event::verb_at;
use super::party::{self, Kind, Party};
use super::scene::{CLAUSE, Scene};
use crate::extract::Reading;
use crate::lexicon::Sense;
use crate::text::{Sentence, TokenKind};

impl Scene<'_, '_> {
    /// The subject of a verb: the nearest party to the left that no preposition holds.
    pub(super) fn subject(&self, verb: usize) -> Option<(Vec<String>, usize)> {
        let reading = self.reading;
        let limit = self.sentence.start.max(verb.saturating_sub(40));
        let from = (limit..verb).rev().find(|at| reading.is(*at, ";")).map_or(limit, |at| at + 1);
        let near = party::within(self.parties, &(from..verb));
        let group = verb_group(reading, verb, from);
        if common(reading, near, group, from) {
            return None;
        }
        // "Kenya's government" is no one spoken of before
        let free = |at: usize| !reading.is(at + 1, "-") && !reading.any(at.wrapping_sub(1), &["’s", "'s"]);
        let pronoun = (from..verb).rev().find(|at| reading.any(*at, PRONOUNS) && free(*at));
        for party in near.iter().rev() {
            let held = held(reading, party.tokens.start, from)
                || undergoes(reading, party, group, from)
                || of_a_city(reading, near, party, from)
                || of_a_noun(reading, party);
            if held || !acts(reading, party) || party.kind.is_bare() && !leads(reading, party, group) {
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
        // "the minister said that the government would": the speaker's own, whichever that is
        if reading.is(at, "government") && self.said.official(byte) {
            return self.said.country(byte).map(|name| vec![name.to_owned()]);
        }
        // "Croatia said that it was buying": whoever says so
        if reading.is(at, "it")
            && let Some(names) = self.who_says(at)
        {
            return Some(names);
        }
        let bloc = reading.is(at, "bloc");
        let wanted = |party: &Party| match party.kind {
            _ if bloc => party.kind == Kind::Country && (party.name == "EU" || party.name.len() > 2),
            Kind::Company => !reading.any(at, STATE),
            Kind::Named => !reading.any(at, STATE) && !reading.any(at, &["they", "administration"]),
            Kind::Country => !reading.is(at, "company"),
            Kind::Demonym => reading.any(at, STATE) || !reading.is(at, "company") && governs(reading, party.tokens.end),
            Kind::Body => !reading.any(at, STATE) && !reading.is(at, "company"),
            Kind::City | Kind::Region | Kind::Person => false,
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
            (!bloc && !reading.any(at, &["company", "which", "who"])).then(|| last.slots.actor.clone())
        };
        let index = reading.tokens.get(at)?.sentence as usize;
        let back = if bloc || reading.is(at, "company") { 8 } else { 3 };
        let before =
            || (index.saturating_sub(back)..index).rev().filter_map(|i| reading.sentences.get(i)).find_map(subject_of);
        subject_of(own).or_else(talked_of).or_else(before)
    }
}

impl Scene<'_, '_> {
    /// Who says what a pronoun opens: the party before the reporting word.
    fn who_says(&self, at: usize) -> Option<Vec<String>> {
        let reading = self.reading;
        let (content, cue) = self.said.reported(reading.tokens.get(at)?.span.start())?;
        let cue = reading.token_at(cue.start());
        let opens = reading.token_at(content.start());
        if cue >= opens || at > opens + 2 {
            return None;
        }
        let from = reading.sentence(cue)?.tokens.start.max(cue.saturating_sub(SPEAKER));
        let near = party::within(self.parties, &(from..cue));
        let says = |p: &&Party| {
            // "Quill Corp., Lima, Peru, said": where it sits says nothing
            let beside = reading.any(p.tokens.start.wrapping_sub(1), &[",", "’s", "'s"]);
            let speaks = !matches!(p.kind, Kind::Person | Kind::Region);
            speaks && !beside && !held(reading, p.tokens.start, from) && acts(reading, p)
        };
        let last = near.iter().rev().find(says)?;
        // "Sweden, which …, said": the one that the sentence opens with, else the one right before the word
        (last.tokens.end == cue || leads(reading, last, cue)).then(|| vec![last.name.clone()])
    }
}

/// Who says something stands at most this many tokens before the reporting word.
const SPEAKER: usize = 24;

/// Where a verb's group begins: "has so far", "plans to", "would have".
fn verb_group(reading: &Reading<'_>, verb: usize, from: usize) -> usize {
    let mut first = verb;
    while first > from {
        let cue = reading.hit_before(first, |s| matches!(s, Sense::Cue(_) | Sense::CueVerb(..)).then_some(()));
        let small = reading.any(first - 1, AROUND_VERBS) || reading.word(first - 1).ends_with("ly");
        match cue {
            Some((hit, ())) if hit.first >= from => first = hit.first,
            _ if small => first -= 1,
            _ => break,
        }
    }
    first
}

/// "Donors have given", "Canadian farmers have sold": whether a plain noun stands as the subject before a verb's group,
/// so that nobody does it whom the claim could name.
fn common(reading: &Reading<'_>, near: &[Party], group: usize, from: usize) -> bool {
    let noun = |at: usize| {
        reading.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word && !t.case.capital())
            && !reading.any(at, CLOSED)
    };
    let Some(head) = group.checked_sub(1).filter(|at| *at >= from && noun(*at)) else { return false };
    let verb = reading.hits.at(head).iter().any(|h| matches!(h.sense, Sense::Action(..) | Sense::Saying(..)));
    if verb || governs(reading, head) || reading.any(head, PRONOUNS) {
        return false;
    }
    let mut first = head;
    while first > from && head - first < 4 && noun(first - 1) {
        first -= 1;
    }
    let Some(before) = first.checked_sub(1).filter(|at| *at >= from) else { return true };
    let before = if reading.any(before, DETERMINERS) { before.checked_sub(1) } else { Some(before) };
    let Some(before) = before.filter(|at| *at >= from) else { return true };
    let describes = near.iter().any(|p| p.kind == Kind::Demonym && p.tokens.contains(&before) && !acts(reading, p));
    let opens = matches!(reading.tokens[before].kind, TokenKind::Mark | TokenKind::Quote | TokenKind::Clitic)
        || reading.any(before, &["that", "and", "but", "while", "when", "where", "if", "because"]);
    describes || opens
}

/// "Norway, which has suspended AstraZeneca, sent": a party behind a verb is what the verb is done to.
fn undergoes(reading: &Reading<'_>, party: &Party, group: usize, from: usize) -> bool {
    let mut before = party.tokens.start;
    while before > from && reading.any(before - 1, DETERMINERS) {
        before -= 1;
    }
    before > from
        && party.tokens.end < group
        && reading.hit_before(before, |s| matches!(s, Sense::Action(_, form) if form.past()).then_some(())).is_some()
}

/// "at its plant in Toledo, Ohio, and will invest": what tells where a city lies is held by what holds the city.
fn of_a_city(reading: &Reading<'_>, near: &[Party], party: &Party, from: usize) -> bool {
    let comma = party.tokens.start.checked_sub(1).filter(|at| reading.is(*at, ","));
    let city = comma.and_then(|comma| near.iter().find(|p| p.tokens.end == comma && p.kind.has_places()));
    city.is_some_and(|city| held(reading, city.tokens.start, from))
}

/// "4,680 Hopewell doses": a maker that only tells what is counted does nothing.
fn of_a_noun(reading: &Reading<'_>, party: &Party) -> bool {
    let unit = |at: usize| reading.hit(at, |sense| matches!(sense, Sense::Unit(_)).then_some(())).is_some();
    party.kind == Kind::Company && (unit(party.tokens.end) || reading.any(party.tokens.end, &["vaccine", "vaccines"]))
}

/// Whether a name stands as the subject of the verb group that begins at `group`: right before it, or with a comma's
/// worth of description between, or before the first of two joined verbs.
fn leads(reading: &Reading<'_>, party: &Party, group: usize) -> bool {
    let end = party.tokens.end;
    let described = reading.any(end, &[",", "("])
        && reading.any(group.wrapping_sub(1), &[",", ")"])
        && (end + 2..=end + 16).contains(&group);
    let acted = reading.any(end, AROUND_VERBS)
        || reading.hits.at(end).iter().any(|h| matches!(h.sense, Sense::Action(..) | Sense::Saying(..)));
    let joined = reading.any(group.wrapping_sub(1), &["and", "but", "then", "or"]) && acted;
    end == group || described || joined
}

/// Words that stand between a subject and its verb.
const AROUND_VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would", "could", "can", "may",
    "might", "must", "should", "shall", "do", "does", "did", "not", "never", "also", "already", "now", "still", "just",
    "then", "so", "far", "only", "to", "alone", "itself", "first", "again", "once", "soon", "each", "both", "won't",
    "won’t", "’ll", "'ll", "’s", "’ve", "'ve", "’re", "'re", "since", "later", "help", "helped",
];

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "my", "these", "those", "this", "some", "many", "most",
    "all", "no", "other", "several", "both", "few",
];

/// Words that are no head of a subject.
const CLOSED: &[&str] = &[
    "and",
    "or",
    "but",
    "that",
    "which",
    "who",
    "whose",
    "whom",
    "what",
    "than",
    "as",
    "if",
    "when",
    "while",
    "where",
    "after",
    "before",
    "since",
    "because",
    "until",
    "though",
    "although",
    "of",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "without",
    "about",
    "into",
    "through",
    "under",
    "over",
    "between",
    "among",
    "during",
    "against",
    "within",
    "via",
    "to",
    "having",
    "the",
    "a",
    "an",
    "its",
    "their",
    "his",
    "her",
    "our",
    "my",
    "your",
    "these",
    "those",
    "this",
    "some",
    "many",
    "most",
    "all",
    "no",
    "each",
    "both",
    "them",
    "us",
    "him",
    "there",
    "not",
    "it",
    "they",
    "we",
    "he",
    "she",
    "you",
    "well",
    "ago",
    "yesterday",
    "today",
    "tomorrow",
    "week",
    "month",
    "year",
    "weeks",
    "months",
    "years",
    "days",
    "time",
    "more",
    "up",
    "out",
    "off",
    "away",
    "over",
    "down",
    "plus",
    "instead",
];

/// Words that stand for a country or those who govern it.
const STATE: &[&str] = &["country", "nation", "government", "state", "ministry", "bloc"];

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
pub(super) fn held(reading: &Reading<'_>, first: usize, from: usize) -> bool {
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
        let inside = reading
            .any(at, &["the", "a", "an", "its", "former", "new", "neighbouring", "neighboring", "’s", "'s"])
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
        return governs(reading, end + 1) || governs(reading, end + 2);
    }
    match party.kind {
        Kind::Named | Kind::Person => {
            reading.any(end, &[",", "("])
                || reading.any(end, AROUND_VERBS)
                || verb_at(reading, end).is_some()
                || reading.hit(end, |sense| matches!(sense, Sense::Saying(..)).then_some(())).is_some()
        }
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
    "ministry",
    "bloc",
];
