//! Words, figures and marks.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::boundaries;
use super::numbers::{MEASURES, MONEY};
use crate::model::Span;

/// A word, a figure or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// Whether nothing stands between it and the token before.
    pub glued: bool,
    /// Whether it is the first of its paragraph.
    pub starts_paragraph: bool,
    /// Index of its sentence.
    pub sentence: u32,
}

impl Token {
    const fn new(span: Span, kind: TokenKind, case: Case, glued: bool) -> Self {
        Self { span, kind, case, glued, starts_paragraph: false, sentence: 0 }
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with figures behind them: `doses`, `U.S.`, `don't`, `H1N1`.
    Word,
    /// What an apostrophe hangs onto a word: `'s`, `'ll`, `'re`, `'ve`, `'d`, `'m`.
    Clitic,
    /// Begins with a digit: `4`, `870,000`, `1.1bn`, `25th`.
    Figure,
    /// A quotation mark or an apostrophe by itself.
    Quote,
    /// Any other mark.
    Mark,
    /// An address of the web or of mail, whole.
    Address,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No letter that knows a case.
    None,
    /// `doses`
    Lower,
    /// `Mexico`, `McDonald`: begins with a capital and has a small letter.
    Title,
    /// `US`, `U.S.`, `A`: every letter a capital.
    Upper,
    /// `iPhone`: a capital behind a small letter that begins it.
    Mixed,
}

impl Case {
    fn of(word: &str) -> Self {
        // most words of news by far
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return Self::Lower;
        }
        let (mut first, mut upper, mut lower) = (None, false, false);
        for c in word.chars() {
            let (u, l) = (c.is_uppercase(), c.is_lowercase());
            if first.is_none() && (u || l) {
                first = Some(u);
            }
            upper |= u;
            lower |= l;
        }
        match (first, upper, lower) {
            (None, ..) => Self::None,
            (_, false, _) => Self::Lower,
            (_, true, false) => Self::Upper,
            (Some(true), ..) => Self::Title,
            (Some(false), ..) => Self::Mixed,
        }
    }

    /// Whether it begins with a capital.
    #[must_use]
    pub const fn capital(self) -> bool {
        matches!(self, Self::Title | Self::Upper)
    }
}

/// The form under which a word is looked up: small letters, no accents, a straight apostrophe.
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        if word.bytes().any(|b| b.is_ascii_uppercase()) { word.to_ascii_lowercase().into() } else { word.into() }
    } else {
        word.nfd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .map(|c| if c == '’' { '\'' } else { c })
            .collect::<String>()
            .into()
    }
}

/// Appends the tokens of `range`.
pub(super) fn tokenise(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let base = range.start;
    let Some(part) = text.get(range) else { return };
    let mut done = base; // end of the token before
    for (offset, piece) in boundaries::words(part) {
        for (start, piece) in parts(base + offset, piece) {
            // an address and a full stop are taken in by the piece before
            if start < done || blank(piece) {
                continue;
            }
            let rest = &part[start - base..];
            let glued = start == done && start > base;
            done = start + take(rest, piece, start, glued, tokens);
        }
    }
}

/// Appends the token that begins with a piece, and what is cut off it; tells how long both are.
fn take(rest: &str, piece: &str, start: usize, glued: bool, tokens: &mut Vec<Token>) -> usize {
    let behind = &rest[piece.len()..];
    // most words of news by far
    if behind.starts_with(' ') && piece.bytes().all(|b| b.is_ascii_lowercase()) {
        tokens.push(Token::new(Span::new(start, start + piece.len()), TokenKind::Word, Case::Lower, glued));
        return piece.len();
    }
    let kind = kind(piece, rest);
    let length = match kind {
        TokenKind::Address => {
            rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | ')')).unwrap_or(rest.len())
        }
        TokenKind::Word if behind.starts_with('.') && takes_full_stop(piece) => piece.len() + 1,
        _ => piece.len(),
    };
    let word = &rest[..length];
    let (cut, first, second) = match kind {
        TokenKind::Word => match glued_money(word) {
            Some(cut) => (cut, kind, TokenKind::Figure),
            None => (clitic(word).unwrap_or(word.len()), kind, TokenKind::Clitic),
        },
        TokenKind::Figure => (glued_unit(word).unwrap_or(word.len()), kind, TokenKind::Word),
        _ => (word.len(), kind, kind),
    };
    push(tokens, word, 0..cut, start, first, glued);
    if cut < word.len() {
        push(tokens, word, cut..word.len(), start, second, true);
    }
    length
}

fn blank(piece: &str) -> bool {
    !piece.starts_with(|c: char| c.is_ascii_graphic())
        && piece.chars().all(|c| c.is_whitespace() || c.is_control() || c == '\u{200b}')
}

/// A narrow no-break space joins words for Unicode ("2 million" is one); in news it is a space.
fn parts(start: usize, piece: &str) -> impl Iterator<Item = (usize, &str)> {
    const SPACE: char = '\u{202f}';
    let mut rest = Some((start, piece));
    std::iter::from_fn(move || {
        let (start, piece) = rest?;
        let end = if piece.is_ascii() { None } else { piece.find(SPACE) };
        rest = end.map(|end| (start + end + SPACE.len_utf8(), &piece[end + SPACE.len_utf8()..]));
        Some((start, &piece[..end.unwrap_or(piece.len())]))
    })
}

fn push(tokens: &mut Vec<Token>, word: &str, part: Range<usize>, start: usize, kind: TokenKind, glued: bool) {
    let span = Span::new(start + part.start, start + part.end);
    let case = if matches!(kind, TokenKind::Word) { Case::of(&word[part]) } else { Case::None };
    tokens.push(Token::new(span, kind, case, glued));
}

fn kind(piece: &str, rest: &str) -> TokenKind {
    let Some(first) = piece.chars().next() else { return TokenKind::Mark };
    if first.is_ascii_digit() {
        TokenKind::Figure
    } else if first.is_alphanumeric() {
        let address = rest.starts_with("http://")
            || rest.starts_with("https://")
            || rest.starts_with("www.")
            || rest[piece.len()..].starts_with('@');
        if address { TokenKind::Address } else { TokenKind::Word }
    } else if matches!(first, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '\'' | '`')
    {
        TokenKind::Quote
    } else {
        TokenKind::Mark
    }
}

/// Initials and abbreviations with inner full stops keep the last one: "U.S.", "a.m.", "J."
fn takes_full_stop(word: &str) -> bool {
    let mut letters = 0;
    for (index, c) in word.chars().enumerate() {
        match (index % 2, c) {
            (0, c) if c.is_alphabetic() => letters += 1,
            (1, '.') => {}
            _ => return false,
        }
    }
    letters > 1 || (letters == 1 && word.chars().all(char::is_uppercase))
}

/// Where the figure begins that is glued to its currency: "USD115", "Rs500".
fn glued_money(word: &str) -> Option<usize> {
    if !word.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let cut = word.bytes().take(5).position(|b| b.is_ascii_digit()).filter(|cut| *cut > 1)?;
    MONEY.contains(&word.get(..cut)?).then_some(cut)
}

/// Where the unit begins that is glued to its figure: "30km", "115USD", "20C".
fn glued_unit(word: &str) -> Option<usize> {
    if word.ends_with(|c: char| c.is_ascii_digit()) && !word.ends_with("km2") {
        return None;
    }
    let cut = word.find(|c: char| c.is_alphabetic())?;
    let unit = word.get(cut..)?;
    (MEASURES.contains(&unit) || matches!(unit, "C" | "F") || unit.len() == 3 && MONEY.contains(&unit)).then_some(cut)
}

/// Where the clitic begins, if the word ends in one. "n't" is none: the word would lose its shape ("wo", "ca").
fn clitic(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().take(3).find(|(_, c)| matches!(c, '\'' | '’'))?;
    let tail = &word[at + mark.len_utf8()..];
    (at > 0 && ["s", "S", "ll", "re", "ve", "d", "m"].contains(&tail)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::{Case, TokenKind};
    use crate::text::Layout;

    fn words(text: &str) -> Vec<&str> {
        Layout::of(text).tokens.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_figures_and_marks() {
        assert_eq!(words("The U.S. gave $2.5 million."), ["The", "U.S.", "gave", "$", "2.5", "million", "."]);
        assert_eq!(words("870,000 COVID-19 shots, 53%"), ["870,000", "COVID", "-", "19", "shots", ",", "53", "%"]);
        assert_eq!(words("Biden’s “we’ll” don't"), ["Biden", "’s", "“", "we", "’ll", "”", "don't"]);
        assert_eq!(words("at 9 a.m. Donald J. Rowe"), ["at", "9", "a.m.", "Donald", "J.", "Rowe"]);
        assert_eq!(
            words("see https://example.org/a?b=1, or me@example.org"),
            ["see", "https://example.org/a?b=1,", "or", "me@example.org"]
        );
        assert_eq!(words("2.5\u{a0}million 1.1bn"), ["2.5", "million", "1.1bn"]);
    }

    #[test]
    fn glue_and_case() {
        let layout = Layout::of("COVID-19 iPhone");
        assert_eq!(layout.tokens.iter().map(|t| t.glued).collect::<Vec<_>>(), [false, true, true, false]);
        assert_eq!(layout.tokens[0].case, Case::Upper);
        assert_eq!(layout.tokens[3].case, Case::Mixed);
        assert_eq!(layout.tokens[2].kind, TokenKind::Figure);
    }

    #[test]
    fn folding() {
        assert_eq!(super::fold("Müller’s"), "muller's");
        assert_eq!(super::fold("U.S."), "u.s.");
    }
}
