//! Who acts and who gets, where it is no place: programmes, bodies, and the names by which a government goes.

use serde::Deserialize;

use super::load::parse;
use super::{Lexicon, LexiconError, Sense};

/// A party of a claim.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyEntry {
    /// The name under which its claims are kept.
    pub name: String,
    /// How else it is called.
    #[serde(default)]
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the country whose government it is.
    pub country: Option<String>,
}

impl PartyEntry {
    /// What stands in a claim's slot: the country where it is a government, else the name.
    #[must_use]
    pub fn slot(&self) -> &str {
        self.country.as_deref().unwrap_or(&self.name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    party: Vec<PartyEntry>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    for party in parse::<File>(name, contents)?.party {
        let index = super::index(lexicon.parties.len());
        for form in std::iter::once(&party.name).chain(&party.names) {
            lexicon.automaton.add(form, Sense::Party(index));
        }
        lexicon.parties.push(party);
    }
    Ok(())
}
