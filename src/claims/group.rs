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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::regroup;
    use crate::claims::key::key;
    use crate::model::{Action, Amount, Group, Keyed, Slots};

    fn keyed(actor: &[&str], recipient: &[&str], product: &[&str]) -> Keyed {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
        let slots = Slots {
            action: Action::Give,
            amount: Amount::exact(Decimal::from(4)),
            unit: "dose".to_owned(),
            per: None,
            actor: names(actor),
            recipient: names(recipient),
            product: names(product),
        };
        Keyed { key: key(&slots), slots }
    }

    /// The keys of each group, apart from any order.
    fn grouped(keys: &[Keyed]) -> Vec<(String, Vec<String>)> {
        let of = |group: &Group| {
            let mut members: Vec<String> = group.members.iter().map(|i| keys[*i].key.clone()).collect();
            members.sort();
            (group.id.clone(), members)
        };
        regroup(keys).iter().map(of).collect()
    }

    #[test]
    fn an_open_slot_joins_the_one_claim_that_fills_it() {
        let keys = [keyed(&["NO"], &["KE"], &["Moderna"]), keyed(&["NO"], &[], &["Moderna"]), keyed(&[], &["KE"], &[])];
        assert_eq!(regroup(&keys).len(), 1);
    }

    #[test]
    fn an_open_slot_never_bridges_two() {
        let keys = [keyed(&["NO"], &["KE"], &[]), keyed(&["NO"], &["GH"], &[]), keyed(&["NO"], &[], &[])];
        assert_eq!(regroup(&keys).len(), 3);
    }

    #[test]
    fn a_claim_that_names_nobody_joins_none() {
        let keys = [keyed(&["NO"], &["KE"], &[]), keyed(&[], &[], &[])];
        assert_eq!(regroup(&keys).len(), 2);
    }

    proptest! {
        #[test]
        fn any_order_gives_the_same_groups(
            slots in prop::collection::btree_set((0usize..3, 0usize..3, 0usize..3), 0..12),
            seed in any::<prop::sample::Index>(),
        ) {
            let names: [&[&str]; 3] = [&[], &["A"], &["A", "B"]];
            let mut keys: Vec<Keyed> = slots.iter().map(|(a, b, c)| keyed(names[*a], names[*b], names[*c])).collect();
            let once = grouped(&keys);
            let every: usize = once.iter().map(|(_, members)| members.len()).sum();
            prop_assert_eq!(every, keys.len(), "each key in one group");
            if !keys.is_empty() {
                let middle = seed.index(keys.len());
                keys.rotate_left(middle);
                keys.reverse();
            }
            prop_assert_eq!(grouped(&keys), once);
        }
    }
}
