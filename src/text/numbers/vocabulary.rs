//! The words that numbers are made of.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::Reader;
use crate::text::Table;

pub(super) fn thousand(power: u32) -> Decimal {
    Decimal::from(1000_i64.pow(power))
}

/// A scale: "hundred", "million", "crore".
pub(super) fn scale(word: &str) -> Option<Decimal> {
    scale_or_dozen(word).filter(|scale| *scale != DOZEN)
}

/// A scale, or a dozen.
pub(super) fn scale_or_dozen(word: &str) -> Option<Decimal> {
    static TABLE: OnceLock<Table<Decimal>> = OnceLock::new();
    let table = TABLE.get_or_init(|| Table::new(SCALES.iter().map(|(word, value)| (*word, Decimal::from(*value)))));
    table.get_folded(word)
}

const DOZEN: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// What a word is to a number that begins with it.
#[derive(Clone, Copy)]
enum Opener {
    Cardinal(i64),
    Ordinal(i64),
    /// "a" and "an", which open one only before words of numbers.
    Article,
    /// "minus"
    Minus,
    /// "millions"
    Plural(i64),
    /// "half", "several hundred"
    Other,
}

/// Every word that a number in words begins with, so that one look-up passes over all other words.
fn opener(word: &str) -> Option<Opener> {
    static OPENERS: OnceLock<Table<Opener>> = OnceLock::new();
    let openers = OPENERS.get_or_init(|| {
        let cardinals = CARDINALS.iter().map(|(word, value)| (*word, Opener::Cardinal(*value)));
        let ordinals = ORDINALS.iter().map(|(word, value)| (*word, Opener::Ordinal(*value)));
        let small =
            [("a", Opener::Article), ("an", Opener::Article), ("minus", Opener::Minus), ("negative", Opener::Minus)];
        let plurals = PLURALS.iter().map(|(word, value)| (*word, Opener::Plural(*value)));
        let others = ["half", "quarter", "hundred", "few", "several", "many"].into_iter();
        let others = others.chain(VULGAR.iter().map(|(sign, ..)| *sign)).map(|word| (word, Opener::Other));
        Table::new(cardinals.chain(ordinals).chain(plurals).chain(small).chain(others))
    });
    openers.get_folded(word)
}

impl Reader<'_> {
    /// Whether a number in words can begin at a token.
    pub(super) fn opens_in_words(&self, at: usize) -> bool {
        match opener(self.word(at)) {
            Some(Opener::Article) => {
                // "a million", "a third", "a-dozen", "a few hundred"
                let next = self.word(self.past_hyphen(at + 1));
                opener(next).is_some() || scale_or_dozen(next).is_some() || next.eq_ignore_ascii_case("couple")
            }
            Some(Opener::Minus) => self.minus(at).is_some(),
            Some(_) => true,
            None => false,
        }
    }
}

pub(super) fn plain_word(word: &str) -> Option<i64> {
    if let Some(Opener::Cardinal(value)) = opener(word) { Some(value) } else { None }
}

pub(super) fn ordinal_word(word: &str) -> Option<i64> {
    if let Some(Opener::Ordinal(value)) = opener(word) { Some(value) } else { None }
}

/// "tens", "millions"
pub(super) fn plural(word: &str) -> Option<i64> {
    if let Some(Opener::Plural(value)) = opener(word) { Some(value) } else { None }
}

/// Words that multiply what stands before them.
const SCALES: &[(&str, i64)] = &[
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("mn", 1_000_000),
    ("mln", 1_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("bln", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("tn", 1_000_000_000_000),
    ("trn", 1_000_000_000_000),
    ("tln", 1_000_000_000_000),
    ("lakh", 100_000),
    ("lac", 100_000),
    ("lakhs", 100_000),
    ("crore", 10_000_000),
    ("crores", 10_000_000),
    ("dozen", 12),
    ("doz", 12),
    ("dozs", 12),
    ("dz", 12),
    ("dzs", 12),
];

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
    ("nought", 0),
    ("naught", 0),
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
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("hundredth", 100),
    ("thousandth", 1_000),
    ("millionth", 1_000_000),
    ("billionth", 1_000_000_000),
    ("trillionth", 1_000_000_000_000),
];

/// Fractions that are one character, as what stands above the line and below it.
pub(super) const VULGAR: &[(&str, i64, i64)] = &[
    ("½", 1, 2),
    ("⅓", 1, 3),
    ("⅔", 2, 3),
    ("¼", 1, 4),
    ("¾", 3, 4),
    ("⅕", 1, 5),
    ("⅖", 2, 5),
    ("⅗", 3, 5),
    ("⅘", 4, 5),
    ("⅙", 1, 6),
    ("⅚", 5, 6),
    ("⅛", 1, 8),
    ("⅜", 3, 8),
    ("⅝", 5, 8),
    ("⅞", 7, 8),
];

/// "half", "thirds", "quarter", "fifths", "thousandths": what a part is of, and whether the word is a plural.
pub(super) fn below(word: &str) -> Option<(i64, bool)> {
    match word {
        "half" => Some((2, false)),
        "halves" => Some((2, true)),
        "quarter" => Some((4, false)),
        "quarters" => Some((4, true)),
        _ => match word.strip_suffix('s') {
            Some(single) => ordinal_word(single).filter(|v| *v > 2).map(|v| (v, true)),
            None => ordinal_word(word).filter(|v| *v > 2).map(|v| (v, false)),
        },
    }
}

/// Lengths and points of time, whose numbers are left to dates.
pub(super) const TIMES: &[&str] = &[
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
    "year", "years", "a.m.", "p.m.", "am", "pm",
];

/// Currency codes and abbreviations that are written glued to their figure: "USD115", "Rs500", "Rs.500".
pub(in crate::text) const MONEY: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "INR", "AUD", "CAD", "NZD", "CHF", "HKD", "SGD", "SEK", "NOK", "DKK",
    "ZAR", "BRL", "MXN", "RUB", "KRW", "THB", "MYR", "IDR", "PHP", "VND", "AED", "SAR", "QAR", "KWD", "NGN", "KES",
    "UGX", "TZS", "GHS", "PKR", "BDT", "LKR", "NPR", "EGP", "ILS", "PLN", "CZK", "HUF", "RON", "UAH", "Rs", "RM", "Rp",
    "Tk", "KSh", "Ksh", "Sh", "FCFA",
];

/// Measures that are written glued to their figure: "30km", "5kg". No single letter: "5m" are millions or metres.
pub(in crate::text) const MEASURES: &[&str] = &[
    "km", "kms", "cm", "mm", "sqm", "sqft", "ft", "ha", "kg", "kgs", "mg", "lb", "lbs", "ml", "mph", "kph", "kmh",
    "km2", "km²", "m²", "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "ppm", "MB", "GB", "TB", "MHz", "GHz", "hp",
    "pc", "pct",
];
