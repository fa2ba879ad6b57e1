//! Which sayings are one quote, kept in step with the articles.
//!
//! A saying is words and a speaker's name. `held` knows which saying holds which, over whole words and between names
//! that may be one person's. From it follow, for each saying, its voice and the quote that it belongs to; both depend
//! on its neighbours in `held` alone, never on the order in which they came. What holds a new saying, and what it
//! holds, is found by index: what a saying holds begins with one of its leads ([`crate::text::wording`]).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::columns::Count;
use super::leads::{Pair, Side, find, insert};
use crate::store::Prepared;
use crate::store::prepared::{Part, Told, joined};
use crate::text::wording::{holds, lead, leads, shortens};

/// Articles of an older database that are taken in at a time.
const BATCH: usize = 256;

/// Sayings whose leads are indexed at a time.
const INDEXED: usize = 1 << 14;

/// The voice of a saying that several people may have said; it is no name, since names here have no marks.
const NOBODY: &str = "?";

/// What a batch has changed so far.
#[derive(Default)]
pub(super) struct Changed {
    /// The last saying's row.
    last: i64,
    /// Sayings that were not there before.
    gained: BTreeMap<i64, Saying>,
    /// What these begin with, each with the saying.
    leads: Vec<Pair>,
    /// What begins what they can hold, likewise.
    held_leads: Vec<Pair>,
    /// Sayings that lost an article.
    lost: BTreeSet<i64>,
}

/// Works the sayings out from the facts of a database that was made before they were kept so; where it has them already,
/// what they begin with.
pub(super) fn fill(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    if tx.query_row("SELECT EXISTS (SELECT 1 FROM sayings)", [], |row| row.get(0))? {
        return index_leads(tx);
    }
    let last: i64 = tx.query_row("SELECT coalesce(max(n), 0) FROM articles", [], |row| row.get(0))?;
    let mut select = tx
        .prepare_cached("SELECT n, id, day FROM articles WHERE n BETWEEN ?1 + 1 AND ?1 + ?2 AND replaced_by IS NULL")?;
    for done in (0..last).step_by(BATCH) {
        let mut changed = Changed::new(tx)?;
        let mut rows = select.query(params![done, Count(BATCH)])?;
        while let Some(row) = rows.next()? {
            let (n, id, day): (_, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            changed.insert(tx, n, day.as_deref(), &stored(tx, n, &id)?)?;
        }
        changed.settle(tx)?;
    }
    Ok(())
}

/// Writes the index of what sayings begin with, where it is empty.
fn index_leads(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    let last: i64 = tx.query_row("SELECT coalesce(max(n), 0) FROM sayings", [], |row| row.get(0))?;
    let mut select = tx.prepare("SELECT n, words FROM sayings WHERE n BETWEEN ?1 + 1 AND ?1 + ?2")?;
    for done in (0..last).step_by(INDEXED) {
        let (mut begins, mut held) = (Vec::new(), Vec::new());
        let mut rows = select.query(params![done, Count(INDEXED)])?;
        while let Some(row) = rows.next()? {
            let (n, words) = (row.get(0)?, row.get_ref(1)?.as_str()?);
            begins.extend(lead(words).map(|lead| (lead, n)));
            held.extend(leads(words).into_iter().map(|lead| (lead, n)));
        }
        write_leads(tx, &mut begins, &mut held)?;
    }
    Ok(())
}

fn write_leads(tx: &Transaction<'_>, begins: &mut [Pair], holds: &mut [Pair]) -> rusqlite::Result<()> {
    for (side, pairs) in [(Side::Begins, begins), (Side::Holds, holds)] {
        pairs.sort_unstable();
        insert(tx, side, pairs)?;
    }
    Ok(())
}

/// What a stored article quotes, from its facts.
fn stored(tx: &Transaction<'_>, article: i64, id: &str) -> rusqlite::Result<Vec<Told>> {
    let mut select = tx.prepare_cached(
        "SELECT seq, start, words, value ->> 'group', value ->> 'form', value ->> '$.speaker.name', \
                value ->> '$.speaker.country', coalesce(value ->> '$.speaker.official', 0) \
         FROM facts WHERE article = ?1 AND kind = 'quote' ORDER BY seq",
    )?;
    let part = |row: &Row<'_>| {
        Ok(Part {
            seq: row.get::<_, u32>(0)? as usize,
            start: row.get::<_, u32>(1)? as usize,
            words: row.get(2)?,
            group: row.get(3)?,
            form: row.get(4)?,
            name: row.get(5)?,
            country: row.get(6)?,
            official: row.get(7)?,
        })
    };
    let parts: Vec<Part> = select.query_map([article], part)?.collect::<rusqlite::Result<_>>()?;
    Ok(joined(parts.into_iter(), id))
}

impl Changed {
    pub(super) fn new(tx: &Transaction<'_>) -> rusqlite::Result<Self> {
        let last = tx.prepare_cached("SELECT coalesce(max(n), 0) FROM sayings")?.query_row([], |row| row.get(0))?;
        Ok(Self { last, ..Self::default() })
    }

    /// Takes in what the article of row `n` quotes.
    pub(super) fn take_in(&mut self, tx: &Transaction<'_>, n: i64, prepared: &Prepared) -> rusqlite::Result<()> {
        self.insert(tx, n, prepared.day.as_deref(), &prepared.told)
    }

    fn insert(&mut self, tx: &Transaction<'_>, n: i64, day: Option<&str>, all: &[Told]) -> rusqlite::Result<()> {
        let mut insert = tx.prepare_cached("INSERT INTO said VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        for told in all {
            let saying = self.saying(tx, told)?;
            let first = told.seqs.first().map(|&first| Count(first));
            for &seq in &told.seqs {
                let Told { form, country, official, .. } = told;
                insert.execute(params![n, Count(seq), first, saying, day, form, country, official])?;
            }
        }
        Ok(())
    }

    /// Takes the quotes of an article away.
    pub(super) fn take_away(&mut self, tx: &Transaction<'_>, article: i64) -> rusqlite::Result<()> {
        let mut select = tx.prepare_cached("SELECT DISTINCT saying FROM said WHERE article = ?1")?;
        for saying in select.query_map([article], |row| row.get(0))? {
            self.lost.insert(saying?);
        }
        tx.prepare_cached("DELETE FROM said WHERE article = ?1")?.execute([article])?;
        Ok(())
    }

    /// The row of a saying, made where there is none.
    fn saying(&mut self, tx: &Transaction<'_>, told: &Told) -> rusqlite::Result<i64> {
        let Told { hash, words, speaker, lead, leads, .. } = told;
        let n = self.last + 1;
        let mut insert = tx.prepare_cached(
            "INSERT OR IGNORE INTO sayings (n, hash, words, speaker, voice, quote) VALUES (?1, ?2, ?3, ?4, ?4, ?1)",
        )?;
        if insert.execute(params![n, hash, words, speaker])? == 0 {
            return tx.prepare_cached("SELECT n FROM sayings WHERE hash = ?1")?.query_row([hash], |row| row.get(0));
        }
        self.last = n;
        let saying = Saying { n, words: words.clone(), speaker: speaker.clone() };
        self.gained.insert(n, saying);
        self.leads.extend(lead.map(|lead| (lead, n)));
        self.held_leads.extend(leads.iter().map(|&lead| (lead, n)));
        Ok(n)
    }

    /// Brings what depends on the sayings that came and went in step with them.
    pub(super) fn settle(mut self, tx: &Transaction<'_>) -> rusqlite::Result<()> {
        let bereft = self.drop_lost(tx)?;
        let mut changed = BTreeSet::new();
        for (inner, outer) in self.index(tx)? {
            self.hold(tx, inner, outer, &mut changed)?;
        }
        for &saying in &bereft {
            give_voice(tx, saying)?;
        }
        changed.extend(bereft);
        let mut moved = changed.clone();
        for saying in changed {
            moved.extend(ids(tx, "SELECT inner FROM held WHERE outer = ?1", saying)?);
        }
        for saying in moved {
            give_quote(tx, saying)?;
        }
        Ok(())
    }

    /// Drops the sayings that no article has any more: those that were next to them.
    fn drop_lost(&mut self, tx: &Transaction<'_>) -> rusqlite::Result<BTreeSet<i64>> {
        let mut near = BTreeSet::new();
        let mut gone = BTreeSet::new();
        for &saying in &self.lost {
            let said = tx.prepare_cached("SELECT 1 FROM said WHERE saying = ?1")?.exists([saying])?;
            if said {
                continue;
            }
            near.extend(neighbours(tx, saying)?);
            tx.prepare_cached("DELETE FROM held WHERE inner = ?1 OR outer = ?1")?.execute([saying])?;
            tx.prepare_cached("DELETE FROM sayings WHERE n = ?1")?.execute([saying])?;
            self.gained.remove(&saying);
            gone.insert(saying);
        }
        near.retain(|saying| !gone.contains(saying));
        Ok(near)
    }

    /// Lets what is new be found by its leads: all that may hold another, the inner one first, where one of them is new.
    fn index(&mut self, tx: &Transaction<'_>) -> rusqlite::Result<Vec<(i64, i64)>> {
        let (mut leads, mut held_leads) = (mem::take(&mut self.leads), mem::take(&mut self.held_leads));
        leads.retain(|(_, saying)| self.gained.contains_key(saying));
        held_leads.retain(|(_, saying)| self.gained.contains_key(saying));
        write_leads(tx, &mut leads, &mut held_leads)?;
        let mut found = Vec::new();
        find(tx, Side::Holds, &leads, |inner, outer| found.push((inner, outer)))?;
        find(tx, Side::Begins, &held_leads, |outer, inner| found.push((inner, outer)))?;
        found.retain(|(inner, outer)| inner != outer);
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Notes where one saying holds another. Both are `changed` then, as far as it changes what they belong to.
    fn hold(&self, tx: &Transaction<'_>, inner: i64, outer: i64, changed: &mut BTreeSet<i64>) -> rusqlite::Result<()> {
        let (Some(inner), Some(outer)) = (self.read(tx, inner)?, self.read(tx, outer)?) else { return Ok(()) };
        if !outer.holds(&inner) {
            return Ok(());
        }
        tx.prepare_cached("INSERT OR IGNORE INTO held VALUES (?1, ?2, ?3)")?.execute(params![
            inner.n,
            Count(outer.words.len()),
            outer.n
        ])?;
        for (one, other) in [(&inner, &outer), (&outer, &inner)] {
            let heard = hear(tx, one.n, &other.speaker)?;
            if heard || self.gained.contains_key(&one.n) {
                changed.insert(one.n);
            }
        }
        Ok(())
    }

    /// A saying, unless it is gone.
    fn read<'s>(&'s self, tx: &Transaction<'_>, n: i64) -> rusqlite::Result<Option<Cow<'s, Saying>>> {
        if let Some(saying) = self.gained.get(&n) {
            return Ok(Some(Cow::Borrowed(saying)));
        }
        let select = format!("SELECT {} FROM sayings AS s WHERE s.n = ?1", Saying::COLUMNS);
        let stored = tx.prepare_cached(&select)?.query_row([n], Saying::read).optional()?;
        Ok(stored.map(Cow::Owned))
    }
}

/// What a saying is compared by.
#[derive(Clone)]
struct Saying {
    n: i64,
    words: String,
    speaker: String,
}

impl Saying {
    const COLUMNS: &str = "s.n, s.words, s.speaker";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { n: row.get(0)?, words: row.get(1)?, speaker: row.get(2)? })
    }

    /// Whether it holds all that the other says, or says the same and names the speaker more fully.
    fn holds(&self, other: &Self) -> bool {
        let as_full = shortens(&other.speaker, &self.speaker);
        if self.words == other.words {
            return as_full && self.n != other.n;
        }
        (as_full || shortens(&self.speaker, &other.speaker)) && holds(&self.words, &other.words)
    }
}

/// The sayings that hold one, and those that it holds.
fn neighbours(tx: &Transaction<'_>, saying: i64) -> rusqlite::Result<Vec<i64>> {
    ids(tx, "SELECT outer FROM held WHERE inner = ?1 UNION ALL SELECT inner FROM held WHERE outer = ?1", saying)
}

fn ids(tx: &Transaction<'_>, sql: &str, saying: i64) -> rusqlite::Result<Vec<i64>> {
    tx.prepare_cached(sql)?.query_map([saying], |row| row.get(0))?.collect()
}

/// Sets a saying's voice anew from the names around it.
fn give_voice(tx: &Transaction<'_>, saying: i64) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE sayings SET voice = speaker WHERE n = ?1")?.execute([saying])?;
    let mut select = tx.prepare_cached(
        "SELECT speaker FROM held JOIN sayings ON n = outer WHERE inner = ?1 \
         UNION SELECT speaker FROM held JOIN sayings ON n = inner WHERE outer = ?1",
    )?;
    for name in select.query_map([saying], |row| row.get::<_, String>(0))? {
        hear(tx, saying, &name?)?;
    }
    Ok(())
}

/// Takes a name from next to a saying into its voice, and tells whether that changes it. The voice is the fullest name,
/// where all the others shorten it; where several people are named it is nobody's.
fn hear(tx: &Transaction<'_>, saying: i64, name: &str) -> rusqlite::Result<bool> {
    let voice: String =
        tx.prepare_cached("SELECT voice FROM sayings WHERE n = ?1")?.query_row([saying], |row| row.get(0))?;
    if voice == NOBODY || shortens(name, &voice) {
        return Ok(false);
    }
    let heard = if shortens(&voice, name) { name } else { NOBODY };
    tx.prepare_cached("UPDATE sayings SET voice = ?2 WHERE n = ?1")?.execute(params![saying, heard])?;
    Ok(true)
}

/// Sets the quote that a saying belongs to: the longest that holds it in the same voice, where that holds all the others
/// too. Held by several that say different things it is a quote of its own: it could be any one's.
fn give_quote(tx: &Transaction<'_>, saying: i64) -> rusqlite::Result<()> {
    let mut select = tx.prepare_cached(
        "SELECT o.n, o.words, o.speaker FROM sayings AS s JOIN held AS h ON h.inner = s.n JOIN sayings AS o ON o.n = h.outer \
         WHERE s.n = ?1 AND s.voice <> ?2 AND (o.voice = s.voice OR s.voice = '' AND o.voice <> ?2) \
         ORDER BY h.length DESC",
    )?;
    let mut outer = select.query_map(params![saying, NOBODY], Saying::read)?;
    let mut longest = outer.next().transpose()?;
    for other in outer {
        let other = other?;
        match &longest {
            Some(it) if it.words == other.words => {
                if shortens(&it.speaker, &other.speaker) {
                    longest = Some(other);
                }
            }
            Some(it) if holds(&it.words, &other.words) => {}
            _ => {
                longest = None;
                break;
            }
        }
    }
    let quote = longest.map_or(saying, |longest| longest.n);
    tx.prepare_cached("UPDATE sayings SET quote = ?2 WHERE n = ?1 AND quote <> ?2")?.execute([saying, quote])?;
    Ok(())
}
