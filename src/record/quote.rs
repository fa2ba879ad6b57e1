//! The public form of a quote and all its occurrences: `onrecord.quote/1`, one JSON object a line.
//!
//! Offsets are Unicode code points, end exclusive. Unknown is `null`, none is `[]`. Fields may be added; they never
//! change meaning.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::one_of;
use crate::model::{self, Form, QuoteRecord};
use crate::store::{Store, walk};

/// The form's name and version.
pub const SCHEMA: &str = "onrecord.quote/1";

/// What somebody said, wherever and however much of it is quoted. Two quotes are one where the words are the same, or
/// one of them stands whole in the other, and the speaker can be the same.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Quote")]
pub struct Quote<'a, O = Vec<Occurrence<'a>>> {
    /// The form's name and version.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// Stable: a hash of the longest form's words and speaker.
    pub id: &'a str,
    /// The longest form, as one article has it; several where its cue splits it.
    pub parts: &'a [String],
    /// How the longest form is given.
    #[schemars(schema_with = "forms")]
    pub form: &'static str,
    /// Who said it, as the occurrence has it that names the speaker most fully; null where none says.
    pub speaker: Option<Speaker<'a>>,
    /// Earliest publication day of its articles.
    pub first_said: Option<&'a str>,
    /// Latest publication day of its articles.
    pub last_said: Option<&'a str>,
    /// Articles that quote it.
    pub articles: u64,
    /// How often they do.
    pub mentions: u64,
    /// Each of these, by publication day, article and place in the text.
    pub occurrences: O,
}

/// Who said it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Speaker<'a> {
    /// In full, or the words for an unnamed one; null where a pronoun could not be resolved.
    pub name: Option<&'a str>,
    /// Title or office.
    pub role: Option<&'a str>,
    /// The body spoken for.
    pub organisation: Option<&'a str>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<&'a str>,
    /// Whether the speaker holds or speaks for a public office.
    pub official: bool,
}

/// A quote as one article has it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Occurrence<'a> {
    /// The article's id.
    pub article: &'a str,
    /// What it quotes; several where its cue splits it.
    pub parts: Vec<Stretch<'a>>,
    /// How it is given.
    #[schemars(schema_with = "forms")]
    pub form: &'static str,
    /// Who said it, as the article has it.
    pub speaker: Option<Speaker<'a>>,
    /// The words beside the cue that name the speaker.
    pub speaker_words: Option<Stretch<'a>>,
    /// The reporting words.
    pub cue: Option<Stretch<'a>>,
    /// Who relayed it, nearest first.
    pub via: &'a [String],
    /// The article's outlet.
    pub outlet: Option<&'a str>,
    /// When the article was published.
    pub published: Option<&'a str>,
    /// The article's headline.
    pub title: Option<&'a str>,
    /// The article's address.
    pub url: Option<&'a str>,
    /// Where the article was read from.
    pub path: Option<&'a str>,
    /// The rules that found its parts.
    pub rules: &'a [String],
}

/// A stretch of the article's text and the words there.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stretch<'a> {
    /// Code points before it.
    pub start: u64,
    /// Code points up to its end, exclusive.
    pub end: u64,
    /// The words, as they are written.
    pub text: &'a str,
}

/// A quote's occurrences, written one by one as they are read: a thousand papers may have run it.
pub struct Occurrences<'a> {
    store: &'a dyn Store,
    quote: &'a str,
}

impl<'a> Quote<'a, Occurrences<'a>> {
    /// A quote whose occurrences are read when it is written.
    #[must_use]
    pub fn new(quote: &'a QuoteRecord, store: &'a dyn Store) -> Self {
        Self::with(quote, Occurrences { store, quote: &quote.id })
    }
}

impl<'a, O> Quote<'a, O> {
    /// A quote with occurrences that were read before.
    #[must_use]
    pub fn with(quote: &'a QuoteRecord, occurrences: O) -> Self {
        Self {
            schema: SCHEMA,
            id: &quote.id,
            parts: &quote.parts,
            form: quote.form.as_str(),
            speaker: quote.speaker.as_ref().map(Speaker::new),
            first_said: quote.first_said.as_deref(),
            last_said: quote.last_said.as_deref(),
            articles: quote.articles,
            mentions: quote.occurrences,
            occurrences,
        }
    }
}

impl<'a> Speaker<'a> {
    /// A speaker as the store gives one.
    #[must_use]
    pub fn new(speaker: &'a model::Speaker) -> Self {
        Self {
            name: speaker.name.as_deref(),
            role: speaker.role.as_deref(),
            organisation: speaker.organisation.as_deref(),
            country: speaker.country.as_deref(),
            official: speaker.official,
        }
    }
}

impl<'a> Occurrence<'a> {
    /// An occurrence as the store gives it.
    #[must_use]
    pub fn new(occurrence: &'a model::Occurrence) -> Self {
        Self {
            article: &occurrence.article,
            parts: occurrence.parts.iter().map(Stretch::new).collect(),
            form: occurrence.form.as_str(),
            speaker: occurrence.speaker.as_ref().map(Speaker::new),
            speaker_words: occurrence.beside.as_ref().map(Stretch::new),
            cue: occurrence.cue.as_ref().map(Stretch::new),
            via: &occurrence.via,
            outlet: occurrence.outlet.as_deref(),
            published: occurrence.published.as_deref(),
            title: occurrence.title.as_deref(),
            url: occurrence.url.as_deref(),
            path: occurrence.path.as_deref(),
            rules: &occurrence.rules,
        }
    }
}

impl<'a> Stretch<'a> {
    fn new(words: &'a model::Words) -> Self {
        let (start, end) = words.chars;
        Self { start, end, text: &words.words }
    }
}

impl Serialize for Occurrences<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let write = |it: model::Occurrence| list.serialize_element(&Occurrence::new(&it));
        walk(|each| self.store.occurrences(self.quote, each), write).map_err(S::Error::custom)??;
        list.end()
    }
}

fn forms(_: &mut SchemaGenerator) -> Schema {
    one_of(Form::ALL.iter().map(|form| form.as_str()))
}
