//! Numbers that lead to somebody: houses, blocks and phones.

use crate::extract::Reading;
use crate::text::{Number, Shape, TokenKind};

use super::phrase::ends_phrase;

/// Whether the number is part of an address or is dialled.
pub(super) fn part(reading: &Reading<'_>, number: &Number) -> bool {
    phone(reading, number) || local_call(reading, number) || emergency(reading, number) || house(reading, number)
}

/// "1154 S. Seventh St.", "15 Fort Eddy Road", "the 800 block of Elm Street"
fn house(reading: &Reading<'_>, number: &Number) -> bool {
    let (start, end) = (number.tokens.start, number.tokens.end);
    if number.tokens.len() > 1 || !digits(reading, start) || reading.word(start).len() > 5 {
        return false;
    }
    if reading.is(end, "block") && reading.is(end + 1, "of") {
        return true;
    }
    let named = |i: usize| {
        reading.tokens.get(i).is_some_and(|t| {
            !t.starts_paragraph
                && (t.case.capital() || t.kind == TokenKind::Figure || matches!(reading.word(i), "." | "-"))
        })
    };
    let street = (end..end + 7).take_while(|i| named(*i)).find(|i| reading.any(*i, STREETS));
    // "10 Downing Street aides" are aides
    street.is_some_and(|street| street > end && ends_phrase(reading, street + 1))
}

/// "called 911", "a 999 call", "dial 211"
fn emergency(reading: &Reading<'_>, number: &Number) -> bool {
    const DIAL: &[&str] = &[
        "call", "calls", "called", "calling", "dial", "dials", "dialed", "dialled", "dialing", "dialling", "phone",
        "phoned", "ring", "text",
    ];
    let (start, end) = (number.tokens.start, number.tokens.end);
    if number.tokens.len() > 1 || !digits(reading, start) || reading.word(start).len() < 3 {
        return false;
    }
    let help = reading.any(start, &["911", "999", "112", "000"])
        && reading.any(end, &["call", "calls", "caller", "callers", "dispatcher", "dispatchers", "operator"]);
    let open = || ends_phrase(reading, end) || reading.is(end, "-");
    help || reading.any(start.wrapping_sub(1), DIAL) && open()
}

/// "692-7040": a range of three digits to four is no range that news writes of counts.
fn local_call(reading: &Reading<'_>, number: &Number) -> bool {
    let (first, last) = (number.tokens.start, number.tokens.end.wrapping_sub(1));
    number.shape == Shape::Range
        && number.tokens.len() == 3
        && digits(reading, first)
        && digits(reading, last)
        && (reading.word(first).len(), reading.word(last).len()) == (3, 4)
        && !super::noun::counted(reading, number)
        && !super::sign::signed(reading, number)
}

/// "0800 123 4567", "+44 20 7946 0000", "(202) 555-0134", "007": figures that are read one by one.
fn phone(reading: &Reading<'_>, number: &Number) -> bool {
    let at = number.tokens.start;
    let digits = |i: usize| digits(reading, i);
    let zero = |i: usize| digits(i) && reading.word(i).len() > 1 && reading.word(i).starts_with('0');
    let plus = |i: usize| reading.is(i.wrapping_sub(1), "+") && reading.tokens.get(i).is_some_and(|t| t.glued);
    if number.shape != Shape::Figure || number.tokens.len() > 1 || !digits(at) {
        return false;
    }
    let dialled = reading.is(at + 1, ")") && reading.is(at.wrapping_sub(1), "(") && reading.word(at).len() == 3;
    if zero(at) || dialled && digits(at + 2) {
        return true;
    }
    let first = (at.saturating_sub(4)..at).rev().take_while(|i| digits(*i)).last().unwrap_or(at);
    (first < at || digits(at + 1)) && (zero(first) || plus(first))
}

/// Whether a token is a figure of nothing but digits.
fn digits(reading: &Reading<'_>, at: usize) -> bool {
    reading.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Figure)
        && reading.word(at).bytes().all(|b| b.is_ascii_digit())
}

/// What the name of a street ends in.
const STREETS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "drive",
    "dr",
    "lane",
    "ln",
    "boulevard",
    "blvd",
    "way",
    "place",
    "pl",
    "court",
    "ct",
    "trail",
    "square",
    "terrace",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "crescent",
    "row",
    "gardens",
    "circle",
    "pike",
    "alley",
    "plaza",
    "close",
    "mews",
];
