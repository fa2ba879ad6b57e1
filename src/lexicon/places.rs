//! Countries, territories, regions, blocs and cities with all their names, and the words that tell what a name is
//! part of. `places.toml` holds countries, `places-regions.toml` and `places-cities.toml` what lies in them,
//! `places-names.toml` the words around.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::load::{parse, word};
use super::{Lexicon, LexiconError, Sense};
use crate::model::PlaceKind;

/// A place and how it is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceEntry {
    /// The usual English name.
    pub name: String,
    /// `country`, `city`, `region` or `bloc`.
    #[serde(deserialize_with = "word")]
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2 codes of the country it is or lies in.
    #[serde(default)]
    pub countries: Vec<String>,
    /// Further names and abbreviations.
    #[serde(default)]
    pub names: Vec<String>,
    /// Adjectives and nouns for its people.
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// Abbreviations that stand for it only behind a city and a comma: `Pa.`
    #[serde(default)]
    pub behind_city: Vec<String>,
    /// Abbreviations that stand for it only where the text names it in full: `PNG`.
    #[serde(default)]
    pub weak: Vec<String>,
    /// Countries that have towns of the same name.
    #[serde(default)]
    pub towns: Vec<String>,
}

/// What a word beside a place's name can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Beside {
    /// A given name.
    Given,
    /// A place that is a given name only before a family name.
    SometimesGiven,
    /// A family name.
    Family,
    /// A title that stands before a family name.
    Title,
    /// What a body, a firm or an event is called: `Bank`.
    Organisation,
    /// What a street or a water is called: `Avenue`.
    Street,
    /// What a newspaper is called: `Herald`.
    Outlet,
    /// What a town has and a country has not: `Township`.
    Town,
    /// What stands behind the name of a town or a state, where a country has its adjective: `resident`.
    Townspeople,
    /// An office, or what else stands with a capital behind a country or a state: `Premier`.
    Office,
    /// What countries and states have and people have not: `'s parliament`.
    Governed,
    /// What stands behind a state's name: `lawmakers`.
    OfState,
    /// A verb that a language follows: `speaks`.
    Speak,
    /// What follows a language: `lessons`.
    OfLanguage,
    /// A capitalised word before a comma and a country that is no town: `March`.
    NoTown,
    /// A phrase that holds a place's name and names none: `Guinea pig`.
    NoPlace,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    place: Vec<PlaceEntry>,
    /// Regions by the country they lie in.
    #[serde(default)]
    regions: BTreeMap<String, Vec<Called>>,
    /// Cities by the country they lie in.
    #[serde(default)]
    cities: BTreeMap<String, Vec<Called>>,
    /// Cities that share their name with a better known place.
    #[serde(default)]
    namesakes: BTreeMap<String, Vec<Called>>,
}

/// A place by its name, or by all its names, the usual one first.
#[derive(Deserialize)]
#[serde(untagged)]
enum Called {
    Name(String),
    Names(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    given: Vec<String>,
    #[serde(default)]
    sometimes_given: Vec<String>,
    #[serde(default)]
    family: Vec<String>,
    #[serde(default)]
    titles: Vec<String>,
    #[serde(default)]
    organisations: Vec<String>,
    #[serde(default)]
    streets: Vec<String>,
    #[serde(default)]
    outlets: Vec<String>,
    #[serde(default)]
    towns: Vec<String>,
    #[serde(default)]
    townspeople: Vec<String>,
    #[serde(default)]
    offices: Vec<String>,
    #[serde(default)]
    governed: Vec<String>,
    #[serde(default)]
    of_states: Vec<String>,
    #[serde(default)]
    speak: Vec<String>,
    #[serde(default)]
    of_languages: Vec<String>,
    #[serde(default)]
    no_towns: Vec<String>,
    #[serde(default)]
    no_places: Vec<String>,
}

/// Reads a file of places. Of places that share a name, the one that is read first is the better known.
pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    let file = parse::<File>(name, contents)?;
    for place in file.place {
        add(lexicon, place);
    }
    for (tables, kind) in
        [(file.regions, PlaceKind::Region), (file.cities, PlaceKind::City), (file.namesakes, PlaceKind::City)]
    {
        for (country, places) in tables {
            for place in places {
                add(lexicon, place.lying_in(&country, kind));
            }
        }
    }
    Ok(())
}

/// Reads the words around places.
pub(super) fn read_names(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    let file = parse::<Names>(name, contents)?;
    let lists = [
        (file.given, Beside::Given),
        (file.sometimes_given, Beside::SometimesGiven),
        (file.family, Beside::Family),
        (file.titles, Beside::Title),
        (file.organisations, Beside::Organisation),
        (file.streets, Beside::Street),
        (file.outlets, Beside::Outlet),
        (file.towns, Beside::Town),
        (file.townspeople, Beside::Townspeople),
        (file.offices, Beside::Office),
        (file.governed, Beside::Governed),
        (file.of_states, Beside::OfState),
        (file.speak, Beside::Speak),
        (file.of_languages, Beside::OfLanguage),
        (file.no_towns, Beside::NoTown),
        (file.no_places, Beside::NoPlace),
    ];
    for (words, beside) in lists {
        for form in words {
            lexicon.automaton.add(&form, Sense::Beside(beside));
        }
    }
    Ok(())
}

fn add(lexicon: &mut Lexicon, place: PlaceEntry) {
    let index = super::index(lexicon.places.len());
    for form in std::iter::once(&place.name).chain(&place.names) {
        lexicon.automaton.add(form, Sense::Place(index));
    }
    for (forms, sense) in [
        (&place.demonyms, Sense::Demonym(index)),
        (&place.behind_city, Sense::BehindCity(index)),
        (&place.weak, Sense::WeakPlace(index)),
    ] {
        for form in forms {
            lexicon.automaton.add(form, sense);
        }
    }
    if matches!(place.kind, PlaceKind::Country | PlaceKind::Bloc)
        && let Some(code) = place.countries.first()
    {
        lexicon.countries.entry(code.clone()).or_insert(index);
    }
    lexicon.places.push(place);
}

impl Called {
    fn lying_in(self, country: &str, kind: PlaceKind) -> PlaceEntry {
        let mut names = match self {
            Self::Name(name) => vec![name],
            Self::Names(names) => names,
        };
        let name = if names.is_empty() { String::new() } else { names.remove(0) };
        PlaceEntry {
            name,
            kind,
            countries: vec![country.to_owned()],
            names,
            demonyms: Vec::new(),
            behind_city: Vec::new(),
            weak: Vec::new(),
            towns: Vec::new(),
        }
    }
}
