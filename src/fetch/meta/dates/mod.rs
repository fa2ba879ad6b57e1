//! Dates as pages write them, made ISO 8601. Nothing is added that the words don't give: no time, no zone, no order of
//! day and month.

mod clock;
mod names;
mod tokens;

use jiff::civil::Date;

use crate::model::Published;

use clock::clock;
use names::month;
use tokens::{Token, digits, is_word, sign, skip, tokens, word};

pub(super) use names::{is_month, weekday};

/// Longer strings are no date.
const LONGEST: usize = 120;
/// Years that a publication can bear: before are no newspapers, after are slips and placeholders.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2200;

/// Words that stand beside a date and say nothing more.
const FILLERS: &str = "at on t st nd rd th le à den um uhr el a las del il alle ore às op om kl";

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
            (
                "de" | "fr" | "es" | "it" | "pt" | "nl" | "pl" | "ru" | "uk" | "id" | "tr" | "ar" | "el" | "vi" | "da"
                | "nb" | "nn" | "no" | "fi" | "cs" | "sk" | "ro" | "ca" | "gl" | "hr" | "bg",
                _,
            ) => Self::DayFirst,
            _ => Self::Untold,
        }
    }
}

/// Reads a date or date-time: ISO 8601 and its kin, RFC 2822, Unix time, words. `None` where it is none, or where
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
        Some(Token::Word(word)) => weekday(word) || FILLERS.split_ascii_whitespace().any(|filler| filler == word),
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

/// The date that begins at a token, and the tokens it takes.
fn day(tokens: &[Token], at: usize, order: Order) -> Option<(Date, usize, usize)> {
    let (date, taken) = compact(tokens, at)
        .or_else(|| year_first(tokens, at))
        .or_else(|| with_units(tokens, at))
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

/// `2021年3月18日`, `2021년 3월 18일`.
fn with_units(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let unit = |at: usize, units: &[&str]| tokens.get(at).filter(|token| is_word(token, units));
    unit(at + 1, &["年", "년"])?;
    unit(at + 3, &["月", "월"])?;
    unit(at + 5, &["日", "일"])?;
    Some((date(digits(tokens, at)?, digits(tokens, at + 2)?, digits(tokens, at + 4)?)?, 6))
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

/// `18 March 2021`, `18th of March, 2021`, `18-Mar-2021`, `18. März 2021`, `1er mars 2021`, `18 de marzo de 2021`.
fn day_month(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let day = digits(tokens, at).filter(|digits| digits.len() <= 2)?;
    let mut next = at + 1;
    skip(tokens, &mut next, |token| {
        matches!(token, Token::Sign('-' | '.')) || is_word(token, &["st", "nd", "rd", "th", "er", "º"])
    });
    skip(tokens, &mut next, |token| is_word(token, &["of", "de"]));
    let month = word(tokens, next).and_then(month)?;
    next += 1;
    skip(tokens, &mut next, |token| matches!(token, Token::Sign('-' | '.' | ',')) || is_word(token, &["de", "del"]));
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

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
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
            ("Donnerstag, 18. März 2021, 10:30 Uhr", "2021-03-18T10:30"),
            ("Publié le 1er mars 2021 à 9h05", "2021-03-01T09:05"),
            ("18 août 2021 - 18 h", "2021-08-18T18:00"),
            ("18 de marzo de 2021", "2021-03-18"),
            ("1º de março de 2021 às 10h30", "2021-03-01T10:30"),
            ("18 mar. 2021", "2021-03-18"),
            ("giovedì 18 marzo 2021, ore 10:30", "2021-03-18T10:30"),
            ("18 maart 2021 om 10:30", "2021-03-18T10:30"),
            ("18. marts 2021 kl. 10:30", "2021-03-18T10:30"),
            ("18 marca 2021", "2021-03-18"),
            ("18 марта 2021", "2021-03-18"),
            ("2021年3月18日 10:30", "2021-03-18T10:30"),
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
            "18 listopada 2021",
            "18 de 2021",
            "2021年3月",
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
        assert!(read_whole("jeudi 18 mars 2021 à 10h30", Order::Untold).is_some());
        assert!(read_whole("The treaty of March 18, 2021 fell", Order::Untold).is_none());
    }
}
