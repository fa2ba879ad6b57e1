//! What the whole article tells about its places: which countries it names, and how.

use foldhash::{HashMap, HashMapExt};

use super::mentions::{self, Other};
use super::{Form, Mention, Reading, around};
use crate::lexicon::{Beside, PlaceEntry};
use crate::model::PlaceKind;
use crate::text::TokenKind;

/// How often an article names countries and places that lie in them. Names with several readings don't count.
pub(super) struct Evidence {
    tallies: Vec<Tally>,
    /// Countries named, by name or people.
    distinct: usize,
    uses: HashMap<u16, Uses>,
    /// Cities of this name lie in this entry's country, said behind a comma.
    settled: HashMap<u16, u16>,
}

/// How often one country is named.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    /// By its name.
    pub(super) named: u16,
    /// By its people or adjective.
    pub(super) people: u16,
    /// By a city in it.
    pub(super) local: u16,
    /// By a region or a region's abbreviation.
    pub(super) regions: u16,
}

/// How an article uses a name that people and towns may have too.
#[derive(Clone, Copy, Default)]
pub(super) struct Uses {
    /// As a person's name.
    pub(super) person: u16,
    /// Behind "in" and the like.
    pub(super) locative: u16,
    /// With the words around that a town has around it.
    pub(super) town: u16,
}

const CODES: usize = 26 * 26;

impl Evidence {
    /// Asks all mentions; persons and streets are taken out of them.
    pub(super) fn gather(reading: &Reading<'_>, mentions: &mut Vec<Mention>) -> Self {
        let mut evidence =
            Self { tallies: vec![Tally::default(); CODES], distinct: 0, uses: HashMap::new(), settled: HashMap::new() };
        for mention in mentions.iter() {
            evidence.count(reading, mention);
        }
        for pair in mentions.windows(2) {
            if let [city, state] = pair
                && mentions::behind_comma(reading, city, state)
            {
                evidence.settle(reading, city, state);
            }
        }
        mentions.retain(|mention| mention.other.is_none());
        evidence
    }

    /// How often a country is named.
    pub(super) fn of(&self, country: &str) -> Tally {
        code(country).and_then(|code| self.tallies.get(code)).copied().unwrap_or_default()
    }

    /// How many other countries the article names, the United States apart: local news of a town names none.
    pub(super) fn foreign(&self, country: &str) -> usize {
        let named = |country: &str| usize::from(self.of(country).named > 0 || self.of(country).people > 0);
        let own = if country == "US" { 0 } else { named(country) };
        self.distinct.saturating_sub(own + named("US"))
    }

    /// How the article uses the name of an entry.
    pub(super) fn uses(&self, index: u16) -> Uses {
        self.uses.get(&index).copied().unwrap_or_default()
    }

    /// The state or country that the article puts behind a city's name and a comma.
    pub(super) fn settled(&self, index: u16) -> Option<u16> {
        self.settled.get(&index).copied()
    }

    fn settle(&mut self, reading: &Reading<'_>, city: &Mention, state: &Mention) {
        let (Some(index), Some(by)) = (city.readings(reading).next(), state.readings(reading).next()) else { return };
        let lies_in = |index: u16| reading.lexicon.places.get(usize::from(index));
        let region = lies_in(by).is_some_and(|entry| entry.kind == PlaceKind::Region && entry.countries.len() == 1);
        let certain = state.form == Form::BehindCity || !listed(reading, state);
        let Some(entry) = lies_in(index).filter(|_| region && certain && city.form == Form::Name) else { return };
        let uses = self.uses.entry(index).or_default();
        match entry.kind {
            PlaceKind::City => {
                uses.locative = uses.locative.saturating_add(1);
                self.settled.entry(index).or_insert(by);
            }
            PlaceKind::Country => uses.town = uses.town.saturating_add(3),
            PlaceKind::Region | PlaceKind::Bloc | PlaceKind::Demonym => {}
        }
    }

    fn count(&mut self, reading: &Reading<'_>, mention: &Mention) {
        let mut readings = mention.readings(reading);
        let Some(index) = readings.next() else { return };
        let Some(entry) = reading.lexicon.places.get(usize::from(index)) else { return };
        if mention.other.is_some() || doubtful(reading, mention, entry) {
            let uses = self.uses.entry(index).or_default();
            let add = |count: &mut u16, by: u16| *count = count.saturating_add(by);
            match mention.other {
                Some(Other::Person) => add(&mut uses.person, 1),
                Some(Other::Street) => add(&mut uses.town, 2),
                None => {
                    add(&mut uses.locative, u16::from(locative(reading, mention)));
                    add(&mut uses.town, town(reading, mention));
                }
            }
        }
        if mention.other.is_some() {
            return;
        }
        if readings.next().is_some() || mention.form == Form::Weak {
            return;
        }
        for country in &entry.countries {
            let Some(tally) = code(country).and_then(|code| self.tallies.get_mut(code)) else { continue };
            let counts = match (mention.form, entry.kind) {
                (Form::Demonym, PlaceKind::Country) => &mut tally.people,
                (Form::BehindCity, _) | (_, PlaceKind::Region) => &mut tally.regions,
                (_, PlaceKind::Country | PlaceKind::Bloc) => &mut tally.named,
                _ => &mut tally.local,
            };
            *counts = counts.saturating_add(1);
            let names = tally.named.saturating_add(tally.people);
            self.distinct += usize::from(entry.kind == PlaceKind::Country && names == 1);
        }
    }
}

/// Whether people or towns may have the name.
fn doubtful(reading: &Reading<'_>, mention: &Mention, entry: &PlaceEntry) -> bool {
    let first = mention.tokens.start;
    let home = entry.countries.iter().any(|country| country == "US");
    !entry.towns.is_empty()
        || entry.kind == PlaceKind::City && !home
        || [Beside::Given, Beside::SometimesGiven, Beside::Family]
            .into_iter()
            .any(|what| around::beside(reading, first, what))
}

/// Whether a place's name is likelier than a person's: behind "in" and the like, or where it has what a country has.
fn locative(reading: &Reading<'_>, mention: &Mention) -> bool {
    let (first, end) = (mention.tokens.start, mention.tokens.end);
    let possessive = reading.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Clitic);
    around::before(reading, first).is_some_and(|before| reading.any(before, WITHIN) || reading.any(before, TOWARDS))
        || possessive && around::beside(reading, end + 1, Beside::Governed)
}

/// Words before a place that stand seldom before a person.
const WITHIN: &[&str] = &["in", "near", "across", "outside", "inside", "throughout", "around", "within", "into"];
const TOWARDS: &[&str] = &["northern", "southern", "eastern", "western", "downtown"];

/// How far the words around a name speak for a town of that name.
pub(super) fn town(reading: &Reading<'_>, mention: &Mention) -> u16 {
    if mention.form != Form::Name {
        return 0;
    }
    let first = mention.tokens.start;
    let mut score = 2 * u16::from(has_what_a_town_has(reading, mention));
    let before = |token: Option<usize>| token.and_then(|token| around::before(reading, token));
    let of = before(Some(first));
    let (prior, third) = (before(of), before(before(of)));
    let is = |token: Option<usize>, word: &str| token.is_some_and(|token| reading.is(token, word));
    let age = |token: Option<usize>| {
        token
            .and_then(|token| reading.tokens.get(token))
            .is_some_and(|t| t.kind == TokenKind::Figure && t.span.len() == 2)
    };
    let street = |token: Option<usize>| {
        token.is_some_and(|token| around::beside(reading, token, Beside::Street) || reading.any(token, STREETS))
    };
    if is(of, ",") {
        // "Ann Lee, 22, Lebanon" and "12 Oak St., Lebanon"
        score += 2 * u16::from(age(prior) || street(prior) || is(prior, ".") && street(third));
    } else if is(of, "of") {
        // "Ann Lee, 22, of Lebanon", "the city of Lebanon" and "Ann Lee of Lebanon"
        let called = prior.is_some_and(|word| reading.any(word, &["city", "town", "village"]));
        let person = third.is_some_and(|word| around::beside(reading, word, Beside::Given));
        score += 2 * u16::from(called || is(prior, ",") && age(third)) + u16::from(person);
    }
    score
}

/// Abbreviations of streets that are too short to count where no address is expected.
const STREETS: &[&str] = &["St", "Dr", "Pl", "Ct", "Ln", "Cir", "Ter"];

/// "Lebanon police", "the Lebanon Area High School".
fn has_what_a_town_has(reading: &Reading<'_>, mention: &Mention) -> bool {
    const REACH: usize = 3;
    let (first, end) = (mention.tokens.start, mention.tokens.end);
    if !around::together(reading, first, end) {
        return false;
    }
    around::beside(reading, end, Beside::Townspeople) && around::lower(reading, end)
        || (end..end + REACH)
            .take_while(|token| around::capital(reading, *token) && around::together(reading, first, *token))
            .any(|token| around::beside(reading, token, Beside::Town))
}

/// Whether what stands behind a comma is one more of a list: "Mexico, Texas and Ohio".
pub(super) fn listed(reading: &Reading<'_>, state: &Mention) -> bool {
    reading.any(state.tokens.end, &["and", "or", "&"])
}

fn code(country: &str) -> Option<usize> {
    match country.as_bytes() {
        [a @ b'A'..=b'Z', b @ b'A'..=b'Z'] => Some(usize::from(a - b'A') * 26 + usize::from(b - b'A')),
        _ => None,
    }
}
