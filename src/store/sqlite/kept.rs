//! Reading what claims rest on for a check of it: texts, pages and passages, article by article.

use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::pages;
use super::read::{count, offset};
use crate::model::{Kept, KeptPassage, Span};

/// Calls `each` with every version of every article, or with the articles that one claim rests on, in the order in which
/// they were stored. Holds one of them at a time.
pub(super) fn kept(
    conn: &Connection,
    claim: Option<&str>,
    each: &mut dyn FnMut(Kept) -> ControlFlow<()>,
) -> rusqlite::Result<()> {
    let mut select = conn.prepare_cached(
        "SELECT n, id, version, replaced_by IS NULL, url, path, sha256 FROM articles WHERE ?1 IS NULL \
         OR n IN (SELECT e.article FROM keys AS k JOIN evidence AS e ON e.key = k.n WHERE k.claim = ?1) ORDER BY n",
    )?;
    let mut load = conn.prepare_cached("SELECT text FROM texts WHERE article = ?1")?;
    let mut rows = select.query([claim])?;
    while let Some(row) = rows.next()? {
        let n = row.get(0)?;
        let kept = Kept {
            article: row.get(1)?,
            version: count(row, 2)?,
            current: row.get(3)?,
            url: row.get(4)?,
            path: row.get(5)?,
            sha256: row.get(6)?,
            text: load.query_row([n], |row| row.get(0)).map_err(|error| error.to_string()),
            page: pages::of_article(conn, n).map_err(|error| error.to_string()),
            passages: passages(conn, n, claim).map_err(|error| error.to_string()),
        };
        if each(kept).is_break() {
            break;
        }
    }
    Ok(())
}

/// The passages of an article, or those of one claim, in the order of the text.
fn passages(conn: &Connection, n: i64, claim: Option<&str>) -> rusqlite::Result<Vec<KeptPassage>> {
    let mut select = conn.prepare_cached(
        "SELECT e.id, k.claim, e.start, e.\"end\", e.words, e.sentence_start, e.sentence_end, e.char_start, e.char_end \
         FROM evidence AS e JOIN keys AS k ON k.n = e.key \
         WHERE e.article = ?1 AND (?2 IS NULL OR k.claim = ?2) ORDER BY e.start, e.\"end\", e.id",
    )?;
    let rows = select.query_map(params![n, claim], |row| {
        Ok(KeptPassage {
            id: row.get(0)?,
            claim: row.get(1)?,
            span: Span::new(offset(row, 2)?, offset(row, 3)?),
            words: row.get(4)?,
            sentence: Span::new(offset(row, 5)?, offset(row, 6)?),
            chars: (offset(row, 7)? as u64, offset(row, 8)? as u64),
        })
    })?;
    rows.collect()
}
