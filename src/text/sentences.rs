//! Where sentences end: Unicode's rules, then a second pass for what they get wrong in news.

use std::ops::Range;

use super::tokens::{Case, Token, TokenKind};
use super::{Layout, Sentence, boundaries};

/// Appends the sentences of one paragraph, whose tokens begin at `first`.
pub(super) fn split(text: &str, range: Range<usize>, first: usize, paragraph: usize, layout: &mut Layout) {
    let end = layout.tokens.len();
    if first == end {
        return;
    }
    let mut begin = first;
    let mut next = first;
    for offset in boundaries::sentences(&text[range.clone()]) {
        let boundary = range.start + offset;
        while next < end && layout.tokens[next].span.start() < boundary {
            next += 1;
        }
        if next > begin && next < end && cuts(text, &layout.tokens[first..end], next - first) {
            push(layout, begin..next, paragraph);
            begin = next;
        }
    }
    push(layout, begin..end, paragraph);
}

fn push(layout: &mut Layout, tokens: Range<usize>, paragraph: usize) {
    let span = layout.tokens[tokens.start].span.cover(layout.tokens[tokens.end - 1].span);
    layout.sentences.push(Sentence { span, tokens, paragraph });
}

/// Whether a sentence really ends before token `at`.
fn cuts(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    // the mark that ended it, behind any closing marks
    let mut last = at - 1;
    while last > 0 && closes(word(last)) && tokens[last].glued {
        last -= 1;
    }
    let mark = word(last);
    let next = &tokens[at];
    if !(mark.ends_with(['.', '!', '?', '…', ':']) || matches!(mark, "。" | "！" | "？")) {
        return false; // a line end inside a hard-wrapped sentence
    }
    if next.case == Case::Lower
        || next.kind == TokenKind::Mark
            && !matches!(word(at), "(" | "[" | "•" | "-" | "–" | "—" | "$" | "€" | "£" | "@" | "#")
    {
        return false;
    }
    if mark == "." && last + 1 == at && last > 0 && tokens[last].glued {
        let before = word(last - 1);
        return !goes_on(before, tokens, last - 1, next, word(at));
    }
    if mark.len() > 1 && tokens[last].kind == TokenKind::Word && last + 1 == at {
        // "U.S.", "a.m.", "J." end a sentence only before what begins one
        return starts(word(at)) || next.kind == TokenKind::Quote;
    }
    true
}

fn closes(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "»" | "›" | ")" | "]")
}

/// Whether a full stop behind `before` belongs to it and the sentence goes on.
fn goes_on(before: &str, tokens: &[Token], index: usize, next: &Token, following: &str) -> bool {
    let lower = super::fold(before);
    if TITLES.contains(&lower.as_ref()) {
        return tokens[index].case.capital();
    }
    if JOINING.contains(&lower.as_ref()) {
        return true;
    }
    if MONTHS.contains(&lower.as_ref()) || NUMBERED.contains(&lower.as_ref()) {
        return next.kind == TokenKind::Figure;
    }
    if COMPANY.contains(&lower.as_ref()) {
        return tokens[index].case.capital() && !starts(following) && next.kind == TokenKind::Word;
    }
    // the number of a list item
    tokens[index].kind == TokenKind::Figure && (index == 0 || tokens[index].starts_paragraph)
}

/// Whether a word usually begins a sentence and rarely stands behind an abbreviation inside one.
fn starts(word: &str) -> bool {
    STARTERS.contains(&word)
}

/// Never end a sentence: titles, which are written with a capital, and words that join.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "govs", "gen", "lt", "col", "maj", "capt",
    "cmdr", "adm", "sgt", "cpl", "pvt", "rev", "fr", "hon", "pres", "supt", "det", "st", "ste", "mt", "ft", "messrs",
    "mme",
];
const JOINING: &[&str] = &["vs", "v", "cf", "approx", "est", "viz"];
/// End a sentence unless a figure follows.
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"];
const NUMBERED: &[&str] = &["no", "nos", "fig", "figs", "art", "sec", "vol", "p", "pp", "ch"];
/// End a sentence before a word that begins one.
const COMPANY: &[&str] = &[
    "inc", "corp", "ltd", "co", "cos", "plc", "bros", "jr", "sr", "llc", "dept", "univ", "assn", "ave", "blvd", "rd",
    "mass", "calif", "pa", "va", "conn", "fla", "ill", "ind", "kan", "ky", "la", "md", "mich", "minn", "miss", "mo",
    "mont", "neb", "nev", "okla", "ore", "tenn", "tex", "vt", "wash", "wis", "wyo", "ariz", "ark", "colo", "del", "ga",
    "ala", "ont", "que", "etc",
];
const STARTERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "It",
    "He",
    "She",
    "They",
    "We",
    "I",
    "You",
    "But",
    "And",
    "For",
    "From",
    "By",
    "As",
    "If",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "Its",
    "His",
    "Her",
    "Their",
    "Our",
    "My",
    "When",
    "While",
    "After",
    "Before",
    "Since",
    "With",
    "To",
    "So",
    "Some",
    "Many",
    "Most",
    "However",
    "Meanwhile",
    "Although",
    "Though",
    "Because",
    "No",
    "Not",
    "More",
    "About",
    "Also",
    "According",
    "Last",
    "Earlier",
    "Until",
    "Under",
    "Over",
    "What",
    "Who",
    "How",
    "Why",
    "Where",
    "Yet",
    "Or",
    "One",
    "Two",
    "Other",
    "Another",
    "Such",
];

#[cfg(test)]
mod tests {
    use crate::text::Layout;

    fn split(text: &str) -> Vec<&str> {
        Layout::of(text).sentences.iter().map(|s| s.span.of(text)).collect()
    }

    #[test]
    fn plain_ones_are_cut() {
        assert_eq!(split("It came. “We saw it.” Nobody left!"), ["It came.", "“We saw it.”", "Nobody left!"]);
        assert_eq!(split("He has 2.5 million. She has 3."), ["He has 2.5 million.", "She has 3."]);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        for text in [
            "The U.S. Senate met Dr. Ana Ruiz on Jan. 5 in Boston.",
            "Norfield Inc. shares fell vs. March.",
            "Sen. Mark J. Doyle spoke.",
            "“Is it safe?” he asked.",
            "“Good news!” he wrote.",
            "They live in the U.S. and Canada.",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn abbreviations_may_end_a_sentence() {
        assert_eq!(split("They live in the U.S. The others left."), ["They live in the U.S.", "The others left."]);
        assert_eq!(split("It began in Jan. Nobody came."), ["It began in Jan.", "Nobody came."]);
        assert_eq!(
            split("It was sold to Norfield Inc. The price is unknown."),
            ["It was sold to Norfield Inc.", "The price is unknown."]
        );
    }
}
