//! Stored articles read anew: what is found now takes the place of what was, and the claims that differ are told.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::add::{forget, found};
use super::columns::{Count, SLOTS, names, slots, word};
use super::read::{ARTICLE, article_of};
use super::regroup::Touched;
use super::stories::{ORIGIN, REASON, STORY};
use super::{Fault, judge, sayings, stories};
use crate::model::{Article, Change, Difference, Regroup};
use crate::store::{Prepared, Refresh, Refreshed};

/// Articles of a batch.
const BATCH: i64 = 128;
/// Bytes of text after which a batch is closed with fewer.
const BATCH_BYTES: usize = 4 << 20;

/// Reads all current articles anew in one transaction, which is kept where `refresh` never breaks off.
pub(super) fn run(conn: &mut Connection, refresh: &mut dyn Refresh, decide: Regroup) -> Result<Refreshed, Fault> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    sketch(&tx, "claims_before")?;
    let rejections = judge::Rejections::load(&tx)?;
    let mut refreshed = Refreshed::default();
    let mut last = 0;
    loop {
        let articles = batch(&tx, last)?;
        let Some((n, _)) = articles.last() else { break };
        last = *n;
        let (rows, articles): (Vec<i64>, Vec<Article>) = articles.into_iter().unzip();
        refreshed.articles += rows.len() as u64;
        let ControlFlow::Continue(read) = refresh.read(articles) else { return Ok(refreshed) };
        let mut touched = Touched::new(&tx)?;
        let mut quoted = sayings::Changed::new(&tx)?;
        let mut copied = stories::Changed::default();
        for (n, prepared) in rows.into_iter().zip(read) {
            if let Some(prepared) = prepared
                && replace(&tx, n, &prepared, &rejections, &mut touched)?
            {
                quoted.take_away(&tx, n)?;
                quoted.take_in(&tx, n, &prepared)?;
                copied.mark(&tx, n)?;
                refreshed.changed += 1;
            }
        }
        touched.regroup(&tx, decide)?;
        quoted.settle(&tx)?;
        copied.settle(&tx)?;
    }
    if refreshed.changed > 0 {
        sketch(&tx, "claims_after")?;
        if differences(&tx, refresh)?.is_break() {
            return Ok(refreshed);
        }
    }
    if refresh.keep(&refreshed).is_continue() {
        tx.execute_batch("DROP TABLE claims_before; DROP TABLE slots_before; DROP TABLE IF EXISTS claims_after")?;
        tx.commit()?;
    }
    Ok(refreshed)
}

/// The current articles after a row, with their rows.
fn batch(tx: &Transaction<'_>, last: i64) -> rusqlite::Result<Vec<(i64, Article)>> {
    let mut select = tx.prepare_cached(&format!(
        "SELECT n, {ARTICLE} WHERE n > ?1 AND replaced_by IS NULL ORDER BY n LIMIT {BATCH}"
    ))?;
    let mut rows = select.query([last])?;
    let (mut articles, mut bytes) = (Vec::new(), 0);
    while bytes < BATCH_BYTES
        && let Some(row) = rows.next()?
    {
        let article = article_of(row, 1)?;
        bytes += article.text.len();
        articles.push((row.get(0)?, article));
    }
    Ok(articles)
}

/// Writes what is found in an article now, where that is not what is stored: whether it was written.
fn replace(
    tx: &Transaction<'_>,
    n: i64,
    prepared: &Prepared,
    rejections: &judge::Rejections,
    touched: &mut Touched,
) -> rusqlite::Result<bool> {
    let before = fingerprint(tx, n)?;
    tx.execute_batch("SAVEPOINT article")?;
    let mut beside = touched.beside();
    forget(tx, n, &mut beside)?;
    found(tx, prepared, n, rejections, &mut beside)?;
    let Prepared { coverage, skipped, mark, .. } = prepared;
    tx.prepare_cached("UPDATE articles SET numbers = ?2, typed = ?3, skipped = ?4, mark = ?5 WHERE n = ?1")?
        .execute(params![n, Count(coverage.numbers), Count(coverage.typed), skipped, mark])?;
    let differs = fingerprint(tx, n)? != before;
    if differs {
        touched.absorb(beside);
    } else {
        tx.execute_batch("ROLLBACK TO article")?;
    }
    tx.execute_batch("RELEASE article")?;
    Ok(differs)
}

/// What is stored as found in an article, whatever its rows are numbered.
fn fingerprint(tx: &Transaction<'_>, n: i64) -> rusqlite::Result<u128> {
    let mut sum = 0_u128;
    for select in [
        "SELECT numbers, typed, skipped, mark FROM articles WHERE n = ?1",
        "SELECT facts FROM found WHERE article = ?1",
        "SELECT e.id, k.block, k.key, e.day, e.start, e.\"end\", e.sentence_start, e.sentence_end, e.verb, e.transfer, \
         e.bound, e.status, e.status_start, e.status_end, e.dates, e.says, e.origin, e.origin_reason, e.rules \
         FROM evidence AS e JOIN keys AS k ON k.n = e.key WHERE e.article = ?1",
        "SELECT f.id, r.kind, t.id, r.reason FROM evidence AS f JOIN relations AS r ON r.from_evidence = f.n \
         JOIN evidence AS t ON t.n = r.to_evidence WHERE f.article = ?1",
    ] {
        let mut select = tx.prepare_cached(select)?;
        let columns = select.column_count();
        let mut rows = select.query([n])?;
        while let Some(row) = rows.next()? {
            sum = sum.wrapping_add(hash(row, 0..columns)?);
        }
    }
    Ok(sum)
}

/// A hash of some columns of a row. Those of many rows are added up, so that their order does not matter.
fn hash(row: &Row<'_>, columns: std::ops::Range<usize>) -> rusqlite::Result<u128> {
    let mut hasher = Sha256::new();
    for at in columns {
        match row.get_ref(at)? {
            ValueRef::Text(text) | ValueRef::Blob(text) => hasher.update(text),
            ValueRef::Integer(number) => hasher.update(number.to_le_bytes()),
            ValueRef::Real(number) => hasher.update(number.to_le_bytes()),
            ValueRef::Null => hasher.update([1]),
        }
        hasher.update([0]);
    }
    let bytes = hasher.finalize();
    Ok(bytes.iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte)))
}

/// What every claim rests on, in a table of its own on the disk.
fn sketch(tx: &Transaction<'_>, table: &str) -> rusqlite::Result<()> {
    tx.execute_batch(&format!(
        "CREATE TEMP TABLE {table} (claim TEXT PRIMARY KEY, passages INTEGER, hash TEXT, rules TEXT) WITHOUT ROWID"
    ))?;
    if table == "claims_before" {
        // the slots of a claim that goes are told when it is gone
        tx.execute_batch(&format!("CREATE TEMP TABLE slots_before AS SELECT id, amount, {SLOTS} FROM claims"))?;
    }
    let mut insert = tx.prepare(&format!("INSERT INTO {table} VALUES (?1, ?2, ?3, ?4)"))?;
    let mut write = |claim: &str, it: &Sketch| -> rusqlite::Result<()> {
        let rules = serde_json::json!(it.rules).to_string();
        insert.execute(params![claim, it.passages, format!("{:032x}", it.sum), rules]).map(drop)
    };
    let mut select = tx.prepare(&format!(
        "SELECT k.claim, e.rules, e.id, k.key, e.day, e.verb, e.transfer, e.bound, e.status, e.dates, e.says, {ORIGIN}, \
         {REASON} FROM keys AS k JOIN evidence AS e ON e.key = k.n {STORY} WHERE k.claim IS NOT NULL ORDER BY k.claim"
    ))?;
    let mut rows = select.query([])?;
    let mut at: Option<(String, Sketch)> = None;
    while let Some(row) = rows.next()? {
        let claim = row.get_ref(0)?.as_str()?;
        if at.as_ref().is_none_or(|(known, _)| known != claim)
            && let Some((done, it)) = at.replace((claim.to_owned(), Sketch::default()))
        {
            write(&done, &it)?;
        }
        if let Some((_, it)) = &mut at {
            it.passages += 1;
            it.sum = it.sum.wrapping_add(hash(row, 1..13)?);
            it.rules.extend(names(row, 1)?);
        }
    }
    at.map_or(Ok(()), |(done, it)| write(&done, &it))
}

/// What a claim rests on, of one size however much it is.
#[derive(Default)]
struct Sketch {
    passages: i64,
    sum: u128,
    rules: BTreeSet<String>,
}

/// Tells every claim that is not as it was.
fn differences(tx: &Transaction<'_>, refresh: &mut dyn Refresh) -> rusqlite::Result<ControlFlow<()>> {
    let mut select = tx.prepare(&format!(
        "SELECT 'new' AS change, id, 0, a.passages, '[]', a.rules, amount, {SLOTS} \
         FROM claims_after AS a JOIN claims ON id = a.claim \
         WHERE a.claim NOT IN (SELECT claim FROM claims_before) \
         UNION ALL SELECT 'gone', id, b.passages, 0, b.rules, '[]', amount, {SLOTS} \
         FROM claims_before AS b JOIN slots_before ON id = b.claim \
         WHERE b.claim NOT IN (SELECT claim FROM claims_after) \
         UNION ALL SELECT 'changed', id, b.passages, a.passages, b.rules, a.rules, amount, {SLOTS} \
         FROM claims_before AS b JOIN claims_after AS a ON a.claim = b.claim JOIN claims ON id = a.claim \
         WHERE a.hash <> b.hash ORDER BY change, action, unit, amount, id"
    ))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let change = word(row, 0, Change::parse)?;
        let rules: BTreeSet<String> = names(row, 4)?.into_iter().chain(names(row, 5)?).collect();
        let difference = Difference {
            change,
            claim: row.get(1)?,
            slots: slots(row, 7)?,
            rules: rules.into_iter().collect(),
            before: row.get::<_, i64>(2)?.unsigned_abs(),
            after: row.get::<_, i64>(3)?.unsigned_abs(),
        };
        if refresh.differs(&difference).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}
