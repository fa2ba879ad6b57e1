//! Which articles are copies of each other, and whose story they tell.
//!
//! Articles that share two bands of their sketches are copies, and what hangs together by copies is one story. One band is
//! not enough: of a hundred thousand articles of one paper, with its notices at their ends, many share one by chance. Each
//! band, and each pair of bands where more than one article has the first, stands with one article that has it; so the
//! copies of a new article are found by a look-up a band, and a few more a shared one, however many articles share it.
//! Of two stories that a new article joins, the smaller moves.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Transaction, params};

use crate::text::sketch;

/// The story that a passage's own words do not overrule, where its article has copies: with `e` a row of `evidence`.
pub(super) const STORY: &str = "LEFT JOIN copies AS o ON o.article = e.article LEFT JOIN stories AS s ON s.n = o.story";
/// A passage's origin.
pub(super) const ORIGIN: &str = "iif(e.reported, e.origin, coalesce(s.origin, e.origin))";
/// Why that is its origin; what it says of itself, where that is the same.
pub(super) const REASON: &str = "iif(e.reported OR s.origin IS NULL OR s.origin = e.origin, e.origin_reason, s.reason)";

/// The copies that a batch has brought and taken away.
#[derive(Default)]
pub(super) struct Changed {
    /// Stories with another set of copies.
    stories: BTreeSet<i64>,
    /// Articles that are no longer current; their bands lead to their stories until the batch is settled.
    gone: BTreeSet<i64>,
}

/// What an article tells of its origin: 0 by a mark, 1 by its outlet, 2 nothing.
const TOLD: &str = "CASE WHEN mark IS NOT NULL THEN 0 WHEN outlet IS NOT NULL THEN 1 ELSE 2 END";
/// How many copies are asked whether they have all that another had, before its story is put together anew.
const ASKED: i64 = 8;

impl Changed {
    /// Joins an article to those whose text is nearly the same.
    pub(super) fn take_in(&mut self, tx: &Transaction<'_>, article: i64, own: &[i64]) -> rusqlite::Result<()> {
        let Some((_, firsts)) = own.split_last() else { return Ok(()) };
        let mut found: BTreeMap<i64, i64> = BTreeMap::new();
        for (at, &band) in firsts.iter().enumerate() {
            let Some(holder) = hold(tx, band, article)? else { continue };
            if let Holder::One(other) = holder {
                tx.prepare_cached("UPDATE bands SET article = NULL WHERE band = ?1")?.execute([band])?;
                for pair in pairs_from(&sketch(&self::text(tx, other)?), at) {
                    hold(tx, pair, other)?;
                }
            }
            for pair in pairs_from(own, at) {
                if let Some(Holder::One(other)) = hold(tx, pair, article)? {
                    let story = story_of(tx, other)?.unwrap_or(other);
                    found.insert(story, copies(tx, story)?);
                }
            }
        }
        // the largest stays, so that an article moves only where its story doubles
        let Some((&story, _)) = found.iter().max_by_key(|(_, copies)| **copies) else { return Ok(()) };
        for (&other, _) in found.iter().filter(|(other, _)| **other != story) {
            self.merge(tx, other, story)?;
        }
        open(tx, story)?;
        add_copy(tx, article, story)?;
        self.stories.insert(story);
        Ok(())
    }

    /// Takes over an article's mark, which its words now give or no longer give.
    pub(super) fn mark(&mut self, tx: &Transaction<'_>, article: i64) -> rusqlite::Result<()> {
        tx.prepare_cached(&format!(
            "UPDATE copies SET told = (SELECT {TOLD} FROM articles WHERE n = ?1) WHERE article = ?1"
        ))?
        .execute([article])?;
        self.stories.extend(story_of(tx, article)?);
        Ok(())
    }

    /// Notes that an article is replaced.
    pub(super) fn take_away(&mut self, article: i64) {
        self.gone.insert(article);
    }

    /// Takes the articles away that are gone, and tells anew where each changed story comes from.
    pub(super) fn settle(mut self, tx: &Transaction<'_>) -> rusqlite::Result<()> {
        let mut broken = BTreeSet::new();
        for &article in &self.gone {
            match story_of(tx, article)? {
                None => give_up(tx, article)?,
                Some(story) if self.hand_over(tx, article, story)? => drop(self.stories.insert(story)),
                Some(story) => drop(broken.insert(story)),
            }
        }
        for story in broken {
            self.rebuild(tx, story)?;
        }
        self.stories.iter().try_for_each(|&story| give_origin(tx, story))
    }

    /// Moves all copies of a story to another.
    fn merge(&mut self, tx: &Transaction<'_>, from: i64, to: i64) -> rusqlite::Result<()> {
        open(tx, to)?;
        if story_of(tx, from)?.is_none() {
            return add_copy(tx, from, to);
        }
        let moved = tx.prepare_cached("UPDATE copies SET story = ?2 WHERE story = ?1")?.execute([from, to])?;
        tx.prepare_cached("UPDATE stories SET copies = copies + ?2 WHERE n = ?1")?
            .execute(params![to, moved as i64])?;
        tx.prepare_cached("DELETE FROM stories WHERE n = ?1")?.execute([from])?;
        self.stories.remove(&from);
        Ok(())
    }

    /// Takes an article out of its story where another has all its bands, and so holds together what it did. Forty
    /// prints of one text are changed one by one without a look at the others.
    fn hand_over(&self, tx: &Transaction<'_>, article: i64, story: i64) -> rusqlite::Result<bool> {
        let own = terms(tx, article)?;
        let mut candidates =
            tx.prepare_cached("SELECT article FROM copies WHERE story = ?1 ORDER BY article LIMIT ?2")?;
        let asked = ASKED + self.gone.len() as i64;
        for candidate in candidates.query_map([story, asked], |row| row.get::<_, i64>(0))? {
            let candidate = candidate?;
            if self.gone.contains(&candidate) || !terms(tx, candidate)?.is_superset(&own) {
                continue;
            }
            let mut hand = tx.prepare_cached("UPDATE bands SET article = ?3 WHERE band = ?1 AND article = ?2")?;
            for term in &own {
                hand.execute([*term, article, candidate])?;
            }
            tx.prepare_cached("DELETE FROM copies WHERE article = ?1")?.execute([article])?;
            tx.prepare_cached("UPDATE stories SET copies = copies - 1 WHERE n = ?1")?.execute([story])?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Takes a story apart and joins what is left of it.
    fn rebuild(&mut self, tx: &Transaction<'_>, story: i64) -> rusqlite::Result<()> {
        let members: Vec<i64> = tx
            .prepare_cached("DELETE FROM copies WHERE story = ?1 RETURNING article")?
            .query_map([story], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        tx.prepare_cached("DELETE FROM stories WHERE n = ?1")?.execute([story])?;
        self.stories.remove(&story);
        for member in &members {
            give_up(tx, *member)?;
        }
        for member in members.into_iter().filter(|member| !self.gone.contains(member)).collect::<Vec<_>>() {
            self.take_in(tx, member, &sketch(&text(tx, member)?))?;
        }
        Ok(())
    }
}

/// Finds the copies among articles that were stored before stories were known.
pub(super) fn fill(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut changed = Changed::default();
    let mut texts = tx.prepare("SELECT article, text FROM current_texts ORDER BY article")?;
    let mut rows = texts.query([])?;
    while let Some(row) = rows.next()? {
        changed.take_in(tx, row.get(0)?, &sketch(row.get_ref(1)?.as_str()?))?;
    }
    changed.settle(tx)
}

/// The story of an article that has copies.
fn story_of(tx: &Transaction<'_>, article: i64) -> rusqlite::Result<Option<i64>> {
    tx.prepare_cached("SELECT story FROM copies WHERE article = ?1")?.query_row([article], |row| row.get(0)).optional()
}

/// How many articles a story is.
fn copies(tx: &Transaction<'_>, story: i64) -> rusqlite::Result<i64> {
    let known = tx
        .prepare_cached("SELECT copies FROM stories WHERE n = ?1")?
        .query_row([story], |row| row.get(0))
        .optional()?;
    Ok(known.unwrap_or(1))
}

/// Makes a row of a story that has been one article so far.
fn open(tx: &Transaction<'_>, story: i64) -> rusqlite::Result<()> {
    let is_new =
        tx.prepare_cached("INSERT OR IGNORE INTO stories (n, copies, reason) VALUES (?1, 0, '')")?.execute([story])?
            == 1;
    if is_new { add_copy(tx, story, story) } else { Ok(()) }
}

fn add_copy(tx: &Transaction<'_>, article: i64, story: i64) -> rusqlite::Result<()> {
    tx.prepare_cached(&format!(
        "INSERT INTO copies (article, story, told, since, id) \
         SELECT n, ?2, {TOLD}, \
                coalesce(iif(length(published) > 10, strftime('%Y-%m-%dT%H:%M:%f', published), NULL), \
                         day || 'T24', 'unknown'), id \
         FROM articles WHERE n = ?1"
    ))?
    .execute([article, story])?;
    tx.prepare_cached("UPDATE stories SET copies = copies + 1 WHERE n = ?1")?.execute([story])?;
    Ok(())
}

/// Tells where a story comes from: the first of its copies that carries a mark, else the first that was published by
/// somebody known. What is left of a story with one copy is none.
fn give_origin(tx: &Transaction<'_>, story: i64) -> rusqlite::Result<()> {
    if copies(tx, story)? < 2 {
        tx.prepare_cached("DELETE FROM copies WHERE story = ?1")?.execute([story])?;
        tx.prepare_cached("DELETE FROM stories WHERE n = ?1")?.execute([story])?;
        return Ok(());
    }
    tx.prepare_cached(
        "UPDATE stories SET (source, origin, reason) = ( \
             SELECT a.n, coalesce(a.mark, a.outlet), 'near-duplicate of ' || a.id || coalesce( \
                    ', which carries the mark of ' || a.mark, ', first published by ' || a.outlet, '') \
             FROM copies AS o JOIN articles AS a ON a.n = o.article WHERE o.story = ?1 \
             ORDER BY o.told, o.since, o.id LIMIT 1) \
         WHERE n = ?1",
    )?
    .execute([story])?;
    Ok(())
}

/// Takes away what stands with an article. What is shared stays marked so.
fn give_up(tx: &Transaction<'_>, article: i64) -> rusqlite::Result<()> {
    let mut delete = tx.prepare_cached("DELETE FROM bands WHERE band = ?1 AND article = ?2")?;
    for term in terms(tx, article)? {
        delete.execute([term, article])?;
    }
    Ok(())
}

/// With whom a band or a pair of bands stands already.
enum Holder {
    One(i64),
    /// More than one article has the band; what else they share is asked of its pairs.
    Many,
}

/// Gives a band or a pair to an article, unless it stands with another.
fn hold(tx: &Transaction<'_>, band: i64, article: i64) -> rusqlite::Result<Option<Holder>> {
    let mut give = tx.prepare_cached("INSERT OR IGNORE INTO bands (band, article) VALUES (?1, ?2)")?;
    if give.execute([band, article])? == 1 {
        return Ok(None);
    }
    let holder: Option<i64> =
        tx.prepare_cached("SELECT article FROM bands WHERE band = ?1")?.query_row([band], |row| row.get(0))?;
    Ok(match holder {
        None => Some(Holder::Many),
        Some(other) if other == article => None,
        Some(other) => Some(Holder::One(other)),
    })
}

/// The bands of an article, and all their pairs.
fn terms(tx: &Transaction<'_>, article: i64) -> rusqlite::Result<BTreeSet<i64>> {
    let own = sketch(&text(tx, article)?);
    Ok((0..own.len()).flat_map(|at| pairs_from(&own, at)).chain(own.iter().copied()).collect())
}

/// What a band is together with each that comes after it.
fn pairs_from(bands: &[i64], at: usize) -> impl Iterator<Item = i64> {
    let (first, rest) = (bands.get(at), bands.get(at + 1..).unwrap_or_default());
    first.into_iter().flat_map(|first| rest.iter().map(|second| first.rotate_left(32) ^ second))
}

fn text(tx: &Transaction<'_>, article: i64) -> rusqlite::Result<String> {
    tx.prepare_cached("SELECT text FROM texts WHERE article = ?1")?.query_row([article], |row| row.get(0))
}
