//! Parts of a whole: "two-thirds", "a fifth", "half", "2/3", "½"; and of a scale: "half a million".

use rust_decimal::Decimal;

use super::vocabulary::{TIMES, below, ordinal_word, plain_word, scale_or_dozen};
use super::{Number, Read, Reader, Shape, Single};
use crate::model::Amount;
use crate::text::fold;
use crate::text::tokens::TokenKind;

impl Reader<'_> {
    /// A fraction that stands by itself: "two-thirds", "a third", "half", "2/3", "½". `first` is the number there.
    pub(super) fn fraction(&self, at: usize, first: Option<Single>) -> Option<Number> {
        let (value, end) = match first {
            Some(above) if above.shape == Shape::Figure => {
                self.slashed(above).or_else(|| self.one_in(above)).or_else(|| self.over(above))?
            }
            _ if self.part_of_a_scale(at).is_some() => return None,
            _ if self.is(at, "half") => (Decimal::new(5, 1), at + 1),
            _ => self
                .vulgar(at)
                .or_else(|| self.part(at))
                .or_else(|| self.improper(first?))
                .or_else(|| self.one_in(first?))
                .or_else(|| self.over(first?))?,
        };
        self.made(at..end, Amount::exact(value.normalize()), Shape::Fraction)
    }

    /// "half a million", "a quarter of a million", "three quarters of a billion", "quarter million", "half-dozen"
    pub(super) fn part_of_a_scale(&self, at: usize) -> Option<Read> {
        let (part, end, plain) = if self.is(at, "half") {
            (Decimal::new(5, 1), at + 1, true)
        } else if self.is(at, "quarter") {
            (Decimal::new(25, 2), at + 1, true)
        } else {
            let (part, end) = self.part(at)?;
            (part, end, self.any(end - 1, &["half", "quarter"]) || self.word(end - 1).ends_with('s'))
        };
        let of = self.is(end, "of");
        let next = if of { end + 1 } else { self.past_hyphen(end) };
        let article = self.article(next);
        if !article && (of || !plain) || !self.same_paragraph(next) {
            return None;
        }
        let at = if article { self.past_hyphen(next + 1) } else { next };
        let scale = scale_or_dozen(self.word(at))?;
        Some((part.checked_mul(scale)?.normalize(), at + 1))
    }

    /// A part that adds to the number before "and": "… and a half", "… and three quarters", "… and a fifth".
    pub(super) fn part_behind(&self, at: usize) -> Option<Read> {
        let (part, end) = self.part(at)?;
        let half = self.is(end - 1, "half");
        (half || !self.is(end, "of")).then_some((part, end))
    }

    /// A proper fraction in words: "a half", "two-thirds", "fifty-four hundredths", "one twenty-fifth".
    fn part(&self, at: usize) -> Option<Read> {
        let (above, end) = if self.article(at) {
            (1, at + 1)
        } else {
            // the tens of "twenty-fifths" belong to what is below the line only behind "one"
            let first = plain_word(self.word(at))?;
            if first == 1 {
                (1, at + 1)
            } else {
                self.small(at).and_then(|(v, end)| Some((i64::try_from(v).ok()?, end)))?
            }
        };
        let (parts, end) = self.parts(above, end)?;
        (0 < above && above < parts)
            .then(|| Decimal::from(above).checked_div(Decimal::from(parts)))
            .flatten()
            .map(|v| (v, end))
    }

    /// "thirds", "hundredth", "twenty-fifth" behind a count, which decides between singular and plural.
    fn parts(&self, above: i64, end: usize) -> Option<(i64, usize)> {
        let at = self.past_hyphen(end);
        let joined = at > end;
        if !self.same_paragraph(at) {
            return None;
        }
        if above == 1 && self.is(at, "one") {
            return self.hundredth(at + 1);
        }
        let word = fold(self.word(at));
        if let Some((value, plural)) = below(&word) {
            if plural {
                return (above > 1).then_some((value, at + 1));
            }
            // "a quarter" is a part, "a fifth man" is none
            let sure = matches!(&*word, "half" | "quarter") || joined || self.closes(at + 1);
            return (above == 1 && sure).then_some((value, at + 1));
        }
        let tens = plain_word(&word).filter(|v| *v >= 20 && v % 10 == 0)?;
        let last = self.past_hyphen(at + 1);
        let unit = fold(self.word(last));
        let unit = match unit.strip_suffix('s') {
            Some(single) => ordinal_word(single).filter(|_| above > 1),
            None => ordinal_word(&unit).filter(|_| above == 1 && self.closes(last + 1)),
        };
        unit.filter(|v| *v < 10).map(|v| (tens + v, last + 1))
    }

    /// Behind "one one": "-hundredth", "hundred and fifth".
    fn hundredth(&self, at: usize) -> Option<(i64, usize)> {
        let at = self.past_hyphen(at);
        if self.is(at, "hundred") {
            let last = if self.is(at + 1, "and") { at + 2 } else { at + 1 };
            let unit = ordinal_word(self.word(last)).filter(|v| *v < 100)?;
            return Some((100 + unit, last + 1));
        }
        below(&fold(self.word(at))).filter(|(v, plural)| *v >= 100 && !plural).map(|(v, _)| (v, at + 1))
    }

    /// "twenty-three fifths", "a hundred trillionths": any count of parts, but for quarters, which are of a year.
    fn improper(&self, above: Single) -> Option<Read> {
        let Single { value: above, end, .. } = above;
        let (parts, plural) =
            below(&fold(self.word(self.past_hyphen(end)))).filter(|(parts, _)| *parts > 4 || *parts == 3)?;
        let value = above.checked_div(Decimal::from(parts))?;
        let end = self.past_hyphen(end);
        (plural && above > Decimal::ONE && self.same_paragraph(end)).then_some((value, end + 1))
    }

    /// "2/3", "-4/5"
    fn slashed(&self, above: Single) -> Option<Read> {
        let Single { value: above, end, .. } = above;
        if self.word(end) != "/" || !self.glued(end) || !self.glued(end + 1) {
            return None;
        }
        let (below, end) = self.figures(end + 1)?;
        let sound = above < below && below <= Decimal::ONE_HUNDRED && self.word(end) != "/";
        sound.then(|| above.checked_div(below)).flatten().map(|v| (v, end))
    }

    /// "one in five", "1 in every 1,000", "three in 10", "nine out of ten": a share; "12 out of 40" are two counts.
    fn one_in(&self, above: Single) -> Option<Read> {
        const ROUND: &[i64] = &[3, 4, 5, 10, 20, 100, 1_000];
        let Single { value: above, end, .. } = above;
        if above.scale() > 0 || above <= Decimal::ZERO {
            return None;
        }
        let out = self.is(end, "out") && self.is(end + 1, "of");
        if !(out || self.is(end, "in")) {
            return None;
        }
        let of = if out { end + 2 } else { end + 1 };
        let of = if self.is(of, "every") { of + 1 } else { of };
        if !self.same_paragraph(of) {
            return None;
        }
        let below = self.single(of).filter(|below| below.value.scale() == 0 && below.value > above)?;
        let (below, end) = self.scaled(below.value, below.end);
        let few = above <= Decimal::TEN;
        let sure = if out {
            // "two out of five hundred" is said of a share, "2 out of 500" of two counts
            let hundreds = few && !self.is_figure(of) && (below % Decimal::ONE_HUNDRED).is_zero();
            above == Decimal::ONE
                || below <= Decimal::TEN
                || below == Decimal::ONE_HUNDRED
                || below == Decimal::ONE_THOUSAND
                || hundreds
        } else if above == Decimal::ONE {
            !(below >= Decimal::from(1900) && below <= Decimal::from(2100))
        } else {
            // "three in 10 days" are three
            let after = if self.word(end) == "-" { end + 1 } else { end };
            few && ROUND.iter().any(|v| below == Decimal::from(*v)) && !self.any(after, TIMES)
        };
        sure.then(|| above.checked_div(below)).flatten().map(|v| (v, end))
    }

    /// "one over three", "1 over 21", as sums are read out.
    fn over(&self, above: Single) -> Option<Read> {
        let Single { value: above, end, .. } = above;
        if above.abs() != Decimal::ONE || !self.is(end, "over") {
            return None;
        }
        let Single { value: below, end: after, .. } = self.single(end + 1)?;
        let sound = below > Decimal::ONE && below.scale() == 0 && self.closes(after) && self.same_paragraph(end + 1);
        sound.then(|| above.checked_div(below)).flatten().map(|v| (v, after))
    }

    /// Whether no noun follows, so that "a third" is a part and not a third one.
    fn closes(&self, at: usize) -> bool {
        const BEHIND: &[&str] = &[
            "a", "and", "are", "as", "at", "been", "between", "but", "by", "can", "did", "do", "each", "fewer", "for",
            "from", "have", "higher", "in", "last", "less", "lower", "more", "of", "off", "on", "or", "said", "say",
            "since", "than", "that", "the", "this", "to", "were", "who", "will", "with", "would",
        ];
        let Some(next) = self.tokens.get(at) else { return true };
        next.starts_paragraph
            || match next.kind {
                TokenKind::Mark => !(next.glued && matches!(self.word(at), "-" | "‑")),
                TokenKind::Quote => true,
                TokenKind::Word => self.any(at, BEHIND),
                _ => false,
            }
    }
}
