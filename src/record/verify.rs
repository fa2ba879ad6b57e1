//! The public form of a check of what is stored: one version of an article.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::{Chars, one_of};
use crate::model::{Integrity, Located, Verified, VerifiedPassage};

/// A stored version of an article, held against itself.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Article<'a> {
    /// Always `onrecord.verify/1`.
    pub schema: &'static str,
    /// The article's id.
    pub article: &'a str,
    /// Counted from 1.
    pub version: u64,
    /// Whether no newer version has replaced it; only this one has passages.
    pub current: bool,
    /// Where it was published.
    pub url: Option<&'a str>,
    /// Where it was read from.
    pub path: Option<&'a str>,
    /// Whether all is as it was stored.
    pub sound: bool,
    /// The kept page by its hash: `same`, `differs`, `damaged`; `missing` where the article came as text.
    #[schemars(schema_with = "states")]
    pub page: &'static str,
    /// The stored text by its hash: `same`, `differs` or `damaged`.
    #[schemars(schema_with = "states")]
    pub text: &'static str,
    /// The text as the page gives it when it is read today: `same` as it was stored, `differs`, `damaged` where nothing
    /// can be read, or `missing` where no page can be.
    #[schemars(schema_with = "states")]
    pub read: &'static str,
    /// What could not be read, and why.
    pub damages: Vec<String>,
    /// The passages, in the order of the text.
    pub passages: Vec<Passage<'a>>,
}

/// A passage, looked for where it was stored.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Passage<'a> {
    /// Its id.
    pub id: &'a str,
    /// The claim that it counts for; null where a judgement rejects it.
    pub claim: Option<&'a str>,
    /// Code points before the figure in the text, as stored.
    pub start: u64,
    /// Code points up to its end.
    pub end: u64,
    /// The figure's words, as stored.
    pub words: &'a str,
    /// In the stored text: `found`, `moved` (once, elsewhere), `ambiguous` (several times, elsewhere) or `gone`.
    #[schemars(schema_with = "places")]
    pub in_text: &'static str,
    /// Where it begins in the stored text, in code points, if it has moved.
    pub moved_to: Option<u64>,
    /// In the text as the page gives it today; null where there is no page to read.
    #[schemars(schema_with = "places_or_null")]
    pub in_page: Option<&'static str>,
}

impl<'a> Article<'a> {
    /// A checked version as the pipeline gives it.
    #[must_use]
    pub fn new(it: &'a Verified) -> Self {
        let chars = Chars::new(it.kept.text.as_deref().unwrap_or_default());
        Self {
            schema: "onrecord.verify/1",
            article: &it.kept.article,
            version: it.kept.version,
            current: it.kept.current,
            url: it.kept.url.as_deref(),
            path: it.kept.path.as_deref(),
            sound: it.is_sound(),
            page: state(&it.page),
            text: state(&it.text),
            read: state(&it.read),
            damages: it.damages().map(|(what, why)| format!("{what} cannot be read: {why}")).collect(),
            passages: it.passages.iter().map(|it| Passage::new(it, &chars)).collect(),
        }
    }
}

impl<'a> Passage<'a> {
    fn new(it: &'a VerifiedPassage, chars: &Chars<'_>) -> Self {
        let moved_to = match it.in_text {
            Located::Moved(span) => Some(chars.at(span.start()) as u64),
            Located::Found | Located::Ambiguous(_) | Located::Gone => None,
        };
        Self {
            id: &it.kept.id,
            claim: it.kept.claim.as_deref(),
            start: it.kept.chars.0,
            end: it.kept.chars.1,
            words: &it.kept.words,
            in_text: place(it.in_text),
            moved_to,
            in_page: it.in_page.map(place),
        }
    }
}

/// A state's word.
#[must_use]
pub const fn state(state: &Integrity) -> &'static str {
    match state {
        Integrity::Same => "same",
        Integrity::Differs => "differs",
        Integrity::Damaged(_) => "damaged",
        Integrity::Missing => "missing",
    }
}

/// The word for what became of a passage.
#[must_use]
pub const fn place(located: Located) -> &'static str {
    match located {
        Located::Found => "found",
        Located::Moved(_) => "moved",
        Located::Ambiguous(_) => "ambiguous",
        Located::Gone => "gone",
    }
}

fn states(_: &mut SchemaGenerator) -> Schema {
    one_of(["same", "differs", "damaged", "missing"].into_iter())
}

fn places(_: &mut SchemaGenerator) -> Schema {
    one_of(["found", "moved", "ambiguous", "gone"].into_iter())
}

fn places_or_null(_: &mut SchemaGenerator) -> Schema {
    schemars::json_schema!({ "type": ["string", "null"], "enum": ["found", "moved", "ambiguous", "gone", null] })
}
