//! How values stand in columns: closed words, exact decimals, and lists as JSON.

use rusqlite::types::Type;
use rusqlite::{Row, ToSql, types::ToSqlOutput};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::{Action, Amount, Bound, First, History, Per, Purpose, Signal, Signals, Slots, Standing, Status};
use crate::store::canonical::{exact, list};

/// The nine slot columns, in the order that `SlotColumns::params` and `slots` share.
pub(super) const SLOTS: &str = "action, value, low, high, unit, per, actor, recipient, product";

/// Slots as they stand in columns.
pub(super) struct SlotColumns<'a> {
    action: &'static str,
    value: Option<String>,
    low: Option<String>,
    high: Option<String>,
    unit: &'a str,
    per: Option<&'a str>,
    actor: String,
    recipient: String,
    product: String,
}

impl<'a> SlotColumns<'a> {
    pub(super) fn new(slots: &'a Slots) -> Self {
        Self {
            action: slots.action.as_str(),
            value: slots.amount.value.map(exact),
            low: slots.amount.low.map(exact),
            high: slots.amount.high.map(exact),
            unit: &slots.unit,
            per: slots.per.as_ref().map(|per| per.0.as_str()),
            actor: list(&slots.actor),
            recipient: list(&slots.recipient),
            product: list(&slots.product),
        }
    }

    pub(super) fn params(&self) -> [&dyn ToSql; 9] {
        [
            &self.action,
            &self.value,
            &self.low,
            &self.high,
            &self.unit,
            &self.per,
            &self.actor,
            &self.recipient,
            &self.product,
        ]
    }
}

/// Reads slots from nine columns, the first at `at`.
pub(super) fn slots(row: &Row<'_>, at: usize) -> rusqlite::Result<Slots> {
    Ok(Slots {
        action: word(row, at, Action::parse)?,
        amount: Amount { value: decimal(row, at + 1)?, low: decimal(row, at + 2)?, high: decimal(row, at + 3)? },
        unit: row.get(at + 4)?,
        per: row.get::<_, Option<String>>(at + 5)?.map(Per),
        actor: names(row, at + 6)?,
        recipient: names(row, at + 7)?,
        product: names(row, at + 8)?,
    })
}

/// The six history columns, in the order that `HistoryColumns::params` and `history` share.
pub(super) const HISTORY: &str = "first_day, first_dates, first_article, first_says, statuses, bounds";

/// A history as it stands in columns.
pub(super) struct HistoryColumns<'a> {
    day: Option<&'a str>,
    dates: String,
    article: &'a str,
    says: String,
    statuses: String,
    bounds: String,
}

impl<'a> HistoryColumns<'a> {
    pub(super) fn new(history: &'a History) -> Self {
        let First { day, dates, article, says } = &history.first;
        let statuses: Vec<&str> = history.statuses.iter().map(|status| status.as_str()).collect();
        let bounds: Vec<&str> = history.bounds.iter().map(|bound| bound.as_str()).collect();
        Self {
            day: day.as_deref(),
            dates: list(dates),
            article,
            says: list(says),
            statuses: statuses.join(","),
            bounds: bounds.join(","),
        }
    }

    pub(super) fn params(&self) -> [&dyn ToSql; 6] {
        [&self.day, &self.dates, &self.article, &self.says, &self.statuses, &self.bounds]
    }
}

/// Reads a history from six columns, the first at `at`.
pub(super) fn history(row: &Row<'_>, at: usize) -> rusqlite::Result<History> {
    let first =
        First { day: row.get(at)?, dates: names(row, at + 1)?, article: row.get(at + 2)?, says: names(row, at + 3)? };
    Ok(History { first, statuses: words(row, at + 4, Status::parse)?, bounds: words(row, at + 5, Bound::parse)? })
}

/// A claim's standing as its four columns: series, time, plan, deed.
pub(super) fn standing(standing: &Standing) -> [Option<&str>; 4] {
    let (series, time) = standing.series.as_ref().map(|it| (it.text.as_str(), it.time.as_str())).unzip();
    let (plan, deed) = match &standing.purpose {
        Some(Purpose::Plan(text)) => (Some(text.as_str()), None),
        Some(Purpose::Deed(text)) => (None, Some(text.as_str())),
        None => (None, None),
    };
    [series, time, plan, deed]
}

/// The number that a claim is sorted and searched by. It is never shown: the exact text is.
pub(super) fn amount(amount: Amount) -> Option<f64> {
    real(amount.point().or(amount.high))
}

pub(super) fn real(value: Option<Decimal>) -> Option<f64> {
    value.and_then(|value| value.to_f64())
}

/// Reads a JSON array of strings.
pub(super) fn names(row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<String>> {
    let text = row.get_ref(at)?.as_str()?;
    if text == "[]" {
        return Ok(Vec::new()); // most are empty, and rows are read by the hundred thousand
    }
    serde_json::from_str(text).map_err(|error| unreadable(at, error))
}

/// Signals as a JSON object of their words, by field.
pub(super) fn signals(signals: Signals) -> String {
    let Signals { url, title, byline, outlet, section, language, modified } = signals;
    let [url, title, byline, outlet, section, language, modified] =
        [url, title, byline, outlet, section, language, modified].map(Signal::as_str);
    serde_json::json!({
        "url": url, "title": title, "byline": byline, "outlet": outlet, "section": section, "language": language,
        "modified": modified,
    })
    .to_string()
}

/// Reads signals; those of an article that was stored before they were kept are unknown.
pub(super) fn signals_of(row: &Row<'_>, at: usize) -> rusqlite::Result<Signals> {
    let text = row.get_ref(at)?.as_str()?;
    let stored: serde_json::Value = serde_json::from_str(text).map_err(|error| unreadable(at, error))?;
    let signal = |field: &str| stored.get(field).and_then(|word| Signal::parse(word.as_str()?)).unwrap_or_default();
    Ok(Signals {
        url: signal("url"),
        title: signal("title"),
        byline: signal("byline"),
        outlet: signal("outlet"),
        section: signal("section"),
        language: signal("language"),
        modified: signal("modified"),
    })
}

/// Reads a word of a closed set.
pub(super) fn word<T>(row: &Row<'_>, at: usize, parse: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text = row.get_ref(at)?.as_str()?;
    parse(text).ok_or_else(|| unreadable(at, format!("unknown word {text:?}")))
}

/// Reads the words of a closed set that SQLite joined with commas, in the order of the type and each once.
pub(super) fn words<T: Ord>(row: &Row<'_>, at: usize, parse: impl Fn(&str) -> Option<T>) -> rusqlite::Result<Vec<T>> {
    let text: Option<&str> = row.get_ref(at)?.as_str_or_null()?;
    let mut found = Vec::new();
    for word in text.unwrap_or_default().split(',').filter(|word| !word.is_empty()) {
        found.push(parse(word).ok_or_else(|| unreadable(at, format!("unknown word {word:?}")))?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// A stored value that this program cannot have written.
pub(super) fn unreadable(at: usize, why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, why.into())
}

/// A count or an offset as a column holds it.
pub(super) struct Count(pub(super) usize);

impl ToSql for Count {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        i64::try_from(self.0)
            .map(ToSqlOutput::from)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

fn decimal(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Decimal>> {
    let text: Option<&str> = row.get_ref(at)?.as_str_or_null()?;
    text.map(|text| Decimal::from_str_exact(text).map_err(|error| unreadable(at, error))).transpose()
}
