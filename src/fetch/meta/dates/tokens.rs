//! A date's words, figures and signs.

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Digits(String),
    /// In lower case.
    Word(String),
    Sign(char),
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut glued = false;
    for c in text.chars() {
        match (c, tokens.last_mut()) {
            (c, Some(Token::Digits(digits))) if glued && c.is_ascii_digit() => digits.push(c),
            (c, Some(Token::Word(word))) if glued && c.is_alphabetic() => word.extend(c.to_lowercase()),
            (c, _) if c.is_ascii_digit() => tokens.push(Token::Digits(c.to_string())),
            (c, _) if c.is_alphabetic() => tokens.push(Token::Word(c.to_lowercase().collect())),
            (c, _) if !c.is_whitespace() => tokens.push(Token::Sign(if c == '−' { '-' } else { c })),
            _ => {}
        }
        glued = !c.is_whitespace();
    }
    tokens
}

pub(super) fn digits(tokens: &[Token], at: usize) -> Option<&str> {
    if let Token::Digits(digits) = tokens.get(at)? { Some(digits) } else { None }
}

pub(super) fn two(tokens: &[Token], at: usize) -> Option<&str> {
    digits(tokens, at).filter(|digits| digits.len() == 2)
}

pub(super) fn word(tokens: &[Token], at: usize) -> Option<&str> {
    if let Token::Word(word) = tokens.get(at)? { Some(word) } else { None }
}

pub(super) fn sign(tokens: &[Token], at: usize, among: &[char]) -> Option<char> {
    if let Token::Sign(sign) = tokens.get(at)? { among.contains(sign).then_some(*sign) } else { None }
}

pub(super) fn is_word(token: &Token, among: &[&str]) -> bool {
    matches!(token, Token::Word(word) if among.contains(&word.as_str()))
}

pub(super) fn skip(tokens: &[Token], next: &mut usize, what: impl Fn(&Token) -> bool) {
    if tokens.get(*next).is_some_and(what) {
        *next += 1;
    }
}
