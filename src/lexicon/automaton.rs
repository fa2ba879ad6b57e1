//! One automaton over tokens for all the words of the lexicon.
//!
//! It walks token by token, so white space of any kind, line ends and accents make no difference, and a form can only
//! match whole words. A form's capitals are its own requirement: `doses` matches in any case, `May` only with a
//! capital, `US` only in capitals.

use std::ops::Range;

use foldhash::HashMap;

use super::Sense;
use crate::text::{self, Case, Token, fold};

/// Words that the lexicon knows, at their place among a text's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// What they can be.
    pub sense: Sense,
}

/// All hits in a text, overlapping ones too.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    hits: Vec<Hit>,
    /// For each token, where its hits begin in `hits`; one more for the end.
    starts: Vec<u32>,
}

impl Hits {
    /// Hits that begin at a token, the longest first; none before the first token, asked for as one less than it.
    #[must_use]
    #[inline]
    pub fn at(&self, token: usize) -> &[Hit] {
        self.within(token..token.saturating_add(1))
    }

    /// Hits that begin at one of the tokens, in order.
    #[must_use]
    #[inline]
    pub fn within(&self, tokens: Range<usize>) -> &[Hit] {
        let last = self.starts.len().saturating_sub(1);
        let (Some(start), Some(end)) = (self.starts.get(tokens.start.min(last)), self.starts.get(tokens.end.min(last)))
        else {
            return &[];
        };
        self.hits.get(*start as usize..*end as usize).unwrap_or(&[])
    }

    /// All hits, by first token, the longest first.
    #[must_use]
    pub fn all(&self) -> &[Hit] {
        &self.hits
    }
}

#[derive(Debug, Default)]
pub(super) struct Automaton {
    vocabulary: HashMap<Box<str>, u32>,
    steps: HashMap<(u32, u32), u32>,
    /// The steps from the root again, by word: most walks end there.
    first: Vec<u32>,
    /// For each state, the forms that end there.
    ends: Vec<Vec<End>>,
}

#[derive(Clone, Debug, PartialEq)]
struct End {
    cases: Box<[Case]>,
    sense: Sense,
}

const ROOT: u32 = 0;
/// No word and no state has this number.
const NONE: u32 = u32::MAX;

impl Automaton {
    /// Adds a form. The same form may have many senses.
    pub(super) fn add(&mut self, form: &str, sense: Sense) {
        let tokens = text::tokens(form);
        if tokens.is_empty() {
            return;
        }
        self.state_count();
        let mut state = ROOT;
        for token in &tokens {
            let word = fold(token.span.of(form));
            let next = u32::try_from(self.vocabulary.len()).unwrap_or(u32::MAX);
            let id = *self.vocabulary.entry(word.into()).or_insert(next);
            let fresh = self.state_count();
            state = *self.steps.entry((state, id)).or_insert(fresh);
            if state == fresh {
                self.ends.push(Vec::new());
            }
        }
        let end = End { cases: tokens.iter().map(|t| t.case).collect(), sense };
        let ends = &mut self.ends[state as usize];
        if !ends.contains(&end) {
            ends.push(end);
        }
    }

    fn state_count(&mut self) -> u32 {
        if self.ends.is_empty() {
            self.ends.push(Vec::new());
        }
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Makes it ready to scan, and puts the senses of each state in one order, whatever the order they were added in.
    pub(super) fn finish(&mut self) {
        for ends in &mut self.ends {
            ends.sort_by_key(|end| end.sense);
        }
        let step = |word| self.steps.get(&(ROOT, word)).copied().unwrap_or(NONE);
        self.first = (0..u32::try_from(self.vocabulary.len()).unwrap_or(NONE)).map(step).collect();
    }

    fn step(&self, state: u32, word: u32) -> Option<u32> {
        if word == NONE {
            None
        } else if state == ROOT {
            self.first.get(word as usize).copied().filter(|next| *next != NONE)
        } else {
            self.steps.get(&(state, word)).copied()
        }
    }

    /// The number of each token's word; `NONE` where no form has it.
    fn ids(&self, text: &str, tokens: &[Token]) -> Vec<u32> {
        let mut small = String::new();
        let id = |token: &Token| {
            let word = token.span.of(text);
            let known = if !word.is_ascii() {
                self.vocabulary.get(&*fold(word))
            } else if token.case == Case::Lower {
                self.vocabulary.get(word)
            } else {
                small.clear();
                small.push_str(word);
                small.make_ascii_lowercase();
                self.vocabulary.get(&*small)
            };
            known.copied().unwrap_or(NONE)
        };
        tokens.iter().map(id).collect()
    }

    pub(super) fn scan(&self, text: &str, tokens: &[Token]) -> Hits {
        let ids = self.ids(text, tokens);
        let mut found = Hits { hits: Vec::with_capacity(tokens.len()), starts: Vec::with_capacity(tokens.len() + 1) };
        for first in 0..tokens.len() {
            let begin = found.hits.len();
            found.starts.push(u32::try_from(begin).unwrap_or(u32::MAX));
            let mut state = ROOT;
            for (at, token) in tokens.iter().enumerate().skip(first) {
                if at > first && token.starts_paragraph {
                    break;
                }
                let Some(next) = self.step(state, ids[at]) else { break };
                state = next;
                for end in &self.ends[state as usize] {
                    let fits = end.cases.iter().zip(&tokens[first..=at]).all(|(form, token)| fits(*form, token.case));
                    // a word can be one thing in two spellings ("US", "us" by a user); once is enough
                    if fits && !found.hits[begin..].iter().any(|hit| hit.end == at + 1 && hit.sense == end.sense) {
                        found.hits.push(Hit { first, end: at + 1, sense: end.sense });
                    }
                }
            }
            found.hits[begin..].reverse();
        }
        found.starts.push(u32::try_from(found.hits.len()).unwrap_or(u32::MAX));
        found
    }
}

/// Whether a word written in `case` can be a form written in `form`.
fn fits(form: Case, case: Case) -> bool {
    match form {
        Case::None | Case::Lower | Case::Mixed => true,
        Case::Title => case.capital(),
        Case::Upper => case == Case::Upper,
    }
}
