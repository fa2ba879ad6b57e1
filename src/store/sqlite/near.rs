//! Claims that a statement may be about.
//!
//! Each way in is a short walk along an index: the same figure, the figures next to it, the same names next to it, and
//! the same pair of giver and taker whatever the figure. What they bring is ranked by how much it shares. Every walk
//! is bounded and ordered by what the claims say, so that neither size nor order of adding shows in the answer.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rusqlite::{Connection, Params, params};
use rust_decimal::Decimal;

use super::columns::{SLOTS, real, slots};
use super::read::ClaimReader;
use crate::model::{Action, Amount, ClaimRecord, Slots};
use crate::store::Near;
use crate::store::canonical::exact;

/// How many candidates each walk brings at least: a better one may rank behind others within its own walk.
const WALK: usize = 32;
/// More names than this in one statement are a list; its head is enough to find what it is about.
const NAMES: usize = 4;
/// How many claims of one name are looked through for a second name.
const PAIRED: i64 = 20_000;

/// Candidates, the likeliest first; a tie goes to the nearer figure, then by id.
pub(super) fn near(conn: &Connection, near: &Near) -> rusqlite::Result<Vec<ClaimRecord>> {
    let limit = i64::try_from(near.limit.max(WALK)).unwrap_or(i64::MAX);
    let walks = Walks { conn, unit: &near.unit, at: real(near.point), limit };
    let mut select = conn.prepare_cached(&format!("SELECT id, {SLOTS} FROM claims WHERE id = ?1"))?;
    let mut ranked = Vec::new();
    for id in walks.all(near)? {
        let slots = select.query_row([&id], |row| slots(row, 1))?;
        ranked.push((rank(near, &slots), id));
    }
    ranked.sort_unstable();
    ranked.truncate(near.limit);
    let mut reader = ClaimReader::new(conn)?;
    ranked.into_iter().map(|(_, id)| select.query_row([id], |row| reader.read(row))).collect()
}

/// The units of an action's claims, sorted: a jump along the index for each, however many claims there are.
pub(super) fn units(conn: &Connection, action: Action) -> rusqlite::Result<Vec<String>> {
    let sql = "WITH RECURSIVE held(unit) AS ( \
                   SELECT min(unit) FROM claims WHERE action = ?1 \
                   UNION ALL \
                   SELECT (SELECT min(unit) FROM claims WHERE action = ?1 AND unit > held.unit) FROM held \
                   WHERE held.unit IS NOT NULL) \
               SELECT unit FROM held WHERE unit IS NOT NULL";
    conn.prepare_cached(sql)?.query_map([action.as_str()], |row| row.get(0))?.collect()
}

/// What a claim shares with the statement. The same giver and taker outweigh the same figure, and the same figure
/// any one name, so that a false figure finds the true one, and a false name the true one too.
fn rank(near: &Near, slots: &Slots) -> (Reverse<u32>, Distance) {
    let shares = |ours: &[String], theirs: &[String]| ours.iter().any(|name| theirs.contains(name));
    let points = [
        (3, near.point.is_some_and(|point| holds(slots.amount, point))),
        (2, shares(&near.actor, &slots.actor)),
        (2, shares(&near.recipient, &slots.recipient)),
        (2, near.action == slots.action),
    ];
    let score = points.into_iter().filter(|(_, shared)| *shared).map(|(points, _)| points).sum();
    (Reverse(score), distance(near.point, slots.amount))
}

/// Whether the statement's number is the claim's, or lies in its range.
fn holds(amount: Amount, point: Decimal) -> bool {
    match amount {
        Amount { value: Some(value), .. } => value == point,
        Amount { low: Some(low), high: Some(high), .. } => low <= point && point <= high,
        Amount { low, high, .. } => low.or(high) == Some(point),
    }
}

/// How far two figures lie apart; unknown comes last.
type Distance = (bool, Decimal);

fn distance(point: Option<Decimal>, amount: Amount) -> Distance {
    let apart = point.zip(amount.point().or(amount.high)).and_then(|(a, b)| a.checked_sub(b));
    (apart.is_none(), apart.unwrap_or_default().abs())
}

/// The walks of one statement. Each gives ids of claims.
struct Walks<'a> {
    conn: &'a Connection,
    unit: &'a str,
    at: Option<f64>,
    limit: i64,
}

impl Walks<'_> {
    fn all(&self, near: &Near) -> rusqlite::Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let actors: Vec<&String> = near.actor.iter().take(NAMES).collect();
        let recipients: Vec<&String> = near.recipient.iter().take(NAMES).collect();
        let named =
            || actors.iter().map(|name| ("actor", *name)).chain(recipients.iter().map(|name| ("recipient", *name)));
        found.extend(self.next_to(near.action)?);
        for (role, name) in named() {
            found.extend(self.named_next_to(role, name, near.action)?);
        }
        for &action in Action::ALL {
            if let Some(point) = near.point {
                found.extend(self.same_figure(action, point)?);
                for (role, name) in named() {
                    found.extend(self.named_same_figure(role, name, action)?);
                }
            }
            for actor in &actors {
                for recipient in &recipients {
                    found.extend(self.pair(actor, recipient, action)?);
                }
            }
        }
        Ok(found)
    }

    fn same_figure(&self, action: Action, point: Decimal) -> rusqlite::Result<Vec<String>> {
        self.walk(
            "SELECT id FROM claims WHERE unit = ?1 AND action = ?2 AND amount = ?3 AND value = ?4 ORDER BY id LIMIT ?5",
            params![self.unit, action.as_str(), self.at, exact(point), self.limit],
        )
    }

    fn next_to(&self, action: Action) -> rusqlite::Result<Vec<String>> {
        let above = "SELECT id FROM claims WHERE unit = ?1 AND action = ?2 AND amount >= ?3 \
                     ORDER BY amount, id LIMIT ?4";
        let below = "SELECT id FROM claims WHERE unit = ?1 AND action = ?2 AND amount < ?3 \
                     ORDER BY amount DESC, id DESC LIMIT ?4";
        let mut found = self.walk(above, params![self.unit, action.as_str(), self.start(), self.limit])?;
        found.extend(self.walk(below, params![self.unit, action.as_str(), self.start(), self.limit])?);
        Ok(found)
    }

    fn named_same_figure(&self, role: &str, name: &str, action: Action) -> rusqlite::Result<Vec<String>> {
        self.walk(
            "SELECT claim FROM claim_names WHERE role = ?1 AND name = ?2 AND unit = ?3 AND action = ?4 \
             AND amount = ?5 ORDER BY claim LIMIT ?6",
            params![role, name, self.unit, action.as_str(), self.at, self.limit],
        )
    }

    fn named_next_to(&self, role: &str, name: &str, action: Action) -> rusqlite::Result<Vec<String>> {
        let above = "SELECT claim FROM claim_names WHERE role = ?1 AND name = ?2 AND unit = ?3 AND action = ?4 \
                     AND amount >= ?5 ORDER BY amount, claim LIMIT ?6";
        let below = "SELECT claim FROM claim_names WHERE role = ?1 AND name = ?2 AND unit = ?3 AND action = ?4 \
                     AND amount < ?5 AND amount > -9e999 ORDER BY amount DESC, claim DESC LIMIT ?6";
        let mut found = self.walk(above, params![role, name, self.unit, action.as_str(), self.start(), self.limit])?;
        found.extend(self.walk(below, params![role, name, self.unit, action.as_str(), self.start(), self.limit])?);
        Ok(found)
    }

    /// Claims that name both, whatever their figure: the rarer name's are looked through for the other.
    fn pair(&self, actor: &str, recipient: &str, action: Action) -> rusqlite::Result<Vec<String>> {
        let mut sides = [("actor", actor), ("recipient", recipient)];
        if self.claims_of(sides[1], action)? < self.claims_of(sides[0], action)? {
            sides.reverse();
        }
        let [(role, name), (other_role, other)] = sides;
        self.walk(
            "SELECT claim FROM \
                 (SELECT claim, amount FROM claim_names WHERE role = ?1 AND name = ?2 AND unit = ?5 AND action = ?6 \
                  ORDER BY amount, claim LIMIT ?7) AS a \
             WHERE EXISTS (SELECT 1 FROM claim_names AS b WHERE b.role = ?3 AND b.name = ?4 AND b.unit = ?5 \
                           AND b.action = ?6 AND b.amount = a.amount AND b.claim = a.claim) \
             ORDER BY abs(amount - ?8), claim LIMIT ?9",
            params![role, name, other_role, other, self.unit, action.as_str(), PAIRED, self.start(), self.limit],
        )
    }

    fn claims_of(&self, (role, name): (&str, &str), action: Action) -> rusqlite::Result<i64> {
        self.conn
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM claim_names WHERE role = ?1 AND name = ?2 AND unit = ?3 \
                 AND action = ?4 LIMIT ?5)",
            )?
            .query_row(params![role, name, self.unit, action.as_str(), PAIRED], |row| row.get(0))
    }

    /// Where the walk along the figures begins; a statement without one begins with the smallest.
    fn start(&self) -> f64 {
        self.at.unwrap_or(f64::MIN)
    }

    fn walk(&self, sql: &str, values: impl Params) -> rusqlite::Result<Vec<String>> {
        self.conn.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect()
    }
}
