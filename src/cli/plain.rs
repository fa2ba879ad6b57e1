//! Words from the web, made safe for a terminal.

use std::borrow::Cow;
use std::ops::Range;

use crate::record::words::{is_steering, shown};

/// Words on one line, without what could steer a terminal or disguise them: control characters, and the marks that turn
/// the direction of writing, are shown as U+FFFD; any run of white space is one space.
pub(super) fn plain(words: &str) -> Cow<'_, str> {
    let mut after_space = true;
    let is_plain = |c: char| {
        let keeps = if c == ' ' { !after_space } else { !c.is_whitespace() && !is_steering(c) };
        after_space = c == ' ';
        keeps
    };
    if words.chars().all(is_plain) {
        return Cow::Borrowed(words.trim_end());
    }
    let mut clean = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.extend(word.chars().map(shown));
    }
    Cow::Owned(clean)
}

/// Words with others around them on one line, made safe as [`plain`] does, and where they stand in it (bytes).
pub(super) fn plain_within(before: &str, words: &str, after: &str) -> (String, Range<usize>) {
    let mut line = plain(before).into_owned();
    if !line.is_empty() && before.ends_with(char::is_whitespace) {
        line.push(' ');
    }
    let start = line.len();
    line.push_str(&plain(words));
    let end = line.len();
    if after.starts_with(char::is_whitespace) {
        line.push(' ');
    }
    line.push_str(&plain(after));
    line.truncate(line.trim_end().len().max(end));
    (line, start..end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::plain;
    use crate::record::words::is_steering;

    #[test]
    fn escape_sequences_lose_their_escape_and_lines_their_ends() {
        for (words, expected) in [
            ("as it was, “é” 日本", "as it was, “é” 日本"),
            ("two\nlines\tand\u{a0}more", "two lines and more"),
            ("  around  ", "around"),
            ("\u{1b}[31mred\u{1b}]0;title\u{7}", "\u{fffd}[31mred\u{fffd}]0;title\u{fffd}"),
            ("\u{9b}2J", "\u{fffd}2J"),
            ("a\u{202e}b", "a\u{fffd}b"),
            ("", ""),
        ] {
            assert_eq!(plain(words), expected);
        }
    }

    proptest! {
        #[test]
        fn nothing_steers_and_twice_is_once(words in any::<String>()) {
            let once = plain(&words).into_owned();
            prop_assert!(!once.chars().any(|c| is_steering(c) || (c.is_whitespace() && c != ' ')));
            prop_assert_eq!(plain(&once), once.as_str());
        }
    }
}
