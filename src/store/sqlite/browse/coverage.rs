//! What is not known: articles that were not extracted, numbers that were not typed, warnings; and counts over all.

use rusqlite::{Connection, params};

use super::{cursor, key_of, one_more};
use crate::store::sqlite::Fault;
use crate::store::sqlite::columns::names;
use crate::store::sqlite::read::count;
use crate::store::{Asked, Gap, GapRecord, Overview, Page};

/// As many units are told by name.
const UNITS: usize = 60;

/// Articles with a gap, in the order of adding.
pub(super) fn gaps(conn: &Connection, gap: Gap, asked: &Asked) -> Result<Page<GapRecord>, Fault> {
    let has = match gap {
        Gap::Untyped => "INDEXED BY articles_untyped WHERE typed < numbers",
        Gap::Skipped => "INDEXED BY articles_skipped WHERE skipped IS NOT NULL",
        Gap::Warned => "INDEXED BY articles_warned WHERE warnings <> '[]'",
    };
    let after: i64 = key_of(asked)?.unwrap_or(i64::MIN);
    let mut select = conn.prepare_cached(&format!(
        "SELECT n, id, title, outlet, published, numbers, typed, skipped, warnings FROM articles {has} \
         AND replaced_by IS NULL AND n > ?1 ORDER BY n LIMIT ?2"
    ))?;
    let mut rows = select.query(params![after, one_more(asked)])?;
    let (mut page, mut last) = (Page { items: Vec::new(), next: None }, None);
    while let Some(row) = rows.next()? {
        if page.items.len() == asked.limit {
            page.next = last;
            break;
        }
        last = cursor(&row.get::<_, i64>(0)?);
        page.items.push(GapRecord {
            article: row.get(1)?,
            title: row.get(2)?,
            outlet: row.get(3)?,
            published: row.get(4)?,
            numbers: count(row, 5)?,
            typed: count(row, 6)?,
            skipped: row.get(7)?,
            warnings: names(row, 8)?,
        });
    }
    Ok(page)
}

/// Reads all articles and counts all claims and passages.
pub(super) fn overview(conn: &Connection) -> rusqlite::Result<Overview> {
    let mut overview = conn.query_row(
        "SELECT count(*), coalesce(sum(numbers), 0), coalesce(sum(typed), 0), coalesce(sum(warnings <> '[]'), 0), \
                (SELECT count(*) FROM claims), (SELECT count(*) FROM evidence) FROM articles WHERE replaced_by IS NULL",
        [],
        |row| {
            Ok(Overview {
                articles: count(row, 0)?,
                numbers: count(row, 1)?,
                typed: count(row, 2)?,
                warned: count(row, 3)?,
                claims: count(row, 4)?,
                evidence: count(row, 5)?,
                ..Overview::default()
            })
        },
    )?;
    let pairs = |sql: &str| -> rusqlite::Result<Vec<(String, u64)>> {
        conn.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, count(row, 1)?)))?.collect()
    };
    overview.skipped = pairs(
        "SELECT skipped, count(*) FROM articles INDEXED BY articles_skipped \
         WHERE replaced_by IS NULL AND skipped IS NOT NULL GROUP BY skipped ORDER BY count(*) DESC, skipped LIMIT 100",
    )?;
    overview.units =
        pairs(&format!("SELECT unit, count(*) FROM claims GROUP BY unit ORDER BY count(*) DESC, unit LIMIT {UNITS}"))?;
    Ok(overview)
}
