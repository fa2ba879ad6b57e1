//! Who is on which side of a figure, of what it is, and when.

use std::ops::Range;

use super::clause::{Governor, Role};
use super::party::{self, Kind, Party};
use super::said::Sayings;
use crate::extract::Reading;
use crate::lexicon::{Sense, Side};
use crate::model::{Claim, DateMention, Facts};
use crate::text::TokenKind;

/// A figure's surroundings: what the slots are filled from.
pub(super) struct Scene<'s, 't> {
    pub(super) reading: &'s Reading<'t>,
    pub(super) facts: &'s Facts,
    pub(super) said: &'s Sayings<'s>,
    pub(super) parties: &'s [Party],
    /// The claims before it.
    pub(super) earlier: &'s [Claim],
    /// The sentence, without who says it.
    pub(super) sentence: Range<usize>,
    /// The figure, from hedge to unit and product.
    pub(super) phrase: Range<usize>,
    /// From behind the figure before to the figure behind: what a list gives to each of its figures.
    pub(super) reach: Range<usize>,
}

/// A pronoun looks no further back than this, in tokens.
const FAR: usize = 500;

/// Bytes between two sentences that follow each other.
const NEXT: usize = 4;

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
        if !reading.any(at, &["company", "which", "who"])
            && let Some(last) = self.last_claim().filter(|c| !c.slots.actor.is_empty() && c.span.end() < self.start())
        {
            return Some(last.slots.actor.clone());
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
        let index = reading.tokens.get(at)?.sentence as usize;
        let earlier = (index.saturating_sub(3)..=index).rev();
        for sentence in earlier.filter_map(|i| reading.sentences.get(i)) {
            let range = sentence.tokens.start.max(at.saturating_sub(FAR))..sentence.tokens.end.min(at);
            let mut near = party::within(self.parties, &range).iter();
            let found = near.find(|p| wanted(p) && (acts(reading, p) || reading.any(at, &["country", "nation"])));
            if let Some(party) = found {
                return Some(vec![party.name.clone()]);
            }
        }
        None
    }

    /// The claim before, where it stands in the same paragraph and at most a sentence back.
    pub(super) fn last_claim(&self) -> Option<&Claim> {
        let sentence = |byte: usize| self.reading.sentence(self.reading.token_at(byte));
        let own = sentence(self.start())?;
        let last = self.earlier.last()?;
        let theirs = sentence(last.span.start())?;
        let near = own.paragraph == theirs.paragraph && own.span.start().saturating_sub(theirs.span.end()) <= NEXT;
        near.then_some(last)
    }

    fn start(&self) -> usize {
        self.reading.tokens.get(self.phrase.start).map_or(0, |t| t.span.start())
    }

    /// Who does it, for each role that the figure can have.
    pub(super) fn actor(&self, governor: &Governor<'_>) -> Vec<String> {
        let verb = governor.tokens.start;
        let agent = || self.behind("by", governor.tokens.end..self.reach.end.max(governor.tokens.end));
        match (governor.role, governor.entry.subject) {
            (Role::Object, Side::Actor) => self.subject(verb).map(|(names, _)| names).unwrap_or_default(),
            (Role::Object, _) | (Role::Subject, Side::Recipient | Side::Theme) => {
                self.behind("from", governor.tokens.end..self.reach.end.max(governor.tokens.end))
            }
            (Role::Subject, Side::Actor) => Vec::new(),
            (Role::Passive, _) => agent(),
            (Role::Noun, _) => {
                let agent = agent();
                if agent.is_empty() { self.possessor(verb) } else { agent }
            }
        }
    }

    /// Who gets it.
    pub(super) fn recipient(&self, governor: Option<&Governor<'_>>) -> Vec<String> {
        let Some(governor) = governor else { return Vec::new() };
        if governor.role == Role::Object && governor.entry.subject == Side::Recipient {
            return self.subject(governor.tokens.start).map(|(names, _)| names).unwrap_or_default();
        }
        // "give Mexico and Canada 4 million doses"
        let between = governor.tokens.end.max(self.reach.start)..self.phrase.start;
        if governor.role == Role::Object && !between.is_empty() {
            let listed = party::within(self.parties, &between);
            let rest = |i: &usize| {
                !listed.iter().any(|p| p.tokens.contains(i)) && !self.reading.any(*i, &["and", ",", "the", "both"])
            };
            if !listed.is_empty() && !between.clone().any(|i| rest(&i)) {
                return listed.iter().map(|p| p.name.clone()).collect();
            }
        }
        let from = if governor.tokens.start >= self.phrase.end && governor.role != Role::Object {
            governor.tokens.end
        } else {
            self.phrase.end
        };
        for word in ["to", "for", "in", "across", "among", "with", "between"] {
            let found = self.behind(word, from..self.reach.end.max(from));
            if !found.is_empty() {
                return found;
            }
        }
        // "plans to send to Mexico 4 million doses"
        let before = self.behind("to", between.start..self.phrase.start.max(between.start));
        if before.is_empty() && governor.entry.subject == Side::Theme {
            // "One million doses arrived": where the talk is of
            return self.last_claim().map(|c| c.slots.actor.clone()).unwrap_or_default();
        }
        before
    }

    /// The country or region in which something is, is done or happens: behind the figure, inside its phrase, before it.
    pub(super) fn location(&self, governor: Option<&Governor<'_>>) -> Vec<String> {
        let reading = self.reading;
        let until = self.reach.end.max(governor.map_or(0, |g| g.tokens.end));
        for word in ["in", "on", "across", "throughout", "of"] {
            let found = self.behind(word, self.phrase.end..until);
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(party) =
            party::within(self.parties, &(self.phrase.start..self.phrase.end)).iter().find(|p| p.kind != Kind::Company)
        {
            return vec![party.name.clone()];
        }
        // "In the U.S., 297 million doses …", "Canada ranks …, with about 8% …"
        let before = party::within(self.parties, &(self.sentence.start..self.phrase.start));
        let fronted = before.iter().rev().find(|p| {
            p.kind != Kind::Company
                && (1..=3).any(|back| reading.is(p.tokens.start.wrapping_sub(back), "in"))
                && p.tokens.start >= self.reach.start
        });
        let subject = before.iter().find(|p| {
            matches!(p.kind, Kind::Country | Kind::Region | Kind::City) && p.tokens.start < self.sentence.start + 4
        });
        let inside = before.iter().rev().find(|p| {
            reading.any(p.tokens.end, &["population", "’s", "'s"])
                || reading.any(p.tokens.start.wrapping_sub(1), &["of", "in"])
        });
        fronted.or(subject).or(inside).map(|p| vec![p.name.clone()]).unwrap_or_default()
    }

    /// "the US stockpile of 4 million", "Mexico's order of …"
    fn possessor(&self, noun: usize) -> Vec<String> {
        let from = noun.saturating_sub(6).max(self.sentence.start);
        party::within(self.parties, &(from..noun)).last().map(|p| vec![p.name.clone()]).unwrap_or_default()
    }

    /// The parties behind the first such preposition that has any, unless it names a channel.
    fn behind(&self, word: &str, tokens: Range<usize>) -> Vec<String> {
        let reading = self.reading;
        let end = tokens.end.min(self.sentence.end);
        for at in tokens.start..end {
            if reading.is(at, word) && !reading.is(at.wrapping_sub(1), "according") {
                let found = self.list(at + 1, end, true);
                if !found.is_empty() {
                    return found;
                }
            }
            let said = reading.any(at, &["said", "says", "reported", "according", "told"]);
            if said
                || (at > tokens.start
                    && reading.tokens[at].kind == TokenKind::Mark
                    && reading.any(at, &[";", ".", ":"]))
            {
                break;
            }
        }
        Vec::new()
    }

    /// A list of parties that begins near `from`: "countries including Mexico, Canada and the Palestinian territories".
    fn list(&self, from: usize, end: usize, led: bool) -> Vec<String> {
        const LEAD: usize = 9;
        let reading = self.reading;
        let mut names: Vec<String> = Vec::new();
        let mut at = from;
        let mut named = false;
        while at < end {
            if let Some(party) = party::within(self.parties, &(at..at + 1)).first() {
                let describes = party.kind == Kind::Demonym
                    && !governs(reading, party.tokens.end)
                    && !reading.word(party.tokens.end - 1).ends_with('s');
                let possesses = reading.any(party.tokens.end, &["’s", "'s"]);
                if describes || possesses && names.is_empty() && !governs(reading, party.tokens.end + 1) {
                    return if describes && names.is_empty() && led { Vec::new() } else { names };
                }
                if party.kind == Kind::Company && names.is_empty() {
                    return names;
                }
                names.push(party.name.clone());
                at = party.tokens.end;
                named = true;
                continue;
            }
            let joins = reading.any(at, &["and", ",", "the", "as", "well", "or", "both", "’s", "'s", "government"]);
            let opens =
                reading.any(at, &["including", "like", "such", "as", "across", "in", "of"]) || reading.is(at, "namely");
            if named && !joins {
                // "Asia including India" is Asia; "Mexico, which …" ends the list
                break;
            }
            if !named {
                let over = at - from >= LEAD
                    || reading.any(at, &[";", ".", "that", "which", "who", "by", "from", "after", "before", "while"])
                    || reading.tokens[at].kind == TokenKind::Quote
                    || reading.hits.at(at).iter().any(|h| matches!(h.sense, Sense::Action(..)) && at == from);
                let comma = reading.is(at, ",");
                if (over || comma) && !opens {
                    break;
                }
            }
            at += 1;
        }
        names
    }

    /// TIMEX3 values of the dates in the figure's clause; the day of the saying is not among them.
    pub(super) fn dates(&self, governor: Option<&Governor<'_>>) -> Vec<String> {
        let reading = self.reading;
        let first = governor.map_or(self.phrase.start, |g| g.tokens.start.min(self.phrase.start));
        let from = first.saturating_sub(6).max(self.sentence.start).max(self.reach.start);
        let until = self.reach.end.max(governor.map_or(0, |g| g.tokens.end));
        let start = self.facts.dates.partition_point(|d| d.span.end() <= reading.span(from..from + 1).start());
        let mut values: Vec<String> = Vec::new();
        for date in self.facts.dates.iter().skip(start) {
            let tokens = reading.tokens_of(date.span);
            if tokens.start >= until {
                break;
            }
            if of_the_saying(reading, &tokens) || !dated(date) || barred(reading, self.phrase.end, tokens.start) {
                continue;
            }
            if let Some(value) = &date.value {
                values.push(value.to_string());
            }
        }
        values.sort();
        values.dedup();
        values
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

/// Calendar dates only: no durations, sets and references.
fn dated(date: &DateMention) -> bool {
    date.from.is_some() && matches!(date.kind, crate::model::DateKind::Date | crate::model::DateKind::Time)
}

/// "… after a review is finished in May": the date of another clause.
fn barred(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| reading.any(i, &["after", "while", "when", "because", "once", "which", "where"]))
}

/// "reported Monday", "said on Thursday", "told reporters last week that"
fn of_the_saying(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let near =
        (tokens.start.saturating_sub(5)..tokens.start).rev().take_while(|i| !reading.any(*i, &[",", "that", "to"]));
    near.into_iter().any(|i| {
        reading.any(
            i,
            &[
                "said",
                "says",
                "reported",
                "announced",
                "told",
                "confirmed",
                "added",
                "tweeted",
                "wrote",
                "statement",
                "according",
            ],
        )
    })
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
fn governs(reading: &Reading<'_>, at: usize) -> bool {
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
