//! Judgements: what people decide of claims and passages. Each is added and none is changed; an undo is one more.

/// A judgement with who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What was decided.
    pub ruling: Ruling,
    /// Who decided.
    pub by: String,
    /// When, as ISO text.
    pub at: String,
    /// Why.
    pub why: Option<String>,
    /// What it is about as it read then: two claims of a pair, the claim and the passage of a rejection, none of an undo.
    pub about: Vec<About>,
}

/// A claim or a passage as it was when it was judged, for people who read it later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its id then.
    pub id: String,
    /// What it said.
    pub words: String,
}

/// What was decided. Keys and passages are named by what they say, so that a judgement holds for what is read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Two keys are, or are not, one claim.
    Pair(Pair),
    /// The passage of this id does not count.
    Reject(String),
    /// The judgement of this number holds no more.
    Undo(u64),
}

/// What two keys are to each other, of whatever blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What they are.
    pub verdict: Verdict,
    /// The two.
    pub keys: [KeyName; 2],
}

/// A key and its block, as canonical text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub struct KeyName {
    pub block: String,
    pub key: String,
}

/// Whether two keys are one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the public form's own words")]
pub enum Verdict {
    Same,
    Different,
}

words!(Verdict { Same => "same", Different => "different" });

/// A judgement as it stands among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementRecord {
    /// Its number, from 1 in the order in which they were made.
    pub n: u64,
    /// What was decided.
    pub judgement: Judgement,
    /// The number of the undo that took it back.
    pub undone_by: Option<u64>,
}

impl Ruling {
    /// The word for it: `same`, `different`, `reject`, `undo`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pair(pair) => pair.verdict.as_str(),
            Self::Reject(_) => "reject",
            Self::Undo(_) => "undo",
        }
    }
}
