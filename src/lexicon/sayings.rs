//! Verbs of saying, with the constructions they take.

use serde::Deserialize;

use super::load::parse;
use super::{Lexicon, LexiconError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
}

pub(super) fn read(_lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    parse::<File>(name, contents)?;
    Ok(())
}
