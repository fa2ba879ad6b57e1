//! What was said, apart from how it is written: the words by which two quotes are told to be one.
//!
//! Quotation marks, case, accents, ellipses and white space are a paper's own; the words are the speaker's. A wording is
//! the words in order, one space between two. All that is asked of it here is asked of whole words.

use std::collections::BTreeSet;

use super::fold;

/// Words from which on a wording is somebody's own: fewer stand by chance in what another says.
pub const TELLING: usize = 5;

/// The words of a quote, or of its parts in their order; empty where there are none.
#[must_use]
pub fn wording<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut words = String::new();
    for part in parts {
        let mut between = true;
        let folded = fold(part);
        let mut chars = folded.chars().peekable();
        while let Some(c) = chars.next() {
            let inside = !between && chars.peek().is_some_and(|next| next.is_alphanumeric());
            if c == '\'' && inside {
                continue;
            }
            // "2.5" and "25" differ, "%" and "$" are said, and so is what is below zero
            let sign = c == '-' && between && chars.peek().is_some_and(char::is_ascii_digit);
            if (is_mark(c) && !sign) || c.is_whitespace() {
                between = true;
                continue;
            }
            if between && !words.is_empty() {
                words.push(' ');
            }
            words.push(c);
            between = false;
        }
    }
    words
}

/// Whether `outer` says all that `inner` says, in one stretch.
#[must_use]
pub fn holds(outer: &str, inner: &str) -> bool {
    format!(" {outer} ").contains(&format!(" {inner} "))
}

/// Whether `short` may be the same name as `long`, shortened: "moe" and "ingrid moe". No name may be any.
#[must_use]
pub fn shortens(short: &str, long: &str) -> bool {
    short.is_empty() || long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// Signs by which wordings that hold each other find each other, in the order of the words; none for a short wording.
///
/// Every five words in a row give the same sign wherever they stand, so that the signs of a wording are a stretch of
/// those of each that holds it. A sign is a hash of three words, of those in the five the ones with the most letters,
/// which are the rarest.
#[must_use]
pub fn signs(words: &str) -> Vec<i64> {
    let starts: Vec<usize> = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1)).collect();
    let end = |word: usize| starts.get(word + 1).map_or(words.len(), |next| next - 1);
    let threes = starts.iter().enumerate().filter(|(word, _)| word + 3 <= starts.len());
    let threes = threes.map(|(word, start)| words.get(*start..end(word + 2)).unwrap_or_default());
    let threes: Vec<(usize, i64)> = threes.map(|three| (three.len(), hash(three.as_bytes()))).collect();
    let mut signs: Vec<i64> =
        threes.windows(TELLING - 2).filter_map(|window| window.iter().max()).map(|(_, sign)| *sign).collect();
    signs.dedup();
    signs
}

/// How a wording with these signs begins: the sign of a wording of few, one made of the first three of any other. Much is
/// said that begins alike for five words; little does for more.
#[must_use]
pub fn lead(signs: &[i64]) -> Option<i64> {
    signs.get(..3).map(joined).or_else(|| signs.first().copied())
}

/// All beginnings of what a wording with these signs may hold, each once.
#[must_use]
pub fn leads(signs: &[i64]) -> BTreeSet<i64> {
    signs.iter().copied().chain(signs.windows(3).map(joined)).collect()
}

fn joined(signs: &[i64]) -> i64 {
    hash(&signs.iter().flat_map(|sign| sign.to_le_bytes()).collect::<Vec<u8>>())
}

/// FNV-1a: it is stored, and must be the same in every version.
fn hash(bytes: &[u8]) -> i64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step).cast_signed()
}

/// Signs that part words and are not said.
fn is_mark(c: char) -> bool {
    let said = matches!(c, '$' | '%' | '&' | '+' | '#' | '@' | '=' | '<' | '>');
    (c.is_ascii_punctuation() && !said)
        || c.is_control()
        || matches!(c, '«' | '»' | '¡' | '¿' | '·' | '´' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{TELLING, holds, lead, leads, shortens, signs, wording};

    #[test]
    fn what_a_paper_adds_is_left_out() {
        for (parts, words) in [
            (&["“We’ll sail,"][..], "well sail"),
            (&["We'll sail . . ."], "well sail"),
            (&["WE’LL – sail…"], "well sail"),
            (&["the ‘well-known’ Café\n\nopens"], "the well known cafe opens"),
            (&["We gave,", "and we give."], "we gave and we give"),
            (&["down -5.5%, up $5"], "down -5 5% up $5"),
            (&["10-15 people"], "10 15 people"),
            (&["“…”"], ""),
            (&[], ""),
        ] {
            assert_eq!(wording(parts.iter().copied()), words, "{parts:?}");
        }
    }

    #[test]
    fn whole_words_are_held_and_halves_are_not() {
        assert!(holds("we will sail at dawn", "sail at"));
        assert!(holds("at dawn", "at dawn"));
        assert!(!holds("we will assail at dawn", "sail at"));
        assert!(!holds("sail at dawn", "sail dawn"));
    }

    #[test]
    fn a_name_is_shortened_from_its_front() {
        assert!(shortens("moe", "ingrid moe"));
        assert!(shortens("ingrid moe", "ingrid moe"));
        assert!(shortens("", "moe"));
        assert!(!shortens("ingrid", "ingrid moe"));
        assert!(!shortens("oe", "moe"));
        assert!(!shortens("ingrid moe", "moe"));
    }

    #[test]
    fn few_words_have_no_sign() {
        assert!(signs("").is_empty());
        assert!(signs("one two three four").is_empty());
        assert_eq!(signs("one two three four five").len(), 1);
    }

    proptest! {
        #[test]
        fn a_wording_has_the_signs_of_those_it_holds(
            words in prop::collection::vec("[a-e]{1,3}", TELLING..40),
            (from, size) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        ) {
            let from = from.index(words.len() - TELLING + 1);
            let to = from + TELLING + size.index(words.len() - from - TELLING + 1);
            let (outer, inner) = (words.join(" "), words[from..to].join(" "));
            prop_assert!(holds(&outer, &inner));
            let (have, asked) = (signs(&outer), signs(&inner));
            prop_assert!(!asked.is_empty());
            prop_assert!(have.windows(asked.len()).any(|stretch| stretch == asked));
            prop_assert!(lead(&asked).is_some_and(|lead| leads(&have).contains(&lead)));
        }

        #[test]
        fn a_wording_is_its_own(text in any::<String>()) {
            let once = wording([text.as_str()]);
            prop_assert_eq!(wording([once.as_str()]), once.as_str());
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }
    }
}
