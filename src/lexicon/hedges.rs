//! Words that bound a number: "about", "more than", "at most".

use serde::Deserialize;

use super::load::{parse, word};
use super::{Lexicon, LexiconError, Sense};
use crate::model::Bound;

/// A hedge and its words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HedgeEntry {
    /// What it makes of the number.
    #[serde(deserialize_with = "word")]
    pub bound: Bound,
    /// Words before the number.
    #[serde(default)]
    pub before: Vec<String>,
    /// Words behind the number or its unit.
    #[serde(default)]
    pub behind: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    hedge: Vec<HedgeEntry>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    for hedge in parse::<File>(name, contents)?.hedge {
        for form in &hedge.before {
            lexicon.automaton.add(form, Sense::HedgeBefore(hedge.bound));
        }
        for form in &hedge.behind {
            lexicon.automaton.add(form, Sense::HedgeBehind(hedge.bound));
        }
    }
    Ok(())
}
