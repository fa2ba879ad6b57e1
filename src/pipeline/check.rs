//! A statement held against the database.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use rust_decimal::Decimal;

use crate::claims::{self, Answer, Comparison, Slot};
use crate::lexicon::Lexicon;
use crate::model::{Article, Claim, ClaimRecord, Evidence, Span};
use crate::store::{Near, Store, StoreError};

/// A claim is looked up this many times wider than it is shown: what ranks first is known only after the comparison.
const CANDIDATES: usize = 48;
/// So many passages of a match are read for how it changes hands.
const TRANSFERS: usize = 64;

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

/// How much of an answer is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Matches of a figure.
    pub matches: usize,
    /// Passages of a match.
    pub passages: usize,
}

/// Holds each figure of a statement against the store, in the order of the text.
///
/// # Errors
/// Where the store cannot be read.
pub fn check(
    statement: &Article,
    lexicon: &Lexicon,
    store: &dyn Store,
    wanted: Wanted,
) -> Result<Vec<Checked>, StoreError> {
    let processed = super::process(statement.clone(), lexicon);
    let mut checked = Vec::new();
    for claim in processed.claims {
        let matches = matches(&claim, lexicon, store, wanted)?;
        checked.push(Checked { span: claim.span, claim: Some(claim), matches });
    }
    let untyped = processed.facts.quantities.iter().filter(|q| q.unit.is_none());
    checked.extend(untyped.map(|q| Checked { span: q.span, claim: None, matches: Vec::new() }));
    checked.sort_by_key(|figure| figure.span);
    Ok(checked)
}

fn matches(claim: &Claim, lexicon: &Lexicon, store: &dyn Store, wanted: Wanted) -> Result<Vec<Matched>, StoreError> {
    let slots = &claim.slots;
    let mut found = candidates(claim, &slots.unit, lexicon, store)?;
    if !found.iter().any(|matched| matched.comparison.answer(Slot::Value) != Answer::Different) {
        // the figure is not known in this unit: the sources may have it in another
        for unit in store.units(slots.action)? {
            if unit != slots.unit && claims::comparable(slots.action, &slots.unit, &unit, lexicon) {
                found.extend(candidates(claim, &unit, lexicon, store)?);
            }
        }
    }
    found.sort_by(|a, b| (Reverse(a.comparison.rank), &a.claim.id).cmp(&(Reverse(b.comparison.rank), &b.claim.id)));
    found.truncate(wanted.matches);
    for matched in &mut found {
        let passages = &mut matched.passages;
        store.evidence(&matched.claim.id, &mut |passage| {
            passages.push(passage);
            if passages.len() < TRANSFERS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        matched.comparison.add_transfer(claim.transfer, passages);
        passages.truncate(wanted.passages);
        matched.wording = claims::wording(&matched.comparison, claim, &matched.claim, lexicon);
    }
    Ok(found)
}

/// The claims in `unit` that the statement may be about.
fn candidates(claim: &Claim, unit: &str, lexicon: &Lexicon, store: &dyn Store) -> Result<Vec<Matched>, StoreError> {
    let slots = &claim.slots;
    let times = claims::conversion(&slots.unit, unit, lexicon).unwrap_or(Decimal::ONE);
    let near = Near {
        unit: unit.to_owned(),
        action: slots.action,
        point: slots.amount.point().and_then(|point| point.checked_mul(times)),
        actor: slots.actor.clone(),
        recipient: slots.recipient.clone(),
        limit: CANDIDATES,
    };
    let held = |record: ClaimRecord| Matched {
        comparison: claims::compare(claim, &record, lexicon),
        claim: record,
        wording: String::new(),
        passages: Vec::new(),
    };
    Ok(store.near(&near)?.into_iter().map(held).filter(|matched| matched.comparison.related()).collect())
}
