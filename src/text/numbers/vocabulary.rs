//! The words that numbers are made of.

use std::sync::OnceLock;

use foldhash::HashMap;
use rust_decimal::Decimal;

pub(super) fn thousand(power: u32) -> Decimal {
    Decimal::from(1000_i64.pow(power))
}

pub(super) fn scale(word: &str) -> Option<Decimal> {
    Some(match word {
        "hundred" => Decimal::ONE_HUNDRED,
        "thousand" => thousand(1),
        "million" | "mn" | "mln" => thousand(2),
        "billion" | "bn" | "bln" => thousand(3),
        "trillion" | "tn" | "trn" | "tln" => thousand(4),
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
        let others = ["a", "an", "half", "quarter", "hundred", "few", "several", "many"]
            .into_iter()
            .chain(PLURALS.iter().map(|(word, _)| *word))
            .chain(VULGAR.iter().map(|(sign, ..)| *sign));
        cardinals.chain(ordinals).chain(others.map(|word| (word, Opener::Other))).collect()
    });
    openers.get(word).copied()
}

/// Whether a number in words can begin with a word of any case. Takes no memory, unlike folding a capital.
pub(super) fn opens(word: &str) -> bool {
    /// "seventeenth"
    const LONGEST: usize = 11;
    if !word.is_ascii() {
        return opener(&crate::text::fold(word)).is_some();
    }
    let mut small = [0_u8; LONGEST];
    let Some(small) = small.get_mut(..word.len()) else { return false };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    std::str::from_utf8(small).is_ok_and(|word| opener(word).is_some())
}

pub(super) fn plain_word(word: &str) -> Option<i64> {
    if let Some(Opener::Cardinal(value)) = opener(word) { Some(value) } else { None }
}

pub(super) fn ordinal_word(word: &str) -> Option<i64> {
    if let Some(Opener::Ordinal(value)) = opener(word) { Some(value) } else { None }
}

/// Words that are a lower bound by themselves.
pub(super) const PLURALS: &[(&str, i64)] = &[
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

/// A scale, or a dozen.
pub(super) fn scale_or_dozen(word: &str) -> Option<Decimal> {
    scale(word).or_else(|| matches!(word, "dozen" | "doz" | "dozs" | "dz" | "dzs").then(|| Decimal::from(12)))
}

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
