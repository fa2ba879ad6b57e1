//! Numbers, in figures and in words, to exact decimals.

use std::ops::Range;
use std::sync::OnceLock;

use foldhash::HashMap;
use rust_decimal::Decimal;

use super::tokens::{Token, TokenKind};
use crate::model::{Amount, Span};

/// A number as the words give it, before anybody asks what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// From the first to the last, in bytes.
    pub span: Span,
    /// What the words give.
    pub amount: Amount,
    /// How it is written.
    pub shape: Shape,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `4`, `870,000`, `2.5 million`, `1.1bn`
    Figure,
    /// `six`, `two hundred and five`, `half a million`
    Words,
    /// `millions`, `tens of thousands`, `several hundred`: a lower bound
    Vague,
    /// `10 to 12 million`, `between 2 and 3`
    Range,
    /// `one-third`, `2/3`, `half`
    Fraction,
    /// `first`, `20th`
    Ordinal,
}

/// All numbers among the tokens, in order, none inside another.
#[must_use]
pub fn numbers(text: &str, tokens: &[Token]) -> Vec<Number> {
    let reader = Reader { text, tokens };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match reader.number(at) {
            Some(number) => {
                at = number.tokens.end;
                found.push(number);
            }
            None => at += 1,
        }
    }
    found
}

/// The exact decimal that a figure's characters give, with its suffix if it has one: `870,000`, `10,00,000`, `1.1bn`.
///
/// `None` where the grouping is no number's (`1,23`), where it is an ordinal or a decade, or beyond 28 digits.
#[must_use]
pub fn figure(word: &str) -> Option<Decimal> {
    let digits = word.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(word.len());
    let (number, suffix) = word.split_at(digits);
    let scale = match suffix {
        "" => Decimal::ONE,
        "k" | "K" => thousand(1),
        "m" | "M" | "mn" | "mln" | "Mn" => thousand(2),
        "bn" | "Bn" | "BN" | "bln" | "B" | "b" => thousand(3),
        "tn" | "trn" | "T" => thousand(4),
        _ => return None,
    };
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
    if whole.is_empty() || !grouped(whole) || fraction.is_some_and(|f| f.is_empty() || f.contains([',', '.'])) {
        return None;
    }
    let plain: String = number.chars().filter(|c| *c != ',').collect();
    plain.parse::<Decimal>().ok()?.checked_mul(scale).map(|d| d.normalize())
}

/// No commas, or groups of three, or Indian groups (a last group of three, groups of two before it).
fn grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    let Some((last, middle)) = rest.split_last() else { return true };
    let western = (1..=3).contains(&first.len()) && middle.iter().all(|g| g.len() == 3);
    let indian = (1..=2).contains(&first.len()) && middle.iter().all(|g| g.len() == 2);
    last.len() == 3 && (western || indian)
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

/// A number's value with the token it ends before.
type Read = (Decimal, usize);

impl<'t> Reader<'t> {
    fn number(&self, at: usize) -> Option<Number> {
        if !self.opens(at) || self.inside_a_name(at) {
            return None;
        }
        self.ordinal(at)
            .or_else(|| self.vague(at))
            .or_else(|| self.fraction(at))
            .or_else(|| self.range(at))
            .or_else(|| self.plain(at))
    }

    /// Whether a number can begin here: most tokens are looked at no further.
    fn opens(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| match token.kind {
            TokenKind::Figure => true,
            TokenKind::Word => opens(token.span.of(self.text)),
            _ => false,
        })
    }

    fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    fn same_paragraph(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| !t.starts_paragraph)
    }

    fn made(&self, tokens: Range<usize>, amount: Amount, shape: Shape) -> Option<Number> {
        let span = self.tokens.get(tokens.start)?.span.cover(self.tokens.get(tokens.end.checked_sub(1)?)?.span);
        Some(Number { tokens, span, amount, shape })
    }

    /// `COVID-19`, `H-1B`, `MH17`, `B.1.1.7`: a figure glued to a word by a hyphen belongs to the word.
    fn inside_a_name(&self, at: usize) -> bool {
        if !self.glued(at) || at == 0 {
            return false;
        }
        let hyphen = matches!(self.word(at - 1), "-" | "‑" | "/" | "." | "_" | "#" | "@");
        let before = if hyphen { at.checked_sub(2).filter(|_| self.glued(at - 1)) } else { Some(at - 1) };
        let Some(before) = before else { return false };
        self.tokens
            .get(before)
            .is_some_and(|t| t.kind == TokenKind::Word && plain_word(&super::fold(t.span.of(self.text))).is_none())
    }

    fn plain(&self, at: usize) -> Option<Number> {
        let (value, end, shape) = match self.figures(at) {
            Some((value, end)) => (value, end, Shape::Figure),
            None => {
                let (value, end) = self.words(at)?;
                (value, end, Shape::Words)
            }
        };
        let (value, end) = self.scaled(value, end);
        self.made(at..end, Amount::exact(value.normalize()), shape)
    }

    /// A figure with its spaced groups ("1 234 567" with thin or no-break spaces), without scale words.
    fn figures(&self, at: usize) -> Option<Read> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Figure)?;
        let word = token.span.of(self.text);
        let mut value = figure(word)?;
        let mut end = at + 1;
        if word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
            while let Some(next) = self.tokens.get(end).filter(|t| t.kind == TokenKind::Figure) {
                let gap = self.text.get(self.tokens[end - 1].span.end()..next.span.start()).unwrap_or("");
                let digits = next.span.of(self.text);
                if !matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}") || digits.len() != 3 {
                    break;
                }
                let Some(group) = figure(digits) else { break };
                let Some(longer) = value.checked_mul(thousand(1)).and_then(|v| v.checked_add(group)) else { break };
                value = longer;
                end += 1;
            }
        }
        Some((value, end))
    }

    /// Scale words behind a value: "2.5 million", "4-million", "3 hundred thousand", "5 lakh crore".
    fn scaled(&self, value: Decimal, end: usize) -> Read {
        let (mut value, mut end) = (value, end);
        for _ in 0..2 {
            let hyphen = self.is(end, "-") && self.glued(end) && self.glued(end + 1);
            let at = if hyphen { end + 1 } else { end };
            if !self.same_paragraph(at) {
                break;
            }
            let Some(scale) = scale(&super::fold(self.word(at))) else { break };
            let Some(product) = value.checked_mul(scale) else { break };
            value = product.normalize();
            end = at + 1;
        }
        (value, end)
    }

    /// Number words: "six", "twenty-five", "two hundred and five", "a dozen", "one and a half million", "half a million".
    fn words(&self, at: usize) -> Option<Read> {
        if let Some(read) = self.part_of_a_scale(at) {
            return Some(read);
        }
        let article = self.is(at, "a") || self.is(at, "an");
        if article {
            let next = super::fold(self.word(at + 1));
            let scale = scale(&next).or_else(|| (next == "dozen").then(|| Decimal::from(12)))?;
            return Some(self.add_up(at + 2, scale));
        }
        let (value, end) = self.small(at)?;
        if self.is(end, "dozen") {
            return Some((value.checked_mul(Decimal::from(12))?, end + 1));
        }
        Some(self.add_up(end, value))
    }

    /// Goes on behind the value of a first word: "… hundred (and) …", "… thousand …", "… and a half", "… point five".
    fn add_up(&self, mut end: usize, mut group: Decimal) -> Read {
        let mut total = Decimal::ZERO;
        for _ in 0..24 {
            if !self.same_paragraph(end) {
                break;
            }
            let folded = super::fold(self.word(end));
            if folded == "hundred" && group < Decimal::ONE_HUNDRED {
                group *= Decimal::ONE_HUNDRED;
                end += 1;
            } else if folded == "point" {
                let Some((value, after)) = self.decimals(end + 1, group) else { break };
                group = value;
                end = after;
            } else if let Some(scale) = scale(&folded).filter(|s| *s > Decimal::ONE_HUNDRED) {
                let Some(product) = group.checked_mul(scale) else { break };
                if !total.is_zero() && total < product {
                    break;
                }
                total += product;
                group = Decimal::ZERO;
                end += 1;
            } else {
                let and = folded == "and" || (folded == "-" && self.glued(end));
                let at = if and { end + 1 } else { end };
                if and && self.is(at, "a") && self.is(at + 1, "half") {
                    group += Decimal::new(5, 1);
                    end = at + 2;
                    continue;
                }
                let Some((value, after)) = self.small(at) else { break };
                // only a smaller group may follow a larger one: "two hundred (and) five", "one thousand two"
                let room = if group.is_zero() { !total.is_zero() } else { (group % Decimal::ONE_HUNDRED).is_zero() };
                // "six million and two hundred" are two numbers, "six million two hundred" is one
                let apart = and && scale(&super::fold(self.word(after))).is_some();
                if !room || apart || folded == "-" {
                    break;
                }
                group += value;
                end = after;
            }
        }
        (total + group, end)
    }

    fn decimals(&self, at: usize, whole: Decimal) -> Option<Read> {
        let (mut value, mut scale, mut end) = (whole, 0u32, at);
        while let Some(digit) = plain_word(&super::fold(self.word(end))).filter(|v| *v < 10) {
            scale += 1;
            if scale > 9 {
                return None;
            }
            value += Decimal::new(digit, scale);
            end += 1;
        }
        (end > at).then_some((value, end))
    }

    /// "six", "fifteen", "twenty five", "twenty-five"
    fn small(&self, at: usize) -> Option<Read> {
        let value = plain_word(&super::fold(self.word(at)))?;
        if value >= 20 && value % 10 == 0 {
            let next = if self.is(at + 1, "-") && self.glued(at + 1) { at + 2 } else { at + 1 };
            if let Some(unit) = plain_word(&super::fold(self.word(next))).filter(|v| (1..10).contains(v)) {
                return Some((Decimal::from(value + unit), next + 1));
            }
        }
        Some((Decimal::from(value), at + 1))
    }

    /// "half a million", "a quarter of a million", "three quarters of a billion", "one and a half million"
    fn part_of_a_scale(&self, at: usize) -> Option<Read> {
        let (part, mut end) = if self.is(at, "half") {
            (Decimal::new(5, 1), at + 1)
        } else {
            let (part, end) = self.quarters(at)?;
            (part, end)
        };
        if self.is(end, "of") {
            end += 1;
        }
        if !(self.is(end, "a") || self.is(end, "an")) {
            return None;
        }
        let folded = super::fold(self.word(end + 1));
        let scale = scale(&folded).or_else(|| (folded == "dozen").then(|| Decimal::from(12)))?;
        Some((part.checked_mul(scale)?.normalize(), end + 2))
    }

    fn quarters(&self, at: usize) -> Option<Read> {
        let count = if self.is(at, "a") || self.is(at, "one") { 1 } else { plain_word(&super::fold(self.word(at)))? };
        let next = if self.is(at + 1, "-") && self.glued(at + 1) { at + 2 } else { at + 1 };
        let below = match &*super::fold(self.word(next)) {
            "half" | "halves" => 2,
            "third" | "thirds" => 3,
            "quarter" | "quarters" | "fourth" | "fourths" => 4,
            "fifth" | "fifths" => 5,
            "sixth" | "sixths" => 6,
            "seventh" | "sevenths" => 7,
            "eighth" | "eighths" => 8,
            "ninth" | "ninths" => 9,
            "tenth" | "tenths" => 10,
            "hundredth" | "hundredths" => 100,
            _ => return None,
        };
        (0 < count && count < below).then(|| (Decimal::from(count) / Decimal::from(below), next + 1))
    }

    /// A fraction that stands by itself: "two-thirds", "a third", "half", "2/3", "½".
    fn fraction(&self, at: usize) -> Option<Number> {
        if self.part_of_a_scale(at).is_some() {
            return None;
        }
        let figures = || {
            let (above, end) = self.figures(at)?;
            if self.word(end) != "/" || !self.glued(end) || !self.glued(end + 1) {
                return None;
            }
            let (below, end) = self.figures(end + 1)?;
            let sound = above < below && below <= Decimal::ONE_HUNDRED && self.word(end) != "/";
            sound.then(|| above.checked_div(below)).flatten().map(|v| (v, end))
        };
        let (value, end) = if self.is(at, "half") {
            (Decimal::new(5, 1), at + 1)
        } else if let Some(read) = self.quarters(at).filter(|(_, end)| !self.is(*end, "of") || !self.is(end + 1, "a")) {
            // "a second", "a quarter" and "one third" as an ordinal are told apart by what follows
            read
        } else {
            figures()?
        };
        self.made(at..end, Amount::exact(value), Shape::Fraction)
    }

    /// "millions", "tens of millions", "several hundred", "a few thousand", "dozens"
    fn vague(&self, at: usize) -> Option<Number> {
        let several = match &*super::fold(self.word(at)) {
            "several" | "many" => Some(at + 1),
            "a" if self.is(at + 1, "few") || self.is(at + 1, "couple") => {
                Some(if self.is(at + 2, "of") { at + 3 } else { at + 2 })
            }
            "few" => Some(at + 1),
            _ => None,
        };
        let start = several.unwrap_or(at);
        let (low, end) = match self.plural_scale(start) {
            Some((first, end)) => {
                // "tens of millions", "hundreds of thousands of millions" has no third step in any language of news
                match self.is(end, "of").then(|| self.plural_scale(end + 1)).flatten() {
                    Some((second, end)) => (first.checked_mul(second)?, end),
                    None => (first, end),
                }
            }
            None => {
                several?;
                let folded = super::fold(self.word(start));
                let scale = scale(&folded).or_else(|| (folded == "dozen").then(|| Decimal::from(12)))?;
                (scale, start + 1)
            }
        };
        // "the tens" and "the hundreds" of something else than a count stay: the extractor asks for a unit
        self.made(at..end, Amount::from(low), Shape::Vague)
    }

    fn plural_scale(&self, at: usize) -> Option<Read> {
        let folded = super::fold(self.word(at));
        let (_, value) = PLURALS.iter().find(|(word, _)| *word == folded)?;
        Some((Decimal::from(*value), at + 1))
    }

    /// "10 to 12 million", "10-12 million", "between 2 and 3 million", "2 million to 3 million"
    fn range(&self, at: usize) -> Option<Number> {
        let sign = at.checked_sub(1).filter(|i| matches!(self.word(*i), "$" | "€" | "£" | "₹" | "¥"));
        let between = sign.unwrap_or(at).checked_sub(1).is_some_and(|i| self.is(i, "between"));
        let (low, middle) = self.figures(at).or_else(|| self.words(at))?;
        let (low, middle) = self.scaled(low, middle);
        let dash = matches!(self.word(middle), "-" | "–" | "—") && self.glued(middle) && self.glued(middle + 1);
        let to = self.is(middle, "to") || self.is(middle, "or");
        if !(dash || to && !self.is(at.wrapping_sub(1), "from") || between && self.is(middle, "and"))
            || !self.same_paragraph(middle + 1)
        {
            return None;
        }
        // a currency sign may stand again before the second: "$2 to $3 billion"
        let second =
            if matches!(self.word(middle + 1), "$" | "€" | "£" | "₹" | "¥") { middle + 2 } else { middle + 1 };
        let (high, bare) = self.figures(second).or_else(|| self.words(second))?;
        let (high, end) = self.scaled(high, bare);
        // the scale word is shared: "10 to 12 million"
        let shared = self.scaled(Decimal::ONE, bare);
        let whole = middle == self.figures(at).or_else(|| self.words(at))?.1;
        let low =
            if whole && shared.1 > bare && low < Decimal::ONE_THOUSAND { low.checked_mul(shared.0)? } else { low };
        let year = |v: Decimal| v.scale() == 0 && v >= Decimal::from(1800) && v <= Decimal::from(2100);
        if low >= high
            || (dash && year(low))
            || self.glued(end)
                && matches!(self.word(end), "-" | "–")
                && self.glued(end + 1)
                && self.tokens.get(end + 1).is_some_and(|t| t.kind == TokenKind::Figure)
        {
            return None;
        }
        self.made(at..end, Amount::between(low.normalize(), high), Shape::Range)
    }

    /// "20th", "first", "twenty-first"
    fn ordinal(&self, at: usize) -> Option<Number> {
        let word = self.word(at);
        let token = self.tokens.get(at)?;
        if token.kind == TokenKind::Figure {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let suffix = word[digits.len()..].to_ascii_lowercase();
            let value = matches!(suffix.as_str(), "st" | "nd" | "rd" | "th").then(|| figure(digits)).flatten()?;
            return self.made(at..at + 1, Amount::exact(value), Shape::Ordinal);
        }
        let (tens, next) = match plain_word(&super::fold(word)) {
            Some(tens) if tens >= 20 && tens % 10 == 0 => (tens, if self.is(at + 1, "-") { at + 2 } else { at + 1 }),
            Some(_) => return None,
            None => (0, at),
        };
        let value = ordinal_word(&super::fold(self.word(next))).filter(|v| tens == 0 || *v < 10)?;
        self.made(at..next + 1, Amount::exact(Decimal::from(tens + value)), Shape::Ordinal)
    }
}

fn thousand(power: u32) -> Decimal {
    Decimal::from(1000_i64.pow(power))
}

fn scale(word: &str) -> Option<Decimal> {
    Some(match word {
        "hundred" => Decimal::ONE_HUNDRED,
        "thousand" => thousand(1),
        "million" | "mn" | "mln" => thousand(2),
        "billion" | "bn" | "bln" => thousand(3),
        "trillion" | "tn" | "trn" => thousand(4),
        "lakh" | "lac" | "lakhs" => Decimal::from(100_000),
        "crore" | "crores" => Decimal::from(10_000_000),
        _ => return None,
    })
}

/// What a word is to a number that begins with it.
#[derive(Clone, Copy)]
enum Opener {
    Cardinal(i64),
    Ordinal(i64),
    /// "a dozen", "half", "several hundred", "millions"
    Other,
}

/// Every word that a number in words begins with, so that one look-up passes over all other words.
fn opener(word: &str) -> Option<Opener> {
    static OPENERS: OnceLock<HashMap<&'static str, Opener>> = OnceLock::new();
    let openers = OPENERS.get_or_init(|| {
        let cardinals = CARDINALS.iter().map(|(word, value)| (*word, Opener::Cardinal(*value)));
        let ordinals = ORDINALS.iter().map(|(word, value)| (*word, Opener::Ordinal(*value)));
        let others =
            ["a", "an", "half", "few", "several", "many"].into_iter().chain(PLURALS.iter().map(|(word, _)| *word));
        cardinals.chain(ordinals).chain(others.map(|word| (word, Opener::Other))).collect()
    });
    openers.get(word).copied()
}

/// Whether a number in words can begin with a word of any case. Takes no memory, unlike folding a capital.
fn opens(word: &str) -> bool {
    /// "seventeenth"
    const LONGEST: usize = 11;
    if !word.is_ascii() {
        return opener(&super::fold(word)).is_some();
    }
    let mut small = [0_u8; LONGEST];
    let Some(small) = small.get_mut(..word.len()) else { return false };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    std::str::from_utf8(small).is_ok_and(|word| opener(word).is_some())
}

fn plain_word(word: &str) -> Option<i64> {
    if let Some(Opener::Cardinal(value)) = opener(word) { Some(value) } else { None }
}

fn ordinal_word(word: &str) -> Option<i64> {
    if let Some(Opener::Ordinal(value)) = opener(word) { Some(value) } else { None }
}

/// Words that are a lower bound by themselves.
const PLURALS: &[(&str, i64)] = &[
    ("tens", 10),
    ("dozens", 12),
    ("scores", 20),
    ("hundreds", 100),
    ("thousands", 1_000),
    ("millions", 1_000_000),
    ("billions", 1_000_000_000),
    ("trillions", 1_000_000_000_000),
    ("lakhs", 100_000),
    ("crores", 10_000_000),
];

/// Words that are a number by themselves.
const CARDINALS: &[(&str, i64)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Words that are an ordinal by themselves.
const ORDINALS: &[(&str, i64)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("hundredth", 100),
];

#[cfg(test)]
mod tests {
    use super::{Shape, numbers};
    use crate::text::Layout;

    fn read(text: &str) -> Vec<String> {
        numbers(text, &Layout::of(text).tokens)
            .into_iter()
            .filter(|n| n.shape != Shape::Ordinal)
            .map(|n| {
                let show = |d: Option<rust_decimal::Decimal>| d.map_or_else(String::new, |d| d.to_string());
                let amount = if n.amount.value.is_some() {
                    show(n.amount.value)
                } else {
                    format!("{}..{}", show(n.amount.low), show(n.amount.high))
                };
                format!("{}={amount}", n.span.of(text))
            })
            .collect()
    }

    #[test]
    fn figures() {
        assert_eq!(
            read("2.5 million, 870,000 and 10,00,000"),
            ["2.5 million=2500000", "870,000=870000", "10,00,000=1000000"]
        );
        assert_eq!(
            read("1.1bn, 5k, 3 crore, 2 lakh"),
            ["1.1bn=1100000000", "5k=5000", "3 crore=30000000", "2 lakh=200000"]
        );
        assert_eq!(
            read("1\u{202f}234\u{202f}567 and 3\u{a0}million"),
            ["1\u{202f}234\u{202f}567=1234567", "3\u{a0}million=3000000"]
        );
        assert_eq!(read("a 4-million-dollar gift"), ["4-million=4000000"]);
    }

    #[test]
    fn words() {
        assert_eq!(read("six million and two hundred and five"), ["six million=6000000", "two hundred and five=205"]);
        assert_eq!(
            read("one and a half million, half a million"),
            ["one and a half million=1500000", "half a million=500000"]
        );
        assert_eq!(
            read("a quarter of a million; a dozen; twenty-five"),
            ["a quarter of a million=250000", "a dozen=12", "twenty-five=25"]
        );
        assert_eq!(
            read("three thousand two hundred; a billion; two point five million"),
            ["three thousand two hundred=3200", "a billion=1000000000", "two point five million=2500000"]
        );
    }

    #[test]
    fn vague_ones_are_lower_bounds() {
        assert_eq!(
            read("Tens of millions, hundreds of thousands"),
            ["Tens of millions=10000000..", "hundreds of thousands=100000.."]
        );
        assert_eq!(
            read("several million and a few hundred, dozens"),
            ["several million=1000000..", "a few hundred=100..", "dozens=12.."]
        );
        assert_eq!(read("several countries"), [""; 0]);
    }

    #[test]
    fn ranges_and_fractions() {
        assert_eq!(
            read("10 to 12 million; 10-12 million; between 2 and 3 million"),
            [
                "10 to 12 million=10000000..12000000",
                "10-12 million=10000000..12000000",
                "2 and 3 million=2000000..3000000"
            ]
        );
        assert_eq!(read("from 10 to 12 million"), ["10=10", "12 million=12000000"]);
        assert_eq!(read("two-thirds of 1/4"), ["two-thirds=0.6666666666666666666666666667", "1/4=0.25"]);
    }

    #[test]
    fn names_hold_no_numbers() {
        assert_eq!(read("COVID-19, MH17, B.1.1.7 and Article-5"), [""; 0]);
        assert_eq!(read("1,23 and 192.168.1.2"), [""; 0]);
    }
}
