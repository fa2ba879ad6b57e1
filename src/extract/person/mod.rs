//! People, with their roles and all their mentions.
//!
//! No list of persons: a run of capitalised words is a name where the text shows that a person stands behind it, by a
//! title before it, an apposition behind it or a verb of saying beside it. All forms of a name in the article are one
//! person.

mod names;
mod roles;

use foldhash::HashMap;

use super::Reading;
use super::grammar::Tags;
use crate::model::{Person, Span};
use names::Run;

/// The people of a text, and who stands where.
#[derive(Debug, Default)]
pub(super) struct People {
    /// In the order of their first mention.
    pub(super) people: Vec<Person>,
    /// Every mention, in order: first token, one past the last, index into `people`.
    mentions: Vec<(usize, usize, usize)>,
}

impl People {
    /// The first mention that begins at one of the tokens, as (first token, one past the last, person).
    pub(super) fn within(&self, first: usize, end: usize) -> Option<(usize, usize, usize)> {
        let at = self.mentions.partition_point(|m| m.0 < first);
        self.mentions.get(at).copied().filter(|m| m.1 <= end)
    }

    /// Every mention, in order, as [`People::within`] gives it.
    pub(super) fn all(&self) -> &[(usize, usize, usize)] {
        &self.mentions
    }

    /// All mentions between two tokens.
    pub(super) fn all_within(&self, first: usize, end: usize) -> &[(usize, usize, usize)] {
        let from = self.mentions.partition_point(|m| m.0 < first);
        let to = self.mentions.partition_point(|m| m.0 < end).max(from);
        self.mentions.get(from..to).unwrap_or(&[])
    }
}

/// All people, in the order of their first mention.
pub(super) fn people(reading: &Reading<'_>, tags: &Tags) -> People {
    let runs = names::runs(reading, tags);
    let mut persons = Persons::default();
    // full names first, so that a surname that stands before them finds them too
    for (index, run) in runs.iter().enumerate().filter(|(_, run)| run.words.len() > 1) {
        persons.full(index, run);
    }
    for (index, run) in runs.iter().enumerate().filter(|(_, run)| run.words.len() == 1) {
        persons.short(index, run);
    }
    persons.finish(reading, tags, &runs)
}

/// A person while the names are put together: indices into the runs.
#[derive(Debug, Default)]
struct Cluster {
    runs: Vec<usize>,
    /// Whether anything shows that it is a person.
    shown: bool,
}

#[derive(Debug, Default)]
struct Persons {
    clusters: Vec<Cluster>,
    /// From the key of a full name to its cluster.
    by_name: HashMap<String, usize>,
    /// From the key of a last name to the runs that give it in full, in order, with their clusters.
    by_last: HashMap<String, Vec<(usize, usize)>>,
    /// The same by the first name, which counts where no last name fits.
    by_first: HashMap<String, Vec<(usize, usize)>>,
}

impl Persons {
    fn full(&mut self, index: usize, run: &Run<'_>) {
        let (Some(first), Some(last)) = (run.words.first(), run.words.last()) else { return };
        let (first, last) = (names::key(first), names::key(last));
        let full = format!("{first} {last}");
        let cluster = *self.by_name.entry(full).or_insert_with(|| {
            self.clusters.push(Cluster::default());
            self.clusters.len() - 1
        });
        // "López Obrador": the name before the last can stand for a person as well as the last
        let before =
            run.words.len().checked_sub(2).filter(|i| *i > 0).and_then(|i| run.words.get(i)).map(|w| names::key(w));
        self.by_first.entry(first).or_default().push((index, cluster));
        for name in std::iter::once(last).chain(before) {
            self.by_last.entry(name).or_default().push((index, cluster));
        }
        self.add(cluster, index, run.shown);
    }

    fn short(&mut self, index: usize, run: &Run<'_>) {
        let Some(word) = run.words.first() else { return };
        let key = names::key(word);
        // of two that bear the name, the one named last in full before; before any, the first of the text
        let bearers = self.by_last.get(&key).or_else(|| self.by_first.get(&key)).map_or(&[][..], Vec::as_slice);
        let before = bearers.partition_point(|(full, _)| *full < index);
        let known = bearers.get(before.saturating_sub(1)).map(|(_, cluster)| *cluster);
        match known {
            Some(cluster) => self.add(cluster, index, run.shown),
            None if run.shown => {
                self.clusters.push(Cluster::default());
                let new = self.clusters.len() - 1;
                self.by_last.entry(key).or_default().push((index, new));
                self.add(new, index, true);
            }
            // a surname that was seen with nothing beside it counts from its first evidence on
            None => {}
        }
    }

    fn add(&mut self, cluster: usize, run: usize, shown: bool) {
        if let Some(cluster) = self.clusters.get_mut(cluster) {
            cluster.runs.push(run);
            cluster.shown |= shown;
        }
    }

    fn finish(mut self, reading: &Reading<'_>, tags: &Tags, runs: &[Run<'_>]) -> People {
        self.clusters.retain(|cluster| cluster.shown);
        for cluster in &mut self.clusters {
            cluster.runs.sort_unstable();
        }
        self.clusters.sort_by_key(|cluster| cluster.runs.first().copied());
        let mut found = People::default();
        for (index, cluster) in self.clusters.iter().enumerate() {
            let of = || cluster.runs.iter().filter_map(|run| runs.get(*run));
            found.people.push(person(reading, tags, of().collect()));
            found.mentions.extend(of().map(|run| (run.tokens.start, run.tokens.end, index)));
        }
        found.mentions.sort_unstable();
        found
    }
}

fn person(reading: &Reading<'_>, tags: &Tags, runs: Vec<&Run<'_>>) -> Person {
    // the fullest form: most words, then most letters (a copy may have lost some), then the first
    let fullest = runs.iter().enumerate().max_by_key(|(index, run)| {
        let letters: usize = run.words.iter().map(|w| w.chars().count()).sum();
        (run.words.len(), letters, std::cmp::Reverse(*index))
    });
    let name = fullest.map(|(_, run)| {
        reading.span(run.tokens.clone()).of(reading.text).split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let mentions: Vec<Span> = runs.iter().map(|run| reading.span(run.tokens.clone())).collect();
    let role = roles::best(reading, tags, &runs);
    Person {
        name: name.unwrap_or_default(),
        role: role.as_ref().map(|role| role.text.clone()),
        organisation: role.as_ref().and_then(|role| role.organisation.clone()),
        country: role.as_ref().and_then(|role| role.country.clone()),
        official: role.is_some_and(|role| role.official),
        mentions,
    }
}

/// The rules of this kind: what shows that a name is a person's.
pub(super) const RULES: &[&str] =
    &[names::EVIDENCE[0].0, names::EVIDENCE[1].0, names::EVIDENCE[2].0, names::EVIDENCE[3].0, names::EVIDENCE[4].0];
