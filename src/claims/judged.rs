//! What people have judged, as sets of keys: brought together, or held apart.

use foldhash::HashMap;

use crate::model::{KeyName, Pair, Verdict};

/// Which of the standing judgements are in force; they are given in the order in which they were made. Where some
/// contradict each other, directly or through others ("A is B, B is C, A is not C"), the later stands.
#[must_use]
pub fn in_force(judged: &[Pair]) -> Vec<bool> {
    let mut names: HashMap<&KeyName, usize> = HashMap::default();
    let mut nodes = Vec::with_capacity(judged.len());
    for pair in judged {
        nodes.push(pair.keys.each_ref().map(|name| {
            let next = names.len();
            *names.entry(name).or_insert(next)
        }));
    }
    let mut sets = Sets::new(names.len());
    let mut force = vec![false; judged.len()];
    for (at, pair) in judged.iter().enumerate().rev() {
        let Some([a, b]) = nodes.get(at).copied() else { continue };
        force[at] = sets.judge(pair.verdict, a, b);
    }
    force
}

/// Sets of things that are one, some of which may never be.
#[derive(Clone)]
pub(super) struct Sets {
    parent: Vec<usize>,
    apart: Vec<(usize, usize)>,
}

impl Sets {
    /// Each of `count` things on its own.
    pub(super) fn new(count: usize) -> Self {
        Self { parent: (0..count).collect(), apart: Vec::new() }
    }

    /// What stands for the set of `one`.
    pub(super) fn of(&mut self, one: usize) -> usize {
        let mut at = one;
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Takes in a judgement; `false` where those before it leave no room for it.
    pub(super) fn judge(&mut self, verdict: Verdict, a: usize, b: usize) -> bool {
        match verdict {
            Verdict::Same => self.unite(a, b),
            Verdict::Different if self.of(a) == self.of(b) => false,
            Verdict::Different => {
                self.apart.push((a, b));
                true
            }
        }
    }

    /// Makes one set of two, unless something in them is held apart.
    pub(super) fn unite(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        for at in 0..self.apart.len() {
            let (x, y) = self.apart[at];
            let (x, y) = (self.of(x), self.of(y));
            if (x, y) == (a, b) || (x, y) == (b, a) {
                return false;
            }
        }
        self.parent[a] = b;
        true
    }

    /// The pairs that are held apart, taken out: from here on anything may be one.
    pub(super) fn without_bars(mut self) -> (Self, Vec<(usize, usize)>) {
        let apart = std::mem::take(&mut self.apart);
        (self, apart)
    }
}
