//! Reading claims in bulk, each with what it rests on.
//!
//! One statement walks claims, their keys and their passages in the order of the claims, so that a claim costs steps
//! along indexes and no query of its own. What few claims have is asked for only where they have it. The passages of a
//! claim are sorted here: SQLite would copy all their columns to do it.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rusqlite::{CachedStatement, Connection, Row, params_from_iter};

use super::columns::{SLOTS, names, slots, word};
use super::read::{ClaimReader, Condition, PASSAGE, passage};
use super::stories::{ORIGIN, REASON, STORY};
use super::{Fault, judge, peers};
use crate::model::{Bound, ClaimRecord, Detail, Dossier, Evidence, Status};
use crate::store::Filter;

/// Passages of a claim that are held at once.
const HELD: usize = 4096;
/// Columns of a passage, which stand before those of its claim and its sums; its place among others is the last of them.
const OF_PASSAGE: usize = 26;

/// Calls `each` with every claim that fits, sorted by action, unit, amount and id.
pub(super) fn dossiers(
    conn: &Connection,
    filter: &Filter,
    detail: Detail,
    each: &mut dyn FnMut(Dossier) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let wanted = Condition::of(filter)?;
    let mut select = conn.prepare(&sql(detail, &wanted.sql()))?;
    let mut rows = select.query(params_from_iter(wanted.values()))?;
    let mut reader = Reader::new(conn, detail)?;
    let mut open: Option<Open> = None;
    while let Some(row) = rows.next()? {
        let at = reader.columns();
        let goes_on =
            open.as_ref().is_some_and(|open| row.get_ref(at).is_ok_and(|id| id == open.claim.id.as_str().into()));
        if !goes_on
            && let Some(done) = open.replace(Open::new(row, at)?)
            && each(reader.close(done)?).is_break()
        {
            return Ok(());
        }
        if let Some(open) = &mut open {
            reader.take_in(open, row)?;
        }
    }
    if let Some(done) = open {
        let _ = each(reader.close(done)?);
    }
    Ok(())
}

fn sql(detail: Detail, wanted: &str) -> String {
    let (of_passage, articles) = match detail {
        Detail::Sums => (String::new(), ""),
        Detail::Full => {
            (format!("{PASSAGE}, {ORIGIN}, {REASON}, k.key, e.n, "), "JOIN articles AS a ON a.n = e.article")
        }
    };
    let slots: Vec<String> = SLOTS.split(", ").map(|column| format!("c.{column}")).collect();
    let slots = slots.join(", ");
    // CROSS JOIN keeps the order of the loops, and with it the order of the claims
    format!(
        "SELECT {of_passage} c.id, {slots}, coalesce(c.series, c.plan, c.deed) IS NOT NULL, \
                EXISTS (SELECT 1 FROM relations WHERE from_evidence = e.n) \
                OR EXISTS (SELECT 1 FROM relations WHERE to_evidence = e.n), \
                e.article, e.day, {ORIGIN}, e.status, e.bound, e.dates \
         FROM claims AS c CROSS JOIN keys AS k ON k.claim = c.id CROSS JOIN evidence AS e ON e.key = k.n \
         {articles} {STORY} WHERE {wanted} ORDER BY c.action, c.unit, c.amount, c.id"
    )
}

/// A claim whose passages are being read.
struct Open {
    claim: ClaimRecord,
    articles: BTreeSet<i64>,
    origins: BTreeSet<String>,
    /// Whether it can hang together with claims of other articles.
    stands: bool,
    /// Whether a passage hangs together with others of its article.
    is_related: bool,
    passages: Vec<Placed>,
}

/// A passage with what, beside itself, decides its place among those of its claim.
struct Placed {
    day: Option<String>,
    passage: Evidence,
    key: String,
    n: i64,
}

impl Placed {
    /// The order in which `read::evidence` gives them.
    fn place(&self) -> impl Ord {
        let Self { day, passage, key, n } = self;
        (day.is_none(), day, &passage.article, passage.span, key, *n)
    }
}

impl Open {
    /// A claim without passages, from the columns of its id and slots at `at`.
    fn new(row: &Row<'_>, at: usize) -> rusqlite::Result<Self> {
        let claim = ClaimRecord {
            id: row.get(at)?,
            slots: slots(row, at + 1)?,
            first_said: None,
            last_said: None,
            articles: 0,
            origins: 0,
            mentions: 0,
            statuses: Vec::new(),
            dates: Vec::new(),
            bounds: Vec::new(),
            relations: Vec::new(),
        };
        Ok(Self {
            claim,
            articles: BTreeSet::new(),
            origins: BTreeSet::new(),
            stands: row.get(at + 10)?,
            is_related: false,
            passages: Vec::new(),
        })
    }

    /// Adds a passage to the sums, from the eight columns at `at`.
    fn count(&mut self, row: &Row<'_>, at: usize) -> rusqlite::Result<()> {
        let claim = &mut self.claim;
        claim.mentions += 1;
        self.is_related |= row.get::<_, bool>(at)?;
        self.articles.insert(row.get(at + 1)?);
        if let Some(day) = row.get_ref(at + 2)?.as_str_or_null()? {
            if claim.first_said.as_deref().is_none_or(|first| day < first) {
                claim.first_said = Some(day.to_owned());
            }
            if claim.last_said.as_deref().is_none_or(|last| day > last) {
                claim.last_said = Some(day.to_owned());
            }
        }
        if let Some(origin) = row.get_ref(at + 3)?.as_str_or_null()?
            && !self.origins.contains(origin)
        {
            self.origins.insert(origin.to_owned());
        }
        insert(&mut claim.statuses, word(row, at + 4, Status::parse)?);
        insert(&mut claim.bounds, word(row, at + 5, Bound::parse)?);
        for date in names(row, at + 6)? {
            insert(&mut claim.dates, date);
        }
        Ok(())
    }
}

/// Adds to a sorted list what it does not hold: a claim has few states, hedges and dates, whatever its passages.
fn insert<T: Ord>(sorted: &mut Vec<T>, item: T) {
    if let Err(place) = sorted.binary_search(&item) {
        sorted.insert(place, item);
    }
}

/// What is asked beside the walk.
struct Reader<'c> {
    conn: &'c Connection,
    detail: Detail,
    is_judged: bool,
    text: CachedStatement<'c>,
    claims: ClaimReader<'c>,
}

impl<'c> Reader<'c> {
    fn new(conn: &'c Connection, detail: Detail) -> rusqlite::Result<Self> {
        Ok(Self {
            conn,
            detail,
            is_judged: conn.query_row("SELECT EXISTS (SELECT 1 FROM judgements)", [], |row| row.get(0))?,
            text: conn.prepare_cached("SELECT text FROM texts WHERE article = ?1")?,
            claims: ClaimReader::new(conn)?,
        })
    }

    /// Where the claim's columns begin.
    fn columns(&self) -> usize {
        if self.detail == Detail::Full { OF_PASSAGE } else { 0 }
    }

    fn take_in(&mut self, open: &mut Open, row: &Row<'_>) -> rusqlite::Result<()> {
        open.count(row, self.columns() + 11)?;
        if self.detail == Detail::Full && open.claim.mentions <= HELD as u64 {
            let article: i64 = row.get(0)?;
            let read = |text: &Row<'_>| passage(row, text.get_ref(0)?.as_str()?);
            let passage = self.text.query_row([article], read)?;
            let (key, n, day) = (row.get(24)?, row.get(25)?, row.get(OF_PASSAGE + 13)?);
            open.passages.push(Placed { day, passage, key, n });
        }
        Ok(())
    }

    fn close(&mut self, open: Open) -> rusqlite::Result<Dossier> {
        let Open { mut claim, articles, origins, stands, is_related, mut passages } = open;
        passages.sort_unstable_by(|a, b| a.place().cmp(&b.place()));
        claim.articles = articles.len() as u64;
        claim.origins = origins.len() as u64;
        if is_related {
            claim.relations = self.claims.relations(&claim.id)?;
        }
        let is_full = self.detail == Detail::Full;
        let holds_all = is_full && claim.mentions <= HELD as u64;
        Ok(Dossier {
            peers: if is_full && stands { peers::peers(self.conn, &claim.id)? } else { None },
            judgements: if self.is_judged { judge::of_claim(self.conn, &claim.id)? } else { Vec::new() },
            passages: holds_all.then(|| passages.into_iter().map(|placed| placed.passage).collect()),
            claim,
        })
    }
}
