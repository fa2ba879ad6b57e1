//! TIMEX3 values as stretches of the calendar: a week lies in its month, whatever they are called.

use jiff::civil::Date;

use super::Answer;
use crate::model::{DateValue, Season};

/// How the statement's dates stand to the claim's: the best that any two of them come to.
pub(super) fn answer(said: &[String], have: &[String]) -> Answer {
    if said.is_empty() || have.is_empty() {
        return if said.is_empty() && have.is_empty() { Answer::Same } else { Answer::NotStated };
    }
    let have: Vec<_> = have.iter().map(|text| (text, interval(text))).collect();
    let pairs = said.iter().flat_map(|text| {
        let days = interval(text);
        have.iter().map(move |(other, their_days)| pair((text, days), (other, *their_days)))
    });
    pairs.min().unwrap_or(Answer::Different)
}

fn pair((said, days): (&str, Option<Days>), (have, their_days): (&str, Option<Days>)) -> Answer {
    if said == have {
        return Answer::Same;
    }
    let (Some((from, to)), Some((start, end))) = (days, their_days) else { return Answer::Different };
    match () {
        () if (from, to) == (start, end) => Answer::Same,
        () if from <= start && end <= to => Answer::Broader,
        () if start <= from && to <= end => Answer::Narrower,
        () if from <= end && start <= to => Answer::Close,
        () => Answer::Different,
    }
}

/// First and last day.
type Days = (Date, Date);

fn interval(text: &str) -> Option<Days> {
    read(text)?.interval()
}

/// Reads what `DateValue` writes, as far as it is a stretch of the calendar; a time of day is its day.
pub(super) fn read(text: &str) -> Option<DateValue> {
    let text = text.split_once('T').map_or(text, |(day, _)| day);
    if let Ok(day) = text.parse::<Date>() {
        return Some(DateValue::Day(day));
    }
    let Some((year, rest)) = text.split_once('-') else {
        let number: i16 = text.parse().ok()?;
        return match text.len() {
            4 => Some(DateValue::Year(number)),
            3 => Some(DateValue::Decade(number)),
            2 => Some(DateValue::Century(number)),
            _ => None,
        };
    };
    let year = year.parse().ok()?;
    let number = |digits: &str| digits.parse::<i8>().ok();
    Some(match rest {
        "SP" => DateValue::Season { year, season: Season::Spring },
        "SU" => DateValue::Season { year, season: Season::Summer },
        "FA" => DateValue::Season { year, season: Season::Autumn },
        "WI" => DateValue::Season { year, season: Season::Winter },
        _ => {
            if let Some(quarter) = rest.strip_prefix('Q') {
                DateValue::Quarter { year, quarter: number(quarter)? }
            } else if let Some(half) = rest.strip_prefix('H') {
                DateValue::Half { year, half: number(half)? }
            } else if let Some(week) = rest.strip_prefix('W') {
                let weekend = week.ends_with("-WE");
                DateValue::Week { year, week: number(week.trim_end_matches("-WE"))?, weekend }
            } else {
                DateValue::Month { year, month: number(rest)? }
            }
        }
    })
}
