//! The public form of a judgement, as a claim lists those that shape it.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::one_of;
use crate::model::{self, JudgementRecord, Ruling};

/// What somebody decided of claims or passages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Judgement {
    /// Its number, from 1 in the order in which they were made.
    pub n: u64,
    /// `same`, `different`: two claims are, or are not, one; `reject`: a passage does not count; `undo`: a judgement
    /// holds no more.
    #[schemars(schema_with = "kinds")]
    pub kind: &'static str,
    /// Who decided.
    pub by: String,
    /// When, as ISO text.
    pub at: String,
    /// Why.
    pub why: Option<String>,
    /// What it is about, as it read then: two claims, or a claim and the passage that is rejected.
    pub about: Vec<About>,
    /// The number of the judgement that it takes back.
    pub undoes: Option<u64>,
    /// The number of the undo that took it back.
    pub undone_by: Option<u64>,
}

/// A claim or a passage as it was when it was judged.
#[derive(Debug, Serialize, JsonSchema)]
pub struct About {
    /// Its id then.
    pub id: String,
    /// What it said.
    pub words: String,
}

impl Judgement {
    /// A judgement as the store gives it.
    #[must_use]
    pub fn new(record: JudgementRecord) -> Self {
        let model::Judgement { ruling, by, at, why, about } = record.judgement;
        let about = about.into_iter().map(|model::About { id, words }| About { id, words }).collect();
        let undoes = if let Ruling::Undo(n) = ruling { Some(n) } else { None };
        Self { n: record.n, kind: ruling.as_str(), by, at, why, about, undoes, undone_by: record.undone_by }
    }
}

fn kinds(_: &mut SchemaGenerator) -> Schema {
    let verdicts = model::Verdict::ALL.iter().map(|verdict| verdict.as_str());
    one_of(verdicts.chain([Ruling::Reject(String::new()).as_str(), Ruling::Undo(0).as_str()]))
}
