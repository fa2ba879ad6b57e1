//! What a name stands for where it can stand for several places.

use super::evidence::Uses;
use super::{Article, Form, Meaning, Mention, around, evidence, mentions};
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
    let reading = article.reading;
    let Some(state) = article.behind_comma(at) else { return settled_city(article, mention) };
    let lies_in = |entry: &PlaceEntry, mention: &Mention| {
        mention.readings(reading).find(|index| {
            reading.lexicon.places.get(usize::from(*index)).is_some_and(|city| {
                // a region lies in a country, not in another region: "Victoria, Australia"
                let part =
                    city.kind == PlaceKind::City || city.kind == PlaceKind::Region && entry.kind == PlaceKind::Country;
                part && !city.countries.is_empty() && city.countries == entry.countries
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
    let joined = evidence::listed(reading, state) || article.behind_comma(at + 1).is_some();
    let listed = joined || reading.is(state.tokens.end, ",") && reading.any(state.tokens.end + 1, &["and", "or"]);
    let state_of_country = entry.kind == PlaceKind::Region && entry.countries.len() == 1;
    let takes = match own.kind {
        PlaceKind::City => certain || state_of_country && !joined,
        PlaceKind::Country => certain || state_of_country && !listed && !own.towns.is_empty(),
        PlaceKind::Region => certain && own.countries != entry.countries,
        PlaceKind::Demonym | PlaceKind::Bloc => false,
    };
    (takes && own.countries != entry.countries)
        .then(|| entry.countries.first().cloned().map(|country| Meaning::Namesake(PlaceKind::City, country)))
        .flatten()
}

/// A city whose state the article gives elsewhere.
fn settled_city(article: &Article<'_>, mention: &Mention) -> Option<Meaning> {
    let entry = |index: u16| article.reading.lexicon.places.get(usize::from(index));
    let state = entry(article.evidence.settled(mention.readings(article.reading).next()?)?)?;
    let same = mention
        .readings(article.reading)
        .find(|index| entry(*index).is_some_and(|city| city.countries == state.countries));
    match same {
        Some(index) => mention.readings(article.reading).nth(1).map(|_| Meaning::Entry(index)),
        None => state.countries.first().cloned().map(|country| Meaning::Namesake(PlaceKind::City, country)),
    }
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
        let better_known = 2 * u32::from(best.is_none() && entry.kind == PlaceKind::City);
        let score = better_known + article.speaks_for(at, mention, entry);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| if mention.form == Form::Demonym { Meaning::People(index) } else { Meaning::Entry(index) })
}

/// The name of a country, or of a city abroad, that a town has in this article.
pub(super) fn namesake_town(article: &Article<'_>, at: usize) -> Option<Meaning> {
    let mention = article.mentions.get(at).filter(|mention| mention.form == Form::Name)?;
    let entry = article.entry(mention)?;
    let own = entry.countries.first()?;
    let index = mention.readings(article.reading).next()?;
    let town = usize::from(article.evidence.uses(index).town);
    let (home, abroad) = (article.evidence.of(HOME), article.evidence.of(own));
    let known = 3 * usize::from(abroad.people > 0) + article.evidence.foreign(own).min(4) + usize::from(home.named > 0);
    match entry.kind {
        PlaceKind::Country => {
            let known = known + 3 * usize::from(abroad.local.saturating_add(abroad.regions) > 0);
            (entry.towns.iter().any(|have| have == HOME) && town > known)
                .then(|| Meaning::Namesake(PlaceKind::City, HOME.to_owned()))
        }
        PlaceKind::City => {
            let known = known + 3 * usize::from(abroad.named.saturating_add(abroad.regions) > 0);
            (own != HOME && home.regions > 0 && town > known)
                .then(|| Meaning::Namesake(PlaceKind::City, HOME.to_owned()))
        }
        _ => None,
    }
}

/// Most towns that have their name from another country's city lie in the United States.
const HOME: &str = "US";

/// A county that shares its name with a place abroad: "York County".
pub(super) fn namesake_county(article: &Article<'_>, at: usize) -> Option<Meaning> {
    let mention = article.mentions.get(at).filter(|mention| mention.form == Form::Name)?;
    let own = article.entry(mention)?.countries.first()?;
    let abroad = article.evidence.of(own);
    let county = article.reading.any(mention.tokens.end, &["County", "Counties", "Parish", "Township"]);
    (county && own != HOME && article.evidence.of(HOME).regions > 0 && abroad.named == 0 && abroad.people == 0)
        .then(|| Meaning::Namesake(PlaceKind::Region, HOME.to_owned()))
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
    let person = uses.person > 0 && uses.locative == 0 && alone;
    (person || forename(article, mention, uses)).then_some(Meaning::Nothing)
}

/// A given name that a city or region has too, where nothing in the article speaks for the place.
fn forename(article: &Article<'_>, mention: &Mention, uses: Uses) -> bool {
    let reading = article.reading;
    let Some(entry) = article.entry(mention) else { return false };
    let first = mention.tokens.start;
    if !matches!(entry.kind, PlaceKind::City | PlaceKind::Region) || !around::beside(reading, first, Beside::Given) {
        return false;
    }
    let named = entry.countries.iter().any(|country| country != HOME && article.evidence.of(country).named > 0);
    let joined = around::before(reading, first).is_some_and(|mark| {
        reading.any(mark, &["and", ","]) && mark.checked_sub(1).is_some_and(|word| around::place(reading, word))
    });
    uses.locative + uses.town == 0 && !named && !joined
}

impl Article<'_> {
    /// The mention behind a mention and a comma.
    fn behind_comma(&self, at: usize) -> Option<&Mention> {
        let (mention, next) = (self.mentions.get(at)?, self.mentions.get(at + 1)?);
        mentions::behind_comma(self.reading, mention, next).then_some(next)
    }

    /// How much speaks for one reading of a mention.
    fn speaks_for(&self, at: usize, mention: &Mention, entry: &PlaceEntry) -> u32 {
        let Some(country) = entry.countries.first() else { return 0 };
        let tally = self.evidence.of(country);
        let mut score = match entry.kind {
            PlaceKind::Country => {
                4 * u32::from(self.is_republic(mention))
                    + 3 * u32::from(tally.people.saturating_add(tally.local).saturating_add(tally.regions) > 0)
                    + 2 * u32::from(tally.named.min(3))
                    + u32::try_from(self.evidence.foreign(country).min(4)).unwrap_or(0)
            }
            // an article that names no other country is likelier to be of home
            _ => 1 + u32::from(tally.local.saturating_add(tally.regions).min(8)) + u32::from(tally.named.min(2)),
        };
        score += 3 * self.neighbours(at, mention, entry);
        if entry.kind == PlaceKind::City && country == HOME && self.evidence.foreign(HOME) == 0 {
            // local papers write of "Alexandria police" and never name their country
            let town = mention.readings(self.reading).next().map_or(0, |first| self.evidence.uses(first).town);
            score += u32::from(town.min(4));
        }
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

    /// Whether the words before a name are those before a country: "the republic of".
    fn is_republic(&self, mention: &Mention) -> bool {
        around::before(self.reading, mention.tokens.start)
            .filter(|of| self.reading.is(*of, "of"))
            .and_then(|of| around::before(self.reading, of))
            .is_some_and(|head| self.reading.any(head, &["republic", "country", "nation", "kingdom", "government"]))
    }

    /// Whether the words around a name are those around a state: "the state of", "Gov.", "lawmakers".
    fn is_state(&self, mention: &Mention) -> bool {
        const BEFORE: &[&str] =
            &["north", "south", "northeast", "northwest", "southeast", "southwest", "central", "coastal"];
        let (first, end) = (mention.tokens.start, mention.tokens.end);
        let of = around::before(self.reading, first)
            .filter(|of| self.reading.is(*of, "of"))
            .and_then(|of| around::before(self.reading, of))
            .is_some_and(|head| self.reading.any(head, &["state", "University", "Gov", "Governor"]));
        let possessive = self.reading.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Clitic);
        of || around::beside(self.reading, end, Beside::OfState)
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
