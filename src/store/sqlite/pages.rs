//! Pages, kept once by their hash, and the exchanges with the web that brought them.

use std::io::Read as _;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde_json::json;

use super::columns::{Count, unreadable};
use super::read::count;
use crate::model::{Answer, Block, Exchange, Seen, Snapshot, Span};
use crate::store::PageRecord;
use crate::store::prepared::Packed;

/// No page that was stored is larger; a row that says so is damaged.
const LARGEST: u64 = 1 << 30;
/// Keeps the page of the article in row `n`, unless one is kept of it.
pub(super) fn keep(tx: &Transaction<'_>, n: i64, page: &Packed) -> rusqlite::Result<()> {
    if tx.prepare_cached("SELECT 1 FROM article_pages WHERE article = ?1")?.exists([n])? {
        return Ok(());
    }
    let known = tx.prepare_cached("SELECT n FROM pages WHERE sha256 = ?1")?;
    let row = match { known }.query_row([&page.sha256], |row| row.get(0)).optional()? {
        Some(row) => row,
        None => {
            let packed =
                page.zstd.as_ref().map_err(|why| rusqlite::Error::ToSqlConversionFailure(why.as_str().into()))?;
            tx.prepare_cached("INSERT INTO pages (sha256, size, zstd) VALUES (?1, ?2, ?3)")?.execute(params![
                page.sha256,
                Count(page.size),
                packed
            ])?;
            tx.last_insert_rowid()
        }
    };
    tx.prepare_cached(
        "INSERT INTO article_pages (article, page, fetched, charset, blocks) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![n, row, page.fetched, page.charset, page.blocks])?;
    Ok(())
}

/// The page of the article in row `n`; `None` where none is kept.
pub(super) fn of_article(conn: &Connection, n: i64) -> rusqlite::Result<Option<Snapshot>> {
    conn.prepare_cached(
        "SELECT sha256, size, zstd, fetched, charset, blocks FROM article_pages JOIN pages ON pages.n = page \
         WHERE article = ?1",
    )?
    .query_row([n], snapshot)
    .optional()
}

/// The page of the current version of an article.
pub(super) fn current(conn: &Connection, article: &str) -> rusqlite::Result<Option<Snapshot>> {
    let n = conn
        .prepare_cached("SELECT n FROM articles WHERE id = ?1 AND replaced_by IS NULL")?
        .query_row([article], |row| row.get(0))
        .optional()?;
    n.map_or(Ok(None), |n| of_article(conn, n))
}

/// What is known of it without reading it.
pub(super) fn record(conn: &Connection, article: &str) -> rusqlite::Result<Option<PageRecord>> {
    conn.prepare_cached(
        "SELECT p.sha256, p.size, ap.fetched FROM articles AS a JOIN article_pages AS ap ON ap.article = a.n \
         JOIN pages AS p ON p.n = ap.page WHERE a.id = ?1 AND a.replaced_by IS NULL",
    )?
    .query_row([article], |row| Ok(PageRecord { sha256: row.get(0)?, size: count(row, 1)?, fetched: row.get(2)? }))
    .optional()
}

fn snapshot(row: &Row<'_>) -> rusqlite::Result<Snapshot> {
    let size = u64::try_from(row.get::<_, i64>(1)?).ok().filter(|size| *size <= LARGEST);
    let size = size.ok_or_else(|| unreadable(1, "no page has this size"))?;
    let mut bytes = Vec::new();
    // Whether it is the page that was stored its hash tells; here it is only kept from filling the memory.
    zstd::Decoder::new(row.get_ref(2)?.as_blob()?)
        .and_then(|decoder| decoder.take(size + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(2, error))?;
    let blocks: Vec<(usize, usize, String)> =
        serde_json::from_str(row.get_ref(5)?.as_str()?).map_err(|error| unreadable(5, error))?;
    let sound = blocks.iter().all(|(start, end, _)| start <= end);
    if !sound {
        return Err(unreadable(5, "a block ends before it begins"));
    }
    let block = |(start, end, path)| Block { span: Span::new(start, end), path };
    Ok(Snapshot {
        sha256: row.get(0)?,
        bytes,
        fetched: row.get(3)?,
        charset: row.get(4)?,
        blocks: blocks.into_iter().map(block).collect(),
    })
}

/// Adds what was asked of the web and what came back.
pub(super) fn exchange(conn: &Connection, exchange: &Exchange, page: Option<&str>) -> rusqlite::Result<()> {
    let Exchange { asked, url, at, answer, .. } = exchange;
    let fields = answer.as_ref().map(Answer::kept_fields).unwrap_or_default();
    conn.prepare_cached(
        "INSERT INTO exchanges (asked, url, at, status, fields, page, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        asked,
        url,
        at,
        answer.as_ref().ok().map(|answer| answer.status),
        json!(fields).to_string(),
        page,
        answer.as_ref().err(),
    ])?;
    Ok(())
}

/// Notes that a fetch came to its end.
pub(super) fn finish(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute("INSERT INTO fetches (until) SELECT coalesce(max(n), 0) FROM exchanges", [])?;
    Ok(())
}

/// The last answer of a URL that brought something, or said that nothing had changed since.
pub(super) fn last(conn: &Connection, url: &str) -> rusqlite::Result<Option<Seen>> {
    conn.prepare_cached(
        "SELECT at, status, fields ->> 'etag', fields ->> 'last-modified', page, EXISTS ( \
             SELECT 1 FROM exchanges AS had WHERE had.url = ?1 AND (had.status = 304 OR had.page IS NOT NULL) \
             AND had.n > (SELECT coalesce(max(until), 0) FROM fetches)) \
         FROM exchanges WHERE url = ?1 AND status = 200 ORDER BY n DESC LIMIT 1",
    )?
    .query_row([url], |row| {
        Ok(Seen {
            at: row.get(0)?,
            status: row.get(1)?,
            etag: row.get(2)?,
            last_modified: row.get(3)?,
            page: row.get(4)?,
            pending: row.get(5)?,
        })
    })
    .optional()
}
