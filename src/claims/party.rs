//! Who stands in the text: countries, regions, bodies, companies, and the people and pronouns that stand for them.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use super::scene::dateline;
use crate::extract::Reading;
use crate::lexicon::Sense;
use crate::model::{Facts, PlaceKind, SourceKind};
use crate::text::{Case, Table, TokenKind};

/// A mention of somebody who can act or get something.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What stands in a claim's slot: an ISO code for a country, else a name.
    pub(super) name: String,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A country or bloc, a government, or a person who acts for one.
    Country,
    /// An adjective or noun of a country's people.
    Demonym,
    /// A city: the country's government where it acts, the country where it gets.
    City,
    /// A region of the world or of a country.
    Region,
    /// A programme, an organisation.
    Body,
    /// A maker or brand.
    Company,
    /// A name of which nothing else is known: it acts only where it stands as one who does.
    Named,
    /// A person who acts for no country.
    Person,
}

impl Kind {
    /// Whether only its name is known.
    pub(super) const fn is_bare(self) -> bool {
        matches!(self, Self::Named | Self::Person)
    }

    /// Whether something can be or happen there.
    pub(super) const fn has_places(self) -> bool {
        !matches!(self, Self::Company | Self::Named | Self::Person)
    }
}

/// All parties of a text, in order, none overlapping another.
pub(super) fn parties(reading: &Reading<'_>, facts: &Facts) -> Vec<Party> {
    let names = names(reading);
    let mut all = Vec::new();
    for place in &facts.places {
        let kind = match place.kind {
            PlaceKind::Country | PlaceKind::Bloc => Kind::Country,
            PlaceKind::Demonym => Kind::Demonym,
            PlaceKind::City => Kind::City,
            PlaceKind::Region => Kind::Region,
        };
        let name = match (kind, place.countries.as_slice()) {
            (Kind::Region, _) | (_, []) => place.name.clone(),
            (_, [code, ..]) => code.clone(),
        };
        // "State Bank of India": the name acts, not the country in it
        let tokens = reading.tokens_of(place.span);
        let after = names.partition_point(|n| n.tokens.start <= tokens.start);
        let around = after.checked_sub(1).and_then(|i| names.get(i));
        if !place.in_name || around.is_none_or(|n| n.tokens.end < tokens.end || n.tokens.len() <= tokens.len()) {
            all.push(Party { tokens, name, kind });
        }
    }
    for hit in reading.hits.all() {
        let (name, kind) = match hit.sense {
            Sense::Body(b) => match reading.lexicon.bodies.get(b as usize) {
                Some(body) if body.slot() != body.name => (body.slot().to_owned(), Kind::Country),
                Some(body) if body.kind == SourceKind::Organisation => (body.name.clone(), Kind::Body),
                Some(body) if body.kind == SourceKind::Company => (body.name.clone(), Kind::Company),
                _ => continue,
            },
            Sense::Product(p) => match reading.lexicon.products.get(p as usize).filter(|product| product.company) {
                Some(product) => (product.name.clone(), Kind::Company),
                None => continue,
            },
            _ => continue,
        };
        all.push(Party { tokens: hit.first..hit.end, name, kind });
    }
    for person in &facts.people {
        let (name, kind) = match &person.country {
            Some(country) if person.official => (country, Kind::Country),
            _ => (&person.name, Kind::Person),
        };
        all.extend(person.mentions.iter().map(|span| Party {
            tokens: reading.tokens_of(*span),
            name: name.clone(),
            kind,
        }));
    }
    all.extend(administrations(reading, facts));
    all.sort_by_key(|party| party.tokens.start);
    let free = |name: &Party| {
        within(&all, &(name.tokens.start.saturating_sub(LONGEST)..name.tokens.end))
            .iter()
            .all(|p| p.tokens.end <= name.tokens.start)
    };
    let free: Vec<Party> = names.into_iter().filter(free).collect();
    all.extend(free);
    let datelines = datelines(reading);
    let in_dateline = |party: &Party| {
        let behind = datelines.partition_point(|d| d.end <= party.tokens.start);
        datelines.get(behind).is_some_and(|d| d.start <= party.tokens.start)
    };
    all.retain(|party| !in_dateline(party));
    // of overlapping ones the longest, of equal ones the first kind
    all.sort_by_key(|party| (party.tokens.start, std::cmp::Reverse(party.tokens.end)));
    let mut kept: Vec<Party> = Vec::with_capacity(all.len());
    for party in all {
        if kept.last().is_none_or(|last| last.tokens.end <= party.tokens.start) {
            kept.push(party);
        }
    }
    kept
}

/// The datelines of a text, in order.
fn datelines(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let lines = reading.sentences.iter().map(|s| s.tokens.start..dateline(reading, s.tokens.start));
    lines.filter(|line| !line.is_empty()).collect()
}

/// "the Rowe administration": the government that the named person leads. Where the article does not say of which
/// country, it is that of the United States, the only one that English news calls so.
fn administrations<'r>(reading: &'r Reading<'_>, facts: &Facts) -> impl Iterator<Item = Party> + 'r {
    let surname = |name: &str| name.rsplit(' ').next().map(str::to_owned);
    let leads: HashMap<String, String> =
        facts.people.iter().filter_map(|p| Some((surname(&p.name)?, p.country.clone()?))).collect();
    let is_name = |at: usize| {
        let capital = reading.tokens.get(at).is_some_and(|t| t.case == Case::Title);
        capital && !reading.any(at, &["the", "his", "her", "their", "its", "our", "this", "that", "a", "an", "new"])
    };
    (1..reading.tokens.len()).filter(move |at| reading.is(*at, "administration") && is_name(*at - 1)).map(move |at| {
        let country = leads.get(reading.word(at - 1)).cloned();
        Party { tokens: at - 1..at + 1, name: country.unwrap_or_else(|| "US".to_owned()), kind: Kind::Country }
    })
}

/// A name is no longer than this, in tokens.
const LONGEST: usize = 8;

/// Runs of capitalised words that nothing else explains: "Polar Freight", "Bank of Tala". A single word that opens a
/// sentence is a name only where the text writes it with a capital in mid-sentence too.
fn names(reading: &Reading<'_>) -> Vec<Party> {
    let capital = |at: usize| {
        let hits = || reading.hits.at(at).iter();
        // "Polar Freight Company": a title is no part of a name, but where it tells what the name is of
        let titled = || hits().any(|h| matches!(h.sense, Sense::Title(_) | Sense::Time(_)));
        reading.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word && t.case.capital())
            && (!titled() || hits().any(|h| matches!(h.sense, Sense::BodyHead(_))))
    };
    let opens = |at: usize| {
        let before = at.checked_sub(1).and_then(|b| reading.tokens.get(b));
        let own = reading.tokens.get(at);
        let fresh = match (before, own) {
            (Some(before), Some(own)) => before.sentence != own.sentence || own.starts_paragraph,
            _ => true,
        };
        fresh || before.is_some_and(|b| b.kind == TokenKind::Quote) || reading.any(at.wrapping_sub(1), &[":", "—", "–"])
    };
    let mut found: Vec<Party> = Vec::new();
    let mut doubtful: Vec<usize> = Vec::new();
    let mut sure: HashSet<&str> = HashSet::default();
    let mut at = 0;
    while at < reading.tokens.len() {
        if !capital(at) {
            at += 1;
            continue;
        }
        let fresh = opens(at);
        let mut first = at;
        let mut end = at + 1;
        while end - first < LONGEST {
            let same = |i: usize| capital(i) && !opens(i);
            match () {
                () if same(end) => end += 1,
                () if reading.any(end, &["&", "of", "-"]) && same(end + 1) => end += 2,
                () => break,
            }
        }
        at = end;
        if fresh && first + 1 < end && FUNCTION.holds(reading.word(first)) {
            first += 1;
        }
        let government = (first..end).any(|i| {
            reading
                .hits
                .at(i)
                .iter()
                .any(|h| matches!(h.sense, Sense::BodyHead(SourceKind::Government | SourceKind::Document)))
        });
        let outlet = reading.hits.at(first).iter().any(|h| matches!(h.sense, Sense::Body(_)));
        if government || outlet || FUNCTION.holds(reading.word(first)) {
            continue;
        }
        if fresh && first + 1 == end && reading.tokens.get(first).is_some_and(|t| t.case == Case::Title) {
            doubtful.push(found.len());
        } else {
            sure.insert(reading.word(first));
        }
        let name = reading.span(first..end).of(reading.text).to_owned();
        found.push(Party { tokens: first..end, name, kind: Kind::Named });
    }
    let mut doubtful = doubtful.into_iter().peekable();
    let mut index = 0;
    found.retain(|party| {
        let doubt = doubtful.next_if_eq(&index).is_some();
        index += 1;
        !doubt || sure.contains(reading.word(party.tokens.start))
    });
    found
}

/// Words that open a sentence with a capital and no name.
static FUNCTION: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::of_words(&[
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "of",
        "to",
        "but",
        "and",
        "or",
        "if",
        "when",
        "while",
        "as",
        "after",
        "before",
        "since",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "your",
        "this",
        "that",
        "these",
        "those",
        "most",
        "many",
        "some",
        "all",
        "no",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "there",
        "what",
        "who",
        "how",
        "why",
        "where",
        "which",
        "last",
        "next",
        "more",
        "about",
        "both",
        "under",
        "over",
        "during",
        "among",
        "between",
        "according",
        "despite",
        "not",
        "only",
        "one",
        "two",
        "another",
        "each",
        "every",
        "several",
        "such",
        "other",
        "then",
        "now",
        "so",
        "although",
        "though",
        "because",
        "once",
        "until",
        "also",
        "yet",
        "still",
        "even",
        "just",
        "here",
        "officials",
        "police",
        "authorities",
    ])
});

/// The parties that begin inside a range of tokens.
pub(super) fn within<'p>(parties: &'p [Party], tokens: &Range<usize>) -> &'p [Party] {
    let from = parties.partition_point(|p| p.tokens.start < tokens.start);
    let behind = parties.get(from..).unwrap_or_default();
    let count = behind.iter().take_while(|p| p.tokens.start < tokens.end).count();
    behind.get(..count).unwrap_or_default()
}
