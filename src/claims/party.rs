//! Who stands in the text: countries, regions, bodies, companies, and the people and pronouns that stand for them.

use std::ops::Range;

use foldhash::HashMap;

use crate::extract::Reading;
use crate::lexicon::Sense;
use crate::model::{Facts, PlaceKind, SourceKind};
use crate::text::Case;

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
}

/// All parties of a text, in order, none overlapping another.
pub(super) fn parties(reading: &Reading<'_>, facts: &Facts) -> Vec<Party> {
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
        all.push(Party { tokens: reading.tokens_of(place.span), name, kind });
    }
    for hit in reading.hits.all() {
        let (name, kind) = match hit.sense {
            Sense::Body(b) => match reading.lexicon.bodies.get(b as usize) {
                Some(body) if body.slot() != body.name => (body.slot().to_owned(), Kind::Country),
                Some(body) if body.kind == SourceKind::Organisation => (body.name.clone(), Kind::Body),
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
    for person in facts.people.iter().filter(|person| person.official) {
        let Some(country) = &person.country else { continue };
        all.extend(person.mentions.iter().map(|span| Party {
            tokens: reading.tokens_of(*span),
            name: country.clone(),
            kind: Kind::Country,
        }));
    }
    all.extend(administrations(reading, facts));
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

/// The parties that begin inside a range of tokens.
pub(super) fn within<'p>(parties: &'p [Party], tokens: &Range<usize>) -> &'p [Party] {
    let from = parties.partition_point(|p| p.tokens.start < tokens.start);
    let behind = parties.get(from..).unwrap_or_default();
    let count = behind.iter().take_while(|p| p.tokens.start < tokens.end).count();
    behind.get(..count).unwrap_or_default()
}
