//! The public form of a fact of a stored article: `onrecord.fact/1`, one JSON object a line.
//!
//! Offsets are Unicode code points, end exclusive. Unknown is `null`, none is `[]`. Fields may be added; they never
//! change meaning.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::value::RawValue;

use super::one_of;
use crate::model::{Article, FactKind, FactRecord};

/// The form's name and version.
pub const SCHEMA: &str = "onrecord.fact/1";

/// Something that was found in an article.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Fact<'a> {
    /// The form's name and version.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// Stable: a hash of the article, its text, the kind, the place and the rule.
    pub id: &'a str,
    /// The article's id.
    pub article: &'a str,
    /// What it is.
    #[schemars(schema_with = "kinds")]
    pub kind: &'static str,
    /// Code points of the article's text before it.
    pub start: u64,
    /// Code points up to its end, exclusive.
    pub end: u64,
    /// The words, as they are written.
    pub text: &'a str,
    /// What is known of it: the fields of its kind in `onrecord.article/1`. Numbers are exact decimals as text,
    /// stretches are `[start, end]` in code points.
    #[schemars(schema_with = "object")]
    pub value: &'a RawValue,
    /// The rule that found it; null for a person, whom several may have found.
    pub rule: Option<&'a str>,
    /// The article's outlet.
    pub outlet: Option<&'a str>,
    /// When the article was published.
    pub published: Option<&'a str>,
    /// The article's headline.
    pub title: Option<&'a str>,
    /// The article's address.
    pub url: Option<&'a str>,
}

impl<'a> Fact<'a> {
    /// A fact of an article as the store gives them.
    ///
    /// # Errors
    /// Where the fact's value is no JSON: the database was changed by another program.
    pub fn new(article: &'a Article, fact: &'a FactRecord) -> serde_json::Result<Self> {
        Ok(Self {
            schema: SCHEMA,
            id: &fact.id,
            article: &article.id,
            kind: fact.kind.as_str(),
            start: fact.chars.0,
            end: fact.chars.1,
            text: &fact.words,
            value: serde_json::from_str(&fact.value)?,
            rule: fact.rule.as_deref(),
            outlet: article.outlet.as_deref(),
            published: article.published.as_ref().map(|published| published.text.as_str()),
            title: article.title.as_deref(),
            url: article.url.as_deref(),
        })
    }
}

fn kinds(_: &mut SchemaGenerator) -> Schema {
    one_of(FactKind::ALL.iter().map(|kind| kind.as_str()))
}

fn object(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object" })
}
