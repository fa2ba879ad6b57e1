//! Numbers in figures: "870,000", "10,00,000", "1.1bn", "1 234 567", "-5", ".08", "2½", "6.2×10^-4".

use rust_decimal::Decimal;

use super::vocabulary::{VULGAR, scale, scale_or_dozen, thousand};
use super::{Read, Reader, sign};
use crate::text::tokens::TokenKind;

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
    let mut digits = number.bytes().filter(u8::is_ascii_digit).map(|digit| i128::from(digit - b'0'));
    let digits = digits.try_fold(0_i128, |value, digit| value.checked_mul(10)?.checked_add(digit))?;
    let places = u32::try_from(fraction.map_or(0, str::len)).ok()?;
    Decimal::try_from_i128_with_scale(digits, places).ok()?.checked_mul(scale).map(|d| d.normalize())
}

/// No commas, or groups of three, or Indian groups (a last group of three, groups of two before it).
fn grouped(whole: &str) -> bool {
    let Some((head, last)) = whole.rsplit_once(',') else { return true };
    let (first, middle) = head.split_once(',').map_or((head, ""), |(first, middle)| (first, middle));
    let groups = |length: usize| middle.is_empty() || middle.split(',').all(|group| group.len() == length);
    let western = (1..=3).contains(&first.len()) && groups(3);
    let indian = (1..=2).contains(&first.len()) && groups(2);
    last.len() == 3 && (western || indian)
}

fn all_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

impl Reader<'_> {
    /// A figure with its sign, its spaced groups and the fraction behind it, without scale words.
    pub(super) fn figures(&self, at: usize) -> Option<Read> {
        if let Some(from) = self.minus(at) {
            let (value, end) = self.unsigned(from).or_else(|| self.words(from))?;
            return Some((-value, end));
        }
        self.unsigned(at)
    }

    fn unsigned(&self, at: usize) -> Option<Read> {
        if self.leading_point(at) {
            let value = figure(&format!("0.{}", self.word(at + 1)))?;
            return Some((value, at + 2));
        }
        let word = self.tokens.get(at).filter(|t| t.kind == TokenKind::Figure)?.span.of(self.text);
        if let Some(read) = self.power(at) {
            return Some(read);
        }
        let Some(value) = figure(word) else { return self.exponent(at) };
        if !all_digits(word) {
            return Some((value, at + 1));
        }
        if let Some(read) = self.spaced_point(at) {
            return Some(read);
        }
        let (value, end) = self.spaced_groups(at, value);
        Some(self.mixed_figure(value, end))
    }

    /// "1 234 567" with thin or no-break spaces; with plain ones where it can hardly be else ("197 000",
    /// two groups or more).
    fn spaced_groups(&self, at: usize, first: Decimal) -> Read {
        const MOST: usize = 8;
        if self.word(at).len() > 3 || self.word(at).starts_with('0') {
            return (first, at + 1);
        }
        let (mut value, mut end, mut plain, mut sure) = (first, at + 1, false, false);
        while end <= at + MOST && self.is_figure(end) && self.same_paragraph(end) {
            let digits = self.word(end);
            let gap = match (self.tokens.get(end - 1), self.tokens.get(end)) {
                (Some(before), Some(next)) => self.text.get(before.span.end()..next.span.start()).unwrap_or(""),
                _ => "",
            };
            if !matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}") || digits.len() != 3 || !all_digits(digits) {
                break;
            }
            let Some(group) = figure(digits) else { break };
            let Some(longer) = value.checked_mul(thousand(1)).and_then(|v| v.checked_add(group)) else { break };
            plain |= gap == " ";
            sure |= digits.starts_with('0') || end > at + 1;
            value = longer;
            end += 1;
        }
        if plain && !sure { (first, at + 1) } else { (value, end) }
    }

    /// "1 1/2", "2½", "2 ½"
    fn mixed_figure(&self, whole: Decimal, end: usize) -> Read {
        let part = self.vulgar(end).or_else(|| {
            let (above, below) = (self.word(end), self.word(end + 2));
            let slash = self.word(end + 1) == "/" && self.glued(end + 1) && self.glued(end + 2) && !self.glued(end);
            if !slash || !all_digits(above) || !matches!(below, "2" | "3" | "4" | "5" | "6" | "8" | "10" | "16") {
                return None;
            }
            let (above, below) = (figure(above)?, figure(below)?);
            (above < below && !above.is_zero()).then(|| above.checked_div(below)).flatten().map(|v| (v, end + 3))
        });
        part.filter(|_| self.same_paragraph(end) && whole < Decimal::ONE_THOUSAND)
            .and_then(|(part, end)| Some((whole.checked_add(part)?, end)))
            .unwrap_or((whole, end))
    }

    /// "0 . 6 %", "50 . 9375": a tokeniser has set the point apart. It sets a full stop apart too, so that the figure
    /// has to be one that needs its decimals.
    fn spaced_point(&self, at: usize) -> Option<Read> {
        const BEHIND: &[&str] = &["%", "percent", "per", "pct", "million", "billion", "trillion", "points"];
        let (whole, part) = (self.word(at), self.word(at + 2));
        let apart = self.word(at + 1) == "."
            && (at + 1..at + 3).all(|i| !self.glued(i) && self.same_paragraph(i))
            && whole.len() < 4
            && all_digits(part);
        let year = part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        if !apart || !(whole == "0" || part.len() > 3 && !year || self.any(at + 3, BEHIND)) {
            return None;
        }
        Some((figure(&format!("{whole}.{part}"))?, at + 3))
    }

    /// "½"
    pub(super) fn vulgar(&self, at: usize) -> Option<Read> {
        let word = self.word(at);
        if word.is_ascii() {
            return None;
        }
        let (_, above, below) = VULGAR.iter().find(|(sign, ..)| *sign == word)?;
        Some((Decimal::from(*above).checked_div(Decimal::from(*below))?, at + 1))
    }

    /// "1e10", "2.5E6"
    fn exponent(&self, at: usize) -> Option<Read> {
        let (value, power) = self.word(at).split_once(['e', 'E'])?;
        let power: u32 = power.parse().ok().filter(|power| *power <= 24)?;
        let value = figure(value)?.checked_mul(Decimal::from(10_i128.checked_pow(power)?))?;
        Some((value, at + 1))
    }

    /// "1.3x10^6", "6.2×10^-4"
    fn power(&self, at: usize) -> Option<Read> {
        let word = self.word(at);
        let (value, caret) = match word.split_once(['x', '×']) {
            Some((value, "10")) => (value, at + 1),
            None if self.any(at + 1, &["x", "×"]) && self.word(at + 2) == "10" => (word, at + 3),
            _ => return None,
        };
        if self.word(caret) != "^" || !self.glued(caret) {
            return None;
        }
        let below = matches!(self.word(caret + 1), "-" | "−");
        let exponent = if below { caret + 2 } else { caret + 1 };
        let power: u32 = self.word(exponent).parse().ok().filter(|power| *power <= 24)?;
        let scale = Decimal::from(10_i128.checked_pow(power)?);
        let value = figure(value)?;
        let value = if below { value.checked_div(scale)? } else { value.checked_mul(scale)? };
        Some((value, exponent + 1))
    }

    /// ".08", "$.50": a point before a figure, with nothing before it that it could belong to.
    pub(super) fn leading_point(&self, at: usize) -> bool {
        self.word(at) == "."
            && self.glued(at + 1)
            && self.is_figure(at + 1)
            && self.word(at + 1).bytes().take_while(u8::is_ascii_digit).count() > 0
            && !self.word(at + 1).contains(['.', ','])
            && (!self.glued(at)
                || at.checked_sub(1).is_some_and(|i| sign(self.word(i)) || matches!(self.word(i), "(" | "-" | "−")))
    }

    /// Where the number behind a minus begins: "-5", "(-0.4%)", "minus 20 degrees".
    ///
    /// A hyphen before a figure can be a dash or a list's mark too, and "minus" a preposition, so what follows has to
    /// be something that can be below zero.
    pub(super) fn minus(&self, at: usize) -> Option<usize> {
        let from = at + 1;
        let figure = |i: usize| self.is_figure(i) || self.leading_point(i);
        match self.word(at) {
            "−" if self.glued(from) && figure(from) => Some(from),
            "-" if !self.joined(at) && self.glued(from) && figure(from) => {
                (!self.begins_paragraph(at) || self.below_zero(from)).then_some(from)
            }
            "–" if !self.joined(at) && self.glued(from) && figure(from) && self.below_zero(from) => Some(from),
            _ if self.minus_word(at) && self.same_paragraph(from) => {
                let number = self.unsigned(from).is_some() || self.small(from).is_some();
                (number && self.below_zero(from)).then_some(from)
            }
            _ => None,
        }
    }

    pub(super) fn minus_word(&self, at: usize) -> bool {
        matches!(self.word(at), "minus" | "Minus" | "negative")
    }

    /// Whether a mark is glued to a word or a figure before it.
    fn joined(&self, at: usize) -> bool {
        let opening = at.checked_sub(1).is_some_and(|i| matches!(self.word(i), "(" | "[" | "“" | "\""));
        let spaced = at.checked_sub(1).is_some_and(|i| self.is_figure(i)) && !self.begins_paragraph(at);
        self.glued(at) && !opening || spaced
    }

    fn begins_paragraph(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|t| t.starts_paragraph)
    }

    /// Whether a measure that goes below zero, or nothing, follows a number: no noun that is counted.
    fn below_zero(&self, from: usize) -> bool {
        const MEASURES: &[&str] = &[
            "degree",
            "degrees",
            "percent",
            "per",
            "pct",
            "%",
            "°",
            "celsius",
            "fahrenheit",
            "c",
            "f",
            "point",
            "points",
        ];
        const BEHIND: &[&str] =
            &["in", "on", "at", "last", "this", "to", "overnight", "from", "for", "or", "and", "over"];
        let Some((_, end)) = self.unsigned(from).or_else(|| self.small(from)) else { return false };
        let Some(next) = self.tokens.get(end) else { return true };
        next.starts_paragraph
            || self.any(end, MEASURES)
            || self.any(end, BEHIND)
            || next.kind == TokenKind::Mark && !(next.glued && matches!(self.word(end), "-" | ":"))
            || scale(self.word(end)).is_some()
    }

    /// Scale words behind a value: "2.5 million", "4-million", "3 hundred thousand", "5 lakh crore", "3 dozen"; and
    /// what adds to the scale: "3 million and a half", "3 hundred and one", "6 crore and two hundred".
    pub(super) fn scaled(&self, value: Decimal, end: usize) -> Read {
        let (mut value, mut end, mut last) = (value, end, None);
        for _ in 0..2 {
            let at = self.past_hyphen(end);
            if !self.same_paragraph(at) {
                break;
            }
            let Some(scale) = scale_or_dozen(self.word(at)) else { break };
            let Some(product) = value.checked_mul(scale) else { break };
            value = product.normalize();
            end = at + 1;
            last = Some(scale);
        }
        let Some(last) = last.filter(|_| self.is(end, "and") && self.same_paragraph(end)) else { return (value, end) };
        let more = if last == Decimal::ONE_HUNDRED {
            self.small(end + 1).filter(|(_, after)| scale(self.word(*after)).is_none())
        } else {
            // "6 crore and two hundred"
            let smaller = || self.words(end + 1).filter(|(v, _)| *v >= Decimal::ONE_HUNDRED && *v < last);
            self.part_behind(end + 1).and_then(|(part, after)| Some((part.checked_mul(last)?, after))).or_else(smaller)
        };
        more.and_then(|(more, after)| Some((value.checked_add(more)?.normalize(), after))).unwrap_or((value, end))
    }
}
