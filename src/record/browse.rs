//! The public forms of what is shown page by page: lists of the other forms, and what only such lists hold.
//!
//! A list's `next` is the cursor to ask for the page behind it with, null where there is none.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::check::Answer;
use super::claim::{Claim, Evidence, First};
use super::quote::{Quote, Speaker as QuoteSpeaker};
use super::{Chars, one_of};
use crate::claims::Checked;
use crate::model::{ClaimRecord, Status};
use crate::store::{self, Browse, Overview, Page, StoreError};

/// Some of the claims that were asked for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Claims<'a> {
    /// Each with the first of its passages, as many as were asked for; `mentions` says how many there are.
    pub claims: Vec<Claim<'a, First>>,
    /// Where the next page begins.
    pub next: Option<&'a str>,
}

/// Some of a claim's passages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Passages<'a> {
    /// By publication day, unknown ones last, and the order of adding.
    pub passages: Vec<Evidence<'a>>,
    /// Where the next page begins.
    pub next: Option<&'a str>,
}

/// On which days a claim was said to be in which state.
#[derive(Debug, Serialize, JsonSchema)]
pub struct History<'a> {
    /// By day, unknown ones last.
    pub states: Vec<State<'a>>,
}

/// A state that a claim was said to be in on a day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct State<'a> {
    /// The publication day.
    pub day: Option<&'a str>,
    /// The state.
    #[schemars(schema_with = "statuses")]
    pub status: &'static str,
    /// Passages of that day that say so.
    pub passages: u64,
}

/// Some of the quotes that were asked for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Quotes<'a> {
    /// By when they were last said, the latest first; each without its occurrences.
    pub quotes: Vec<Quote<'a>>,
    /// Where the next page begins.
    pub next: Option<&'a str>,
}

/// Some of those who are quoted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Speakers<'a> {
    /// By name.
    pub speakers: Vec<Speaker<'a>>,
    /// Where the next page begins.
    pub next: Option<&'a str>,
}

/// Somebody who is quoted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Speaker<'a> {
    /// Who it is, as one article has it.
    #[serde(flatten)]
    pub speaker: QuoteSpeaker<'a>,
    /// How often the name is quoted.
    pub mentions: u64,
    /// Latest publication day of these.
    pub last_said: Option<&'a str>,
}

/// A statement's figures, each held against the claims it may be about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Figures<'a> {
    /// In the order of the text.
    pub figures: Vec<Answer<'a>>,
}

/// What the database holds, and what of it is not known. The counts may be some seconds old.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Coverage<'a> {
    /// Current articles.
    pub articles: u64,
    /// Claims.
    pub claims: u64,
    /// Passages.
    pub passages: u64,
    /// Numbers that could have been figures.
    pub numbers: u64,
    /// Those with a unit.
    pub typed: u64,
    /// Articles with warnings.
    pub warned: u64,
    /// Articles that nothing was extracted from, by the reason.
    pub skipped: Vec<Counted<'a>>,
    /// The units that most claims count.
    pub units: Vec<Counted<'a>>,
}

/// Something and how often it is there.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Counted<'a> {
    /// What.
    pub name: &'a str,
    /// How often.
    pub count: u64,
}

impl<'a> Claims<'a> {
    /// A page of claims, each with its first `passages`.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn new(page: &'a Page<ClaimRecord>, store: &dyn Browse, passages: usize) -> Result<Self, StoreError> {
        let claims = page.items.iter().map(|claim| Claim::first(claim, store, passages)).collect::<Result<_, _>>()?;
        Ok(Self { claims, next: page.next.as_deref() })
    }
}

impl<'a> Figures<'a> {
    /// The figures of `text`.
    #[must_use]
    pub fn new(checked: &'a [Checked], text: &'a str) -> Self {
        let chars = Chars::new(text);
        Self { figures: checked.iter().map(|figure| Answer::new(figure, text, &chars)).collect() }
    }
}

impl<'a> State<'a> {
    /// A state as the store gives it.
    #[must_use]
    pub fn new(told: &'a store::Told) -> Self {
        Self { day: told.day.as_deref(), status: told.status.as_str(), passages: told.passages }
    }
}

impl<'a> Speaker<'a> {
    /// A speaker as the store gives it.
    #[must_use]
    pub fn new(record: &'a store::SpeakerRecord) -> Self {
        let speaker = QuoteSpeaker::new(&record.speaker);
        Self { speaker, mentions: record.occurrences, last_said: record.last_said.as_deref() }
    }
}

impl<'a> Coverage<'a> {
    /// The counts as the store gives them.
    #[must_use]
    pub fn new(overview: &'a Overview) -> Self {
        let counted =
            |all: &'a [(String, u64)]| all.iter().map(|(name, count)| Counted { name, count: *count }).collect();
        Self {
            articles: overview.articles,
            claims: overview.claims,
            passages: overview.evidence,
            numbers: overview.numbers,
            typed: overview.typed,
            warned: overview.warned,
            skipped: counted(&overview.skipped),
            units: counted(&overview.units),
        }
    }
}

fn statuses(_: &mut SchemaGenerator) -> Schema {
    one_of(Status::ALL.iter().map(|status| status.as_str()))
}
