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
/// Bytes of a piece of a run: what is read where a single lead is looked up.
const PIECE: usize = 400;
/// Bytes that a pair takes at most.
const LONGEST: usize = 20;
/// A run is read through where so many of its rows come to a lead that is looked up: to step to the next row costs so much
/// less than to seek it.
const THROUGH: i64 = 8;
/// Bits of a lead that are left out. What are left tell a few million leads apart, and whoever finds a saying here looks
/// at its words.
const LEFT_OUT: u32 = 24;

/// Adds a batch's pairs, which are sorted.
pub(super) fn insert(tx: &Transaction<'_>, side: Side, pairs: &[Pair]) -> rusqlite::Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    let mut run = Writer::new(tx, side, 0)?;
    for &(lead, saying) in pairs {
        run.push((lead >> LEFT_OUT, saying))?;
    }
    run.end(tx)?;
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
    let wanted: Vec<Pair> = wanted.iter().map(|&(lead, n)| (lead >> LEFT_OUT, n)).collect();
    for run in runs(tx, side, None)? {
        if run.rows() / THROUGH < wanted.len() as i64 {
            look_through(tx, &run, &wanted, &mut each)?;
        } else {
            look_up(tx, side, &run, &wanted, &mut each)?;
        }
    }
    Ok(())
}

/// Reads a run from its first row to its last.
fn look_through(
    tx: &Transaction<'_>,
    run: &Run,
    mut wanted: &[Pair],
    each: &mut impl FnMut(i64, i64),
) -> rusqlite::Result<()> {
    let mut select = tx.prepare_cached("SELECT first, pairs FROM leads WHERE n BETWEEN ?1 AND ?2 ORDER BY n")?;
    let mut rows = select.query([run.head, run.tail])?;
    let mut piece: Vec<u8> = Vec::new();
    let mut next = rows.next()?;
    while let Some(row) = next {
        let first: i64 = row.get(0)?;
        piece.clear();
        piece.extend_from_slice(row.get_ref(1)?.as_blob()?);
        next = rows.next()?;
        // a lead that the next piece begins with may stand at the end of this one too
        let end: i64 = next.map_or(Ok(i64::MAX), |row| row.get(0))?;
        wanted = wanted.get(wanted.partition_point(|(lead, _)| *lead < first)..).unwrap_or_default();
        let here = wanted.get(..wanted.partition_point(|(lead, _)| *lead <= end)).unwrap_or_default();
        match_pairs(&piece, here, each);
    }
    Ok(())
}

/// Looks each lead up.
fn look_up(
    tx: &Transaction<'_>,
    side: Side,
    run: &Run,
    wanted: &[Pair],
    each: &mut impl FnMut(i64, i64),
) -> rusqlite::Result<()> {
    // the last piece that begins before the lead, and all that begin with it
    let mut select = tx.prepare_cached(
        "SELECT pairs FROM leads WHERE side = ?1 AND run = ?2 AND first <= ?3 AND first >= coalesce( \
             (SELECT max(first) FROM leads WHERE side = ?1 AND run = ?2 AND first < ?3), ?3) ORDER BY first, n",
    )?;
    for same in wanted.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((lead, _)) = same.first() else { continue };
        let mut rows = select.query(params![side as i64, run.run, lead])?;
        while let Some(row) = rows.next()? {
            match_pairs(row.get_ref(0)?.as_blob()?, same, each);
        }
    }
    Ok(())
}

/// Finds wanted leads in a piece. Both are sorted, and either may hold a lead several times.
fn match_pairs(piece: &[u8], mut wanted: &[Pair], each: &mut impl FnMut(i64, i64)) {
    let mut pairs = Pairs::new(piece);
    while let Some((last, _)) = wanted.last()
        && let Some((lead, saying)) = pairs.next()
        && lead <= *last
    {
        while let Some(((first, _), rest)) = wanted.split_first()
            && *first < lead
        {
            wanted = rest;
        }
        wanted.iter().take_while(|(first, _)| *first == lead).for_each(|(_, n)| each(*n, saying));
    }
}

/// A run: its row in `lead_runs`.
struct Run {
    run: i64,
    head: i64,
    tail: i64,
}

impl Run {
    fn rows(&self) -> i64 {
        self.tail - self.head + 1
    }
}

/// The runs of a side, or of a level of it.
fn runs(tx: &Transaction<'_>, side: Side, level: Option<i64>) -> rusqlite::Result<Vec<Run>> {
    tx.prepare_cached(
        "SELECT run, head, tail FROM lead_runs WHERE side = ?1 AND level = coalesce(?2, level) ORDER BY run",
    )?
    .query_map(params![side as i64, level], |row| Ok(Run { run: row.get(0)?, head: row.get(1)?, tail: row.get(2)? }))?
    .collect()
}

/// Makes one run of those of a level, where there are enough.
fn merge(tx: &Transaction<'_>, side: Side, level: i64) -> rusqlite::Result<bool> {
    let old = runs(tx, side, Some(level))?;
    if old.len() < RUNS {
        return Ok(false);
    }
    let mut whole = Writer::new(tx, side, level + 1)?;
    let mut select = Vec::with_capacity(old.len());
    for _ in &old {
        select.push(tx.prepare("SELECT pairs FROM leads WHERE n BETWEEN ?1 AND ?2 ORDER BY n")?);
    }
    let mut parts = Vec::with_capacity(old.len());
    for (select, run) in select.iter_mut().zip(&old) {
        parts.push(Part { rows: select.query([run.head, run.tail])?, pairs: Vec::new().into_iter() });
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
    whole.end(tx)?;
    drop(parts);
    for run in old {
        tx.prepare_cached("DELETE FROM leads WHERE n BETWEEN ?1 AND ?2")?.execute([run.head, run.tail])?;
        tx.prepare_cached("DELETE FROM lead_runs WHERE run = ?1")?.execute([run.run])?;
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
        self.pairs = Pairs::new(row.get_ref(0)?.as_blob()?).collect::<Vec<_>>().into_iter();
        Ok(self.pairs.next())
    }
}

/// A run that is being written. Its rows come one after the other, since no other is written meanwhile.
struct Writer<'t> {
    insert: CachedStatement<'t>,
    side: Side,
    run: i64,
    rows: i64,
    first: i64,
    last: i64,
    piece: Vec<u8>,
}

impl<'t> Writer<'t> {
    fn new(tx: &'t Transaction<'_>, side: Side, level: i64) -> rusqlite::Result<Self> {
        tx.prepare_cached("INSERT INTO lead_runs (side, level, head, tail) VALUES (?1, ?2, 0, -1)")?
            .execute([side as i64, level])?;
        let run = tx.last_insert_rowid();
        let insert = tx.prepare_cached("INSERT INTO leads (side, run, first, pairs) VALUES (?1, ?2, ?3, ?4)")?;
        Ok(Self { insert, side, run, rows: 0, first: 0, last: 0, piece: Vec::with_capacity(PIECE) })
    }

    /// Adds a pair whose lead is not less than the last one's.
    fn push(&mut self, (lead, saying): Pair) -> rusqlite::Result<()> {
        if self.piece.len() + LONGEST > PIECE {
            self.flush()?;
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
    fn flush(&mut self) -> rusqlite::Result<()> {
        self.insert.execute(params![self.side as i64, self.run, self.first, self.piece])?;
        self.rows += 1;
        self.piece.clear();
        Ok(())
    }

    /// Writes what is left of a run that is not empty, and from where to where it goes.
    fn end(mut self, tx: &Transaction<'_>) -> rusqlite::Result<()> {
        self.flush()?;
        let tail = tx.last_insert_rowid();
        tx.prepare_cached("UPDATE lead_runs SET head = ?2, tail = ?3 WHERE run = ?1")?.execute([
            self.run,
            tail - self.rows + 1,
            tail,
        ])?;
        Ok(())
    }
}

/// The pairs of a piece: each lead stands as its distance from the one before, and then the saying.
struct Pairs<'p> {
    piece: &'p [u8],
    lead: i64,
}

impl<'p> Pairs<'p> {
    fn new(piece: &'p [u8]) -> Self {
        Self { piece, lead: 0 }
    }
}

impl Iterator for Pairs<'_> {
    type Item = Pair;

    fn next(&mut self) -> Option<Pair> {
        self.lead = self.lead.wrapping_add(number(&mut self.piece)?.cast_signed());
        Some((self.lead, number(&mut self.piece)?.cast_signed()))
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
            spread in prop::sample::select(vec![1_i64 << 24, 1 << 57]),
        ) {
            let mut conn = Connection::open_in_memory().expect("a database");
            conn.execute_batch(
                "CREATE TABLE lead_runs (run INTEGER PRIMARY KEY, side INTEGER, level INTEGER, head INTEGER, tail INTEGER); \
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
            all.sort_unstable();
            // many at a time, which are found on a way through, and one by one
            for many in [wanted.len(), 1] {
                let mut found = Vec::new();
                for wanted in wanted.chunks(many) {
                    find(&tx, Side::Holds, wanted, |lead, saying| found.push((lead * spread, saying))).expect("found");
                }
                found.sort_unstable();
                prop_assert_eq!(&found, &all);
            }
        }
    }
}
