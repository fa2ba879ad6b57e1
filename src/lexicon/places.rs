//! Countries, territories, regions, blocs and cities with all their names.

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
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    for place in parse::<File>(name, contents)?.place {
        let index = super::index(lexicon.places.len());
        for form in std::iter::once(&place.name).chain(&place.names) {
            lexicon.automaton.add(form, Sense::Place(index));
        }
        for form in &place.demonyms {
            lexicon.automaton.add(form, Sense::Demonym(index));
        }
        lexicon.places.push(place);
    }
    Ok(())
}
