//! Which keys are one claim.
//!
//! Keys that say the same are one by being the same text. Beyond that, a key with open slots joins another of its block
//! that says all it says and more, but only where there is exactly one such claim: an unstated slot never bridges two.
//! What people have judged goes before: it makes one claim of keys of any blocks, and holds keys apart.

use std::cmp::Reverse;

use foldhash::HashMap;

use super::judged::Sets;
use super::key::{block, id, key};
use super::series::standing;
use crate::model::{Group, KeyName, Keyed, Pair, Slots, Standing};

/// Groups keys: those of one block, or of all blocks that judgements tie together. `judged` holds the standing
/// judgements in the order in which they were made, which matters only where they contradict each other. The same keys
/// give the same groups, in any order. Linear in the number of keys that are not judged.
#[must_use]
pub fn regroup(keys: &[Keyed], judged: &[Pair]) -> Vec<Group> {
    let names = if judged.is_empty() { Vec::new() } else { keys.iter().map(name).collect() };
    let mut sets = together(&names, keys.len(), judged);
    let mut joins = joins(keys, &names, &mut sets);
    let (mut all, apart) = sets.clone().without_bars();
    if !apart.is_empty() {
        for (open, top) in &joins {
            all.unite(*open, *top);
        }
        // keys that would meet though they are held apart do not join: each could be the one that is meant
        let torn = apart.iter().filter(|(a, b)| all.of(*a) == all.of(*b));
        let torn: Vec<usize> = torn.flat_map(|(a, b)| [*a, *b]).map(|key| sets.of(key)).collect();
        let (lone, mut kept): (Vec<_>, Vec<_>) =
            joins.into_iter().partition(|(open, _)| torn.contains(&sets.of(*open)));
        let may_be_lone = |open: usize| {
            let said = (names.get(open).map(|name| &name.block), said(&keys[open].slots, ALL));
            let fills = |lone: usize| less(&keys[lone].slots).any(|s| (names.get(lone).map(|n| &n.block), s) == said);
            lone.iter().any(|(lone, _)| fills(*lone))
        };
        kept.retain(|(open, _)| !may_be_lone(*open));
        kept.sort_by_key(|(open, _)| names.get(*open));
        joins = kept;
    }
    for (open, top) in joins {
        sets.unite(open, top);
    }
    groups(keys, &mut sets)
}

fn name(keyed: &Keyed) -> KeyName {
    KeyName { block: block(&keyed.slots), key: keyed.key.clone() }
}

/// The keys, and those that are not there at present, as far as judgements bring them together.
fn together(names: &[KeyName], keys: usize, judged: &[Pair]) -> Sets {
    let mut nodes: HashMap<&KeyName, usize> = names.iter().zip(0..).collect();
    let mut pairs = Vec::with_capacity(judged.len());
    for pair in judged {
        let node = |name| {
            let next = nodes.len();
            *nodes.entry(name).or_insert(next)
        };
        pairs.push((pair.verdict, pair.keys.each_ref().map(node)));
    }
    let mut sets = Sets::new(nodes.len().max(keys));
    for (verdict, [a, b]) in pairs.into_iter().rev() {
        sets.judge(verdict, a, b);
    }
    sets
}

/// Each key that exactly one claim of its block fills, with a fuller key of that claim. All are of one block where no
/// names are given.
fn joins(keys: &[Keyed], names: &[KeyName], sets: &mut Sets) -> Vec<(usize, usize)> {
    let of = |index: usize| names.get(index).map(|name| name.block.as_str());
    let mut fuller: HashMap<(Option<&str>, Said<'_>), Fuller> = HashMap::default();
    for (index, keyed) in keys.iter().enumerate() {
        for said in less(&keyed.slots) {
            fuller.entry((of(index), said)).or_default().any = true;
        }
    }
    let whole = |index: usize| (of(index), said(&keys[index].slots, ALL));
    let is_top = |index: &usize| !fuller.get(&whole(*index)).is_some_and(|f| f.any);
    let (tops, open): (Vec<usize>, Vec<usize>) = (0..keys.len()).partition(is_top);
    for top in tops {
        for said in less(&keys[top].slots) {
            fuller.entry((of(top), said)).or_default().tops.push(top);
        }
    }
    let only = |open: usize| {
        let (first, others) = fuller.get(&whole(open))?.tops.split_first()?;
        others.iter().all(|other| sets.of(*other) == sets.of(*first)).then_some((open, *first))
    };
    open.into_iter().filter_map(only).collect()
}

/// The claims that sets of keys are, by id; each is told by its fullest key.
fn groups(keys: &[Keyed], sets: &mut Sets) -> Vec<Group> {
    let mut members: HashMap<usize, usize> = HashMap::default();
    let mut lists: Vec<Vec<usize>> = Vec::new();
    for index in 0..keys.len() {
        let at = *members.entry(sets.of(index)).or_insert(lists.len());
        match lists.get_mut(at) {
            Some(list) => list.push(index),
            None => lists.push(vec![index]),
        }
    }
    let mut groups: Vec<Group> = lists.into_iter().filter_map(|members| group(keys, members)).collect();
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups
}

fn group(keys: &[Keyed], members: Vec<usize>) -> Option<Group> {
    let fullest = members.iter().map(|index| &keys[*index]).max_by_key(|keyed| fullness(keyed))?;
    let mut history = fullest.history.clone();
    for member in &members {
        history.merge(&keys[*member].history);
    }
    let slots = fullest.slots.clone();
    let standing: Standing = standing(&slots, &history);
    Some(Group { id: id(&key(&slots)), slots, history, standing, members })
}

/// How much a key says: lists that are stated, then a number that is exact, then the first by its text.
fn fullness(keyed: &Keyed) -> impl Ord + '_ {
    let Slots { actor, recipient, product, amount, .. } = &keyed.slots;
    let stated = [actor, recipient, product].into_iter().filter(|list| !list.is_empty()).count();
    (stated, amount.value.is_some(), Reverse(&keyed.key))
}

/// What a key says of its three lists; an open one says nothing.
type Said<'k> = [&'k [String]; 3];

/// The keys that say all that some key says, and more.
#[derive(Default)]
struct Fuller {
    /// Whether there are any.
    any: bool,
    /// Those that none is fuller than, as indices into the keys.
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
        regroup(keys, &[]).iter().map(of).collect()
    }

    #[test]
    fn an_open_slot_joins_the_one_claim_that_fills_it() {
        let keys = [keyed(&["NO"], &["KE"], &["Moderna"]), keyed(&["NO"], &[], &["Moderna"]), keyed(&[], &["KE"], &[])];
        assert_eq!(regroup(&keys, &[]).len(), 1);
    }

    #[test]
    fn an_open_slot_never_bridges_two() {
        let keys = [keyed(&["NO"], &["KE"], &[]), keyed(&["NO"], &["GH"], &[]), keyed(&["NO"], &[], &[])];
        assert_eq!(regroup(&keys, &[]).len(), 3);
    }

    #[test]
    fn a_claim_that_names_nobody_joins_none() {
        let keys = [keyed(&["NO"], &["KE"], &[]), keyed(&[], &[], &[])];
        assert_eq!(regroup(&keys, &[]).len(), 2);
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
            let groups = regroup(&keys, &[]);
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
