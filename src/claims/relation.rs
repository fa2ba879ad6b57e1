//! How the claims of one article hang together: parts and wholes.

use rust_decimal::Decimal;

use super::figures::{listed, words};
use super::frame::INCLUDING;
use crate::model::{Action, Claim, Relation, RelationKind};

/// Claims of one article this far apart (in claims) are still looked at together.
const NEAR: usize = 6;

/// Parts and wholes among the claims of one article; indices into them.
pub(super) fn within(claims: &[Claim]) -> Vec<Relation<usize>> {
    let mut found: Vec<Relation<usize>> = Vec::new();
    for (whole, claim) in claims.iter().enumerate() {
        let Some(total) = claim.slots.amount.value else { continue };
        for (part, reason) in named(claims, whole, total).into_iter().chain(sum(claims, whole, total)) {
            if !found.iter().rev().take(4 * NEAR).any(|r| r.from == part && r.to == whole) {
                found.push(Relation { from: part, kind: RelationKind::PartOf, to: whole, reason });
            }
        }
    }
    found
}

/// What follows the whole and is told as a part of it: "…, including 60 million", "2.5 million of those", or a breakdown
/// by who gets it. A breakdown need not add up; the reason says what it comes to, and what is not told.
fn named(claims: &[Claim], whole: usize, total: Decimal) -> Vec<(usize, String)> {
    let of = &claims[whole];
    let behind = whole + 1..claims.len().min(whole + 1 + NEAR);
    let mut told: Vec<usize> = Vec::new();
    let mut breakdown: Vec<usize> = Vec::new();
    let mut unbroken = true;
    for part in behind {
        let claim = &claims[part];
        if !alike(of, claim) || claim.slots.amount.value.is_none_or(|value| value >= total) {
            unbroken = false;
            continue;
        }
        let including = claim.rules.iter().any(|rule| matches!(*rule, INCLUDING | "quantity/referred"));
        let goes_somewhere = !claim.slots.recipient.is_empty() && claim.slots.recipient != of.slots.recipient;
        let shared = of.slots.recipient.len() > 1 || of.slots.action == Action::Have;
        if including {
            told.push(part);
        } else if goes_somewhere && shared && unbroken {
            breakdown.push(part);
        }
    }
    let parts: Vec<usize> = told.iter().chain(&breakdown).copied().collect();
    let Some(come_to) = add(claims, &parts).filter(|sum| *sum <= total) else { return Vec::new() };
    let reason = match come_to == total {
        true => derived(claims, &parts, total),
        false => remainder(claims, &parts, come_to, total),
    };
    parts.into_iter().map(|part| (part, reason.clone())).collect()
}

/// Two figures near the whole that add up to it exactly.
fn sum(claims: &[Claim], whole: usize, total: Decimal) -> Vec<(usize, String)> {
    let near: Vec<usize> = (whole.saturating_sub(NEAR)..claims.len().min(whole + 1 + NEAR))
        .filter(|part| *part != whole && fits(&claims[whole], &claims[*part]))
        .collect();
    for (index, a) in near.iter().enumerate() {
        for b in &near[index + 1..] {
            if add(claims, &[*a, *b]) == Some(total) {
                let reason = derived(claims, &[*a, *b], total);
                return vec![(*a, reason.clone()), (*b, reason)];
            }
        }
    }
    Vec::new()
}

/// "derived: 2.5 + 1.5 = 4 million".
fn derived(claims: &[Claim], parts: &[usize], total: Decimal) -> String {
    let (sum, total) = equation(claims, parts, total);
    format!("derived: {sum} = {total}")
}

/// "named as a part: 6 + 7 + 5 + 6 = 24 of 25 million, 1 million not told".
fn remainder(claims: &[Claim], parts: &[usize], come_to: Decimal, total: Decimal) -> String {
    let rest = words(total.checked_sub(come_to).unwrap_or_default());
    let (sum, _) = equation(claims, parts, come_to);
    let (come_to, total) = match &listed(&[come_to, total])[..] {
        [come_to, total] => (come_to.clone(), total.clone()),
        _ => (words(come_to), words(total)),
    };
    let sum = if parts.len() > 1 { format!("{sum} = {come_to}") } else { come_to };
    format!("named as a part: {sum} of {total}, {rest} not told")
}

/// The parts with plus signs between them, and what they come to.
fn equation(claims: &[Claim], parts: &[usize], total: Decimal) -> (String, String) {
    let values = parts.iter().filter_map(|part| claims[*part].slots.amount.value);
    let mut all = listed(&values.chain([total]).collect::<Vec<_>>());
    let total = all.pop().unwrap_or_default();
    (all.join(" + "), total)
}

fn add(claims: &[Claim], parts: &[usize]) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(claims[*part].slots.amount.value?))
}

/// Whether a claim says of the same kind of thing what the whole says of it.
fn alike(whole: &Claim, part: &Claim) -> bool {
    let stock = whole.slots.action == Action::Have && part.slots.action == Action::Give;
    fits(whole, part) && (whole.slots.action == part.slots.action || stock)
}

/// Whether two figures can be added up: the same unit and rate, and no product or actor that differs.
fn fits(whole: &Claim, part: &Claim) -> bool {
    let agree = |a: &[String], b: &[String]| a.is_empty() || b.is_empty() || a == b;
    let (a, b) = (&whole.slots, &part.slots);
    let moves = |action: Action| matches!(action, Action::Give | Action::Have | Action::Produce | Action::Order);
    let actions = a.action == b.action || (moves(a.action) && moves(b.action));
    a.unit == b.unit
        && a.per == b.per
        && actions
        && a.action != Action::Other
        && agree(&a.product, &b.product)
        && agree(&a.actor, &b.actor)
}
