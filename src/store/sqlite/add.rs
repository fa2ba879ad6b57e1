//! Writing a batch: articles and their versions, facts, passages; then the claims of what changed.

use rusqlite::{Transaction, params};

use super::columns::{Count, signals};
use super::regroup::{self, Touched};
use super::{Fault, judge, pages, sayings, stories};
use crate::model::{Article, Claim, History, OriginReason, Regroup};
use crate::store::prepared::Passage;
use crate::store::{Added, AddedState, Prepared};

/// Adds a batch within one transaction. Costs what the batch holds and the blocks whose keys it changes.
pub(super) fn batch(tx: &Transaction<'_>, batch: &[Prepared], decide: Regroup) -> Result<Vec<Added>, Fault> {
    let mut writer = Writer::new(tx)?;
    let last_known = writer.last;
    let mut stored = Vec::with_capacity(batch.len());
    for prepared in batch {
        stored.push(writer.one(tx, prepared)?);
    }
    writer.touched.regroup(tx, decide)?;
    writer.quoted.settle(tx)?;
    writer.copied.settle(tx)?;
    index_words(tx, last_known)?;
    let mut counted = regroup::Counted::new(&writer.touched);
    stored
        .into_iter()
        .map(|(state, keys)| {
            let (claims_new, claims_merged) = counted.mentions(tx, &keys)?;
            Ok(Added { state, claims_new, claims_merged })
        })
        .collect()
}

/// What a batch has come to so far.
struct Writer {
    /// The last article's row.
    last: i64,
    rejections: judge::Rejections,
    touched: Touched,
    quoted: sayings::Changed,
    copied: stories::Changed,
}

impl Writer {
    fn new(tx: &Transaction<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            last: tx.prepare_cached("SELECT coalesce(max(n), 0) FROM articles")?.query_row([], |row| row.get(0))?,
            rejections: judge::Rejections::load(tx)?,
            touched: Touched::new(tx)?,
            quoted: sayings::Changed::new(tx)?,
            copied: stories::Changed::default(),
        })
    }

    /// Stores one article where it says anything new: what became of it, and the key of each of its mentions.
    fn one(&mut self, tx: &Transaction<'_>, prepared: &Prepared) -> Result<(AddedState, Vec<i64>), Fault> {
        let article = &prepared.article;
        let versions = versions(tx, article)?;
        let mut current = versions.iter().filter(|version| version.current);
        // An old copy of what has been seen in a newer one says nothing new. A file that went back to an old text does.
        if versions.iter().any(|version| version.says_all_of(article))
            && current.any(|version| version.is_named_as(article) || version.says_all_of(article))
        {
            // one that was stored before pages were kept gets its page
            let same = versions.iter().rfind(|version| version.current && version.sha256 == article.sha256);
            if let (Some(version), Some(page)) = (same, &prepared.page) {
                pages::keep(tx, version.n, page)?;
            }
            return Ok((AddedState::Unchanged, Vec::new()));
        }
        self.last += 1;
        let n = self.last;
        let mut state = AddedState::New;
        for old in versions.iter().filter(|version| version.current && version.is_version_of(article)) {
            state = AddedState::Changed;
            self.quoted.take_away(tx, old.n)?;
            replace(tx, old.n, n, &mut self.touched)?;
            self.copied.take_away(old.n);
        }
        let version =
            versions.iter().filter(|v| v.id == article.id || v.is_version_of(article)).map(|v| v.version).max();
        insert_article(tx, prepared, n, version.unwrap_or(0) + 1)?;
        if let Some(page) = &prepared.page {
            pages::keep(tx, n, page)?;
        }
        self.copied.take_in(tx, n, &prepared.sketch)?;
        let keys = found(tx, prepared, n, &self.rejections, &mut self.touched)?;
        self.quoted.take_in(tx, n, prepared)?;
        Ok((state, keys))
    }
}

/// Writes what was found in the article of row `n`: the key of each of its mentions.
pub(super) fn found(
    tx: &Transaction<'_>,
    prepared: &Prepared,
    n: i64,
    rejections: &judge::Rejections,
    touched: &mut Touched,
) -> rusqlite::Result<Vec<i64>> {
    tx.prepare_cached("INSERT INTO found VALUES (?1, ?2)")?.execute(params![n, prepared.facts])?;
    insert_evidence(tx, prepared, n, rejections, touched)
}

/// Takes away what was found in the article of row `n`.
pub(super) fn forget(tx: &Transaction<'_>, n: i64, touched: &mut Touched) -> rusqlite::Result<()> {
    let mut keys = tx.prepare_cached("SELECT DISTINCT key FROM evidence WHERE article = ?1")?;
    for key in keys.query_map([n], |row| row.get(0))? {
        touched.lost(key?);
    }
    tx.prepare_cached("DELETE FROM evidence WHERE article = ?1")?.execute([n])?;
    tx.prepare_cached("DELETE FROM found WHERE article = ?1")?.execute([n])?;
    Ok(())
}

/// A stored version of an article, or of what may be it.
struct Version {
    n: i64,
    version: i64,
    current: bool,
    id: String,
    sha256: String,
    path: Option<String>,
    url: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
}

impl Version {
    /// Whether it has the article's text, and all that is known of the article that can bear on a claim.
    fn says_all_of(&self, article: &Article) -> bool {
        let has = |stored: &Option<String>, given: Option<&str>| given.is_none() || stored.as_deref() == given;
        self.id == article.id
            && self.sha256 == article.sha256
            && has(&self.url, article.url.as_deref())
            && has(&self.title, article.title.as_deref())
            && has(&self.outlet, article.outlet.as_deref())
            && has(&self.published, article.published.as_ref().map(|p| p.text.as_str()))
    }

    fn is_named_as(&self, article: &Article) -> bool {
        self.id == article.id || (self.url.is_some() && self.url == article.url)
    }

    /// Whether the article is a new version of this one. The path counts where one of the two has no name of its own:
    /// one file may hold many articles, each with its address or id.
    fn is_version_of(&self, article: &Article) -> bool {
        let own_names = has_own_name(&self.id, &self.sha256, self.url.as_ref())
            && has_own_name(&article.id, &article.sha256, article.url.as_ref());
        self.is_named_as(article) || (self.path.is_some() && self.path == article.path && !own_names)
    }
}

/// An id that was made from the text names nothing but the text.
fn has_own_name(id: &str, sha256: &str, url: Option<&String>) -> bool {
    url.is_some() || !sha256.starts_with(id)
}

/// Every version with the article's id, and the current ones with its address or path.
fn versions(tx: &Transaction<'_>, article: &Article) -> rusqlite::Result<Vec<Version>> {
    const COLUMNS: &str = "n, version, replaced_by IS NULL, id, sha256, path, url, title, outlet, published";
    let mut select = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM articles WHERE id = ?1 \
         UNION SELECT {COLUMNS} FROM articles WHERE replaced_by IS NULL AND url = ?2 \
         UNION SELECT {COLUMNS} FROM articles WHERE replaced_by IS NULL AND path = ?3 ORDER BY n"
    ))?;
    let rows = select.query_map(params![article.id, article.url, article.path], |row| {
        Ok(Version {
            n: row.get(0)?,
            version: row.get(1)?,
            current: row.get(2)?,
            id: row.get(3)?,
            sha256: row.get(4)?,
            path: row.get(5)?,
            url: row.get(6)?,
            title: row.get(7)?,
            outlet: row.get(8)?,
            published: row.get(9)?,
        })
    })?;
    rows.collect()
}

/// Keeps a version's text and takes away what was found in it.
fn replace(tx: &Transaction<'_>, old: i64, new: i64, touched: &mut Touched) -> rusqlite::Result<()> {
    forget(tx, old, touched)?;
    tx.prepare_cached("UPDATE articles SET replaced_by = ?2 WHERE n = ?1")?.execute([old, new])?;
    Ok(())
}

/// Brings the full text in step with the articles after the last one that was known before the batch.
fn index_words(tx: &Transaction<'_>, last_known: i64) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO article_words (article_words, rowid, text) SELECT 'delete', article, text \
         FROM articles JOIN texts ON article = n WHERE replaced_by > ?1 AND n <= ?1",
    )?
    .execute([last_known])?;
    tx.prepare_cached(
        "INSERT INTO article_words (rowid, text) SELECT article, text FROM current_texts WHERE article > ?1",
    )?
    .execute([last_known])?;
    Ok(())
}

fn insert_article(tx: &Transaction<'_>, prepared: &Prepared, n: i64, version: i64) -> rusqlite::Result<()> {
    let Prepared { article, mark, coverage, skipped, warnings, byline, day, .. } = prepared;
    tx.prepare_cached(
        "INSERT INTO articles (n, id, version, path, url, sha256, title, byline, outlet, language, published, day, \
         published_from, modified, numbers, typed, skipped, warnings, mark, section, signals) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
    )?
    .execute(params![
        n,
        article.id,
        version,
        article.path,
        article.url,
        article.sha256,
        article.title,
        byline,
        article.outlet,
        article.language,
        article.published.as_ref().map(|published| &published.text),
        day,
        article.published_from.as_str(),
        article.modified,
        Count(coverage.numbers),
        Count(coverage.typed),
        skipped,
        warnings,
        mark,
        article.section,
        signals(article.signals),
    ])?;
    tx.prepare_cached("INSERT INTO texts (article, text) VALUES (?1, ?2)")?.execute(params![n, article.text])?;
    Ok(())
}

/// Stores the passages and their relations: the key of each.
fn insert_evidence(
    tx: &Transaction<'_>,
    prepared: &Prepared,
    n: i64,
    rejections: &judge::Rejections,
    touched: &mut Touched,
) -> rusqlite::Result<Vec<i64>> {
    let mut keys = Vec::with_capacity(prepared.claims.len());
    let mut rows = Vec::with_capacity(prepared.claims.len());
    let day = prepared.day.as_deref();
    for (claim, passage) in &prepared.claims {
        let history = History::of(claim, prepared.day.clone(), &prepared.article.id);
        let rejected = rejections.hold(&passage.id);
        let key = if rejected { judge::twin(tx, claim, &history)? } else { touched.key(tx, claim, history)? };
        rows.push(insert_passage(tx, claim, passage, day, n, key)?);
        keys.push(key);
    }
    let mut relate = tx.prepare_cached("INSERT OR IGNORE INTO relations VALUES (?1, ?2, ?3, ?4)")?;
    for relation in &prepared.relations {
        if let (Some(from), Some(to)) = (rows.get(relation.from), rows.get(relation.to)) {
            relate.execute(params![from, relation.kind.as_str(), to, relation.reason])?;
        }
    }
    Ok(keys)
}

fn insert_passage(
    tx: &Transaction<'_>,
    claim: &Claim,
    passage: &Passage,
    day: Option<&str>,
    n: i64,
    key: i64,
) -> rusqlite::Result<i64> {
    let Passage { id, words, chars: [from, to], sentence: [sentence_from, sentence_to], dates, says, rules } = passage;
    tx.prepare_cached(
        "INSERT INTO evidence (id, article, key, day, start, \"end\", char_start, char_end, words, sentence_start, \
         sentence_end, sentence_char_start, sentence_char_end, verb, transfer, bound, status, status_start, \
         status_end, dates, says, origin, origin_reason, rules, reported) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, \
         ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)",
    )?
    .execute(params![
        id,
        n,
        key,
        day,
        Count(claim.span.start()),
        Count(claim.span.end()),
        Count(*from),
        Count(*to),
        words,
        Count(claim.sentence.start()),
        Count(claim.sentence.end()),
        Count(*sentence_from),
        Count(*sentence_to),
        claim.verb,
        claim.transfer.map(|transfer| transfer.as_str()),
        claim.bound.as_str(),
        claim.status.as_str(),
        claim.status_cue.map(|cue| Count(cue.start())),
        claim.status_cue.map(|cue| Count(cue.end())),
        dates,
        says,
        claim.origin,
        claim.origin_reason.as_str(),
        rules,
        claim.origin_reason == OriginReason::Reported,
    ])?;
    Ok(tx.last_insert_rowid())
}
