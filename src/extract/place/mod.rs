//! Places: every mention with the country it stands for or lies in.
//!
//! The lexicon's names are found first ([`mentions`]), then what is none is left out ([`guards`]), then the whole
//! article is asked what its ambiguous names stand for ([`evidence`], [`readings`]). Towns that the lexicon doesn't know
//! are taken from the state or country behind their comma ([`towns`]).

mod around;
mod evidence;
mod guards;
mod inside;
mod mentions;
mod readings;
mod towns;

use super::Reading;
use crate::lexicon::PlaceEntry;
use crate::model::{Place, PlaceKind, Span};
use evidence::Evidence;
use mentions::{Form, Mention};

/// The rules of this kind.
pub(super) const RULES: &[&str] = &{
    let mut names = [""; READERS.len() + 1];
    let mut at = 0;
    while at < READERS.len() {
        names[at] = READERS[at].0;
        at += 1;
    }
    names[at] = towns::RULE;
    names
};

/// Decides what a mention stands for; `None` where the rule has nothing to say of it.
type Reader = fn(&Article<'_>, usize) -> Option<Meaning>;

/// The first that answers decides.
const READERS: &[(&str, Reader)] = &[
    ("place/behind-city", readings::behind_city),
    ("place/weak-abbreviation", readings::weak_abbreviation),
    ("place/city-before-state", readings::city_before_state),
    ("place/homonym", readings::homonym),
    ("place/namesake-county", readings::namesake_county),
    ("place/namesake-town", readings::namesake_town),
    ("place/demonym", readings::demonym),
    ("place/name", readings::name),
];

/// What the readers work on.
struct Article<'r> {
    reading: &'r Reading<'r>,
    mentions: Vec<Mention>,
    evidence: Evidence,
}

/// What a mention stands for.
enum Meaning {
    /// This entry of the lexicon.
    Entry(u16),
    /// The people of this entry.
    People(u16),
    /// A place of this kind and country that only shares its name with an entry.
    Namesake(PlaceKind, String),
    /// No place.
    Nothing,
}

/// All mentions of places, in order.
pub(super) fn places(reading: &Reading<'_>) -> Vec<Place> {
    let mut found = mentions::mentions(reading);
    let evidence = Evidence::gather(reading, &mut found);
    let article = Article { reading, mentions: found, evidence };
    let mut places = Vec::with_capacity(article.mentions.len());
    for at in 0..article.mentions.len() {
        let before = places.len();
        places.extend(article.place(at));
        if places.len() > before
            && let Some(town) = towns::town_before(&article, at, &places)
        {
            places.insert(before, town);
        }
    }
    places
}

impl Article<'_> {
    fn place(&self, at: usize) -> Option<Place> {
        let mention = self.mentions.get(at)?;
        let (rule, meaning) = READERS.iter().find_map(|(name, read)| read(self, at).map(|meaning| (*name, meaning)))?;
        let span = self.reading.span(mention.tokens.clone());
        let in_name = inside::in_name(self.reading, mention);
        let entry = |index: u16| self.reading.lexicon.places.get(usize::from(index));
        match meaning {
            Meaning::Entry(index) => entry(index).map(|entry| place(span, entry, entry.kind, in_name, rule)),
            Meaning::People(index) => entry(index).map(|entry| place(span, entry, PlaceKind::Demonym, in_name, rule)),
            Meaning::Namesake(kind, country) => {
                let name = self.entry(mention)?.name.clone();
                Some(Place { span, name, kind, countries: vec![country], in_name, rule })
            }
            Meaning::Nothing => None,
        }
    }

    /// The entry of a mention's best known reading.
    fn entry(&self, mention: &Mention) -> Option<&PlaceEntry> {
        mention.readings(self.reading).next().and_then(|index| self.reading.lexicon.places.get(usize::from(index)))
    }
}

fn place(span: Span, entry: &PlaceEntry, kind: PlaceKind, in_name: bool, rule: &'static str) -> Place {
    Place { span, name: entry.name.clone(), kind, countries: entry.countries.clone(), in_name, rule }
}

/// A place that the lexicon doesn't know, under the name that the text gives it.
fn unlisted(span: Span, text: &str, kind: PlaceKind, country: String, rule: &'static str) -> Place {
    let name = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    Place { span, name, kind, countries: vec![country], in_name: false, rule }
}
