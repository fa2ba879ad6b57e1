//! Dates as pages write them, made ISO 8601. Nothing is added that the words don't give: no time, no zone, no order of
//! day and month.

use jiff::civil::{Date, Time};

use crate::model::Published;

/// Longer strings are no date.
const LONGEST: usize = 120;
/// Years that a publication can bear: before are no newspapers, after are slips and placeholders.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2200;

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// 18/03/2021.
    DayFirst,
    /// 03/18/2021.
    MonthFirst,
    /// The page doesn't tell: only dates that can be read in one way are read.
    #[default]
    Untold,
}

impl Order {
    /// What a language tag such as `en-GB` tells. Among readers of English the region decides.
    pub(super) fn of(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let region = parts.next_back().unwrap_or_default().to_ascii_uppercase();
        match (language.as_str(), region.as_str()) {
            ("en", "US" | "PH") => Self::MonthFirst,
            ("en", "GB" | "AU" | "NZ" | "IE" | "IN" | "ZA" | "NG" | "KE" | "SG" | "MY" | "PK" | "HK") => Self::DayFirst,
            ("de" | "fr" | "es" | "it" | "pt" | "nl" | "pl" | "ru" | "uk" | "id" | "tr" | "ar" | "el" | "vi", _) => {
                Self::DayFirst
            }
            _ => Self::Untold,
        }
    }
}

/// Reads a date or date-time: ISO 8601 and its kin, RFC 2822, Unix time, English words. `None` where it is none, or where
/// it can be read in two ways.
pub(super) fn read(text: &str, order: Order) -> Option<Published> {
    stamp(text, order).map(|(published, _)| published)
}

/// Reads words that are a date and nothing else.
pub(super) fn read_whole(text: &str, order: Order) -> Option<Published> {
    stamp(text, order).filter(|(_, rest)| *rest == 0).map(|(published, _)| published)
}

/// A date, and how many words beside it say something else.
fn stamp(text: &str, order: Order) -> Option<(Published, usize)> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if let Some(published) = unix(text) {
        return Some((published, 0));
    }
    let tokens = tokens(text);
    let (day, from, to) = (0..tokens.len()).find_map(|at| day(&tokens, at, order))?;
    if !YEARS.contains(&day.year()) {
        return None;
    }
    let clock = clock(&tokens, to..tokens.len()).or_else(|| clock(&tokens, 0..from));
    let (time, used) = clock.unwrap_or_default();
    let is_filler = |at: &usize| match tokens.get(*at) {
        Some(Token::Sign(_)) | None => true,
        Some(Token::Word(word)) => {
            weekday(word) || matches!(word.as_str(), "at" | "on" | "t" | "st" | "nd" | "rd" | "th")
        }
        Some(Token::Digits(_)) => false,
    };
    let rest = (0..from).chain(to..tokens.len()).filter(|at| !used.contains(at) && !is_filler(at)).count();
    Some((Published { day, text: format!("{day}{time}") }, rest))
}

/// Seconds or milliseconds since 1970, which name an instant.
fn unix(text: &str) -> Option<Published> {
    if !matches!(text.len(), 10 | 13) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = text.get(..10)?.parse().ok()?;
    let stamp = jiff::Timestamp::from_second(seconds).ok()?.to_string();
    let day = stamp.get(..10)?.parse().ok()?;
    Some(Published { day, text: stamp })
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Digits(String),
    /// In lower case.
    Word(String),
    Sign(char),
}

fn tokens(text: &str) -> Vec<Token> {
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

/// The date that begins at a token, and the tokens it takes.
fn day(tokens: &[Token], at: usize, order: Order) -> Option<(Date, usize, usize)> {
    let (date, taken) = compact(tokens, at)
        .or_else(|| year_first(tokens, at))
        .or_else(|| numeric(tokens, at, order))
        .or_else(|| day_month(tokens, at))
        .or_else(|| month_day(tokens, at))?;
    Some((date, at, at + taken))
}

/// `20210318`.
fn compact(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let digits = digits(tokens, at).filter(|digits| matches!(digits.len(), 8 | 14))?;
    Some((date(digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?)?, 1))
}

/// `2021-03-18`, `2021/3/18`.
fn year_first(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let year = digits(tokens, at).filter(|digits| digits.len() == 4)?;
    let mark = sign(tokens, at + 1, &['-', '/', '.'])?;
    sign(tokens, at + 3, &[mark])?;
    Some((date(year, digits(tokens, at + 2)?, digits(tokens, at + 4).filter(|day| day.len() <= 2)?)?, 5))
}

/// `18/03/2021`, `18.03.2021`: where one of the two is no month, or the order is known. Dots part days first everywhere.
fn numeric(tokens: &[Token], at: usize, order: Order) -> Option<(Date, usize)> {
    let first = digits(tokens, at).filter(|digits| digits.len() <= 2)?;
    let mark = sign(tokens, at + 1, &['-', '/', '.'])?;
    let second = digits(tokens, at + 2).filter(|digits| digits.len() <= 2)?;
    sign(tokens, at + 3, &[mark])?;
    let year = digits(tokens, at + 4).filter(|digits| digits.len() == 4)?;
    let (day_first, month_first) = (date(year, second, first), date(year, first, second));
    let order = if mark == '.' { Order::DayFirst } else { order };
    let found = match (day_first, month_first, order) {
        (Some(one), Some(other), _) if one == other => Some(one),
        (Some(one), Some(_), Order::DayFirst) | (Some(one), None, _) => Some(one),
        (Some(_), Some(other), Order::MonthFirst) | (None, Some(other), _) => Some(other),
        _ => None,
    };
    Some((found?, 5))
}

/// `18 March 2021`, `18th of March, 2021`, `18-Mar-2021`.
fn day_month(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let day = digits(tokens, at).filter(|digits| digits.len() <= 2)?;
    let mut next = at + 1;
    skip(tokens, &mut next, |token| {
        matches!(token, Token::Sign('-' | '.')) || is_word(token, &["st", "nd", "rd", "th"])
    });
    skip(tokens, &mut next, |token| is_word(token, &["of"]));
    let month = word(tokens, next).and_then(month)?;
    next += 1;
    skip(tokens, &mut next, |token| matches!(token, Token::Sign('-' | '.' | ',')));
    let year = digits(tokens, next).filter(|digits| digits.len() == 4)?;
    Some((date(year, month, day)?, next + 1 - at))
}

/// `March 18, 2021`, `Mar. 18th 2021`.
fn month_day(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let month = word(tokens, at).and_then(month)?;
    let mut next = at + 1;
    skip(tokens, &mut next, |token| matches!(token, Token::Sign('.')));
    let day = digits(tokens, next).filter(|digits| digits.len() <= 2)?;
    next += 1;
    skip(tokens, &mut next, |token| is_word(token, &["st", "nd", "rd", "th"]));
    skip(tokens, &mut next, |token| matches!(token, Token::Sign(',')));
    let year = digits(tokens, next).filter(|digits| digits.len() == 4)?;
    Some((date(year, month, day)?, next + 1 - at))
}

/// The first time of day among the tokens as `T10:30+01:00`, and the tokens it takes.
fn clock(tokens: &[Token], among: std::ops::Range<usize>) -> Option<(String, std::ops::Range<usize>)> {
    let tokens = tokens.get(..among.end)?;
    among.clone().find_map(|at| {
        let (mut hour, minute) = match digits(tokens, at)? {
            glued if matches!(glued.len(), 4 | 6) && is_word(tokens.get(at.checked_sub(1)?)?, &["t"]) => {
                return compact_clock(tokens, at, glued);
            }
            hour if hour.len() <= 2 => (hour.parse::<i8>().ok()?, sign(tokens, at + 1, &[':'])),
            _ => return None,
        };
        let mut next = at + 1;
        let mut text = String::new();
        if minute.is_some() {
            text = format!(":{}", two(tokens, at + 2)?);
            next = at + 3;
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

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The number of a month by its English name or the first letters of it.
fn month(word: &str) -> Option<&'static str> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
    let fits = |name: &&str| {
        *name == word || word.len() == 3 && name.starts_with(word) || word == "sept" && name.starts_with(word)
    };
    MONTHS.iter().position(fits).and_then(|at| NUMBERS.get(at).copied())
}

/// Whether a word is a day of the week or the first letters of one.
pub(super) fn weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.iter().any(|name| *name == word || (3..=5).contains(&word.len()) && name.starts_with(word))
}

/// Whether a word is the name of a month, in full or short.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
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

fn digits(tokens: &[Token], at: usize) -> Option<&str> {
    if let Token::Digits(digits) = tokens.get(at)? { Some(digits) } else { None }
}

fn two(tokens: &[Token], at: usize) -> Option<&str> {
    digits(tokens, at).filter(|digits| digits.len() == 2)
}

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    if let Token::Word(word) = tokens.get(at)? { Some(word) } else { None }
}

fn sign(tokens: &[Token], at: usize, among: &[char]) -> Option<char> {
    if let Token::Sign(sign) = tokens.get(at)? { among.contains(sign).then_some(*sign) } else { None }
}

fn is_word(token: &Token, among: &[&str]) -> bool {
    matches!(token, Token::Word(word) if among.contains(&word.as_str()))
}

fn skip(tokens: &[Token], next: &mut usize, what: impl Fn(&Token) -> bool) {
    if tokens.get(*next).is_some_and(what) {
        *next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, read, read_whole};

    fn text(words: &str) -> Option<String> {
        read(words, Order::Untold).map(|published| published.text)
    }

    #[test]
    fn many_forms_are_one() {
        for (words, expected) in [
            ("2021-03-18", "2021-03-18"),
            ("2021/3/18", "2021-03-18"),
            ("20210318", "2021-03-18"),
            ("20210318T103000Z", "2021-03-18T10:30:00Z"),
            ("2021-03-18T10:30", "2021-03-18T10:30"),
            ("2021-03-18 10:30:05 +01:00", "2021-03-18T10:30:05+01:00"),
            ("2021-03-18T10:30:05.123-0600", "2021-03-18T10:30:05.123-06:00"),
            ("Thu, 18 Mar 2021 10:30:05 -0600", "2021-03-18T10:30:05-06:00"),
            ("Thu Mar 18 2021 10:30:05 GMT+0000 (Greenwich)", "2021-03-18T10:30:05+00:00"),
            ("1616063400", "2021-03-18T10:30:00Z"),
            ("1616063400000", "2021-03-18T10:30:00Z"),
            ("18 March 2021, 10:30 GMT", "2021-03-18T10:30Z"),
            ("March 18th, 2021 at 9:30 p.m. EDT", "2021-03-18T21:30-04:00"),
            ("Sept. 3, 2021 12 am", "2021-09-03T00:00"),
            ("Thu 6:45 PM, Mar 18, 2021", "2021-03-18T18:45"),
            ("18th of March 2021", "2021-03-18"),
            ("18-Mar-2021", "2021-03-18"),
            ("18/03/2021 - 10:30 GMT+1", "2021-03-18T10:30+01:00"),
            ("03/18/2021", "2021-03-18"),
            ("3.4.2021", "2021-04-03"),
            ("04/04/2021", "2021-04-04"),
            ("18 March 2021 10:30 IST", "2021-03-18T10:30"),
        ] {
            assert_eq!(text(words).as_deref(), Some(expected), "{words}");
        }
    }

    #[test]
    fn what_is_unclear_stays_open() {
        for words in [
            "",
            "yesterday",
            "3 hours ago",
            "03/04/2021",
            "March 2021",
            "2021",
            "2021-02-30",
            "31/31/2021",
            "9999-12-31",
            "0001-01-01T00:00:00",
            "18 Octember 2021",
            "٣/٤/٢٠٢١",
            "12345678901234567890",
            "1:2:3:4",
            "٢٠٢١-03-18",
        ] {
            assert_eq!(text(words), None, "{words}");
        }
        assert_eq!(text(&"9 ".repeat(10_000)), None);
    }

    #[test]
    fn the_language_tells_the_order() {
        let day = |tag: &str| read("03/04/2021", Order::of(tag)).map(|published| published.day.to_string());
        assert_eq!(day("en-GB").as_deref(), Some("2021-04-03"));
        assert_eq!(day("en_US").as_deref(), Some("2021-03-04"));
        assert_eq!(day("de").as_deref(), Some("2021-04-03"));
        assert_eq!(day("en"), None);
    }

    #[test]
    fn a_date_among_other_words_is_not_alone() {
        assert!(read_whole("Thursday, March 18, 2021 10:30 am", Order::Untold).is_some());
        assert!(read_whole("The treaty of March 18, 2021 fell", Order::Untold).is_none());
    }
}
