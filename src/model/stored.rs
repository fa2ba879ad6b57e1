//! What goes into the claims database, and what comes out of it.

use super::{
    Article, Bound, Claim, Extent, Facts, Form, History, KeyName, Pair, Relation, RelationKind, Slots, Snapshot, Span,
    Speaker, Standing, Status, Transfer,
};

/// An article with all that was found in it: one unit of work for the store.
#[derive(Clone, Debug, PartialEq)]
pub struct Processed {
    /// The article.
    pub article: Article,
    /// The agency that its wire mark, dateline, credit or byline names.
    pub mark: Option<String>,
    /// What was found; empty where `skipped` says why.
    pub facts: Facts,
    /// The mentions of claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// How they hang together; indices into `claims`.
    pub relations: Vec<Relation<usize>>,
    /// Why the article was stored and not extracted, such as its language.
    pub skipped: Option<String>,
    /// What a reader should know, such as a title that is missing.
    pub warnings: Vec<String>,
    /// The page that its text was read from; `None` where it came as text.
    pub page: Option<Snapshot>,
    /// How much of the article that page shows; `None` where it came as text or is read from a store.
    pub extent: Option<Extent>,
}

/// A distinct key and the slots it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed {
    /// Canonical text of the slots.
    pub key: String,
    /// The slots.
    pub slots: Slots,
    /// What its passages come to.
    pub history: History,
}

/// Keys that are one claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The claim's id: a hash of the key of its fullest member.
    pub id: String,
    /// The slots of its fullest member.
    pub slots: Slots,
    /// What the passages of all its members come to.
    pub history: History,
    /// Where that puts it among other claims.
    pub standing: Standing,
    /// Indices of its members in the slice that was grouped.
    pub members: Vec<usize>,
}

/// Decides which keys are one claim, by what they say and by what people have judged. Pure: the same keys give the same
/// groups in any order.
pub type Regroup = fn(&[Keyed], &[Pair]) -> Vec<Group>;

/// A passage by its id, with what it is evidence of.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The passage.
    pub passage: Evidence,
    /// Its key.
    pub key: KeyName,
    /// The claim that it counts for; `None` where it is rejected.
    pub claim: Option<String>,
}

/// A claim of the database.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRecord {
    /// Stable: a hash of the key.
    pub id: String,
    /// The typed slots.
    pub slots: Slots,
    /// Earliest publication day of its evidence, ISO.
    pub first_said: Option<String>,
    /// Latest publication day of its evidence, ISO.
    pub last_said: Option<String>,
    /// Articles that it rests on.
    pub articles: u64,
    /// Distinct origins of its evidence.
    pub origins: u64,
    /// Passages that it rests on.
    pub mentions: u64,
    /// The distinct states that its evidence gives it, in the order of the type.
    pub statuses: Vec<Status>,
    /// The distinct dates that its evidence gives it (TIMEX3), sorted.
    pub dates: Vec<String>,
    /// The distinct bounds that its evidence gives it, in the order of the type.
    pub bounds: Vec<Bound>,
    /// How it hangs together with others, as single articles tell it.
    pub relations: Vec<Related>,
}

/// A claim's relation to another, seen from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What it is.
    pub kind: RelationKind,
    /// Whether this claim is the relation's `from` (the part, the deed) or its `to` (the whole, the plan).
    pub from: bool,
    /// The other claim's id.
    pub claim: String,
    /// Why, in words.
    pub reason: String,
}

/// A passage that a claim rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Stable: a hash of the article's id, its text, the span and the rules.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The article's path.
    pub path: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// The article's headline.
    pub title: Option<String>,
    /// The article's outlet.
    pub outlet: Option<String>,
    /// When the article was published.
    pub published: Option<String>,
    /// The figure, in bytes of the article's text.
    pub span: Span,
    /// The figure's words.
    pub words: String,
    /// The sentence, in bytes of the article's text.
    pub sentence_span: Span,
    /// The sentence.
    pub sentence: String,
    /// Code points before the figure in the article's text, and in the figure.
    pub chars: (u64, u64),
    /// The verb's base form.
    pub verb: Option<String>,
    /// How it changes hands.
    pub transfer: Option<Transfer>,
    /// The hedge.
    pub bound: Bound,
    /// The state.
    pub status: Status,
    /// TIMEX3 values.
    pub dates: Vec<String>,
    /// The chain of sayers, nearest first.
    pub says: Vec<String>,
    /// The agency or outlet that it comes from.
    pub origin: Option<String>,
    /// Why that is its origin.
    pub origin_reason: String,
    /// The rules that filled the frame.
    pub rules: Vec<String>,
}

/// A quote of the database: what somebody said, wherever and however much of it is quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteRecord {
    /// Stable: a hash of the longest form's words and speaker.
    pub id: String,
    /// The longest form, as one article has it; several where its cue splits it.
    pub parts: Vec<String>,
    /// How the longest form is given.
    pub form: Form,
    /// Who said it, as the occurrence has it that names the speaker most fully; without a span.
    pub speaker: Option<Speaker>,
    /// Earliest publication day of its articles, ISO.
    pub first_said: Option<String>,
    /// Latest publication day of its articles, ISO.
    pub last_said: Option<String>,
    /// Articles that quote it.
    pub articles: u64,
    /// How often they do.
    pub occurrences: u64,
}

/// A quote as one article has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The article's id.
    pub article: String,
    /// The article's path.
    pub path: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// The article's headline.
    pub title: Option<String>,
    /// The article's outlet.
    pub outlet: Option<String>,
    /// When the article was published.
    pub published: Option<String>,
    /// What it quotes; several where its cue splits it.
    pub parts: Vec<Words>,
    /// How it is given.
    pub form: Form,
    /// Who said it, without a span.
    pub speaker: Option<Speaker>,
    /// The words beside the cue that name the speaker.
    pub beside: Option<Words>,
    /// The reporting words.
    pub cue: Option<Words>,
    /// Who relayed it, nearest first.
    pub via: Vec<String>,
    /// The rules that found its parts.
    pub rules: Vec<String>,
}

/// A stretch of an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Code points of the text before it, and up to its end.
    pub chars: (u64, u64),
    /// The words, as they are written.
    pub words: String,
}

/// A claim that is not as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What became of it.
    pub change: Change,
    /// Its id.
    pub claim: String,
    /// Its slots.
    pub slots: Slots,
    /// The rules of its passages, of those that were and of those that are, sorted.
    pub rules: Vec<String>,
    /// Passages that it rested on.
    pub before: u64,
    /// Passages that it rests on.
    pub after: u64,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum Change {
    New,
    Gone,
    Changed,
}

words!(Change { New => "new", Gone => "gone", Changed => "changed" });
