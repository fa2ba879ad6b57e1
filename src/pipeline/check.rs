//! A statement held against the database.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use rust_decimal::Decimal;

use crate::claims::{self, Answer, Checked, Matched, Slot};
use crate::lexicon::Lexicon;
use crate::model::{Article, Claim, ClaimRecord};
use crate::store::{Near, Store, StoreError};

/// A claim is looked up this many times wider than it is shown: what ranks first is known only after the comparison.
const CANDIDATES: usize = 48;
/// So many passages of a match are read for how it changes hands.
const TRANSFERS: usize = 64;

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
    let known = found.iter().any(|matched| matched.comparison.answer(Slot::Value) != Answer::Different);
    for unit in store.units(slots.action)? {
        // where the figure is not known in this unit the sources may have it in another
        let wanted = claims::counts_alike(slots.action, &slots.unit, &unit)
            || (!known && claims::comparable(slots.action, &slots.unit, &unit, lexicon));
        if wanted && unit != slots.unit {
            found.extend(candidates(claim, &unit, lexicon, store)?);
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
