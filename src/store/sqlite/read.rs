//! Reading claims, passages, articles and totals.
//!
//! What a claim's passages add up to is worked out when it is read, by index: it is exact whatever was added, changed
//! or regrouped before, a batch never has to keep a counter in step, and a claim of usual size costs microseconds.

use std::ops::ControlFlow;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params_from_iter};

use super::Fault;
use super::columns::{SLOTS, names, signals_of, slots, unreadable, word, words};
use super::judge::REJECTED;
use super::stories::{ORIGIN, REASON, STORY};
use crate::model::{
    Article, Bound, ClaimRecord, Evidence, KeyName, Known, Published, Related, RelationKind, Signal, Span, Status,
    Transfer,
};
use crate::store::{Filter, Totals};

/// Calls `each` with every claim that fits, sorted by action, unit, amount and id.
pub(super) fn claims(
    conn: &Connection,
    filter: &Filter,
    each: &mut dyn FnMut(ClaimRecord) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let wanted = Condition::of(filter)?;
    let sql = format!("SELECT id, {SLOTS} FROM claims AS c WHERE {} ORDER BY action, unit, amount, id", wanted.sql());
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query(params_from_iter(wanted.values()))?;
    let mut reader = ClaimReader::new(conn)?;
    while let Some(row) = rows.next()? {
        if each(reader.read(row)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// Calls `each` with the passages of a claim, by publication day (unknown ones last), article and place in the text.
pub(super) fn evidence(
    conn: &Connection,
    claim: &str,
    each: &mut dyn FnMut(Evidence) -> ControlFlow<()>,
) -> rusqlite::Result<()> {
    let of_claim = format!(
        "FROM keys AS k JOIN evidence AS e ON e.key = k.n JOIN articles AS a ON a.n = e.article {STORY} \
                    WHERE k.claim = ?1 ORDER BY e.day IS NULL, e.day, a.id, e.start, e.\"end\", k.key, e.n"
    );
    passages(conn, &of_claim, claim, &mut |passage, _, _| each(passage))
}

/// Calls `each` with the rejected passages that would count for a claim, in the same order.
pub(super) fn rejected(
    conn: &Connection,
    claim: &str,
    each: &mut dyn FnMut(Evidence) -> ControlFlow<()>,
) -> rusqlite::Result<()> {
    let of_claim = format!(
        "FROM keys AS k JOIN keys AS t ON t.block = 'rejected ' || k.block AND t.key = k.key \
                    JOIN evidence AS e ON e.key = t.n JOIN articles AS a ON a.n = e.article {STORY} \
                    WHERE k.claim = ?1 ORDER BY e.day IS NULL, e.day, a.id, e.start, e.\"end\", k.key, e.n"
    );
    passages(conn, &of_claim, claim, &mut |passage, _, _| each(passage))
}

/// The passages whose id begins with `prefix`, at most ten. Looks through all: see [`super::judge`].
pub(super) fn known(conn: &Connection, prefix: &str) -> rusqlite::Result<Vec<Known>> {
    let begins = format!(
        "FROM keys AS k JOIN evidence AS e ON e.key = k.n JOIN articles AS a ON a.n = e.article {STORY} \
                  WHERE e.id >= ?1 AND e.id < ?1 || char(1114111) ORDER BY e.id, e.n LIMIT 10"
    );
    let mut found = Vec::new();
    passages(conn, &begins, prefix, &mut |passage, key, claim| {
        found.push(Known { passage, key, claim });
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Calls `each` with the passages `e` that a condition of one value gives, with the key and the claim of each.
pub(super) fn passages(
    conn: &Connection,
    wanted: &str,
    value: &str,
    each: &mut dyn FnMut(Evidence, KeyName, Option<String>) -> ControlFlow<()>,
) -> rusqlite::Result<()> {
    let mut select =
        conn.prepare_cached(&format!("SELECT {PASSAGE}, {ORIGIN}, {REASON}, k.block, k.key, k.claim {wanted}"))?;
    let mut load = conn.prepare_cached("SELECT text FROM texts WHERE article = ?1")?;
    // The passages of one article follow each other, so that its text is read once.
    let mut loaded: (i64, String) = (0, String::new());
    let mut rows = select.query([value])?;
    while let Some(row) = rows.next()? {
        let article = row.get(0)?;
        if loaded.0 != article {
            loaded = (article, load.query_row([article], |row| row.get(0))?);
        }
        let block: String = row.get(24)?;
        let block = block.strip_prefix(REJECTED).map(str::to_owned).unwrap_or(block);
        let key = KeyName { block, key: row.get(25)? };
        if each(passage(row, &loaded.1)?, key, row.get(26)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// The claims whose id begins with `prefix`, at most ten.
pub(super) fn find(conn: &Connection, prefix: &str) -> rusqlite::Result<Vec<ClaimRecord>> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT id, {SLOTS} FROM claims WHERE id >= ?1 AND id < ?1 || char(1114111) ORDER BY id LIMIT 10"
    ))?;
    let mut reader = ClaimReader::new(conn)?;
    let mut rows = select.query([prefix])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(reader.read(row)?);
    }
    Ok(found)
}

/// The current version of an article.
pub(super) fn article(conn: &Connection, id: &str) -> rusqlite::Result<Option<Article>> {
    let select = format!("SELECT {ARTICLE} WHERE id = ?1 AND replaced_by IS NULL");
    conn.prepare_cached(&select)?.query_row([id], |row| article_of(row, 0)).optional()
}

/// The columns that `article_of` reads.
pub(super) const ARTICLE: &str = "id, path, url, sha256, title, byline, outlet, language, published, published_from, \
                                  modified, text, section, signals FROM articles JOIN texts ON article = n";

/// Reads an article from fourteen columns, the first at `at`.
pub(super) fn article_of(row: &Row<'_>, at: usize) -> rusqlite::Result<Article> {
    Ok(Article {
        id: row.get(at)?,
        path: row.get(at + 1)?,
        url: row.get(at + 2)?,
        sha256: row.get(at + 3)?,
        title: row.get(at + 4)?,
        byline: names(row, at + 5)?,
        outlet: row.get(at + 6)?,
        language: row.get(at + 7)?,
        published: row.get::<_, Option<String>>(at + 8)?.as_deref().and_then(Published::parse),
        published_from: word(row, at + 9, signal)?,
        modified: row.get(at + 10)?,
        text: row.get(at + 11)?,
        section: row.get(at + 12)?,
        signals: signals_of(row, at + 13)?,
    })
}

/// What the database holds.
pub(super) fn totals(conn: &Connection) -> rusqlite::Result<Totals> {
    let sql = "SELECT (SELECT count(*) FROM articles WHERE replaced_by IS NULL), \
                      (SELECT count(*) FROM articles WHERE replaced_by IS NOT NULL), \
                      (SELECT count(*) FROM claims), (SELECT count(*) FROM evidence)";
    conn.query_row(sql, [], |row| {
        Ok(Totals {
            articles: count(row, 0)?,
            versions: count(row, 1)?,
            claims: count(row, 2)?,
            evidence: count(row, 3)?,
        })
    })
}

/// Reads claims with what their passages add up to. Holds its statements for as long as claims are read.
pub(super) struct ClaimReader<'c> {
    sums: CachedStatement<'c>,
    relations: CachedStatement<'c>,
}

impl<'c> ClaimReader<'c> {
    pub(super) fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        let sums = conn.prepare_cached(&format!(
            "SELECT min(e.day), max(e.day), count(DISTINCT e.article), count(DISTINCT {ORIGIN}), count(*), \
                    group_concat(DISTINCT e.status), group_concat(DISTINCT e.bound), \
                    group_concat(DISTINCT nullif(e.dates, '[]')) \
             FROM keys AS k JOIN evidence AS e ON e.key = k.n {STORY} WHERE k.claim = ?1"
        ))?;
        let relations = conn.prepare_cached(
            "SELECT kind, seen_from, claim, min(reason) FROM ( \
                 SELECT r.kind, 1 AS seen_from, ok.claim, r.reason FROM keys AS k JOIN evidence AS e ON e.key = k.n \
                 JOIN relations AS r ON r.from_evidence = e.n JOIN evidence AS o ON o.n = r.to_evidence \
                 JOIN keys AS ok ON ok.n = o.key WHERE k.claim = ?1 AND ok.claim <> ?1 \
                 UNION ALL \
                 SELECT r.kind, 0, ok.claim, r.reason FROM keys AS k JOIN evidence AS e ON e.key = k.n \
                 JOIN relations AS r ON r.to_evidence = e.n JOIN evidence AS o ON o.n = r.from_evidence \
                 JOIN keys AS ok ON ok.n = o.key WHERE k.claim = ?1 AND ok.claim <> ?1) \
             GROUP BY kind, seen_from, claim ORDER BY kind, seen_from DESC, claim",
        )?;
        Ok(Self { sums, relations })
    }

    /// How a claim hangs together with others, as single articles tell it.
    pub(super) fn relations(&mut self, claim: &str) -> rusqlite::Result<Vec<Related>> {
        let relations = self.relations.query_map([claim], |row| {
            Ok(Related {
                kind: word(row, 0, RelationKind::parse)?,
                from: row.get(1)?,
                claim: row.get(2)?,
                reason: row.get(3)?,
            })
        })?;
        relations.collect()
    }

    /// Reads a claim from a row of its id and its slots.
    pub(super) fn read(&mut self, row: &Row<'_>) -> rusqlite::Result<ClaimRecord> {
        let id: String = row.get(0)?;
        let relations = self.relations(&id)?;
        let slots = slots(row, 1)?;
        self.sums.query_row([&id], |row| {
            Ok(ClaimRecord {
                id: id.clone(),
                slots,
                first_said: row.get(0)?,
                last_said: row.get(1)?,
                articles: count(row, 2)?,
                origins: count(row, 3)?,
                mentions: count(row, 4)?,
                statuses: words(row, 5, Status::parse)?,
                dates: dates(row, 7)?,
                bounds: words(row, 6, Bound::parse)?,
                relations,
            })
        })
    }
}

/// What a filter asks for, as SQL over a claim `c`, and the values it takes in their order.
#[derive(Default)]
pub(super) struct Condition {
    claim: Vec<&'static str>,
    passage: Vec<&'static str>,
    claim_values: Vec<String>,
    passage_values: Vec<String>,
}

impl Condition {
    pub(super) fn of(filter: &Filter) -> Result<Self, Fault> {
        const NAMED: [&str; 3] = [
            "c.id IN (SELECT claim FROM claim_names WHERE role = 'actor' AND name = ? COLLATE NOCASE)",
            "c.id IN (SELECT claim FROM claim_names WHERE role = 'recipient' AND name = ? COLLATE NOCASE)",
            "c.id IN (SELECT claim FROM claim_names WHERE role = 'product' AND name = ? COLLATE NOCASE)",
        ];
        let mut condition = Self::default();
        condition.claim("c.unit = ? COLLATE NOCASE", filter.unit.as_ref());
        for (sql, name) in NAMED.into_iter().zip([&filter.actor, &filter.recipient, &filter.product]) {
            condition.claim(sql, name.as_ref());
        }
        condition.claim("c.action = ?", filter.action.map(|action| action.as_str()));
        condition.passage("e.status = ?", filter.status.map(|status| status.as_str()));
        condition.passage("e.day >= ?", filter.since.as_ref());
        condition.passage("e.day <= ?", filter.until.as_ref());
        let text = filter.text.as_deref().map(full_text).transpose()?;
        condition.passage("e.article IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)", text);
        Ok(condition)
    }

    fn claim(&mut self, sql: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.claim.push(sql);
            self.claim_values.push(value.to_string());
        }
    }

    fn passage(&mut self, sql: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.passage.push(sql);
            self.passage_values.push(value.to_string());
        }
    }

    /// What is asked of a passage is asked of one and the same passage.
    pub(super) fn sql(&self) -> String {
        let mut all: Vec<String> = self.claim.iter().map(ToString::to_string).collect();
        if !self.passage.is_empty() {
            all.push(format!(
                "c.id IN (SELECT k.claim FROM evidence AS e JOIN keys AS k ON k.n = e.key WHERE {})",
                self.passage.join(" AND ")
            ));
        }
        if all.is_empty() { "true".to_owned() } else { all.join(" AND ") }
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &String> {
        self.claim_values.iter().chain(&self.passage_values)
    }
}

/// A full-text query that holds the given words.
pub(super) fn full_text(query: &str) -> Result<String, Fault> {
    let terms: Vec<String> = terms(query)?.into_iter().map(|term| format!("\"{term}\"")).collect();
    Ok(terms.join(" "))
}

/// The words that are looked for, those in quotation marks as a phrase; no other sign has a meaning.
pub(super) fn terms(query: &str) -> Result<Vec<&str>, Fault> {
    let mut terms = Vec::new();
    for (n, part) in query.split('"').enumerate() {
        let words: Vec<&str> = if n % 2 == 1 { vec![part] } else { part.split_whitespace().collect() };
        terms.extend(words.into_iter().filter(|word| word.chars().any(char::is_alphanumeric)));
    }
    if terms.is_empty() { Err(Fault::Query(query.to_owned())) } else { Ok(terms) }
}

/// The columns that `passage` reads, of a row `e` of `evidence` and its article `a`; behind them it reads the origin and
/// its reason.
pub(super) const PASSAGE: &str = "e.article, e.id, a.id, a.path, a.url, a.title, a.outlet, a.published, e.start, \
    e.\"end\", e.words, e.sentence_start, e.sentence_end, e.char_start, e.char_end, e.verb, e.transfer, e.bound, \
    e.status, e.dates, e.says, e.rules";

/// Reads a passage from its first 24 columns, and its sentence from the article's text.
pub(super) fn passage(row: &Row<'_>, text: &str) -> rusqlite::Result<Evidence> {
    let span = Span::new(offset(row, 8)?, offset(row, 9)?);
    let sentence = window(text, Span::new(offset(row, 11)?, offset(row, 12)?), span);
    let (from, to) = (count(row, 13)?, count(row, 14)?);
    Ok(Evidence {
        id: row.get(1)?,
        article: row.get(2)?,
        path: row.get(3)?,
        url: row.get(4)?,
        title: row.get(5)?,
        outlet: row.get(6)?,
        published: row.get(7)?,
        span,
        words: row.get(10)?,
        sentence_span: sentence,
        sentence: sentence.of(text).to_owned(),
        chars: (from, to.saturating_sub(from)),
        verb: row.get(15)?,
        transfer: row.get_ref(16)?.as_str_or_null()?.and_then(Transfer::parse),
        bound: word(row, 17, Bound::parse)?,
        status: word(row, 18, Status::parse)?,
        dates: names(row, 19)?,
        says: names(row, 20)?,
        rules: names(row, 21)?,
        origin: row.get(22)?,
        origin_reason: row.get(23)?,
    })
}

/// A sentence without an end would bring the whole article along with each of its figures: past this many bytes only
/// the words around the figure are given.
const LONG_SENTENCE: usize = 4096;

fn window(text: &str, sentence: Span, figure: Span) -> Span {
    if sentence.len() <= LONG_SENTENCE {
        return sentence;
    }
    let around = LONG_SENTENCE / 4;
    let start = text.ceil_char_boundary(figure.start().saturating_sub(around));
    let end = text.floor_char_boundary(figure.end().saturating_add(around));
    Span::new(start.max(sentence.start()), end.min(sentence.end()))
}

/// The distinct dates of JSON lists that SQLite joined with commas, sorted.
fn dates(row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<String>> {
    let joined = format!("[{}]", row.get_ref(at)?.as_str_or_null()?.unwrap_or_default());
    let lists: Vec<Vec<String>> = serde_json::from_str(&joined).map_err(|error| unreadable(at, error))?;
    let mut dates = lists.concat();
    dates.sort_unstable();
    dates.dedup();
    Ok(dates)
}

pub(super) fn count(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(at)?;
    u64::try_from(number).map_err(|error| unreadable(at, error))
}

pub(super) fn offset(row: &Row<'_>, at: usize) -> rusqlite::Result<usize> {
    let number: i64 = row.get(at)?;
    usize::try_from(number).map_err(|error| unreadable(at, error))
}

fn signal(word: &str) -> Option<Signal> {
    use Signal::{JsonLd, Meta, None as NoSignal, Option as Given, Sidecar, Text, TimeTag, Url};
    [Given, Sidecar, JsonLd, Meta, TimeTag, Url, Text, NoSignal].into_iter().find(|signal| signal.as_str() == word)
}
