//! Quotes by when they were last said, and who says them by name.

use std::collections::HashSet;
use std::ops::{Bound, ControlFlow};

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension, params_from_iter};

use super::{cursor, key_of};
use crate::model::{Occurrence, QuoteRecord};
use crate::store::sqlite::quotes::{Condition, QuoteReader, occurrences, part_of_a_name, speaker_of};
use crate::store::sqlite::read::count;
use crate::store::sqlite::{Fault, Names};
use crate::store::{Asked, Page, QuoteFilter, SpeakerRecord};
use crate::text::wording::wording;

/// As many occurrences are looked up one by one and sorted; what fits more is met along the index.
const FEW: i64 = 4_000;
/// What so many have in their names is frequent.
const FEW_NAMES: usize = 1_000;
const DAY: &str = "coalesce(o.day, '')";
/// An occurrence's place in the order.
type Place = (String, i64, i64);

/// The quotes that fit, each at its latest occurrence that does.
pub(super) fn page(
    conn: &Connection,
    names: &Names,
    filter: &QuoteFilter,
    asked: &Asked,
) -> Result<Page<QuoteRecord>, Fault> {
    let named = part_of_a_name(filter)?.map(|part| {
        let has = |name: &str| name.contains(&part);
        names.look(conn, |names| names.iter().filter(|name| has(name)).take(FEW_NAMES + 1).cloned().collect::<Vec<_>>())
    });
    let named = named.transpose()?;
    let wanted = Condition::of(filter, named.as_deref())?;
    let ((list, list_values), (probes, probe_values)) = (wanted.listed(), wanted.probes());
    let of = |values: &[String]| values.iter().cloned().map(Value::from).collect::<Vec<_>>();
    let by_index = match filter {
        _ if named.is_some_and(|names| names.len() <= FEW_NAMES) => Some(FROM_SAYINGS),
        QuoteFilter { text: Some(_), .. } => Some(FROM_ARTICLES),
        _ => None,
    };
    let few = by_index.map(|from| {
        let sql = format!("SELECT count(*) FROM (SELECT 1 {from} WHERE {list} LIMIT {})", FEW + 1);
        conn.prepare_cached(&sql)?
            .query_row(params_from_iter(list_values), |row| Ok((row.get::<_, i64>(0)? <= FEW).then_some(from)))
    });
    let (from, fits, mut values, plus) = match few.transpose()?.flatten() {
        Some(from) => (from, &list, of(list_values), "+"),
        None => (ALONG_DAYS, &probes, of(probe_values), ""),
    };
    let after: Option<Place> = key_of(asked)?;
    let behind = match after {
        Some((day, article, seq)) => {
            values.extend([day.clone().into(), day.into(), article.into(), seq.into()]);
            format!("AND {DAY} <= ? AND ({DAY}, o.article, o.seq) < (?, ?, ?)")
        }
        None => String::new(),
    };
    let mut select = conn.prepare_cached(&format!(
        "SELECT {DAY}, o.article, o.seq, s.quote {from} WHERE {fits} {behind} \
         ORDER BY {plus}{DAY} DESC, {plus}o.article DESC, {plus}o.seq DESC"
    ))?;
    let mut rows = select.query(params_from_iter(values))?;
    let mut later = conn.prepare_cached(&format!(
        "SELECT EXISTS (SELECT 1 {FROM_SAYINGS} \
         WHERE s.quote = ? AND ({DAY}, o.article, o.seq) > (?, ?, ?) AND {probes})"
    ))?;
    let mut reader = OneQuote::new(conn)?;
    let (mut page, mut last, mut seen) = (Page { items: Vec::new(), next: None }, None, HashSet::new());
    while let Some(row) = rows.next()? {
        let (place, quote): (Place, i64) = ((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?);
        let mut key: Vec<Value> = vec![quote.into(), place.0.clone().into(), place.1.into(), place.2.into()];
        key.extend(of(probe_values));
        if !seen.insert(quote) || later.query_row(params_from_iter(key), |row| row.get(0))? {
            continue;
        }
        if page.items.len() == asked.limit {
            page.next = last;
            break;
        }
        page.items.push(reader.read(quote)?);
        last = cursor(&place);
    }
    Ok(page)
}

const FROM_SAYINGS: &str = "FROM sayings AS s CROSS JOIN said AS o ON o.saying = s.n AND o.seq = o.first";
const FROM_ARTICLES: &str = "FROM said AS o CROSS JOIN sayings AS s ON s.n = o.saying AND o.seq = o.first";
const ALONG_DAYS: &str =
    "FROM said AS o INDEXED BY said_latest CROSS JOIN sayings AS s ON s.n = o.saying AND o.seq = o.first";

/// The quote of an id, with its first occurrences.
pub(super) fn one(
    conn: &Connection,
    id: &str,
    limit: usize,
) -> rusqlite::Result<Option<(QuoteRecord, Vec<Occurrence>)>> {
    let mut select = conn.prepare_cached("SELECT n FROM sayings WHERE id = ?1 AND quote = n")?;
    let Some(n) = select.query_row([id], |row| row.get(0)).optional()? else { return Ok(None) };
    let quote = OneQuote::new(conn)?.read(n)?;
    let mut found = Vec::new();
    occurrences(conn, id, &mut |occurrence| {
        found.push(occurrence);
        if found.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(Some((quote, found)))
}

/// Reads a quote by the number of the saying that stands for it.
struct OneQuote<'c> {
    sums: CachedStatement<'c>,
    reader: QuoteReader<'c>,
}

impl<'c> OneQuote<'c> {
    fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        let sums = conn.prepare_cached(
            "SELECT q.n, q.id, min(o.day), max(o.day), count(DISTINCT o.article), count(*) \
             FROM sayings AS q JOIN sayings AS s ON s.quote = q.n JOIN said AS o ON o.saying = s.n AND o.seq = o.first \
             WHERE q.n = ?1 GROUP BY q.n",
        )?;
        Ok(Self { sums, reader: QuoteReader::new(conn)? })
    }

    fn read(&mut self, n: i64) -> rusqlite::Result<QuoteRecord> {
        self.sums.query_row([n], |row| self.reader.read(row))
    }
}

/// The speakers in whose name a word begins so.
pub(super) fn speakers(
    conn: &Connection,
    names: &Names,
    begins: &str,
    asked: &Asked,
) -> Result<Page<SpeakerRecord>, Fault> {
    let (first, further) = (wording([begins]), format!(" {}", wording([begins])));
    let after: Option<String> = key_of(asked)?;
    let behind = (after.as_deref().map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
    let fits = |name: &str| first.is_empty() || name.starts_with(&first) || name.contains(&further);
    let limit = asked.limit.saturating_add(1);
    let mut found: Vec<Box<str>> = names
        .look(conn, |names| names.range::<str, _>(behind).filter(|name| fits(name)).take(limit).cloned().collect())?;
    let more = found.len() > asked.limit;
    found.truncate(asked.limit);
    let mut sums = conn.prepare_cached(
        "SELECT count(*), max(o.day) FROM sayings AS s JOIN said AS o ON o.saying = s.n AND o.seq = o.first \
         WHERE s.speaker = ?1",
    )?;
    let mut fact = conn.prepare_cached(
        "SELECT f.facts -> ('$[' || o.seq || '][8]') FROM sayings AS s \
         CROSS JOIN said AS o ON o.saying = s.n AND o.seq = o.first CROSS JOIN found AS f ON f.article = o.article \
         WHERE s.speaker = ?1 AND s.n = (SELECT min(n) FROM sayings WHERE speaker = ?1) ORDER BY o.article, o.seq LIMIT 1",
    )?;
    let mut page = Page { items: Vec::new(), next: found.last().filter(|_| more).and_then(cursor) };
    for name in found {
        let (occurrences, last_said) = sums.query_row([&name], |row| Ok((count(row, 0)?, row.get(1)?)))?;
        let speaker = fact.query_row([&name], |row| speaker_of(row, 0)).optional()?.flatten().unwrap_or_default();
        // of one who said what is gone the name may still be known
        if occurrences > 0 {
            page.items.push(SpeakerRecord { name: name.into(), speaker, occurrences, last_said });
        }
    }
    Ok(page)
}
