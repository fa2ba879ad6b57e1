//! Which keys of a block are one claim.
//!
//! Keys that say the same are one by being the same text. Beyond that, a key with open slots joins another that says
//! all it says and more, but only where there is exactly one such claim: an unstated slot never bridges two.

use super::key::{id, key};
use crate::model::{Group, Keyed, Slots};

/// Groups the keys of one block. The same set gives the same groups, in any order.
#[must_use]
pub fn regroup(keys: &[Keyed]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    // the fullest first, then by key: a claim is told by its fullest member
    order.sort_by(|a, b| {
        stated(&keys[*b].slots).cmp(&stated(&keys[*a].slots)).then_with(|| keys[*a].key.cmp(&keys[*b].key))
    });
    let tops: Vec<usize> =
        order.iter().copied().filter(|a| !order.iter().any(|b| fills(&keys[*b].slots, &keys[*a].slots))).collect();
    let mut groups: Vec<Group> = tops.iter().map(|top| group(&keys[*top], *top)).collect();
    for index in order {
        if tops.contains(&index) {
            continue;
        }
        let mut above = tops.iter().enumerate().filter(|(_, top)| fills(&keys[**top].slots, &keys[index].slots));
        match (above.next(), above.next()) {
            (Some((only, _)), None) => groups[only].members.push(index),
            _ => groups.push(group(&keys[index], index)),
        }
    }
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups
}

fn group(keyed: &Keyed, index: usize) -> Group {
    Group { id: id(&key(&keyed.slots)), slots: keyed.slots.clone(), members: vec![index] }
}

/// How many of the open slots are stated.
fn stated(slots: &Slots) -> usize {
    lists(slots).iter().filter(|list| !list.is_empty()).count()
}

/// Whether `full` says all that `open` says, and more. A claim that says nothing of its sides joins none: it could be
/// anybody's.
fn fills(full: &Slots, open: &Slots) -> bool {
    let pairs = || lists(full).into_iter().zip(lists(open));
    stated(open) > 0 && stated(full) > stated(open) && pairs().all(|(full, open)| open.is_empty() || full == open)
}

fn lists(slots: &Slots) -> [&Vec<String>; 3] {
    [&slots.actor, &slots.recipient, &slots.product]
}
