//! Verbs of saying, with the constructions they take.

use serde::Deserialize;

use super::inflect::verb;
use super::load::parse;
use super::{Lexicon, LexiconError, Sense};

/// What verbs of saying have in common.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SayingEntry {
    /// The constructions that they take.
    pub takes: Vec<Construction>,
    /// Base forms of regular verbs.
    #[serde(default)]
    verbs: Vec<String>,
    /// Base, past and, where it differs, participle; of more words, the past and participle of the first alone.
    #[serde(default)]
    irregular: Vec<Vec<String>>,
    /// Words that say as a verb does and are taken as they are: "according to".
    #[serde(default)]
    words: Vec<String>,
}

impl SayingEntry {
    /// Whether they take a construction.
    #[must_use]
    pub fn takes(&self, construction: Construction) -> bool {
        self.takes.contains(&construction)
    }
}

/// A construction that a verb of saying takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Construction {
    /// It frames direct speech: `"…," she added`.
    Quote,
    /// A clause that "that" opens.
    That,
    /// A clause without "that".
    Bare,
    /// A clause that a question word opens.
    Question,
    /// Behind what is said: `…, officials say`.
    Behind,
    /// The one spoken to stands behind it: "told reporters that".
    Hearer,
    /// An infinitive: "promised to send".
    Infinitive,
    /// What is said, or spoken of, as a noun: "called for reform".
    Object,
    /// It gives the words of another: "quoted an official as saying".
    Quotes,
    /// Who says it stands behind it and nothing before: "according to".
    Preposition,
    /// Evidence can be its subject as well as people and documents: "the figures suggest".
    Evidence,
    /// A mark that stands for a verb between a name and its words: "Ana Ruiz: …".
    Label,
    /// It leads to another verb of saying: "went on to".
    Leads,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    saying: Vec<SayingEntry>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    for entry in parse::<File>(name, contents)?.saying {
        let index = super::index(lexicon.sayings.len());
        let regular = entry.verbs.iter().map(|base| (base.as_str(), None, None));
        let irregular = entry.irregular.iter().map(|forms| {
            let form = |i: usize| forms.get(i).map(String::as_str);
            (form(0).unwrap_or_default(), form(1), form(2))
        });
        for (base, past, participle) in regular.chain(irregular) {
            for (form, kind) in verb(base, past, participle) {
                lexicon.automaton.add(&form, Sense::Saying(index, kind));
            }
        }
        for form in &entry.words {
            lexicon.automaton.add(form, Sense::Saying(index, super::VerbForm::Base));
        }
        lexicon.sayings.push(entry);
    }
    Ok(())
}
