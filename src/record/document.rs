//! The public form of a stored article without what was found in it: `onrecord.document/1`, one JSON object a line.
//! `onrecord add` reads it.
//!
//! Unknown is `null`, none is `[]`. Fields may be added; they never change meaning.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::article::Coverage;
use super::one_of;
use crate::model::{ArticleRecord, Signal};

/// The form's name and version.
pub const SCHEMA: &str = "onrecord.document/1";

/// An article as it is stored.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document<'a> {
    /// The form's name and version.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// As given in the input, else from the text's hash.
    pub id: &'a str,
    /// Where it was read from.
    pub path: Option<&'a str>,
    /// Where it was published.
    pub url: Option<&'a str>,
    /// SHA-256 of the text's UTF-8 bytes.
    pub sha256: &'a str,
    /// The headline.
    pub title: Option<&'a str>,
    /// The people named as its authors.
    pub byline: &'a [String],
    /// The paper, agency or site that ran it.
    pub outlet: Option<&'a str>,
    /// ISO 639-1 code; null where it could not be told.
    pub language: Option<&'a str>,
    /// A date, or a date-time with its zone.
    pub published: Option<&'a str>,
    /// Which signal gave the publication date.
    #[schemars(schema_with = "signals")]
    pub published_from: &'static str,
    /// When it was last changed, as given.
    pub modified: Option<&'a str>,
    /// The text, which every offset points into.
    pub text: &'a str,
    /// Numbers seen, and numbers typed.
    pub coverage: Coverage,
    /// Why nothing was extracted.
    pub skipped: Option<&'a str>,
    /// What a reader should know.
    pub warnings: &'a [String],
}

impl<'a> Document<'a> {
    /// An article as the store gives it.
    #[must_use]
    pub fn new(record: &'a ArticleRecord) -> Self {
        let article = &record.article;
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        Self {
            schema: SCHEMA,
            id: &article.id,
            path: article.path.as_deref(),
            url: article.url.as_deref(),
            sha256: &article.sha256,
            title: article.title.as_deref(),
            byline: &article.byline,
            outlet: article.outlet.as_deref(),
            language: article.language.as_deref(),
            published: article.published.as_ref().map(|published| published.text.as_str()),
            published_from: article.published_from.as_str(),
            modified: article.modified.as_deref(),
            text: &article.text,
            coverage: Coverage { numbers: number(record.numbers), typed: number(record.typed) },
            skipped: record.skipped.as_deref(),
            warnings: &record.warnings,
        }
    }
}

fn signals(_: &mut SchemaGenerator) -> Schema {
    one_of(Signal::ALL.iter().map(|signal| signal.as_str()))
}
