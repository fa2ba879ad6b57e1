//! What is known of an article beside its text, as JSON lines, sidecars and front matter name it.

use serde::Deserialize;
use serde_json::Value;

use crate::model::{Published, Signal};
use crate::text::normalise;

use super::{content, language};

/// The fields of a JSON article; others are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    /// A statement that is to be checked is a text too.
    #[serde(alias = "statement")]
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
    pub(super) id: Value,
    pub(super) title: Value,
    pub(super) url: Value,
    pub(super) outlet: Value,
    pub(super) byline: Value,
    pub(super) published: Value,
    pub(super) modified: Value,
    pub(super) section: Value,
    pub(super) language: Value,
    /// When the page was fetched.
    pub(super) fetched: Value,
    /// The header fields that came with the page, by their names in lower case.
    pub(super) headers: Value,
}

/// A value and the signal that gave it.
pub(super) type Said<T> = Option<(T, Signal)>;

/// What one signal, or several together, say of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: Option<String>,
    pub(super) url: Said<String>,
    pub(super) title: Said<String>,
    /// Never empty.
    pub(super) byline: Said<Vec<String>>,
    pub(super) outlet: Said<String>,
    pub(super) section: Said<String>,
    pub(super) language: Said<String>,
    pub(super) published: Said<Published>,
    pub(super) modified: Said<String>,
    /// When the page was fetched, as given.
    pub(super) fetched: Option<String>,
    /// The character set that came with the page.
    pub(super) charset: Option<String>,
}

impl Known {
    /// Fills what this one leaves open from a less trusted one.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            url: self.url.or(other.url),
            title: self.title.or(other.title),
            byline: self.byline.or(other.byline),
            outlet: self.outlet.or(other.outlet),
            section: self.section.or(other.section),
            language: self.language.or(other.language),
            published: self.published.or(other.published),
            modified: self.modified.or(other.modified),
            fetched: self.fetched.or(other.fetched),
            charset: self.charset.or(other.charset),
        }
    }
}

impl Fields {
    /// What the fields say; what of it cannot be understood is a warning and stays unknown.
    pub(super) fn known(&self, warnings: &mut Vec<String>) -> Known {
        let given = |value| word(value).map(|text| (text, Signal::Sidecar));
        let byline = words(&self.byline);
        Known {
            id: word(&self.id),
            url: given(&self.url),
            title: given(&self.title),
            byline: (!byline.is_empty()).then_some((byline, Signal::Sidecar)),
            outlet: given(&self.outlet),
            section: given(&self.section),
            language: given(&self.language).and_then(|(name, from)| Some((code(&name, warnings)?, from))),
            published: given(&self.published).and_then(|(text, from)| Some((date(&text, warnings)?, from))),
            modified: given(&self.modified),
            fetched: word(&self.fetched),
            charset: self.headers.get("content-type").and_then(Value::as_str).and_then(content::charset),
        }
    }
}

/// A publication date, or a warning that says what was not understood.
fn date(text: &str, warnings: &mut Vec<String>) -> Option<Published> {
    let published = Published::parse(text);
    if published.is_none() {
        warnings.push(format!("published is no ISO 8601 date and stays unknown: {}", clipped(text)));
    }
    published
}

/// A language's ISO 639-1 code, or a warning.
pub(super) fn code(name: &str, warnings: &mut Vec<String>) -> Option<String> {
    let code = language::code(name);
    if code.is_none() {
        warnings.push(format!("language is no ISO 639 code and stays unknown: {}", clipped(name)));
    }
    code
}

/// One value in words: a string, a number, or the name of an object; none where it is blank.
pub(super) fn word(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Number(number) => return Some(number.to_string()),
        Value::Object(object) => object.get("name")?.as_str()?,
        Value::Array(list) => return list.iter().find_map(|item| if item.is_array() { None } else { word(item) }),
        Value::Null | Value::Bool(_) => return None,
    };
    let text = text.trim();
    if text.is_empty() { None } else { Some(normalise(text)) }
}

/// One value or a list of them.
pub(super) fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter(|item| !item.is_array()).filter_map(word).collect(),
        one => word(one).into_iter().collect(),
    }
}

/// The first words of something that a warning cites.
pub(super) fn clipped(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
