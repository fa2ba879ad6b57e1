//! Which sayings begin with a lead, and which hold one: pairs of a lead and a saying, in sorted runs.
//!
//! Leads are hashes: in a usual index each one of a batch would change a page of its own. Here a batch is one run, written
//! from end to end, and runs of one level become one of the next when there are enough of them; so a pair is written a few
//! times in all, and looked up once in each of a few runs. Pairs are never taken out: whoever finds a saying here looks
//! at its words.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rusqlite::{CachedStatement, Rows, Transaction, params};

/// A lead and the row of a saying.
pub(super) type Pair = (i64, i64);

/// What a saying has to do with a lead.
#[derive(Clone, Copy)]
pub(super) enum Side {
    /// It begins with it.
    Begins,
    /// It has it among its leads: it can hold what begins so.
    Holds,
}

/// Runs of a level that become one of the next.
const RUNS: usize = 8;
/// Bytes of a piece of a run: a row that fills a page.
const PIECE: usize = 3_900;
/// Bytes that a pair takes at most.
const LONGEST: usize = 20;

/// Adds a batch's pairs, which are sorted.
pub(super) fn insert(tx: &Transaction<'_>, side: Side, pairs: &[Pair]) -> rusqlite::Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    let mut run = Run::new(tx, side, 0)?;
    for &pair in pairs {
        run.push(pair)?;
    }
    run.end()?;
    let mut level = 0;
    while merge(tx, side, level)? {
        level += 1;
    }
    Ok(())
}

/// Calls `each` with the second of every wanted pair and every saying that its lead leads to; `wanted` is sorted.
pub(super) fn find(
    tx: &Transaction<'_>,
    side: Side,
    wanted: &[Pair],
    mut each: impl FnMut(i64, i64),
) -> rusqlite::Result<()> {
    let mut seek = tx.prepare_cached(
        "SELECT pairs FROM leads WHERE side = ?1 AND run = ?2 AND first >= coalesce( \
             (SELECT max(first) FROM leads WHERE side = ?1 AND run = ?2 AND first < ?3), ?3) ORDER BY first, n",
    )?;
    for run in runs(tx, side, None)? {
        let mut piece: Vec<Pair> = Vec::new();
        let mut at = 0;
        for &(lead, n) in wanted {
            if piece.last().is_none_or(|(last, _)| *last <= lead) {
                piece = stretch(&mut seek, side, run, lead)?;
                at = 0;
            }
            at += piece.get(at..).unwrap_or_default().partition_point(|(first, _)| *first < lead);
            let found = piece.get(at..).unwrap_or_default().iter().take_while(|(first, _)| *first == lead);
            found.for_each(|(_, saying)| each(n, *saying));
        }
    }
    Ok(())
}

/// The pieces of a run that a lead can stand in, and so much more that what comes after it is known.
fn stretch(seek: &mut CachedStatement<'_>, side: Side, run: i64, lead: i64) -> rusqlite::Result<Vec<Pair>> {
    let mut rows = seek.query(params![side as i64, run, lead])?;
    let mut pairs = Vec::new();
    while pairs.last().is_none_or(|(last, _)| *last <= lead)
        && let Some(row) = rows.next()?
    {
        read(row.get_ref(0)?.as_blob()?, &mut pairs);
    }
    Ok(pairs)
}

/// The runs of a side, or of a level of it.
fn runs(tx: &Transaction<'_>, side: Side, level: Option<i64>) -> rusqlite::Result<Vec<i64>> {
    tx.prepare_cached("SELECT run FROM lead_runs WHERE side = ?1 AND level = coalesce(?2, level) ORDER BY run")?
        .query_map(params![side as i64, level], |row| row.get(0))?
        .collect()
}

/// Makes one run of those of a level, where there are enough.
fn merge(tx: &Transaction<'_>, side: Side, level: i64) -> rusqlite::Result<bool> {
    let old = runs(tx, side, Some(level))?;
    if old.len() < RUNS {
        return Ok(false);
    }
    let mut whole = Run::new(tx, side, level + 1)?;
    let mut select = Vec::with_capacity(old.len());
    for _ in &old {
        select.push(tx.prepare("SELECT pairs FROM leads WHERE side = ?1 AND run = ?2 ORDER BY first, n")?);
    }
    let mut parts = Vec::with_capacity(old.len());
    for (select, run) in select.iter_mut().zip(&old) {
        parts.push(Part { rows: select.query(params![side as i64, run])?, pairs: Vec::new().into_iter() });
    }
    let mut heads = BinaryHeap::new();
    for (index, part) in parts.iter_mut().enumerate() {
        heads.extend(part.next()?.map(|pair| Reverse((pair, index))));
    }
    while let Some(Reverse((pair, index))) = heads.pop() {
        whole.push(pair)?;
        if let Some(part) = parts.get_mut(index) {
            heads.extend(part.next()?.map(|pair| Reverse((pair, index))));
        }
    }
    whole.end()?;
    drop(parts);
    for run in old {
        tx.prepare_cached("DELETE FROM leads WHERE side = ?1 AND run = ?2")?.execute([side as i64, run])?;
        tx.prepare_cached("DELETE FROM lead_runs WHERE run = ?1")?.execute([run])?;
    }
    Ok(true)
}

/// A run that is read from its beginning.
struct Part<'r> {
    rows: Rows<'r>,
    pairs: std::vec::IntoIter<Pair>,
}

impl Part<'_> {
    fn next(&mut self) -> rusqlite::Result<Option<Pair>> {
        if let Some(pair) = self.pairs.next() {
            return Ok(Some(pair));
        }
        let Some(row) = self.rows.next()? else { return Ok(None) };
        let mut pairs = Vec::new();
        read(row.get_ref(0)?.as_blob()?, &mut pairs);
        self.pairs = pairs.into_iter();
        Ok(self.pairs.next())
    }
}

/// A run that is being written.
struct Run<'t> {
    insert: CachedStatement<'t>,
    side: Side,
    run: i64,
    first: i64,
    last: i64,
    piece: Vec<u8>,
}

impl<'t> Run<'t> {
    fn new(tx: &'t Transaction<'_>, side: Side, level: i64) -> rusqlite::Result<Self> {
        tx.prepare_cached("INSERT INTO lead_runs (side, level) VALUES (?1, ?2)")?.execute([side as i64, level])?;
        let run = tx.last_insert_rowid();
        let insert = tx.prepare_cached("INSERT INTO leads (side, run, first, pairs) VALUES (?1, ?2, ?3, ?4)")?;
        Ok(Self { insert, side, run, first: 0, last: 0, piece: Vec::with_capacity(PIECE) })
    }

    /// Adds a pair whose lead is not less than the last one's.
    fn push(&mut self, (lead, saying): Pair) -> rusqlite::Result<()> {
        if self.piece.len() + LONGEST > PIECE {
            self.end()?;
        }
        if self.piece.is_empty() {
            (self.first, self.last) = (lead, 0);
        }
        write(&mut self.piece, lead.wrapping_sub(self.last).cast_unsigned());
        write(&mut self.piece, saying.cast_unsigned());
        self.last = lead;
        Ok(())
    }

    /// Writes the piece at hand.
    fn end(&mut self) -> rusqlite::Result<()> {
        if !self.piece.is_empty() {
            self.insert.execute(params![self.side as i64, self.run, self.first, self.piece])?;
            self.piece.clear();
        }
        Ok(())
    }
}

/// Adds the pairs of a piece: each lead as its distance from the one before, then the saying.
fn read(mut piece: &[u8], pairs: &mut Vec<Pair>) {
    let mut last = 0_i64;
    while let (Some(step), Some(saying)) = (number(&mut piece), number(&mut piece)) {
        last = last.wrapping_add(step.cast_signed());
        pairs.push((last, saying.cast_signed()));
    }
}

/// Seven bits a byte, the lowest first; all but the last byte have their highest bit set (LEB128).
fn write(piece: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        piece.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    piece.push(number.to_le_bytes()[0]);
}

fn number(piece: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (byte, rest) = piece.split_first()?;
        *piece = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusqlite::Connection;

    use super::{Side, find, insert};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn every_pair_is_found_in_whatever_batches_it_came(
            batches in prop::collection::vec(prop::collection::vec((-40_i64..40, 1_i64..1 << 40), 1..900), 1..20),
            spread in prop::sample::select(vec![1_i64, 1 << 57]),
        ) {
            let mut conn = Connection::open_in_memory().expect("a database");
            conn.execute_batch(
                "CREATE TABLE lead_runs (run INTEGER PRIMARY KEY, side INTEGER, level INTEGER); \
                 CREATE TABLE leads (n INTEGER PRIMARY KEY, side INTEGER, run INTEGER, first INTEGER, pairs BLOB)",
            ).expect("made");
            let tx = conn.transaction().expect("begun");
            let mut all = Vec::new();
            for batch in batches {
                let mut pairs: Vec<_> = batch.into_iter().map(|(lead, saying)| (lead * spread, saying)).collect();
                all.extend(&pairs);
                pairs.sort_unstable();
                insert(&tx, Side::Holds, &pairs).expect("inserted");
            }
            insert(&tx, Side::Begins, &[(0, 7)]).expect("inserted");
            let wanted: Vec<_> = (-41..41).map(|lead| (lead * spread, lead)).collect();
            let mut found = Vec::new();
            find(&tx, Side::Holds, &wanted, |lead, saying| found.push((lead * spread, saying))).expect("found");
            all.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, all);
        }
    }
}
