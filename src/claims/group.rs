//! Which keys of a block are one claim.
//!
//! Keys that say the same are one by being the same text. Beyond that, a key with open slots joins another that says
//! all it says and more, but only where there is exactly one such claim: an unstated slot never bridges two.

use foldhash::HashMap;

use super::key::{id, key};
use super::series::standing;
use crate::model::{Group, Keyed, Slots, Standing};

/// Groups the keys of one block. The same set gives the same groups, in any order. Linear in the number of keys.
#[must_use]
pub fn regroup(keys: &[Keyed]) -> Vec<Group> {
    let mut fuller: HashMap<Said<'_>, Fuller> = HashMap::default();
    for keyed in keys {
        for said in less(&keyed.slots) {
            fuller.entry(said).or_default().any = true;
        }
    }
    let is_top = |keyed: &Keyed| !fuller.get(&said(&keyed.slots, ALL)).is_some_and(|f| f.any);
    let (tops, open): (Vec<usize>, Vec<usize>) = (0..keys.len()).partition(|index| is_top(&keys[*index]));
    let mut groups: Vec<Group> = tops.iter().map(|top| group(&keys[*top], *top)).collect();
    for (of, top) in tops.iter().enumerate() {
        for said in less(&keys[*top].slots) {
            fuller.entry(said).or_default().tops.push(of);
        }
    }
    for index in open {
        match fuller.get(&said(&keys[index].slots, ALL)).map(|f| f.tops.as_slice()) {
            Some([only]) => groups[*only].members.push(index),
            _ => groups.push(group(&keys[index], index)),
        }
    }
    for group in &mut groups {
        group.members.sort_unstable();
        for member in &group.members {
            group.history.merge(&keys[*member].history);
        }
        group.standing = standing(&group.slots, &group.history);
    }
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups
}

/// What a key says of its three lists; an open one says nothing.
type Said<'k> = [&'k [String]; 3];

/// The keys that say all that some key says, and more.
#[derive(Default)]
struct Fuller {
    /// Whether there are any.
    any: bool,
    /// Those that none is fuller than, as indices into the groups.
    tops: Vec<usize>,
}

/// All three lists.
const ALL: u8 = 0b111;

/// What is said of the lists of `mask`.
fn said(slots: &Slots, mask: u8) -> Said<'_> {
    let of = |bit: u8, list: &'_ [String]| if mask & bit == 0 { 0..0 } else { 0..list.len() };
    let (a, b, c) = (&slots.actor, &slots.recipient, &slots.product);
    [&a[of(1, a)], &b[of(2, b)], &c[of(4, c)]]
}

/// Everything that says less than the slots do, but something: a claim that says nothing of its sides could be
/// anybody's and joins none.
fn less(slots: &Slots) -> impl Iterator<Item = Said<'_>> {
    let stated = [&slots.actor, &slots.recipient, &slots.product];
    let stated =
        stated.iter().enumerate().fold(0, |mask, (bit, list)| if list.is_empty() { mask } else { mask | 1 << bit });
    (1..stated).filter(move |mask| mask & stated == *mask).map(|mask| said(slots, mask))
}

fn group(keyed: &Keyed, index: usize) -> Group {
    Group {
        id: id(&key(&keyed.slots)),
        slots: keyed.slots.clone(),
        history: keyed.history.clone(),
        standing: Standing::default(),
        members: vec![index],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::regroup;
    use crate::claims::key::key;
    use crate::model::{Action, Amount, Bound, First, Group, History, Keyed, Slots, Status};

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
        let first = First { day: None, dates: Vec::new(), article: String::new(), says: Vec::new() };
        let history = History { first, statuses: vec![Status::Done], bounds: vec![Bound::Exactly] };
        Keyed { key: key(&slots), slots, history }
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

    /// Whether `full` says all that `open` says, and more.
    fn fills(full: &Slots, open: &Slots) -> bool {
        let lists = |slots: &Slots| [slots.actor.clone(), slots.recipient.clone(), slots.product.clone()];
        let stated = |slots: &Slots| lists(slots).iter().filter(|list| !list.is_empty()).count();
        let agree = lists(full).iter().zip(&lists(open)).all(|(full, open)| open.is_empty() || full == open);
        stated(open) > 0 && stated(full) > stated(open) && agree
    }

    proptest! {
        #[test]
        fn keys_are_together_where_one_top_fills_them(
            slots in prop::collection::btree_set((0usize..3, 0usize..3, 0usize..3), 0..16),
        ) {
            let names: [&[&str]; 3] = [&[], &["A"], &["B"]];
            let keys: Vec<Keyed> = slots.iter().map(|(a, b, c)| keyed(names[*a], names[*b], names[*c])).collect();
            let groups = regroup(&keys);
            let of = |index: usize| groups.iter().position(|g| g.members.contains(&index));
            let filled = |a: &Keyed| keys.iter().any(|b| fills(&b.slots, &a.slots));
            for (index, open) in keys.iter().enumerate() {
                let tops: Vec<usize> =
                    (0..keys.len()).filter(|top| fills(&keys[*top].slots, &open.slots) && !filled(&keys[*top])).collect();
                let together = |top: usize| of(top) == of(index);
                match tops.as_slice() {
                    [only] => prop_assert!(together(*only)),
                    several => prop_assert!(!several.iter().any(|top| together(*top))),
                }
            }
        }

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
