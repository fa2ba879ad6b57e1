//! Reading the database page by page. Each page is a stretch along an index, from a cursor that the page before gave.

mod claims;
mod coverage;
mod quotes;

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::columns::word;
use super::read::{count, passages};
use super::stories::STORY;
use super::{Fault, SqliteStore, pages};
use crate::model::{ClaimRecord, Evidence, Occurrence, QuoteRecord, Snapshot, Span, Status};
use crate::store::{
    Asked, Browse, Filter, Gap, GapRecord, Mention, Order, Overview, Page, PageRecord, QuoteFilter, SpeakerRecord,
    StoreError, Told,
};

impl Browse for SqliteStore {
    fn claims_page(&self, filter: &Filter, order: Order, page: &Asked) -> Result<Page<ClaimRecord>, StoreError> {
        claims::page(&self.conn, filter, order, page).map_err(|fault| fault.at("read", self.path.clone()))
    }

    fn claim(&self, id: &str) -> Result<Option<ClaimRecord>, StoreError> {
        claims::one(&self.conn, id).optional().map_err(|source| self.unreadable(source))
    }

    fn evidence_page(&self, claim: &str, page: &Asked) -> Result<Page<Evidence>, StoreError> {
        evidence(&self.conn, claim, page).map_err(|fault| fault.at("read", self.path.clone()))
    }

    fn told(&self, claim: &str) -> Result<Vec<Told>, StoreError> {
        told(&self.conn, claim).map_err(|source| self.unreadable(source))
    }

    fn mentions(&self, article: &str) -> Result<Vec<Mention>, StoreError> {
        mentions(&self.conn, article).map_err(|source| self.unreadable(source))
    }

    fn page_of(&self, article: &str) -> Result<Option<PageRecord>, StoreError> {
        pages::record(&self.conn, article).map_err(|source| self.unreadable(source))
    }

    fn snapshot(&self, article: &str) -> Result<Option<Snapshot>, StoreError> {
        pages::current(&self.conn, article).map_err(|source| self.unreadable(source))
    }

    fn quotes_page(&self, filter: &QuoteFilter, page: &Asked) -> Result<Page<QuoteRecord>, StoreError> {
        quotes::page(&self.conn, &self.names, filter, page).map_err(|fault| fault.at("read", self.path.clone()))
    }

    fn quote(&self, id: &str, limit: usize) -> Result<Option<(QuoteRecord, Vec<Occurrence>)>, StoreError> {
        quotes::one(&self.conn, id, limit).map_err(|source| self.unreadable(source))
    }

    fn speakers_page(&self, begins: &str, page: &Asked) -> Result<Page<SpeakerRecord>, StoreError> {
        quotes::speakers(&self.conn, &self.names, begins, page).map_err(|fault| fault.at("read", self.path.clone()))
    }

    fn gaps_page(&self, gap: Gap, page: &Asked) -> Result<Page<GapRecord>, StoreError> {
        coverage::gaps(&self.conn, gap, page).map_err(|fault| fault.at("read", self.path.clone()))
    }

    fn overview(&self) -> Result<Overview, StoreError> {
        coverage::overview(&self.conn).map_err(|source| self.unreadable(source))
    }
}

/// A cursor is the sort key of the last item of a page, as JSON.
fn cursor(key: &impl Serialize) -> Option<String> {
    serde_json::to_string(key).ok()
}

fn key_of<T: DeserializeOwned>(asked: &Asked) -> Result<Option<T>, Fault> {
    let key =
        asked.after.as_deref().map(|after| serde_json::from_str(after).map_err(|_| Fault::Cursor(after.to_owned())));
    key.transpose()
}

/// One more than is shown tells whether there is another page.
fn one_more(asked: &Asked) -> i64 {
    i64::try_from(asked.limit.saturating_add(1)).unwrap_or(i64::MAX)
}

/// Days that are not known come after all others.
const DAY: &str = "coalesce(e.day, '~')";

/// First which passages, along the index that holds all their order is made of, then these and no others.
fn evidence(conn: &Connection, claim: &str, asked: &Asked) -> Result<Page<Evidence>, Fault> {
    let after: Option<(String, i64)> = key_of(asked)?;
    let (day, n) = after.unwrap_or_default();
    let mut select = conn.prepare_cached(&format!(
        "SELECT {DAY}, e.n FROM keys AS k JOIN evidence AS e ON e.key = k.n \
         WHERE k.claim = ?1 AND ({DAY}, e.n) > (?2, ?3) ORDER BY {DAY}, e.n LIMIT ?4"
    ))?;
    let found =
        select.query_map(rusqlite::params![claim, day, n, one_more(asked)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut keys: Vec<(String, i64)> = found.collect::<rusqlite::Result<_>>()?;
    let more = keys.len() > asked.limit;
    keys.truncate(asked.limit);
    let one = format!(
        "FROM evidence AS e JOIN keys AS k ON k.n = e.key JOIN articles AS a ON a.n = e.article {STORY} \
         WHERE e.n = CAST(?1 AS INTEGER)"
    );
    let mut items = Vec::with_capacity(keys.len());
    for (_, n) in &keys {
        passages(conn, &one, &n.to_string(), &mut |passage, _, _| {
            items.push(passage);
            std::ops::ControlFlow::Continue(())
        })?;
    }
    Ok(Page { items, next: keys.last().filter(|_| more).and_then(cursor) })
}

fn told(conn: &Connection, claim: &str) -> rusqlite::Result<Vec<Told>> {
    conn.prepare_cached(
        "SELECT e.day, e.status, count(*) FROM keys AS k JOIN evidence AS e ON e.key = k.n WHERE k.claim = ?1 \
         GROUP BY e.day, e.status ORDER BY e.day IS NULL, e.day, e.status",
    )?
    .query_map([claim], |row| {
        Ok(Told { day: row.get(0)?, status: word(row, 1, Status::parse)?, passages: count(row, 2)? })
    })?
    .collect()
}

fn mentions(conn: &Connection, article: &str) -> rusqlite::Result<Vec<Mention>> {
    conn.prepare_cached(
        "SELECT e.start, e.\"end\", k.claim FROM articles AS a JOIN evidence AS e ON e.article = a.n \
         JOIN keys AS k ON k.n = e.key WHERE a.id = ?1 AND a.replaced_by IS NULL ORDER BY e.start, e.\"end\", e.n",
    )?
    .query_map([article], |row| {
        let offset =
            |at: usize| -> rusqlite::Result<usize> { Ok(usize::try_from(count(row, at)?).unwrap_or(usize::MAX)) };
        Ok(Mention { span: Span::new(offset(0)?, offset(1)?), claim: row.get(2)? })
    })?
    .collect()
}
