//! What the public forms are made of.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::Chars;
use crate::model::{self, Span};

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

/// Who a claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sides<'a> {
    /// Who does it: ISO 3166-1 alpha-2 codes for countries, else names.
    pub actor: &'a [String],
    /// Who gets it.
    pub recipient: &'a [String],
    /// Makers or brands.
    pub product: &'a [String],
}

impl<'a> Sides<'a> {
    /// Those of a claim's slots.
    #[must_use]
    pub fn new(slots: &'a model::Slots) -> Self {
        Self { actor: &slots.actor, recipient: &slots.recipient, product: &slots.product }
    }
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Amount {
    /// The number in full; null where the words give no point.
    pub value: Option<Number>,
    /// Lower bound of a range or of a vague number.
    pub low: Option<Number>,
    /// Upper bound.
    pub high: Option<Number>,
}

impl From<model::Amount> for Amount {
    fn from(amount: model::Amount) -> Self {
        Self { value: amount.value.map(Number), low: amount.low.map(Number), high: amount.high.map(Number) }
    }
}

/// The schema of one word of a closed set.
#[must_use]
pub fn one_of(words: impl Iterator<Item = &'static str>) -> Schema {
    let words: Vec<_> = words.collect();
    json_schema!({ "type": "string", "enum": words })
}
