//! Which signals gave what is known of an article.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::one_of;
use crate::model::{self, Signal};

/// Which signal gave each field of an article; `published_from` says it of the publication date.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the article's fields")]
pub struct Signals {
    #[schemars(schema_with = "signals")]
    pub url: &'static str,
    #[schemars(schema_with = "signals")]
    pub title: &'static str,
    #[schemars(schema_with = "signals")]
    pub byline: &'static str,
    #[schemars(schema_with = "signals")]
    pub outlet: &'static str,
    #[schemars(schema_with = "signals")]
    pub section: &'static str,
    #[schemars(schema_with = "signals")]
    pub language: &'static str,
    #[schemars(schema_with = "signals")]
    pub modified: &'static str,
}

impl From<model::Signals> for Signals {
    fn from(signals: model::Signals) -> Self {
        Self {
            url: signals.url.as_str(),
            title: signals.title.as_str(),
            byline: signals.byline.as_str(),
            outlet: signals.outlet.as_str(),
            section: signals.section.as_str(),
            language: signals.language.as_str(),
            modified: signals.modified.as_str(),
        }
    }
}

fn signals(_: &mut SchemaGenerator) -> Schema {
    one_of(Signal::ALL.iter().map(|value| value.as_str()))
}
