//! Which keys are one claim: decided anew for every block whose set of keys a batch has changed, with the blocks that
//! judgements tie to it, and for no other.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::{OptionalExtension, ToSql, Transaction, params};

use super::Fault;
use super::columns::{
    HISTORY, HistoryColumns, SLOTS, SlotColumns, amount, history, names, slots, standing, word, words,
};
use super::judge::{Standing, Tied};
use crate::model::{Bound, Claim, First, Group, History, Keyed, Regroup, Slots, Status};

/// What a batch has changed so far. A passage that joins a known key and tells nothing new of its history changes
/// nothing here: the groups are a function of the keys and their histories, so that one hot claim costs no more than a
/// cold one.
pub(super) struct Touched {
    /// The row of each key that the batch names.
    keys: HashMap<String, i64>,
    /// Blocks with a new key, or one whose history has changed.
    blocks: BTreeSet<String>,
    /// What the batch's passages come to, by key.
    said: BTreeMap<i64, History>,
    /// Keys that lost a passage.
    lost: BTreeSet<i64>,
    /// The last key that was there before the batch.
    last_known_key: i64,
}

impl Touched {
    pub(super) fn new(tx: &Transaction<'_>) -> rusqlite::Result<Self> {
        let last_known_key =
            tx.prepare_cached("SELECT coalesce(max(n), 0) FROM keys")?.query_row([], |row| row.get(0))?;
        let lost = tx
            .prepare_cached("DELETE FROM stale_keys RETURNING key")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { keys: HashMap::new(), blocks: BTreeSet::new(), said: BTreeMap::new(), lost, last_known_key })
    }

    /// What is changed beside it and may yet be taken back; see [`Self::absorb`].
    pub(super) fn beside(&self) -> Self {
        Self {
            keys: HashMap::new(),
            blocks: BTreeSet::new(),
            said: BTreeMap::new(),
            lost: BTreeSet::new(),
            last_known_key: self.last_known_key,
        }
    }

    /// Takes in what was changed beside it.
    pub(super) fn absorb(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.blocks.extend(other.blocks);
        self.lost.extend(other.lost);
        for (key, history) in other.said {
            self.said(key, history);
        }
    }

    /// The row of the claim's key, made where there is none, with the passage's history taken in.
    pub(super) fn key(&mut self, tx: &Transaction<'_>, claim: &Claim, history: History) -> rusqlite::Result<i64> {
        let known = match self.keys.get(&claim.key) {
            Some(&n) => Some(n),
            None => known_key(tx, &claim.block, &claim.key)?,
        };
        let n = match known {
            Some(n) => {
                self.said(n, history);
                n
            }
            None => {
                self.gained(&claim.block);
                insert_key(tx, &claim.block, &claim.key, &claim.slots, &history)?
            }
        };
        self.keys.insert(claim.key.clone(), n);
        Ok(n)
    }

    pub(super) fn gained(&mut self, block: &str) {
        if !self.blocks.contains(block) {
            self.blocks.insert(block.to_owned());
        }
    }

    fn said(&mut self, key: i64, history: History) {
        match self.said.get_mut(&key) {
            Some(known) => known.merge(&history),
            None => drop(self.said.insert(key, history)),
        }
    }

    pub(super) fn lost(&mut self, key: i64) {
        self.lost.insert(key);
    }

    /// Drops keys without passages and groups the touched blocks anew.
    pub(super) fn regroup(&mut self, tx: &Transaction<'_>, decide: Regroup) -> Result<(), Fault> {
        let mut stale = BTreeSet::new();
        for key in &self.lost {
            let orphan: Option<(String, Option<String>)> = tx
                .prepare_cached(
                    "DELETE FROM keys WHERE n = ?1 AND NOT EXISTS (SELECT 1 FROM evidence WHERE key = ?1) \
                     RETURNING block, claim",
                )?
                .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            match orphan {
                Some((block, claim)) => {
                    self.blocks.insert(block);
                    stale.extend(claim);
                }
                None => self.blocks.extend(rewrite_history(tx, *key)?),
            }
        }
        // a key that lost a passage was read anew, those of the batch that stand included
        for (key, history) in self.said.iter().filter(|(key, _)| !self.lost.contains(key)) {
            self.blocks.extend(extend_history(tx, *key, history)?);
        }
        for tied in Standing::load(tx)?.tied(&self.blocks) {
            stale.extend(regroup_blocks(tx, &tied, decide)?);
        }
        for claim in stale {
            drop_claim(tx, &claim)?;
        }
        Ok(())
    }
}

/// Tells new claims from those that were there, in the order of the batch.
pub(super) struct Counted {
    last_known_key: i64,
    /// The claim of each key so far, and whether it is new; none for a key that is of no claim.
    claims: HashMap<i64, Option<(String, bool)>>,
    seen: HashSet<String>,
}

impl Counted {
    pub(super) fn new(touched: &Touched) -> Self {
        Self { last_known_key: touched.last_known_key, claims: HashMap::new(), seen: HashSet::new() }
    }

    /// How many of an article's mentions made a claim, and how many joined one. A mention that a later article of the
    /// batch took back, or that is rejected, counts as neither.
    pub(super) fn mentions(&mut self, tx: &Transaction<'_>, keys: &[i64]) -> rusqlite::Result<(u64, u64)> {
        let (mut new, mut merged) = (0, 0);
        for &key in keys {
            let claim = match self.claims.entry(key) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(claim_of(tx, key, self.last_known_key)?),
            };
            let Some((claim, fresh)) = claim else { continue };
            if *fresh && self.seen.insert(claim.clone()) {
                new += 1;
            } else {
                merged += 1;
            }
        }
        Ok((new, merged))
    }
}

/// The claim of a key, and whether all its keys came after the last that was known.
fn claim_of(tx: &Transaction<'_>, key: i64, last_known: i64) -> rusqlite::Result<Option<(String, bool)>> {
    tx.prepare_cached(
        "SELECT claim, (SELECT min(n) FROM keys WHERE claim = k.claim) > ?2 FROM keys AS k \
         WHERE n = ?1 AND claim IS NOT NULL",
    )?
    .query_row([key, last_known], |row| Ok((row.get(0)?, row.get(1)?)))
    .optional()
}

/// A key of the block as it stands before.
struct Member {
    n: i64,
    claim: Option<String>,
}

/// The row of a key, where there is one.
pub(super) fn known_key(tx: &Transaction<'_>, block: &str, key: &str) -> rusqlite::Result<Option<i64>> {
    tx.prepare_cached("SELECT n FROM keys WHERE block = ?1 AND key = ?2")?
        .query_row([block, key], |row| row.get(0))
        .optional()
}

/// Writes the row of a key that is not there yet.
pub(super) fn insert_key(
    tx: &Transaction<'_>,
    block: &str,
    key: &str,
    slots: &Slots,
    history: &History,
) -> rusqlite::Result<i64> {
    let (slots, history) = (SlotColumns::new(slots), HistoryColumns::new(history));
    let mut values: Vec<&dyn rusqlite::ToSql> = vec![&block, &key];
    values.extend(slots.params());
    values.extend(history.params());
    tx.prepare_cached(&format!(
        "INSERT INTO keys (block, key, {SLOTS}, {HISTORY}) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    ))?
    .execute(values.as_slice())?;
    Ok(tx.last_insert_rowid())
}

/// Groups blocks that are tied together anew and writes what differs: the claims that their keys have left.
fn regroup_blocks(tx: &Transaction<'_>, tied: &Tied<'_>, decide: Regroup) -> Result<BTreeSet<String>, Fault> {
    let mut members = Vec::new();
    let mut keyed = Vec::new();
    let mut select = tx
        .prepare_cached(&format!("SELECT n, claim, key, {SLOTS}, {HISTORY} FROM keys WHERE block = ?1 ORDER BY key"))?;
    for block in &tied.blocks {
        let mut rows = select.query([block])?;
        while let Some(row) = rows.next()? {
            members.push(Member { n: row.get(0)?, claim: row.get(1)? });
            keyed.push(Keyed { key: row.get(2)?, slots: slots(row, 3)?, history: history(row, 12)? });
        }
    }
    let unsound = || Fault::Regroup(tied.blocks.join(" "));
    let groups = decide(&keyed, &tied.judged);
    if !is_sound(&groups, members.len()) {
        return Err(unsound());
    }
    let mut left: BTreeSet<String> = members.iter().filter_map(|member| member.claim.clone()).collect();
    let mut assign = tx.prepare_cached("UPDATE keys SET claim = ?2 WHERE n = ?1")?;
    for group in &groups {
        let is_new = write_claim(tx, group)?;
        if !left.remove(&group.id) && !is_new && is_of_another_block(tx, &group.id, &tied.blocks)? {
            return Err(unsound());
        }
        for member in group.members.iter().filter_map(|&index| members.get(index)) {
            if member.claim.as_ref() != Some(&group.id) {
                assign.execute(params![member.n, group.id])?;
            }
        }
    }
    Ok(left)
}

/// Drops a claim that has no key any more.
fn drop_claim(tx: &Transaction<'_>, claim: &str) -> rusqlite::Result<()> {
    let gone = tx
        .prepare_cached(&format!(
            "DELETE FROM claims WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM keys WHERE claim = ?1) RETURNING {SLOTS}"
        ))?
        .query_row([claim], |row| slots(row, 0))
        .optional()?;
    gone.map_or(Ok(()), |slots| delete_names(tx, claim, &slots))
}

/// Whether every key is in one group, and in one only, and every group has an id of its own.
fn is_sound(groups: &[Group], keys: usize) -> bool {
    let ids: BTreeSet<&str> = groups.iter().map(|group| group.id.as_str()).collect();
    let mut indices: Vec<usize> = groups.iter().flat_map(|group| group.members.iter().copied()).collect();
    indices.sort_unstable();
    ids.len() == groups.len() && indices.into_iter().eq(0..keys)
}

/// Whether a claim has keys of other blocks than these: an id that they share would make one claim of what is none.
fn is_of_another_block(tx: &Transaction<'_>, claim: &str, blocks: &[&str]) -> rusqlite::Result<bool> {
    let mut select = tx.prepare_cached("SELECT DISTINCT block FROM keys WHERE claim = ?1")?;
    let mut rows = select.query([claim])?;
    while let Some(row) = rows.next()? {
        if !blocks.contains(&row.get_ref(0)?.as_str()?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes a group's claim where it is new or says something else: whether it is new.
fn write_claim(tx: &Transaction<'_>, group: &Group) -> rusqlite::Result<bool> {
    let stored = tx
        .prepare_cached(&format!("SELECT {SLOTS}, {HISTORY} FROM claims WHERE id = ?1"))?
        .query_row([&group.id], |row| Ok((slots(row, 0)?, history(row, 9)?)))
        .optional()?;
    let is_new = stored.is_none();
    let same_slots = stored.as_ref().is_some_and(|(slots, _)| *slots == group.slots);
    if same_slots && stored.as_ref().is_some_and(|(_, history)| *history == group.history) {
        return Ok(false);
    }
    let amount = amount(group.slots.amount);
    let (columns, history) = (SlotColumns::new(&group.slots), HistoryColumns::new(&group.history));
    let standing = standing(&group.standing);
    let mut values: Vec<&dyn ToSql> = vec![&group.id];
    values.extend(history.params());
    values.extend(standing.iter().map(|text| text as &dyn ToSql));
    if same_slots {
        // what is not named here costs no index anything
        tx.prepare_cached(
            "UPDATE claims SET first_day = ?2, first_dates = ?3, first_article = ?4, first_says = ?5, statuses = ?6, \
             bounds = ?7, series = ?8, series_time = ?9, plan = ?10, deed = ?11 WHERE id = ?1",
        )?
        .execute(values.as_slice())?;
        return Ok(false);
    }
    values.push(&amount);
    values.extend(columns.params());
    tx.prepare_cached(&format!(
        "INSERT OR REPLACE INTO claims (id, {HISTORY}, series, series_time, plan, deed, amount, {SLOTS}) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"
    ))?
    .execute(values.as_slice())?;
    if let Some((slots, _)) = stored {
        delete_names(tx, &group.id, &slots)?;
    }
    let mut insert = tx.prepare_cached("INSERT INTO claim_names VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    each_name(&group.id, &group.slots, |row| insert.execute(row).map(drop))?;
    Ok(is_new)
}

fn delete_names(tx: &Transaction<'_>, claim: &str, slots: &Slots) -> rusqlite::Result<()> {
    let mut delete = tx.prepare_cached(
        "DELETE FROM claim_names WHERE role = ?1 AND name = ?2 AND unit = ?3 AND action = ?4 AND amount = ?5 AND claim = ?6",
    )?;
    each_name(claim, slots, |row| delete.execute(row).map(drop))
}

/// The rows of `claim_names` that a claim has.
fn each_name(
    claim: &str,
    slots: &Slots,
    mut each: impl FnMut([&dyn ToSql; 6]) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let (action, amount) = (slots.action.as_str(), amount(slots.amount).unwrap_or(f64::NEG_INFINITY));
    for (role, names) in [("actor", &slots.actor), ("recipient", &slots.recipient), ("product", &slots.product)] {
        for name in names {
            each([&role, name, &slots.unit, &action, &amount, &claim])?;
        }
    }
    Ok(())
}

/// Takes a batch's passages into the history of their key: its block, where they change it.
fn extend_history(tx: &Transaction<'_>, key: i64, said: &History) -> rusqlite::Result<Option<String>> {
    let stored = tx
        .prepare_cached(&format!("SELECT {HISTORY} FROM keys WHERE n = ?1"))?
        .query_row([key], |row| history(row, 0))?;
    let mut whole = stored.clone();
    whole.merge(said);
    if whole == stored { Ok(None) } else { write_history(tx, key, &whole).map(Some) }
}

/// Works out anew what the passages of a key come to: its block, where that changes it.
fn rewrite_history(tx: &Transaction<'_>, key: i64) -> rusqlite::Result<Option<String>> {
    let (day, statuses, bounds) = tx
        .prepare_cached(
            "SELECT min(day), group_concat(DISTINCT status), group_concat(DISTINCT bound) FROM evidence WHERE key = ?1",
        )?
        .query_row([key], |row| {
            Ok((row.get::<_, Option<String>>(0)?, words(row, 1, Status::parse)?, words(row, 2, Bound::parse)?))
        })?;
    let mut first = tx.prepare_cached(
        "SELECT e.day, e.dates, a.id, e.says, e.status, e.bound FROM evidence AS e JOIN articles AS a ON a.n = e.article \
         WHERE e.key = ?1 AND e.day IS ?2",
    )?;
    let mut rows = first.query(params![key, day])?;
    let mut whole: Option<History> = None;
    while let Some(row) = rows.next()? {
        let first = First { day: row.get(0)?, dates: names(row, 1)?, article: row.get(2)?, says: names(row, 3)? };
        let (status, bound) = (word(row, 4, Status::parse)?, word(row, 5, Bound::parse)?);
        let passage = History { first, statuses: vec![status], bounds: vec![bound] };
        match &mut whole {
            Some(whole) => whole.merge(&passage),
            None => whole = Some(passage),
        }
    }
    let Some(whole) = whole else { return Ok(None) };
    write_history(tx, key, &History { statuses, bounds, ..whole }).map(Some)
}

/// Writes a key's history: its block.
fn write_history(tx: &Transaction<'_>, key: i64, history: &History) -> rusqlite::Result<String> {
    let columns = HistoryColumns::new(history);
    let mut values: Vec<&dyn ToSql> = vec![&key];
    values.extend(columns.params());
    tx.prepare_cached(
        "UPDATE keys SET first_day = ?2, first_dates = ?3, first_article = ?4, first_says = ?5, statuses = ?6, \
         bounds = ?7 WHERE n = ?1 RETURNING block",
    )?
    .query_row(values.as_slice(), |row| row.get(0))
}
