//! From TOML files to tables, with errors that name file and line.

use rust_decimal::Decimal;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

use super::{Lexicon, actions, hedges, members, outlets, places, products, sayings, time, titles, units};

/// Why a lexicon file was refused.
#[derive(Debug, thiserror::Error)]
#[error("{file}, line {line}: {expected}")]
pub struct LexiconError {
    /// The file's name.
    pub file: String,
    /// 1-based.
    pub line: usize,
    /// What was expected there.
    pub expected: String,
}

impl Lexicon {
    /// Reads one file into the table that its name says; the name may be a path.
    pub(super) fn read(&mut self, name: &str, contents: &str) -> Result<(), LexiconError> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let table = match file.strip_suffix(".toml").unwrap_or(file) {
            "actions" => actions::read,
            "hedges" => hedges::read,
            "members" => members::read,
            "outlets" => outlets::read,
            "places" | "places-regions" | "places-cities" => places::read,
            "places-names" => places::read_names,
            "products" => products::read,
            "sayings" => sayings::read,
            "time" => time::read,
            "titles" => titles::read,
            "units" => units::read,
            _ => {
                let names: Vec<&str> = super::EMBEDDED.iter().map(|(name, _)| *name).collect();
                let expected = format!("a lexicon file is named as one of {}", names.join(", "));
                return Err(LexiconError { file: name.to_owned(), line: 1, expected });
            }
        };
        table(self, name, contents)
    }
}

/// Parses a file; an error tells the line and what is expected there.
pub(super) fn parse<T: DeserializeOwned>(name: &str, contents: &str) -> Result<T, LexiconError> {
    toml::from_str(contents).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = contents.as_bytes().iter().take(start).filter(|b| **b == b'\n').count() + 1;
        LexiconError { file: name.to_owned(), line, expected: error.message().to_owned() }
    })
}

/// A number in full, written as a string so that it stays exact.
pub(super) fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

/// A closed set of values that have a word each.
pub(super) trait Word: Copy + 'static {
    /// The value that a word names.
    fn named(word: &str) -> Option<Self>;
    /// All words, for the error.
    fn words() -> String;
}

macro_rules! words {
    ($($name:ty),+) => {$(
        impl Word for $name {
            fn named(word: &str) -> Option<Self> {
                Self::parse(word)
            }
            fn words() -> String {
                Self::ALL.iter().map(|value| value.as_str()).collect::<Vec<_>>().join(", ")
            }
        }
    )+};
}

words!(
    crate::model::Action,
    crate::model::Bound,
    crate::model::DayPart,
    crate::model::PlaceKind,
    crate::model::Season,
    crate::model::SourceKind,
    crate::model::Status,
    crate::model::TimeUnit,
    crate::model::Transfer
);

/// Reads one of a closed set of words.
pub(super) fn word<'de, T: Word, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let word = String::deserialize(deserializer)?;
    T::named(&word).ok_or_else(|| D::Error::custom(format!("`{word}` is none of {}", T::words())))
}

/// Reads one of a closed set of words that may be left out.
pub(super) fn word_or_none<'de, T: Word, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    word(deserializer).map(Some)
}
