//! Unicode's word and sentence boundaries (UAX #29), in one quick walk where a text has only the characters of English
//! news, and by `unicode-segmentation` from the first other character on. Both ways give the same boundaries.

use std::iter;

use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation};

/// The pieces between word boundaries with their offsets in bytes; white space may be left out.
pub(super) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, rest: None }
}

#[derive(Debug)]
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
    /// From the first character that is none of English news: where it begins, and what Unicode says of it.
    rest: Option<(usize, UWordBoundIndices<'t>)>,
}

impl<'t> Iterator for Words<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_none() {
            let bytes = self.text.as_bytes();
            let space = self.at;
            while bytes.get(self.at).is_some_and(|b| matches!(b, b' ' | b'\n')) {
                self.at += 1;
            }
            let start = self.at;
            if start == bytes.len() {
                return None;
            }
            if let Some(end) = self.end(start) {
                self.at = end;
                return Some((start, &self.text[start..end]));
            }
            // a mark that combines does so with a space too
            self.rest = Some((space, self.text[space..].split_word_bound_indices()));
        }
        let (from, rest) = self.rest.as_mut()?;
        rest.next().map(|(offset, piece)| (*from + offset, piece))
    }
}

impl Words<'_> {
    /// Where the piece ends that begins at a byte; `None` where an unknown character has a say in it.
    fn end(&self, start: usize) -> Option<usize> {
        let (mut last, width) = self.class(start)?;
        let mut end = start + width;
        if !matches!(last, Break::Letter | Break::Digit | Break::Low) {
            return self.class(end).map(|_| end);
        }
        loop {
            if last == Break::Letter {
                // most of a text by far
                end += self.text.as_bytes()[end..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
            }
            let (class, width) = self.class(end)?;
            match class {
                Break::Letter | Break::Digit | Break::Low => {
                    last = class;
                    end += width;
                }
                Break::Stop | Break::InWord | Break::InNumber => {
                    let joins = match last {
                        Break::Letter => class != Break::InNumber,
                        Break::Digit => class != Break::InWord,
                        _ => false,
                    };
                    let (next, behind) = self.class(end + width)?;
                    if !joins || next != last {
                        return Some(end);
                    }
                    end += width + behind;
                }
                Break::Other => return Some(end),
            }
        }
    }

    /// The class of the character at a byte, and its length; the end of the text is as good as a mark.
    fn class(&self, at: usize) -> Option<(Break, usize)> {
        let Some(&byte) = self.text.as_bytes().get(at) else { return Some((Break::Other, 0)) };
        let class = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Break::Letter,
            b'0'..=b'9' => Break::Digit,
            b'_' => Break::Low,
            b'.' | b'\'' => Break::Stop,
            b':' => Break::InWord,
            b',' | b';' => Break::InNumber,
            0..=0x7f => Break::Other,
            _ => {
                let c = self.text.get(at..)?.chars().next()?;
                let class = match c {
                    '‘' | '’' => Break::Stop,
                    _ if letter(c) => Break::Letter,
                    _ if mark(c) => Break::Other,
                    _ => return None,
                };
                return Some((class, c.len_utf8()));
            }
        };
        Some((class, 1))
    }
}

/// What a character does to a word boundary.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    Letter,
    Digit,
    /// `_`
    Low,
    /// Joins two letters or two digits.
    Stop,
    /// Joins two letters.
    InWord,
    /// Joins two digits.
    InNumber,
    Other,
}

/// Letters that have a case and no canonical parts but their accent: Latin-1.
fn letter(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ')
}

/// Marks that neither join words nor end sentences, whatever stands beside them.
fn mark(c: char) -> bool {
    matches!(c, '\u{a0}' | '«' | '»' | '¢' | '£' | '¥' | '°' | '½' | '‐'..='—' | '‚'..='„' | '•' | '…' | '‹' | '›' | '€')
}

/// Where sentences begin but for the first, in bytes.
pub(super) fn sentences(text: &str) -> Box<dyn Iterator<Item = usize> + '_> {
    if text.is_ascii() || text.chars().all(|c| c.is_ascii() || matches!(c, '‘' | '’') || letter(c) || mark(c)) {
        let mut at = 0;
        Box::new(iter::from_fn(move || {
            let begin = next_sentence(text, at)?;
            at = begin;
            Some(begin)
        }))
    } else {
        Box::new(text.split_sentence_bound_indices().skip(1).map(|(offset, _)| offset))
    }
}

/// The first beginning of a sentence behind a byte, in a text of known characters.
fn next_sentence(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|b| matches!(b, b'.' | b'!' | b'?' | b'\n' | b'\r'))?;
        let mut end = at + 1;
        if !matches!(bytes[at], b'\n' | b'\r') {
            let full_stop = bytes[at] == b'.';
            let next = part(text, end).0;
            let before = || text[..at].chars().next_back().is_some_and(|c| c.is_alphabetic());
            if full_stop && (next == Part::Digit || (next == Part::Upper && before())) {
                at = end;
                continue;
            }
            end = skip(text, end, Part::Close);
            end = skip(text, end, Part::Space);
            let (next, width) = part(text, end);
            if matches!(next, Part::Continues | Part::Ends) || (full_stop && goes_on(text, end)) {
                at = end;
                continue;
            }
            if next != Part::Line {
                return (end < bytes.len()).then_some(end);
            }
            at = end;
            end += width;
        }
        if bytes[at] == b'\r' && bytes.get(end) == Some(&b'\n') {
            end += 1;
        }
        return (end < bytes.len()).then_some(end);
    }
}

fn skip(text: &str, from: usize, over: Part) -> usize {
    let mut at = from;
    loop {
        match part(text, at) {
            (part, width) if part == over && width > 0 => at += width,
            _ => return at,
        }
    }
}

/// Whether the next letter is a small one, with no end of a sentence before it.
fn goes_on(text: &str, from: usize) -> bool {
    let mut at = from;
    loop {
        match part(text, at) {
            (Part::Lower, _) => return true,
            (Part::Upper | Part::Line | Part::Ends, _) | (_, 0) => return false,
            (_, width) => at += width,
        }
    }
}

/// What a character is to a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Lower,
    Upper,
    Digit,
    Ends,
    Continues,
    Close,
    Space,
    Line,
    Other,
}

/// The character at a byte, with its length.
fn part(text: &str, at: usize) -> (Part, usize) {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return (Part::Other, 0) };
    let part = match c {
        'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' => Part::Lower,
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => Part::Upper,
        '0'..='9' => Part::Digit,
        '.' | '!' | '?' => Part::Ends,
        ',' | '-' | ':' | ';' | '–' | '—' => Part::Continues,
        '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'' | '«' | '»' | '‹' | '›' | '‘'..='„' => Part::Close,
        ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{a0}' => Part::Space,
        '\n' | '\r' => Part::Line,
        _ => Part::Other,
    };
    (part, c.len_utf8())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// Every character that the quick walk knows, often the ones that matter, and a few that it does not know.
    fn text() -> impl Strategy<Value = String> {
        let known = |c: &char| c.is_ascii() || matches!(c, '‘' | '’') || super::letter(*c) || super::mark(*c);
        let all: Vec<char> = ('\0'..='\u{2fff}').filter(known).collect();
        let telling: Vec<char> = " \n\r.!?,:;'’“”\"()-—–_aB1é…\u{a0}".chars().collect();
        let foreign: Vec<char> = "\u{301}\u{200d}\u{ad}слЖ。！🇫🇷👍١".chars().collect();
        let text = |foreigners: u32| {
            let one = prop_oneof![
                8 => prop::sample::select(telling.clone()),
                8 => prop::sample::select(all.clone()),
                foreigners => prop::sample::select(foreign.clone()),
            ];
            prop::collection::vec(one, 0..24).prop_map(String::from_iter)
        };
        prop_oneof![text(0), text(1)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn words_are_unicodes(text in text()) {
            let blank = |piece: &str| piece.chars().all(char::is_whitespace);
            let quick: Vec<_> = super::words(&text).filter(|(_, piece)| !blank(piece)).collect();
            let unicodes: Vec<_> = text.split_word_bound_indices().filter(|(_, piece)| !blank(piece)).collect();
            prop_assert_eq!(quick, unicodes);
        }

        #[test]
        fn sentences_are_unicodes(text in text()) {
            let quick: Vec<_> = super::sentences(&text).collect();
            let unicodes: Vec<_> = text.split_sentence_bound_indices().skip(1).map(|(offset, _)| offset).collect();
            prop_assert_eq!(quick, unicodes);
        }
    }
}
