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

/// How a wording begins, nothing for a short one: its first eight words, or five where it has no eight. What holds it
/// has the same among its [`leads`].
///
/// All words count, numbers and names too: of "about 98 people were displaced in Chile" thousands share the rest.
#[must_use]
pub fn lead(words: &str) -> Option<i64> {
    LEADS.iter().find_map(|&many| runs(words, many).next())
}

/// All beginnings of what a wording may hold, each once.
#[must_use]
pub fn leads(words: &str) -> BTreeSet<i64> {
    LEADS.iter().flat_map(|&many| runs(words, many)).collect()
}

/// How many words a lead has, the more telling first: much is said that begins alike for five, little does for eight.
const LEADS: [usize; 2] = [8, TELLING];

/// A hash of every so many words in a row.
fn runs(words: &str, many: usize) -> impl Iterator<Item = i64> {
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    let ends = words.match_indices(' ').map(|(at, _)| at).chain(std::iter::once(words.len())).skip(many - 1);
    starts.zip(ends).map(|(start, end)| hash(words.get(start..end).unwrap_or_default().as_bytes()))
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

    use super::{TELLING, holds, lead, leads, shortens, wording};

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
    fn few_words_have_no_lead() {
        assert_eq!(lead(""), None);
        assert_eq!(lead("one two three four"), None);
        assert!(lead("one two three four five").is_some());
        assert!(leads("one two three four").is_empty());
    }

    #[test]
    fn a_phrase_that_many_say_is_no_lead() {
        assert_ne!(lead("about 98 people were displaced"), lead("about 97 people were displaced"));
        let [chile, ghana] =
            ["chile", "ghana"].map(|place| lead(&format!("about 98 people were displaced in {place}")));
        assert_eq!(chile, ghana, "seven words, told by five");
        assert_ne!(
            lead("about 98 people were displaced in chile yesterday"),
            lead("about 98 people were displaced in ghana yesterday")
        );
    }

    proptest! {
        #[test]
        fn a_wording_has_the_lead_of_those_it_holds(
            words in prop::collection::vec("[a-e]{1,3}", TELLING..40),
            (from, size) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        ) {
            let from = from.index(words.len() - TELLING + 1);
            let to = from + TELLING + size.index(words.len() - from - TELLING + 1);
            let (outer, inner) = (words.join(" "), words[from..to].join(" "));
            prop_assert!(holds(&outer, &inner));
            prop_assert!(lead(&inner).is_some_and(|lead| leads(&outer).contains(&lead)));
        }

        #[test]
        fn a_wording_is_its_own(text in any::<String>()) {
            let once = wording([text.as_str()]);
            prop_assert_eq!(wording([once.as_str()]), once.as_str());
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }
    }
}
