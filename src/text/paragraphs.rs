//! Where paragraphs end.

use std::ops::Range;

/// Byte ranges of the paragraphs, without the line ends around them.
///
/// A blank line ends one. So does a single line end, unless the text goes on as hard-wrapped text does: the line is of
/// a wrapped line's length, does not end like a sentence, and the next one begins as the middle of one.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut lines = lines(text).peekable();
    std::iter::from_fn(move || {
        let mut range = lines.by_ref().find(|line| !text[line.clone()].trim().is_empty())?;
        let mut last = range.clone();
        while let Some(next) = lines.peek() {
            if !wraps(&text[last.clone()], &text[next.clone()]) {
                break;
            }
            last = next.clone();
            range.end = next.end;
            lines.next();
        }
        Some(range)
    })
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}

/// Shorter lines are headlines, list items and addresses; longer ones are no wrapped lines.
const WRAPPED: Range<usize> = 40..100;

fn wraps(line: &str, next: &str) -> bool {
    let (line, next) = (line.trim(), next.trim_start());
    let Some(begin) = next.chars().next() else { return false };
    if !WRAPPED.contains(&line.len()) || line.ends_with(['.', '!', '?', ':', '"', '”', '…']) {
        return false;
    }
    begin.is_lowercase()
        || begin.is_ascii_digit()
        || (line.ends_with(|c: char| c.is_lowercase() || c == ',') && begin.is_uppercase() && line.len() >= 60)
}

#[cfg(test)]
mod tests {
    fn split(text: &str) -> Vec<&str> {
        super::paragraphs(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn blank_lines_and_line_ends_part_paragraphs() {
        assert_eq!(split("\n\nOne.\n\n \nTwo\nThree\n"), ["One.", "Two", "Three"]);
        assert_eq!(split(""), [""; 0]);
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        let text = "The ministry said on Tuesday that it would send another shipment of\nwheat to the port, where two ships wait.\nOther news";
        assert_eq!(split(text).len(), 2);
    }
}
