//! The public form of a claim and all it rests on: `onrecord.claim/1`, one JSON object a line.
//!
//! Offsets are Unicode code points, end exclusive. Unknown is `null`, none is `[]`. Fields may be added; they never
//! change meaning.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::judgement::Judgement;
use super::{Amount, Sides, one_of};
use crate::claims;
use crate::model::{self, Action, Bound, ClaimRecord, Dossier, JudgementRecord, Peers, RelationKind, Status, Transfer};
use crate::store::{Asked, Browse, Store, StoreError, walk};

/// The form's name and version.
pub const SCHEMA: &str = "onrecord.claim/1";
/// The name and version of the form of a passage by itself.
pub const PASSAGE_SCHEMA: &str = "onrecord.passage/1";

/// A claim and the passages that it rests on. Two mentions are one claim when their slots say the same; status, dates
/// and bounds are its history, and each passage has its own.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Claim")]
pub struct Claim<'a, E = Vec<Evidence<'a>>> {
    /// The form's name and version.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// Stable: a hash of its key.
    pub id: &'a str,
    /// What is done, seen from the doer's side.
    #[schemars(schema_with = "actions")]
    pub action: &'static str,
    /// Who does it, who gets it, and what.
    #[serde(flatten)]
    pub sides: Sides<'a>,
    /// How much.
    #[serde(flatten)]
    pub amount: Amount,
    /// What is counted, lower-case singular, or an ISO 4217 code.
    pub unit: &'a str,
    /// The period of a rate, or the base it is taken over.
    pub per: Option<&'a str>,
    /// The distinct hedges of its passages.
    #[schemars(schema_with = "bounds")]
    pub bounds: Vec<&'static str>,
    /// The distinct states that its passages give it.
    #[schemars(schema_with = "statuses")]
    pub statuses: Vec<&'static str>,
    /// The distinct dates that its passages give it, as TIMEX3 values.
    pub dates: &'a [String],
    /// Earliest publication day of its articles.
    pub first_said: Option<&'a str>,
    /// Latest publication day of its articles.
    pub last_said: Option<&'a str>,
    /// Articles that it rests on.
    pub articles: u64,
    /// Distinct agencies and outlets that they come from, as far as these can be told.
    pub origins: u64,
    /// Passages that it rests on.
    pub mentions: u64,
    /// How it hangs together with other claims.
    pub relations: Vec<Relation>,
    /// What people have decided of it; left out where nobody has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub judgements: Vec<Judgement>,
    /// The passages, by publication day, article and place in the text.
    pub evidence: E,
}

/// How a claim hangs together with another.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Relation {
    /// `part_of`: this claim is part of the other; `carries_out`: it is the other's deed; `revises`: it is the later
    /// figure; `conflicts`: both cannot hold, which has no direction.
    #[schemars(schema_with = "relation_kinds")]
    pub kind: &'static str,
    /// The other claim's id.
    pub claim: String,
    /// Whether the kind is to be read from the other claim to this one: the other is part of this one, and so on.
    pub inverse: bool,
    /// Why, in words.
    pub reason: String,
}

/// A passage that a claim rests on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Evidence<'a> {
    /// Stable: a hash of the article, its text, the place and the rules.
    pub id: &'a str,
    /// The article's id.
    pub article: &'a str,
    /// Code points of the article's text before the figure.
    pub start: u64,
    /// Code points up to the figure's end, exclusive.
    pub end: u64,
    /// The figure's words.
    pub text: &'a str,
    /// The sentence it stands in; of a very long one, the words around it.
    pub sentence: &'a str,
    /// The verb's base form.
    pub verb: Option<&'a str>,
    /// How it changes hands.
    #[schemars(schema_with = "transfers")]
    pub transfer: Option<&'static str>,
    /// The hedge.
    #[schemars(schema_with = "bound")]
    pub bound: &'static str,
    /// The state.
    #[schemars(schema_with = "status")]
    pub status: &'static str,
    /// When it happened or shall happen, as TIMEX3 values.
    pub date: &'a [String],
    /// The chain of sayers, nearest first.
    pub says: &'a [String],
    /// The agency or outlet that it comes from.
    pub origin: Option<&'a str>,
    /// Why that is its origin: what the article says of itself, or which other article it is a near-duplicate of.
    pub origin_reason: &'a str,
    /// The article's outlet.
    pub outlet: Option<&'a str>,
    /// When the article was published.
    pub published: Option<&'a str>,
    /// The article's headline.
    pub title: Option<&'a str>,
    /// The article's address.
    pub url: Option<&'a str>,
    /// Where the article was read from.
    pub path: Option<&'a str>,
    /// The rules that filled the frame.
    pub rules: &'a [String],
}

/// A passage with the claim that rests on it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Passage<'a> {
    /// The form's name and version.
    #[schemars(extend("const" = PASSAGE_SCHEMA))]
    pub schema: &'static str,
    /// The claim's id.
    pub claim: &'a str,
    /// The passage.
    #[serde(flatten)]
    pub passage: Evidence<'a>,
}

impl<'a> Passage<'a> {
    /// A passage as the store gives it.
    #[must_use]
    pub fn new(claim: &'a str, passage: &'a model::Evidence) -> Self {
        Self { schema: PASSAGE_SCHEMA, claim, passage: Evidence::new(passage) }
    }
}

/// A claim's passages, written one by one as they are read: one claim may rest on a million.
pub struct Passages<'a> {
    claim: &'a str,
    /// All of them, where they are at hand.
    held: Option<&'a [model::Evidence]>,
    store: &'a dyn Store,
}

/// The first of a claim's passages.
#[derive(Debug)]
pub struct First(pub Vec<model::Evidence>);

impl<'a> Claim<'a, First> {
    /// A claim with its first `passages`.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn first(claim: &'a ClaimRecord, store: &dyn Browse, passages: usize) -> Result<Self, StoreError> {
        let page = store.evidence_page(&claim.id, &Asked { after: None, limit: passages })?;
        Self::with(claim, store, First(page.items))
    }
}

impl<'a> Claim<'a, Passages<'a>> {
    /// A claim whose passages are read when it is written.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn new(claim: &'a ClaimRecord, store: &'a dyn Store) -> Result<Self, StoreError> {
        Self::with(claim, store, Passages { claim: &claim.id, held: None, store })
    }

    /// A claim as the store's walk gives it; passages that it does not hold are read when it is written.
    #[must_use]
    pub fn of(dossier: &'a Dossier, store: &'a dyn Store) -> Self {
        let Dossier { claim, peers, judgements, passages } = dossier;
        let passages = Passages { claim: &claim.id, held: passages.as_deref(), store };
        Self::made(claim, peers.as_ref(), judgements.clone(), passages)
    }
}

impl<'a, E> Claim<'a, E> {
    fn with(claim: &'a ClaimRecord, store: &(impl Store + ?Sized), evidence: E) -> Result<Self, StoreError> {
        let peers = store.peers(&claim.id)?;
        Ok(Self::made(claim, peers.as_ref(), store.judgements_of(&claim.id)?, evidence))
    }

    fn made(claim: &'a ClaimRecord, peers: Option<&Peers>, judgements: Vec<JudgementRecord>, evidence: E) -> Self {
        let model::Slots { action, amount, unit, per, .. } = &claim.slots;
        let relations = peers.map_or_else(|| claim.relations.clone(), |peers| claims::relations(claim, peers));
        Self {
            schema: SCHEMA,
            id: &claim.id,
            action: action.as_str(),
            sides: Sides::new(&claim.slots),
            amount: (*amount).into(),
            unit,
            per: per.as_ref().map(|per| per.0.as_str()),
            bounds: claim.bounds.iter().map(|bound| bound.as_str()).collect(),
            statuses: claim.statuses.iter().map(|status| status.as_str()).collect(),
            dates: &claim.dates,
            first_said: claim.first_said.as_deref(),
            last_said: claim.last_said.as_deref(),
            articles: claim.articles,
            origins: claim.origins,
            mentions: claim.mentions,
            relations: relations.into_iter().map(Relation::new).collect(),
            judgements: judgements.into_iter().map(Judgement::new).collect(),
            evidence,
        }
    }
}

impl Relation {
    fn new(related: model::Related) -> Self {
        let model::Related { kind, from, claim, reason } = related;
        Self { kind: kind.as_str(), claim, inverse: !from, reason }
    }
}

impl<'a> Evidence<'a> {
    /// A passage as the store gives it.
    #[must_use]
    pub fn new(passage: &'a model::Evidence) -> Self {
        let (start, length) = passage.chars;
        Self {
            id: &passage.id,
            article: &passage.article,
            start,
            end: start + length,
            text: &passage.words,
            sentence: &passage.sentence,
            verb: passage.verb.as_deref(),
            transfer: passage.transfer.map(|transfer| transfer.as_str()),
            bound: passage.bound.as_str(),
            status: passage.status.as_str(),
            date: &passage.dates,
            says: &passage.says,
            origin: passage.origin.as_deref(),
            origin_reason: &passage.origin_reason,
            outlet: passage.outlet.as_deref(),
            published: passage.published.as_deref(),
            title: passage.title.as_deref(),
            url: passage.url.as_deref(),
            path: passage.path.as_deref(),
            rules: &passage.rules,
        }
    }
}

impl Serialize for First {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Evidence::new))
    }
}

impl JsonSchema for First {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "First".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<Evidence<'_>>::json_schema(generator)
    }
}

impl Serialize for Passages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(passages) = self.held {
            return serializer.collect_seq(passages.iter().map(Evidence::new));
        }
        let mut list = serializer.serialize_seq(None)?;
        let write = |passage: model::Evidence| list.serialize_element(&Evidence::new(&passage));
        walk(|each| self.store.evidence(self.claim, each), write).map_err(S::Error::custom)??;
        list.end()
    }
}

fn actions(_: &mut SchemaGenerator) -> Schema {
    one_of(Action::ALL.iter().map(|action| action.as_str()))
}

fn relation_kinds(_: &mut SchemaGenerator) -> Schema {
    one_of(RelationKind::ALL.iter().map(|kind| kind.as_str()))
}

fn bound(_: &mut SchemaGenerator) -> Schema {
    one_of(Bound::ALL.iter().map(|bound| bound.as_str()))
}

fn bounds(generator: &mut SchemaGenerator) -> Schema {
    list_of(bound(generator))
}

fn status(_: &mut SchemaGenerator) -> Schema {
    one_of(Status::ALL.iter().map(|status| status.as_str()))
}

fn statuses(generator: &mut SchemaGenerator) -> Schema {
    list_of(status(generator))
}

fn transfers(_: &mut SchemaGenerator) -> Schema {
    let words: Vec<_> = Transfer::ALL.iter().map(|transfer| Some(transfer.as_str())).chain([None]).collect();
    schemars::json_schema!({ "enum": words })
}

fn list_of(item: Schema) -> Schema {
    schemars::json_schema!({ "type": "array", "items": item })
}
