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
    let ((from, to), (start, end)) = match (days, their_days) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        // a month of no year is less exact than that month of a year
        (None, Some(theirs)) => {
            return in_the_year_of(theirs, said).map_or(Answer::Different, |ours| loosely(ours, theirs));
        }
        (Some(ours), None) => match in_the_year_of(ours, have).map(|theirs| loosely(theirs, ours)) {
            Some(Answer::Broader) => return Answer::Narrower,
            Some(answer) => return answer,
            None => return Answer::Different,
        },
        (None, None) => return Answer::Different,
    };
    match () {
        () if (from, to) == (start, end) => Answer::Same,
        () if from <= start && end <= to => Answer::Broader,
        () if start <= from && to <= end => Answer::Narrower,
        () if from <= end && start <= to => Answer::Close,
        () => Answer::Different,
    }
}

/// How a stretch of no year stands to one of a year, once it is put there.
fn loosely((from, to): Days, (start, end): Days) -> Answer {
    match () {
        () if from <= start && end <= to => Answer::Broader,
        () if from <= end && start <= to => Answer::Close,
        () => Answer::Different,
    }
}

/// `XXXX-03` in the year in which other days begin.
fn in_the_year_of((start, _): Days, text: &str) -> Option<Days> {
    interval(&format!("{:04}-{}", start.year(), text.strip_prefix("XXXX-")?))
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
