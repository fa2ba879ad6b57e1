//! Outlets, agencies, platforms, government bodies, companies and organisations as the sayers of something.

use serde::Deserialize;

use super::load::{parse, word};
use super::{Lexicon, LexiconError, Sense};
use crate::model::SourceKind;

/// A body that says something, and how it is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyEntry {
    /// The full name.
    pub name: String,
    /// What it is.
    #[serde(deserialize_with = "word")]
    pub kind: SourceKind,
    /// Further names and abbreviations.
    #[serde(default)]
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the country that a government body belongs to.
    pub country: Option<String>,
}

impl BodyEntry {
    /// What stands in a claim's slot: the country where it is its government, else the name.
    #[must_use]
    pub fn slot(&self) -> &str {
        self.country.as_deref().filter(|_| self.kind == SourceKind::Government).unwrap_or(&self.name)
    }
}

/// Names that need no more than themselves.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    #[serde(deserialize_with = "word")]
    kind: SourceKind,
    country: Option<String>,
    names: Vec<String>,
}

/// Nouns that tell what a name stands for: "… Ministry", "Bank of …".
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    #[serde(deserialize_with = "word")]
    kind: SourceKind,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    body: Vec<BodyEntry>,
    #[serde(default)]
    plain: Vec<Plain>,
    #[serde(default)]
    head: Vec<Head>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    let File { body, plain, head, .. } = parse(name, contents)?;
    let plain = plain.into_iter().flat_map(|Plain { kind, country, names }| {
        names.into_iter().map(move |name| BodyEntry { name, kind, names: Vec::new(), country: country.clone() })
    });
    for entry in body.into_iter().chain(plain) {
        let index = super::index(lexicon.bodies.len());
        for form in std::iter::once(&entry.name).chain(&entry.names) {
            lexicon.automaton.add(form, Sense::Body(index));
        }
        lexicon.bodies.push(entry);
    }
    for head in head {
        for word in &head.words {
            lexicon.automaton.add(word, Sense::BodyHead(head.kind));
        }
    }
    Ok(())
}
