//! What is counted: nouns, currencies and measures, and the periods of rates.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::load::{decimal, parse};
use super::{Lexicon, LexiconError, Sense, plural};

/// A unit and its words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    /// Lower-case singular, or an ISO 4217 code.
    pub id: String,
    /// What kind of thing it counts.
    pub class: UnitClass,
    /// Singular nouns that stand behind the number; their regular plurals come by themselves.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Words that are taken as they are.
    #[serde(default)]
    pub words: Vec<String>,
    /// Signs that stand before the number, glued to it or not.
    #[serde(default)]
    pub signs: Vec<String>,
    /// What happened to the people counted.
    pub event: Option<String>,
    /// How large a measure is.
    pub size: Option<Size>,
}

/// A measure in another of its kind: a kilogram is a thousand times a gram. Those of one kind name the same.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// How often the other is in it.
    #[serde(deserialize_with = "decimal")]
    pub times: Decimal,
    /// The other's id, the same for all measures of its kind.
    pub of: String,
}

/// Kinds of unit, by how their numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitClass {
    /// Things that are counted one by one.
    Count,
    /// People, under whatever noun.
    Person,
    /// Currencies.
    Money,
    /// Shares of a whole.
    Percent,
    /// Lengths, weights, temperatures.
    Measure,
    /// Days, months: dates, not figures, unless something is counted in them.
    Time,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    unit: Vec<UnitEntry>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    for unit in parse::<File>(name, contents)?.unit {
        let index = super::index(lexicon.units.len());
        for noun in &unit.nouns {
            lexicon.automaton.add(noun, Sense::Unit(index));
            lexicon.automaton.add(&plural(noun), Sense::Unit(index));
        }
        for word in &unit.words {
            lexicon.automaton.add(word, Sense::Unit(index));
        }
        for sign in &unit.signs {
            lexicon.automaton.add(sign, Sense::UnitSign(index));
        }
        if unit.class == UnitClass::Money {
            let plurals: Vec<String> = unit.nouns.iter().map(|noun| plural(noun)).collect();
            for form in unit.nouns.iter().chain(&plurals).chain(&unit.words) {
                // "dollars" alone are American, and "pounds" may be a weight
                let noun = form.rsplit_once(' ').map(|(_, noun)| noun);
                if let Some(noun) = noun.filter(|noun| !["dollar", "dollars", "pound", "pounds"].contains(noun)) {
                    lexicon.namesakes.entry(noun.to_owned()).or_default().push(index);
                }
            }
        }
        lexicon.unit_classes.entry(unit.id.clone()).or_insert(unit.class);
        if let Some(size) = &unit.size {
            lexicon.sizes.entry(unit.id.clone()).or_insert_with(|| size.clone());
        }
        lexicon.units.push(unit);
    }
    Ok(())
}
