//! The time of day beside a date, with its zone.

use jiff::civil::Time;

use super::tokens::{Token, digits, is_word, sign, skip, two, word};

/// The first time of day among the tokens as `T10:30+01:00`, and the tokens it takes.
pub(super) fn clock(tokens: &[Token], among: std::ops::Range<usize>) -> Option<(String, std::ops::Range<usize>)> {
    let tokens = tokens.get(..among.end)?;
    among.clone().find_map(|at| {
        let (mut hour, minute) = match digits(tokens, at)? {
            glued if matches!(glued.len(), 4 | 6) && is_word(tokens.get(at.checked_sub(1)?)?, &["t"]) => {
                return compact_clock(tokens, at, glued);
            }
            hour if hour.len() <= 2 => (hour.parse::<i8>().ok()?, minute(tokens, at + 1)),
            _ => return None,
        };
        let mut next = at + 1;
        let mut text = String::new();
        if let Some((minute, taken)) = minute {
            text = format!(":{minute}");
            next += taken;
            if sign(tokens, next, &[':']).is_some() {
                text = format!("{text}:{}", two(tokens, next + 1)?);
                next += 2;
                if let (Some(_), Some(part)) = (sign(tokens, next, &['.', ',']), digits(tokens, next + 1)) {
                    text = format!("{text}.{}", part.get(..9).unwrap_or(part));
                    next += 2;
                }
            }
        }
        let half = half(tokens, &mut next);
        match half {
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(pm) => hour = hour % 12 + if pm { 12 } else { 0 },
            None if text.is_empty() => return None,
            None => {}
        }
        let text = format!("T{hour:02}{}", if text.is_empty() { ":00" } else { &text });
        text.get(1..)?.parse::<Time>().ok()?;
        let zone = zone(tokens, &mut next);
        Some((text + &zone, at..next))
    })
}

/// The minutes behind an hour, and the tokens they take: `:30`, `h30`, and `h` alone.
fn minute(tokens: &[Token], at: usize) -> Option<(&str, usize)> {
    let is_h = tokens.get(at).is_some_and(|token| is_word(token, &["h"]));
    let minute = two(tokens, at + 1).filter(|_| is_h || sign(tokens, at, &[':']).is_some());
    minute.map(|minute| (minute, 2)).or_else(|| is_h.then_some(("00", 1)))
}

/// `T1030` and `T103000` of ISO's basic form.
fn compact_clock(tokens: &[Token], at: usize, glued: &str) -> Option<(String, std::ops::Range<usize>)> {
    let mut text = format!("T{}:{}", glued.get(..2)?, glued.get(2..4)?);
    if let Some(seconds) = glued.get(4..6) {
        text = format!("{text}:{seconds}");
    }
    text.get(1..)?.parse::<Time>().ok()?;
    let mut next = at + 1;
    let zone = zone(tokens, &mut next);
    Some((text + &zone, at..next))
}

/// Whether `am` or `pm`, `a.m.` or `p.m.` follows: true for the afternoon.
fn half(tokens: &[Token], next: &mut usize) -> Option<bool> {
    let first = word(tokens, *next)?;
    let pm = match first {
        "am" | "a" => false,
        "pm" | "p" => true,
        _ => return None,
    };
    *next += 1;
    if first.len() == 1 {
        skip(tokens, next, |token| *token == Token::Sign('.'));
        skip(tokens, next, |token| is_word(token, &["m"]));
        skip(tokens, next, |token| *token == Token::Sign('.'));
    }
    Some(pm)
}

/// The zone that follows a time, empty where none does or where its letters name several.
fn zone(tokens: &[Token], next: &mut usize) -> String {
    let start = *next;
    skip(tokens, next, |token| *token == Token::Sign('('));
    let named = word(tokens, *next).and_then(|word| ZONES.iter().find(|(name, _)| *name == word));
    if let Some((_, offset)) = named {
        *next += 1;
        if *offset != "Z" {
            return (*offset).to_owned();
        }
    }
    let offset = offset(tokens, next);
    match (named, offset) {
        (_, Some(offset)) => offset,
        (Some(_), None) => "Z".to_owned(),
        (None, None) => {
            *next = start;
            String::new()
        }
    }
}

/// `+01:00`, `-0600`, `+1`.
fn offset(tokens: &[Token], next: &mut usize) -> Option<String> {
    let sign_ = sign(tokens, *next, &['+', '-'])?;
    let digits_ = digits(tokens, *next + 1)?;
    let (hours, minutes, taken) = match (digits_.len(), sign(tokens, *next + 2, &[':'])) {
        (1 | 2, Some(_)) => (digits_, two(tokens, *next + 3)?, 4),
        (1 | 2, None) => (digits_, "00", 2),
        (4, _) => (digits_.get(..2)?, digits_.get(2..)?, 2),
        _ => return None,
    };
    let hours: u8 = hours.parse().ok().filter(|hours| *hours <= 14)?;
    *next += taken;
    Some(format!("{sign_}{hours:02}:{minutes}"))
}

/// Letters that name one zone; others, such as IST and BST, name several.
const ZONES: [(&str, &str); 14] = [
    ("z", "Z"),
    ("gmt", "Z"),
    ("utc", "Z"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("mdt", "-06:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("sast", "+02:00"),
    ("jst", "+09:00"),
];
