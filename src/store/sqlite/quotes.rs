//! Reading quotes and their occurrences. Which sayings are one quote is worked out when they are written (`sayings`).

use std::ops::ControlFlow;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, ToSql, params};
use serde::Deserialize;

use super::Fault;
use super::columns::{unreadable, word};
use super::read::{count, full_text, terms};
use crate::model::{Form, Occurrence, QuoteRecord, Speaker, Words};
use crate::store::QuoteFilter;
use crate::text::wording::wording;

/// Calls `each` with every quote that fits, by the day it was first said (unknown ones last), speaker and id.
pub(super) fn quotes(
    conn: &Connection,
    filter: &QuoteFilter,
    each: &mut dyn FnMut(QuoteRecord) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let wanted = Condition::of(filter, None)?;
    let mut select = conn.prepare_cached(&format!(
        "SELECT q.n, q.id, min(o.day), max(o.day), count(DISTINCT o.article), count(*) \
         FROM sayings AS q JOIN sayings AS s ON s.quote = q.n JOIN said AS o ON o.saying = s.n AND o.seq = o.first \
         WHERE {} GROUP BY q.n ORDER BY min(o.day) IS NULL, min(o.day), q.speaker, q.id",
        wanted.sql()
    ))?;
    let values: Vec<&dyn ToSql> = wanted.values.iter().map(|value| value as &dyn ToSql).collect();
    let mut rows = select.query(values.as_slice())?;
    let mut reader = QuoteReader::new(conn)?;
    while let Some(row) = rows.next()? {
        if each(reader.read(row)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// Calls `each` with the occurrences of a quote, by publication day (unknown ones last), article and place in the text.
pub(super) fn occurrences(
    conn: &Connection,
    quote: &str,
    each: &mut dyn FnMut(Occurrence) -> ControlFlow<()>,
) -> rusqlite::Result<()> {
    let mut select = conn.prepare_cached(
        "SELECT o.article, o.first, o.form, f.facts -> ('$[' || o.seq || '][8]'), a.id, a.path, a.url, a.title, a.outlet, \
                a.published \
         FROM sayings AS q JOIN sayings AS s ON s.quote = q.n JOIN said AS o ON o.saying = s.n AND o.seq = o.first \
         JOIN found AS f ON f.article = o.article JOIN articles AS a ON a.n = o.article \
         WHERE q.hash = ?1 ORDER BY o.day IS NULL, o.day, a.id, o.first",
    )?;
    let mut parts = Parts::new(conn)?;
    let mut words = conn.prepare_cached("SELECT substr(text, ?2 + 1, ?3 - ?2) FROM texts WHERE article = ?1")?;
    let Ok(hash) = u64::from_str_radix(quote, 16) else { return Ok(()) };
    let mut rows = select.query([hash.cast_signed()])?;
    while let Some(row) = rows.next()? {
        let article: i64 = row.get(0)?;
        let (all, rules) = parts.of(article, row.get(1)?)?.into_iter().unzip();
        let mut cut = |chars: Option<[u32; 2]>| {
            chars
                .map(|[start, end]| {
                    let words = words.query_row([article, start.into(), end.into()], |row| row.get(0))?;
                    Ok::<_, rusqlite::Error>(Words { chars: (start.into(), end.into()), words })
                })
                .transpose()
        };
        let Value { speaker, cue, via } = value(row, 3)?;
        let occurrence = Occurrence {
            article: row.get(4)?,
            path: row.get(5)?,
            url: row.get(6)?,
            title: row.get(7)?,
            outlet: row.get(8)?,
            published: row.get(9)?,
            parts: all,
            form: word(row, 2, Form::parse)?,
            beside: cut(speaker.as_ref().and_then(|speaker| speaker.span))?,
            speaker: speaker.map(SpeakerValue::speaker),
            cue: cut(cue)?,
            via,
            rules,
        };
        if each(occurrence).is_break() {
            break;
        }
    }
    Ok(())
}

/// Reads quotes with what stands for all their occurrences.
pub(super) struct QuoteReader<'c> {
    longest: CachedStatement<'c>,
    speaker: CachedStatement<'c>,
    parts: Parts<'c>,
}

impl<'c> QuoteReader<'c> {
    pub(super) fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        let longest = conn.prepare_cached(
            "SELECT o.article, o.first, o.form FROM said AS o JOIN articles AS a ON a.n = o.article \
             WHERE o.saying = ?1 AND o.seq = o.first \
             ORDER BY o.form = 'indirect', o.day IS NULL, o.day, a.id, o.first LIMIT 1",
        )?;
        let speaker = conn.prepare_cached(
            "SELECT f.facts -> ('$[' || o.seq || '][8]') AS value \
             FROM sayings AS s JOIN said AS o ON o.saying = s.n AND o.seq = o.first \
             JOIN found AS f ON f.article = o.article JOIN articles AS a ON a.n = o.article \
             WHERE s.quote = ?1 ORDER BY length(s.speaker) DESC, value ->> '$.speaker.role' IS NULL, \
                   value ->> '$.speaker.organisation' IS NULL, value ->> '$.speaker.country' IS NULL, \
                   o.day IS NULL, o.day, a.id, o.first LIMIT 1",
        )?;
        Ok(Self { longest, speaker, parts: Parts::new(conn)? })
    }

    /// Reads a quote from a row of its number, its id and its sums.
    pub(super) fn read(&mut self, row: &Row<'_>) -> rusqlite::Result<QuoteRecord> {
        let n: i64 = row.get(0)?;
        let (article, first, form) =
            self.longest.query_row([n], |row| Ok((row.get(0)?, row.get(1)?, word(row, 2, Form::parse)?)))?;
        let parts = self.parts.of(article, first)?.into_iter().map(|(part, _)| part.words).collect();
        let spoken = self.speaker.query_row([n], |row| value(row, 0)).optional()?;
        let speaker = spoken.and_then(|value| value.speaker).map(SpeakerValue::speaker);
        Ok(QuoteRecord {
            id: row.get(1)?,
            parts,
            form,
            speaker: speaker.filter(|speaker| *speaker != Speaker::default()),
            first_said: row.get(2)?,
            last_said: row.get(3)?,
            articles: count(row, 4)?,
            occurrences: count(row, 5)?,
        })
    }
}

/// Reads the parts of quotes, each with the rule that found it.
struct Parts<'c>(CachedStatement<'c>);

impl<'c> Parts<'c> {
    fn new(conn: &'c Connection) -> rusqlite::Result<Self> {
        let select = conn.prepare_cached(
            "SELECT q.fact ->> 3, q.fact ->> 4, q.fact ->> 5, q.fact ->> 6 FROM ( \
                 SELECT o.seq, f.facts -> ('$[' || o.seq || ']') AS fact \
                 FROM said AS o JOIN found AS f ON f.article = o.article \
                 WHERE o.article = ?1 AND o.seq >= ?2 AND o.first = ?2) AS q ORDER BY q.seq",
        )?;
        Ok(Self(select))
    }

    fn of(&mut self, article: i64, first: i64) -> rusqlite::Result<Vec<(Words, String)>> {
        let part =
            |row: &Row<'_>| Ok((Words { chars: (count(row, 0)?, count(row, 1)?), words: row.get(2)? }, row.get(3)?));
        self.0.query_map(params![article, first], part)?.collect()
    }
}

/// What a quote's fact holds beside its words. Stretches are [start, end] in code points.
#[derive(Deserialize)]
struct Value {
    speaker: Option<SpeakerValue>,
    cue: Option<[u32; 2]>,
    via: Vec<String>,
}

#[derive(Deserialize)]
struct SpeakerValue {
    name: Option<String>,
    role: Option<String>,
    organisation: Option<String>,
    country: Option<String>,
    official: bool,
    span: Option<[u32; 2]>,
}

impl SpeakerValue {
    fn speaker(self) -> Speaker {
        let Self { name, role, organisation, country, official, .. } = self;
        Speaker { name, role, organisation, country, official, span: None, condition: None }
    }
}

/// Who says a quote, from the column of its fact's value.
pub(super) fn speaker_of(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Speaker>> {
    Ok(value(row, at)?.speaker.map(SpeakerValue::speaker))
}

fn value(row: &Row<'_>, at: usize) -> rusqlite::Result<Value> {
    serde_json::from_str(row.get_ref(at)?.as_str()?).map_err(|error| unreadable(at, error))
}

/// What a filter asks for, as SQL over an occurrence `o` of a saying `s`, and the values it takes in their order: once so
/// that indexes lead to all that fit, and once as a question that costs little to put to one occurrence (`probes`).
#[derive(Default)]
pub(super) struct Condition {
    asked: Vec<&'static str>,
    values: Vec<String>,
    probes: Vec<&'static str>,
    probe_values: Vec<String>,
}

/// The part of a speaker's name that is asked for, as names are compared.
pub(super) fn part_of_a_name(filter: &QuoteFilter) -> Result<Option<String>, Fault> {
    let part = |speaker: &String| {
        let name = wording([speaker.as_str()]);
        if name.is_empty() { Err(Fault::Query(speaker.clone())) } else { Ok(name) }
    };
    filter.speaker.as_ref().map(part).transpose()
}

/// The names of speakers with a part of them, each looked up once: a walk from name to name, whatever they said.
const NAMED: &str = "s.speaker IN (WITH RECURSIVE names (name) AS (SELECT min(speaker) FROM sayings \
    UNION ALL SELECT (SELECT min(speaker) FROM sayings WHERE speaker > name) FROM names WHERE name IS NOT NULL) \
    SELECT name FROM names WHERE instr(name, ?) > 0)";
const OUTLET: &str =
    "o.article IN (SELECT n FROM articles WHERE replaced_by IS NULL AND instr(lower(outlet), lower(?)) > 0)";
const OF_OUTLET: &str =
    "EXISTS (SELECT 1 FROM articles AS a WHERE a.n = o.article AND instr(lower(a.outlet), lower(?)) > 0)";

/// The same, where the names are known.
const ONE_OF: &str = "s.speaker IN (SELECT value FROM json_each(?))";

impl Condition {
    /// What is asked for; `named` are the names with the part that is asked for, where they are known.
    pub(super) fn of(filter: &QuoteFilter, named: Option<&[Box<str>]>) -> Result<Self, Fault> {
        let mut condition = Self::default();
        if let Some(name) = part_of_a_name(filter)? {
            match named {
                Some(named) => condition.ask(ONE_OF, Some(serde_json::Value::from_iter(named.iter().map(|it| &**it)))),
                None => condition.ask(NAMED, Some(&name)),
            }
            condition.probe("instr(s.speaker, ?) > 0", Some(name));
        }
        condition.both("o.official = ?", filter.official.then_some("1"));
        condition.both("o.country = ? COLLATE NOCASE", filter.country.as_ref());
        condition.ask(OUTLET, filter.outlet.as_ref());
        condition.probe(OF_OUTLET, filter.outlet.as_ref());
        condition.both("o.form = ?", filter.form.map(Form::as_str));
        condition.both("o.day >= ?", filter.since.as_ref());
        condition.both("o.day <= ?", filter.until.as_ref());
        if let Some(text) = &filter.text {
            // The article has the words where the quote has them: its index leads there.
            let indexed = "o.article IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)";
            condition.ask(indexed, Some(full_text(text)?));
            for term in terms(text)? {
                condition.both("instr(' ' || s.words || ' ', ?) > 0", Some(format!(" {} ", wording([term]))));
            }
        }
        Ok(condition)
    }

    fn ask(&mut self, sql: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.asked.push(sql);
            self.values.push(value.to_string());
        }
    }

    fn probe(&mut self, sql: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.probes.push(sql);
            self.probe_values.push(value.to_string());
        }
    }

    fn both(&mut self, sql: &'static str, value: Option<impl ToString>) {
        let value = value.map(|value| value.to_string());
        self.ask(sql, value.as_ref());
        self.probe(sql, value);
    }

    /// The list of what fits, by index, and its values.
    pub(super) fn listed(&self) -> (String, &[String]) {
        (if self.asked.is_empty() { "true".to_owned() } else { self.asked.join(" AND ") }, &self.values)
    }

    /// The question put to one occurrence, and its values.
    pub(super) fn probes(&self) -> (String, &[String]) {
        (if self.probes.is_empty() { "true".to_owned() } else { self.probes.join(" AND ") }, &self.probe_values)
    }

    fn sql(&self) -> String {
        if self.asked.is_empty() {
            return "q.quote = q.n".to_owned();
        }
        format!(
            "q.n IN (SELECT s.quote FROM said AS o JOIN sayings AS s ON s.n = o.saying WHERE {})",
            self.asked.join(" AND ")
        )
    }
}
