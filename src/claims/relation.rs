//! How the claims of one article hang together.

use rust_decimal::Decimal;

use crate::extract::Reading;
use crate::model::{Action, Amount, Claim, Relation, RelationKind};

/// Claims of one article this far apart (in claims) are still looked at together.
const NEAR: usize = 6;

/// Parts and wholes among the claims of one article; indices into them.
pub(super) fn within(reading: &Reading<'_>, claims: &[Claim]) -> Vec<Relation<usize>> {
    let mut found = Vec::new();
    for (whole, claim) in claims.iter().enumerate() {
        let Some(total) = claim.slots.amount.value else { continue };
        let parts: Vec<usize> = (whole + 1..claims.len().min(whole + 1 + NEAR))
            .filter(|part| can_be_part(reading, claim, &claims[*part], total))
            .collect();
        let sum: Option<Decimal> =
            parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(claims[*part].slots.amount.value?));
        let adds_up = parts.len() > 1 && sum == Some(total);
        for part in parts {
            let reason =
                if adds_up { format!("the parts add up to {total}") } else { "named as a part of it".to_owned() };
            found.push(Relation { from: part, kind: RelationKind::PartOf, to: whole, reason });
        }
    }
    found
}

/// Same unit and action, smaller, and either told with "including" or going to one of the whole's recipients.
fn can_be_part(reading: &Reading<'_>, whole: &Claim, part: &Claim, total: Decimal) -> bool {
    let Amount { value: Some(value), .. } = part.slots.amount else { return false };
    let same = whole.slots.unit == part.slots.unit && whole.slots.per == part.slots.per && value < total;
    let related = whole.slots.action == part.slots.action
        || (whole.slots.action == Action::Have && part.slots.action == Action::Give);
    if !same || !related {
        return false;
    }
    let including = part.rules.contains(&"claim/including") || part.rules.contains(&"quantity/referred");
    let agrees = |a: &[String], b: &[String]| a.is_empty() || b.is_empty() || a == b;
    let recipients = !part.slots.recipient.is_empty()
        && part.slots.recipient.iter().all(|r| whole.slots.recipient.contains(r))
        && part.slots.recipient.len() < whole.slots.recipient.len();
    let stock = whole.slots.action == Action::Have
        && part.slots.action == Action::Give
        && whole.slots.product == part.slots.product;
    let near = reading.token_at(part.span.start()).saturating_sub(reading.token_at(whole.span.start())) < 200;
    near && agrees(&whole.slots.product, &part.slots.product)
        && agrees(&whole.slots.actor, &part.slots.actor)
        && (including || recipients || stock)
}
