//! Titles and offices, and the unnamed people that news quotes.

use serde::Deserialize;

use super::load::parse;
use super::{Lexicon, LexiconError, Sense, plural};

/// What a noun says of the person it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitleClass {
    /// A public office: president, minister, senator.
    Office,
    /// Who speaks for somebody: spokeswoman, press secretary.
    Spokesperson,
    /// A function or an occupation: chief executive, professor.
    Role,
    /// A form of address that tells no office: Mr, Dr.
    Honorific,
    /// A person of whom no more is told: official, witness.
    Unnamed,
    /// No person by itself, but a word before one: deputy, former, health.
    Modifier,
}

impl TitleClass {
    /// Whether the noun can stand for a person by itself.
    #[must_use]
    pub const fn person(self) -> bool {
        matches!(self, Self::Office | Self::Spokesperson | Self::Role | Self::Unnamed)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    class: TitleClass,
    /// Singular nouns; their regular plurals come by themselves, but for honorifics and modifiers.
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
    title: Vec<Group>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    for group in parse::<File>(name, contents)?.title {
        for word in &group.words {
            lexicon.automaton.add(word, Sense::Title(group.class));
            if group.class.person() {
                lexicon.automaton.add(&plural(word), Sense::Title(group.class));
                if let Some(stem) = word.strip_suffix("man") {
                    lexicon.automaton.add(&format!("{stem}men"), Sense::Title(group.class));
                }
            }
        }
    }
    Ok(())
}
