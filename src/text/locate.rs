//! Where words stand in a text that may not be the one they were taken from.

use crate::model::{Located, Span};

/// Looks for words first where they stood, then by their sentence, where that is known, then by themselves.
///
/// `sentence` is the words' sentence, and the byte of it in which they begin. By themselves, words count where no letter
/// or digit goes on before or behind them: "12" does not stand in "112" or "12.5". Linear in the text.
#[must_use]
pub fn locate(text: &str, span: Span, words: &str, sentence: Option<(&str, usize)>) -> Located {
    if words.is_empty() {
        return Located::Gone;
    }
    if span.of(text) == words {
        return Located::Found;
    }
    if let Some((sentence, within)) = sentence.filter(|(sentence, _)| !sentence.is_empty()) {
        let mut found = text.match_indices(sentence);
        if let (Some((at, _)), None) = (found.next(), found.next()) {
            return Located::Moved(Span::new(at + within, at + within + words.len()));
        }
    }
    let mut found = text.match_indices(words).filter(|(at, _)| is_whole(text, *at, *at + words.len()));
    match (found.next(), found.count()) {
        (None, _) => Located::Gone,
        (Some((at, _)), 0) => Located::Moved(Span::new(at, at + words.len())),
        (Some(_), more) => Located::Ambiguous(more + 1),
    }
}

/// Whether neither a word nor a number goes on beyond the ends.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = text.split_at(start);
    let after = &after[end - start..];
    !goes_on(before.chars().rev()) && !goes_on(after.chars())
}

/// Whether a letter or digit comes next, or a digit behind the point or comma of a number.
fn goes_on(mut chars: impl Iterator<Item = char>) -> bool {
    match chars.next() {
        Some('.' | ',') => chars.next().is_some_and(|next| next.is_ascii_digit()),
        next => next.is_some_and(char::is_alphanumeric),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Located, Span, locate};

    #[test]
    fn words_are_found_moved_ambiguous_or_gone() {
        let text = "Kenya got 12 doses, 112 more and 12.5 tonnes. Ghana got 40.";
        let at = |start, words: &str| locate(text, Span::new(start, start + words.len()), words, None);
        assert_eq!(at(10, "12"), Located::Found);
        assert_eq!(at(11, "12"), Located::Moved(Span::new(10, 12)));
        assert_eq!(at(0, "40"), Located::Moved(Span::new(56, 58)));
        assert_eq!(at(0, "got"), Located::Ambiguous(2));
        assert_eq!(at(0, "13"), Located::Gone);
        assert_eq!(at(0, ""), Located::Gone);
        assert_eq!(at(4_000_000, "12"), Located::Moved(Span::new(10, 12)));
    }

    #[test]
    fn the_sentence_tells_which_of_several_is_meant() {
        let text = "New. Kenya got 12. Ghana got 12.";
        let moved = locate(text, Span::new(10, 12), "12", Some(("Ghana got 12.", 10)));
        assert_eq!(moved, Located::Moved(Span::new(29, 31)));
        assert_eq!(locate(text, Span::new(10, 12), "12", Some(("Togo got 12.", 9))), Located::Ambiguous(2));
    }

    proptest! {
        #[test]
        fn any_text_is_looked_through(text in ".{0,40}", words in ".{0,3}", start in 0..60_usize, length in 0..9_usize) {
            if let Located::Moved(span) = locate(&text, Span::new(start, start + length), &words, None) {
                prop_assert_eq!(span.of(&text), words);
            }
        }
    }
}
