//! What makes two mentions one claim, as canonical text.
//!
//! A key is made here and nowhere else: an engine that groups by it never formats a number or sorts a list.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use crate::model::{Amount, KeyName, Slots};

/// Canonical text of all slots. Two mentions with the same key are one claim.
///
/// `give|dose|4000000|||US|CA,MX|AstraZeneca`: action, unit, amount, period, then the lists; a name's own `|`, `,` and
/// `\` are escaped with `\`.
#[must_use]
pub fn key(slots: &Slots) -> String {
    behind(block(slots), slots)
}

/// A key by its name: with its block, as a judgement holds it.
#[must_use]
pub fn key_name(slots: &Slots) -> KeyName {
    KeyName { block: block(slots), key: key(slots) }
}

/// A key from its block on.
pub(super) fn behind(block: String, slots: &Slots) -> String {
    let mut key = block;
    for list in [&slots.actor, &slots.recipient, &slots.product] {
        names(&mut key, list);
    }
    key
}

/// Most keys are no longer, in bytes.
const ROOM: usize = 64;

/// The slots that no mention of one claim leaves open: action, unit, amount, period.
#[must_use]
pub fn block(slots: &Slots) -> String {
    let mut block = String::with_capacity(ROOM);
    block.push_str(slots.action.as_str());
    block.push('|');
    escape(&mut block, &slots.unit);
    block.push('|');
    amount(&mut block, slots.amount);
    block.push('|');
    if let Some(per) = &slots.per {
        escape(&mut block, &per.0);
    }
    block
}

/// The id of a claim: the first 16 hex digits of its key's SHA-256.
#[must_use]
pub fn id(key: &str) -> String {
    let mut id = String::with_capacity(16);
    for byte in Sha256::digest(key.as_bytes()).iter().take(8) {
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// `4000000`, `10000000..` for a lower bound, `10..12` for a range.
fn amount(out: &mut String, amount: Amount) {
    let number = |out: &mut String, d: Option<Decimal>| {
        if let Some(d) = d {
            let _ = write!(out, "{}", d.normalize());
        }
    };
    if amount.value.is_some() {
        return number(out, amount.value);
    }
    number(out, amount.low);
    out.push_str("..");
    number(out, amount.high);
}

/// Adds a list as a field: sorted, each name once.
pub(super) fn names(out: &mut String, list: &[String]) {
    out.push('|');
    let mut names: Vec<&String> = list.iter().collect();
    names.sort();
    names.dedup();
    for (index, name) in names.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        escape(out, name);
    }
}

pub(super) fn escape(out: &mut String, name: &str) {
    if !name.contains(['|', ',', '\\']) {
        return out.push_str(name);
    }
    for c in name.chars() {
        if matches!(c, '|' | ',' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
}
