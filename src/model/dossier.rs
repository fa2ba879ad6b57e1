//! What is read of the claims database in bulk: claims with all they rest on, articles with all that was found in them.

use super::{Article, ClaimRecord, Evidence, JudgementRecord, Peers};

/// A claim with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// The claim.
    pub claim: ClaimRecord,
    /// What decides how it hangs together with claims of other articles; `None` where nothing can, or nobody asked.
    pub peers: Option<Peers>,
    /// What people have decided of it.
    pub judgements: Vec<JudgementRecord>,
    /// The passages, by publication day, article and place in the text; `None` where they are too many to hold at once,
    /// or nobody asked.
    pub passages: Option<Vec<Evidence>>,
}

/// How much of a claim is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The claim and what its passages add up to.
    Sums,
    /// The passages too, and what hangs together with them.
    Full,
}

/// An article of the database with all that was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRecord {
    /// The article, in its current version.
    pub article: Article,
    /// Numbers that could have been figures.
    pub numbers: u64,
    /// Those with a unit.
    pub typed: u64,
    /// Why nothing was extracted.
    pub skipped: Option<String>,
    /// What a reader should know.
    pub warnings: Vec<String>,
    /// Everything found, kind by kind, each in the order of the text.
    pub facts: Vec<FactRecord>,
}

/// A fact of an article, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRecord {
    /// Stable: a hash of the article's id, its text, the kind, the span and the rule.
    pub id: String,
    /// What it is.
    pub kind: FactKind,
    /// Code points of the article's text before it, and up to its end.
    pub chars: (u64, u64),
    /// The words, as they are written.
    pub words: String,
    /// The rule that found it; `None` for a person, whom several may have found.
    pub rule: Option<String>,
    /// What is known of it, as a JSON object whose fields follow from the kind; stretches in it are `[start, end]` in
    /// code points.
    pub value: String,
}

/// The kinds of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum FactKind {
    Quantity,
    Date,
    Place,
    Person,
    Quote,
    Source,
}

words!(FactKind {
    Quantity => "quantity", Date => "date", Place => "place", Person => "person", Quote => "quote", Source => "source",
});
