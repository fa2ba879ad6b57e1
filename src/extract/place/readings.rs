//! What a name stands for where it can stand for several places.

use super::{Article, Form, Meaning, Mention, around, evidence};
use crate::lexicon::{Beside, PlaceEntry};
use crate::model::PlaceKind;
use crate::text::TokenKind;

/// The abbreviation of a state behind a city.
pub(super) fn behind_city(article: &Article<'_>, at: usize) -> Option<Meaning> {
    let mention = article.mentions.get(at).filter(|mention| mention.form == Form::BehindCity)?;
    mention.readings(article.reading).next().map(Meaning::Entry)
}

/// An abbreviation that means the place where the article names it in full, else nothing.
pub(super) fn weak_abbreviation(article: &Article<'_>, at: usize) -> Option<Meaning> {
    let mention = article.mentions.get(at).filter(|mention| mention.form == Form::Weak)?;
    let named = article.entry(mention)?.countries.iter().any(|country| article.evidence.of(country).named > 0);
    if named { mention.readings(article.reading).next().map(Meaning::Entry) } else { Some(Meaning::Nothing) }
}

/// A city before its state or country: what stands behind the comma decides.
pub(super) fn city_before_state(article: &Article<'_>, at: usize) -> Option<Meaning> {
    let mention = article.mentions.get(at).filter(|mention| mention.form == Form::Name)?;
    let state = article.behind_comma(at)?;
    let reading = article.reading;
    let lies_in = |entry: &PlaceEntry, mention: &Mention| {
        mention.readings(reading).find(|index| {
            reading.lexicon.places.get(usize::from(*index)).is_some_and(|city| {
                city.kind == PlaceKind::City && !city.countries.is_empty() && city.countries == entry.countries
            })
        })
    };
    // the state may be ambiguous itself: "Atlanta, Georgia"
    for index in state.readings(reading) {
        let Some(entry) = reading.lexicon.places.get(usize::from(index)) else { continue };
        if let Some(city) = lies_in(entry, mention) {
            return mention.readings(reading).nth(1).map(|_| Meaning::Entry(city));
        }
    }
    let (entry, own) = (article.entry(state)?, article.entry(mention)?);
    let certain = state.form == Form::BehindCity;
    // "Mexico, Texas and Ohio" are three, "Paris, Texas, and" is one
    let joined = reading.any(state.tokens.end, &["and", "or", "&"]) || article.behind_comma(at + 1).is_some();
    let listed = joined || reading.is(state.tokens.end, ",") && reading.any(state.tokens.end + 1, &["and", "or"]);
    let state_of_country = entry.kind == PlaceKind::Region && entry.countries.len() == 1;
    let takes = match own.kind {
        PlaceKind::City => certain || state_of_country && !joined,
        PlaceKind::Country => certain || state_of_country && !listed && !own.towns.is_empty(),
        PlaceKind::Region => certain && own.countries != entry.countries,
        PlaceKind::Demonym | PlaceKind::Bloc => false,
    };
    (takes && own.countries != entry.countries).then(|| entry.countries.first().cloned().map(Meaning::City)).flatten()
}

/// A name with several readings: the one that the article speaks for most, else the best known.
pub(super) fn homonym(article: &Article<'_>, at: usize) -> Option<Meaning> {
    let mention = article.mentions.get(at)?;
    let reading = article.reading;
    mention.readings(reading).nth(1)?;
    if let Some(nothing) = namesake_person(article, mention) {
        return Some(nothing);
    }
    let mut best: Option<(u32, u16)> = None;
    for index in mention.readings(reading) {
        let Some(entry) = reading.lexicon.places.get(usize::from(index)) else { continue };
        let score = article.speaks_for(at, mention, entry);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| if mention.form == Form::Demonym { Meaning::People(index) } else { Meaning::Entry(index) })
}

/// A country's name that a town has in this article.
pub(super) fn namesake_town(article: &Article<'_>, at: usize) -> Option<Meaning> {
    let mention = article.mentions.get(at).filter(|mention| mention.form == Form::Name)?;
    let entry = article.entry(mention)?;
    let town_of = entry.towns.first()?;
    let own = entry.countries.first()?;
    let index = mention.readings(article.reading).next()?;
    let (home, abroad) = (article.evidence.of(town_of), article.evidence.of(own));
    let country = 3 * usize::from(abroad.people > 0)
        + 3 * usize::from(abroad.local + abroad.regions > 0)
        + article.evidence.foreign(own).min(4)
        + usize::from(home.named > 0);
    let town = usize::from(article.evidence.uses(index).town);
    (town > country).then(|| Meaning::City(town_of.clone()))
}

/// A place by its people.
pub(super) fn demonym(article: &Article<'_>, at: usize) -> Option<Meaning> {
    let mention = article.mentions.get(at).filter(|mention| mention.form == Form::Demonym)?;
    namesake_person(article, mention).or_else(|| mention.readings(article.reading).next().map(Meaning::People))
}

/// A place by its name.
pub(super) fn name(article: &Article<'_>, at: usize) -> Option<Meaning> {
    let mention = article.mentions.get(at)?;
    namesake_person(article, mention).or_else(|| mention.readings(article.reading).next().map(Meaning::Entry))
}

/// A name that the article gives to a person in full, and nowhere to a place, is the person's alone too.
fn namesake_person(article: &Article<'_>, mention: &Mention) -> Option<Meaning> {
    let reading = article.reading;
    let uses = article.evidence.uses(mention.readings(reading).next()?);
    let alone = mention.form == Form::Name
        || reading.tokens.get(mention.tokens.end).is_none_or(|t| t.kind != TokenKind::Word)
        || reading.any(mention.tokens.end, &["said", "says", "told", "was", "is", "has", "had", "added", "will"]);
    (uses.person > 0 && uses.locative == 0 && alone).then_some(Meaning::Nothing)
}

impl Article<'_> {
    /// The mention behind a mention and a comma.
    fn behind_comma(&self, at: usize) -> Option<&Mention> {
        let (mention, next) = (self.mentions.get(at)?, self.mentions.get(at + 1)?);
        let comma = mention.tokens.end;
        (next.tokens.start == comma + 1
            && self.reading.is(comma, ",")
            && next.form != Form::Demonym
            && around::together(self.reading, mention.tokens.start, next.tokens.start))
        .then_some(next)
    }

    /// How much speaks for one reading of a mention.
    fn speaks_for(&self, at: usize, mention: &Mention, entry: &PlaceEntry) -> u32 {
        let Some(country) = entry.countries.first() else { return 0 };
        let tally = self.evidence.of(country);
        let mut score = match entry.kind {
            PlaceKind::Country => {
                3 * u32::from(tally.people + tally.local + tally.regions > 0)
                    + 2 * u32::from(tally.named.min(3))
                    + u32::try_from(self.evidence.foreign(country).min(4)).unwrap_or(0)
            }
            // an article that names no other country is likelier to be of home
            _ => 1 + u32::from(tally.local.saturating_add(tally.regions).min(8)) + u32::from(tally.named.min(2)),
        };
        score += 3 * self.neighbours(at, mention, entry);
        if entry.kind == PlaceKind::Region {
            score += 3 * u32::from(evidence::town(self.reading, mention)) + 4 * u32::from(self.is_state(mention));
        }
        if self.lies_behind_city_of(at, country) {
            score += 100;
        }
        score
    }

    /// Mentions near by, in the same sentence, of the same country; for a country, of any other.
    fn neighbours(&self, at: usize, mention: &Mention, entry: &PlaceEntry) -> u32 {
        const REACH: usize = 4;
        let near = (at.saturating_sub(REACH)..at + REACH + 1).filter(|other| *other != at);
        let counts = near
            .filter_map(|other| self.mentions.get(other))
            .filter(|other| around::together(self.reading, other.tokens.start, mention.tokens.start))
            .filter(|other| other.readings(self.reading).nth(1).is_none())
            .filter_map(|other| self.entry(other))
            .filter(|other| match entry.kind {
                PlaceKind::Country => {
                    other.countries == entry.countries
                        || other.kind == PlaceKind::Country && !other.countries.iter().any(|c| c == "US")
                }
                _ => other.countries == entry.countries && other.kind != PlaceKind::Country,
            })
            .count();
        u32::try_from(counts).unwrap_or(0)
    }

    /// Whether the words around a name are those around a state: "the state of", "Gov.", "lawmakers".
    fn is_state(&self, mention: &Mention) -> bool {
        const BEHIND: &[&str] = &[
            "Tech",
            "Legislature",
            "Republicans",
            "Democrats",
            "Republican",
            "Democrat",
            "Gov",
            "Governor",
            "Senate",
            "House",
            "Power",
            "Southern",
            "law",
            "laws",
            "lawmakers",
            "legislators",
            "legislature",
            "state",
            "sheriff",
            "voters",
            "Supreme",
        ];
        const BEFORE: &[&str] =
            &["north", "south", "northeast", "northwest", "southeast", "southwest", "central", "coastal"];
        let (first, end) = (mention.tokens.start, mention.tokens.end);
        let of = around::before(self.reading, first)
            .filter(|of| self.reading.is(*of, "of"))
            .and_then(|of| around::before(self.reading, of))
            .is_some_and(|head| self.reading.any(head, &["state", "University", "Gov", "Governor"]));
        let possessive = self.reading.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Clitic);
        of || self.reading.any(end, BEHIND)
            || possessive
                && self.reading.any(end + 1, &["governor", "secretary", "senators", "legislature", "Republican"])
            || around::before(self.reading, first).is_some_and(|word| self.reading.any(word, BEFORE))
            || around::beside(self.reading, end, Beside::Street)
    }

    /// Whether it stands behind a city of this country and a comma.
    fn lies_behind_city_of(&self, at: usize, country: &str) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let behind = self.behind_comma(before).is_some();
        behind
            && self.mentions.get(before).is_some_and(|city| {
                city.readings(self.reading).any(|index| {
                    self.reading.lexicon.places.get(usize::from(index)).is_some_and(|entry| {
                        entry.kind == PlaceKind::City && entry.countries.iter().any(|have| have == country)
                    })
                })
            })
    }
}
