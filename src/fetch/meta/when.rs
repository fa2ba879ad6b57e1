//! Which of the dates that a page gives counts: the first that can be understood and does not lie after the fetch.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use crate::fetch::fields::{Said, clipped};
use crate::model::{Published, Signal};

use super::dates::{self, Order};

/// Clocks of servers differ by so much.
const SLACK: SignedDuration = SignedDuration::from_hours(1);

/// A date that a page gives.
pub(super) enum Dated {
    /// The words of a field for dates: if they are none, a reader should know.
    Words(String, Signal),
    /// Words that may be a date.
    Guess(String, Signal),
    /// A day.
    Day(Published, Signal),
}

impl Dated {
    pub(super) fn words(text: &str, from: Signal) -> Self {
        Self::Words(text.to_owned(), from)
    }

    pub(super) fn guess(text: &str, from: Signal) -> Self {
        Self::Guess(text.to_owned(), from)
    }
}

/// Reads dates against the time of the fetch, where that is known.
pub(super) struct Clock<'w> {
    /// The last moment that the fetch can have been at.
    fetched: Option<Timestamp>,
    order: Order,
    warnings: &'w mut Vec<String>,
}

impl<'w> Clock<'w> {
    /// A time of fetch that cannot be read is a warning.
    pub(super) fn new(fetched: Option<&str>, order: Order, warnings: &'w mut Vec<String>) -> Self {
        let read = fetched.and_then(|text| moment(text, Edge::Last));
        if let (Some(text), None) = (fetched, read) {
            warnings.push(format!("fetched is no ISO 8601 date and stays unknown: {}", clipped(text)));
        }
        Self { fetched: read, order, warnings }
    }

    /// The first date that holds. `what` names the field in warnings, of which the same is told once.
    pub(super) fn first(&mut self, dates: Vec<Dated>, what: &str) -> Said<Published> {
        dates.into_iter().find_map(|dated| {
            let (date, from) = match dated {
                Dated::Day(day, from) => (day, from),
                Dated::Guess(text, from) => (dates::read(&text, self.order)?, from),
                Dated::Words(text, from) => match dates::read(&text, self.order) {
                    Some(date) => (date, from),
                    None => {
                        self.warn(format!(
                            "{what} is no date that can be read in one way and is passed over: {}",
                            clipped(&text)
                        ));
                        return None;
                    }
                },
            };
            if self.is_after_fetch(&date) {
                self.warn(format!("{what} lies after the fetch and is passed over: {}", date.text));
                return None;
            }
            Some((date, from))
        })
    }

    fn is_after_fetch(&self, date: &Published) -> bool {
        let first = moment(&date.text, Edge::First);
        self.fetched.zip(first).is_some_and(|(fetched, first)| first.duration_since(fetched) > SLACK)
    }

    fn warn(&mut self, warning: String) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// Which moment of those that words may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

/// The first or the last moment that an ISO date or date-time can mean. A publication's day is a day somewhere on Earth; a
/// fetch's is one of UTC.
fn moment(text: &str, edge: Edge) -> Option<Timestamp> {
    if let Ok(instant) = text.parse() {
        return Some(instant);
    }
    // without seconds and with a zone
    let with_seconds = || Some(format!("{}:00{}", text.get(..16)?, text.get(16..)?));
    if let Some(instant) = with_seconds().and_then(|text| text.parse().ok()) {
        return Some(instant);
    }
    let (time, hours) = match edge {
        Edge::First => (Time::MIN, 14),
        Edge::Last => (Time::MAX, 0),
    };
    let zone = TimeZone::fixed(Offset::from_hours(hours).ok()?);
    let day = || text.parse::<Date>().ok().filter(|_| text.len() == 10).map(|day| day.to_datetime(time));
    let moment: DateTime = day().or_else(|| text.parse().ok())?;
    Some(moment.to_zoned(zone).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::{Clock, Dated};
    use crate::fetch::meta::dates::Order;
    use crate::model::Signal;

    fn first(dates: &[&str], fetched: &str) -> (Option<String>, usize) {
        let mut warnings = Vec::new();
        let dates = dates.iter().map(|text| Dated::words(text, Signal::Meta)).collect();
        let first = Clock::new(Some(fetched), Order::Untold, &mut warnings).first(dates, "published");
        (first.map(|(date, _)| date.text), warnings.len())
    }

    #[test]
    fn dates_after_the_fetch_are_refused() {
        for (date, fetched) in [
            ("2021-03-20", "2021-03-18T12:00:00Z"),
            ("2021-03-18T14:00:00Z", "2021-03-18T12:00:00Z"),
            ("2021-03-18T10:00-06:00", "2021-03-18T12:00:00Z"),
            ("2021-03-20", "2021-03-18"),
        ] {
            assert_eq!(first(&[date, "2021-03-17"], fetched), (Some("2021-03-17".to_owned()), 1), "{date} {fetched}");
        }
    }

    #[test]
    fn a_date_that_may_be_before_the_fetch_stands() {
        for (date, fetched) in [
            ("2021-03-19", "2021-03-18T12:00:00Z"),
            ("2021-03-18T12:30:00Z", "2021-03-18T12:00:00Z"),
            ("2021-03-18T20:00:00", "2021-03-18T12:00:00Z"),
            ("2021-03-18T23:00:00+13:00", "2021-03-18"),
            ("2199-01-01", "gibberish"),
        ] {
            assert_eq!(first(&[date], fetched).0.as_deref(), Some(date), "{fetched}");
        }
    }
}
