//! What the public forms are made of.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::Chars;
use crate::model::Span;

/// A number in full: an integer as a JSON integer, else its exact decimal digits. Never a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.normalize().to_string()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

/// A stretch of the article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Range {
    /// Code points before it.
    pub start: usize,
    /// Code points up to its end, exclusive.
    pub end: usize,
}

impl Range {
    /// A span in code points.
    #[must_use]
    pub fn new(span: Span, chars: &Chars<'_>) -> Self {
        Self { start: chars.at(span.start()), end: chars.at(span.end()) }
    }
}

/// A stretch of the article's text and the words there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Passage<'a> {
    /// Code points before it.
    pub start: usize,
    /// Code points up to its end, exclusive.
    pub end: usize,
    /// The words, as they are written.
    pub text: &'a str,
}

impl<'a> Passage<'a> {
    /// The words of a span.
    #[must_use]
    pub fn new(span: Span, text: &'a str, chars: &Chars<'_>) -> Self {
        Self { start: chars.at(span.start()), end: chars.at(span.end()), text: span.of(text) }
    }
}

/// The schema of one word of a closed set.
#[must_use]
pub fn one_of(words: impl Iterator<Item = &'static str>) -> Schema {
    let words: Vec<_> = words.collect();
    json_schema!({ "type": "string", "enum": words })
}
