//! Judgements: rows that are added, and what they do to keys and passages.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::Fault;
use super::columns::{HISTORY, SLOTS, history, slots, unreadable};
use super::regroup::{Touched, insert_key, known_key};
use crate::model::{About, Claim, History, Judgement, JudgementRecord, KeyName, Pair, Regroup, Ruling, Verdict};

/// Before the block of a key's twin, which the key's rejected passages point to. No block begins so by itself.
pub(super) const REJECTED: &str = "rejected ";
/// Judgements `j`, in the columns that `record` reads.
const SELECT: &str = "SELECT j.n, j.kind, j.block_a, j.key_a, j.block_b, j.key_b, j.passage, j.undoes, j.by, j.at, \
                      j.why, j.about, (SELECT u.n FROM judgements AS u WHERE u.undoes = j.n) FROM judgements AS j";

/// Adds a judgement and regroups what it bears on: its number; `None` where it undoes what is not there to be undone.
pub(super) fn add(tx: &Transaction<'_>, judgement: &Judgement, decide: Regroup) -> Result<Option<u64>, Fault> {
    let mut touched = Touched::new(tx)?;
    match &judgement.ruling {
        Ruling::Pair(pair) => touch(pair, &mut touched),
        Ruling::Reject(passage) => reject(tx, passage, &mut touched)?,
        Ruling::Undo(n) => match standing(tx, *n)? {
            Some(Ruling::Pair(pair)) => touch(&pair, &mut touched),
            Some(Ruling::Reject(passage)) => count_again(tx, &passage, *n, &mut touched)?,
            Some(Ruling::Undo(_)) | None => return Ok(None),
        },
    }
    let n = insert(tx, judgement)?;
    touched.regroup(tx, decide)?;
    Ok(Some(n))
}

fn touch(pair: &Pair, touched: &mut Touched) {
    for name in &pair.keys {
        touched.gained(&name.block);
    }
}

fn insert(tx: &Transaction<'_>, judgement: &Judgement) -> rusqlite::Result<u64> {
    let Judgement { ruling, by, at, why, about } = judgement;
    let keys = match ruling {
        Ruling::Pair(pair) => Some(&pair.keys),
        _ => None,
    };
    let name = |at: usize| keys.and_then(|keys| keys.get(at)).map(|name| (&name.block, &name.key)).unzip();
    let ((block_a, key_a), (block_b, key_b)) = (name(0), name(1));
    let passage = if let Ruling::Reject(passage) = ruling { Some(passage) } else { None };
    let undoes = if let Ruling::Undo(n) = ruling { i64::try_from(*n).ok() } else { None };
    let about: Vec<_> = about.iter().map(|it| [&it.id, &it.words]).collect();
    tx.execute(
        "INSERT INTO judgements (kind, block_a, key_a, block_b, key_b, passage, undoes, by, at, why, about) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            ruling.as_str(),
            block_a,
            key_a,
            block_b,
            key_b,
            passage,
            undoes,
            by,
            at,
            why,
            serde_json::json!(about).to_string()
        ],
    )?;
    Ok(tx.last_insert_rowid().unsigned_abs())
}

/// What the judgement of a number decided, where it has not been undone.
fn standing(tx: &Transaction<'_>, n: u64) -> rusqlite::Result<Option<Ruling>> {
    let n = i64::try_from(n).unwrap_or(-1);
    let found = tx.query_row(&format!("{SELECT} WHERE j.n = ?1"), [n], record).optional()?;
    Ok(found.filter(|record| record.undone_by.is_none()).map(|record| record.judgement.ruling))
}

/// Lets a passage point to the twin of its key.
fn reject(tx: &Transaction<'_>, passage: &str, touched: &mut Touched) -> rusqlite::Result<()> {
    for (evidence, key, name) in keys_of(tx, passage)? {
        if name.block.starts_with(REJECTED) {
            continue;
        }
        let twin = KeyName { block: format!("{REJECTED}{}", name.block), key: name.key };
        point(tx, evidence, key, &twin)?;
        touched.lost(key);
    }
    Ok(())
}

/// Lets a passage point to its key again, unless another judgement than `n` rejects it too.
fn count_again(tx: &Transaction<'_>, passage: &str, n: u64, touched: &mut Touched) -> rusqlite::Result<()> {
    let others = "SELECT EXISTS (SELECT 1 FROM judgements AS j WHERE passage = ?1 AND n <> ?2 \
                  AND NOT EXISTS (SELECT 1 FROM judgements WHERE undoes = j.n))";
    if tx.query_row(others, params![passage, i64::try_from(n).unwrap_or(-1)], |row| row.get(0))? {
        return Ok(());
    }
    for (evidence, twin, name) in keys_of(tx, passage)? {
        let Some(block) = name.block.strip_prefix(REJECTED) else { continue };
        let key = point(tx, evidence, twin, &KeyName { block: block.to_owned(), key: name.key })?;
        touched.gained(block);
        touched.lost(key);
        touched.lost(twin);
    }
    Ok(())
}

/// The rows of a passage, the keys they point to, and what these are. Passages have no index of their ids: one is judged
/// seldom, and many are added often.
fn keys_of(tx: &Transaction<'_>, passage: &str) -> rusqlite::Result<Vec<(i64, i64, KeyName)>> {
    tx.prepare_cached(
        "SELECT e.n, k.n, k.block, k.key FROM evidence AS e JOIN keys AS k ON k.n = e.key WHERE e.id = ?1",
    )?
    .query_map([passage], |row| Ok((row.get(0)?, row.get(1)?, KeyName { block: row.get(2)?, key: row.get(3)? })))?
    .collect()
}

/// Lets a passage point to the key of a name instead of another, which says the same: the key's row.
fn point(tx: &Transaction<'_>, evidence: i64, from: i64, to: &KeyName) -> rusqlite::Result<i64> {
    let n = match known_key(tx, &to.block, &to.key)? {
        Some(n) => n,
        None => {
            let (slots, history) = tx
                .prepare_cached(&format!("SELECT {SLOTS}, {HISTORY} FROM keys WHERE n = ?1"))?
                .query_row([from], |row| Ok((slots(row, 0)?, history(row, 9)?)))?;
            insert_key(tx, &to.block, &to.key, &slots, &history)?
        }
    };
    tx.prepare_cached("UPDATE evidence SET key = ?2 WHERE n = ?1")?.execute([evidence, n])?;
    Ok(n)
}

/// The twin of a mention's key, made where there is none.
pub(super) fn twin(tx: &Transaction<'_>, claim: &Claim, history: &History) -> rusqlite::Result<i64> {
    let name = KeyName { block: format!("{REJECTED}{}", claim.block), key: claim.key.clone() };
    match known_key(tx, &name.block, &name.key)? {
        Some(n) => Ok(n),
        None => insert_key(tx, &name.block, &name.key, &claim.slots, history),
    }
}

/// The passages that standing judgements reject. People made them one by one: they fit in memory.
pub(super) struct Rejections(HashSet<String>);

impl Rejections {
    pub(super) fn load(tx: &Transaction<'_>) -> rusqlite::Result<Self> {
        let mut select = tx.prepare_cached(
            "SELECT passage FROM judgements AS j WHERE passage IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM judgements WHERE undoes = j.n)",
        )?;
        Ok(Self(select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?))
    }

    pub(super) fn hold(&self, passage: &str) -> bool {
        self.0.contains(passage)
    }
}

/// The standing judgements of two keys, in the order in which they were made.
pub(super) struct Standing {
    pairs: Vec<Pair>,
    /// The blocks that are tied to each that is tied to any, itself included.
    tied: BTreeMap<String, BTreeSet<String>>,
}

/// Blocks whose keys are grouped together, and what people have judged of these keys.
pub(super) struct Tied<'s> {
    pub(super) blocks: Vec<&'s str>,
    pub(super) judged: Vec<Pair>,
}

impl Standing {
    pub(super) fn load(tx: &Transaction<'_>) -> rusqlite::Result<Self> {
        let mut select = tx.prepare_cached(&format!("{SELECT} WHERE j.block_a IS NOT NULL ORDER BY j.n"))?;
        let mut pairs = Vec::new();
        for row in select.query_map([], record)? {
            if let JudgementRecord {
                judgement: Judgement { ruling: Ruling::Pair(pair), .. }, undone_by: None, ..
            } = row?
            {
                pairs.push(pair);
            }
        }
        let mut tied: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for pair in pairs.iter().filter(|pair| pair.verdict == Verdict::Same) {
            let mut all = BTreeSet::new();
            for name in &pair.keys {
                match tied.get(&name.block) {
                    Some(known) => all.extend(known.iter().cloned()),
                    None => drop(all.insert(name.block.clone())),
                }
            }
            for block in &all {
                tied.insert(block.clone(), all.clone());
            }
        }
        Ok(Self { pairs, tied })
    }

    /// The blocks, each with those that are tied to it, every one once. Twins are of no claim and in none.
    pub(super) fn tied<'s>(&'s self, blocks: &'s BTreeSet<String>) -> Vec<Tied<'s>> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut all = Vec::new();
        for block in blocks.iter().filter(|block| !block.starts_with(REJECTED)) {
            if seen.contains(block.as_str()) {
                continue;
            }
            let blocks: Vec<&str> = match self.tied.get(block) {
                Some(tied) => tied.iter().map(String::as_str).collect(),
                None => vec![block],
            };
            seen.extend(&blocks);
            let within = |pair: &&Pair| pair.keys.iter().all(|name| blocks.contains(&name.block.as_str()));
            let judged = self.pairs.iter().filter(within).cloned().collect();
            all.push(Tied { blocks, judged });
        }
        all
    }
}

/// Every judgement, in the order in which they were made.
pub(super) fn all(conn: &Connection) -> rusqlite::Result<Vec<JudgementRecord>> {
    conn.prepare_cached(&format!("{SELECT} ORDER BY j.n"))?.query_map([], record)?.collect()
}

/// The standing judgements of a claim's keys and of passages that would count for it.
pub(super) fn of_claim(conn: &Connection, claim: &str) -> rusqlite::Result<Vec<JudgementRecord>> {
    let any: bool = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM judgements)")?.query_row([], |row| row.get(0))?;
    if !any {
        return Ok(Vec::new());
    }
    let mut found: BTreeMap<u64, JudgementRecord> = BTreeMap::new();
    for tie in [
        "JOIN keys AS k ON k.block = j.block_a AND k.key = j.key_a WHERE k.claim = ?1",
        "JOIN keys AS k ON k.block = j.block_b AND k.key = j.key_b WHERE k.claim = ?1",
        REJECTED_OF,
    ] {
        let mut select = conn.prepare_cached(&format!("{SELECT} {tie}"))?;
        for row in select.query_map([claim], record)? {
            let row = row?;
            if row.undone_by.is_none() {
                found.insert(row.n, row);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// Judgements `j` of passages whose key would be of a claim.
const REJECTED_OF: &str = "JOIN evidence AS e ON e.id = j.passage JOIN keys AS t ON t.n = e.key \
                           JOIN keys AS k ON t.block = 'rejected ' || k.block AND t.key = k.key WHERE k.claim = ?1";

fn record(row: &Row<'_>) -> rusqlite::Result<JudgementRecord> {
    let kind = row.get_ref(1)?.as_str()?;
    let number = |at: usize| row.get::<_, Option<i64>>(at).map(|n| n.map(i64::unsigned_abs));
    let ruling = match (Verdict::parse(kind), number(7)?) {
        (Some(verdict), _) => Ruling::Pair(Pair {
            verdict,
            keys: [KeyName { block: row.get(2)?, key: row.get(3)? }, KeyName { block: row.get(4)?, key: row.get(5)? }],
        }),
        (None, Some(undoes)) => Ruling::Undo(undoes),
        (None, None) => Ruling::Reject(row.get(6)?),
    };
    let about: Vec<[String; 2]> =
        serde_json::from_str(row.get_ref(11)?.as_str()?).map_err(|error| unreadable(11, error))?;
    let about = about.into_iter().map(|[id, words]| About { id, words }).collect();
    let judgement = Judgement { ruling, by: row.get(8)?, at: row.get(9)?, why: row.get(10)?, about };
    Ok(JudgementRecord { n: number(0)?.unwrap_or_default(), judgement, undone_by: number(12)? })
}
