//! What became of a figure that was held against the claims.

use super::compare::Comparison;
use crate::model::{Claim, ClaimRecord, Evidence, Span};

/// One figure of a statement and what it may be about.
#[derive(Debug)]
pub struct Checked {
    /// The figure, in bytes of the statement.
    pub span: Span,
    /// What the statement says of it; `None` where it could not be typed.
    pub claim: Option<Claim>,
    /// The claims it may be about, the best match first.
    pub matches: Vec<Matched>,
}

/// A claim of the database, held against a figure.
#[derive(Debug)]
pub struct Matched {
    /// The claim.
    pub claim: ClaimRecord,
    /// Slot by slot.
    pub comparison: Comparison,
    /// The comparison in a sentence.
    pub wording: String,
    /// Passages that it rests on, as many as were asked for.
    pub passages: Vec<Evidence>,
}

/// What the check of one figure came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No slot of the best match says something else.
    Agrees,
    /// Some slot does.
    Differs,
    /// The database has no claim that it could be about.
    Unknown,
    /// What the figure counts could not be told.
    Unchecked,
}

impl Outcome {
    /// All of them, in the order of the type.
    pub const ALL: [Self; 4] = [Self::Agrees, Self::Differs, Self::Unknown, Self::Unchecked];

    /// What a figure's matches come to.
    #[must_use]
    pub fn of(figure: &Checked) -> Self {
        match (&figure.claim, figure.matches.first()) {
            (None, _) => Self::Unchecked,
            (Some(_), None) => Self::Unknown,
            (Some(_), Some(best)) if best.comparison.differs() => Self::Differs,
            (Some(_), Some(_)) => Self::Agrees,
        }
    }

    /// Whether somebody has to look at it.
    #[must_use]
    pub fn is_open(self) -> bool {
        self != Self::Agrees
    }

    /// The word that a reader sees; no verdict.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Agrees => "on record",
            Self::Differs => "differs",
            Self::Unknown => "not on record",
            Self::Unchecked => "not checked",
        }
    }

    /// What there is to say where no claim can say it.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Unchecked => "What this figure counts could not be told.",
            _ => "The database has no claim that this figure could be about.",
        }
    }
}
