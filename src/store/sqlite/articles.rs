//! Reading articles in bulk, each with all that was found in it.

use std::ops::ControlFlow;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::Fault;
use super::columns::{names, word};
use super::read::{ARTICLE, article_of, count, full_text};
use crate::model::{ArticleRecord, FactKind, FactRecord};
use crate::store::ArticleFilter;

/// Calls `each` with the current version of every article that fits, sorted by id.
pub(super) fn articles(
    conn: &Connection,
    filter: &ArticleFilter,
    each: &mut dyn FnMut(ArticleRecord) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let (wanted, values) = condition(filter)?;
    let mut select = conn.prepare_cached(&format!(
        "SELECT n, numbers, typed, skipped, warnings, {ARTICLE} WHERE replaced_by IS NULL{wanted} ORDER BY id"
    ))?;
    let mut facts = conn.prepare_cached(
        "SELECT id, kind, char_start, char_end, words, rule, value FROM facts WHERE article = ?1 ORDER BY seq",
    )?;
    let mut rows = select.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let n: i64 = row.get(0)?;
        let article = ArticleRecord {
            numbers: count(row, 1)?,
            typed: count(row, 2)?,
            skipped: row.get(3)?,
            warnings: names(row, 4)?,
            article: article_of(row, 5)?,
            facts: facts.query_map([n], fact)?.collect::<rusqlite::Result<_>>()?,
        };
        if each(article).is_break() {
            break;
        }
    }
    Ok(())
}

fn fact(row: &Row<'_>) -> rusqlite::Result<FactRecord> {
    Ok(FactRecord {
        id: row.get(0)?,
        kind: word(row, 1, FactKind::parse)?,
        chars: (count(row, 2)?, count(row, 3)?),
        words: row.get(4)?,
        rule: row.get(5)?,
        value: row.get(6)?,
    })
}

/// What a filter asks for, as SQL behind another condition, and the values it takes in their order.
fn condition(filter: &ArticleFilter) -> Result<(String, Vec<Value>), Fault> {
    let text = filter.text.as_deref().map(full_text).transpose()?;
    let asked = [
        (" AND instr(lower(outlet), lower(?)) > 0", filter.outlet.clone()),
        (" AND day >= ?", filter.since.clone()),
        (" AND day <= ?", filter.until.clone()),
        (" AND n IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)", text),
    ];
    Ok(asked.into_iter().filter_map(|(sql, value)| Some((sql, Value::Text(value?)))).unzip())
}
