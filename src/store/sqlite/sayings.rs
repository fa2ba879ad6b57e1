//! Which sayings are one quote, kept in step with the articles.
//!
//! A saying is words and a speaker's name. `held` knows which saying holds which, over whole words and between names
//! that may be one person's. From it follow, for each saying, its voice and the quote that it belongs to; both depend
//! on its neighbours in `held` alone, never on the order in which they came. What holds a new saying, and what it
//! holds, is found by index: what a saying holds begins with one of its leads ([`crate::text::wording`]).

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::columns::{Count, short_hash};
use crate::text::wording::{holds, lead, leads, shortens, wording};

/// Articles of an older database that are taken in at a time.
const BATCH: usize = 256;

/// The voice of a saying that several people may have said; it is no name, since names here have no marks.
const NOBODY: &str = "?";

/// What a batch has changed so far.
#[derive(Default)]
pub(super) struct Changed {
    /// Sayings that were not there before, with the beginnings of what each can hold.
    gained: BTreeMap<i64, (Saying, BTreeSet<i64>)>,
    /// Sayings that lost an article.
    lost: BTreeSet<i64>,
}

/// Takes in the quotes of a database that was made before they were kept so.
pub(super) fn fill(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    let last: i64 = tx.query_row("SELECT coalesce(max(n), 0) FROM articles", [], |row| row.get(0))?;
    let mut select =
        tx.prepare_cached("SELECT n FROM articles WHERE n BETWEEN ?1 + 1 AND ?1 + ?2 AND replaced_by IS NULL")?;
    for done in (0..last).step_by(BATCH) {
        let mut changed = Changed::default();
        for article in select.query_map(params![done, Count(BATCH)], |row| row.get(0))? {
            changed.take_in(tx, article?)?;
        }
        changed.settle(tx)?;
    }
    Ok(())
}

/// A quote of one article, or the parts of one that its cue splits.
struct Told {
    seqs: Vec<i64>,
    parts: Vec<String>,
    start: i64,
    form: String,
    name: Option<String>,
    country: Option<String>,
    official: bool,
}

impl Changed {
    /// Takes in the quotes among the facts of an article.
    pub(super) fn take_in(&mut self, tx: &Transaction<'_>, article: i64) -> rusqlite::Result<()> {
        let (id, day): (String, Option<String>) = tx
            .prepare_cached("SELECT id, day FROM articles WHERE n = ?1")?
            .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut insert = tx.prepare_cached("INSERT INTO said VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        for told in told(tx, article)? {
            let words = wording(told.parts.iter().map(String::as_str));
            if words.is_empty() {
                continue;
            }
            let saying = self.saying(tx, &words, &told, &id)?;
            let first = told.seqs.first();
            for seq in &told.seqs {
                insert.execute(params![article, seq, first, saying, day, told.form, told.country, told.official])?;
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
    fn saying(&mut self, tx: &Transaction<'_>, words: &str, told: &Told, article: &str) -> rusqlite::Result<i64> {
        let speaker = wording(told.name.as_deref());
        let lead = lead(words);
        // few words of nobody known could be anybody's, in each article anew
        let place =
            if lead.is_none() && speaker.is_empty() { format!("{article} {}", told.start) } else { String::new() };
        let id = short_hash(&[words, &speaker, &place].join("\0"));
        let known =
            tx.prepare_cached("SELECT n FROM sayings WHERE id = ?1")?.query_row([&id], |row| row.get(0)).optional()?;
        if let Some(n) = known {
            return Ok(n);
        }
        let n = 1 + tx
            .prepare_cached("SELECT coalesce(max(n), 0) FROM sayings")?
            .query_row([], |row| row.get::<_, i64>(0))?;
        tx.prepare_cached(
            "INSERT INTO sayings (n, id, words, speaker, voice, lead, quote) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?1)",
        )?
        .execute(params![n, id, words, speaker, lead])?;
        self.gained.insert(n, (Saying { n, words: words.to_owned(), speaker }, leads(words)));
        Ok(n)
    }

    /// Brings what depends on the sayings that came and went in step with them.
    pub(super) fn settle(mut self, tx: &Transaction<'_>) -> rusqlite::Result<()> {
        let bereft = self.drop_lost(tx)?;
        self.index(tx)?;
        let mut changed = BTreeSet::new();
        for (saying, leads) in self.gained.values() {
            hold(tx, saying, leads, &mut changed)?;
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
            if self.gained.remove(&saying).is_none() {
                tx.prepare_cached("DELETE FROM saying_leads WHERE rowid = ?1")?.execute([saying])?;
            }
            gone.insert(saying);
        }
        near.retain(|saying| !gone.contains(saying));
        Ok(near)
    }

    /// Lets what is new be found by its leads, all of a batch at once: a search in between would write the index out.
    fn index(&self, tx: &Transaction<'_>) -> rusqlite::Result<()> {
        let mut insert = tx.prepare_cached("INSERT INTO saying_leads (rowid, leads) VALUES (?1, ?2)")?;
        for (n, (_, leads)) in self.gained.iter().filter(|(_, (_, leads))| !leads.is_empty()) {
            let leads: Vec<String> = leads.iter().map(|&lead| term(lead)).collect();
            insert.execute(params![n, leads.join(" ")])?;
        }
        Ok(())
    }
}

/// An article's quotes in the order of the text, parts of one together.
fn told(tx: &Transaction<'_>, article: i64) -> rusqlite::Result<Vec<Told>> {
    let mut select = tx.prepare_cached(
        "SELECT seq, start, words, value ->> 'group', value ->> 'form', value ->> '$.speaker.name', \
                value ->> '$.speaker.country', coalesce(value ->> '$.speaker.official', 0) \
         FROM facts WHERE article = ?1 AND kind = 'quote' ORDER BY seq",
    )?;
    let mut told: Vec<Told> = Vec::new();
    let mut groups: BTreeMap<i64, usize> = BTreeMap::new();
    let mut rows = select.query([article])?;
    while let Some(row) = rows.next()? {
        let (seq, words) = (row.get(0)?, row.get(2)?);
        let group: Option<i64> = row.get(3)?;
        if let Some(whole) = group.and_then(|group| groups.get(&group)).and_then(|&at| told.get_mut(at)) {
            whole.seqs.push(seq);
            whole.parts.push(words);
            continue;
        }
        groups.extend(group.map(|group| (group, told.len())));
        told.push(Told {
            seqs: vec![seq],
            parts: vec![words],
            start: row.get(1)?,
            form: row.get(4)?,
            name: row.get(5)?,
            country: row.get(6)?,
            official: row.get(7)?,
        });
    }
    Ok(told)
}

/// What a saying is compared by.
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

/// Finds the sayings that hold a new one, and those that it holds. It is `changed` where there are any, and so are those
/// whose voice it changes.
fn hold(
    tx: &Transaction<'_>,
    new: &Saying,
    leads: &BTreeSet<i64>,
    changed: &mut BTreeSet<i64>,
) -> rusqlite::Result<()> {
    let Some(lead) = lead(&new.words) else { return Ok(()) };
    let mut found: Vec<(Saying, bool)> = Vec::new();
    let mut outer = tx.prepare_cached(&format!(
        "SELECT {} FROM saying_leads JOIN sayings AS s ON s.n = saying_leads.rowid WHERE saying_leads MATCH ?1",
        Saying::COLUMNS
    ))?;
    for other in outer.query_map([term(lead)], Saying::read)? {
        found.extend(Some(other?).filter(|other| other.holds(new)).map(|other| (other, true)));
    }
    let mut inner = tx.prepare_cached(&format!("SELECT {} FROM sayings AS s WHERE s.lead = ?1", Saying::COLUMNS))?;
    for lead in leads {
        for other in inner.query_map([lead], Saying::read)? {
            found.extend(Some(other?).filter(|other| new.holds(other)).map(|other| (other, false)));
        }
    }
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO held VALUES (?1, ?2, ?3)")?;
    for (other, is_outer) in found {
        let (inner, outer) = if is_outer { (new, &other) } else { (&other, new) };
        insert.execute(params![inner.n, Count(outer.words.len()), outer.n])?;
        changed.insert(new.n);
        hear(tx, new.n, &other.speaker)?;
        if hear(tx, other.n, &new.speaker)? {
            changed.insert(other.n);
        }
    }
    Ok(())
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

/// A lead as the index takes it.
fn term(lead: i64) -> String {
    format!("{lead:016x}")
}
