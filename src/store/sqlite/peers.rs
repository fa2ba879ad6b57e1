//! The claims of other articles that a claim may hang together with: short stretches along the indexes of its standing.
//!
//! Each stretch is bounded, so that a series of a hundred thousand figures is read in the time of a hundred thousand
//! small ones.

use rusqlite::{CachedStatement, Connection, Row, ToSql};

use super::columns::{HISTORY, SLOTS, history, slots};
use crate::model::{Peer, Peers};

/// How many claims of its series are read on either side of one.
const SERIES: i64 = 8;
/// How many plans of a deed, or deeds of a plan, are read.
const PURPOSE: i64 = 16;

/// The columns that a claim's peers are found by, in the order that `PeerReader::read` takes them in.
pub(super) const STANDING: &str = "series, series_time, plan, deed, amount, id";

/// Reads the peers of claims. Holds its statements for as long as claims are read.
pub(super) struct PeerReader<'c> {
    before: CachedStatement<'c>,
    after: CachedStatement<'c>,
    plans: CachedStatement<'c>,
    deeds: CachedStatement<'c>,
}

impl<'c> PeerReader<'c> {
    pub(super) fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        let along = |condition: &str, order: &str, limit: i64| {
            conn.prepare_cached(&format!(
                "SELECT id, {SLOTS}, {HISTORY} FROM claims WHERE {condition} ORDER BY {order} LIMIT {limit}"
            ))
        };
        Ok(Self {
            before: along(
                "series = ?1 AND (series_time, amount, id) < (?2, ?3, ?4)",
                "series_time DESC, amount DESC, id DESC",
                SERIES,
            )?,
            after: along(
                "series = ?1 AND (series_time, amount, id) > (?2, ?3, ?4)",
                "series_time, amount, id",
                SERIES,
            )?,
            plans: along("plan = ?1 AND amount >= ?2", "amount, id", PURPOSE)?,
            deeds: along("deed = ?1 AND amount <= ?2", "amount DESC, id DESC", PURPOSE)?,
        })
    }

    /// Reads the peers of a claim from a row with the columns of `STANDING`, the first at `at`.
    pub(super) fn read(&mut self, row: &Row<'_>, at: usize) -> rusqlite::Result<Peers> {
        let text = |offset: usize| row.get_ref(at + offset)?.as_str_or_null().map_err(rusqlite::Error::from);
        let (series, time, plan, deed) = (text(0)?, text(1)?, text(2)?, text(3)?);
        let (amount, id) = (row.get::<_, Option<f64>>(at + 4)?, text(5)?);
        let mut peers = Peers::default();
        if series.is_some() {
            let place: [&dyn ToSql; 4] = [&series, &time, &amount, &id];
            peers.before = stretch(&mut self.before, &place)?;
            peers.after = stretch(&mut self.after, &place)?;
        }
        if deed.is_some() {
            peers.plans = stretch(&mut self.plans, &[&deed, &amount])?;
        }
        if plan.is_some() {
            peers.deeds = stretch(&mut self.deeds, &[&plan, &amount])?;
        }
        Ok(peers)
    }
}

fn stretch(select: &mut CachedStatement<'_>, from: &[&dyn ToSql]) -> rusqlite::Result<Vec<Peer>> {
    let peer = |row: &Row<'_>| Ok(Peer { id: row.get(0)?, slots: slots(row, 1)?, history: history(row, 10)? });
    select.query_map(from, peer)?.collect()
}
