//! What the passages of a claim come to, and where that puts the claim among others.

use super::{Bound, Claim, Slots, Status};

/// What the passages of a key or a claim come to, as far as it bears on how claims hang together. Of one size, however
/// many they are; merging is associative, commutative and idempotent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The first passage.
    pub first: First,
    /// The distinct states, in the order of the type.
    pub statuses: Vec<Status>,
    /// The distinct hedges, in the order of the type.
    pub bounds: Vec<Bound>,
}

/// What tells of a passage when it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// The publication day, ISO; unknown days come last.
    pub day: Option<String>,
    /// The dates (TIMEX3) that the sentence gives.
    pub dates: Vec<String>,
    /// The article's id.
    pub article: String,
    /// The chain of sayers, nearest first.
    pub says: Vec<String>,
}

impl History {
    /// The history of one passage, said on `day` in the article of that id.
    #[must_use]
    pub fn of(claim: &Claim, day: Option<String>, article: &str) -> Self {
        let first = First { day, dates: claim.dates.clone(), article: article.to_owned(), says: claim.says.clone() };
        Self { first, statuses: vec![claim.status], bounds: vec![claim.bound] }
    }

    /// Takes in another's passages.
    pub fn merge(&mut self, other: &Self) {
        if other.first.rank() < self.first.rank() {
            self.first.clone_from(&other.first);
        }
        unite(&mut self.statuses, &other.statuses);
        unite(&mut self.bounds, &other.bounds);
    }
}

impl First {
    fn rank(&self) -> impl Ord + '_ {
        (self.day.is_none(), &self.day, &self.dates, &self.article, &self.says)
    }
}

fn unite<T: Copy + Ord>(set: &mut Vec<T>, more: &[T]) {
    set.extend_from_slice(more);
    set.sort_unstable();
    set.dedup();
}

/// Where a claim stands among others: canonical texts, so that any engine can bring together by index what may hang
/// together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The figures that say the same of the same thing at one time or another.
    pub series: Option<Series>,
    /// What it plans or carries out.
    pub purpose: Option<Purpose>,
}

/// A claim's place in its series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What all figures of the series share.
    pub text: String,
    /// When the figure holds; as text it sorts by time.
    pub time: String,
}

/// What a plan and its deeds share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Purpose {
    Plan(String),
    Deed(String),
}

/// Another claim of the database, as far as a relation to it needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The claim's id.
    pub id: String,
    /// Its slots.
    pub slots: Slots,
    /// Its history.
    pub history: History,
}

/// What decides how a claim hangs together with those of other articles: its history, and a bounded stretch of claims
/// along each index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peers {
    /// The claim's own history.
    pub history: History,
    /// Before it in its series, nearest first, as far back as the last time before its own.
    pub before: Vec<Peer>,
    /// After it in its series, nearest first, as far as the first time after its own.
    pub after: Vec<Peer>,
    /// Plans of the same purpose, where it is a deed: no smaller, the smallest first.
    pub plans: Vec<Peer>,
    /// Deeds of the same purpose, where it is a plan: no larger, the largest first.
    pub deeds: Vec<Peer>,
}
