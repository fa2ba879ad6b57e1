//! Numbers, in figures and in words, to exact decimals.
//!
//! Each way to write one is a module: [`figure`]s, [`words`], [`fraction`]s, bounds ([`bounds`]: ranges and vague
//! numbers) and [`ordinal`]s. Every look-ahead is bounded by a constant, so that reading is linear in the text.

mod bounds;
mod figure;
mod fraction;
mod ordinal;
mod vocabulary;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

pub use figure::figure;
use vocabulary::plain_word;
pub(super) use vocabulary::{MEASURES, MONEY};

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
    /// `4`, `870,000`, `2.5 million`, `1.1bn`, `-5`, `.08`, `2½`
    Figure,
    /// `six`, `two hundred and five`, `half a million`
    Words,
    /// `millions`, `tens of thousands`, `several hundred`: a lower bound
    Vague,
    /// `10 to 12 million`, `between 2 and 3`
    Range,
    /// `one-third`, `2/3`, `half`, `½`
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

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

/// A number's value with the token it ends before.
type Read = (Decimal, usize);

/// A number that may be one side of a range or of a fraction.
#[derive(Clone, Copy)]
struct Single {
    value: Decimal,
    /// The token it ends before.
    end: usize,
    /// Figures or words.
    shape: Shape,
}

impl<'t> Reader<'t> {
    fn number(&self, at: usize) -> Option<Number> {
        if !self.opens(at) || self.inside_a_name(at) {
            return None;
        }
        self.ordinal(at).or_else(|| self.vague(at)).or_else(|| {
            let first = self.single(at);
            self.fraction(at, first).or_else(|| self.range(at, first?)).or_else(|| self.plain(at, first?))
        })
    }

    /// A figure, or words that stand for one.
    fn single(&self, at: usize) -> Option<Single> {
        let figures = self.figures(at).map(|(value, end)| Single { value, end, shape: Shape::Figure });
        figures.or_else(|| self.words(at).map(|(value, end)| Single { value, end, shape: Shape::Words }))
    }

    /// Whether a number can begin here: most tokens are looked at no further.
    fn opens(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| match token.kind {
            TokenKind::Figure => true,
            TokenKind::Word => self.opens_in_words(at),
            TokenKind::Mark => self.minus(at).is_some() || self.leading_point(at),
            _ => false,
        })
    }

    /// `COVID-19`, `H-1B`, `MH17`, `B.1.1.7`: a figure glued to a word by a hyphen belongs to the word.
    fn inside_a_name(&self, at: usize) -> bool {
        if !self.glued(at) || at == 0 {
            return false;
        }
        let hyphen = matches!(self.word(at - 1), "-" | "‑" | "/" | "." | "_" | "#" | "@");
        let before = if hyphen { at.checked_sub(2).filter(|_| self.glued(at - 1)) } else { Some(at - 1) };
        let Some(before) = before else { return false };
        self.tokens.get(before).is_some_and(|t| {
            let word = t.span.of(self.text);
            t.kind == TokenKind::Word && plain_word(word).is_none() && !MONEY.contains(&word)
        })
    }

    fn plain(&self, at: usize, first: Single) -> Option<Number> {
        let (value, end) = self.scaled(first.value, first.end);
        self.made(at..end, Amount::exact(value.normalize()), first.shape)
    }

    fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    fn any(&self, i: usize, words: &[&str]) -> bool {
        let have = self.word(i);
        words.iter().any(|word| have.eq_ignore_ascii_case(word))
    }

    /// "a" or "an".
    fn article(&self, i: usize) -> bool {
        self.any(i, &["a", "an"])
    }

    fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    fn is_figure(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Figure)
    }

    fn same_paragraph(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| !t.starts_paragraph)
    }

    /// Past a hyphen that glues the word before it to the word behind it.
    fn past_hyphen(&self, i: usize) -> usize {
        if matches!(self.word(i), "-" | "‑") && self.glued(i) && self.glued(i + 1) { i + 1 } else { i }
    }

    /// Past a currency's sign: "$", "US$", "€".
    fn past_sign(&self, i: usize) -> usize {
        if sign(self.word(i)) {
            i + 1
        } else if self.glued(i + 1) && sign(self.word(i + 1)) && self.word(i).len() <= 3 {
            i + 2
        } else {
            i
        }
    }

    fn made(&self, tokens: Range<usize>, amount: Amount, shape: Shape) -> Option<Number> {
        let span = self.tokens.get(tokens.start)?.span.cover(self.tokens.get(tokens.end.checked_sub(1)?)?.span);
        Some(Number { tokens, span, amount, shape })
    }
}

/// Whether a mark is a currency's.
fn sign(word: &str) -> bool {
    let mut marks = word.chars();
    matches!((marks.next(), marks.next()), (Some('$' | '£' | '¥' | '¢' | '\u{20a0}'..='\u{20cf}'), None))
}

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
    fn signs_points_and_powers() {
        assert_eq!(read("to -5, .08 and (-0.4%)"), ["-5=-5", ".08=0.08", "-0.4=-0.4"]);
        assert_eq!(read("minus 20 degrees, a team minus two players"), ["minus 20=-20", "two=2"]);
        assert_eq!(read("-3 people"), ["3=3"]);
        assert_eq!(read("1.3x10^6 and 6.2 × 10^-4"), ["1.3x10^6=1300000", "6.2 × 10^-4=0.00062"]);
        assert_eq!(read("197 000 deaths, 12 300 people"), ["197 000=197000", "12=12", "300=300"]);
        assert_eq!(read("30km, 5.5kg, USD115, Rs.500, 20EUR"), ["30=30", "5.5=5.5", "115=115", "500=500", "20=20"]);
    }

    #[test]
    fn parts() {
        assert_eq!(read("2½, 1 1/2 and ¾"), ["2½=2.5", "1 1/2=1.5", "¾=0.75"]);
        assert_eq!(
            read("three and a fifth, twenty fifths, one hundred and three quarters"),
            ["three and a fifth=3.2", "twenty fifths=4", "one hundred and three quarters=100.75"]
        );
        assert_eq!(read("3 million and a half"), ["3 million and a half=3500000"]);
        assert_eq!(
            read("half million, three quarters billion"),
            ["half million=500000", "three quarters billion=750000000"]
        );
        assert_eq!(
            read("a third man; one twenty-fifth of it; a trillionth"),
            ["one twenty-fifth=0.04", "a trillionth=0.000000000001"]
        );
        assert_eq!(
            read("3 million and a third of them"),
            ["3 million=3000000", "a third=0.3333333333333333333333333333"]
        );
    }

    #[test]
    fn words() {
        assert_eq!(read("six million and two hundred and five"), ["six million and two hundred and five=6000205"]);
        assert_eq!(read("six million and two million"), ["six million=6000000", "two million=2000000"]);
        assert_eq!(
            read("three lakh crore; hundred thousand"),
            ["three lakh crore=3000000000000", "hundred thousand=100000"]
        );
        assert_eq!(
            read("nought point nought four, two point seventy-one"),
            ["nought point nought four=0.04", "two point seventy-one=2.71"]
        );
        assert_eq!(read("two dozen, half a dozen, 3 dozen"), ["two dozen=24", "half a dozen=6", "3 dozen=36"]);
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
        assert_eq!(read("several hundred thousand"), ["several hundred thousand=100000.."]);
        assert_eq!(read("several countries, test scores"), [""; 0]);
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
        assert_eq!(read("5%-10%, between 1% and 2%"), ["5%-10=5..10", "1% and 2=1..2"]);
        assert_eq!(read("between $2m and US$3m"), ["2m and US$3m=2000000..3000000"]);
        assert_eq!(read("rose 2 million to 12 million"), ["2 million=2000000", "12 million=12000000"]);
        assert_eq!(read("from 10 to 12 million"), ["10=10", "12 million=12000000"]);
        assert_eq!(read("two-thirds of 1/4"), ["two-thirds=0.6666666666666666666666666667", "1/4=0.25"]);
    }

    #[test]
    fn names_hold_no_numbers() {
        assert_eq!(read("COVID-19, MH17, B.1.1.7 and Article-5"), [""; 0]);
        assert_eq!(read("1,23 and 192.168.1.2"), [""; 0]);
    }
}
