//! Verbs of action with their frames, and the words that tell a plan from a deed.

use serde::Deserialize;

use super::inflect::verb;
use super::load::{parse, word, word_or_none};
use super::{Lexicon, LexiconError, Sense, UnitClass, VerbForm};
use crate::model::{Action, Status, Transfer};

/// A verb of action.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionEntry {
    /// The base form.
    pub verb: String,
    /// Third person, where it is irregular.
    pub third: Option<String>,
    /// Past tense, where it is irregular.
    pub past: Option<String>,
    /// Participle, where it is not the past tense.
    pub participle: Option<String>,
    /// What is done, seen from the doer's side.
    #[serde(deserialize_with = "word")]
    pub action: Action,
    /// How it changes hands.
    #[serde(default, deserialize_with = "word_or_none")]
    pub transfer: Option<Transfer>,
    /// Which side the subject is on.
    #[serde(default)]
    pub subject: Side,
    /// The status that the verb itself gives: a pledge is a plan in any tense.
    #[serde(default, deserialize_with = "word_or_none")]
    pub status: Option<Status>,
    /// Whether people can be what it is done with: "sent 600 soldiers".
    #[serde(default)]
    pub moves_people: bool,
    /// What it must be done with to be this action, where that is not anything: money is spent, time is another matter.
    pub only: Option<UnitClass>,
    /// Nouns of the same action: "donation", "shipment".
    #[serde(default)]
    pub nouns: Vec<String>,
}

impl ActionEntry {
    /// Its past tense.
    #[must_use]
    pub fn past_tense(&self) -> String {
        let forms = verb(&self.verb, self.past.as_deref(), self.participle.as_deref());
        forms.into_iter().find(|(_, form)| form.past()).map_or_else(|| self.verb.clone(), |(form, _)| form)
    }

    fn plain(verb: String, action: Action, subject: Side) -> Self {
        Self {
            verb,
            third: None,
            past: None,
            participle: None,
            action,
            transfer: None,
            subject,
            status: None,
            moves_people: false,
            only: None,
            nouns: Vec::new(),
        }
    }
}

/// Regular verbs that share an action.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    #[serde(deserialize_with = "word")]
    action: Action,
    #[serde(default)]
    subject: Side,
    verbs: Vec<String>,
}

/// Which side of an action a verb's subject is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The subject does it: "the US gave".
    #[default]
    Actor,
    /// The subject gets it: "Mexico received".
    Recipient,
    /// The subject is what is given: "a million doses arrived".
    Theme,
}

/// Words that give the status of the verb they govern.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    /// What they make of it.
    #[serde(deserialize_with = "word")]
    pub status: Status,
    /// Verbs, in all forms, that govern another verb: "plan to send".
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Words and phrases as they are: "will", "set to".
    #[serde(default)]
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    #[serde(default)]
    action: Vec<ActionEntry>,
    #[serde(default)]
    plain: Vec<Plain>,
    #[serde(default)]
    cue: Vec<CueEntry>,
}

pub(super) fn read(lexicon: &mut Lexicon, name: &str, contents: &str) -> Result<(), LexiconError> {
    let File { action, plain, cue, .. } = parse(name, contents)?;
    let plain = plain.into_iter().flat_map(|Plain { action, subject, verbs }| {
        verbs.into_iter().map(move |verb| ActionEntry::plain(verb, action, subject))
    });
    for entry in action.into_iter().chain(plain) {
        let index = super::index(lexicon.actions.len());
        for (form, kind) in verb(&entry.verb, entry.past.as_deref(), entry.participle.as_deref()) {
            lexicon.automaton.add(&form, Sense::Action(index, kind));
        }
        if let Some(third) = &entry.third {
            lexicon.automaton.add(third, Sense::Action(index, VerbForm::Third));
        }
        for noun in &entry.nouns {
            lexicon.automaton.add(noun, Sense::ActionNoun(index));
            lexicon.automaton.add(&super::plural(noun), Sense::ActionNoun(index));
        }
        lexicon.actions.push(entry);
    }
    for entry in cue {
        for base in &entry.verbs {
            for (form, kind) in verb(base, None, None) {
                lexicon.automaton.add(&form, Sense::CueVerb(entry.status, kind));
            }
        }
        for form in &entry.words {
            lexicon.automaton.add(form, Sense::Cue(entry.status));
        }
    }
    Ok(())
}
