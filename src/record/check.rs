//! The public form of an answer: one figure of a statement held against the claims it may be about.

use schemars::JsonSchema;
use serde::Serialize;

use super::claim::Evidence;
use super::{Amount, Chars, Sides, text_fragment};
use crate::claims::{Checked, Matched};
use crate::model::Claim;

/// One figure of a statement.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Answer<'a> {
    /// The statement's id, where it was given with one.
    pub id: Option<&'a str>,
    /// Code points before the figure in the statement.
    pub start: usize,
    /// Code points up to the figure's end, exclusive.
    pub end: usize,
    /// The figure's words.
    pub text: &'a str,
    /// The file of a draft or of statements, with the line where it has several; null for a statement typed in.
    pub path: Option<&'a str>,
    /// What the statement says of it; null where the figure could not be typed and so not be checked.
    pub slots: Option<Slots<'a>>,
    /// The claims it may be about, the best match first; empty where the database has none.
    pub matches: Vec<Match<'a>>,
}

/// What the statement says of a figure.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "the public form's own words, as in an article's claims")]
pub struct Slots<'a> {
    pub action: &'static str,
    pub verb: Option<&'a str>,
    #[serde(flatten)]
    pub sides: Sides<'a>,
    #[serde(flatten)]
    pub amount: Amount,
    pub bound: &'static str,
    pub unit: &'a str,
    pub per: Option<&'a str>,
    pub status: &'static str,
    pub date: &'a [String],
    pub says: &'a [String],
}

/// A claim that the figure may be about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Match<'a> {
    /// The claim's id.
    pub claim: &'a str,
    /// Each slot: same, close, different, broader, narrower or not_stated, as the statement stands to the claim.
    pub slots: std::collections::BTreeMap<&'static str, &'static str>,
    /// Each slot's words: the statement's, the claim's.
    pub words: std::collections::BTreeMap<&'static str, [&'a str; 2]>,
    /// The comparison in a sentence.
    pub summary: &'a str,
    /// Articles that the claim rests on.
    pub articles: u64,
    /// Distinct agencies and outlets that they come from, as far as these can be told.
    pub origins: u64,
    /// Passages that the claim rests on.
    pub evidence: Vec<Evidence<'a>>,
    /// For each of these passages its article's address with a text fragment, which a browser shows and marks; null
    /// where it has no address of the web.
    pub links: Vec<Option<String>>,
}

impl<'a> Answer<'a> {
    /// The answer for a figure of `text`, a statement without id and file.
    #[must_use]
    pub fn new(checked: &'a Checked, text: &'a str, chars: &Chars<'_>) -> Self {
        let Checked { span, claim, matches } = checked;
        Self {
            id: None,
            start: chars.at(span.start()),
            end: chars.at(span.end()),
            text: span.of(text),
            path: None,
            slots: claim.as_ref().map(Slots::new),
            matches: matches.iter().map(Match::new).collect(),
        }
    }
}

impl<'a> Slots<'a> {
    fn new(claim: &'a Claim) -> Self {
        let slots = &claim.slots;
        Self {
            action: slots.action.as_str(),
            verb: claim.verb.as_deref(),
            sides: Sides::new(slots),
            amount: slots.amount.into(),
            bound: claim.bound.as_str(),
            unit: &slots.unit,
            per: slots.per.as_ref().map(|per| per.0.as_str()),
            status: claim.status.as_str(),
            date: &claim.dates,
            says: &claim.says,
        }
    }
}

impl<'a> Match<'a> {
    fn new(matched: &'a Matched) -> Self {
        let Matched { claim, comparison, wording, passages } = matched;
        let slots = &comparison.slots;
        Self {
            claim: &claim.id,
            slots: slots.iter().map(|c| (c.slot.as_str(), c.answer.as_str())).collect(),
            words: slots.iter().map(|c| (c.slot.as_str(), [c.said.as_str(), c.have.as_str()])).collect(),
            summary: wording,
            articles: claim.articles,
            origins: claim.origins,
            evidence: passages.iter().map(Evidence::new).collect(),
            links: passages.iter().map(|p| text_fragment(p.url.as_deref()?, &p.sentence)).collect(),
        }
    }
}
