//! The claims of other articles that a claim may hang together with: short stretches along the indexes of its standing.
//!
//! Each stretch is bounded, so that a figure of a series of a hundred thousand costs what one of a small series does.

use rusqlite::{Connection, OptionalExtension, Row, ToSql};

use super::columns::{HISTORY, SLOTS, history, slots};
use crate::model::{Peer, Peers};

/// How many claims of its series are read on either side of one.
const SERIES: usize = 8;
/// How many plans of a deed, or deeds of a plan, are read.
const PURPOSE: usize = 8;

/// What decides how the claim hangs together with those of other articles.
pub(super) fn peers(conn: &Connection, claim: &str) -> rusqlite::Result<Option<Peers>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {HISTORY}, series, series_time, plan, deed, amount FROM claims WHERE id = ?1"
    ))?;
    let read = |row: &Row<'_>| {
        let text = |at: usize| row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from);
        let (series, time, plan, deed) = (text(6)?, text(7)?, text(8)?, text(9)?);
        let amount: Option<f64> = row.get(10)?;
        let mut peers = Peers {
            history: history(row, 0)?,
            before: Vec::new(),
            after: Vec::new(),
            plans: Vec::new(),
            deeds: Vec::new(),
        };
        if series.is_some() {
            let from: [&dyn ToSql; 4] = [&series, &time, &amount, &claim];
            peers.before = stretch(conn, BEFORE, &from, time, SERIES)?;
            peers.after = stretch(conn, AFTER, &from, time, SERIES)?;
        }
        if deed.is_some() {
            peers.plans = stretch(conn, PLANS, &[&deed, &amount], None, PURPOSE)?;
        }
        if plan.is_some() {
            peers.deeds = stretch(conn, DEEDS, &[&plan, &amount], None, PURPOSE)?;
        }
        Ok(peers)
    };
    select.query_row([claim], read).optional()
}

const BEFORE: &str = "series = ?1 AND (series_time, amount, id) < (?2, ?3, ?4) \
                      ORDER BY series_time DESC, amount DESC, id DESC";
const AFTER: &str = "series = ?1 AND (series_time, amount, id) > (?2, ?3, ?4) ORDER BY series_time, amount, id";
const PLANS: &str = "plan = ?1 AND amount >= ?2 ORDER BY amount, id";
const DEEDS: &str = "deed = ?1 AND amount <= ?2 ORDER BY amount DESC, id DESC";

/// At most `limit` claims along an index. In a series, whose own time is given, claims beyond the next time decide
/// nothing and are not read.
fn stretch(
    conn: &Connection,
    along: &str,
    from: &[&dyn ToSql],
    own_time: Option<&str>,
    limit: usize,
) -> rusqlite::Result<Vec<Peer>> {
    let sql = format!("SELECT id, {SLOTS}, {HISTORY}, series_time FROM claims WHERE {along}");
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query(from)?;
    let mut next_time: Option<String> = None;
    let mut found = Vec::new();
    while found.len() < limit
        && let Some(row) = rows.next()?
    {
        let time = row.get_ref(16)?.as_str_or_null()?;
        if own_time.is_some() && time != own_time {
            if next_time.as_deref().is_some_and(|next| time != Some(next)) {
                break;
            }
            next_time = time.map(str::to_owned);
        }
        found.push(Peer { id: row.get(0)?, slots: slots(row, 1)?, history: history(row, 10)? });
    }
    Ok(found)
}
